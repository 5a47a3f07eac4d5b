"""Words as search compares them, in every script. search-words.js does the same to what readers type."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from sys import intern

ELIDING = frozenset({"ca", "fr", "it"})
"""Languages whose articles and pronouns lose a vowel: l’abonnement, dell’account."""

COMPOUNDING = frozenset({"da", "de", "fi", "nb", "nl", "nn", "no", "sv"})
"""Languages that write two nouns as one: Kartengebühr."""

SHORTEST_PART = 4
LINKS = ("", "s", "n", "e", "en", "es", "er")
"""What may stand between the parts of a compound."""

MARKS = "".join(char for char in map(chr, range(0x300, 0x3100)) if unicodedata.category(char)[0] == "M")
MARK = re.compile(f"[{MARKS}]")
WORD = re.compile(r"[^\W_]+")
MARKED_WORD = re.compile(rf"(?:[^\W_][{MARKS}]*)+")
"""Where there are no marks it finds the same as WORD, nearly twice as slowly."""
PLAIN = re.compile("[\0-\u012f\u0131-\u02ff\u2000-\u206f]*")
"""Not `İ`, of which a small letter with a mark becomes."""
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
    if base_language(language) not in ELIDING or not ("'" in text or "’" in text):
        return text
    return ELISION.sub(r"\1\2 ", text)


def is_plain(text: str) -> bool:
    """Whether there are but Latin letters and common punctuation in a text: no marks, nothing continuous."""
    return text.isascii() or PLAIN.fullmatch(text) is not None


@lru_cache(maxsize=20_000)  # titles and headings are asked for again and again
def words_in(text: str) -> tuple[str, ...]:
    """The words of a text in small letters; runs of one script where words have no spaces between them."""
    return tuple(map(intern, _find_words(text)))


def count_words(text: str) -> dict[str, int]:
    """The words of a longer text, with how often each is there."""
    if not is_plain(text):
        return _intern(Counter(_find_words(text)))
    counts = Counter(text.lower().split())
    for piece in [piece for piece in counts if not piece.isalpha()]:  # most between spaces is a word
        times = counts.pop(piece)
        for word in WORD.findall(piece):
            counts[word] += times
    return _intern(counts)


def _intern(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(zip(map(intern, counts), counts.values(), strict=True))


def _find_words(text: str) -> list[str]:
    if text.isascii():
        return WORD.findall(text.lower())
    text = unicodedata.normalize("NFC", text).lower()
    pattern = MARKED_WORD if MARK.search(text) else WORD
    words = pattern.findall(text)
    return [run for word in words for run in _runs(word)] if CONTINUOUS.search(text) else words


def _runs(word: str) -> list[str]:
    return RUN.findall(word) if CONTINUOUS.search(word) else [word]


def compound_parts(words: Iterable[str], lexicon: Collection[str], language: str) -> dict[str, str]:
    """The last parts of compounds; the first ones are found anyway, as beginnings of words.

    Args:
        words: words, each once.
        lexicon: words that count as parts.
        language: language tag; others than COMPOUNDING give nothing.

    Returns:
        Compound → its last part.
    """
    if base_language(language) not in COMPOUNDING:
        return {}
    return {word: part for word in words if (part := _last_part(word, lexicon))}


def _last_part(word: str, lexicon: Collection[str]) -> str:
    """A known word behind a known one, else what is left behind the longest."""
    beginnings = (end for end in range(1, len(word) - SHORTEST_PART + 1) if word[:end] in lexicon)
    cuts = sorted(
        {
            at
            for end in beginnings
            for link in LINKS
            if word.startswith(link, end)
            and SHORTEST_PART <= (at := end + len(link)) <= len(word) - SHORTEST_PART
        }
    )
    known = [word[at:] for at in cuts if word[at:] in lexicon]
    left = [word[at:] for at in reversed(cuts) if len(word) - at > SHORTEST_PART]
    return next(iter([*known, *left]), "")
