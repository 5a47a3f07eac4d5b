"""One address visited: what its server says, asked no further than its host and its robots.txt let us.

An address in, a `Visit` out; it never raises, since one page never stops the others. What is known of an
earlier visit makes it a question whether the page changed (RFC 9110, 13.1).
"""

from __future__ import annotations

import base64
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..addresses import join_address, split_address
from ..errors import RemoteError
from ..model import Failure, Origin
from ..web import MEGABYTE, REDIRECTS, Answer, Web
from .extent import same_page
from .robots import Robots

ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
LARGEST = 10 * MEGABYTE
PAGES = ("text/html", "application/xhtml+xml")
GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Visit:
    """What the server said of an address."""

    address: str
    url: str
    """After redirects."""
    status: int
    content: bytes = field(default=b"", repr=False)
    tag: str = ""
    """Its `ETag`."""
    modified: str = ""
    """Its `Last-Modified`."""
    fault: Failure | None = None


def visit(address: str, kept: Visit | None, robots: Robots, web: Web) -> Visit:
    """Ask for a page; redirects are followed on its own host, as far as robots.txt lets us."""
    url = address
    headers = {}
    if kept:
        headers = {"If-None-Match": kept.tag} if kept.tag else {}
        headers |= {"If-Modified-Since": kept.modified} if kept.modified else {}
    try:
        for _ in range(REDIRECTS + 1):
            if not robots.allows(url):
                return _skip(address, "the site's robots.txt asks programs not to read it")
            answer = web.get(url, accept=ACCEPT, headers=headers, limit=LARGEST, follow=False)
            target = answer.headers.get("Location")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return read_answer(address, url, answer)
            url = same_page(join_address(url, target))
            if split_address(url).netloc != split_address(address).netloc:
                return _skip(address, f"it leads on to another host, {split_address(url).netloc}")
        return Visit(address, url, 0, fault=failure_of(address, "it redirects again and again"))
    except RemoteError as error:
        return Visit(address, url, error.status, fault=failure_of(address, f"{error.problem}. {error.hint}"))


def read_answer(address: str, url: str, answer: Answer) -> Visit:
    """Say what an answer means for the address that was asked for."""
    if answer.status in (304, *GONE):
        return Visit(address, url, answer.status)
    if answer.status >= 400:
        return Visit(address, url, answer.status, fault=failure_of(address, f"it answers {answer.status}"))
    kind = answer.headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()
    if kind not in PAGES:
        return _skip(address, f"it is no page but {kind}")
    tag, modified = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    return Visit(address, url, answer.status, answer.content, tag, modified)


def pack(page: Visit) -> dict[str, Any]:
    """Write a visit as the mirror keeps it, with the time."""
    content = base64.b64encode(zlib.compress(page.content, 6)).decode()
    return {"url": page.url, "tag": page.tag, "modified": page.modified, "at": time.time(), "page": content}


def unpack(address: str, value: Mapping[str, Any]) -> tuple[Visit, float]:
    """Read a visit that the mirror kept, and when it was."""
    content = zlib.decompress(base64.b64decode(value["page"]))
    page = Visit(address, value["url"], 200, content, value["tag"], value["modified"])
    return page, float(value["at"])


def _skip(address: str, reason: str) -> Visit:
    return Visit(address, address, 0, fault=failure_of(address, reason, skipped=True))


def failure_of(address: str, reason: str, *, skipped: bool = False) -> Failure:
    """A page that can't become an article, as people read it."""
    return Failure(Origin("webpage", "", address), reason, skipped)
