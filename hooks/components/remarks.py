"""What the check finds in components, as boxes in the page where each mistake is: for previews only.

Each remark goes before the paragraph, list or block at the margin that its line is in, so that it takes
nothing apart: readers' pages, which have none, are made by the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import tostring

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from .mistakes import draw_box

PLACE = "<!-- helpcentre remark {} -->"
ITEM = re.compile(r"(?:[-*+]|\d+[.)])[ \t]")
FENCE = re.compile(r"`{3,}|~{3,}|/{3,}")


class Remark(NamedTuple):
    """A mistake, told where it is."""

    line: int
    """Counted from the last that isn't empty, which is 1: what stands above may have been taken off."""
    problem: str
    where: str
    hint: str


def show_remarks(md: Markdown, remarks: Sequence[Remark]) -> None:
    """Have a Markdown instance show remarks in what it renders."""
    md.preprocessors.register(_Places(md, remarks), "hc_remarks", 100)  # before anything changes a line
    md.postprocessors.register(_Boxes(md, remarks), "hc_remarks", -10)


class _Places(Preprocessor):
    def __init__(self, md: Markdown, remarks: Sequence[Remark]) -> None:
        super().__init__(md)
        self._remarks = remarks

    def run(self, lines: list[str]) -> list[str]:
        """Mark the places of remarks."""
        blocks = find_blocks(lines)
        end = max((number for number, line in enumerate(lines, 1) if line.strip()), default=0)
        marks: dict[int, list[str]] = {}
        for number, remark in enumerate(self._remarks):
            at = max(0, end - remark.line)
            place = max((block for block in blocks if block <= at), default=0)
            marks.setdefault(place, []).append(PLACE.format(number))
        return [
            part
            for number, line in enumerate(lines)
            for part in (*(part for mark in marks.get(number, ()) for part in ("", mark, "")), line)
        ]


class _Boxes(Postprocessor):
    def __init__(self, md: Markdown, remarks: Sequence[Remark]) -> None:
        super().__init__(md)
        self._remarks = remarks

    def run(self, text: str) -> str:
        """Put boxes where places are marked."""
        for number, (_, problem, where, hint) in enumerate(self._remarks):
            box = tostring(draw_box(problem, where, hint), encoding="unicode", method="html")
            text = text.replace(PLACE.format(number), box)
        return text


def find_blocks(lines: Sequence[str]) -> list[int]:
    """The lines at the margin that begin a block before which another one can stand."""
    found = []
    is_list = False
    fence = ""  # what ends the block that the line is in
    for number, line in enumerate(lines):
        if fence:
            fence = "" if line.strip() == fence else fence
        elif line[:1].strip():
            begins = number == 0 or not lines[number - 1].strip() or line[0] == "#"
            is_item = bool(ITEM.match(line))
            if begins and not (is_item and is_list):
                found.append(number)
            is_list = is_item or (is_list and not begins)
            opening = FENCE.match(line)
            fence = opening[0] if opening else ""
    return found
