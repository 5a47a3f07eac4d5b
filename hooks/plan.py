"""Which pages the site has in each locale, and where: made from the catalogue once a build.

An article without a translation appears under the other locales as a *fallback*: the original's text
at an address of that locale. Home pages and collections never show another locale's text; they are
made from what the site knows. A collection of which nothing is translated still counts as a fallback.

Addresses are made of slugs: the collection's in the locale, then the article's (front matter `slug`,
else its key). The default locale is at the root, the others below their code; or all are below their
code, and the root is a page that lets readers choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .addresses import Address, Addresses
from .catalogue import HOME, Catalogue, Document, Kind, collection_path, humanise
from .i18n.locales import language_tag
from .taxonomy import Collection


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page of one locale."""

    locale: str
    """The locale it appears under."""
    path: str
    """What pairs it with its translations: the document's path below its locale's folder."""
    kind: Kind
    address: Address
    title: str
    """As readers see it."""
    content_locale: str
    """The locale its text is written in."""
    collection: str = ""
    """Key of the collection it is, or is in."""
    document: Document | None = None
    """The text; None for home and collection pages that are generated."""

    @property
    def is_fallback(self) -> bool:
        """Whether the text is another locale's."""
        return self.content_locale != self.locale

    @property
    def is_published(self) -> bool:
        """Whether the built site has it: not a draft."""
        return self.document is None or self.document.is_published

    @property
    def meta(self) -> Mapping[str, Any]:
        """Front matter of its text; empty where it is generated."""
        return self.document.meta if self.document else {}

    @property
    def source(self) -> str:
        """The Markdown file below the docs folder, real or generated."""
        return self.document.source if self.document else f"{self.locale}/{self.path}"

    @property
    def url(self) -> str:
        """Address relative to the site's root, percent-encoded; "" for the default home page."""
        return self.address.url


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one locale."""

    locale: str
    pages: Mapping[str, PlannedPage]
    """Path → page, drafts too."""
    articles: Mapping[str, tuple[PlannedPage, ...]]
    """Collection → its published articles in reading order; each collection that is shown has an entry."""
    children: Mapping[str, tuple[str, ...]]
    """Collection, or "" for the top → the collections shown below it, in order."""

    @property
    def home(self) -> PlannedPage:
        """The home page."""
        return self.pages[HOME]

    def collection(self, key: str) -> PlannedPage:
        """The page of a collection that is shown."""
        return self.pages[collection_path(key)]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every page of the site."""

    default_locale: str
    collections: Mapping[str, Collection]
    editions: Mapping[str, Edition]
    """Locale → edition, in the order of mkdocs.yml."""
    drafts: Mapping[tuple[str, str], Document]
    """Locale and path → what readers don't see yet; an original may be shown in its place."""

    def ancestors(self, key: str) -> list[str]:
        """The collections around a collection, outermost first, without itself."""
        found: list[str] = []
        while key := self.collections[key].parent:
            found.insert(0, key)
        return found

    def translations(self, page: PlannedPage) -> dict[str, PlannedPage]:
        """Locale → the published page that has the same article in that locale's own words."""
        siblings = ((locale, edition.pages.get(page.path)) for locale, edition in self.editions.items())
        return {
            locale: sibling
            for locale, sibling in siblings
            if sibling and sibling.is_published and not sibling.is_fallback
        }

    @property
    def default_at_root(self) -> bool:
        """Whether the default locale's home page is the root of the site."""
        return not self.editions[self.default_locale].home.url

    def alternates(self, page: PlannedPage) -> list[tuple[str, str]]:
        """`hreflang` → address: its translations, itself among them, and the one for all other languages.

        Empty for fallbacks and drafts, which no other page may name as its translation.
        """
        translations = self.translations(page)
        if page.locale not in translations:
            return []
        other = translations.get(self.default_locale) or next(iter(translations.values()))
        own = [(language_tag(locale), translation.url) for locale, translation in translations.items()]
        return [*own, ("x-default", "" if page.kind == "home" else other.url)]

    def original(self, page: PlannedPage) -> PlannedPage:
        """The page whose text a fallback shows; the page itself where it is none."""
        return self.editions[page.content_locale].pages[page.path]


def in_locale(texts: Mapping[str, str], locale: str, default_locale: str) -> str:
    """A text in a locale, else in the default locale; "" where there is neither."""
    return texts.get(locale) or texts.get(default_locale) or ""


def make_plan(
    catalogue: Catalogue,
    *,
    locales: tuple[str, ...],
    default_locale: str,
    home_titles: Mapping[str, str],
    fallback: Mapping[str, bool],
    default_at_root: bool = True,
    directory_urls: bool = True,
) -> Plan:
    """Decide which pages each locale has, and their addresses.

    Args:
        catalogue: what the docs folder holds.
        locales: locales that are built, in order.
        default_locale: the one whose articles the others fall back on.
        home_titles: locale → title of a home page that has none of its own.
        fallback: locale → whether it shows untranslated articles; "" for those not named.
        default_at_root: whether the default locale's addresses are without its code.
        directory_urls: MkDocs' `use_directory_urls`.
    """
    own: dict[str, dict[str, Document]] = {locale: {} for locale in locales}
    for (locale, path), document in catalogue.documents.items():
        own[locale][path] = document
    addresses = Addresses(
        default_locale=default_locale, default_at_root=default_at_root, directory_urls=directory_urls
    )
    homes = {locale: addresses.home(locale) for locale in locales}  # first: nothing may take their place
    editions = {}
    for locale in locales:
        documents = own[locale]
        if fallback.get(locale, fallback.get("", True)):
            documents = _with_fallbacks(documents, own[default_locale])
        editions[locale] = _make_edition(
            locale,
            documents,
            catalogue.collections,
            addresses=addresses,
            home_address=homes[locale],
            default_locale=default_locale,
            home_title=home_titles[locale],
        )
    drafts = {place: document for place, document in catalogue.documents.items() if not document.is_published}
    return Plan(default_locale, catalogue.collections, editions, drafts)


def _with_fallbacks(
    documents: Mapping[str, Document], originals: Mapping[str, Document]
) -> dict[str, Document]:
    """Own documents first, so that theirs are the addresses; a draft gives way to the published original."""
    merged = dict(documents)
    for path, original in originals.items():
        own = documents.get(path)
        if original.kind in ("article", "page") and (own is None or _gives_way(own, original)):
            merged[path] = original
    return merged


def _gives_way(own: Document, original: Document) -> bool:
    return original.is_published and not own.is_published


def _make_edition(
    locale: str,
    documents: Mapping[str, Document],
    collections: Mapping[str, Collection],
    *,
    addresses: Addresses,
    home_address: Address,
    default_locale: str,
    home_title: str,
) -> Edition:
    home = documents.get(HOME)
    title = str(home.meta.get("title") or home_title) if home else home_title
    pages = {HOME: PlannedPage(locale, HOME, "home", home_address, title, locale, document=home)}
    translated = {document.collection for document in documents.values() if document.locale == locale}
    for collection in _shown_collections(documents, collections):
        path = collection_path(collection.key)
        own = documents.get(path)
        title = _collection_title(collection, own, locale, default_locale)
        is_own = locale in collection.title or collection.key in translated
        pages[path] = PlannedPage(
            locale,
            path,
            "collection",
            addresses.collection(locale, collection, title, own),
            title,
            locale if is_own else default_locale,
            collection.key,
            own,
        )
    for path, document in documents.items():
        if path not in pages:
            around = pages.get(collection_path(document.collection))
            pages[path] = PlannedPage(
                locale,
                path,
                document.kind,
                addresses.document(locale, document, around.address if around else None),
                document.title,
                document.locale,
                document.collection,
                document,
            )
    return Edition(locale, pages, _shelve(pages), _nest(pages, collections))


def _shown_collections(
    documents: Mapping[str, Document], collections: Mapping[str, Collection]
) -> list[Collection]:
    """The collections that have a document here, and those around them."""
    shown = set()
    for document in documents.values():
        key = document.collection
        while key and key not in shown:
            shown.add(key)
            key = collections[key].parent
    return [collection for collection in collections.values() if collection.key in shown]


def _collection_title(collection: Collection, own: Document | None, locale: str, default_locale: str) -> str:
    title = own.meta.get("title") if own else None
    return str(title or in_locale(collection.title, locale, default_locale) or humanise(collection.key))


def _shelve(pages: Mapping[str, PlannedPage]) -> dict[str, tuple[PlannedPage, ...]]:
    shelves: dict[str, list[PlannedPage]] = defaultdict(list)
    for page in pages.values():
        if page.kind == "collection":
            shelves.setdefault(page.collection, [])
        elif page.kind == "article" and page.is_published:
            shelves[page.collection].append(page)
    return {key: tuple(sorted(articles, key=_reading_order)) for key, articles in shelves.items()}


def _reading_order(page: PlannedPage) -> tuple[float, str, str]:
    order = page.document.order if page.document else 0
    return (order, page.title.casefold(), page.path)


def _nest(
    pages: Mapping[str, PlannedPage], collections: Mapping[str, Collection]
) -> dict[str, tuple[str, ...]]:
    below: dict[str, list[PlannedPage]] = defaultdict(list)
    for page in pages.values():
        if page.kind == "collection":
            below[collections[page.collection].parent].append(page)
    return {
        parent: tuple(
            page.collection
            for page in sorted(
                children,
                key=lambda page: (collections[page.collection].order, page.title.casefold(), page.path),
            )
        )
        for parent, children in below.items()
    }
