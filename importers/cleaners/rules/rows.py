"""What is built of boxes and means rows: lists, the plans of a price list, and tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from bs4 import Tag

from ...reading import HEADINGS
from ..markup import Markup
from .cleaner import Rule


def items(item: str) -> Rule:
    """A list that is built of other elements: two or more items in one element are its items."""

    def rule(markup: Markup) -> None:
        by_parent: dict[int, list[Tag]] = defaultdict(list)
        for tag in markup.find(item):
            if tag.name != "li" and tag.parent is not None:
                by_parent[id(tag.parent)].append(tag)
        for siblings in by_parent.values():
            parent = siblings[0].parent
            if len(siblings) > 1 and parent is not None and parent is not markup.root:
                markup.mark(parent, "list")
                for tag in siblings:
                    markup.mark(tag, "item")

    return rule


def plans(box: str, *parts: str) -> Rule:
    """Boxes side by side, each a plan with its price: a table with a row for each, a cell for each part."""

    def rule(markup: Markup) -> None:
        rows = [(tag, markup.find(*parts, within=tag)) for tag in markup.find(box)]
        rows = [(tag, cells) for tag, cells in rows if len(cells) > 1]
        for tag, cells in rows if len(rows) > 1 else ():
            _mark_row(markup, tag, cells)
            for each in markup.named(*HEADINGS, within=tag):
                markup.mark(each, "name")

    return rule


def _mark_row(markup: Markup, row: Tag, cells: list[Tag], kind: str = "") -> None:
    """Mark a row and its cells, in which the items of a list are lines."""
    markup.mark(row, "row")
    for cell in cells:
        markup.mark(cell, "cell", kind=kind)
    for each in markup.named("ul", "ol", within=row):
        markup.mark(each, "transparent")
    for each in markup.named("li", within=row):
        markup.mark(each, "line")


_TABLE = re.compile(r"(?:^|[-_])table(?:$|[-_])")
_NO_CELL = (*sorted(HEADINGS), "img", "table", "form", "iframe", "video", "hr")
"""What cells that are text don't hold: columns of a layout do."""


def grid(row: str) -> Rule:
    """Rows of columns in what its author calls a table, by a class of her own: `fee-table`, `table_5_col`.

    The builder has columns only, for layouts too. So it takes both her word and the look of one: two or
    more rows with the same number of cells, and nothing but text in them. Rows with another number of cells,
    where some span others, stay the lines they are.
    """

    def rule(markup: Markup) -> None:
        by_box: dict[int, list[Tag]] = defaultdict(list)
        for tag in markup.find(row):
            if (box := _table_around(markup, tag)) is not None:
                by_box[id(box)].append(tag)
        for tags in by_box.values():
            found = [(tag, [cell for cell in tag.children if isinstance(cell, Tag)]) for tag in tags]
            width, count = Counter(len(cells) for _, cells in found).most_common(1)[0]
            rows = [(tag, cells) for tag, cells in found if len(cells) == width]
            if width < 2 or count < 2 or any(markup.named(*_NO_CELL, within=tag) for tag, _ in rows):
                continue
            head = rows[0][0] if rows[0][0] is tags[0] and _is_head([cells for _, cells in rows]) else None
            for tag, cells in rows:
                _mark_row(markup, tag, cells, "head" if tag is head else "")

    return rule


def _table_around(markup: Markup, row: Tag) -> Tag | None:
    """The outermost element around `row` that a class calls a table."""
    found = None
    for parent in row.parents:
        if parent is markup.root:
            break
        if any(_TABLE.search(str(name)) for name in parent.get_attribute_list("class") if name):
            found = parent
    return found


def _is_head(rows: list[list[Tag]]) -> bool:
    """Whether the first of `rows` names the columns: its cells are all filled, and look like no other."""
    looks = [{str(cell.get("class")) for cell in cells} for cells in rows]
    is_filled = all(cell.get_text(strip=True) for cell in rows[0])
    return is_filled and all(looks[0].isdisjoint(each) for each in looks[1:])
