"""What a site asks of programs (`robots.txt`, RFC 9309), and which pages it lists (https://www.sitemaps.org).

Addresses in, addresses out; only the host that is asked counts.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from lxml.etree import QName, XMLParser, XMLSyntaxError, fromstring
from protego import Protego

from ..addresses import split_address
from ..errors import RemoteError
from ..sources.page_facts import read_time
from ..web import MEGABYTE, Web

NAME = "helpcentre"
"""What a robots.txt calls us."""
MOST_SITEMAPS = 200
LARGEST = 50 * MEGABYTE
"""Of a sitemap, unpacked, as its protocol says."""
LONGEST_DELAY = 10.0


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host asks of us."""

    rules: Protego
    sitemaps: tuple[str, ...] = ()

    def allows(self, address: str) -> bool:
        """Whether we may read an address."""
        return bool(self.rules.can_fetch(address, NAME))

    @property
    def delay(self) -> float:
        """Seconds between two requests that it asks for; 0.0 if it doesn't."""
        return min(float(self.rules.crawl_delay(NAME) or 0.0), LONGEST_DELAY)


def read_robots(origin: str, web: Web) -> Robots:
    """Read the rules of a host; one without any allows everything.

    Raises:
        RemoteError: they can't be read just now, and then nothing may be (RFC 9309, 2.3.1.4).
    """
    answer = web.get(urljoin(origin, "/robots.txt"), accept="text/plain,*/*;q=0.5", limit=MEGABYTE)
    text = answer.text if answer.status < 400 else ""
    rules = Protego.parse(text)
    return Robots(rules, tuple(urljoin(origin, str(each)) for each in rules.sitemaps))


@dataclass(slots=True)
class Sitemap:
    """The pages that a site lists."""

    pages: dict[str, str] = field(default_factory=dict)
    """Address → its last change as the sitemap says it, "" where it doesn't."""
    faults: list[RemoteError] = field(default_factory=list)
    """Sitemaps that can't be read."""


def is_sitemap(content: bytes) -> bool:
    """Whether `content` is a list of pages, or of such lists, packed or not."""
    head = _unpack(content[: 64 * 1024])[:4096]
    return b"<urlset" in head or b"<sitemapindex" in head


def read_sitemaps(addresses: list[str], robots: Robots, web: Web) -> Sitemap:
    """Read sitemaps and those that they list, all on the host of the first."""
    found = Sitemap()
    host = split_address(addresses[0]).netloc if addresses else ""
    queue, seen = list(addresses), set(addresses)
    while queue and len(seen) <= MOST_SITEMAPS:
        address = queue.pop(0)
        if split_address(address).netloc != host or not robots.allows(address):
            continue
        try:
            answer = web.get(address, accept="application/xml,*/*;q=0.5", limit=LARGEST)
        except RemoteError as error:
            found.faults.append(error)
            continue
        if answer.status >= 400:
            continue
        for kind, place, changed in _entries(_unpack(answer.content)):
            full = urljoin(address, place)
            if kind == "url":
                found.pages.setdefault(full, changed)
            elif full not in seen:
                seen.add(full)
                queue.append(full)
    return found


def changed_at(said: str) -> datetime | None:
    """Read a `lastmod`: a date, with or without its time."""
    return read_time(said)


def _entries(content: bytes) -> Iterator[tuple[str, str, str]]:
    """Kind (`url` or `sitemap`), address and last change of each entry; alternates count as entries."""
    parser = XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = fromstring(content, parser)
    except (XMLSyntaxError, ValueError):
        return
    for entry in root if root is not None else ():
        kind = QName(entry).localname if isinstance(entry.tag, str) else ""
        said: dict[str, str] = {}
        others = []
        for child in entry:
            if not isinstance(child.tag, str):
                continue
            if QName(child).localname == "link" and child.get("href"):
                others.append(str(child.get("href")).strip())
            else:
                said[QName(child).localname] = (child.text or "").strip()
        if kind in ("url", "sitemap") and said.get("loc"):
            for address in dict.fromkeys([said["loc"], *others]):
                yield kind, address, said.get("lastmod", "")


def _unpack(content: bytes) -> bytes:
    """Unpack gzip, as far as a sitemap may be large; anything else stays as it is."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return zlib.decompressobj(wbits=31).decompress(content, LARGEST)
    except zlib.error:
        return b""
