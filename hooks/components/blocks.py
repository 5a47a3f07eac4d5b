"""pymdownx's generic blocks (`/// caption`), mended in two places where a slip of the pen stops the build.

- A block's options are YAML and become keyword arguments, which fails where YAML reads a name as a
  number or a date (`10: 30`). Here every name is text, so that such a block is refused like any other.
- A block that begins in the line of a list's number (`1. /// caption`) can leave the parser with
  text it claims and never takes, which it would offer forever. Here the other parsers get it.

Besides, it searches no block that has no fence.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from pymdownx.blocks import BlocksMgrExtension, BlocksProcessor, BlocksTreeprocessor


class Blocks(BlocksMgrExtension):
    """To be registered before the first extension with a block; the others find its parser."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register our parser in the place of pymdownx's."""
        super().extendMarkdown(md)
        self.extension = MendedProcessor(md.parser, md)
        md.parser.blockprocessors.register(self.extension, "blocks", 89.99)
        md.treeprocessors.register(BlocksTreeprocessor(md, self.extension), "blocks_on_inline_end", 19.99)


class MendedProcessor(BlocksProcessor):
    """The parser of `///` blocks."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether it takes a block; looked at only where one begins, or is open."""
        return ("///" in block or bool(self.stack)) and super().test(parent, block)

    def split_header(self, block: str, length: int) -> tuple[dict[str, Any] | None, str]:
        """The options, their names as text, and what follows them."""
        options, rest = super().split_header(block, length)
        return options and {str(name): value for name, value in options.items()}, rest

    def run(self, parent: Element, blocks: list[str]) -> bool | None:  # type: ignore[override]
        """Parse; False where nothing was taken."""
        before = len(blocks), blocks[0]
        super().run(parent, blocks)
        return False if blocks and (len(blocks), blocks[0]) == before else None
