"""Ordinary paragraphs and headings, told by their first letters before all kinds of blocks are tried.

Python-Markdown asks twenty parsers about each block of a text, most of which search it with a regular
expression, and most blocks are paragraphs. All of those parsers want lines that begin with an indent, a
digit or a mark, or that have a `|`; so a block whose lines begin with letters is nobody else's, nor is one
line that begins as a heading. The HTML is the same, and is there sooner.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.util import STX
from pymdownx.blocks import BlocksProcessor

_LINE = r"[^\W\d_][^\n|]*"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_HEADING = re.compile(rf"#{{1,6}} [^\n|\\{STX}#]*")


class PlainParagraphProcessor(ParagraphProcessor):
    """Registered before all others; takes what Markdown's own would, after them, anyway."""

    pattern = _PARAGRAPH

    def __init__(self, md: Markdown, blocks: BlocksProcessor) -> None:
        """Take notice of the parser of `///` blocks, which wants all that stands in one."""
        super().__init__(md.parser)
        self._blocks = blocks
        self._is_sure = False

    def survey(self, modules: frozenset[str]) -> None:
        """With all extensions there: step aside if a parser is of none of these modules, and unknown."""
        parsers = self.parser.blockprocessors
        self._is_sure = {type(parser).__module__ for parser in parsers} <= modules | {__name__}

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 (Python-Markdown)
        """Whether a block is one for sure."""
        return self._is_sure and not self._blocks.stack and self.pattern.fullmatch(block) is not None


class PlainHeadingProcessor(PlainParagraphProcessor):
    """The same for headings."""

    pattern = _HEADING

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a heading of the block."""
        marks, _, title = blocks.pop(0).partition(" ")
        SubElement(parent, f"h{len(marks)}").text = title.strip()
