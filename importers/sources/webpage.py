"""Web pages that were saved as files: public help centres, and any page by a rule for its main content.

HTML in, one article a page out. Only the main content becomes the article's HTML; what stands around it is
named in a notice, not lost in silence. Pages of Intercom and Zendesk keep the id they have there, so that
they are the same articles as in an export. What a page says of itself: `page_facts`, `page_content`.
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
from .page_facts import Crumb, Facts, complete_links, read_facts
from .relations import connect
from .text import has_content, plain

TITLE = "a web page"
SUFFIXES = HTML

_START = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
READERS = (intercom_page.read_page, zendesk_page.read_page)
"""What knows pages of one system; the first that knows a page reads it."""


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
    for document in documents:
        if not isinstance(document, RawFile):
            continue
        try:
            item = _read_page(document, locales)
        except SourceError as error:
            item = Failure(Origin("webpage", "", document.file), f"{error.problem}. {error.hint}")
        if isinstance(item, Failure):
            yield item
        else:
            found.append(item)
    groups = connect({one.article.origin.file: _tokens(one, locales) for one in found})
    collections = _collections([one.facts.crumbs for one in found], found, locales)
    for one in found:
        group = one.article.group or groups[one.article.origin.file]
        crumb = one.facts.crumbs[-1] if one.facts.crumbs else None
        key = collections[crumb.source].key if crumb else one.article.collection
        yield replace(one.article, group=group, collection=key)
    yield from collections.values()


def _read_page(document: RawFile, locales: Locales) -> _Found | Failure:
    """Read one page.

    Raises:
        SourceError: it can't be read, or is in a locale that the site lacks.
    """
    page = _parse(document)
    complete_links(page)
    facts = next((facts for read in READERS if (facts := read(page))), None) or _read_any(page)
    origin = _origin(document, facts)
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


def _read_any(page: BeautifulSoup) -> Facts:
    """Read a page that no one knows by its own marks."""
    facts = read_facts(page)
    content = find_content(page, facts.title)
    return replace(facts, html=content.html, title=content.title or facts.title, left_out=content.left_out)


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
    trails: Iterable[tuple[Crumb, ...]], found: Iterable[_Found], locales: Locales
) -> dict[str, Collection]:
    """Make collections of breadcrumbs; the same one has another name in each locale."""
    titles: dict[str, dict[str, str]] = {}
    parents: dict[str, str] = {}
    for trail, one in zip(trails, found, strict=True):
        parent = ""
        for crumb in trail:
            names = titles.setdefault(crumb.source, {})
            names.setdefault(one.article.locale or locales.default, crumb.title)
            parents.setdefault(crumb.source, parent)
            parent = crumb.source
    keys: dict[str, str] = {}
    for source, names in titles.items():
        key = make_key(names.get(locales.default, ""), *names.values(), otherwise=source)
        keys[source] = add_suffix(key, source.rpartition(":")[2]) if key in keys.values() else key
    return {
        source: Collection(keys[source], names, parent=keys.get(parents[source], ""), source=source)
        for source, names in titles.items()
    }
