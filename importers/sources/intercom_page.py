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
from .page_facts import Crumb, Facts, read_facts, read_time

_COLLECTION = re.compile(r"/collections/(\d+)")
_CONTENT = ("[class*=DocsArticleBody]", ".article_body article", ".article_body", "article")


def read_page(page: BeautifulSoup) -> Facts | None:
    """Read a page that has an Intercom article in its data."""
    data = _page_data(page)
    content = data.get("articleContent")
    if not isinstance(content, dict) or not content.get("articleId"):
        return None
    facts = read_facts(page)
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
        crumbs=tuple(_crumbs(data)),
    )


def _page_data(page: BeautifulSoup) -> dict[str, Any]:
    """Return `props.pageProps` of the page's data, {} without any."""
    script = page.find("script", id="__NEXT_DATA__")
    try:
        data = json.loads(script.get_text()) if script else {}
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


def _crumbs(data: dict[str, Any]) -> Iterator[Crumb]:
    for crumb in _list(data.get("breadcrumbs")):
        if isinstance(crumb, dict) and (found := _COLLECTION.search(str(crumb.get("url")))):
            yield Crumb(f"intercom:{found[1]}", " ".join(str(crumb.get("name")).split()))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
