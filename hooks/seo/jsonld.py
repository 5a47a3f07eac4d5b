"""Structured data of a page, in the vocabulary of https://schema.org/ as JSON-LD.

What search engines show of it: https://developers.google.com/search/docs/appearance/structured-data.
Everything said here stands on the page too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..config import SiteFacts
from ..i18n.locales import language_tag
from ..plan import PlannedPage
from ..reading import Procedure, Question, Reading, Step
from ..views import HelpContext, Link

JsonLd = dict[str, Any]

CONTEXT = "https://schema.org"


def describe_page(
    context: HelpContext, page: PlannedPage, reading: Reading | None, site: SiteFacts
) -> tuple[JsonLd, ...]:
    """The JSON-LD documents of a page; none where the site has no address, since they need whole URLs."""
    if not site.url:
        return ()
    documents: list[JsonLd] = []
    if page.kind == "home":
        documents += [_website(context, page, site), {"@context": CONTEXT, **_organisation(site)}]
    else:
        documents.append(_breadcrumbs(context, page, site))
    if page.kind == "article" and reading:
        documents.append(_article(context, page, site))
        if reading.questions:
            documents.append(_questions(reading.questions, page))
        if reading.procedures:
            documents.append(_how_to(reading.procedures, context, page))
    return tuple(documents)


def _website(context: HelpContext, page: PlannedPage, site: SiteFacts) -> JsonLd:
    home = site.absolute(page.url)
    results = site.absolute(context.search.url)
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": site.name,
        "url": home,
        "description": context.description,
        "inLanguage": language_tag(page.locale),
        "publisher": {"@id": _organisation_id(site)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{results}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _organisation(site: SiteFacts) -> JsonLd:
    organisation = {
        "@type": "Organization",
        "@id": _organisation_id(site),
        "name": site.organisation,
        "url": site.url,
    }
    if site.logo:
        organisation["logo"] = site.absolute(site.logo)
    return organisation


def _organisation_id(site: SiteFacts) -> str:
    return f"{site.url}#organization"


def _breadcrumbs(context: HelpContext, page: PlannedPage, site: SiteFacts) -> JsonLd:
    trail = [*context.breadcrumbs, Link(page.title, page.url)]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": link.title, "item": site.absolute(link.url)}
            for position, link in enumerate(trail, start=1)
        ],
    }


def _article(context: HelpContext, page: PlannedPage, site: SiteFacts) -> JsonLd:
    article: JsonLd = {
        "@context": CONTEXT,
        "@type": "TechArticle",
        "headline": page.title,
        "description": context.description,
        "inLanguage": language_tag(page.content_locale),
        "url": context.canonical,
        "mainEntityOfPage": context.canonical,
        "author": _organisation(site),
        "publisher": {"@id": _organisation_id(site)},
    }
    if context.article and context.article.updated:
        article["dateModified"] = context.article.updated.isoformat()
    if context.collection:
        article["articleSection"] = context.collection.title
    if context.image:
        article["image"] = context.image
    return article


def _questions(questions: Sequence[Question], page: PlannedPage) -> JsonLd:
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "inLanguage": language_tag(page.content_locale),
        "mainEntity": [
            {
                "@type": "Question",
                "name": question.text,
                "acceptedAnswer": {"@type": "Answer", "text": question.answer},
            }
            for question in questions
        ],
    }


def _how_to(procedures: Sequence[Procedure], context: HelpContext, page: PlannedPage) -> JsonLd:
    """One branch is a list of steps; several are sections of steps."""
    if len(procedures) == 1:
        steps = list(_steps(procedures[0].steps, context))
    else:
        steps = [
            {
                "@type": "HowToSection",
                "position": position,
                "name": procedure.title or page.title,
                "itemListElement": list(_steps(procedure.steps, context)),
            }
            for position, procedure in enumerate(procedures, start=1)
        ]
    return {
        "@context": CONTEXT,
        "@type": "HowTo",
        "name": page.title,
        "description": context.description,
        "inLanguage": language_tag(page.content_locale),
        "step": steps,
    }


def _steps(steps: Sequence[Step], context: HelpContext) -> Iterator[Mapping[str, Any]]:
    for position, step in enumerate(steps, start=1):
        entry: JsonLd = {"@type": "HowToStep", "position": position}
        entry |= {"name": step.title} if step.title else {}
        entry |= {"text": step.text or step.title}
        entry |= {"url": f"{context.canonical}#{step.anchor}"} if step.anchor else {}
        yield entry
