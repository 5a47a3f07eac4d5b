"""What is a question, in any language: by its mark, by the letter before it, by what announces it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from bs4 import Tag

from ..words import Words, fold
from .flow import is_bold, opening, raw_text, text_of

LONGEST = 250
"""Characters that a question has at most."""

_QUESTION = re.compile(r"[?？؟][\s»\"”’')）.!]*\Z")
_GREEK_QUESTION = re.compile(r"[;;?][\s»\"”’')）]*\Z")
_LETTER = re.compile(r"(?P<letter>[^\W\d_]{1,9})\s?\d{0,2}\s*[.:：)]\s*")


@dataclass(frozen=True, slots=True)
class Reader:
    """Tells questions from other text, for one locale."""

    words: Words
    locale: str

    def is_question(self, text: str) -> bool:
        """Whether a line ends as a question does."""
        ending = _GREEK_QUESTION if self.locale.startswith("el") else _QUESTION
        return 3 < len(text) <= LONGEST and bool(ending.search(text))

    def is_announcement(self, text: str) -> bool:
        """Whether a line says that questions follow: "FAQ", "💡 FAQs for adding people:"."""
        if len(text) > 100:
            return False
        folded = fold(text)
        if folded in self.words.faq:
            return True
        long = _of_several_words(self.words.faq)
        whole = folded.replace("(", " ").replace(")", " ").split()
        return folded.startswith(long) or folded.endswith(long) or "faq" in whole or "faqs" in whole

    def letter_end(self, text: str, kind: str) -> int:
        """Where the text after "Q:" (kind `question`) or "A:" (kind `answer`) begins; 0 without one."""
        head, offset = opening(text, 30)
        match = _LETTER.match(head)
        letters = self.words.question if kind == "question" else self.words.answer
        return offset + match.end() if match and fold(match["letter"]) in letters else 0


@cache
def _of_several_words(phrases: frozenset[str]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if " " in phrase)


Test: TypeAlias = Callable[[Tag, Reader], bool]


def has_letter(block: Tag, reader: Reader) -> bool:
    """Whether a block begins as "Q: …" does."""
    return reader.letter_end(raw_text(block), "question") > 0


def is_bold_question(block: Tag, reader: Reader) -> bool:
    """Whether a block is a question that is all bold."""
    return block.name == "p" and is_bold(block) and reader.is_question(text_of(block))


def is_plain_question(block: Tag, reader: Reader) -> bool:
    """Whether a block is a question, bold or not."""
    return block.name == "p" and reader.is_question(text_of(block))
