"""Ordinary tables: alignment as classes, headers with a scope, captions inside, no empty header row.

Tree in, tree out. Fee tables have a module of their own; they are built before this runs and get
the same treatment.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .elements import add_class, find_placed, replace, text_of, unwrap_paragraph

_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
ALIGNMENT = {"left": "hc-start", "center": "hc-center", "right": "hc-end"}
"""By reading direction, so that the columns of a mirrored table line up as well."""


def tidy_tables(root: Element) -> None:
    """Tidy every table below `root`."""
    for element, ancestors in find_placed(root, "table", "figure"):
        if element.tag == "table":
            _tidy(element)
        elif not element.get("class"):
            _move_caption(element, ancestors[-1])


def _tidy(table: Element) -> None:
    """Make one table semantic and free of styles."""
    for cell in table.iter():
        align = _ALIGN.match(cell.get("style") or "") if cell.tag in {"td", "th"} else None
        if align:
            del cell.attrib["style"]
            add_class(cell, ALIGNMENT[align[1]])
    head = table.find("thead")
    if head is None:
        return
    cells = list(head.iter("th"))
    if not any(text_of(cell).strip() or len(cell) for cell in cells):
        table.remove(head)
    for cell in cells:
        if text_of(cell).strip() or len(cell):
            cell.set("scope", cell.get("scope") or "col")
        else:
            cell.tag = "td"  # an empty corner heads nothing


def _move_caption(figure: Element, parent: Element) -> None:
    """Turn a figure of a table and its caption into a table with a caption."""
    if [child.tag for child in figure] == ["table", "figcaption"]:
        table, caption = figure
        caption.tag = "caption"
        unwrap_paragraph(caption)
        caption.tail, table.tail = "\n", None
        figure.remove(caption)
        table.insert(0, caption)
        replace(parent, figure, [table])
