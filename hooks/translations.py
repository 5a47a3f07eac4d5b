"""How far the translations are, for the editors' page: from front matter alone, as the build has read it.

What takes reading the texts, such as sentences in another language, is told by `helpcentre status`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .catalogue import Document
from .plan import Edition, Plan

State = Literal["translated", "missing", "stale", "draft"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One article in one locale."""

    locale: str
    state: State
    url: str
    """Where it is, relative to the site's root; "" where it is missing or a draft."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article in all locales."""

    title: str
    collection: str
    """The collection's title."""
    locale: str
    """The language of both titles."""
    cells: tuple[Cell, ...]


def list_translations(plan: Plan) -> tuple[Row, ...]:
    """Every article of the site, in reading order; those that the default locale lacks come last."""
    paths: dict[str, None] = {}
    for edition in (plan.editions[plan.default_locale], *plan.editions.values()):
        listed = [page.path for key in _in_order(edition) for page in edition.articles[key]]
        drafts = [page.path for page in edition.pages.values() if page.kind == "article"]
        paths.update(dict.fromkeys((*listed, *drafts)))
    return tuple(_row(path, plan) for path in paths)


def _in_order(edition: Edition, parent: str = "") -> Iterator[str]:
    """The collections as the home page shows them, each before those inside it."""
    for key in edition.children.get(parent, ()):
        yield key
        yield from _in_order(edition, key)


def count_states(rows: tuple[Row, ...], state: State) -> dict[str, int]:
    """Locale → how many articles are in a state."""
    counts: dict[str, int] = {}
    for cell in (cell for row in rows for cell in row.cells):
        counts[cell.locale] = counts.get(cell.locale, 0) + (cell.state == state)
    return counts


def _row(path: str, plan: Plan) -> Row:
    own = dict(_own_documents(path, plan))
    locale = plan.default_locale if plan.default_locale in own else next(iter(own))
    edition = plan.editions[locale]
    page = edition.pages[path]
    return Row(
        page.title,
        edition.collection(page.collection).title,
        locale,
        tuple(_cell(path, each, own, plan) for each in plan.editions),
    )


def _own_documents(path: str, plan: Plan) -> Iterator[tuple[str, Document]]:
    for locale, edition in plan.editions.items():
        page = edition.pages.get(path)
        if page and page.document and page.document.locale == locale:
            yield locale, page.document


def _cell(path: str, locale: str, own: dict[str, Document], plan: Plan) -> Cell:
    document = own.get(locale)
    if document is None:
        return Cell(locale, "missing", "")
    if not document.is_published:
        return Cell(locale, "draft", "")
    state: State = "stale" if _is_stale(document, own.get(plan.default_locale)) else "translated"
    return Cell(locale, state, plan.editions[locale].pages[path].url)


def _is_stale(document: Document, original: Document | None) -> bool:
    made_from = document.meta.get("translated_from")
    return bool(
        original and original is not document and made_from and str(made_from) != original.fingerprint
    )
