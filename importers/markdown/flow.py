"""The walk through a tree: its content as runs of inline pieces and as blocks.

Nothing here recurses by the depth of the tree. Containers nest up to `MAX_DEPTH`; what is deeper keeps its
text and loses its frame, since Python-Markdown's own recursion has an end. What writes a block stands in
the table in `elements.py`, which comes in with the scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from ..reading import HEADINGS
from .escape import strip_controls
from .inline import write_paragraph
from .pieces import Mark, Piece, read_embed, read_inline

MAX_DEPTH = 20
EMBEDS = ("iframe", "video", "audio")
LEAVES = frozenset({*HEADINGS, *EMBEDS, "hr", "pre"})
"""Blocks that hold no blocks: they stay at any depth."""
BOUNDARIES = frozenset(
    "address article aside body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form header html legend li main menu nav noframes ol optgroup option p section select summary"
    " table tbody td tfoot th thead tr ul blockquote".split()
)
"""Elements that, where nothing writes them, only begin and end a paragraph."""
DROPPED = frozenset(
    "script style template noscript head title svg math object applet base meta link param source"
    " track".split()
)
SEPARATOR = "<!-- -->"
"""Between two lists or quotes that would become one, and at the start of a list item without text."""
JOINING = frozenset({"ul", "ol", "blockquote", "dl"})
"""Blocks that Python-Markdown joins with a neighbour of their kind."""

Nodes = Iterable[PageElement]
Run = list[Piece]
Writer = Callable[[Tag, "Scope"], str]


class Scope(NamedTuple):
    """Where a block stands, and the table by which it and what it holds are written."""

    writers: Mapping[str, Writer]
    depth: int = 0
    is_indented: bool = False
    """Whether its lines are indented or quoted; there Python-Markdown sees no HTML block."""
    marks: tuple[Mark, ...] = ()
    """What it is in, such as a link around a paragraph."""

    def inside(self, *, is_indented: bool = True) -> Scope:
        """One container further in."""
        return self._replace(depth=self.depth + 1, is_indented=self.is_indented or is_indented)


class Block(NamedTuple):
    """A block element: its kind in the table of writers, and where it stands."""

    kind: str
    tag: Tag
    scope: Scope


class _Level(NamedTuple):
    """An element that the walk is in."""

    nodes: Iterator[PageElement]
    marks: tuple[Mark, ...]
    is_boundary: bool


def flow(nodes: Nodes, scope: Scope) -> Iterator[Run | Block]:
    """List what is in some nodes: runs of inline pieces, and blocks."""
    run: Run = []
    stack = [_Level(iter(nodes), scope.marks, False)]
    while stack:
        level = stack[-1]
        node = next(level.nodes, None)
        if node is None:
            ends_paragraph = stack.pop().is_boundary
        elif isinstance(node, Tag) and node.name not in DROPPED:
            kind = _kind(node, scope)
            ends_paragraph = bool(kind) or node.name in BOUNDARIES
        else:
            if run or not str(node).isspace():
                run += _read_text(node, level.marks)
            continue
        if ends_paragraph and run:
            yield run
            run = []
        if isinstance(node, Tag):
            if kind:
                yield Block(kind, node, scope._replace(marks=level.marks))
                continue
            piece, marks = read_inline(node, level.marks)
            if piece is None:
                stack.append(_Level(iter(node.contents), marks, ends_paragraph))
            else:
                run.append(piece)
    if run:
        yield run


def _read_text(node: PageElement, marks: tuple[Mark, ...]) -> Run:
    """A text node as a run; comments and the like are none."""
    if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
        return [Piece(strip_controls(node), marks)]
    return []


def _kind(tag: Tag, scope: Scope) -> str:
    """The name of what writes an element here: `table`, `div.tabs`; "" if nothing does."""
    if scope.depth >= MAX_DEPTH and tag.name not in LEAVES:
        return ""
    if tag.name in scope.writers:
        return tag.name
    names = (f"{tag.name}.{name}" for name in tag.get_attribute_list("class") if name)
    return next((name for name in names if name in scope.writers), "")


def read_run(nodes: Nodes, scope: Scope) -> Run:
    """All content as one run, for what has to be a line; where blocks end, words do."""
    run: Run = []
    stack = [flow(nodes, scope._replace(depth=MAX_DEPTH))]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif not isinstance(item, Block):
            run += [Piece(" "), *item] if run else item
        elif item.kind in EMBEDS:
            run.append(read_embed(item.tag)._replace(marks=item.scope.marks))
        else:
            stack.append(flow(item.tag.contents, item.scope))
    return run


def write_blocks(nodes: Nodes, scope: Scope) -> str:
    """Write content as blocks, a blank line between them."""
    return "\n\n".join(separate(write_flow(nodes, scope)))


def write_flow(nodes: Nodes, scope: Scope) -> Iterator[tuple[str, str]]:
    """Write each paragraph and block: its kind, `p` for a paragraph, and its Markdown; none is empty."""
    for item in flow(nodes, scope):
        if isinstance(item, Block):
            kind, text = item.kind, scope.writers[item.kind](item.tag, item.scope)
        else:
            kind, text = "p", write_paragraph(item)
        if text:
            yield kind, text


def separate(blocks: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The blocks with what keeps neighbours of one kind apart."""
    last = ""
    for kind, text in blocks:
        if kind == last and kind in JOINING:
            yield SEPARATOR
        is_second_tabs = kind == last == "div.tabs"
        yield text.replace("===", "===!", 1) if is_second_tabs else text
        last = kind
