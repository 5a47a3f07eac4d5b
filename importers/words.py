"""The words that tell what a person meant (`words.yml`), looked up without case, accents or punctuation.

An article's own locale comes first, but real articles mix languages and lie about theirs, so the
words of all other locales are known too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

KINDS = ("note", "tip", "important", "warning")
"""The kinds of callouts the site has."""

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "ı": "i"})
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@lru_cache(maxsize=1024)  # what recognises something asks for the same lines again and again
def fold(text: str) -> str:
    """`text` as it is compared: no case, accents, white space or punctuation around it."""
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain).translate(_APOSTROPHES)
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _EDGES.sub("", " ".join(plain.split()))


@dataclass(frozen=True, slots=True)
class Label:
    """What a label such as "Note" says."""

    kind: str
    """One of `KINDS`."""
    is_title: bool
    """True where it says more than the kind ("Pro tip"), so that a reader would miss it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary for the articles of one locale; all phrases are folded."""

    labels: Mapping[str, Label]
    faq: frozenset[str]
    question: frozenset[str]
    answer: frozenset[str]
    support: frozenset[str]
    contact: frozenset[str]
    feedback: frozenset[str]
    related: frozenset[str]
    contents: frozenset[str]
    top: frozenset[str]
    page: frozenset[str]
    free: frozenset[str]
    fees: frozenset[str]


@cache
def words_for(locale: str) -> Words:
    """The vocabulary for articles in `locale` (BCP 47; one we don't have gets that of all the others)."""
    own = _own_block(locale)
    friends = {fold(word) for word in _vocabulary().get(own, {}).get("friends", ())}
    order = sorted(_vocabulary(), key=lambda name: (name != own, name != "en"))
    labels: dict[str, Label] = {}
    for name in order:
        for phrase, label in _labels(_vocabulary()[name]):
            if phrase not in friends or name == own:
                labels.setdefault(phrase, label)

    return Words(labels, *(_phrases(each.name) for each in fields(Words)[1:]))


@cache
def _phrases(key: str) -> frozenset[str]:
    """What all locales have under `key`."""
    return frozenset(fold(word) for block in _vocabulary().values() for word in block.get(key, ()))


@cache
def step_words() -> tuple[str, ...]:
    """Every locale's words for a step, longest first, with and without accents."""
    words = {word.casefold() for block in _vocabulary().values() for word in block.get("step", ())}
    words |= {fold(word) for word in words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def step_word(locale: str) -> str:
    """The word for a step in `locale`, as a heading begins with it; English where we have none."""
    block = _vocabulary().get(_own_block(locale)) or _vocabulary()["en"]
    word: str = block["step"][0]
    return word[0].upper() + word[1:]


@cache
def _vocabulary() -> dict[str, dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where it is, is ten times as fast
    text = Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
    vocabulary: dict[str, dict[str, Any]] = yaml.load(text, Loader=loader)
    return vocabulary


def _labels(block: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
    for kind in KINDS:
        for word in block.get(kind, ()):
            yield fold(word), Label(kind, is_title=False)
        for word in block.get("titled", {}).get(kind, ()):
            yield fold(word), Label(kind, is_title=True)


def _own_block(locale: str) -> str:
    """The block of `words.yml` for `locale`."""
    language, *rest = locale.replace("_", "-").split("-")
    if language.lower() == "zh":
        is_traditional = {part.lower() for part in rest} & {"tw", "hk", "mo", "hant"}
        return "zh-TW" if is_traditional else "zh-Hans"
    return {"no": "nb", "nn": "nb"}.get(language.lower(), language.lower())
