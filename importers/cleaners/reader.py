"""Walks over a body's source markup once, and has each element and text read by what knows it.

What an element means comes from a builder's mark if there is one (`roles`), else from its tag name
(`elements`). The walk keeps its own stack, so that nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ..body import Body
from . import chrome, elements, media, roles
from .markup import Markup
from .shortcodes import Vocabulary
from .translation import Exit, Translation, pass_through
from .unrendered import Codes
from .writing.compose import Composer


class Reader:
    """One walk over one body."""

    def __init__(self, body: Body, markup: Markup, vocabulary: Vocabulary) -> None:
        """Read `body.root` with the meanings in `markup`, and unrendered shortcodes with a `vocabulary`."""
        self._markup = markup
        self._translation = Translation(body, markup)
        self._codes = Codes(self._translation, vocabulary, self._walk)

    def read(self) -> Composer:
        """Read it all; returns the composer, ended."""
        self._walk(self._markup.root)
        self._codes.end()
        return self._translation.end()

    def _walk(self, root: Tag) -> None:
        """Read what `root` holds."""
        stack: list[tuple[Iterator[PageElement], Exit | None]] = [(iter(root.contents), None)]
        while stack:
            for node in stack[-1][0]:
                if isinstance(node, Tag):
                    leave = self._enter(node)
                    if leave is not None:
                        stack.append((iter(node.contents), leave))
                        break
                elif type(node) is NavigableString:  # no comment, script or style
                    self._codes.read(str(node))
            else:
                _, leave = stack.pop()
                if leave is not None:
                    leave()

    def _enter(self, tag: Tag) -> Exit | None:
        """Begin an element; None if its content isn't read."""
        meaning = self._markup.meaning(tag)
        if meaning is None:
            if tag.name in elements.SILENT:
                media.read_twin(self._translation, tag)
                return None
            if (found := chrome.find(tag, self._markup)) is not None:
                self._translation.remove(tag, chrome.STEP, found)
                return None
        self._anchor(tag)
        if meaning is not None:
            return roles.READERS[meaning.role](self._translation, tag, meaning)
        read = elements.READERS.get(tag.name)
        return pass_through if read is None else read(self._translation, tag)

    def _anchor(self, tag: Tag) -> None:
        for name in ("id", "name") if tag.name == "a" else ("id",):
            if name in tag.attrs and tag.attrs[name] in self._markup.targets:
                self._translation.out.anchor(str(tag.attrs[name]))
