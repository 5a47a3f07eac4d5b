"""A deployed site, fetched: every address of its own that its pages, sitemaps and answers name.

Only this one host is asked, a few addresses at a time; one that says it is busy is waited for. What comes
back is what `verifying.py` reads, and the answers themselves for `answers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from ..publish.rules import Redirect
from .pages import Page, read_page
from .verifying import Site

AT_ONCE = 6
PATIENCE = 30
"""Seconds until an answer."""
MOST = 100_000
"""Addresses; a site that makes up new ones for ever ends here."""
AGENT = "helpcentre verify-site"
BUSY = (429, 502, 503, 504)
STARTS = ("", "sitemap.xml")
SITEMAP_LINK = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


class CrawlError(Exception):
    """The site can't be reached."""


class Answer(NamedTuple):
    """What a server sends."""

    status: int
    headers: requests.structures.CaseInsensitiveDict[str]
    body: bytes
    """Of pages and sitemaps; nobody reads the rest."""

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.headers.get("Content-Type", "").startswith("text/html")


@dataclass
class Crawl:
    """A site that is being fetched; `base` is its address, with a slash at the end."""

    base: str
    answers: dict[str, Answer] = field(default_factory=dict)
    """Path and query below the base, percent-encoded → answer."""
    pages: dict[str, Page] = field(default_factory=dict)
    """File of a page, as if it was in a folder → page."""

    def __post_init__(self) -> None:
        """Make the one session."""
        self._session = requests.Session()
        self._session.headers["User-Agent"] = AGENT
        retry = Retry(total=4, connect=1, status_forcelist=BUSY, backoff_factor=0.5, raise_on_status=False)
        adapter = HTTPAdapter(pool_maxsize=AT_ONCE, max_retries=retry)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def run(self) -> Site:
        """Fetch everything that can be reached.

        Raises:
            CrawlError: the host doesn't answer, or its home page isn't there.
        """
        todo = set(STARTS)
        while todo and len(self.answers) < MOST:
            found: set[str] = set()
            for path, answer in self.ask(sorted(todo)):
                self.answers[path] = answer
                found.update(self._read(path, answer))
            todo = found - self.answers.keys()
        if self.answers[""].status != requests.codes.ok:
            raise CrawlError(f"{self.base} answers with {self.answers[''].status}")
        files = frozenset(
            file_of(path) for path, answer in self.answers.items() if answer.status == requests.codes.ok
        )
        return Site(files, self.pages, tuple(self._redirects()))

    def ask(self, paths: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        """Fetch some addresses, a few at a time; their order is kept.

        Raises:
            CrawlError: the host doesn't answer.
        """
        listed = list(paths)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from zip(listed, pool.map(self._fetch, listed), strict=True)

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def below(self, address: str) -> str | None:
        """Path and query of an address below the base, percent-encoded; None for another site's."""
        if not address.startswith(self.base):
            return None
        url = urlsplit(address)
        path = quote(unquote(url.path.removeprefix(urlsplit(self.base).path)), safe="/()!$&'*+,;=:@~-._")
        return f"{path}?{url.query}" if url.query else path

    def _fetch(self, path: str) -> Answer:
        try:
            with self._session.get(
                self.base + path, allow_redirects=False, stream=True, timeout=PATIENCE
            ) as told:
                kind = told.headers.get("Content-Type", "")
                is_read = "html" in kind or "xml" in kind
                return Answer(told.status_code, told.headers, told.content if is_read else b"")
        except (requests.RequestException, OSError) as error:
            raise CrawlError(f"{self.base}{path}: {error}") from error

    def _read(self, path: str, answer: Answer) -> Iterator[str]:
        """What an answer names of this site."""
        here = self.base + path
        for address in self._name(path, answer):
            canonical = self._address()
            if canonical and address.startswith(canonical):
                address = self.base + address.removeprefix(canonical)  # noqa: PLW2901
            below = self.below(urljoin(here, address))
            if below is not None:
                yield below.partition("#")[0]

    def _name(self, path: str, answer: Answer) -> Iterable[str]:
        if "Location" in answer.headers:
            return [answer.headers["Location"]]
        if answer.status != requests.codes.ok:
            return ()
        if not answer.is_page:
            return SITEMAP_LINK.findall(answer.body.decode("utf-8", "replace"))
        page = read_page(answer.body, file_of(path))
        self.pages[file_of(path)] = page
        alternates = (address for _, address in page.alternates)
        return filter(None, (*page.links, *page.loads, *alternates, page.canonical, page.refresh))

    def _address(self) -> str:
        """Where the site says that it is, which isn't here in a preview."""
        home = self.pages.get("index.html")
        return home.canonical if home else ""

    def _redirects(self) -> Iterator[Redirect]:
        for path, answer in self.answers.items():
            if "Location" in answer.headers:
                target = self.below(urljoin(self.base + path, answer.headers["Location"]))
                plain, _, query = path.partition("?")
                address = answer.headers["Location"] if target is None else f"/{target}"
                yield Redirect(f"/{unquote(plain)}", address, answer.status, query)


def file_of(path: str) -> str:
    """The file of an address, as if a folder was served: `fr/` → `fr/index.html`."""
    name = unquote(path.partition("?")[0])
    return f"{name}index.html" if name.endswith("/") or not name else name
