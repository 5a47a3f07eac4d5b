"""A web site on loopback: pages, a sitemap, a robots.txt, conditional requests, redirects and faults."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from . import Reply, Request

HERE = "{here}"
"""Stands for the server's own address in pages."""
CHROME = "<header><a href='/'>Home</a> Menu</header>{}<footer>Imprint</footer>"
PROSE = {
    "en": "Open the settings of your account, then choose what you would like to change. ",
    "fr": "Ouvrez les paramètres de votre compte, puis choisissez ce que vous voulez changer. ",
}


def page(title: str, body: str = "", *, locale: str = "en", head: str = "", image: str = "") -> str:
    """A page with its text in the middle."""
    text = body or f"<p>{PROSE[locale] * 3}</p>"
    picture = f"<img src='{image}' alt='A screen'>" if image else ""
    return (
        f"<!doctype html><html lang='{locale}'><head><title>{title} | Lumen</title>{head}</head>"
        f"<body>{CHROME.format(f'<main><h1>{title}</h1>{text}{picture}</main>')}</body></html>"
    )


def alternates(paths: dict[str, str]) -> str:
    """`hreflang` links to the translations of a page."""
    return "".join(
        f'<link rel="alternate" hreflang="{code}" href="{HERE}{path}">' for code, path in paths.items()
    )


def intercom(data: dict[str, Any], drawn: str = "<p>As drawn.</p>") -> str:
    """A page of an Intercom help centre: what it is drawn from stands in `__NEXT_DATA__`."""
    whole = {"helpCenterSite": {"defaultLocale": "en"}, "theme": {"locale": "en"}} | data
    script = json.dumps({"props": {"pageProps": whole}})
    return page("Help", drawn, head=f'<script id="__NEXT_DATA__" type="application/json">{script}</script>')


@dataclass
class Site:
    """A site; call it with a request."""

    pages: dict[str, str | bytes]
    """Path → content; text is HTML."""
    sitemap: dict[str, str] | None = None
    """Path → last change, "" for none; None for no sitemap."""
    robots: str = ""
    redirects: dict[str, str] = field(default_factory=dict)
    has_tags: bool = True
    """Whether pages have an `ETag`."""
    requests: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    unchanged: int = 0
    """Answers without content, since nothing had changed."""
    fault: Callable[[int, str], Reply | None] = lambda number, path: None

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        path = unquote(request.path)
        here = f"http://{request.headers['Host']}"
        self.requests.append(path)
        self.agents.add(request.headers.get("User-Agent", ""))
        if reply := self.fault(len(self.requests), path):
            return reply
        if path in self.redirects:
            return Reply(status=301, headers={"Location": self.redirects[path].replace(HERE, here)})
        return self._content(path, here, request)

    def _content(self, path: str, here: str, request: Request) -> Reply:
        if path == "/robots.txt" and self.robots:
            return Reply(self.robots.replace(HERE, here).encode(), headers={"Content-Type": "text/plain"})
        if path.startswith("/sitemap") and self.sitemap is not None:
            return self._sitemaps(path, here)
        content = self.pages.get(path, self.pages.get(urlsplit(path).path) if "?" in path else None)
        if content is None:
            return Reply(b"<html><body>Not found</body></html>", 404, {"Content-Type": "text/html"})
        if isinstance(content, bytes):
            return Reply(content, headers={"Content-Type": "image/png"})
        return self._page(content.replace(HERE, here).encode(), request)

    def _page(self, content: bytes, request: Request) -> Reply:
        headers = {"Content-Type": "text/html; charset=utf-8"}
        if self.has_tags:
            headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:12]}"'
            if request.headers.get("If-None-Match") == headers["ETag"]:
                self.unchanged += 1
                return Reply(status=304, headers=headers)
        return Reply(content, headers=headers)

    def _sitemaps(self, path: str, here: str) -> Reply:
        if path == "/sitemap.xml":
            inner = f"<sitemap><loc>{here}/sitemap-1.xml.gz</loc></sitemap>"
            return Reply(f"<sitemapindex xmlns='{NAMESPACE}'>{inner}</sitemapindex>".encode())
        entries = "".join(
            f"<url><loc>{here}{place}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>"
            for place, changed in (self.sitemap or {}).items()
        )
        return Reply(gzip.compress(f"<urlset xmlns='{NAMESPACE}'>{entries}</urlset>".encode()))


NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
