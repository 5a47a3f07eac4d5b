"""Amounts as an editor types them, and as a reader of some language expects them.

The canonical form has a decimal point and a unit: `12.50 EUR` (ISO 4217) or `1.9 %`. The formatted form
is CLDR's for the locale, through Babel: symbols, their place, separators, spaces, digits. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date as babel_format_date
from babel.numbers import NumberPattern, get_currency_precision, is_currency

from .i18n.locales import parse_locale

PERCENT = "%"

_AMOUNT = re.compile(
    r"(?<![\w.,\-–−+])(?P<value>[-−]?\d{1,15}(?:\.\d{1,6})?)[ \u00a0\u202f]?(?P<unit>[A-Z]{3}(?![\w-])|%)",
    re.ASCII,
)
_ZERO_DIGITS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀", "tibt": "༠"}
"""CLDR numbering system → its zero; Babel takes a system's separators but leaves the digits Latin."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit."""

    value: Decimal
    unit: str
    """An ISO 4217 code, `%`, or "" for a plain number."""

    @property
    def decimals(self) -> int:
        """How many decimals were written."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


def find_amounts(text: str) -> Iterator[tuple[re.Match[str], Amount]]:
    """Each canonical amount in `text` with its place. `12,50 EUR`, `5 PDF` and `10–20 EUR` are none."""
    for match in _AMOUNT.finditer(text):
        if match["unit"] == PERCENT or is_currency(match["unit"]):
            yield match, Amount(Decimal(match["value"].replace("−", "-")), match["unit"])


def shared_decimals(amounts: Iterable[Amount]) -> dict[str, int]:
    """Unit → decimals that fit all amounts of it in one column.

    Money has none where all are whole, else at least what the currency usually has: 0, 12.5 → 0.00, 12.50.
    """
    decimals: dict[str, int] = {}
    for amount in amounts:
        decimals[amount.unit] = max(decimals.get(amount.unit, 0), amount.decimals)
    return {
        unit: max(number, get_currency_precision(unit)) if number and is_currency(unit) else number
        for unit, number in decimals.items()
    }


def format_amount(amount: Amount, locale: str, decimals: int | None = None) -> str:
    """An amount for readers of `locale`, with so many decimals (as written where None).

    >>> format_amount(Amount(Decimal("1234.5"), "EUR"), "de", 2)
    '1.234,50\\xa0€'
    """
    cldr = parse_locale(locale)
    pattern = _pattern(cldr, amount.unit)
    digits = amount.decimals if decimals is None else decimals
    pattern.frac_prec = (digits, digits)
    value = amount.value / 100 if amount.unit == PERCENT else amount.value
    currency = amount.unit if amount.unit != PERCENT and amount.unit else None
    text = pattern.apply(value, cldr, currency=currency, currency_digits=False, numbering_system="default")
    return _native_digits(text, cldr)


def format_date(day: date, locale: str) -> str:
    """A date in words: `1 January 2026` as the locale says it."""
    cldr = parse_locale(locale)
    return _native_digits(babel_format_date(day, "long", locale=cldr), cldr)


def _pattern(cldr: Locale, unit: str) -> NumberPattern:
    """The locale's pattern for a unit, as a copy that may be changed."""
    if unit == PERCENT:
        found = cldr.percent_formats[None]
    else:
        found = cldr.currency_formats["standard"] if unit else cldr.decimal_formats[None]
    pattern: NumberPattern = copy(found)
    return pattern


def _native_digits(text: str, cldr: Locale) -> str:
    """Latin digits as those of the locale's own numbering system."""
    zero = _ZERO_DIGITS.get(cldr.default_numbering_system)
    return text.translate({48 + digit: ord(zero) + digit for digit in range(10)}) if zero else text
