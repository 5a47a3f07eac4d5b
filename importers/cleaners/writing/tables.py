"""A table once all its cells are known: its head where the source shows one, layout tables dissolved."""

from __future__ import annotations

from collections.abc import Callable

from .tree import Child, Node, as_blocks, is_named


def finish_cell(cell: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """Paragraphs become lines, so that the table stays one that Markdown can write."""
    if not all(is_named(child, "p") for child in cell.children):
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


def finish_table(table: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """A head where the source shows one; layout tables are dissolved."""
    captions = [child for child in table.nodes() if child.name == "caption"]
    rows = [child for child in table.children if isinstance(child, Node) and child.name == "tr"]
    spanned = any("rowspan" in cell.attrs or "colspan" in cell.attrs for row in rows for cell in row.nodes())
    if not spanned:
        rows = [row for row in rows if any(cell.children for cell in row.nodes())]
    cells = [cell for row in rows for cell in row.nodes()]
    holds_table = any(is_named(child, "table") for cell in cells for child in cell.children)
    if len(cells) < 2 or holds_table:
        blocks = [child for cell in cells for child in as_blocks(cell.children)]
        return [*(Node("p", children=each.children) for each in captions), *blocks]
    head = _head_length(rows)
    for row in rows[:head]:
        for cell in row.nodes():
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
    rows = (row for row in table.nodes() if row.name == "tr")
    return [text for row in rows for cell in row.nodes() if (text := cell.text())]


def _head_length(rows: list[Node]) -> int:
    """How many rows are the head: those of `<thead>`, or a first row that is all `<th>`, bold or coloured."""
    given = 0
    while given < len(rows) - 1 and all("head" in cell.attrs for cell in rows[given].nodes()):
        given += 1
    if given or len(rows) < 2:
        return given
    first, second = rows[0], rows[1]
    if all(cell.name == "th" for cell in first.nodes()):
        return 1
    looks: tuple[Callable[[Node], bool], ...] = (_is_strong, lambda cell: "background" in cell.attrs)
    for look in looks:
        if all(look(cell) or not cell.children for cell in first.nodes()) and not all(
            map(look, second.nodes())
        ):
            return 1
    return 0


def _is_strong(cell: Node) -> bool:
    marked = [child for child in cell.children if not (isinstance(child, Node) and child.name == "br")]
    return bool(marked) and all(is_named(child, "strong") for child in marked)


def _unwrap_strong(cell: Node) -> None:
    """A head is bold by itself."""
    if _is_strong(cell):
        cell.children = [
            grandchild
            for child in cell.children
            if isinstance(child, Node)
            for grandchild in (child.children if child.name == "strong" else [child])
        ]
