"""Public pages of a help centre or any site: from a first page to all that belong to it, on one host.

An address in, pages out as `sources.webpage` reads them. A sitemap names the pages where there is one, else
links do; translations come along. What a host's robots.txt forbids is not asked for. Pages are kept in the
mirror with what their server knows them by, so that a second run asks only whether they changed, and one that
was cut off goes on.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import islice
from typing import BinaryIO
from urllib.parse import urljoin

from ..addresses import split_address
from ..errors import RemoteError
from ..mirror import Mirror
from ..model import Failure, Gone, OldAddress, Origin
from ..sources.files import Document, RawFile
from ..web import Answer, Web
from . import Fetched, Known, Wanted
from .extent import ITEM, Centre, Extent
from .page_links import PageLinks, read_links
from .robots import Robots, changed_at, is_sitemap, read_robots, read_sitemaps
from .visits import GONE, Visit, failure_of, pack, read_answer, unpack, visit

MOST = 10_000
"""Pages of one run."""
WAVE = 32
"""Pages that are fetched, then kept, at once: a run that is cut off loses no more."""
NUMBERED = re.compile(r"\?page=\d+$")
"""A list that goes on."""
RUN = "run"
GO_ON = 24 * 3600
"""Seconds for which a run that was cut off may go on with what it has."""


def fetch(wanted: Wanted, web: Web, mirror: Mirror) -> Fetched:
    """Fetch the page at an address and those that belong to it.

    Raises:
        RemoteError: the first page, or the host's robots.txt, can't be read.
    """
    robots = _ask_robots(wanted.url, web)
    first = open_page(wanted.url, web)
    if _host(first.url) != _host(wanted.url):
        robots = _ask_robots(first.url, web)
    extent = Extent(first.url, centre_of(first), is_sitemap(first.content))
    crawl = _Crawl(extent, robots, web, mirror, wanted)
    with crawl:
        crawl.run(first)
    gone, moved = crawl.find_gone()
    return Fetched(crawl.documents or crawl.homes, gone, moved)


def _ask_robots(address: str, web: Web) -> Robots:
    robots = read_robots(address, web)
    if not robots.allows(address):
        raise RemoteError(
            "the site's robots.txt asks programs not to read it",
            where=address,
            hint="Ask whoever runs the site to allow `helpcentre`, or import saved pages.",
        )
    return robots


def open_page(address: str, web: Web) -> Answer:
    """Open the page that everything starts at, wherever it redirects to.

    Raises:
        RemoteError: it doesn't answer, or with an error.
    """
    page = web.open_page(address)
    if page.status >= 400:
        raise RemoteError(f"it answers {page.status}", where=address, hint="Check the address.")
    return page


def centre_of(page: Answer) -> Centre:
    """Say which help centre a page is of, by its address and its data."""
    path = split_address(page.url).path
    if path.startswith("/hc/") or path == "/hc":
        return "zendesk"
    is_intercom = b"__NEXT_DATA__" in page.content and b"helpCenterSite" in page.content
    return "intercom" if is_intercom or split_address(page.url).netloc == "intercom.help" else ""


@dataclass(frozen=True, slots=True)
class StoredPage(RawFile):
    """A page that was fetched; packed, since there may be thousands."""

    packed: bytes = b""

    @classmethod
    def of(cls, address: str, content: bytes) -> StoredPage:
        """Pack a page."""
        return cls(address, content[:4096], packed=zlib.compress(content, 6))

    def open(self) -> BinaryIO:
        """Unpack it."""
        return BytesIO(zlib.decompress(self.packed))


@dataclass(slots=True)
class _Crawl:
    """One run through a site."""

    extent: Extent
    robots: Robots
    web: Web
    mirror: Mirror
    wanted: Wanted
    documents: list[Document | Failure] = field(default_factory=list)
    homes: list[Document | Failure] = field(default_factory=list)
    """First pages: of a site that has others they are no articles."""
    _queue: dict[str, str] = field(default_factory=dict)
    """Address → last change that a sitemap says, "" for none; what was taken stays in `_seen`."""
    _seen: set[str] = field(default_factory=set)
    _given: set[str] = field(default_factory=set)
    """Addresses whose page is in `documents`."""
    _results: dict[str, Visit] = field(default_factory=dict)
    """What became of each address, without its content."""
    _imported: dict[str, Known] = field(default_factory=dict)
    """Address → what was imported from it before."""
    _follows_links: bool = False
    _began: float = 0.0

    def __post_init__(self) -> None:
        """Index what was imported before."""
        self._imported = {self.extent.normal(one.url): one for one in self.wanted.known if one.url}

    def __enter__(self) -> None:
        """Note that a run is under way, or go on with the one that was cut off."""
        now, begun = time.time(), dict(self.mirror.read(self._run, [RUN])).get(RUN, 0.0)
        self._began = begun if now - GO_ON < begun <= now else now
        self.mirror.save(self._run, [(RUN, "", self._began)])

    def __exit__(self, kind: object, *_: object) -> None:
        """Note that it came to its end."""
        if kind is None:
            self.mirror.keep_only(self._run, {})
            self.mirror.keep_only(self._pages, dict.fromkeys(self._seen, ""))

    def run(self, first: Answer) -> None:
        """Fetch what belongs to it, until nothing new is found."""
        self._start(first)
        while self._queue and len(self._seen) < MOST:
            wave = dict(islice(self._queue.items(), min(WAVE, MOST - len(self._seen))))
            for address in wave:
                del self._queue[address]
            self._seen |= wave.keys()
            for page in self._fetch(wave):
                self._take(page)
        if self._queue:
            reason = f"more than {MOST} pages: {len(self._queue)} were left out. Import its parts one by one."
            self.documents.append(failure_of(self.extent.start, reason))

    def find_gone(self) -> tuple[list[Gone], list[OldAddress]]:
        """Say what was imported before and isn't there any more, and where what moved is now."""
        gone, moved, alive = set(), [], set()
        for address, known in self._imported.items():
            page = self._results.get(address)
            if page is None or page.fault:
                alive.add((known.system, known.id))
            elif page.status in GONE or not _is_still(known, page):
                gone.add((known.system, known.id))
                if page.status == 200 and known.system == "webpage":
                    parts = split_address(page.url)
                    moved.append(
                        OldAddress(known.url, known.system, f"{parts.netloc}{parts.path}".strip("/"))
                    )
            else:
                alive.add((known.system, known.id))
        return [Gone(*one) for one in sorted(gone - alive)], moved

    # --- where to go

    def _start(self, first: Answer) -> None:
        """Put into the queue what is known from the beginning."""
        if self.extent.is_whole:
            self._add_listed()
            self._add(known.url for known in self.wanted.known if self._expects(known))
        if not self.extent.lists_all:
            start = self.extent.normal(self.extent.start)
            self._follows_links = not self._queue.keys() - {start}
            self._queue.pop(start, None)
            self._seen.add(start)
            self._take(read_answer(start, start, first))

    def _add_listed(self) -> None:
        """Add what sitemaps list: the one that was named, or those of robots.txt and in the usual places."""
        extent = self.extent
        usual = [urljoin(extent.origin, each) for each in (f"{extent.folder}sitemap.xml", "/sitemap.xml")]
        places = [extent.start] if extent.lists_all else [*self.robots.sitemaps, *usual]
        own = [each for each in dict.fromkeys(places) if _host(each) == _host(extent.start)]
        sitemap = read_sitemaps(own, self.robots, self.web)
        self.documents += (failure_of(fault.where, fault.problem) for fault in sitemap.faults)
        for address, changed in sitemap.pages.items():
            last = changed_at(changed)
            if not (self.wanted.start and last and last < self.wanted.start):
                self._add([address], changed)

    def _expects(self, known: Known) -> bool:
        """Whether an article that was imported before should be among them."""
        return not self.wanted.since and known.system in ("webpage", self.extent.centre)

    def _add(self, addresses: Iterable[str], changed: str = "") -> None:
        for address in map(self.extent.normal, filter(None, addresses)):
            if address not in self._seen and address not in self._queue and self.extent.holds(address):
                self._queue[address] = changed

    def _follow(self, page: Visit, links: PageLinks) -> None:
        """Go on from a page: to its translations, down the lists, and anywhere if nothing lists pages."""
        for address in map(self.extent.normal, links.translations):
            if _host(address) == _host(self.extent.start) and address not in self._seen:
                self._queue.setdefault(address, "")
        kind = self.extent.kind(page.url)
        if kind == "list":
            self._add(each for each in links.below if NUMBERED.search(each) or "?" not in each)
        if kind == "home" or (kind == "page" and self._follows_links):
            self._add(each for each in (*links.below, *links.around) if "?" not in each)

    # --- what comes of it

    def _take(self, page: Visit) -> None:
        """Keep a page, and go on from it."""
        self._results[page.address] = replace(page, content=b"")
        if page.fault:
            self.documents.append(replace(page.fault, origin=self._origin(page.address)))
        elif page.status in GONE and page.address not in self._imported:
            self.documents.append(failure_of(page.address, f"it answers {page.status}", skipped=True))
        elif page.content and page.url not in self._given:
            self._given.add(page.url)
            self._seen.add(page.url)
            self._queue.pop(page.url, None)
            self._follow(page, read_links(page.content, page.url))
            is_home = self.extent.kind(page.url) == "page" and self.extent.is_home(page.url)
            (self.homes if is_home else self.documents).append(StoredPage.of(page.url, page.content))

    def _origin(self, address: str) -> Origin:
        """What a page that can't be read is known by: so it counts as there, and not as gone."""
        known = self._imported.get(address)
        return Origin(known.system, known.id, address) if known else Origin("webpage", "", address)

    def _fetch(self, wave: Mapping[str, str]) -> Iterator[Visit]:
        """Fetch some pages at once, those the mirror has only if they changed, and keep them there."""
        kept = {address: unpack(address, value) for address, value in self.mirror.read(self._pages, wave)}
        versions = {address: changed for address, changed in self._versions(kept).items() if changed}
        at_hand = {
            address: page
            for address, (page, at) in kept.items()
            if at >= self._began or (wave[address] and versions.get(address) == wave[address])
        }
        missing = [address for address in wave if address not in at_hand]
        pages = {
            address: self._settle(page, kept.get(address))
            for address, page in zip(missing, self._ask(missing, kept), strict=True)
        }
        good = [page for page in pages.values() if page.content]
        self.mirror.save(self._pages, ((each.address, wave[each.address], pack(each)) for each in good))
        for address in wave:
            yield at_hand.get(address) or pages[address]

    def _versions(self, addresses: Iterable[str]) -> dict[str, str]:
        known = self.mirror.versions(self._pages)
        return {address: known.get(address, "") for address in addresses}

    def _ask(self, addresses: list[str], kept: Mapping[str, tuple[Visit, float]]) -> Iterator[Visit]:
        def ask(address: str) -> Visit:
            return visit(address, kept[address][0] if address in kept else None, self.robots, self.web)

        if not self.robots.delay:
            yield from self.web.map(ask, addresses)
            return
        for address in addresses:
            time.sleep(self.robots.delay)
            yield ask(address)

    def _settle(self, page: Visit, kept: tuple[Visit, float] | None) -> Visit:
        """A page that did not change is the one that was kept."""
        return kept[0] if page.status == 304 and kept else page

    @property
    def _pages(self) -> str:
        return f"{self.extent.start} pages"

    @property
    def _run(self) -> str:
        return f"{self.extent.start} run"


def _is_still(known: Known, page: Visit) -> bool:
    """Whether an address still leads to the article that was imported from it."""
    if known.system == "webpage":
        return page.url.rstrip("/") == page.address.rstrip("/")
    found = ITEM.search(split_address(page.url).path)
    return bool(found and found[0] == f"/articles/{known.id}")


def _host(address: str) -> str:
    return split_address(address).netloc
