"""What CLDR knows about a locale, asked through Babel; nothing here knows the site.

Locales are BCP 47 codes as in mkdocs.yml (`fr`, `pt-BR`, `zh-Hans`). A code that CLDR does not
have is answered as English would be, so that a site in a rare language still builds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal

Direction = Literal["ltr", "rtl"]


LOCALE_CODE = re.compile(
    r"[a-z]{2,3}"  # language
    r"([-_][A-Z][a-z]{3})?"  # script
    r"([-_]([A-Z]{2}|[0-9]{3}))?"  # region
    r"([-_]([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
)
"""BCP 47 (https://www.rfc-editor.org/rfc/rfc5646#section-2.1), in the usual case of each part."""


def is_locale_code(code: str) -> bool:
    """Whether a code is written as BCP 47 wants it: `fr`, `pt-BR`, `es-419`, `zh-Hans`, `sr-Latn`."""
    return LOCALE_CODE.fullmatch(code) is not None


def usual_case(code: str) -> str:
    """A code with each part in its usual case: `PT_br` → `pt-BR`."""
    language, *rest = code.replace("_", "-").lower().split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([language, *(cases.get(len(part), str)(part) for part in rest)])


@lru_cache(maxsize=128)
def parse_locale(code: str) -> Locale:
    """Babel's locale for a code, or the nearest it has (`sr-Latn-XX` → `sr-Latn` → `sr`)."""
    parts = code.replace("_", "-").split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale("en")


def language_tag(code: str) -> str:
    """A code as HTML's `lang` and `hreflang` want it (BCP 47): with hyphens."""
    return code.replace("_", "-")


def nearest_locale(code: str, available: Iterable[str]) -> str | None:
    """The available locale that readers of another understand best; None if none has their language.

    The code itself, else without its last parts (`pt-AO` → `pt`), else one of the same language and
    script (`zh-HK` → `zh-TW`, `no` → `nb`).
    """
    tags = {language_tag(name): name for name in available}
    tag = language_tag(code)
    while tag:
        if tag in tags:
            return tags[tag]
        tag = tag.rpartition("-")[0]
    wanted = _language_and_script(code)
    return min(
        (name for name in tags.values() if wanted and _language_and_script(name) == wanted), default=None
    )


def _language_and_script(code: str) -> tuple[str, str] | None:
    """What CLDR takes a code to mean: `zh-HK` → `zh`, `Hant`; None where it does not know the language."""
    language = code.replace("_", "-").split("-")[0]
    locale = parse_locale(code)
    if locale.language == "en" and language != "en":
        return None
    known = "nb" if locale.language == "no" else locale.language  # the macrolanguage means Bokmål
    likely = get_global("likely_subtags")
    for parts in ((known, locale.script, locale.territory), (known, locale.script)):
        if full := likely.get("_".join(part for part in parts if part)):
            return known, locale.script or full.split("_")[1]
    return known, locale.script or ""


@lru_cache(maxsize=128)  # every page asks it of all locales
def text_direction(code: str) -> Direction:
    """Which way the locale's script runs."""
    return "rtl" if parse_locale(code).character_order == "right-to-left" else "ltr"


def language_name(code: str, in_locale: str) -> str:
    """The language's name as readers of another locale say it; the code where CLDR has no word."""
    return parse_locale(code).get_display_name(parse_locale(in_locale)) or code


def plural_category(count: int, code: str) -> str:
    """CLDR plural category of a number: `one`, `few`, … `other`."""
    return str(parse_locale(code).plural_form(count))


def format_number(number: float, code: str) -> str:
    """A number with the locale's digits and separators."""
    return format_decimal(number, locale=parse_locale(code))


def format_day(day: date, code: str) -> str:
    """A date in words: `3 March 2026`."""
    return format_date(day, format="long", locale=parse_locale(code))


def format_age(day: date, today: date, code: str) -> str:
    """How long ago a day was: `2 months ago`; "" for today and days to come."""
    if day >= today:
        return ""
    return format_timedelta(day - today, granularity="day", add_direction=True, locale=parse_locale(code))
