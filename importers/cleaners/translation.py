"""One body on its way from a builder's markup to clean HTML: what is read, what is written, what leaves.

It is what `reader` hands to all that read one element each (`elements`, `roles`, `shortcodes`); it knows
none of them, and nothing about what an element means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from bs4 import Tag
from bs4.element import NavigableString

from ..body import Body, describe
from ..model import Removal
from ..reading import HEADINGS, visible_text
from .markup import BLOCKS, Markup
from .record import removal_of
from .writing.compose import Composer

Exit: TypeAlias = Callable[[], None]
"""What to do when the element that was entered ends."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


def pass_through() -> None:
    """The end of an element that only has content, or that a parser put content into."""


class Translation:
    """The source markup of one body, the page written from it, and the record of what leaves."""

    def __init__(self, body: Body, markup: Markup) -> None:
        """Begin a page for `body`, with the meanings in `markup`; what leaves goes to `body.removed`."""
        self.body = body
        self.markup = markup
        self.out = Composer()
        self.in_table_head = False
        self.solid = 0
        """How many elements are open in which a line feed is only a space, however the text was saved."""
        self.preformatted = 0
        """How many elements are open in which a line feed ends a line."""
        self._is_unformatted = _is_unformatted(body.root)
        self._dropped: dict[str, tuple[str, list[str]]] = {}

    def text(self, value: str) -> None:
        """Write text; where line feeds say something, blank lines part paragraphs."""
        has_lines = self.preformatted or (self._is_unformatted and not self.solid)
        if not has_lines or "\n" not in value:
            self.out.text(value)
            return
        for number, part in enumerate(_BLANK_LINE.split(value.replace("\r\n", "\n"))):
            if number:
                self.out.boundary()
            for index, line in enumerate(part.split("\n")):
                if index:
                    self.out.line_break()
                self.out.text(line)

    def remove(self, tag: Tag, step: str, reason: str, instead: str = "") -> None:
        """Leave `tag` out, and record it if a reader could miss anything, or finds anything `instead`."""
        removal = removal_of(tag, step, reason, instead)
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

    def drop_heading(self, heading: Tag, reason: str) -> None:
        """Note a heading whose text stays, but not as this heading."""
        text = visible_text(heading)
        self.body.removed.append(Removal("headings", describe(heading), reason, "", headings=(text,)))

    def drop_link(self, tag: Tag, reason: str, address: str) -> None:
        """Note a link that goes while its text stays; those with one reason share a record."""
        self._dropped.setdefault(reason, (describe(tag), []))[1].append(address)

    def end(self) -> Composer:
        """End the page and the record; returns the page."""
        self.out.end()
        for reason, (selector, addresses) in self._dropped.items():
            self.body.removed.append(Removal("links", selector, reason, "", links=tuple(addresses)))
        if self.out.dissolved:
            reason = "tables that only laid out what they held, which is kept"
            self.body.removed.append(Removal("tables", "table", reason, "", cells=tuple(self.out.dissolved)))
        return self.out


def _is_unformatted(root: Tag) -> bool:
    """Whether blank lines of `root`'s own text part paragraphs, as in the classic posts of a WXR."""
    texts = (str(node) for node in root.contents if type(node) is NavigableString)
    return any(text.strip() and _BLANK_LINE.search(text) for text in texts)
