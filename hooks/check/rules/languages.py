"""Paragraphs in another language than the page's: most often a forgotten translation.

Told by the script, and among languages that share one by their most common words, which no paragraph of
some length goes without. Both languages need an entry in `function_words.yml`; others are never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Source

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
FEWEST = 8
"""Words that it takes to tell a language."""
MOST = 4
"""Common words of its own that leave no doubt."""
LATIN = "LATIN"
BEYOND_LATIN = "\u0250"
"""Latin letters with all their accents come before this."""
CONTINUOUS = frozenset({"CJK", "HANGUL", "THAI"})
"""Scripts that put no spaces between words, or few."""
SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "el": "GREEK"} | dict.fromkeys(
    ("ru", "uk", "bg", "sr", "mk", "be"), "CYRILLIC"
) | {"hi": "DEVANAGARI", "th": "THAI", "zh": "CJK", "ja": "CJK", "ko": "HANGUL"}  # fmt: skip


class Foreign(NamedTuple):
    """A paragraph in another language than its page's."""

    at: int
    """Offset in the file's text."""
    text: str
    language: str
    """The other language in quotes, or its script, as the problem calls it."""


def find_other_languages(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Paragraphs that are written in another language of the site, or in another script."""
    for paragraph in foreign_paragraphs(source, library.locales):
        fix = "Translate it; or take the file out, so that the site shows the original with a notice."
        problem = f"this is written in {paragraph.language}, on a page in '{source.locale}'"
        yield Found(paragraph.at, problem, fix)


def foreign_paragraphs(source: Source, locales: Iterable[str]) -> Iterator[Foreign]:
    """The paragraphs of a text that are in another of the site's languages, or in another script."""
    own = source.locale.partition("-")[0]
    others = tuple({locale.partition("-")[0] for locale in locales} - {own})
    for match in PARAGRAPH.finditer(source.words):
        if len(match[0]) > 40 and (found := _other_language(match[0], own, others)):
            text = match[0].lstrip("#-*|!? \t\n")
            yield Foreign(match.start() + len(match[0]) - len(text), text, found)


def _other_language(text: str, own: str, others: tuple[str, ...]) -> str:
    """The language or script that a paragraph is in; "" if it may be its page's."""
    words = WORD.findall(text)
    if len(words) < FEWEST:
        return ""
    expected = SCRIPTS.get(own, LATIN)
    if expected == LATIN and sum(word < BEYOND_LATIN for word in words) * 5 >= len(words):
        return _by_words(words, own, others)
    if expected in CONTINUOUS:  # a word is a whole sentence
        return "" if any(_script(char) == expected for char in text) else "Latin script"
    scripts = Counter(_script(word[0]) for word in words)
    if scripts[expected] * 5 >= len(words):
        return ""
    return f"{max(scripts, key=lambda script: scripts[script]).title()} script"


def _by_words(words: list[str], own: str, others: tuple[str, ...]) -> str:
    known = _function_words()
    if own not in known:
        return ""
    used = [word.lower() for word in words]
    mine = sum(map(known[own].__contains__, used))
    if mine >= MOST:
        return ""
    counts = {other: sum(word in known[other] for word in used) for other in others if other in known}
    best = max(counts, key=lambda other: counts[other], default="")
    return f"'{best}'" if best and counts[best] >= 4 and counts[best] > 4 * mine else ""


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return unicodedata.name(char, LATIN).partition(" ")[0]


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    text = (files(__package__) / "function_words.yml").read_text("utf-8")
    return {locale: frozenset(words.split()) for locale, words in yaml.safe_load(text).items()}


RULES = (
    Rule(
        "other-language",
        "warning",
        "Readers can't read it, and screen readers mispronounce it.",
        find_other_languages,
    ),
)
