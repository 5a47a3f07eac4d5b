"""What a site is made from, as fingerprints: of all of it, of a locale, of one page's text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from ..components.feedata import FEES
from ..components.remarks import Remark
from ..config import SiteFacts
from ..context import article_facts
from ..plan import Edition, PlannedPage
from ..taxonomy import DATA_FOLDER
from .fingerprints import (
    UnknownError,
    fingerprint,
    fingerprint_config,
    fingerprint_files,
    fingerprint_program,
    list_files,
)

if TYPE_CHECKING:
    from ..plugin import HelpcentrePlugin

PURE = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes helpcentre legacy_attrs "
    "legacy_em md_in_html meta nl2br sane_lists smarty tables toc wikilinks".split()
)
"""Markdown extensions whose HTML depends on the text and their options alone, besides most of pymdownx."""

READING = frozenset({"pymdownx.b64", "pymdownx.snippets", "pymdownx.pathconverter"})
"""Those that read other files."""

WALKING = re.compile(rb"\b(nav|pages)\b|page\.(ancestors|parent|children|previous_page|next_page|file)\b")
"""What of MkDocs' objects leads from one page to others."""

DATED = re.compile(rb"\b(build_date_utc|update_date)\b")
"""What of them changes from one build to the next."""


class Inputs:
    """What a site is made from."""

    def __init__(self, config: MkDocsConfig, serve_url: str, assets: Mapping[str, str]) -> None:
        """Look at the site of a configuration; `assets` has its other files, and digests."""
        self._config = config
        self._serve_url = serve_url
        self._docs = Path(config.docs_dir)
        self._assets = assets
        self._whole = ""
        self._seen: dict[str, str] = {}

    @cached_property
    def are_known(self) -> bool:
        """Whether pages depend on nothing but what is looked at here."""
        try:
            fingerprint_config(self._config)
        except UnknownError:
            return False
        extensions = (name.removeprefix("markdown.extensions.") for name in self._config.markdown_extensions)
        return all(
            name in PURE or (name.startswith("pymdownx.") and name not in READING) for name in extensions
        ) and not any(DATED.search(template) for template in self._own_templates)

    @cached_property
    def are_pages_apart(self) -> bool:
        """Whether no template of the owner's reads other pages than its own through MkDocs' objects."""
        return not any(WALKING.search(template) for template in self._own_templates)

    @cached_property
    def _own_templates(self) -> list[bytes]:
        theme = self._config.theme.custom_dir
        return (
            [file.read_bytes() for file in list_files(Path(theme)) if file.suffix == ".html"] if theme else []
        )

    @cached_property
    def _program(self) -> str:
        theme = self._config.theme.custom_dir
        own = fingerprint_files(list_files(Path(theme)), Path(theme)) if theme else ""
        return fingerprint(fingerprint_program(), own, bool(self._serve_url))

    @cached_property
    def _fees(self) -> str:
        folder = self._docs / DATA_FOLDER
        return fingerprint_files(list_files(folder / FEES), folder)

    def of_locale(self, locale: str, config: MkDocsConfig, plugin: HelpcentrePlugin) -> str:
        """The fingerprint of what all pages of a locale depend on; `config` is as it is for that locale."""
        words = [plugin.words[each].texts for each in (locale, plugin.languages.default)]
        return fingerprint(self._program, locale, fingerprint_config(config), words, _facts(plugin.site))

    def of_edition(self, locale: str, plugin: HelpcentrePlugin) -> str:
        """The fingerprint of all that a locale is built from, as far as the plan knows it; "" if it can't.

        Of other locales its pages know which there are, and where; the default locale's build also makes
        what the whole site has once.
        """
        if not self.are_known:
            return ""
        plan = plugin.plan
        own = [_all_of(page) for page in plan.editions[locale].pages.values()]
        others = [
            (each, self._seen_from_others(edition))
            for each, edition in plan.editions.items()
            if each != locale
        ]
        home = plan.editions[plan.default_locale].home.meta
        once = self._made_once(plugin) if locale == plan.default_locale else None
        return fingerprint(locale, self._everywhere(plugin), own, others, home, once)

    def _seen_from_others(self, edition: Edition) -> str:
        """The fingerprint of what other locales know of one."""
        if edition.locale not in self._seen:
            known = ((_place(page), page.is_published, page.is_fallback) for page in edition.pages.values())
            self._seen[edition.locale] = fingerprint(list(known))
        return self._seen[edition.locale]

    def _made_once(self, plugin: HelpcentrePlugin) -> object:
        """What the pages and lists depend on that are made with the default locale, for the whole site."""
        has_texts = plugin.config.status  # the page for editors reads them
        pages = [page for edition in plugin.plan.editions.values() for page in edition.pages.values()]
        documents = [page.document for page in pages if page.document] + list(plugin.plan.drafts.values())
        return (
            [(page.title, page.collection, page.content_locale) for page in pages],
            [(document.source, document.digest if has_texts else document.meta) for document in documents],
        )

    def _everywhere(self, plugin: HelpcentrePlugin) -> str:
        """The fingerprint of what each locale depends on whole."""
        if not self._whole:
            words = [(locale, words.texts) for locale, words in plugin.words.items()]
            facts = (*_facts(plugin.site), plugin.site.today)
            texts = _texts(plugin) if self._serve_url else None  # which editors are told of, in all locales
            shared = (fingerprint_config(self._config), plugin.plan.collections, words, facts, texts)
            folder = self._docs / DATA_FOLDER
            data = fingerprint_files(list_files(folder), self._docs)
            self._whole = fingerprint(self._program, shared, data, sorted(self._assets.items()))
        return self._whole

    def of_text(self, planned: PlannedPage, site: SiteFacts, remarks: Sequence[Remark]) -> str:
        """The fingerprint of what the HTML of one page's text depends on, links aside."""
        document = planned.document
        has_fees = document is not None and FEES.encode() in document.content
        return fingerprint(
            planned.source,
            planned.kind,
            planned.url,
            document.digest if document else "",
            document.inclusion.name if document else "",
            article_facts(planned, site),
            self._fees if has_fees else "",
            remarks,
        )


def _facts(site: SiteFacts) -> tuple[object, ...]:
    """The facts of a site but for the day, in an order that is the same in every process."""
    languages = (site.languages.default, site.languages.built, sorted(site.languages.configured))
    own = (getattr(site, field.name) for field in fields(site) if field.name not in {"languages", "today"})
    return (languages, *own)


def _texts(plugin: HelpcentrePlugin) -> list[str]:
    pages = (page for edition in plugin.plan.editions.values() for page in edition.pages.values())
    return [page.document.digest for page in pages if page.document and not page.is_fallback]


def _all_of(page: PlannedPage) -> object:
    document = page.document
    text = (document.inclusion.name, document.digest) if document else None
    return (_place(page), page.title, page.collection, page.content_locale, text)


def _place(page: PlannedPage) -> object:
    return (page.path, page.kind, page.url)
