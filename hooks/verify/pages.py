"""A built page as a crawler reads it: its links, what it loads, its ids, what it claims to be."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html

LINKS = (("a", "href"), ("area", "href"))
LOADS = (
    *(("img", "src"), ("script", "src"), ("source", "src"), ("video", "src"), ("video", "poster")),
    *(("audio", "src"), ("iframe", "src"), ("link", "href")),
)
IGNORED_RELATIONS = frozenset({"canonical", "alternate", "edit", "preconnect", "dns-prefetch"})


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says."""

    path: str
    """Below the site's folder."""
    language: str
    links: tuple[str, ...]
    loads: tuple[str, ...]
    ids: frozenset[str]
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    """`hreflang` and address."""
    refresh: str
    """Where it sends readers on to; "" if it doesn't."""
    is_indexed: bool


def read_page(content: bytes, path: str) -> Page:
    """Read one HTML file; `path` is where it is below the site's folder."""
    root = html.fromstring(content or b"<html></html>", parser=html.HTMLParser(encoding="utf-8"))
    relations = [(each.get("rel") or "", each) for each in root.iter("link")]
    metas = {
        (each.get("name") or each.get("http-equiv") or "").lower(): each.get("content") or ""
        for each in root.iter("meta")
    }
    loads = [
        each.get(attribute) or ""
        for tag, attribute in LOADS
        for each in root.iter(tag)
        if each.get(attribute) and (each.get("rel") or "") not in IGNORED_RELATIONS
    ]
    ids = {each.get("id") for each in root.iter() if isinstance(each.tag, str) and each.get("id")}
    ids |= {each.get("name") for each in root.iter("a") if each.get("name")}
    return Page(
        path,
        root.get("lang") or "",
        tuple(each.get(name) or "" for tag, name in LINKS for each in root.iter(tag) if each.get(name)),
        tuple(loads),
        frozenset(str(each) for each in ids),
        next((each.get("href") or "" for relation, each in relations if relation == "canonical"), ""),
        tuple(
            (each.get("hreflang") or "", each.get("href") or "")
            for relation, each in relations
            if relation == "alternate" and each.get("hreflang")
        ),
        metas.get("refresh", "").partition("url=")[2],
        "noindex" not in metas.get("robots", ""),
    )
