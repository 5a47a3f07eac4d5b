"""Writes clean HTML from events: begin a heading, text, end it. What is read comes from `reader`.

It knows lines: text directly in a block becomes a paragraph, a heading holds no blocks, emphasis around
blocks goes into each of them, nothing empty comes into being, white space is folded. `containers` knows
what may stand in what. Every event costs a constant time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ...reading import HEADINGS
from . import spaces
from .containers import Containers, Frame
from .formats import Formats
from .tree import Node

ONE_LINE = frozenset({"summary", "figcaption", "dt", "caption"})
"""Lines that hold no blocks at all."""

Token: TypeAlias = tuple[Frame, int]


class Composer:
    """The tree being written and the place in it."""

    def __init__(self) -> None:
        """Begin with an empty `div`."""
        self.root = Node("div")
        self.headings: list[Node] = []
        """All headings, in order."""
        self.links: list[Node] = []
        """All links inside the page, in order."""
        self.aliases: dict[str, str] = {}
        """Id → the id it was merged into."""
        self.formats = Formats()
        self._containers = Containers(self.root)
        self._line: Node | None = None
        self._gap = ""
        self._breaks = 0
        self._tail = ""
        """The end of the text before, as far as spaces depend on it."""
        self._ids: list[str] = []
        self._later: list[Node] = []
        self._last_line: Node | None = None

    # Containers

    def open(self, name: str, attrs: dict[str, str] | None = None) -> int:
        """Open a container; returns the depth to `close` to."""
        if self._containers.top.kind in ONE_LINE or self._containers.is_full:
            self.boundary()
            return self._containers.depth
        self._flush()
        return self._containers.open(name, attrs)

    def close(self, depth: int) -> None:
        """Close every container above `depth`."""
        if self._containers.depth <= depth:
            self.boundary()
            return
        self._flush()
        self._containers.close(depth)

    def closer(self, depth: int) -> Callable[[], None]:
        """What closes the container just opened, and does nothing once something around it was closed."""
        frame = self._containers.at(depth)
        if frame is None:
            return self.boundary

        def close() -> None:
            if self._containers.at(depth) is frame:
                self.close(depth)

        return close

    def open_details(self, attrs: dict[str, str]) -> Token:
        """Open a collapsible and its title line; it stays open after `end_line` for its content."""
        self.end_waiting()
        depth = self.open("details", attrs)
        opened = self._containers.depth > depth
        self._containers.top.waiting = opened
        return self.begin_line("summary" if opened else "p")

    def begin_content(self) -> int | None:
        """The content of the collapsible whose title came last begins; returns the depth to close to."""
        if not self._containers.top.waiting:
            return None
        self._containers.top.waiting = False
        return self._containers.depth - 1

    def end_waiting(self) -> None:
        """Close a collapsible that got no content."""
        if self._containers.top.waiting:
            self.close(self._containers.depth - 1)

    @property
    def cells(self) -> int:
        """How many table cells are open."""
        return self._containers.cells

    @property
    def dissolved(self) -> list[str]:
        """Texts of the cells of layout tables."""
        return self._containers.dissolved

    @property
    def in_heading(self) -> bool:
        """Whether a heading is open."""
        return self._containers.top.kind in HEADINGS

    @property
    def in_summary(self) -> bool:
        """Whether the title of a collapsible is open."""
        return self._containers.top.kind == "summary"

    # Lines

    def begin_line(self, kind: str, *, ends_heading: bool = False) -> Token:
        """Text from here on is a `kind`: `p`, `h2`, `summary` …; in another line it stays that line's."""
        frame = self._containers.top
        if frame.kind == "p" or (ends_heading and self.in_heading):
            self._flush()
            if kind == "figcaption" and not self._containers.holds("figure"):
                kind = "p"
        else:
            self._gap += " "
            kind = frame.kind
        frame.lines.append(kind)
        return frame, len(frame.lines) - 1

    def end_line(self, token: Token) -> None:
        """End what `begin_line` began."""
        frame, length = token
        if frame is self._containers.top:
            kind = frame.kind
            del frame.lines[length:]
            if frame.kind != kind or kind == "p":
                self._flush()
            else:
                self._gap += " "
        else:
            del frame.lines[length:]
            self.boundary()

    def boundary(self) -> None:
        """A block begins or ends here that has no element of its own."""
        if self._containers.top.kind == "p":
            self._flush()
        else:
            self._gap += " "

    def block(self, node: Node) -> None:
        """Put a finished block here."""
        self._flush()
        self._containers.attach(node)

    def anchor(self, name: str) -> None:
        """A link points here."""
        if self._line is not None and "id" not in self._line.attrs:
            self._line.attrs["id"] = name
        else:
            self._ids.append(name)

    # Inline content

    def text(self, value: str) -> None:
        """Text, white space as in HTML."""
        before, body, after = spaces.part(value)
        self._gap += before
        if body:
            self._prepare(body).append_text(body)
            self._tail = f"{self._tail} {body}"[-spaces.CONTEXT :]
            self._gap = after

    def line_break(self) -> None:
        """A line ends here; two in a row end the paragraph."""
        if self._line is None:
            return
        if self._containers.top.kind != "p":
            self._gap += " "
        else:
            self._breaks += 1
            self._gap = ""

    def image(self, node: Node) -> None:
        """A picture in the text; in a heading it stands before or after it."""
        kind = self._containers.top.kind
        if kind not in HEADINGS:
            self._prepare(picture=True).children.append(node)
            return
        line = Node("p", children=[self.formats.link_around(node, kind)])
        if self._line is None:
            self._containers.attach(line)
        else:
            self._later.append(line)

    def inline(self, node: Node) -> None:
        """An inline element as it is."""
        self._prepare().children.append(node)

    def begin_button(self) -> None:
        """A button comes: buttons stand in lines of their own."""
        if self._ends_in_button():
            self._gap = self._gap or " "
        elif self._line is not None:
            self.boundary()

    def _ends_in_button(self) -> bool:
        last = self._line.children[-1] if self._line is not None and self._line.children else None
        return isinstance(last, Node) and last.attrs.get("class") == "button"

    def _prepare(self, text: str = "", *, picture: bool = False) -> Node:
        """The node that takes inline content now, `text` perhaps, in an open line with the wanted formats."""
        frame = self._containers.top
        if self._breaks > 1:
            self._flush()
        elif self._ends_in_button() and not self.formats.has("a"):
            self.boundary()
        if self._line is None:
            self._begin(frame.kind)
        line = self._line
        assert line is not None
        place = self.formats.leave(line, frame.kind, picture=picture)
        if self._breaks:
            place.children.append(Node("br"))
        elif self._gap and (line.children or place is not line):
            place.append_text(spaces.fold(self._gap, self._tail, text))
        self._gap = ""
        self._breaks = 0
        place, opened = self.formats.enter(line, place)
        for node in opened:
            if node.name == "a" and node.attrs.get("href", "").startswith("#"):
                self.links.append(node)
        return place

    def _begin(self, kind: str) -> None:
        line = Node(kind)
        self._line = line
        self._tail = ""
        self._gap = ""
        self._breaks = 0
        self._containers.attach(line)
        if kind in HEADINGS:
            self.headings.append(line)
        if self._ids and kind not in ONE_LINE:
            line.attrs["id"] = self._ids[0]
            self.aliases.update(dict.fromkeys(self._ids[1:], self._ids[0]))
            self._ids.clear()

    def _flush(self) -> None:
        """End the current line."""
        if self._line is not None:
            self._last_line = self._line
            self._line = None
            self.formats.end_line()
            for node in self._later:
                self._containers.attach(node)
            self._later.clear()
        self._gap = ""
        self._breaks = 0

    def end(self) -> Node:
        """Close everything; returns the root."""
        self._flush()
        self.close(1)
        if self._ids and self._last_line is not None:
            name = self._last_line.attrs.setdefault("id", self._ids[0])
            self.aliases.update((each, name) for each in self._ids if each != name)
        return self.root
