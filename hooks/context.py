"""Builds `hc`: the plan, the rendered pages and the configuration, as templates read them.

A builder is one locale's: what all its pages share (collections, lists, related articles) is made once,
what belongs to a page when it is asked for, so that the work grows with the number of pages.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from posixpath import basename, splitext
from typing import TypeVar
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from .components.support import support_link
from .config import SiteFacts
from .i18n.locales import format_age, format_day, language_tag, text_direction
from .i18n.strings import Strings
from .plan import Edition, Plan, PlannedPage, in_locale
from .publish.texts import copy_url
from .reading import Reading
from .related import Profile, find_related
from .search.index import index_folder
from .search.words import words_in
from .seo.jsonld import describe_page
from .speed.tracing import traced
from .views import (
    LISTED,
    Alternate,
    ArticleView,
    CollectionView,
    HelpContext,
    LanguageView,
    Link,
    SearchServerView,
    SearchView,
    SupportView,
    name_of,
)

log = logging.getLogger("mkdocs.plugins.helpcentre")

T = TypeVar("T", ArticleView, CollectionView)

RELATED = 4
"""How many related articles a page offers."""

TracedArticle = traced(ArticleView, *LISTED[ArticleView])
TracedCollection = traced(CollectionView, *LISTED[CollectionView])


def article_facts(page: PlannedPage, site: SiteFacts) -> dict[str, str]:
    """What a support link tells of a page: see components/support.py."""
    return {
        "title": page.title,
        "url": site.absolute(page.url) or page.url,
        "id": (source_id(page) or page_key(page)) if page.kind == "article" else "",
        "locale": language_tag(page.locale),
    }


def source_id(page: PlannedPage) -> str:
    """The article's id in the system it was imported from; "" if it was not."""
    source = page.meta.get("source")
    return str(source.get("id") or "") if isinstance(source, Mapping) else ""


def search_page(home: PlannedPage) -> tuple[str, str]:
    """Destination and address of the page that shows results, beside a locale's home page."""
    destination = f"{home.address.folder}search/index.html"
    is_folder = not home.url.endswith(".html")
    return destination, quote(destination.removesuffix("index.html") if is_folder else destination)


def page_key(page: PlannedPage) -> str:
    """Translation key of a page."""
    return splitext(basename(page.path))[0]


def has_copy(page: PlannedPage) -> bool:
    """Whether a page is written as Markdown, too: articles in their own language."""
    return page.kind == "article" and page.is_published and not page.is_fallback


class ContextBuilder:
    """Builds the contexts of one locale's pages, once they have been rendered."""

    def __init__(
        self, plan: Plan, locale: str, site: SiteFacts, strings: Strings, readings: Mapping[str, Reading]
    ) -> None:
        """Take the plan, the locale, the site's facts, interface words, and path → what a page says."""
        self.plan = plan
        self.locale = locale
        self.site = site
        self.strings = strings
        self.readings = readings
        self.edition: Edition = plan.editions[locale]

    def page(self, page: PlannedPage, edit_url: str = "") -> HelpContext:
        """The context of a page."""
        context = replace(
            self.site_wide,
            kind=page.kind,
            content_locale=language_tag(page.content_locale),
            content_dir=text_direction(page.content_locale),
            is_fallback=page.is_fallback,
            breadcrumbs=self._breadcrumbs(page),
            collection=self._collections.get(page.collection),
            article=self._article(page, edit_url) if page.kind == "article" else None,
            languages=self._languages(page),
            support=self._support(page),
            canonical=self.site.absolute(self.plan.original(page).url),
            alternates=self._alternates(page),
            description=self._page_description(page),
            image=self._image(page),
            copy=copy_url(page.url) if has_copy(page) else "",
            robots="" if page.is_published else "noindex",
        )
        return replace(context, jsonld=describe_page(context, page, self.readings.get(page.path), self.site))

    @cached_property
    def site_wide(self) -> HelpContext:
        """The context of what is no page of its own: templates of Material and of the owner."""
        direction = text_direction(self.locale)
        home = self.edition.home
        return HelpContext(
            strings=self.strings,
            kind="page",
            locale=language_tag(self.locale),
            dir=direction,
            content_locale=language_tag(self.locale),
            content_dir=direction,
            is_fallback=False,
            site_name=self.site.name,
            logo_width=self.site.logo_width,
            home_url=home.url,
            home=home.meta,
            collections=self._top_collections,
            featured=self._featured,
            promoted=self._promoted,
            languages=self._languages(home),
            support=self._support(home),
            feedback=self.site.feedback,
            search=self._search(),
        )

    @cached_property
    def search(self) -> HelpContext:
        """The context of the page that shows results."""
        pages = {
            language_tag(locale): search_page(edition.home)[1]
            for locale, edition in self.plan.editions.items()
        }
        return replace(
            self.site_wide,
            kind="search",
            robots="noindex",
            languages=tuple(
                replace(language, url=pages[language.locale]) for language in self.site_wide.languages
            ),
            breadcrumbs=(Link(self.strings.text("home"), self.edition.home.url),),
        )

    @cached_property
    def error(self) -> HelpContext:
        """The context of an error page, which is shown at any address: the site's root needs a path."""
        root = urlsplit(self.site.url).path or "/"
        return replace(
            self.site_wide,
            kind="error",
            robots="noindex",
            home_url=self.site_wide.home_url or root,
            languages=tuple(
                replace(language, url=language.url or root) for language in self.site_wide.languages
            ),
        )

    @cached_property
    def root(self) -> HelpContext:
        """The context of the page at the site's root, where that is no locale's home page."""
        return replace(
            self.site_wide,
            kind="root",
            canonical=self.site.absolute(""),
            alternates=self._alternates(self.edition.home),
            description=self._page_description(self.edition.home),
        )

    @cached_property
    def status(self) -> HelpContext:
        """The context of the page that shows editors what is translated."""
        return replace(self.site_wide, kind="status", robots="noindex")

    def prepare(self) -> None:
        """Make what pages share before the first one asks for it."""
        _ = self.site_wide, self._related, self._neighbours

    def renew(self, page: PlannedPage) -> ContextBuilder:
        """A builder that knows a page's new text; which articles are related to which stays as it was."""
        renewed = ContextBuilder(self.plan, self.locale, self.site, self.strings, self.readings)
        entries = {**self._entries}
        if page.kind == "article":
            entries[page.path] = self._entry(page)
        renewed.__dict__.update(_entries=entries, _related=self._related)
        return renewed

    # What the pages of a locale share

    @cached_property
    def _top_collections(self) -> tuple[CollectionView, ...]:
        return tuple(self._collections[key] for key in self.edition.children.get("", ()))

    @cached_property
    def views(self) -> Mapping[str, ArticleView | CollectionView]:
        """The views that pages share, by what tells them apart."""
        articles, collections = self._entries.values(), self._collections.values()
        return {name_of(view): view for view in chain[ArticleView | CollectionView](articles, collections)}

    @cached_property
    def _entries(self) -> Mapping[str, ArticleView]:
        """Path → article as lists show it."""
        return {
            page.path: self._entry(page) for page in self.edition.pages.values() if page.kind == "article"
        }

    @cached_property
    def _collections(self) -> Mapping[str, CollectionView]:
        views: dict[str, CollectionView] = {}

        def view(key: str) -> CollectionView:
            children = tuple(view(child) for child in self.edition.children.get(key, ()))
            articles = tuple(self._entries[page.path] for page in self.edition.articles[key])
            count = len(articles) + sum(child.count for child in children)
            page = self.edition.collection(key)
            views[key] = TracedCollection(
                key=key,
                title=page.title,
                description=self._collection_description(page),
                icon=self.plan.collections[key].icon,
                url=page.url,
                count=count,
                count_text=self.strings.count("collection.articles", count),
                articles=articles,
                children=children,
            )
            return views[key]

        for key in self.edition.children.get("", ()):
            view(key)
        return views

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[int, ArticleView | None, ArticleView | None]]:
        """Path → where an article stands in its collection, the articles before and after it."""
        found: dict[str, tuple[int, ArticleView | None, ArticleView | None]] = {}
        for articles in self.edition.articles.values():
            entries = [self._entries[page.path] for page in articles]
            before, after = [None, *entries], [*entries[1:], None]
            found.update((page.path, (at, before[at], after[at])) for at, page in enumerate(articles))
        return found

    @cached_property
    def _promoted(self) -> tuple[ArticleView, ...]:
        """The articles whose keys the home page lists."""
        entries = (
            self._entries[page.path] for articles in self.edition.articles.values() for page in articles
        )
        return self._chosen("promoted", {entry.key: entry for entry in entries}, "article")

    @cached_property
    def _featured(self) -> tuple[CollectionView, ...]:
        """The collections whose keys the home page lists; those at the top where it lists none."""
        chosen = self._chosen("collections", self._collections, "collection")
        return chosen or tuple(self._collections[key] for key in self.edition.children.get("", ()))

    def _chosen(self, name: str, known: Mapping[str, T], kind: str) -> tuple[T, ...]:
        """What the front matter of the home page lists under `name`, or else the default locale's does."""
        home, default = self.edition.home, self.plan.editions[self.plan.default_locale].home
        keys = home.meta.get(name) or default.meta.get(name) or ()
        found = []
        for key in keys if isinstance(keys, list) else [keys]:
            one = known.get(PurePosixPath(str(key)).name.removesuffix(".md"))
            if one:
                found.append(one)
            elif name in home.meta:
                log.warning(
                    "Doc file '%s': `%s` lists '%s', but there is no such %s. Write keys, which are the "
                    "names of files (without .md) and folders.",
                    home.source,
                    name,
                    key,
                    kind,
                )
        return tuple(found)

    @cached_property
    def _related(self) -> Mapping[str, list[str]]:
        """Path → paths of related articles."""
        listed = [page for articles in self.edition.articles.values() for page in articles]
        path_of = {page.url: page.path for page in listed}
        return find_related({page.path: self._profile(page, path_of) for page in listed}, RELATED)

    def _profile(self, page: PlannedPage, path_of: Mapping[str, str]) -> Profile:
        reading = self.readings.get(page.path, Reading())
        targets = (urldefrag(urljoin(page.url, href)).url for href in reading.links)
        words = (
            (3, Counter(words_in(page.title))),
            (2, Counter(chain.from_iterable(map(words_in, reading.headings)))),
            (1, reading.words),
        )
        return Profile(words, frozenset(path_of[url] for url in targets if url in path_of), page.collection)

    # What belongs to one page

    def _entry(self, page: PlannedPage) -> ArticleView:
        reading = self.readings.get(page.path, Reading())
        updated = page.document.updated if page.document else None
        summary = str(page.meta.get("description") or "")
        return TracedArticle(
            key=page_key(page),
            title=page.title,
            summary=summary,
            description=summary or reading.lead,
            url=page.url,
            locale=language_tag(page.content_locale),
            is_fallback=page.is_fallback,
            updated=updated,
            updated_text=self._updated_text(updated) if updated else "",
            updated_ago=self._updated_ago(updated) if updated else "",
            minutes=reading.minutes,
            minutes_text=self.strings.count("article.minutes", reading.minutes),
            source_id=source_id(page),
        )

    def _article(self, page: PlannedPage, edit_url: str) -> ArticleView:
        place, before, after = self._neighbours.get(page.path, (0, None, None))
        return replace(
            self._entries[page.path],
            edit_url=edit_url,
            place=place,
            related=tuple(self._entries[path] for path in self._related.get(page.path, ())),
            previous=before,
            next=after,
        )

    def _search(self) -> SearchView:
        url = search_page(self.edition.home)[1]
        facts = {
            "title": "{query}",
            "url": self.site.absolute(url) or url,
            "id": "",
            "locale": language_tag(self.locale),
        }
        link = support_link(self.site.support, facts, self.locale)
        return SearchView(
            url,
            index_folder(self.locale),
            link.href if link else "",
            self.site.search_report,
            self._search_server(),
            tuple((each.key, each.title) for each in self._top_collections),
        )

    def _search_server(self) -> SearchServerView | None:
        server = self.site.search_server
        if server is None:
            return None
        return SearchServerView(server.engine, server.url, server.index_of(self.locale), server.key)

    def _updated_text(self, updated: date) -> str:
        return self.strings.text("article.updated", date=format_day(updated, self.locale))

    def _updated_ago(self, updated: date) -> str:
        return format_age(updated, self.site.today, self.locale) or self.strings.text("article.updated_today")

    def _breadcrumbs(self, page: PlannedPage) -> tuple[Link, ...]:
        if page.kind == "home":
            return ()
        links = [Link(self.strings.text("home"), self.edition.home.url)]
        if page.collection in self._collections:
            keys = self.plan.ancestors(page.collection)
            if page.kind != "collection":
                keys.append(page.collection)
            links += [Link(self._collections[key].title, self._collections[key].url) for key in keys]
        return tuple(links)

    def _languages(self, page: PlannedPage) -> tuple[LanguageView, ...]:
        translated = self.plan.translations(page)
        return tuple(
            LanguageView(
                locale=language_tag(language.locale),
                name=language.name,
                dir=text_direction(language.locale),
                url=self._nearest(page, self.plan.editions[language.locale]).url,
                is_current=language.locale == self.locale,
                is_translated=language.locale in translated,
            )
            for language in self.site.languages.built
        )

    def _nearest(self, page: PlannedPage, edition: Edition) -> PlannedPage:
        """The page in another edition, else its collection there, else that edition's home page."""
        same = edition.pages.get(page.path)
        if same and same.is_published:
            return same
        if page.collection in edition.articles:
            return edition.collection(page.collection)
        return edition.home

    def _alternates(self, page: PlannedPage) -> tuple[Alternate, ...]:
        if not self.site.url:
            return ()
        return tuple(
            Alternate(hreflang, self.site.absolute(url)) for hreflang, url in self.plan.alternates(page)
        )

    def _support(self, page: PlannedPage) -> SupportView | None:
        link = support_link(self.site.support, article_facts(page, self.site), self.locale)
        if link is None:
            return None
        return SupportView(link.href, self.strings.text("support.label"), link.chat, link.attributes)

    def _page_description(self, page: PlannedPage) -> str:
        if page.kind == "article":
            return self._entries[page.path].description
        if own := page.meta.get("description"):
            return str(own)
        if page.kind == "home":
            return self.site.description or self.strings.text("home.description", site=self.site.name)
        if page.kind == "collection":
            return self._collection_description(page) or self.strings.text(
                "collection.description", collection=page.title, site=self.site.name
            )
        return self.readings.get(page.path, Reading()).lead

    def _collection_description(self, page: PlannedPage) -> str:
        texts = self.plan.collections[page.collection].description
        return str(page.meta.get("description") or in_locale(texts, self.locale, self.plan.default_locale))

    def _image(self, page: PlannedPage) -> str:
        image = self.readings.get(page.path, Reading()).image
        if not image or not self.site.url:
            return self.site.absolute(self.site.image) if self.site.image else ""
        return urljoin(self.site.absolute(page.url), image)
