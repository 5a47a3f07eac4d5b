"""What is wrong with a site: links, anchors, redirects, translations that name each other, canonical
addresses.

A site's files in, problems out: those of a folder here, those that a crawl has fetched in `crawling.py`.
Addresses of other sites are not followed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from ..publish.rules import REDIRECTS_FILE, Redirect, parse_redirects
from .pages import Page, read_page

ERROR_PAGE = "404.html"


class Problem(NamedTuple):
    """Something wrong, in a file of the site."""

    path: str
    what: str


@dataclass(frozen=True)
class Site:
    """HTML files, and the address they are meant for."""

    files: frozenset[str]
    """Every file, by its path with `/`."""
    pages: Mapping[str, Page]
    """All HTML pages, those that only send readers on among them."""
    redirects: tuple[Redirect, ...]
    """The rules of `_redirects`."""

    @cached_property
    def address(self) -> str:
        """The site's own, as its home page's canonical address has it; "" if it has none."""
        home = self.pages.get("index.html")
        canonical = urlsplit(home.canonical if home else "")
        return f"{canonical.scheme}://{canonical.netloc}{canonical.path}" if canonical.netloc else ""

    def find(self, path: str) -> str | None:
        """The file that a server answers a path with; None if it answers with an error."""
        name = unquote(path).lstrip("/")
        if name in self.files:
            return name
        index = posixpath.join(name, "index.html") if name else "index.html"
        return index if index in self.files else None

    def locate(self, address: str) -> str | None:
        """The path of one of the site's own addresses; None for another site's."""
        if self.address and address.startswith(self.address):
            return "/" + address.removeprefix(self.address).partition("#")[0].partition("?")[0]
        return None


def read_site(folder: Path) -> Site:
    """A built site."""
    files = frozenset(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    pages = {
        path: read_page((folder / path).read_bytes(), path)
        for path in sorted(files)
        if path.endswith(".html")
    }
    return Site(files, pages, read_redirects(folder))


def read_redirects(folder: Path) -> tuple[Redirect, ...]:
    """The rules of a built site."""
    file = folder / REDIRECTS_FILE
    return parse_redirects(file.read_text(encoding="utf-8")) if file.is_file() else ()


def verify(site: Site) -> Iterator[Problem]:
    """Everything that is wrong, page by page."""
    for page in site.pages.values():
        if posixpath.basename(page.path) != ERROR_PAGE:  # served at any address
            yield from _verify_links(page, site)
        if not page.refresh:
            yield from _verify_canonical(page, site)
            yield from _verify_alternates(page, site)
    yield from _verify_redirects(site)


def _verify_links(page: Page, site: Site) -> Iterator[Problem]:
    base = "http://site/" + page.path
    refresh = [page.refresh] if page.refresh else []
    for link in dict.fromkeys((*page.links, *page.loads, *refresh)):
        address = site.locate(link)
        url = urlsplit(urljoin(base, address if address is not None else link))
        if url.netloc != "site" or url.scheme != "http":
            continue
        target = site.find(url.path)
        if target is None:
            if not any(_leads(rule, unquote(url.path)) for rule in site.redirects):
                yield Problem(page.path, f"`{link}` leads to nothing")
        elif target in site.pages and not _has_place(site.pages[target], unquote(url.fragment)):
            yield Problem(page.path, f"`{link}`: {target} has no place `#{unquote(url.fragment)}`")


def _verify_canonical(page: Page, site: Site) -> Iterator[Problem]:
    if not page.canonical:
        return
    path = site.locate(page.canonical)
    target = site.find(path) if path is not None else ""
    if target is None:
        yield Problem(page.path, f"its canonical address is nothing: {page.canonical}")
    elif target and target != page.path and site.pages[target].canonical != page.canonical:
        yield Problem(page.path, f"its canonical page {target} has another canonical address")


def _verify_alternates(page: Page, site: Site) -> Iterator[Problem]:
    """Translations name each other and themselves, by whole addresses
    (https://developers.google.com/search/docs/specialty/international/localized-versions).
    """
    if not page.alternates:
        return
    tags = [tag for tag, _ in page.alternates]
    if len(set(tags)) != len(tags):
        yield Problem(page.path, "it names two translations in one language")
    if "x-default" not in tags:
        yield Problem(page.path, "its translations have no x-default")
    if page.canonical and page.canonical not in {address for _, address in page.alternates}:
        yield Problem(page.path, "it isn't among its own translations")
    for tag, address in page.alternates:
        path = site.locate(address)
        target = site.find(path) if path is not None else None
        if target is None:
            yield Problem(page.path, f"its translation `{tag}` is nothing: {address}")
        elif tag != "x-default":
            other = site.pages[target]
            if page.canonical and page.canonical not in {each for _, each in other.alternates}:
                yield Problem(page.path, f"its translation {target} doesn't name it")
            if other.language and other.language.lower() != tag.lower():
                yield Problem(page.path, f"its translation `{tag}` is in `{other.language}`")


def _verify_redirects(site: Site) -> Iterator[Problem]:
    sources: set[tuple[str, str]] = set()
    moved = {rule.path for rule in site.redirects if not rule.query}
    for rule in site.redirects:
        if (rule.path, rule.query) in sources:
            yield Problem(REDIRECTS_FILE, f"two rules for {rule.path}")
        sources.add((rule.path, rule.query))
        target = urlsplit(rule.target)
        if not target.netloc and site.find(target.path) is None:
            yield Problem(REDIRECTS_FILE, f"{rule.path} leads to nothing: {rule.target}")
        elif unquote(target.path) in moved:
            yield Problem(REDIRECTS_FILE, f"{rule.path} leads to another redirect: {rule.target}")


def _has_place(page: Page, name: str) -> bool:
    """`:~:` begins a text fragment, which is about words."""
    return not name or name in page.ids or name.startswith(":~:")


def _leads(rule: Redirect, path: str) -> bool:
    if rule.is_prefix:
        return path.startswith(rule.path[:-1])
    return path.rstrip("/") == rule.path.rstrip("/")
