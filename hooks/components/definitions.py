"""Definition lists in list items: their definitions hold paragraphs, lists and code like those elsewhere.

Python-Markdown takes the indent of the list item off and then no longer sees that what is still indented
belongs to the definition above; it would show as code.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor


class DefinitionProcessor(BlockProcessor):
    """Registered before Markdown's own handling of indents (90)."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether an indented block of a list item goes on with the definition above it."""
        return (
            block.startswith(" " * self.tab_length)
            and self.parser.state.isstate("detabbed")
            and len(parent) > 0
            and parent[-1].tag == "dl"
            and len(parent[-1]) > 0
            and parent[-1][-1].tag == "dd"
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put the block into the definition."""
        definition = parent[-1][-1]
        if definition.text:
            paragraph = Element("p")
            paragraph.text, definition.text = definition.text, ""
            definition.insert(0, paragraph)
        self.parser.state.set("definition")
        self.parser.parseBlocks(definition, [self.looseDetab(blocks.pop(0))])
        self.parser.state.reset()
