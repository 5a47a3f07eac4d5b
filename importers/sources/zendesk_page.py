"""A public page of a Zendesk help centre, whatever theme it has: its article, section and translations.

A parsed page in, its facts out; None for any other page. The address names the locale and the article; the
classes are those of Zendesk's own theme (https://github.com/zendesk/copenhagen_theme), which most keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from ..addresses import split_address
from .page_content import find_content
from .page_facts import Crumb, Facts, Group, Listing, attribute, read_facts, read_time, text_of

_ARTICLE = re.compile(r"/hc/([\w-]+)/articles/(\d+)-*([^/]*)")
_LIST = re.compile(r"/hc(?:/([\w-]+))?(?:/(?:sections|categories)/[^/]+)?/?$")
_GROUP = re.compile(r"/hc/[\w-]+/(section|categorie)s/(\d+)")


def read_page(page: BeautifulSoup, address: str = "") -> Facts | None:
    """Read a page whose address is that of a Zendesk article."""
    facts = read_facts(page, address)
    found = _ARTICLE.search(split_address(facts.url).path)
    if not found:
        return None
    body = page.select_one(".article-body") or page.select_one("[itemprop=articleBody]")
    if body is None:
        content = find_content(page, facts.title)
        facts = replace(facts, html=content.html, left_out=content.left_out)
    else:
        facts = replace(facts, html=body.decode_contents().strip())
    return replace(
        facts,
        system="zendesk",
        id=found[2],
        locale=found[1],
        slug=unquote(found[3]),
        title=text_of(page.select_one(".article-title") or page.h1) or facts.title,
        updated=_updated(page) or facts.updated,
        crumbs=tuple(_crumbs(page)),
    )


def read_listing(page: BeautifulSoup, address: str = "") -> Listing | None:
    """Read a page of a Zendesk help centre that is no article: its home, a category or a section."""
    url = read_facts(page, address).url
    path = split_address(url).path
    if not (address and _LIST.match(path)):
        return None
    own = _group_id(url)
    crumbs = {crumb.source for crumb in _crumbs(page)}
    for around in page.select("header, footer, nav, aside"):
        around.decompose()
    groups: dict[str, Group] = {}
    for link in page.find_all("a", href=True):
        source = _group_id(attribute(link, "href"))
        if source and source not in crumbs and source != own and (title := text_of(link)):
            groups.setdefault(source, Group(source, title, own, len(groups) + 1))
    locale = _LIST.match(path)
    return Listing(locale[1] if locale and locale[1] else "", tuple(groups.values()))


def _group_id(address: str) -> str:
    """Return `section:9` of `/hc/fr/sections/9-Cartes`, "" for anything else."""
    found = _GROUP.search(address)
    if not found:
        return ""
    kind = {"categorie": "category"}.get(found[1], found[1])
    return f"zendesk:{kind}:{found[2]}"


def _updated(page: BeautifulSoup) -> datetime | None:
    times = [
        read_time(attribute(time, "datetime")) for time in page.select(".article-meta time, .article time")
    ]
    return max((time for time in times if time), default=None)


def _crumbs(page: BeautifulSoup) -> Iterator[Crumb]:
    """The category and sections above an article, the outermost first."""
    for link in page.select(".breadcrumbs a"):
        if isinstance(link, Tag) and (source := _group_id(attribute(link, "href"))):
            yield Crumb(source, text_of(link))
