"""Words as search compares them, in every script. search-words.js does the same to what readers type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

ELIDING = frozenset({"ca", "fr", "it"})
"""Languages whose articles and pronouns lose a vowel: l’abonnement, dell’account."""

COMPOUNDING = frozenset({"da", "de", "fi", "nb", "nl", "nn", "no", "sv"})
"""Languages that write two nouns as one: Kartengebühr."""

SHORTEST_PART = 4
LINKS = ("", "s", "n", "e", "en", "es", "er")
"""What may stand between the parts of a compound."""

MARKS = "".join(char for char in map(chr, range(0x300, 0x3100)) if unicodedata.category(char)[0] == "M")
WORD = re.compile(rf"(?:[^\W_][{MARKS}]*)+")
ELISION = re.compile(r"\b([^\W\d_]{1,6})(['’])(?=[^\W\d_]{2})")
CONTINUOUS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
RUN = re.compile("[\u30a1-\u30ff]{2,}|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}|[^\\W\u3040-\u9fff]{2,}")
"""What can pass for a word where no spaces are written: katakana, ideographs, another script."""

FOLDED = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})
"""Arabic letters that are written one for the other, and the stroke that only stretches a word."""


def fold(word: str) -> str:
    """A word without case, accents and vowel signs."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in letters if unicodedata.category(char) != "Mn").translate(FOLDED)


def base_language(tag: str) -> str:
    """`pt-BR` → `pt`."""
    return tag.partition("-")[0].lower()


def divide_elisions(text: str, language: str) -> str:
    """Put a space behind elided words, so that what follows counts as a word; search-text.js undoes it."""
    return ELISION.sub(r"\1\2 ", text) if base_language(language) in ELIDING else text


def words_in(text: str, language: str) -> Iterator[str]:
    """The words of a text in small letters; runs of one script where words have no spaces between them."""
    text = unicodedata.normalize("NFC", divide_elisions(text, language)).lower()
    words = WORD.findall(text)
    if not CONTINUOUS.search(text):
        yield from words
        return
    for word in words:
        if CONTINUOUS.search(word):
            yield from RUN.findall(word)
        else:
            yield word


def compound_parts(words: Iterable[str], lexicon: Collection[str], language: str) -> set[str]:
    """The last parts of compounds; the first ones are found anyway, as beginnings of words.

    Args:
        words: words of a text.
        lexicon: words that count as parts.
        language: language tag; others than COMPOUNDING give nothing.
    """
    if base_language(language) not in COMPOUNDING:
        return set()
    return {part for word in set(words) if (part := _last_part(word, lexicon))}


def _last_part(word: str, lexicon: Collection[str]) -> str:
    """A known word behind a known one, else what is left behind the longest."""
    cuts = [
        at
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        if any(word[:at].endswith(link) and word[: at - len(link)] in lexicon for link in LINKS)
    ]
    known = [word[at:] for at in cuts if word[at:] in lexicon]
    left = [word[at:] for at in reversed(cuts) if len(word) - at > SHORTEST_PART]
    return next(iter([*known, *left]), "")
