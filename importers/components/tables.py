"""Tables: layout unwrapped, headers found, empty rows and columns out, prices recognised.

Cells keep their words. Amounts are written as "12.50 EUR" or "1.9 %" only in tables of prices, and
only where `amounts` reads them without doubt.
"""

from __future__ import annotations

from bs4 import Tag
from bs4.element import NavigableString

from ..body import Body
from ..model import Removal
from ..reading import HEADINGS, elements, visible_text
from ..words import Words, fold, words_for
from .amounts import Amounts, amounts_for, is_nothing
from .flow import BLOCKS, MEDIA, blocks, children_named, has_element, is_bold, level_of, new_tag, text_of
from .labels import read_start

STEP = "table"
LAYOUT_REASON = "the table was made for its look; what it held stands in the text"
CAPTION_REASON = "the row across all columns is the table's caption"

FEWEST_AMOUNTS = 2
"""Cells with an amount that a column of prices has at least."""

LOOKS = (*HEADINGS, "ul", "ol", "table", "figure", "iframe", "video", "pre", "details", "aside", "blockquote")
"""What shows that a lone row was made for its look."""


def recognise_tables(body: Body) -> None:
    """Mend every table of `body`, and say which are tables of prices."""
    words = words_for(body.locale)
    amounts = amounts_for(body.locale)
    for table in elements(body.root, ("table",)):
        if table.parent is None or any(parent.name == "table" for parent in table.parents):
            continue
        rows = _rows(table)
        if not rows:
            table.decompose()
        elif _is_layout(rows):
            _unwrap(body, table, rows, words)
        else:
            _mend(body, table, rows, words, amounts)


def _rows(table: Tag) -> list[list[Tag]]:
    """The cells of a table by row, rows without any left out."""
    parts = [table, *children_named(table, "thead", "tbody", "tfoot")]
    found = [children_named(row, "td", "th") for part in parts for row in children_named(part, "tr")]
    return [cells for cells in found if cells]


def _is_layout(rows: list[list[Tag]]) -> bool:
    """Whether a table was made for its look: one cell, one column, or one row of blocks."""
    if all(len(cells) == 1 for cells in rows):
        return not any(cell.name == "th" for cells in rows for cell in cells)
    return len(rows) == 1 and any(has_element(cell, LOOKS) for cell in rows[0])


def _unwrap(body: Body, table: Tag, rows: list[list[Tag]], words: Words) -> None:
    """Put the blocks of a layout table in its place; a single cell with a label is a callout."""
    cells = [cell for row in rows for cell in row]
    _record_cells(body, cells, LAYOUT_REASON)
    holder = new_tag("blockquote") if len(cells) == 1 and _is_labelled(cells[0], words) else None
    for caption in children_named(table, "caption"):
        caption.name = "p"
        table.insert_before(caption.extract())
    if holder is not None:
        table.insert_before(holder)
    for cell in cells:
        for block in _as_blocks(cell):
            if holder is not None:
                holder.append(block)
            else:
                table.insert_before(block)
    table.decompose()


def _record_cells(body: Body, cells: list[Tag], reason: str) -> None:
    """Record that `cells` are no cells any more; their text stays."""
    body.removed.append(Removal(STEP, "td", reason, "", cells=tuple(map(visible_text, cells))))


def _is_labelled(cell: Tag, words: Words) -> bool:
    """Whether a cell begins as a callout does; `callouts` makes one of the blockquote it becomes."""
    first = next(iter(blocks(cell)), None)
    probe = first if first is not None and (first.name == "p" or level_of(first)) else cell
    return read_start(probe, words) is not None


def _as_blocks(cell: Tag) -> list[Tag]:
    """The content of a cell as blocks, inline content in paragraphs."""
    found: list[Tag] = []
    paragraph: Tag | None = None
    for node in list(cell.contents):
        node.extract()
        if isinstance(node, Tag) and node.name in BLOCKS:
            found.append(node)
            paragraph = None
        elif paragraph is not None or isinstance(node, Tag) or str(node).strip():
            if paragraph is None:
                paragraph = new_tag("p")
                found.append(paragraph)
            paragraph.append(node)
    return found


def _mend(body: Body, table: Tag, rows: list[list[Tag]], words: Words, amounts: Amounts) -> None:
    """Give a table of data its caption and header, and its class if it holds prices."""
    if not any("rowspan" in cell.attrs for row in rows for cell in row):
        rows = _take_caption(body, table, rows)
    spans = any("colspan" in cell.attrs or "rowspan" in cell.attrs for row in rows for cell in row)
    if spans:
        body.count("table")
        return
    rows = _drop_empty(rows)
    if not rows:
        table.decompose()
        return
    _find_header(table, rows)
    if _is_fees(table, rows, words, amounts):
        _mark_fees(body, table, rows, amounts)
        body.count("fees")
    body.count("table")


def _take_caption(body: Body, table: Tag, rows: list[list[Tag]]) -> list[list[Tag]]:
    """A first row of one cell across all columns is the caption."""
    width = max(len(cells) for cells in rows)
    first = rows[0]
    if (
        len(rows) < 3
        or len(first) != 1
        or width < 2
        or str(first[0].get("colspan", "1")) != str(width)
        or children_named(table, "caption")
        or has_element(first[0], (*LOOKS, *MEDIA))
        or not text_of(first[0])
    ):
        return rows
    _record_cells(body, first, CAPTION_REASON)
    caption = new_tag("caption")
    for strong in elements(first[0], ("strong", "p")):
        strong.unwrap()
    for node in list(first[0].contents):
        caption.append(node.extract())
    row = first[0].parent
    table.insert(0, caption)
    if row is not None:
        row.decompose()
    return rows[1:]


def _drop_empty(rows: list[list[Tag]]) -> list[list[Tag]]:
    """Take out rows, and columns of a regular table, in which nothing stands."""
    kept = []
    for cells in rows:
        if any(map(_has_content, cells)):
            kept.append(cells)
        elif cells[0].parent is not None:
            cells[0].parent.decompose()
    if not kept or len({len(cells) for cells in kept}) != 1:
        return kept
    empty = [
        column for column in range(len(kept[0])) if not any(_has_content(cells[column]) for cells in kept)
    ]
    for cells in kept:
        for column in reversed(empty):
            cells.pop(column).decompose()
    return kept


def _has_content(cell: Tag) -> bool:
    return bool(text_of(cell)) or has_element(cell, MEDIA)


def _find_header(table: Tag, rows: list[list[Tag]]) -> None:
    """The first row is a header if all that it says is bold or a heading, and the next one isn't."""
    if has_element(table, ("th", "thead")) or len(rows) < 2:
        return
    if not _is_header(rows[0]) or _is_header(rows[1]):
        return
    head = new_tag("thead")
    row = rows[0][0].parent
    if row is None:
        return
    head.append(row.extract())
    table.insert(len(children_named(table, "caption")), head)
    for cell in rows[0]:
        cell.name = "th"
        for inner in elements(cell, ("strong", "p", *HEADINGS)):
            inner.unwrap()


def _is_header(cells: list[Tag]) -> bool:
    """Whether the cells of a row that say something are bold or headings; the corner may be empty."""
    said = [cell for cell in cells if text_of(cell)]
    return len(said) >= max(2, len(cells) - 1) and all(
        is_bold(cell) or (len(blocks(cell)) == 1 and level_of(blocks(cell)[0]) > 0) for cell in said
    )


def _is_fees(table: Tag, rows: list[list[Tag]], words: Words, amounts: Amounts) -> bool:
    """Whether at least half of what a column says are amounts.

    Percentages alone make no prices: then the header, the first column or the caption must say so.
    """
    body_rows = rows[1:] if rows[0][0].name == "th" or rows[0][-1].name == "th" else rows
    width = min((len(cells) for cells in rows), default=0)
    if width < 2 or not body_rows or has_element(table, ("ul", "ol", "img", "iframe")):
        return False
    has_money = False
    for column in range(1, width):
        texts = [text for cells in body_rows if (text := text_of(cells[column]))]
        priced = [text for text in texts if amounts.is_price(text) or fold(text) in words.free]
        if len(priced) >= max(FEWEST_AMOUNTS, (len(texts) + 1) // 2):
            has_money |= any(amounts.is_money(text) for text in priced)
            if has_money or _speaks_of_fees(table, rows, words):
                return True
    return False


def _speaks_of_fees(table: Tag, rows: list[list[Tag]], words: Words) -> bool:
    """Whether a header, a first cell or the caption names prices."""
    cells = [*children_named(table, "caption"), *rows[0], *(row[0] for row in rows[1:])]
    return any(not words.fees.isdisjoint(fold(text_of(cell)).split()) for cell in cells)


def _mark_fees(body: Body, table: Tag, rows: list[list[Tag]], amounts: Amounts) -> None:
    """Mark a table of prices, its caption as its title, its plain amounts in the site's form."""
    table["class"] = "fees"
    for caption in children_named(table, "caption"):
        table["data-title"] = text_of(caption)
        caption.decompose()
    for cells in rows:
        for cell in cells:
            canonical = (
                amounts.canonical(text_of(cell))
                if cell.name == "td" and not has_element(cell, ("a",))
                else None
            )
            if canonical and is_nothing(canonical):
                text = visible_text(cell)
                body.removed.append(Removal(STEP, "td", "the site says that it is free", text, cells=(text,)))
            if canonical:
                cell.clear()
                cell.append(NavigableString(canonical))
