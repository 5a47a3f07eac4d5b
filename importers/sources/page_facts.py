"""What a page says of itself beside its text: title, description, address, locale, translations, date.

A parsed page in, `Facts` out. Metadata: HTML's own, Open Graph (https://ogp.me), schema.org in JSON-LD, and
the address that browsers write into a page they save.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, Tag

from ..addresses import is_web, join_address, split_address
from ..locales import Locales
from ..reading import visible_text

_SITE_NAME = re.compile(r"\s+[|–—·•»«-]\s+")
"""Between the title of a page and the name of its site."""
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_MODIFIED = (
    "article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "dc.date.modified",
    "revised", "article:published_time",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crumb:
    """A collection as a page's breadcrumbs name it."""

    source: str
    """System and its own id: `intercom:1234`."""
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """A collection as a help centre's lists show it."""

    source: str
    title: str
    parent: str = ""
    """The source of the one it belongs to."""
    order: int | None = None
    icon: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page that is no article but lists them."""

    locale: str
    """As its system says it."""
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page is."""

    system: str = "webpage"
    id: str = ""
    """The system's own id, which all locales share; "" where there is none."""
    url: str = ""
    title: str = ""
    html: str = ""
    """Its main content."""
    locale: str = ""
    """As its system says it, surely."""
    language: str = ""
    """As `<html lang>` says it, which is often wrong."""
    slug: str = ""
    description: str = ""
    updated: datetime | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)
    """Locale → address of its translations, itself included."""
    crumbs: tuple[Crumb, ...] = ()
    left_out: tuple[str, ...] = ()
    """What stands around the content, in short."""
    is_list: bool = False
    """Whether the content is hardly more than links to other pages."""


def read_facts(page: BeautifulSoup, address: str = "") -> Facts:
    """Read what any page may say; `address` is where it was fetched, "" for a saved one."""
    metas = dict(_metas(page))
    named = _addresses(page, metas, address)
    url = _complete(named)
    path = next((path for each in named if (path := split_address(each).path.strip("/"))), "")
    return Facts(
        url=url,
        slug=unquote(path.rpartition("/")[2]).removesuffix(".html"),
        title=_title(page, metas),
        language=str(page.html.get("lang") or "") if page.html else "",
        description=metas.get("description") or metas.get("og:description", ""),
        updated=_updated(page, metas),
        alternates=dict(_alternates(page, url)),
        crumbs=tuple(_crumbs(page, url)),
    )


def complete_links(page: BeautifulSoup, address: str = "") -> None:
    """Give the links of a page their host, as a browser does; pictures may lie beside a saved page."""
    base = page.find("base", href=True)
    named = address or _complete(_addresses(page, dict(_metas(page))))
    start = join_address(named, attribute(base, "href") if base else "")
    if not split_address(start).netloc:
        return
    if base and address:
        _complete_pictures(page, start)
    for link in page.find_all("a", href=True):
        address = attribute(link, "href").strip()
        if address and not address.startswith("#") and is_web(address):
            link["href"] = join_address(start, address)


def read_time(text: object) -> datetime | None:
    """Read a date of ISO 8601; None for anything else. Without a zone it is UTC."""
    if not isinstance(text, str):
        return None
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as text."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _metas(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Name or property and content of each `<meta>`; the first of a name comes last, so that it counts."""
    for meta in reversed(page.find_all("meta")):
        name = (attribute(meta, "property") or attribute(meta, "name")).lower()
        if name and (content := " ".join(attribute(meta, "content").split())):
            yield name, content


def _complete_pictures(page: BeautifulSoup, start: str) -> None:
    """Where a page has a base of its own, its pictures don't lie where its address says."""
    for picture in page.find_all(["img", "video", "audio", "source", "iframe"], src=True):
        picture["src"] = join_address(start, attribute(picture, "src").strip())


def _addresses(page: BeautifulSoup, metas: Mapping[str, str], address: str = "") -> list[str]:
    """Return what the page calls its own address, the surest first; static copies often cut off the host.

    Where it was fetched counts before what names another host: many a site has that wrong.
    """
    canonical = page.find("link", rel="canonical")
    saved = page.find(string=lambda text: isinstance(text, Comment) and "saved from url" in text)
    found = _SAVED_FROM.search(saved) if saved else None
    named = (
        attribute(canonical, "href") if canonical else "",
        metas.get("og:url", ""),
        found[1] if found else "",
    )
    said = [each.strip() for each in named if each and "{" not in each]
    if not address:
        return said
    complete = [join_address(address, each) for each in said]
    host = split_address(address).netloc
    return [*(each for each in complete if split_address(each).netloc == host), address]


def _complete(addresses: list[str]) -> str:
    """Return the first address with a host."""
    return next((each for each in addresses if is_web(each) and split_address(each).netloc), "")


def _title(page: BeautifulSoup, metas: Mapping[str, str]) -> str:
    """Return the page's title without the name of its site."""
    said = metas.get("og:title") or (" ".join(page.title.get_text().split()) if page.title else "")
    site = metas.get("og:site_name") or metas.get("application-name", "")
    parts = _SITE_NAME.split(said)
    if len(parts) < 2:
        return said
    separators = list(_SITE_NAME.finditer(said))
    if site and parts[0].casefold() == site.casefold():
        return said[separators[0].end() :]
    return said[: separators[-1].start()]


def _alternates(page: BeautifulSoup, url: str) -> Iterator[tuple[str, str]]:
    for link in page.find_all("link", hreflang=True):
        code, address = attribute(link, "hreflang"), join_address(url, attribute(link, "href"))
        if code.lower() != "x-default" and "alternate" in attribute(link, "rel") and is_web(address):
            yield code, address


def _updated(page: BeautifulSoup, metas: Mapping[str, str]) -> datetime | None:
    """Return the last change, as the first of many conventions says it."""
    said = [metas.get(name) for name in _MODIFIED[:-1]]
    said += [each.get("dateModified") for each in _linked_data(page)]
    said += [attribute(time, "datetime") for time in page.find_all(itemprop="dateModified")]
    said.append(metas.get(_MODIFIED[-1]))
    return next((time for each in said if (time := read_time(each))), None)


def _linked_data(page: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD."""
    for script in page.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        yield from (each for each in (graph if isinstance(graph, list) else []) if isinstance(each, dict))


def _crumbs(page: BeautifulSoup, url: str) -> Iterator[Crumb]:
    """What a page belongs to (https://schema.org/BreadcrumbList), without the site's home."""
    trails = [each for each in _linked_data(page) if each.get("@type") == "BreadcrumbList"]
    steps = trails[0].get("itemListElement") if trails else None
    for step in steps if isinstance(steps, list) else ():
        item = step.get("item") if isinstance(step, dict) else None
        address = item.get("@id") if isinstance(item, dict) else item
        name = step.get("name") if isinstance(step, dict) else None
        name = name or (item.get("name") if isinstance(item, dict) else None)
        if not (isinstance(address, str) and isinstance(name, str)):
            continue
        full = join_address(url, address)
        path = Locales("").split_path(full)[1]
        if path and full.rstrip("/") != url.rstrip("/"):
            yield Crumb(f"webpage:{split_address(full).netloc}/{'/'.join(path)}", " ".join(name.split()))


def text_of(tag: Tag | None) -> str:
    """Return what a reader sees of an element, "" without one."""
    return visible_text(tag) if tag else ""
