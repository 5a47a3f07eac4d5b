"""Formats and links of running text: asked for before text comes, written only where some does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ...reading import HEADINGS
from .tree import Node


@dataclass(slots=True, eq=False)
class Format:
    """An inline element that is asked for, whether or not text has come yet."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    reach: Literal["all", "heading", "line"] = "all"
    """Where it applies: everywhere, to the first heading only, to the first line of text only."""
    line: Node | None = None
    """The line it was first used in; None while it was not used."""

    def applies(self, line: Node | None, kind: str) -> bool:
        """Whether it is written in `line`, which is or will be a `kind`."""
        if self.name == "strong" and (kind in HEADINGS or kind == "summary"):
            return False  # they are bold by themselves
        if self.reach == "all":
            return True
        if self.line is not None:
            return self.line is line
        return self.reach == "line" or kind in HEADINGS

    def same(self, other: Format) -> bool:
        """Whether two neighbours are one: `<b>x</b><b>y</b>`; links never are."""
        return self is other or (self.name == other.name != "a" and self.attrs == other.attrs)


class Formats:
    """The formats that are asked for, and those that are open in the current line."""

    def __init__(self) -> None:
        """Begin with plain text."""
        self._wanted: list[Format] = []
        self._open: list[tuple[Format, Node]] = []
        self._next: list[Format] = []

    def begin(self, wanted: Format) -> None:
        """Text from here on has this format; inside one of its kind it says nothing new."""
        if not self.has(wanted.name):
            self._wanted.append(wanted)

    def end(self, wanted: Format) -> None:
        """It ends; formats end in the reverse order of their beginning."""
        if wanted in self._wanted:
            self._wanted.remove(wanted)

    def has(self, name: str) -> bool:
        """Whether text that comes now has this format, a link for example."""
        return any(each.name == name for each in self._wanted)

    def link_around(self, picture: Node, kind: str) -> Node:
        """`picture` in the link that is asked for, if that applies to a picture beside a `kind`."""
        for each in self._wanted:
            if each.name == "a" and each.applies(None, kind):
                each.line = each.line or picture
                picture = Node("a", dict(each.attrs), [picture])
        return picture

    def leave(self, line: Node, kind: str, *, picture: bool) -> Node:
        """Close what isn't wanted any more in `line`, a `kind`; returns the node that is innermost then."""
        wanted = []
        for each in self._wanted:
            if each.applies(line, kind) and not (picture and (each.name != "a" or each.reach != "all")):
                wanted.append(each)
        common = 0
        for each, (is_open, _) in zip(wanted, self._open, strict=False):
            if not each.same(is_open):
                break
            common += 1
        del self._open[common:]
        self._next = wanted[common:]
        return self._open[-1][1] if self._open else line

    def enter(self, line: Node, place: Node) -> tuple[Node, list[Node]]:
        """Open in `place` what else is wanted; returns the node that is innermost then, and the new ones."""
        opened = []
        for each in self._next:
            node = Node(each.name, dict(each.attrs))
            place.children.append(node)
            self._open.append((each, node))
            each.line = line
            opened.append(node)
            place = node
        return place, opened

    def end_line(self) -> None:
        """Nothing is open in the line that comes."""
        self._open.clear()
