"""Ordinary paragraphs, told by their first letters before all kinds of blocks are tried: the same, sooner.

Python-Markdown asks twenty parsers about each block of a text, most of which search it with a regular
expression, and most blocks are paragraphs. All of those parsers want lines that begin with an indent, a
digit or a mark, or that have a `|`; so a block whose lines begin with letters is nobody else's.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from pymdownx.blocks import BlocksProcessor

_LINE = r"[^\W\d_][^\n|]*"
_PLAIN = re.compile(rf"{_LINE}(?:\n{_LINE})*")


class PlainParagraphProcessor(ParagraphProcessor):
    """Registered before all others; takes what Markdown's own would, after them, anyway."""

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
        """Whether a block is a paragraph for sure."""
        return self._is_sure and not self._blocks.stack and _PLAIN.fullmatch(block) is not None
