"""Reads the source markup, element by element, into the events of `compose`.

What an element means comes from a builder's mark if there is one (`roles`), else from its tag name
(`elements`, `media`). The walk keeps its own stack, so that nesting costs no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ..body import Body, describe
from ..model import Removal
from ..reading import visible_text
from . import chrome, elements, media, roles, shortcodes
from .compose import Composer
from .markup import BLOCKS, HEADINGS, Markup
from .record import removal_of

Exit: TypeAlias = Callable[[], None]
"""What to do when the element that was entered ends."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


class Reader:
    """One walk over one body."""

    def __init__(self, body: Body, markup: Markup) -> None:
        """Read `body.root` with the meanings in `markup`."""
        self.body = body
        self.markup = markup
        self.out = Composer()
        self.in_table_head = False
        self.solid = 0
        """How many elements are open in which a line feed is only a space, however the text was saved."""
        self._codes = shortcodes.Codes(self)
        self._is_unformatted = _is_unformatted(body.root)
        self._dropped: dict[str, tuple[str, list[str]]] = {}

    def read(self) -> Composer:
        """Read it all; returns the composer, ended."""
        self.walk(self.body.root)
        self._codes.end()
        self.out.end()
        self._record_rest()
        return self.out

    def walk(self, root: Tag) -> None:
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
        meaning = self.markup.meaning(tag)
        if meaning is None:
            if tag.name in elements.SILENT:
                media.read_twin(self, tag)
                return None
            if (found := chrome.find(tag, self.markup)) is not None:
                self.remove(tag, chrome.STEP, found)
                return None
        self._anchor(tag)
        if meaning is not None:
            return roles.READERS[meaning.role](self, tag, meaning)
        read = elements.READERS.get(tag.name)
        return media.pass_through if read is None else read(self, tag)

    def _anchor(self, tag: Tag) -> None:
        for name in ("id", "name") if tag.name == "a" else ("id",):
            if name in tag.attrs and tag.attrs[name] in self.markup.targets:
                self.out.anchor(str(tag.attrs[name]))

    def text(self, value: str) -> None:
        """Text between shortcodes; blank lines part paragraphs where a post was saved without markup."""
        if not self._is_unformatted or self.solid or "\n" not in value:
            self.out.text(value)
            return
        for number, part in enumerate(_BLANK_LINE.split(value.replace("\r\n", "\n"))):
            if number:
                self.out.boundary()
            for index, line in enumerate(part.split("\n")):
                if index:
                    self.out.line_break()
                self.out.text(line)

    # What leaves

    def remove(self, tag: Tag, step: str, reason: str) -> None:
        """Leave `tag` out, and record it if a reader could miss anything of it."""
        removal = removal_of(tag, step, reason)
        if removal is not None:
            self.body.removed.append(self._with_place(tag, removal))
        if tag.name in BLOCKS:
            self.out.boundary()

    def _with_place(self, tag: Tag, removal: Removal) -> Removal:
        """A cell or heading that loses a part isn't the source's any more: the record names it."""
        if self.out.cells and (cell := tag.find_parent(["td", "th"])) is not None:
            return replace(removal, cells=(*removal.cells, visible_text(cell)))
        if self.out.in_heading and (heading := tag.find_parent(list(HEADINGS))) is not None:
            return replace(removal, headings=(*removal.headings, visible_text(heading)))
        return removal

    def record_heading(self, heading: Tag, reason: str) -> None:
        """Note a heading whose text stays, but not as this heading."""
        text = visible_text(heading)
        self.body.removed.append(Removal("headings", describe(heading), reason, "", headings=(text,)))

    def drop_link(self, tag: Tag, reason: str, address: str) -> None:
        """Note a link that goes while its text stays; those with one reason share a record."""
        self._dropped.setdefault(reason, (describe(tag), []))[1].append(address)

    def _record_rest(self) -> None:
        """Record what left without its text."""
        for reason, (selector, addresses) in self._dropped.items():
            self.body.removed.append(Removal("links", selector, reason, "", links=tuple(addresses)))
        if self.out.dissolved:
            reason = "tables that only laid out what they held, which is kept"
            self.body.removed.append(Removal("tables", "table", reason, "", cells=tuple(self.out.dissolved)))


def _is_unformatted(root: Tag) -> bool:
    """Whether blank lines of `root`'s own text part paragraphs, as in the classic posts of a WXR."""
    texts = (str(node) for node in root.contents if type(node) is NavigableString)
    return any(text.strip() and _BLANK_LINE.search(text) for text in texts)
