"""Tables: as pipes where Markdown can say them, as HTML with Markdown in its cells where they don't.

Rows are as wide as their text, without padding, so that a change in one cell changes one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bs4 import Tag
from bs4.element import PageElement

from .components import add_caption
from .flow import EMBEDS, Block, Run, Scope, flow, read_run, write_blocks
from .inline import has_content, write_line
from .pieces import BREAK, Mark, Piece, attribute, read_embed, write_code

_ALIGN = re.compile(r"(?:^|;)\s*text-align:\s*(left|center|right)")
RULES = {"": "---", "left": "---", "center": ":---:", "right": "---:"}


class Row(NamedTuple):
    """One row of a table."""

    cells: list[Tag]
    is_head: bool


def write_table(tag: Tag, scope: Scope) -> str:
    """A table with its caption; a fee table as the block that formats it. Stray content comes before it."""
    rows = list(_rows(tag))
    if not any(row.cells for row in rows):
        return write_blocks(tag.contents, scope.inside(is_indented=False))
    found = tag.find("caption", recursive=False)
    caption = found if isinstance(found, Tag) else None
    text = _write_pipes(rows, scope) or _write_html(rows, scope)
    if "fees" in tag.get_attribute_list("class"):
        run = read_run(caption.contents, scope) if caption else [Piece(attribute(tag, "data-title"))]
        title = write_line(run)
        text = f"/// fees{f' | {title}' if title else ''}\n\n{text}\n\n///"
    else:
        text = add_caption(text, caption, scope)
    strays = write_blocks(_strays(tag), scope.inside(is_indented=False))
    return f"{strays}\n\n{text}" if strays else text


def _rows(table: Tag) -> Iterator[Row]:
    """The rows of a table itself, not of those inside its cells; rows of the head first, of the foot last."""
    parts = table.find_all(["thead", "tbody", "tfoot", "tr"], recursive=False)
    for part in sorted(parts, key=lambda part: {"thead": 0, "tfoot": 2}.get(part.name, 1)):
        for row in [part] if part.name == "tr" else part.find_all("tr", recursive=False):
            yield Row(row.find_all(["td", "th"], recursive=False), part.name == "thead")


def _strays(table: Tag) -> Iterator[PageElement]:
    """What stands in a table outside its cells, where no HTML has anything."""
    stack = [iter(table.contents)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif isinstance(node, Tag) and node.name in ("thead", "tbody", "tfoot", "tr"):
            stack.append(iter(node.contents))
        elif not isinstance(node, Tag) or node.name not in ("td", "th", "caption", "colgroup", "col"):
            yield node


def _write_pipes(rows: Sequence[Row], scope: Scope) -> str:
    """The table as pipes; "" if it has no such form."""
    if any(_spans(cell) for row in rows for cell in row.cells):
        return ""
    runs = [[_read_cell(cell, scope) for cell in row.cells] for row in rows]
    if any(run is None for row in runs for run in row):
        return ""
    has_head = rows[0].is_head or all(cell.name == "th" for cell in rows[0].cells)
    if any(row.is_head for row in rows[1:]):
        return ""
    written = [
        [
            _write_cell(run or [], is_header=cell.name == "th" and not (has_head and not index))
            for run, cell in zip(line, row.cells, strict=True)
        ]
        for index, (line, row) in enumerate(zip(runs, rows, strict=True))
    ]
    width = max(map(len, written))
    head, body = (written[0], written[1:]) if has_head else ([], written)
    rules = [RULES[_alignment(rows, column)] for column in range(width)]
    return "\n".join(_pipe_row(row, width) for row in [head, rules, *body])


def _pipe_row(cells: Sequence[str], width: int) -> str:
    padded = [*cells, *[""] * (width - len(cells))]
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in padded)


def _read_cell(cell: Tag, scope: Scope) -> Run | None:
    """A cell as one run, paragraphs as lines; None if it holds other blocks."""
    run: Run = []
    for item in flow(cell.contents, scope.inside()):
        if not isinstance(item, Block):
            line = item
        elif item.kind in EMBEDS:
            line = [read_embed(item.tag)._replace(marks=item.scope.marks)]
        else:
            return None
        run += [Piece(BREAK, is_markup=True), *line] if has_content(run) else line
    return run


def _write_cell(run: Run, *, is_header: bool) -> str:
    """A cell's line; the header of a row, for which pipes have no form, is bold."""
    if is_header and not any(mark.kind == "strong" for piece in run for mark in piece.marks):
        run = [piece._replace(marks=(Mark("strong"), *piece.marks)) for piece in run]
    return write_line(run, in_cell=True)


def _spans(cell: Tag) -> bool:
    return any(_span(cell, name) > 1 for name in ("colspan", "rowspan"))


def _span(cell: Tag, name: str) -> int:
    value = attribute(cell, name).strip()
    return int(value) if re.fullmatch(r"[0-9]{1,4}", value) else 1


def _alignment(rows: Sequence[Row], column: int) -> str:
    """A column's alignment: that of its first cell that has one."""
    for row in rows:
        if column < len(row.cells):
            cell = row.cells[column]
            found = _ALIGN.search(attribute(cell, "style").lower())
            align = found[1] if found else attribute(cell, "align").lower()
            if align in RULES and align:
                return align
    return ""


# --- what pipes cannot say --------------------------------------------------------------------------


def _write_html(rows: Sequence[Row], scope: Scope) -> str:
    """The table as HTML whose cells hold Markdown: so links and images in it are checked like all others."""
    if scope.is_indented:
        return _write_html_line(rows, scope)
    lines = ["<table markdown>"]
    for section, group in _sections(rows):
        lines.append(f"<{section} markdown>")
        for row in group:
            lines += ["<tr markdown>", *(_write_html_cell(cell, scope) for cell in row.cells), "</tr>"]
        lines.append(f"</{section}>")
    return "\n".join([*lines, "</table>"])


def _sections(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    head = [row for row in rows if row.is_head]
    body = [row for row in rows if not row.is_head]
    if not head and len(body) > 1 and all(cell.name == "th" for cell in body[0].cells):
        head, body = body[:1], body[1:]
    if head:
        yield "thead", head
    if body:
        yield "tbody", body


def _opening(cell: Tag, markdown: str) -> str:
    spans = "".join(
        f' {name}="{_span(cell, name)}"' for name in ("colspan", "rowspan") if _span(cell, name) > 1
    )
    return f"<{cell.name}{markdown}{spans}>"


def _write_html_cell(cell: Tag, scope: Scope) -> str:
    run = _read_cell(cell, scope)
    if run is not None:
        return f"{_opening(cell, ' markdown')}{write_line(list(map(_without_tags, run)))}</{cell.name}>"
    opening = _opening(cell, ' markdown="block"')
    return f"{opening}\n\n{write_blocks(cell.contents, scope.inside(is_indented=False))}\n\n</{cell.name}>"


def _without_tags(piece: Piece) -> Piece:
    """Code that names an end tag, with a reference for it: in an HTML block backticks hide no tags."""
    if not piece.is_code or "</" not in piece.text:
        return piece
    return Piece(write_code(piece.text, follows_code=True, in_cell=False), piece.marks, is_markup=True)


def _write_html_line(rows: Sequence[Row], scope: Scope) -> str:
    """The same as one line, for a table in a list or a quote, where Python-Markdown sees no HTML block."""
    sections = []
    for section, group in _sections(rows):
        cells = (
            "".join(
                f"{_opening(cell, '')}{line}</{cell.name}>"
                for cell in row.cells
                for line in [write_line(read_run(cell.contents, scope), is_part=True)]
            )
            for row in group
        )
        sections.append(f"<{section}>{''.join(f'<tr>{row}</tr>' for row in cells)}</{section}>")
    return f"<table>{''.join(sections)}</table>"
