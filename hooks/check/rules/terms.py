"""Names and terms, spelt as docs/_data/terms.yml says, by language or for `all`.

all:
  Lumen: [LUMEN, lumen app]
en:
  two-step verification: [2FA, two-factor authentication]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..docs_folder import DocsFolder
from ..findings import Edit, Found, Rule
from ..source import Source


def find_misspelt_terms(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Names and terms that are written otherwise, in the text, the title and the description."""
    spelt = {
        wrong: right
        for terms in _terms(source.locale, library)
        for right, each in terms.items()
        for wrong in each
    }
    if not spelt:
        return
    pattern = _pattern(tuple(sorted(spelt, key=lambda wrong: (-len(wrong), wrong))))
    places = [(source.words, 0), *((source.text[at:end], at) for at, end in _lines_of_meta(source))]
    for text, start in places:
        for match in pattern.finditer(text):
            at, right = start + match.start(), spelt[match[0]]
            yield Found(
                at,
                f"'{match[0]}' is spelt '{right}'",
                f"Write '{right}'.",
                Edit(at, at + len(match[0]), right),
            )


def _terms(locale: str, library: DocsFolder) -> Iterator[Mapping[str, tuple[str, ...]]]:
    for name in dict.fromkeys(("all", locale.partition("-")[0], locale)):
        if name in library.terms:
            yield library.terms[name]


@lru_cache(maxsize=32)
def _pattern(wrong: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.@-])(?:{'|'.join(map(re.escape, wrong))})(?![\w@-]|\.\w)")


def _lines_of_meta(source: Source) -> Iterator[tuple[int, int]]:
    for name in ("title", "description"):
        if source.meta.get(name):
            at = source.at_meta(name) + len(name) + 1
            yield at, source.text.find("\n", at)


RULES = (Rule("term", "warning", "Readers take two names for two things.", find_misspelt_terms),)
