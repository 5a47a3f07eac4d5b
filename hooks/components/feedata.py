"""Shared numbers: `docs/_data/fees/<name>.yml`, one source of prices for every language.

    title: {en: Card fees, fr: Tarifs des cartes}      # caption; the default language first
    valid_from: 2026-01-01                             # optional
    currency: EUR                                      # of amounts that name none
    columns:
      - key: monthly                                   # names the cell in each row
        label: {en: Monthly fee, fr: Abonnement}
        unit: {en: per user, fr: par utilisateur}      # optional, below the label
        period: {en: Monthly, fr: Mensuel}             # optional; readers switch between periods
        type: money                                    # money | percent | number | text (if absent)
        note: vat                                      # optional, a key of `notes`
    rows:
      - label: {en: Basic, fr: Essentiel}
        monthly: 0                                     # "Free"
        cards: 1.9
      - label: Team                                    # the same in every language
        monthly: 12.50 USD                             # in another currency
        yearly: {EUR: 120, USD: 130}                   # in several; readers switch between them
        cards: {value: 1.4, note: volume}              # an amount with a note of its own
      - label: {en: Enterprise, fr: Grands comptes}
        monthly: {en: On request, fr: Sur devis}       # words instead of an amount; absent: a dash
    notes:
      vat: {en: Prices exclude VAT., fr: Prix hors TVA.}

Labels and notes may hold inline Markdown. `read_fees` checks a file whole and gives the model below;
every error it raises names the file, the place in it and what to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel.numbers import is_currency

from ..money import PERCENT, Amount, find_amounts
from .mistakes import MistakeError

Labels = Mapping[str, str]
"""Locale → words, the default language first; the key "" holds words that are the same in all."""

FEES = "fees"
"""The folder of fee tables, in that of shared data; also the word that a page draws one by."""

TYPES = ("text", "money", "percent", "number")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts or words."""

    key: str
    label: Labels
    type: str = "text"
    unit: Labels = field(default_factory=dict)
    period: Labels = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount, or one for each of several currencies, or words, or nothing."""

    amounts: tuple[Amount, ...] = ()
    words: Labels = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What is paid for, with a cell for each column."""

    label: Labels
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeTable:
    """A checked data file."""

    file: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: Labels = field(default_factory=dict)
    valid_from: date | None = None
    notes: Mapping[str, Labels] = field(default_factory=dict)


def find_fees(data_dir: str, name: str) -> Path:
    """The file of a named table.

    Raises:
        MistakeError: there is none; the hint lists those there are.
    """
    folder = Path(data_dir or "docs/_data") / FEES
    for suffix in (".yml", ".yaml"):
        file = folder / f"{name}{suffix}"
        if data_dir and file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            return file
    there = ", ".join(sorted(file.stem for file in folder.glob("*.y*ml"))) or "none yet"
    where = shown_path(folder / f"{name}.yml")
    hint = f"Create the file, or use one of: {there}."
    raise MistakeError("there is no such fee table", where=where, hint=hint)


def shown_path(file: Path) -> str:
    """A data file as an editor knows it, the same on every machine: `docs/_data/fees/cards.yml`."""
    return "/".join(file.parts[-4:])


def read_fees(file: Path) -> FeeTable:
    """Read and check a data file; read once as long as it doesn't change.

    Raises:
        MistakeError: it is no YAML, or not as described above.
    """
    try:
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError) as error:
        problem = f"it can't be read: {error}"
        raise MistakeError(problem, where=shown_path(file), hint="Save it as UTF-8.") from error


@lru_cache(maxsize=256)
def _read(file: Path, _changed: int) -> FeeTable:
    """Parse one version of a file."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        problem = "it is no YAML: " + " ".join(str(error).split())
        raise MistakeError(problem, where=shown_path(file), hint="Check quotes and indents.") from error
    top = _Place(shown_path(file), "", data).mapping()
    notes = {key: place.labels() for key, place in top.get("notes").items()}
    columns = tuple(_column(place, notes) for place in top.get("columns").entries())
    currency = top.get("currency")
    rows = tuple(_row(place, columns, currency, notes) for place in top.get("rows").entries())
    title, valid_from = top.get("title").labels(), top.get("valid_from").date()
    return FeeTable(shown_path(file), columns, rows, title, valid_from, notes)


def _column(place: _Place, notes: Mapping[str, Labels]) -> Column:
    place.mapping()
    kind = place.get("type").text() or "text"
    if kind not in TYPES:
        raise place.get("type").error(f"'{kind}' is no type of column", f"Write one of: {', '.join(TYPES)}.")
    key = place.get("key").text()
    if not key or key in {"label", "note"}:
        raise place.get("key").error("a column needs a key of its own", "Write for example `key: monthly`.")
    label, unit = place.get("label").required_labels(), place.get("unit").labels()
    return Column(key, label, kind, unit, place.get("period").labels(), _note(place, notes))


def _row(place: _Place, columns: tuple[Column, ...], currency: _Place, notes: Mapping[str, Labels]) -> Row:
    place.mapping()
    unknown = set(place.value) - {"label", "note"} - {column.key for column in columns}
    if unknown:
        hint = f"The columns are: {', '.join(column.key for column in columns)}."
        raise place.error(f"there is no column '{sorted(map(str, unknown))[0]}'", hint)
    cells = tuple(_cell(place.get(column.key), column, currency, notes) for column in columns)
    return Row(place.get("label").required_labels(), cells, _note(place, notes))


def _cell(place: _Place, column: Column, currency: _Place, notes: Mapping[str, Labels]) -> Cell:
    if isinstance(place.value, Mapping) and "value" in place.value:
        inner = _cell(place.get("value"), column, currency, notes)
        return Cell(inner.amounts, inner.words, _note(place, notes))
    if place.value is None:
        return Cell()
    if column.type == "money" and isinstance(place.value, Mapping) and all(map(is_currency, place.value)):
        return Cell(tuple(_amount(amount, "money", code) for code, amount in place.coded_items()))
    if column.type == "text" or isinstance(place.value, Mapping):
        return Cell(words=place.labels())
    return Cell((_amount(place, column.type, currency),))


def _amount(place: _Place, kind: str, currency: _Place) -> Amount:
    """A number by its column's type; money may name its own currency."""
    written = str(place.value).strip()
    for match, amount in find_amounts(written):
        if match.group() == written and (amount.unit == PERCENT) == (kind == "percent") and kind != "number":
            return amount
    number, _, code = written.partition(" ")
    try:
        value = Decimal(number if kind == "money" else written)
    except InvalidOperation:
        value = Decimal("NaN")
    if isinstance(place.value, bool) or not value.is_finite():
        hint = "Write a number with a decimal point, like 12.50, or words by language: {en: On request}."
        raise place.error(f"'{written}' is no number", hint)
    if kind != "money":
        return Amount(value, PERCENT if kind == "percent" else "")
    unit = code.strip() or currency.text()
    if not is_currency(unit):
        raise (place if code else currency).error(
            f"'{unit}' is no currency" if unit else "no currency is given",
            "Write an ISO 4217 code in capitals, like `currency: EUR`.",
        )
    return Amount(value, unit)


def _note(place: _Place, notes: Mapping[str, Labels]) -> str:
    """The note that a column, row or cell refers to."""
    key = place.get("note").text()
    if key and key not in notes:
        hint = f"Add it under `notes:` ({', '.join(notes) or 'none yet'})."
        raise place.get("note").error(f"there is no note '{key}'", hint)
    return key


@dataclass(frozen=True, slots=True)
class _Place:
    """A value of the file that knows where it stands, so that an error can say so."""

    file: str
    path: str
    value: Any

    def error(self, problem: str, hint: str) -> MistakeError:
        return MistakeError(problem, where=f"{self.file}, {self.path}" if self.path else self.file, hint=hint)

    def get(self, key: str) -> _Place:
        value = self.value.get(key) if isinstance(self.value, Mapping) else None
        return _Place(self.file, f"{self.path}.{key}".lstrip("."), value)

    def mapping(self) -> _Place:
        if not isinstance(self.value, Mapping):
            raise self.error("this must have keys", "Write `columns:` and `rows:`.")
        return self

    def entries(self) -> list[_Place]:
        if not isinstance(self.value, list) or not self.value:
            raise self.error("this must be a list", f"Below `{self.path}:`, begin each entry with `- `.")
        return [_Place(self.file, f"{self.path}[{index}]", value) for index, value in enumerate(self.value)]

    def items(self) -> list[tuple[str, _Place]]:
        return [(str(key), self.get(key)) for key in self.mapping().value] if self.value is not None else []

    def coded_items(self) -> list[tuple[_Place, _Place]]:
        """Each key, as a place of its own, with its value."""
        return [(_Place(self.file, place.path, key), place) for key, place in self.items()]

    def text(self) -> str:
        return "" if self.value is None else str(self.value).strip()

    def labels(self) -> Labels:
        """Words by locale, or the same for all; empty where there are none."""
        if self.value is None:
            return {}
        if isinstance(self.value, Mapping):
            return {str(locale): str(words) for locale, words in self.value.items() if words is not None}
        if isinstance(self.value, list | bool):
            raise self.error("this must be words", "Write them in quotes, or by language: {en: Monthly fee}.")
        return {"": str(self.value)}

    def required_labels(self) -> Labels:
        labels = self.labels()
        if not any(labels.values()):
            raise self.error("a label is missing", "Write `label: {en: Monthly fee, fr: …}`.")
        return labels

    def date(self) -> date | None:
        if self.value is None:
            return None
        try:
            return read_date(self.value)
        except ValueError:
            raise self.error(f"'{self.value}' is no date", "Write it as 2026-01-31.") from None


def read_date(value: object) -> date:
    """A date as YAML gives it.

    Raises:
        ValueError: it is none.
    """
    return value if type(value) is date else date.fromisoformat(str(value).strip()[:10])
