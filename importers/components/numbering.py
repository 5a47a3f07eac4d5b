"""What the lines of a hand-typed list begin with: "1.", "(2)", "③", a lone digit, a bullet."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from bs4 import Tag

from .flow import has_element, opening, raw_text, tidy

HEAD = 30
"""Characters in which a number or bullet is looked for; more of them are no number alone."""
_CIRCLED = {chr(0x2460 + number): number + 1 for number in range(20)}
_TYPED = re.compile(
    rf"(?:[(（]?(?P<number>\d{{1,2}})(?:[.)）．、](?!\d)|\s*[-–]\s)|(?P<circled>[{''.join(_CIRCLED)}])[.)、]?)\s*(?=\S)"
)
_LONE = re.compile(r"[#(]?(?P<number>\d{1,2})[.):]?")
_BULLET = re.compile(r"(?:[•●◦▪‣∙■]\s*|[-–]\s+)(?=\S)")


class Number(NamedTuple):
    """A number that a block begins with, or is."""

    value: int
    end: int
    """Where the text after it begins in the raw text."""
    is_lone: bool
    """Whether there is no text after it."""


def read_number(block: Tag) -> Number | None:
    """The typed or lone number of a paragraph, or the lone one of a heading."""
    head, offset = opening(raw_text(block), HEAD)
    lone = _LONE.fullmatch(tidy(head))
    if lone and not has_element(block, ("img",)):
        return Number(int(lone["number"]), offset + len(head), is_lone=True)
    typed = _TYPED.match(head) if block.name == "p" else None
    return Number(_value(typed), offset + typed.end(), is_lone=False) if typed else None


def _value(typed: re.Match[str]) -> int:
    return int(typed["number"]) if typed["number"] else _CIRCLED[typed["circled"]]


def is_item(text: str) -> bool:
    """Whether a line begins with a number or a bullet."""
    return bool(_TYPED.match(text) or _BULLET.match(text))


def counts_up(texts: list[str]) -> bool:
    """Whether the numbers of the lines count up by one, or all are bullets."""
    matches = [_TYPED.match(text) for text in texts]
    numbers = [_value(match) for match in matches if match]
    if len(numbers) != len(texts):
        return not numbers
    return all(after == before + 1 for before, after in pairwise(numbers))


def bullet_end(block: Tag) -> int:
    """Where the text after a bullet begins; 0 without one."""
    head, offset = opening(raw_text(block), HEAD)
    match = _BULLET.match(head)
    return offset + match.end() if match else 0


def typed_value(text: str) -> int | None:
    """The number that a line of text begins with, if it does."""
    typed = _TYPED.match(text)
    return _value(typed) if typed else None
