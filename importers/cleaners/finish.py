"""What a container looks like once all its content is known: tight list items, table heads, figures.

Each function looks at the direct children of one node and is called once, when the node is closed.
"""

from __future__ import annotations

from collections.abc import Callable

from .tree import Child, Node, is_inline

CHILDREN = {
    "ul": ("li",),
    "ol": ("li",),
    "table": ("tr", "caption"),
    "tr": ("td", "th"),
    "dl": ("dd", "dt"),
    "tabs": ("tab",),
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
}
"""Elements that stand only in certain containers; the first is made where it is missing."""


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


def as_blocks(children: list[Child]) -> list[Child]:
    """`children` with each run of inline content in a paragraph."""
    blocks: list[Child] = []
    run: list[Child] = []
    for child in [*children, None]:
        if child is not None and is_inline(child):
            run.append(child)
            continue
        if run:
            blocks.append(Node("p", children=run))
            run = []
        if child is not None:
            blocks.append(child)
    return blocks


# Each returns None to keep its node, or the children that take its place.


def _item(item: Node, parent: Node) -> list[Child] | None:
    """An item of nothing but a list belongs to the item before it."""
    if all(_is_named(child, "ul", "ol") for child in item.children):
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
    if isinstance(first, Node) and first.name == "p" and all(_is_named(child, "ul", "ol") for child in rest):
        item.attrs.update(first.attrs)
        item.children[:1] = first.children
    return None


def _cell(cell: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """Paragraphs become lines, so that the table stays one that Markdown can write."""
    if not all(_is_named(child, "p") for child in cell.children):
        return None
    lines: list[Child] = []
    for child in cell.children:
        if isinstance(child, Node):
            cell.attrs.update(child.attrs)
            if lines:
                lines.append(Node("br"))
            lines.extend(child.children)
    cell.children = lines
    return None


def _table(table: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """A head where the source shows one; layout tables are dissolved."""
    captions = [child for child in _nodes(table) if child.name == "caption"]
    rows = [child for child in table.children if isinstance(child, Node) and child.name == "tr"]
    spanned = any("rowspan" in cell.attrs or "colspan" in cell.attrs for row in rows for cell in _nodes(row))
    if not spanned:
        rows = [row for row in rows if any(cell.children for cell in _nodes(row))]
    cells = [cell for row in rows for cell in _nodes(row)]
    holds_table = any(_is_named(child, "table") for cell in cells for child in cell.children)
    if len(cells) < 2 or holds_table:
        blocks = [child for cell in cells for child in as_blocks(cell.children)]
        return [*_paragraphs(captions), *blocks]
    head = _head_length(rows)
    for row in rows[:head]:
        for cell in _nodes(row):
            cell.name = "th"
            _unwrap_strong(cell)
    for cell in cells:
        cell.attrs.pop("background", None)
        cell.attrs.pop("head", None)
    body = [Node("tbody", children=list(rows[head:]))] if rows[head:] else []
    top = [Node("thead", children=list(rows[:head]))] if head else []
    table.children = [*captions[:1], *top, *body]
    return None


def cell_texts(table: Node) -> list[str]:
    """The texts of a table's cells, the empty ones left out."""
    rows = (row for row in _nodes(table) if row.name == "tr")
    return [text for row in rows for cell in _nodes(row) if (text := cell.text())]


def _head_length(rows: list[Node]) -> int:
    """How many rows are the head: those of `<thead>`, or a first row that is all `<th>`, bold or coloured."""
    given = 0
    while given < len(rows) - 1 and all("head" in cell.attrs for cell in _nodes(rows[given])):
        given += 1
    if given or len(rows) < 2:
        return given
    first, second = rows[0], rows[1]
    if all(cell.name == "th" for cell in _nodes(first)):
        return 1
    looks: tuple[Callable[[Node], bool], ...] = (_is_strong, lambda cell: "background" in cell.attrs)
    for look in looks:
        if all(look(cell) or not cell.children for cell in _nodes(first)) and not all(
            map(look, _nodes(second))
        ):
            return 1
    return 0


def _is_strong(cell: Node) -> bool:
    marked = [child for child in cell.children if not (isinstance(child, Node) and child.name == "br")]
    return bool(marked) and all(_is_named(child, "strong") for child in marked)


def _unwrap_strong(cell: Node) -> None:
    """A head is bold by itself."""
    if _is_strong(cell):
        cell.children = [
            grandchild
            for child in cell.children
            if isinstance(child, Node)
            for grandchild in (child.children if child.name == "strong" else [child])
        ]


def _details(details: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """A collapsible has a title and content; without one of them it is plain text."""
    summary = next((child for child in _nodes(details) if child.name == "summary"), None)
    if summary is None:
        return details.children
    rest = [child for child in details.children if child is not summary]
    if not rest:
        return [Node("p", children=[Node("strong", children=summary.children)])]
    details.children = [summary, *_without_stray_summaries(rest)]
    return None


def _without_stray_summaries(children: list[Child]) -> list[Child]:
    for child in children:
        if isinstance(child, Node) and child.name == "summary":
            child.name = "p"
    return children


def _tabs(tabs: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """Panels with titles; what stands between them goes before."""
    titled = [child for child in _nodes(tabs) if child.attrs.get("data-title")]
    others = [child for child in _nodes(tabs) if not child.attrs.get("data-title")]
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


def _figure(figure: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """One picture with its caption, or a gallery; a figure around anything else is dissolved."""
    is_gallery = figure.attrs.pop("gallery", "") != ""
    captions = [child for child in _nodes(figure) if child.name == "figcaption"]
    others: list[Child] = [child for child in figure.children if child not in captions]
    if captions and len(others) == 1 and _is_named(others[0], "iframe", "video", "audio"):
        figure.children = [*others, Node("figcaption", children=_joined(captions))]
        return None
    if not others or not all(map(_is_pictures, others)):
        return _dissolved_figure(figure, captions)
    lines = [child for child in others if isinstance(child, Node)]
    pictures = [picture for each in lines for picture in _nodes(each) if picture.name != "br"]
    if len(pictures) > 1 and any(picture.name == "a" for picture in pictures):
        return [Node("p", children=list(pictures)), *_paragraphs(captions)]
    if not captions and not (is_gallery and len(pictures) > 1):
        return others
    if len(pictures) > 1:
        figure.attrs["class"] = "gallery"
    figure.children = list(pictures)
    if captions:
        figure.children.append(Node("figcaption", children=_joined(captions)))
    return None


def _paragraphs(captions: list[Node]) -> list[Child]:
    return [Node("p", children=each.children) for each in captions]


def _joined(captions: list[Node]) -> list[Child]:
    joined: list[Child] = []
    for each in captions:
        if joined:
            joined.append(" ")
        joined.extend(each.children)
    return joined


def _dissolved_figure(figure: Node, captions: list[Node]) -> list[Child]:
    """What a figure around something else holds; its caption is a table's, or a paragraph."""
    tables = [child for child in _nodes(figure) if child.name == "table"]
    if captions and len(tables) == 1 and not any(_is_named(child, "caption") for child in tables[0].children):
        tables[0].children.insert(0, Node("caption", children=_joined(captions)))
        return [child for child in figure.children if child not in captions]
    for caption in captions:
        caption.name = "p"
    return figure.children


def _is_pictures(child: Child) -> bool:
    """Whether `child` is a paragraph of nothing but pictures, linked or not."""
    if not isinstance(child, Node) or child.name != "p":
        return False
    shown = [each for each in child.children if not _is_blank(each)]
    return all(isinstance(each, Node) and _is_picture(each) for each in shown)


def _is_picture(node: Node) -> bool:
    return node.name == "img" or (node.name == "a" and all(_is_named(each, "img") for each in node.children))


def _is_blank(child: Child) -> bool:
    return not child.strip() if isinstance(child, str) else child.name == "br"


def _definitions(listing: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """Terms with their definitions; without one kind of them, plain blocks."""
    if {child.name for child in _nodes(listing)} == {"dt", "dd"}:
        return None
    blocks: list[Child] = []
    for child in _nodes(listing):
        if child.name == "dd":
            blocks.extend(as_blocks(child.children))
        else:
            blocks.append(Node("p", children=[Node("strong", children=child.children)]))
    return blocks


def _is_named(child: Child, *names: str) -> bool:
    return isinstance(child, Node) and child.name in names


def _nodes(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


FINISHERS: dict[str, Callable[[Node, Node], list[Child] | None]] = {
    "li": _item,
    "td": _cell,
    "th": _cell,
    "dd": _definition,
    "table": _table,
    "details": _details,
    "tabs": _tabs,
    "figure": _figure,
    "dl": _definitions,
}
