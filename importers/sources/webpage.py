"""Web pages, saved or fetched: public help centres, and any page by a rule for its main content.

HTML in, one article a page out. Only the main content becomes the article's HTML; what stands around it is
named in a notice, not lost in silence. Pages of Intercom and Zendesk keep the id they have there, so that
they are the same articles as in an export; their lists give collections their order and icons. What a page
says of itself: `page_facts`, `page_content`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup

from ..addresses import split_address
from ..body import parse_html
from ..errors import SourceError
from ..keys import add_suffix, make_key
from ..language import detect_language, language_of
from ..locales import Locales
from ..model import Article, Collection, Failure, Notice, Origin
from . import intercom_page, zendesk_page
from .files import HTML, Document, RawFile
from .page_content import find_content
from .page_facts import Facts, Group, Listing, complete_links, read_facts
from .relations import connect
from .text import has_content, plain

TITLE = "web pages"
SUFFIXES = HTML

_START = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
READERS = (intercom_page.read_page, zendesk_page.read_page)
"""What knows articles of one system; the first that knows a page reads it."""
LISTS = (intercom_page.read_listing, zendesk_page.read_listing)
"""What knows pages of one system that list its articles."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An article of a page, and what pairs and files it."""

    article: Article
    facts: Facts


def matches(document: Document) -> bool:
    """Whether a file is a whole HTML page."""
    return isinstance(document, RawFile) and bool(_START.search(document.head[:4096]))


def read(documents: Iterable[Document], locales: Locales) -> Iterator[Article | Collection | Failure]:
    """Read each page; pages that name each other as translations share a group."""
    found: list[_Found] = []
    listings: list[Listing] = []
    for document in documents:
        if not isinstance(document, RawFile):
            continue
        try:
            item = _read_page(document, locales)
        except SourceError as error:
            item = Failure(Origin("webpage", "", document.file), f"{error.problem}. {error.hint}")
        if isinstance(item, Failure):
            yield item
        elif isinstance(item, Listing):
            listings.append(item)
        else:
            found.append(item)
    groups = connect({one.article.origin.file: _tokens(one, locales) for one in found})
    collections = _collections(found, listings, locales)
    for one in found:
        group = one.article.group or groups[one.article.origin.file]
        crumb = one.facts.crumbs[-1] if one.facts.crumbs else None
        key = collections[crumb.source].key if crumb else one.article.collection
        yield replace(one.article, group=group, collection=key)
    yield from collections.values()


def _read_page(document: RawFile, locales: Locales) -> _Found | Listing | Failure:
    """Read one page.

    Raises:
        SourceError: it can't be read, or is in a locale that the site lacks.
    """
    page, address = _parse(document), document.address
    complete_links(page, address)
    facts = next((facts for read in READERS if (facts := read(page, address))), None)
    if facts is None:
        if listing := next((found for read in LISTS if (found := read(page, address))), None):
            return listing
        facts = _read_any(page, address)
    origin = _origin(document, facts)
    if facts.is_list and address:
        return Failure(origin, "it only lists other pages", skipped=True)
    if not has_content(facts.html):
        return Failure(
            origin,
            "it holds no content: its text may come by script. Save the page from a browser, after it has "
            "loaded.",
            skipped=True,
        )
    locale = _locale(facts, locales)
    path = locales.split_path(facts.url)[1]
    article = Article(
        origin=origin,
        group=facts.id,
        title=facts.title or document.path.stem,
        html=facts.html,
        locale=locale,
        slug=facts.slug or (path[-1] if path else ""),
        description=facts.description,
        collection=path[-2] if len(path) > 1 and not path[-2].isdigit() else "",
        updated=facts.updated,
        notices=tuple(_notices(facts)),
    )
    return _Found(article, facts)


def _parse(document: RawFile) -> BeautifulSoup:
    with document.open() as file:
        content = file.read()
    try:
        return parse_html(content.decode("utf-8-sig"))
    except UnicodeDecodeError:  # then the page says its encoding itself
        return BeautifulSoup(content, "lxml")


def _read_any(page: BeautifulSoup, address: str) -> Facts:
    """Read a page that no one knows by its own marks."""
    facts = read_facts(page, address)
    content = find_content(page, facts.title)
    return replace(
        facts,
        html=content.html,
        title=content.title or facts.title,
        left_out=content.left_out,
        is_list=content.is_list,
    )


def _origin(document: RawFile, facts: Facts) -> Origin:
    """A page is known by its id, else by its address, else by its file."""
    address = split_address(facts.url)
    id_ = facts.id or f"{address.netloc}{address.path}".strip("/") or document.path.stem
    return Origin(facts.system, id_, document.file, url=facts.url or None)


def _notices(facts: Facts) -> Iterator[Notice]:
    if facts.left_out:
        yield Notice("page-chrome", f"left out around the content: {', '.join(facts.left_out)}")
    if not facts.title:
        yield Notice("no-title", "the page has no title: made from its file's name")


def _locale(facts: Facts, locales: Locales) -> str | None:
    """Return the locale that alternates or the address say, else that of `<html>` unless the text denies it.

    Raises:
        SourceError: it is none of the site's.
    """
    if facts.locale:
        return locales.resolve(facts.locale)
    own = next((code for code, address in facts.alternates.items() if address == facts.url), "")
    if own:
        return locales.resolve(own)
    if locale := locales.split_path(facts.url)[0]:
        return locale
    if not facts.language or locales.find(facts.language) is None:
        return None
    said = language_of(facts.language)
    return locales.find(facts.language) if detect_language(plain(facts.html), said) in (None, said) else None


def _tokens(one: _Found, locales: Locales) -> set[str]:
    """What a page has in common with its translations: their addresses, else its own without the locale."""
    facts = one.facts
    if others := {_plain_address(address) for address in facts.alternates.values()}:
        return {f"url:{address}" for address in others | {_plain_address(facts.url)}}
    if not facts.url:
        return {f"file:{one.article.origin.id}"}
    path = "/".join(locales.split_path(facts.url)[1])
    return {f"url:{_plain_address(facts.url)}", f"path:{split_address(facts.url).netloc}/{path}"}


def _plain_address(address: str) -> str:
    parts = split_address(address)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def _collections(
    found: Iterable[_Found], listings: Iterable[Listing], locales: Locales
) -> dict[str, Collection]:
    """Make collections of breadcrumbs and lists; the same one has another name in each locale."""
    named: dict[str, dict[str, str]] = {}
    described: dict[str, dict[str, str]] = {}
    groups: dict[str, Group] = {}
    for group, locale in (*_trails(found, locales), *_listed(listings, locales)):
        named.setdefault(group.source, {}).setdefault(locale, group.title)
        if group.description:
            described.setdefault(group.source, {}).setdefault(locale, group.description)
        known = groups.setdefault(group.source, group)
        is_level = group.order is not None and group.parent == known.parent
        groups[group.source] = replace(
            known,
            parent=known.parent or group.parent,
            order=group.order if known.order is None or is_level else known.order,
            icon=known.icon or group.icon,
        )
    keys = _name_keys(named, locales)
    return {
        source: Collection(
            keys[source],
            named[source],
            described.get(source, {}),
            parent=keys.get(group.parent, ""),
            order=group.order,
            icon=group.icon,
            source=source,
        )
        for source, group in groups.items()
    }


def _trails(found: Iterable[_Found], locales: Locales) -> Iterator[tuple[Group, str]]:
    """What the breadcrumbs of articles name, each in the locale of its article."""
    for one in found:
        parent = ""
        for crumb in one.facts.crumbs:
            yield Group(crumb.source, crumb.title, parent), one.article.locale or locales.default
            parent = crumb.source


def _listed(listings: Iterable[Listing], locales: Locales) -> Iterator[tuple[Group, str]]:
    """What lists name, each in the locale of its page, as far as the site has that."""
    for listing in listings:
        locale = locales.find(listing.locale) if listing.locale else locales.default
        if locale:
            yield from ((group, locale) for group in listing.groups)


def _name_keys(named: dict[str, dict[str, str]], locales: Locales) -> dict[str, str]:
    """Name the folder of each collection after its default name."""
    keys: dict[str, str] = {}
    for source, names in named.items():
        key = make_key(names.get(locales.default, ""), *names.values(), otherwise=source)
        keys[source] = add_suffix(key, source.rpartition(":")[2]) if key in keys.values() else key
    return keys
