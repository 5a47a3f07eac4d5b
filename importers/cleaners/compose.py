"""Writes clean HTML from events: begin a heading, text, end it. The other half of `reader`.

It knows what may stand where: text directly in a block becomes a paragraph, a heading holds no
blocks, emphasis around blocks goes into each of them, nothing empty comes into being, white space
is folded. Every event costs a constant time and nesting is bounded, so that what follows may recurse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from . import finish
from .tree import HEADINGS, Node

MAX_DEPTH = 40
"""Containers inside each other; deeper ones are dissolved and their text stays. No article comes near."""

ONE_LINE = frozenset({"summary", "figcaption", "dt", "caption"})
"""Lines that hold no blocks at all."""

_GAP = " \t\n\r\f\v\x85\xa0\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffc]+")
_INNER_GAP = re.compile(f"[{_GAP}]{{2,}}|[\t\n\r\f\v\u2028\u2029\x85]")
_FIXED_SPACES = frozenset("\xa0\u202f\u3000\u2009")
"""White space with a meaning, kept where it stands alone: French punctuation, figures, Japanese."""


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
        self.dissolved: list[str] = []
        """Texts of the cells of layout tables."""
        self.cells = 0
        """How many table cells are open."""
        self._frames = [Frame(self.root)]
        self._line: Node | None = None
        self._formats: list[Format] = []
        self._open: list[tuple[Format, Node]] = []
        self._gap = ""
        self._breaks = 0
        self._ids: list[str] = []
        self._later: list[Node] = []
        self._last_line: Node | None = None

    # Containers

    def open(self, name: str, attrs: dict[str, str] | None = None) -> int:
        """Open a container; returns the depth to `close` to."""
        if self._frames[-1].kind in ONE_LINE or len(self._frames) > MAX_DEPTH:
            self.boundary()
            return len(self._frames)
        self._flush()
        parent = self._frames[-1].node
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
        if len(self._frames) <= depth:
            self.boundary()
            return
        self._flush()
        while len(self._frames) > depth:
            self._leave()

    def closer(self, depth: int) -> Callable[[], None]:
        """What closes the container just opened, and does nothing once something around it was closed."""
        if len(self._frames) <= depth:
            return self.boundary
        frame = self._frames[depth]

        def close() -> None:
            if len(self._frames) > depth and self._frames[depth] is frame:
                self.close(depth)

        return close

    def open_details(self, attrs: dict[str, str]) -> Token:
        """Open a collapsible and its title line; it stays open after `end_line` for its content."""
        self.end_waiting()
        depth = self.open("details", attrs)
        opened = len(self._frames) > depth
        self._frames[-1].waiting = opened
        return self.begin_line("summary" if opened else "p")

    def begin_content(self) -> int | None:
        """The content of the collapsible whose title came last begins; returns the depth to close to."""
        if not self._frames[-1].waiting:
            return None
        self._frames[-1].waiting = False
        return len(self._frames) - 1

    def end_waiting(self) -> None:
        """Close a collapsible that got no content."""
        if self._frames[-1].waiting:
            self.close(len(self._frames) - 1)

    def _continue_list(self, parent: Node) -> None:
        """A list directly in a list belongs to the item before it."""
        if parent.children and isinstance(last := parent.children[-1], Node):
            self._frames.append(Frame(last))

    def _require(self, name: str) -> None:
        """Make the place one where `name` may stand, as a browser would."""
        while self._frames[-1].implied and not self._fits(name):
            self._leave()
        top = self._frames[-1].node.name
        allowed = finish.CHILDREN.get(top)
        parents = finish.PARENTS.get(name)
        if parents is not None:
            if top not in parents:
                self._require(parents[0])
                self._push(parents[0], implied=True)
        elif allowed is not None and name not in allowed:
            while (inner := finish.CHILDREN.get(self._frames[-1].node.name)) is not None:
                self._push(inner[0], implied=True)

    def _fits(self, name: str) -> bool:
        """Whether `name` may stand in the implied container on top."""
        top = self._frames[-1].node.name
        if top in finish.CHILDREN:
            return name in finish.CHILDREN[top]
        return top not in finish.PARENTS or not (name in finish.PARENTS or name == "caption")

    def _push(self, name: str, attrs: dict[str, str] | None = None, *, implied: bool = False) -> None:
        node = Node(name, attrs)
        self._frames[-1].node.children.append(node)
        self._frames.append(Frame(node, implied=implied))
        self.cells += name in ("td", "th")

    def _leave(self) -> None:
        node = self._frames.pop().node
        self.cells -= node.name in ("td", "th")
        parent = self._frames[-1].node
        finish.finish(node, parent)
        if node.name == "table" and (not parent.children or parent.children[-1] is not node):
            self.dissolved.extend(finish.cell_texts(node))

    @property
    def in_heading(self) -> bool:
        """Whether a heading is open."""
        return self._frames[-1].kind in HEADINGS

    @property
    def in_summary(self) -> bool:
        """Whether the title of a collapsible is open."""
        return self._frames[-1].kind == "summary"

    # Lines

    def begin_line(self, kind: str, *, ends_heading: bool = False) -> Token:
        """Text from here on is a `kind`: `p`, `h2`, `summary` …; in another line it stays that line's."""
        frame = self._frames[-1]
        if frame.kind == "p" or (ends_heading and self.in_heading):
            self._flush()
            if kind == "figcaption" and not any(each.node.name == "figure" for each in self._frames):
                kind = "p"
        else:
            self._gap += " "
            kind = frame.kind
        frame.lines.append(kind)
        return frame, len(frame.lines) - 1

    def end_line(self, token: Token) -> None:
        """End what `begin_line` began."""
        frame, length = token
        if frame is self._frames[-1]:
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
        if self._frames[-1].kind == "p":
            self._flush()
        else:
            self._gap += " "

    def block(self, node: Node) -> None:
        """Put a finished block here."""
        self._flush()
        self._attach(node)

    def anchor(self, name: str) -> None:
        """A link points here."""
        if self._line is not None and "id" not in self._line.attrs:
            self._line.attrs["id"] = name
        else:
            self._ids.append(name)

    # Inline content

    def begin_format(self, wanted: Format) -> None:
        """Text from here on has this format; inside one of its kind it says nothing new."""
        if not self.is_formatted(wanted.name):
            self._formats.append(wanted)

    def end_format(self, wanted: Format) -> None:
        """It ends; formats end in the reverse order of their beginning."""
        if wanted in self._formats:
            self._formats.remove(wanted)

    def is_formatted(self, name: str) -> bool:
        """Whether text that comes now has this format, a link for example."""
        return any(each.name == name for each in self._formats)

    def text(self, value: str) -> None:
        """Text, white space as in HTML."""
        if _INVISIBLE.search(value):
            value = _INVISIBLE.sub("", value)
        body = value.strip(_GAP)
        if not body:
            self._gap += value
            return
        start = value.index(body[0])
        self._gap += value[:start]
        self._prepare().append_text(_INNER_GAP.sub(_fold, body))
        self._gap = value[start + len(body) :]

    def line_break(self) -> None:
        """A line ends here; two in a row end the paragraph."""
        if self._line is None:
            return
        if self._frames[-1].kind != "p":
            self._gap += " "
        else:
            self._breaks += 1
            self._gap = ""

    def image(self, node: Node) -> None:
        """A picture in the text; in a heading it stands before or after it."""
        kind = self._frames[-1].kind
        if kind not in HEADINGS:
            self._prepare(picture=True).children.append(node)
            return
        for each in self._formats:
            if each.name == "a" and each.applies(None, kind):
                each.line = each.line or node
                node = Node("a", dict(each.attrs), [node])
        line = Node("p", children=[node])
        if self._line is None:
            self._attach(line)
        else:
            self._later.append(line)

    def inline(self, node: Node) -> None:
        """An inline element as it is."""
        self._prepare().children.append(node)

    def begin_button(self) -> None:
        """A button comes: buttons stand in lines of their own."""
        if self._line is not None and not self._ends_in_button():
            self.boundary()

    def _ends_in_button(self) -> bool:
        last = self._line.children[-1] if self._line is not None and self._line.children else None
        return isinstance(last, Node) and last.attrs.get("class") == "button"

    def _prepare(self, *, picture: bool = False) -> Node:
        """The node that takes inline content now, in an open line with the wanted formats."""
        frame = self._frames[-1]
        if self._breaks > 1:
            self._flush()
        elif self._ends_in_button() and not self.is_formatted("a"):
            self.boundary()
        if self._line is None:
            self._begin(frame.kind)
        line = self._line
        assert line is not None
        wanted: list[Format] = []
        for each in self._formats:
            if each.applies(line, frame.kind) and not (picture and each.reach != "all"):
                wanted.append(each)
        common = 0
        for each, (is_open, _) in zip(wanted, self._open, strict=False):
            if not each.same(is_open):
                break
            common += 1
        del self._open[common:]
        place = self._open[-1][1] if self._open else line
        if self._breaks:
            place.children.append(Node("br"))
        elif self._gap and (line.children or place is not line):
            place.append_text(_fold_gap(self._gap))
        self._gap = ""
        self._breaks = 0
        for each in wanted[common:]:
            node = Node(each.name, dict(each.attrs))
            place.children.append(node)
            self._open.append((each, node))
            each.line = line
            if each.name == "a" and each.attrs.get("href", "").startswith("#"):
                self.links.append(node)
            place = node
        return place

    def _begin(self, kind: str) -> None:
        line = Node(kind)
        self._line = line
        self._gap = ""
        self._breaks = 0
        self._attach(line)
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
            self._open.clear()
            for node in self._later:
                self._attach(node)
            self._later.clear()
        self._gap = ""
        self._breaks = 0

    def _attach(self, node: Node) -> None:
        self._require(node.name)
        self._frames[-1].node.children.append(node)

    def end(self) -> Node:
        """Close everything; returns the root."""
        self._flush()
        self.close(1)
        if self._ids and self._last_line is not None:
            name = self._last_line.attrs.setdefault("id", self._ids[0])
            self.aliases.update((each, name) for each in self._ids if each != name)
        return self.root


def _fold(run: re.Match[str]) -> str:
    return _fold_gap(run[0])


def _fold_gap(gap: str) -> str:
    """One space for a run of them; a single space with a meaning stays itself."""
    return gap if gap in _FIXED_SPACES else " "
