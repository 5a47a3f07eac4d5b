"""How far the translations are, for the editors' page: from the documents as the build has read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .catalogue import Document
from .plan import Edition, Plan
from .review import Finding, review

State = Literal["translated", "missing", "stale", "draft"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One article in one locale."""

    locale: str
    state: State
    url: str
    """Where it is, relative to the site's root; "" where it is missing or a draft."""
    title: str = ""
    """Its own; "" where it has no page."""
    findings: tuple[Finding, ...] = ()
    """What an editor should look at."""


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


def list_findings(rows: tuple[Row, ...]) -> tuple[Cell, ...]:
    """The articles that have something to look at, language by language."""
    found = [cell for row in rows for cell in row.cells if cell.findings]
    order = [cell.locale for cell in rows[0].cells] if rows else []
    return tuple(sorted(found, key=lambda cell: order.index(cell.locale)))


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
        document = plan.drafts.get((locale, path)) or (page.document if page else None)
        if document and document.locale == locale:
            yield locale, document


def list_states(path: str, plan: Plan) -> dict[str, State]:
    """Locale → how far an article is in it, in the order of mkdocs.yml."""
    own = dict(_own_documents(path, plan))
    return {locale: _state(own.get(locale), _original(locale, own, plan)) for locale in plan.editions}


def _cell(path: str, locale: str, own: dict[str, Document], plan: Plan) -> Cell:
    document, original = own.get(locale), _original(locale, own, plan)
    state = _state(document, original)
    if document is None or state == "draft":
        return Cell(locale, state, "")
    page = plan.editions[locale].pages[path]
    locales = (plan.default_locale, *(each for each in plan.editions if each != plan.default_locale))
    return Cell(locale, state, page.url, page.title, tuple(review(document, original, locales)))


def _original(locale: str, own: dict[str, Document], plan: Plan) -> Document | None:
    """What a translation is made from; None in the default locale."""
    return own.get(plan.default_locale) if locale != plan.default_locale else None


def _state(document: Document | None, original: Document | None) -> State:
    if document is None:
        return "missing"
    if not document.is_published:
        return "draft"
    return "stale" if _is_stale(document, original) else "translated"


def _is_stale(document: Document, original: Document | None) -> bool:
    made_from = document.meta.get("translated_from")
    return bool(original and made_from and str(made_from) != original.fingerprint)
