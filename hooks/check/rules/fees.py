"""Fees in articles: amounts the site can read, data that is there, the same prices in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ...components.feedata import find_fees, read_date
from ...components.fees import OPTIONS
from ...components.mistakes import MistakeError
from ...money import Amount, find_amounts
from ..docs_folder import DocsFolder
from ..findings import Edit, Found, Rule
from ..source import Source

BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)///[ \t]*fees\b[^\n]*\n(?P<options>(?:[ \t]+[\w-]+:[^\n]*\n)*)"
    r"(?P<body>.*?)^[ \t]*///[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
OPTION = re.compile(r"^[ \t]+(?P<name>[\w-]+):[ \t]*(?P<value>[^\n]*?)[ \t]*$", re.MULTILINE)
NOT_CANONICAL = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,3}),(?P<part>\d{1,2})(?=[ \u00a0\u202f]?(?:%|[A-Z]{3}\b))"  # 12,50 EUR
    r"|(?P<symbol>[€$£¥₹])[ \u00a0]?\d[\d.,]*|\d[\d.,]*[ \u00a0\u202f]?(?P<after>[€$£¥₹])",
)


class Table(NamedTuple):
    """A fee table typed into an article."""

    at: int
    amounts: tuple[tuple[int, Amount], ...]
    """Each with its offset."""


def find_wrong_options(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Options that a fee table doesn't have, dates that are none, data that isn't there."""
    for block in _blocks(source):
        for option in OPTION.finditer(block["options"]):
            at = block.start("options") + option.start("name")
            name, value = option["name"].replace("_", "-"), option["value"].strip("\"'")
            if name not in OPTIONS:
                yield Found(
                    at, f"fee tables have no option `{name}`", f"The options are: {', '.join(OPTIONS)}."
                )
            elif name == "data":
                try:
                    find_fees(str(library.data), value)
                except MistakeError as mistake:
                    yield Found(at, f"{mistake.problem}: '{value}'", mistake.hint)
            elif not _is_date(value):
                yield Found(at, f"'{value}' is no date", "Write it as 2026-01-31.")


def find_unread_amounts(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Amounts in a fee table that stay as they are typed, in every language."""
    for block in _blocks(source):
        for match in NOT_CANONICAL.finditer(block["body"]):
            at = block.start("body") + match.start()
            edit = None
            if match["whole"]:
                edit = Edit(at, at + len(match[0]), f"{match['whole']}.{match['part']}")
            fix = "Write a decimal point and the currency's code or a per cent sign: `12.50 EUR`, `1.9 %`."
            yield Found(at, f"'{match[0]}' is not read as an amount", fix, edit)


def find_other_prices(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Amounts that differ from those of the default language, at the same place of the same table."""
    for own, other in _pairs(source, library):
        if len(own.amounts) == len(other.amounts):
            for (at, mine), (_, theirs) in zip(own.amounts, other.amounts, strict=True):
                if (mine.value, mine.unit) != (theirs.value, theirs.unit):
                    problem = f"{_show(mine)} is {_show(theirs)} in '{library.default_locale}'"
                    yield Found(at, problem, _advise(library))


def find_other_rows(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Tables with more or fewer amounts than in the default language."""
    for own, other in _pairs(source, library):
        if len(own.amounts) != len(other.amounts):
            counts = f"{len(own.amounts)} amounts, that of '{library.default_locale}' {len(other.amounts)}"
            yield Found(own.at, f"this table has {counts}", _advise(library))


def _pairs(source: Source, library: DocsFolder) -> Iterator[tuple[Table, Table]]:
    """Typed tables with those of the original; none where the two articles have not as many."""
    if source.locale == library.default_locale or "/// fees" not in source.prose:
        return
    original = library.read(f"{library.default_locale}/{source.place}")
    ours, theirs = read_tables(source), read_tables(original) if original else ()
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)


def _advise(library: DocsFolder) -> str:
    return (
        f"Change it here or in '{library.default_locale}'; or keep the prices in docs/_data/fees/, once for "
        "all languages."
    )


def read_tables(source: Source) -> tuple[Table, ...]:
    """The fee tables that are typed into an article, in order."""
    return tuple(
        Table(block.start(), tuple(_amounts(block)))
        for block in _blocks(source)
        if "data:" not in block["options"]
    )


def _amounts(block: re.Match[str]) -> Iterator[tuple[int, Amount]]:
    """The amounts in a block's table rows."""
    for row in re.finditer(r"^[ \t]*\|[^\n]*", block["body"], re.MULTILINE):
        for match, amount in find_amounts(row[0]):
            yield block.start("body") + row.start() + match.start(), amount


def _blocks(source: Source) -> Iterator[re.Match[str]]:
    if "///" in source.prose:
        yield from BLOCK.finditer(source.prose)


def _show(amount: Amount) -> str:
    value = amount.value if amount.value else Decimal(0)
    return f"{value:f} {amount.unit}"


def _is_date(value: str) -> bool:
    try:
        read_date(value)
    except ValueError:
        return False
    return True


RULES = (
    Rule(
        "fee-option", "error", "Readers see a box with an error.", find_wrong_options, is_told_by_build=True
    ),
    Rule("fee-amount", "warning", "It isn't written as the reader's language does.", find_unread_amounts),
    Rule("fee-difference", "error", "Two readers are told two prices.", find_other_prices),
    Rule("fee-rows", "warning", "Some readers are not told a price.", find_other_rows),
)
