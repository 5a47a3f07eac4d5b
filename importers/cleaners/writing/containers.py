"""The open containers of the page being written, and what may stand in which, as a browser would have it.

It knows containers only: what is a line of text, and when one ends, is `compose`'s. Every call costs a
constant time and nesting is bounded, so that what follows may recurse.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import tables
from .finish import finish
from .tree import Node

MAX_DEPTH = 40
"""Containers inside each other; deeper ones are dissolved and their text stays. No article comes near."""

CHILDREN = {
    "ul": ("li",),
    "ol": ("li",),
    "table": ("tr", "caption"),
    "tr": ("td", "th"),
    "dl": ("dd", "dt"),
    "tabs": ("tab",),
    "notes": ("note",),
}
"""Containers that take only certain children; the first is what anything else is wrapped in."""

PARENTS = {
    "li": ("ul", "ol"),
    "tr": ("table",),
    "td": ("tr",),
    "th": ("tr",),
    "dd": ("dl",),
    "dt": ("dl",),
    "tab": ("tabs",),
    "note": ("notes",),
}
"""Elements that stand only in certain containers; the first is made where it is missing."""


@dataclass(slots=True, eq=False)
class Frame:
    """An open container and the kinds of line asked for inside it."""

    node: Node
    lines: list[str] = field(default_factory=lambda: ["p"])
    waiting: bool = False
    """For details: the title was written, the content has not begun."""
    implied: bool = False
    """The source doesn't have it: a list around a stray item, a cell around stray text."""

    @property
    def kind(self) -> str:
        """What a line that begins now would be."""
        return self.lines[-1]


class Containers:
    """What is open, from the root to the innermost container."""

    def __init__(self, root: Node) -> None:
        """Begin with `root` open."""
        self.top = Frame(root)
        self.dissolved: list[str] = []
        """Texts of the cells of layout tables."""
        self.cells = 0
        """How many table cells are open."""
        self._frames = [self.top]

    @property
    def depth(self) -> int:
        """How many containers are open, the root among them."""
        return len(self._frames)

    @property
    def is_full(self) -> bool:
        """Whether no container may be opened in the innermost one any more."""
        return len(self._frames) > MAX_DEPTH

    def at(self, depth: int) -> Frame | None:
        """The container that is open at `depth`."""
        return self._frames[depth] if len(self._frames) > depth else None

    def holds(self, name: str) -> bool:
        """Whether a container of this name is open."""
        return any(frame.node.name == name for frame in self._frames)

    def open(self, name: str, attrs: dict[str, str] | None = None) -> int:
        """Open a container; returns the depth to `close` to."""
        parent = self.top.node
        depth = len(self._frames)
        if name in ("ul", "ol") and parent.name in ("ul", "ol"):
            self._continue_list(parent)
            if len(self._frames) == depth:
                return depth  # nothing to hang it on: its items are the list's
        else:
            self._require(name)
            depth = len(self._frames)
        self._push(name, attrs)
        return depth

    def close(self, depth: int) -> None:
        """Close every container above `depth`."""
        while len(self._frames) > depth:
            self._leave()

    def attach(self, node: Node) -> None:
        """Put a block here."""
        self._require(node.name)
        self.top.node.children.append(node)

    def _continue_list(self, parent: Node) -> None:
        """A list directly in a list belongs to the item before it."""
        if parent.children and isinstance(last := parent.children[-1], Node):
            self._enter(Frame(last))

    def _require(self, name: str) -> None:
        """Make the place one where `name` may stand, as a browser would."""
        while self.top.implied and not self._fits(name):
            self._leave()
        top = self.top.node.name
        allowed = CHILDREN.get(top)
        parents = PARENTS.get(name)
        if parents is not None:
            if top not in parents:
                self._require(parents[0])
                self._push(parents[0], implied=True)
        elif allowed is not None and name not in allowed:
            while (inner := CHILDREN.get(self.top.node.name)) is not None:
                self._push(inner[0], implied=True)

    def _fits(self, name: str) -> bool:
        """Whether `name` may stand in the implied container on top."""
        top = self.top.node.name
        if top in CHILDREN:
            return name in CHILDREN[top]
        return top not in PARENTS or not (name in PARENTS or name == "caption")

    def _push(self, name: str, attrs: dict[str, str] | None = None, *, implied: bool = False) -> None:
        node = Node(name, attrs)
        self.top.node.children.append(node)
        self._enter(Frame(node, implied=implied))
        self.cells += name in ("td", "th")

    def _leave(self) -> None:
        node = self._frames.pop().node
        self.top = self._frames[-1]
        self.cells -= node.name in ("td", "th")
        parent = self.top.node
        finish(node, parent)
        if node.name == "table" and (not parent.children or parent.children[-1] is not node):
            self.dissolved.extend(tables.cell_texts(node))

    def _enter(self, frame: Frame) -> None:
        self._frames.append(frame)
        self.top = frame
