"""What search knows of each page, and how it is written down for Pagefind.

Only articles and collections are records. Pagefind reads HTML (https://pagefind.app/docs/), so a record is
rendered as a page that holds nothing but what counts, weighted by where it stands: title and keywords
over headings over text. Its headings have the page's own anchors, so that a hit leads to the step or
the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from ..i18n.locales import language_tag
from ..plan import Plan, PlannedPage, in_locale
from ..reading import Reading, Section
from .words import divide_elisions

PLACE = " › "
"""Between the titles of collections, as readers see them."""

Component = Literal["steps", "questions"]

TITLE_WEIGHT = 10
HEADING_WEIGHT = 4
SUMMARY_WEIGHT = 2
"""Text weighs 1; Pagefind allows 0 to 10 (https://pagefind.app/docs/weighting/)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One page as search knows it."""

    destination: str
    """Its HTML file below the site folder, from which Pagefind makes the address."""
    title: str
    summary: str = ""
    keywords: tuple[str, ...] = ()
    """Words that an author wants it found by."""
    sections: tuple[Section, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    """How often each word stands in its sections."""
    topic: str = ""
    """Key of the outermost collection around it."""
    place: tuple[str, ...] = ()
    """Titles of the collections around it, outermost first."""
    components: tuple[Component, ...] = ()
    language: str = ""
    """Language tag of its text where that is another than the reader's."""

    @property
    def headings(self) -> Iterator[str]:
        """The titles of its sections."""
        return (section.title for section in self.sections if section.title)

    @property
    def texts(self) -> Iterator[str]:
        """What stands under title and headings."""
        yield self.summary
        yield from (section.text for section in self.sections)


def make_records(plan: Plan, locale: str, readings: Mapping[str, Reading]) -> tuple[Record, ...]:
    """The records of a locale's published articles and collections, in the order of their addresses.

    Args:
        plan: the site.
        locale: the locale whose pages are wanted, fallbacks among them.
        readings: path → what a page says.
    """
    pages = plan.editions[locale].pages.values()
    found = (page for page in pages if page.kind in ("article", "collection") and page.is_published)
    records = [_make_record(page, plan, readings.get(page.path, Reading())) for page in found]
    return tuple(sorted(records, key=lambda record: record.destination))


def _make_record(page: PlannedPage, plan: Plan, reading: Reading) -> Record:
    summary = str(page.meta.get("description") or "")
    if page.kind == "collection":
        texts = plan.collections[page.collection].description
        summary = summary or in_locale(texts, page.locale, plan.default_locale)
    around = (*plan.ancestors(page.collection), page.collection)
    components: list[Component] = []
    if reading.procedures:
        components.append("steps")
    if reading.questions:
        components.append("questions")
    return Record(
        destination=page.address.destination,
        title=page.title,
        summary=summary,
        keywords=tuple(_read_keywords(page)),
        sections=reading.sections,
        words=reading.words,
        topic=around[0],
        place=tuple(plan.editions[page.locale].collection(key).title for key in around),
        components=tuple(components),
        language=language_tag(page.content_locale) if page.is_fallback else "",
    )


def _read_keywords(page: PlannedPage) -> Iterator[str]:
    """Front matter's `keywords`: a list, or one line with commas."""
    value = page.meta.get("keywords")
    words = value if isinstance(value, list) else str(value or "").split(",")
    return (word for word in (str(word).strip() for word in words) if word)


def render_record(record: Record, language: str, hidden: Mapping[str, Iterable[str]]) -> str:
    """A record as a page for Pagefind.

    Args:
        record: the record.
        language: language tag of the index.
        hidden: field → words that find the record and are not shown, as search-engine.js weighs them.
    """
    fields = {"keywords": record.keywords, **hidden}
    filters = {
        "topic": (record.topic,),
        "place": (PLACE.join(record.place),),
        "component": record.components,
        "language": (record.language,) if record.language else (),
    }
    title = _text(record.title, language)
    lines = [
        f'<!doctype html><html lang="{escape(language)}"><body><main data-pagefind-body>',
        f'<h1 data-pagefind-meta="title" data-pagefind-weight="{TITLE_WEIGHT}">{title}</h1>',
        *(_attribute("meta", name, ", ".join(words)) for name, words in fields.items() if words),
        *(_attribute("filter", name, value) for name, values in filters.items() for value in values),
    ]
    if record.summary:
        lines.append(f'<p data-pagefind-weight="{SUMMARY_WEIGHT}">{_text(record.summary, language)}</p>')
    for section in record.sections:
        if section.anchor:
            lines.append(
                f'<h2 id="{escape(section.anchor)}" data-pagefind-weight="{HEADING_WEIGHT}">'
                f"{_text(section.title, language)}</h2>"
            )
        if section.text:
            lines.append(f"<p>{_text(section.text, language)}</p>")
    return "\n".join([*lines, "</main></body></html>\n"])


def _attribute(kind: str, name: str, value: str) -> str:
    """See https://pagefind.app/docs/metadata/ and …/filtering/."""
    return f'<i data-pagefind-{kind}="{name}[title]" title="{escape(value)}"></i>'


def _text(text: str, language: str) -> str:
    return escape(divide_elisions(text, language))
