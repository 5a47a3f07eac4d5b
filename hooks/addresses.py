"""Hands out the addresses of pages, each one once.

What an editor wrote and can't be used, and two files that want one address, are warnings that name
the files; the page then gets its key as its slug, so that it is not lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

from .catalogue import Document
from .i18n.slugs import is_slug_safe, slugify
from .taxonomy import Collection

log = logging.getLogger("mkdocs.plugins.helpcentre")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is."""

    destination: str
    """The HTML file below the site folder, with `/`."""
    url: str
    """Relative to the site's root, percent-encoded; "" for the default home page."""

    @property
    def folder(self) -> str:
        """The destination's folder, with a slash at its end; "" for the root."""
        return self.destination[: self.destination.rfind("/") + 1]


class Addresses:
    """The addresses given out so far, over all locales."""

    def __init__(self, *, default_locale: str, default_at_root: bool, directory_urls: bool) -> None:
        """Start with none given out; `directory_urls` is MkDocs' `use_directory_urls`."""
        self._default_locale = default_locale
        self._default_at_root = default_at_root
        self._directory_urls = directory_urls
        self._taken: dict[str, str] = {}

    def home(self, locale: str) -> Address:
        """Address of a locale's home page."""
        destination = f"{self._prefix(locale)}index.html"
        self._taken[destination] = f"{locale}/index.md"
        self._taken[f"{self._prefix(locale)}search/index.html"] = "the search page"
        return self._address(destination)

    def collection(self, locale: str, collection: Collection, title: str, own: Document | None) -> Address:
        """Address of a collection's page; its folder is where its articles go.

        Args:
            locale: the locale it appears under.
            collection: as collections.yml has it.
            title: its title in that locale.
            own: the locale's own index.md of it, if there is one, whose `slug` counts first.
        """
        wanted = _own_slug(own) if own else ""
        wanted = wanted or _collection_slug(collection, locale) or slugify(title)
        source = own.source if own else ""
        if not own and (locale in collection.title or locale == self._default_locale):
            source = f"{locale}/{collection.key}/"
        return self._claim(_candidates(wanted, collection.key), self._prefix(locale), source, index=True)

    def document(self, locale: str, document: Document, around: Address | None) -> Address:
        """Address of a text.

        Args:
            locale: the locale it appears under; another than its own for a fallback.
            document: the text.
            around: its collection's address; None at the top.
        """
        is_fallback = locale != document.locale
        wanted = _own_slug(document, quiet=is_fallback)
        candidates = _candidates(wanted, document.key)
        source = "" if is_fallback else document.source
        return self._claim(candidates, around.folder if around else self._prefix(locale), source)

    def _prefix(self, locale: str) -> str:
        return "" if self._default_at_root and locale == self._default_locale else f"{locale}/"

    def _address(self, destination: str) -> Address:
        """As MkDocs writes it (mkdocs/structure/files.py, `File.url`)."""
        directory, _, name = destination.rpartition("/")
        if name != "index.html" or not self._directory_urls:
            return Address(destination, quote(destination))
        return Address(destination, f"{quote(directory)}/" if directory else "")

    def _claim(self, candidates: Iterator[str], folder: str, source: str, *, index: bool = False) -> Address:
        """Take the first free candidate; `source` is "" where a clash is nobody's mistake."""
        first_owner = ""
        while True:
            slug = next(candidates)
            is_folder = index or self._directory_urls
            destination = f"{folder}{slug}/index.html" if is_folder else f"{folder}{slug}.html"
            if destination not in self._taken:
                break
            first_owner = first_owner or self._taken[destination]
        self._taken[destination] = source or "a fallback"
        if first_owner and source:
            log.warning(
                "'%s' and '%s' want the same address; the second is now at '%s'. Give one of them another "
                "`slug`.",
                first_owner,
                source,
                destination,
            )
        return self._address(destination)


def _candidates(wanted: str, key: str) -> Iterator[str]:
    base = slugify(key) or "page"
    yield wanted or base
    yield base
    for number in count(2):
        yield f"{base}-{number}"


def _own_slug(document: Document, *, quiet: bool = False) -> str:
    """Front matter's slug, cleaned; "" where there is none that can be used."""
    slug = document.meta.get("slug")
    if slug is None:
        return ""
    if is_slug_safe(str(slug)):
        return slugify(str(slug))
    if not quiet:
        log.warning(
            "Doc file '%s': the slug %r can't be part of an address. Write the last part only, in letters, "
            "digits and hyphens; until then its key '%s' is used.",
            document.source,
            slug,
            document.key,
        )
    return ""


def _collection_slug(collection: Collection, locale: str) -> str:
    slug = collection.slug.get(locale, "")
    if slug and not is_slug_safe(slug):
        log.warning(
            "collections.yml: the slug %r of '%s' (%s) can't be part of an address. Write letters, digits "
            "and hyphens only; until then its title is used.",
            slug,
            collection.key,
            locale,
        )
        return ""
    return slugify(slug)
