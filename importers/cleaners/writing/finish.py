"""What a container looks like once all that it holds is known: tight list items, titled panels.

Each function looks at the direct children of one node and is called once, when the node is closed.
"""

from __future__ import annotations

from collections.abc import Callable

from .figures import finish_figure, finish_list
from .tables import finish_cell, finish_table
from .tree import Child, Node, as_blocks, is_named, unwrap_emphasis


def finish(node: Node, parent: Node) -> None:
    """Give `node`, the last child of `parent`, its final shape, or dissolve it, or drop it when empty."""
    if not node.children and node.name not in ("td", "th"):
        parent.children.pop()
        if title := node.attrs.get("data-title"):  # of a tab or callout without content
            parent.children.append(Node("p", children=[Node("strong", children=[title])]))
        return
    if (shape := FINISHERS.get(node.name)) is not None:
        kept = shape(node, parent)
        if kept is not None:
            parent.children.pop()
            _merge(parent, kept)


def _merge(parent: Node, children: list[Child]) -> None:
    """Append the children of a dissolved container to `parent` as blocks."""
    parent.children.extend(as_blocks(children))


# Each returns None to keep its node, or the children that take its place.


def _item(item: Node, parent: Node) -> list[Child] | None:
    """An item of nothing but a list belongs to the item before it."""
    if all(is_named(child, "ul", "ol") for child in item.children):
        before = parent.children[-2] if len(parent.children) > 1 else None
        if isinstance(before, Node):
            before.children.extend(item.children)
            return []
        parent.children.pop()
        for nested in item.children:
            if isinstance(nested, Node):
                parent.children.extend(nested.children)
        parent.children.append(item)
        return []
    return _definition(item, parent)


def _definition(item: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """One paragraph and nothing but lists after it: tight, the text stands without a paragraph."""
    first, rest = item.children[0], item.children[1:]
    if isinstance(first, Node) and first.name == "p" and all(is_named(child, "ul", "ol") for child in rest):
        item.attrs.update(first.attrs)
        item.children[:1] = first.children
    return None


def _details(details: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """A collapsible has a title and content; without one of them it is plain text."""
    summary = next((child for child in details.nodes() if child.name == "summary"), None)
    if summary is None:
        return details.children
    rest = [child for child in details.children if child is not summary]
    if not rest:
        return [Node("p", children=[Node("strong", children=summary.children)])]
    unwrap_emphasis(summary)
    details.children = [summary, *_without_stray_summaries(rest)]
    return None


def _without_stray_summaries(children: list[Child]) -> list[Child]:
    for child in children:
        if isinstance(child, Node) and child.name == "summary":
            child.name = "p"
    return children


def _tabs(tabs: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """Panels with titles; what stands between them goes before."""
    titled = [child for child in tabs.nodes() if child.attrs.get("data-title")]
    others = [child for child in tabs.nodes() if not child.attrs.get("data-title")]
    blocks = [
        grandchild for child in others for grandchild in (child.children if child.name == "tab" else [child])
    ]
    if not titled:
        return blocks
    for tab in titled:
        tab.name = "section"
    tabs.name = "div"
    tabs.attrs = {"class": "tabs"}
    tabs.children = list(titled)
    return [*blocks, tabs] if blocks else None


def _note(note: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """A footnote."""
    note.name = "div"
    return None


def _notes(notes: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """Footnotes; what stands between them goes before."""
    strays = [child for note in notes.nodes() if "data-ref" not in note.attrs for child in note.children]
    notes.name = "div"
    notes.attrs = {"class": "footnotes"}
    notes.children = [note for note in notes.nodes() if "data-ref" in note.attrs]
    return [*strays, notes] if strays else None


def _definitions(listing: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """Terms with their definitions; without one kind of them, plain blocks."""
    if {child.name for child in listing.nodes()} == {"dt", "dd"}:
        return None
    blocks: list[Child] = []
    for child in listing.nodes():
        if child.name == "dd":
            blocks.extend(as_blocks(child.children))
        else:
            blocks.append(Node("p", children=[Node("strong", children=child.children)]))
    return blocks


FINISHERS: dict[str, Callable[[Node, Node], list[Child] | None]] = {
    "ul": finish_list,
    "li": _item,
    "td": finish_cell,
    "th": finish_cell,
    "dd": _definition,
    "table": finish_table,
    "details": _details,
    "tabs": _tabs,
    "note": _note,
    "notes": _notes,
    "figure": finish_figure,
    "dl": _definitions,
}
