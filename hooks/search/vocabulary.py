"""The words of one locale, for corrections: few enough to be fetched while a reader waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

import yaml

from .records import Record
from .synonyms import Group
from .words import base_language, words_in

LARGEST = 2500
SHORTEST_WORD = 3


def make_vocabulary(records: Sequence[Record], groups: Iterable[Group], language: str) -> dict[str, Any]:
    """What search-words.js reads.

    Args:
        records: the records of a locale; words of fallbacks in other languages don't count.
        groups: its synonyms.
        language: language tag.

    Returns:
        `words`, three lists, each a text with spaces: what authors named pages by, what stands in headings
        and synonyms, and the most frequent of the rest; `count` of records; `fillers`, words that say
        nothing of what somebody looks for, a text with spaces.
    """
    own = [record for record in records if not record.language]
    named = chain.from_iterable((record.title, *record.keywords) for record in own)
    synonyms = (term.text for group in groups for term in group)
    headings = (heading for record in own for heading in record.headings)
    tiers = [
        _count(named),
        _count([*headings, *synonyms]),
        _count((record.summary for record in own), [record.words for record in own]),
    ]
    known: set[str] = set()
    lists = []
    for tier in tiers:
        fresh = [word for word in tier if word not in known][: LARGEST - len(known)]
        known.update(fresh)
        lists.append(" ".join(sorted(fresh)))
    return {"count": len(records), "words": lists, "fillers": read_fillers(language)}


def read_fillers(language: str) -> str:
    """The words of a language that say nothing of what somebody looks for, with spaces between them."""
    return _fillers().get(base_language(language), "")


@cache
def _fillers() -> Mapping[str, str]:
    data: Mapping[str, str] = yaml.safe_load((files(__package__) / "fillers.yml").read_text("utf-8"))
    return {**data, **dict.fromkeys(("nn", "no"), data["nb"])}


def _count(texts: Iterable[str], counted: Iterable[Mapping[str, int]] = ()) -> list[str]:
    """Words by frequency, then by alphabet, those too that have been counted."""
    counts = dict(Counter(chain.from_iterable(map(words_in, texts))))
    for words in counted:
        for word, times in words.items():
            counts[word] = counts.get(word, 0) + times
    often = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        word for word, _ in often if len(word) >= SHORTEST_WORD and not any(char.isdigit() for char in word)
    ]
