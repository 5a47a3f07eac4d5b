"""Fee tables as readers see them: amounts in their language's format, named rows and columns.

Tree in, tree out: the figures that `fees.py` left, once their inline Markdown is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from xml.etree.ElementTree import Element

from ..money import PERCENT, find_amounts, format_amount, format_date, shared_decimals
from .elements import add_class, container, find_placed, replace, text_of
from .mistakes import MistakeError, error_box
from .page import PageContext

FIGURE = "hc-fees"
OPEN = "data-open"
"""Marks a figure until the end of its block is found."""
VALID_FROM = "data-valid-from"
"""Holds the date until it is written out."""

DASH = "–"
SYNTAX = "Write `/// fees | Caption`, options indented by four spaces, a blank line, the table, then `///`."

_UNIT = r"(?:[$¢£¤¥฿₠-⃀%‰]|[A-Z]{2,3}\$?|kr\.?|zł|Kč|Ft|lei|лв\.?|د\.إ)"
_NUMBER = re.compile(rf"{_UNIT}?\s*[-−+]?\s*{_UNIT}?\s*\d[\d.,\u00a0\u202f ’']*{_UNIT}?")
"""A number as an editor may type it, with its unit before or after: `€5,000`, `- 2,50 kr`, `1.200 EUR`."""
_LEFT_OVER = re.compile(r"/{3,}\s*fees\b", re.IGNORECASE)


def finish_fee_tables(root: Element, page: PageContext) -> None:
    """Give every fee table below `root` its formats and structure, and say what could not become one."""
    for paragraph, ancestors in find_placed(root, "p", where=_is_left_over):
        where = (paragraph.text or "").splitlines()[0]
        error = MistakeError("the options of a fee table can't be read", where=where, hint=SYNTAX)
        replace(ancestors[-1], paragraph, [error_box(error, page)])
    for figure in [one for one in root.iter("figure") if one.get("class") == FIGURE]:
        _finish(figure, page)


def _is_left_over(paragraph: Element) -> bool:
    return _LEFT_OVER.match(paragraph.text or "") is not None


def _finish(figure: Element, page: PageContext) -> None:
    """Arrange one figure: scrolling region, table, notes."""
    caption, *content = list(figure)
    valid_from = figure.attrib.pop(VALID_FROM, "")
    tables = [child for child in content if child.tag == "table"]
    boxes = [child for child in content if child.get("class") == "hc-error"]
    where = f"/// fees | {text_of(caption)}"
    if figure.attrib.pop(OPEN, None) is not None:
        error = MistakeError("a fee table has no end, so all that follows is in it", where=where, hint=SYNTAX)
        boxes.append(error_box(error, page))
    if not tables and not boxes:
        error = MistakeError("a fee table has no table in it", where=where, hint=SYNTAX)
        boxes = [error_box(error, page)]
    notes = [child for child in content if child not in tables[:1] and child not in boxes]
    figure[:] = boxes
    for table in tables[:1]:
        figure.append(_scroll(table, caption, figure, page))
        _format_cells(table, page)
        _describe(table)
    for note in notes:
        _localise(note, page.locale, {})
    if valid_from:
        notes.insert(0, _valid_from(valid_from, page))
    if notes:
        figcaption = container("figcaption", class_="hc-fees__notes")
        figcaption.extend(notes)
        figure.append(figcaption)


def _scroll(table: Element, caption: Element, figure: Element, page: PageContext) -> Element:
    """The table in a region that a keyboard can scroll, named by the caption."""
    region = container("div", class_="hc-fees__scroll", role="region", tabindex="0")
    if text_of(caption).strip():
        name = f"{figure.get('id')}-caption"
        region.set("aria-labelledby", name)
        caption.attrib.update({"class": "hc-fees__caption", "id": name})
        caption.tail = "\n"
        table.insert(0, caption)
    else:
        region.set("aria-label", page.word("fees.label"))
    region.append(table)
    return region


def _valid_from(day: str, page: PageContext) -> Element:
    paragraph = container("p", class_="hc-fees__valid")
    paragraph.text = page.word("fees.valid_from", date=format_date(date.fromisoformat(day), page.locale))
    return paragraph


def _format_cells(table: Element, page: PageContext) -> None:
    """Amounts in the locale's format, by column; figures get the class that aligns them."""
    head = [cell for row in table.iterfind("thead/tr") for cell in row]
    for index, cells in enumerate(_columns(table)):
        decimals = shared_decimals(amount for cell in cells for _, amount in find_amounts(text_of(cell)))
        written = [cell for cell in cells if _own_text(cell) not in {"", DASH, "-", "—"}]
        figures = sum(map(_is_figure, written))
        for cell in cells:
            if _is_free(cell):
                cell.text = page.word("fees.free")
            else:
                _localise(cell, page.locale, decimals)
        if index and figures and figures * 2 >= len(written):
            for cell in [*head[index : index + 1], *cells]:
                add_class(cell, "hc-num")


def _columns(table: Element) -> list[list[Element]]:
    """The body's cells by column; no columns where cells span, since places then say nothing."""
    rows = [list(row) for row in table.iterfind("tbody/tr")]
    if any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row):
        return [[cell for row in rows for cell in row]]
    width = max(map(len, rows), default=0)
    return [[row[index] for row in rows if index < len(row)] for index in range(width)]


def _own_text(cell: Element) -> str:
    """A cell's text without its references to notes."""
    marks = "".join(text_of(mark) for mark in cell.iter("sup"))
    return text_of(cell).strip().removesuffix(marks).strip()


def _is_figure(cell: Element) -> bool:
    """Whether a cell is read as a figure: a number, or something with an amount."""
    text = _own_text(cell)
    return bool(_NUMBER.fullmatch(text)) or any(True for _ in find_amounts(text))


def _is_free(cell: Element) -> bool:
    """Whether a cell is no money at all."""
    text = _own_text(cell)
    zeros = [match[0] for match, amount in find_amounts(text) if not amount.value and amount.unit != PERCENT]
    return (cell.text or "").strip() == text and zeros == [text]


def _localise(element: Element, locale: str, decimals: Mapping[str, int]) -> None:
    """Write the amounts in an element as the locale does, the rest as typed."""
    for inner in element.iter():
        inner.text = _localise_text(inner.text, locale, decimals)
        if inner is not element:
            inner.tail = _localise_text(inner.tail, locale, decimals)


def _localise_text(text: str | None, locale: str, decimals: Mapping[str, int]) -> str | None:
    if not text:
        return text
    parts, end = [], 0
    for match, amount in find_amounts(text):
        parts += [text[end : match.start()], format_amount(amount, locale, decimals.get(amount.unit))]
        end = match.end()
    return "".join([*parts, text[end:]])


def _describe(table: Element) -> None:
    """Name rows and columns for screen readers, and cells for where the style sheet stacks them."""
    labels = [_own_text(cell) for row in table.iterfind("thead/tr") for cell in row]
    for th in table.iterfind("thead/tr/th"):
        if text_of(th).strip():
            th.set("scope", "col")
        else:
            th.tag = "td"  # an empty corner heads nothing
    for row in table.iterfind("tbody/tr"):
        for index, cell in enumerate(row):
            if index == 0:
                cell.tag = "th"
                cell.set("scope", "row")
            else:
                cell.set("data-label", labels[index] if index < len(labels) else "")
