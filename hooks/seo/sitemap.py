"""Sitemaps: one per locale, and an index of them at /sitemap.xml.

https://www.sitemaps.org/protocol.html, with the translations of each page as Google reads them:
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap.
Fallbacks and drafts are in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape, quoteattr

from ..plan import Edition, Plan, PlannedPage

INDEX = "sitemap.xml"

Absolute = Callable[[str], str]
"""Makes an address that is relative to the site's root whole."""


def write_sitemaps(plan: Plan, absolute: Absolute) -> Iterator[tuple[str, str]]:
    """The sitemaps of a site: file name and XML."""
    names = {locale: f"sitemap-{locale}.xml" for locale in plan.editions}
    entries = [f"<sitemap><loc>{escape(absolute(name))}</loc></sitemap>" for name in names.values()]
    yield INDEX, _document("sitemapindex", entries)
    known: dict[str, list[str]] = {}
    for locale, edition in plan.editions.items():
        pages = [_entry(page, plan, absolute, known) for page in _indexed(edition)]
        yield names[locale], _document("urlset", pages)


def _indexed(edition: Edition) -> Iterator[PlannedPage]:
    return (page for page in edition.pages.values() if page.is_published and not page.is_fallback)


def _entry(page: PlannedPage, plan: Plan, absolute: Absolute, known: dict[str, list[str]]) -> str:
    """A page; `known` has the translations by path, since all of them say the same."""
    updated = page.document.updated if page.document else None
    lines = [f"<loc>{escape(absolute(page.url))}</loc>"]
    if updated:
        lines.append(f"<lastmod>{updated.isoformat()}</lastmod>")
    if page.path not in known:
        known[page.path] = _translations(page, plan, absolute)
    return "<url>\n    " + "\n    ".join([*lines, *known[page.path]]) + "\n  </url>"


def _translations(page: PlannedPage, plan: Plan, absolute: Absolute) -> list[str]:
    alternates = plan.alternates(page)
    if len(alternates) <= 2:  # the page itself and x-default
        return []
    return [
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(absolute(url))}/>'
        for tag, url in alternates
    ]


def _document(root: str, entries: list[str]) -> str:
    namespaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    )
    body = "".join(f"  {entry}\n" for entry in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {namespaces}>\n{body}</{root}>\n'
