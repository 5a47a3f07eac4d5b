"""Fee tables as editors write them: the block `/// fees`, around a table or drawn from shared data.

Both forms become a figure with a plain table of canonical amounts (`12.50 EUR`, `1.9 %`) while the text is
parsed, so that labels and cells may hold inline Markdown; `feetables.py` then makes of it what readers
see. A mistake becomes a box and a warning (`mistakes.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from ..money import Amount, format_amount, shared_decimals
from .elements import text_of
from .feedata import Cell, FeeTable, Labels, find_fees, read_date, read_fees
from .feetables import DASH, FIGURE, OPEN, VALID_FROM
from .mistakes import MistakeError, error_box
from .page import Current, PageContext, fallbacks

OPTIONS = ("data", "valid-from")
CURRENCY, PERIOD = "data-currency", "data-period"
"""Mark what a script may show one at a time."""


class FeesExtension(BlocksExtension):
    """Registers the block."""

    def __init__(self, current: Current) -> None:
        """Tables use the page's language and data."""
        super().__init__()
        self.current = current

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802, ARG002 (pymdownx)
        """Called by pymdownx with its block parser."""
        block_mgr.register(FeesBlock, {"current": self.current})


class FeesBlock(Block):
    """`/// fees | Caption` with the options `data` and `valid-from`."""

    NAME = "fees"
    ARGUMENT = None

    def _validate(self, parent: Element, arg: str | None, **options: Any) -> bool:  # noqa: ARG002 (pymdownx)
        """Accept any option: pymdownx would show a block with a wrong one as text and say nothing."""
        self.argument = arg
        self.options = {"attrs": {}}
        self.given = {name.replace("_", "-"): value for name, value in options.items()}
        return True

    def on_create(self, parent: Element) -> Element:
        """Begin the figure; a table from data is drawn at once, so that its labels are read as Markdown."""
        page: PageContext = self.config["current"].page
        figure = SubElement(parent, "figure", {"class": FIGURE, "id": self._next_id(), OPEN: ""})
        SubElement(figure, "caption").text = self.argument
        try:
            self._fill(figure, page)
        except MistakeError as error:
            figure.append(error_box(error, page))
        return figure

    def on_end(self, block: Element) -> None:
        """The closing `///` was found."""
        del block.attrib[OPEN]

    def _fill(self, figure: Element, page: PageContext) -> None:
        """Put what the options say into the figure.

        Raises:
            MistakeError: an option is wrong, or the data it names.
        """
        self._check_options()
        valid_from = self._valid_from()
        if "data" in self.given:
            table = read_fees(find_fees(page.data_dir, str(self.given["data"])))
            words = _Words(page, table.file)
            figure[0].text = self.argument or words.of(table.title)
            valid_from = valid_from or table.valid_from
            figure.extend(_Drawing(table, words, figure.get("id") or "").draw())
        if valid_from:
            figure.set(VALID_FROM, valid_from.isoformat())

    def _next_id(self) -> str:
        self.tracker["count"] = self.tracker.get("count", 0) + 1
        return f"hc-fees-{self.tracker['count']}"

    def _check_options(self) -> None:
        for name in self.given:
            if name not in OPTIONS:
                raise self._error(
                    f"fee tables have no option '{name}'", f"The options are: {', '.join(OPTIONS)}."
                )

    def _valid_from(self) -> date | None:
        value = self.given.get("valid-from")
        try:
            return None if value is None else read_date(value)
        except ValueError:
            raise self._error(f"valid-from: '{value}' is no date", "Write it as 2026-01-31.") from None

    def _error(self, problem: str, hint: str) -> MistakeError:
        return MistakeError(problem, where=f"/// fees | {self.argument or ''}", hint=hint)


@dataclass(frozen=True, slots=True)
class _Words:
    """Labels of a data file in the page's language."""

    page: PageContext
    file: str

    def of(self, labels: Labels) -> str:
        """The words for the page's locale; where it has none, the file's first language, and a warning."""
        if not labels:
            return ""
        for locale in (*fallbacks(self.page.locale), ""):
            if labels.get(locale):
                return labels[locale]
        first, words = next(iter(labels.items()))
        hint = f"Add `{self.page.locale}:` beside `{first}: {words}`."
        self.page.warn(f"a fee table has no label in '{self.page.locale}'", where=self.file, hint=hint)
        return words


class _Drawing:
    """A data file as a plain table of canonical amounts, followed by its notes."""

    def __init__(self, table: FeeTable, words: _Words, figure_id: str) -> None:
        """Begin; notes are numbered in the order in which cells refer to them."""
        self.table = table
        self.words = words
        self.figure_id = figure_id
        self.numbers: dict[str, str] = {}

    def draw(self) -> list[Element]:
        """The table and its notes."""
        table = Element("table")
        table.append(self._head())
        table.append(self._body())
        return [table, *self._notes()]

    def _head(self) -> Element:
        head = Element("thead")
        row = SubElement(head, "tr")
        SubElement(row, "th")
        for column in self.table.columns:
            th = SubElement(row, "th")
            th.text = self.words.of(column.label)
            _set_period(th, self.words.of(column.period))
            if column.unit:
                th.text += " "
                SubElement(th, "span", {"class": "hc-fees__unit"}).text = self.words.of(column.unit)
            self._refer(th, column.note)
        return head

    def _body(self) -> Element:
        body = Element("tbody")
        decimals = self._plain_decimals()
        for row in self.table.rows:
            tr = SubElement(body, "tr")
            name = SubElement(tr, "td")
            name.text = self.words.of(row.label)
            self._refer(name, row.note)
            for column, cell, places in zip(self.table.columns, row.cells, decimals, strict=True):
                td = SubElement(tr, "td")
                _set_period(td, self.words.of(column.period))
                self._write(td, cell, places)
                self._refer(td, cell.note)
        return body

    def _write(self, td: Element, cell: Cell, places: int) -> None:
        """Put a cell's words or amounts into it: one for each currency, unless all are zero."""
        if len(cell.amounts) > 1 and any(amount.value for amount in cell.amounts):
            for amount in cell.amounts:
                span = SubElement(td, "span", {CURRENCY: amount.unit})
                span.text, span.tail = self._text(amount, places), " "
        elif cell.amounts:
            td.text = self._text(cell.amounts[0], places)
        else:
            td.text = self.words.of(cell.words) or DASH

    def _text(self, amount: Amount, places: int) -> str:
        """An amount in its canonical form; a plain number, which has none, as the language writes it."""
        if amount.unit:
            return f"{amount.value:f} {amount.unit}"
        return format_amount(amount, self.words.page.locale, places)

    def _plain_decimals(self) -> list[int]:
        """Decimals of the plain numbers in each column."""
        columns = zip(*(row.cells for row in self.table.rows), strict=True)
        return [
            shared_decimals(amount for cell in column for amount in cell.amounts).get("", 0)
            for column in columns
        ]

    def _refer(self, cell: Element, note: str) -> None:
        """Put the number of a note into a cell."""
        if note:
            number = self.numbers.setdefault(note, str(len(self.numbers) + 1))
            link = SubElement(SubElement(cell, "sup"), "a", {"href": f"#{self.figure_id}-note-{number}"})
            link.text = number

    def _notes(self) -> Iterator[Element]:
        """Notes about the whole table as paragraphs, then those that cells refer to, numbered."""
        for key, labels in self.table.notes.items():
            if key not in self.numbers:
                paragraph = Element("p")
                paragraph.text = self.words.of(labels)
                yield paragraph
        if self.numbers:
            listed = Element("ol", {"class": "hc-fees__footnotes"})
            for key, number in self.numbers.items():
                item = SubElement(listed, "li", {"id": f"{self.figure_id}-note-{number}"})
                item.text = self.words.of(self.table.notes[key])
            yield listed


def draw_as_markdown(name: str, page: PageContext) -> str:
    """Shared fees as a Markdown table of canonical amounts with its notes below.

    Raises:
        MistakeError: there is no such data, or it is wrong.
    """
    table = read_fees(find_fees(page.data_dir, name))
    words = _Words(page, table.file)
    drawn, *notes = _Drawing(table, words, "").draw()
    rows = [" | ".join(["", *map(_cell_text, row), ""]).strip() for row in drawn.iter("tr")]
    rows.insert(1, "|" + " --- |" * (len(table.columns) + 1))
    paragraphs = [text_of(note) for note in notes if note.tag == "p"]
    numbered = [f"{number}. {text_of(note)}" for one in notes for number, note in enumerate(one, 1)]
    blocks = [
        f"**{words.of(table.title)}**" if table.title else "",
        "\n".join(rows),
        *paragraphs,
        "\n".join(numbered),
    ]
    return "\n\n".join(filter(None, blocks))


def _cell_text(cell: Element) -> str:
    """A cell in one line, the number of its note in parentheses."""
    marks = "".join(f" ({text_of(mark)})" for mark in cell.iter("sup"))
    amounts = [span.text or "" for span in cell.iter("span") if span.get(CURRENCY)]
    plain = " / ".join(amounts) or "".join(
        [cell.text or "", *(f"{text_of(span)}" for span in cell.iter("span"))]
    )
    return plain.strip() + marks


def _set_period(cell: Element, period: str) -> None:
    if period:
        cell.set(PERIOD, period)
