"""A public page of an Intercom help centre, of any of its designs: its data, or else its look.

A parsed page in, its facts out; None for any other page. Intercom writes what it draws a page from into
`<script id="__NEXT_DATA__">`: `props.pageProps.articleContent` with blocks, breadcrumbs and `localeLinks`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup

from ..addresses import split_address
from .intercom_blocks import UnknownBlockError, blocks_to_html
from .page_facts import Crumb, Facts, Group, Listing, read_facts, read_time

_COLLECTION = re.compile(r"/collections/(\d+)")
_ICON = re.compile(r"\bicon:([a-z][a-z-]*)")
"""Icons of Intercom's own: `…/assets/svg/icon:credit-card/ffffff`; others are pictures."""
_CONTENT = ("[class*=DocsArticleBody]", ".article_body article", ".article_body", "article")


def read_page(page: BeautifulSoup, address: str = "") -> Facts | None:
    """Read a page that has an Intercom article in its data."""
    data = page_data(page)
    content = data.get("articleContent")
    if not isinstance(content, dict) or not content.get("articleId"):
        return None
    facts = read_facts(page, address)
    links = [link for link in _list(data.get("localeLinks")) if isinstance(link, dict)]
    own = next((link for link in links if link.get("selected")), {})
    url = str(own.get("absoluteUrl") or facts.url)
    slug = re.sub(r"^\d+-?", "", unquote(split_address(url).path.rstrip("/").rpartition("/")[2]))
    return replace(
        facts,
        system="intercom",
        id=str(content["articleId"]),
        url=url,
        title=" ".join(str(content.get("title") or facts.title).split()),
        description=str(content.get("description") or ""),
        html=_html(content, page),
        locale=str(own.get("id") or ""),
        slug=slug,
        updated=read_time(content.get("lastUpdatedISO") or content.get("lastUpdatedDate")) or facts.updated,
        alternates=read_translations(data) or facts.alternates,
        crumbs=tuple(_crumbs(data)),
    )


def read_listing(page: BeautifulSoup, address: str = "") -> Listing | None:  # noqa: ARG001 - as for all systems
    """Read a page of an Intercom help centre that is no article: its home, or a collection."""
    data = page_data(page)
    if "helpCenterSite" not in data or isinstance(data.get("articleContent"), dict):
        return None
    theme = data.get("theme")
    locale = str(theme.get("locale") or "") if isinstance(theme, dict) else ""
    parts = {
        name: value for name, value in data.items() if name not in ("theme", "localeLinks", "breadcrumbs")
    }
    groups = {group.source: group for group in _groups(parts, "")}
    return Listing(locale, tuple(groups.values()))


def read_translations(data: dict[str, Any]) -> dict[str, str]:
    """Return locale → address of the page in each locale that it has."""
    links = [link for link in _list(data.get("localeLinks")) if isinstance(link, dict)]
    return {
        str(link["id"]): str(link["absoluteUrl"])
        for link in links
        if link.get("id") and link.get("absoluteUrl") and link.get("available") is not False
    }


def page_data(page: BeautifulSoup) -> dict[str, Any]:
    """Return `props.pageProps` of the page's data, {} without any."""
    script = page.find("script", id="__NEXT_DATA__")
    return parse_data(script.get_text()) if script else {}


def parse_data(text: str) -> dict[str, Any]:
    """Parse the data in a page; {} if it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    for name in ("props", "pageProps"):
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _html(content: dict[str, Any], page: BeautifulSoup) -> str:
    """Return the article's body: of its blocks, or as drawn where a block is of a kind we don't know."""
    drawn = next((found for each in _CONTENT if (found := page.select_one(each))), None)
    try:
        return blocks_to_html(_list(content.get("blocks")))
    except UnknownBlockError:
        return drawn.decode_contents().strip() if drawn else ""


def _groups(value: Any, parent: str) -> Iterator[Group]:
    """Find the collections in a page's data, wherever its design has them, in their order on each level."""
    if isinstance(value, list):
        order = 0
        for each in value:
            if group := _group(each, parent, order + 1):
                order += 1
                yield group
                yield from _groups(list(each.values()), group.source)
            else:
                yield from _groups(each, parent)
    elif isinstance(value, dict):
        group = _group(value, parent, None)
        if group:
            yield group
        for each in value.values():
            yield from _groups(each, group.source if group else parent)


def _group(value: Any, parent: str, order: int | None) -> Group | None:
    found = _COLLECTION.search(str(value.get("url"))) if isinstance(value, dict) else None
    name = value.get("name") if found else None
    if not (found and isinstance(name, str)):
        return None
    icon = _ICON.search(str(value.get("iconUrl") or value.get("icon") or ""))
    described = value.get("description")
    return Group(
        f"intercom:{found[1]}",
        " ".join(name.split()),
        parent,
        order,
        icon[1] if icon else "",
        " ".join(described.split()) if isinstance(described, str) else "",
    )


def _crumbs(data: dict[str, Any]) -> Iterator[Crumb]:
    for crumb in _list(data.get("breadcrumbs")):
        if isinstance(crumb, dict) and (found := _COLLECTION.search(str(crumb.get("url")))):
            yield Crumb(f"intercom:{found[1]}", " ".join(str(crumb.get("name")).split()))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
