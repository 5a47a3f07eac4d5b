"""Amounts of money and percentages as people write them in a locale; text in, text out.

Currency signs and number formats are CLDR's, through Babel. A sign that stands for several
currencies counts as the one that it means in the article's locale, or as none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, get_currency_precision, list_currencies, parse_decimal

SIGNS = {
    "€": "EUR", "₹": "INR", "₺": "TRY", "₽": "RUB", "₴": "UAH", "₪": "ILS", "₩": "KRW", "₫": "VND",
    "zł": "PLN", "US$": "USD", "R$": "BRL", "円": "JPY", "원": "KRW", "Kč": "CZK",
}  # fmt: skip
"""Signs that mean one currency in every locale."""

SHARED_SIGNS = ("$", "£", "¥", "￥", "kr", "ريال", "درهم", "دينار", "元")
"""Signs of several currencies: money, whatever the locale, but which?"""

NO_CODES = frozenset({"ALL", "TOP"})
"""Currency codes that are rather words in capitals."""

_NUMBER = r"\d(?:[\d.,'’٫٬]| (?=\d{3}))*"
_PERCENT = re.compile(rf"(?P<minus>[-−]?)(?:(?P<number>{_NUMBER}) ?[%٪]|[%٪] ?(?P<front>{_NUMBER}))")
_GROUP_SPACE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_THOUSANDS_OR_DECIMALS = re.compile(r"\d{1,3}[.,]\d{3}")
_LONGEST = 80
"""A cell with more text tells something, whatever amounts are in it."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Reads the amounts of one locale, in text whose white space is folded."""

    locale: str
    """As Babel writes it: `pt_BR`."""
    signs: Mapping[str, str]
    """Currency sign or code → ISO 4217 code."""
    money: re.Pattern[str]
    """A number with a sign or three letters before or after it."""

    def is_money(self, text: str) -> bool:
        """Whether a short text gives an amount of money, perhaps with words around it: "from €5 a month"."""
        return len(text) <= _LONGEST and any(
            self._currency(match) or not (match["before"] or match["after"]).isupper()
            for match in self.money.finditer(text)
        )

    def is_price(self, text: str) -> bool:
        """Whether a short text gives an amount of money or a percentage."""
        return self.is_money(text) or (len(text) <= _LONGEST and _PERCENT.search(text) is not None)

    def canonical(self, text: str) -> str | None:
        """An amount that is all of `text`, as "12.50 EUR" or "1.9 %"; None if there is the least doubt."""
        percent = _PERCENT.fullmatch(text)
        if percent:
            number = self._number(percent["number"] or percent["front"])
            return None if number is None else f"{'-' if percent['minus'] else ''}{number} %"
        money = self.money.fullmatch(text)
        currency = self._currency(money) if money else None
        if money is None or currency is None:
            return None
        number = self._number(money["number"] or money["first"], decimals=get_currency_precision(currency))
        if number is None or _decimals(number) not in (0, get_currency_precision(currency)):
            return None
        return f"{number} {currency}"

    def _currency(self, match: re.Match[str]) -> str | None:
        return self.signs.get(match["before"] or match["after"])

    def _number(self, text: str, decimals: int | None = None) -> Decimal | None:
        """A number in the locale's format; None if it isn't one, or may be one in another format as well.

        `decimals` are those that amounts of its currency have: with two, three digits are thousands.
        """
        digits = "".join(str(int(char)) if char.isdecimal() else char for char in text)
        plain = _GROUP_SPACE.sub("", digits)
        if "٫" in plain or "٬" in plain:
            plain = plain.replace("٬", "").replace("٫", ".")
            return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None
        if plain.isdecimal():
            return Decimal(plain)
        has_cents = decimals is not None and decimals < 3
        if _THOUSANDS_OR_DECIMALS.fullmatch(plain) and not has_cents:
            return None  # "1.000 %" may be a thousand to whoever wrote it
        try:
            return parse_decimal(plain, locale=self.locale, strict=True)
        except (NumberFormatError, ValueError):
            return None


@cache
def amounts_for(locale: str) -> Amounts:
    """The reader for articles in `locale` (BCP 47); of English for one that Babel doesn't know."""
    try:
        known = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        known = Locale("en")
    codes = {code: code for code in list_currencies()}
    signs = {sign: code for code, sign in known.currency_symbols.items() if sign not in codes} | SIGNS
    uses = Counter(known.currency_symbols.values())
    any_sign = "|".join(re.escape(sign) for sign in sorted({*signs, *SHARED_SIGNS}, key=len, reverse=True))
    sign = rf"(?:{any_sign}|[A-Z]{{3}}(?![^\W\d_]))"
    money = re.compile(
        rf"(?<![^\W_])(?P<before>{sign}) ?(?P<number>{_NUMBER})"
        rf"|(?P<first>{_NUMBER}) ?(?P<after>{sign})(?![^\W\d_])"
    )
    readable = {
        sign: code for sign, code in (codes | signs).items() if uses[sign] < 2 and sign not in NO_CODES
    }
    return Amounts(str(known), readable, money)


def is_nothing(canonical: str) -> bool:
    """Whether a canonical amount is one of nothing, which the site shows as a word: "0.00 EUR"."""
    number, _, unit = canonical.partition(" ")
    return unit != "%" and not Decimal(number)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
