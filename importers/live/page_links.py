"""Where a page leads: its links, and its translations. HTML in, complete addresses out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html
from lxml.etree import LxmlError

from ..addresses import is_web, join_address
from ..sources.intercom_page import parse_data, read_translations
from .extent import same_page

AROUND = frozenset({"nav", "header", "footer", "aside"})
"""Parts of a page whose links lead elsewhere rather than down."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page links to."""

    below: tuple[str, ...] = ()
    """Links of its main part."""
    around: tuple[str, ...] = ()
    """Links of its header, footer and navigation."""
    translations: tuple[str, ...] = ()
    """The same page in other languages, itself included."""


def read_links(content: bytes, address: str) -> PageLinks:
    """Read the links of a page; what is no HTML has none."""
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding=_encoding(content)))
    except (LxmlError, ValueError, AssertionError):
        return PageLinks()
    base = next((str(each.get("href")) for each in root.iter("base") if each.get("href")), "")
    start = join_address(address, base)
    below: dict[str, None] = {}
    around: dict[str, None] = {}
    for link in root.iter("a"):
        target = str(link.get("href") or "").strip()
        if target and not target.startswith("#") and is_web(target):
            place = around if _is_around(link) else below
            place[same_page(join_address(start, target))] = None
    translations = [same_page(join_address(start, each)) for each in _translations(root)]
    return PageLinks(tuple(below), tuple(around), tuple(dict.fromkeys(translations)))


def _translations(root: Any) -> Iterator[str]:
    for link in root.iter("link"):
        if link.get("hreflang") and link.get("href") and "alternate" in str(link.get("rel")):
            yield str(link.get("href"))
    for script in root.iter("script"):
        if script.get("id") == "__NEXT_DATA__":
            yield from read_translations(parse_data(script.text or "")).values()


def _is_around(link: Any) -> bool:
    return any(
        each.tag in AROUND or "breadcrumb" in str(each.get("class") or "").lower()
        for each in link.iterancestors()
    )


def _encoding(content: bytes) -> str | None:
    """UTF-8 where it is that; else the page says it."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
