"""Locales: which of the site's a source means by `fr_FR`, `pt-br` or a folder of an address.

Locale codes in, locale codes of the site out (BCP 47: `fr`, `pt-BR`); languages, scripts and regions are
CLDR's, through Babel. Nothing here looks at a text: see `language`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from babel import Locale
from babel.core import get_global

from .addresses import split_address
from .errors import SourceError


class Subtags(NamedTuple):
    """A locale code taken apart."""

    language: str
    script: str = ""
    region: str = ""

    def __str__(self) -> str:
        """As BCP 47 writes it: `zh-Hant-TW`."""
        return "-".join(part for part in self if part)


CODE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:[-_.@].*)?",  # what WordPress and POSIX add: `de_DE_formal`, `sr@latin`
    re.IGNORECASE,
)


OLD_CODES = {"no": "nb", "iw": "he", "in": "id"}
"""Languages with two codes, and the one CLDR uses."""


def parse_locale(code: str) -> Subtags | None:
    """Take a code apart; None unless CLDR knows its language, script and region."""
    match = CODE.fullmatch(code.strip())
    if not match:
        return None
    english = Locale("en")
    language = match["language"].lower()
    subtags = Subtags(
        OLD_CODES.get(language, language), (match["script"] or "").title(), (match["region"] or "").upper()
    )
    known = (
        subtags.language in english.languages
        and (not subtags.script or subtags.script in english.scripts)
        and (not subtags.region or subtags.region in english.territories)
    )
    return subtags if known else None


@lru_cache(maxsize=256)
def likely(subtags: Subtags) -> Subtags:
    """Fill in what is usual: `zh` → `zh-Hans-CN`, `zh-TW` → `zh-Hant-TW`."""
    language, script, region = subtags
    table = get_global("likely_subtags")
    for given in ((language, script, region), (language, region), (language, script), (language,)):
        if found := table.get("_".join(part for part in given if part)):
            usual = found.split("_")
            return Subtags(language, script or usual[1], region or usual[-1])
    return subtags


def shortest(subtags: Subtags) -> Subtags:
    """Leave out what is usual anyway: `fr-FR` → `fr`, but `fr-CA` and `zh-TW` stay."""
    language, script, region = subtags
    full = likely(subtags)
    if script and likely(Subtags(language, "", region)).script == full.script:
        script = ""
    if region and likely(Subtags(language, script)) == full:
        region = ""
    return Subtags(language, script, region)


@dataclass(frozen=True, slots=True)
class Locales:
    """The site's locales."""

    default: str
    site: tuple[str, ...] = ()
    """Those of its configuration; empty where there is none: then every locale CLDR knows will do."""

    def resolve(self, code: str) -> str:
        """Return the site's locale for a source's code.

        A region is ignored where the site has none (`fr_CA` → `fr`), never another's (`pt-PT` is not
        `pt-BR`), and scripts must agree (`zh-TW` is not `zh`).

        Raises:
            SourceError: the code is no locale, or the site doesn't have it.
        """
        wanted = parse_locale(code)
        if wanted is None:
            raise SourceError(
                f"unknown locale {code!r}", hint="Expected a code such as `fr`, `pt-BR` or `zh_CN`."
            )
        if not self.site:
            return str(shortest(wanted))
        if (found := self._of_site(wanted)) is None:
            raise SourceError(
                f"locale {str(shortest(wanted))!r} is not one of the site's ({', '.join(self.site)})",
                hint="Add it to the languages in mkdocs.yml and import again, or leave the article out.",
            )
        return found

    def find(self, code: str) -> str | None:
        """Return the site's locale for a code, None if it has none for it."""
        try:
            return self.resolve(code)
        except SourceError:
            return None

    def split_path(self, address: str) -> tuple[str | None, tuple[str, ...]]:
        """Split an address's path into its locale, if a folder near its start names one, and the rest.

        `https://example.com/fr/support/x/` → `("fr", ("support", "x"))`.
        """
        parts = tuple(unquote(part) for part in split_address(address).path.split("/") if part)
        for index, part in enumerate(parts[:2]):
            last = index and index == len(parts) - 1
            looks_right = FOLDER.fullmatch(part) and (self.site or part[2:3] in ("", "-", "_"))
            if looks_right and not last and (locale := self.find(part)):
                return locale, parts[:index] + parts[index + 1 :]
        return None, parts

    def _of_site(self, wanted: Subtags) -> str | None:
        full = likely(wanted)
        near: list[tuple[bool, str]] = []
        for locale in self.site:
            subtags = parse_locale(locale)
            if subtags is None or subtags.language != wanted.language:
                continue
            if subtags == wanted:
                return locale
            regions_agree = not (subtags.region and wanted.region) or subtags.region == wanted.region
            if regions_agree and likely(subtags).script == full.script:
                near.append((likely(subtags).region != full.region, locale))
        return min(near)[1] if near else None


FOLDER = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,4}){0,2}", re.IGNORECASE)
"""What a locale looks like as a folder. `/new/` is a language too: three letters need a site that has it."""
