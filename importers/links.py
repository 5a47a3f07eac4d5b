"""Links between articles: what leads to another imported article leads to its file, in the reader's locale.

Addresses in, relative paths of Markdown files out, which MkDocs turns into links; all other links stay.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote

from .addresses import is_web, join_address, split_address
from .body import Body
from .model import Article
from .pairing import Placed
from .reading import elements
from .sync import Archive, Home

HOSTED = ("intercom", "zendesk")
"""Systems whose addresses hold the article's id, the same in every locale and whatever the slug."""
HOSTS = ("intercom.help", "intercom.com", "zendesk.com")
HOSTED_ID = re.compile(r"/articles/(?:articles/)?(\d{4,})(?=[-/]|$)")
"""`/en/articles/123-slug`, `/articles/123`, and the editor's `/a/apps/x/articles/articles/123/show`."""

ANCHOR = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)

HREF_WITH_ANCHOR = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]*#[^"'\s>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """An article that links can lead to."""

    paths: Mapping[str, str]
    """Locale → file below the docs folder."""
    anchors: frozenset[str]
    """Ids of its elements, in any locale."""


@dataclass(frozen=True, slots=True)
class LinkMap:
    """Every imported article by the addresses it is known under. Plain data, for any process."""

    targets: Mapping[str, Target]
    hosts: frozenset[str]
    default_locale: str
    linked: Mapping[str, frozenset[str]]
    """File → ids in it that articles link to."""

    def complete(self, address: str, article: Article) -> str:
        """Return `address`, found in `article`, with its host, or else that of all other articles."""
        only = f"https://{next(iter(self.hosts))}/" if len(self.hosts) == 1 else ""
        base = article.origin.url or only
        return join_address(base, address)

    def resolve(self, address: str, article: Article) -> tuple[str, str] | None:
        """Return the file and fragment that a link of `article` leads to, None where it leaves the site."""
        full = self.complete(address, article)
        target = next((self.targets[name] for name in _names(full, self.hosts) if name in self.targets), None)
        if target is None:
            return None
        locales = (article.locale or "", self.default_locale, *target.paths)
        goal = next(target.paths[locale] for locale in locales if locale in target.paths)
        fragment = unquote(split_address(address).fragment)
        return goal, fragment if fragment in target.anchors else ""


def map_links(
    placed: Sequence[Placed],
    archive: Archive,
    default_locale: str,
    body_of: Callable[[Article], str] = attrgetter("html"),
) -> LinkMap:
    """Gather the addresses of all articles, of this run and earlier ones, and what in them is linked to.

    `body_of` returns the HTML of an article of this run, where the article doesn't hold it itself.
    """
    entries = [
        *(_of_run(one, body_of(one.article)) for one in placed),
        *_of_archive(archive, {one.path for one in placed}),
    ]
    deleted = {one.path for one in placed if archive.is_deleted(one.article)}
    hosts = frozenset(_host(entry.url) for entry in entries if entry.url)
    articles: dict[str, list[_Entry]] = {}
    for entry in entries:
        articles.setdefault(Home.of(entry.path).key, []).append(entry)
    targets: dict[str, Target] = {}
    for translations in articles.values():
        target = Target(
            {entry.locale: entry.path for entry in translations if entry.path not in deleted},
            frozenset().union(*(entry.anchors for entry in translations)),
        )
        for entry in translations:
            if target.paths:
                targets.update(dict.fromkeys(_own_names(entry), target))
    links = LinkMap(targets, hosts, default_locale, {})
    bodies = ((one.article, body_of(one.article)) for one in placed)
    return replace(links, linked=_linked(links, bodies, archive))


class _Entry(NamedTuple):
    """An article as others may link to it."""

    system: str
    id: str
    url: str
    locale: str
    path: str
    anchors: frozenset[str]


def _of_run(placed: Placed, html: str) -> _Entry:
    article, origin = placed.article, placed.article.origin
    anchors = frozenset(ANCHOR.findall(html))
    return _Entry(origin.system, origin.id, origin.url or "", article.locale or "", placed.path, anchors)


def _of_archive(archive: Archive, paths: Container[str]) -> Iterator[_Entry]:
    """The articles of earlier runs that are not in this one."""
    for identity, known in archive.files.items():
        for one in known:
            if one.path not in paths:
                yield _Entry(identity.system, identity.id, one.url, identity.locale, one.path, one.anchors)


def _linked(
    links: LinkMap, bodies: Iterable[tuple[Article, str]], archive: Archive
) -> dict[str, frozenset[str]]:
    """What each file's ids must be kept for: links of this run, and what earlier runs kept."""
    linked = {one.path: set(one.anchors) for known in archive.files.values() for one in known}
    translations = {
        path: target.paths.values() for target in links.targets.values() for path in target.paths.values()
    }
    for article, html in bodies:
        for address in HREF_WITH_ANCHOR.findall(html):
            if found := links.resolve(address, article):
                goal, fragment = found
                for path in translations[goal]:  # a page shown in place of its translation leads there too
                    linked.setdefault(path, set()).add(fragment)
    return {path: frozenset(anchors) for path, anchors in linked.items()}


def relink(body: Body, article: Article, path: str, links: LinkMap) -> dict[str, str]:
    """Point the links of a body, which will be written at `path`, at files.

    Returns:
        The address of every link that leads to a page, as it was → as it is.
    """
    rewritten = {}
    for link in elements(body.root, ("a",)):
        if "href" not in link.attrs:
            continue
        address = str(link["href"])
        if address.startswith("#") or not is_web(address):
            continue
        if not (found := links.resolve(address, article)):
            link["href"] = rewritten[address] = links.complete(address, article)
            continue
        goal, fragment = found
        file = "" if goal == path else posixpath.relpath(goal, posixpath.dirname(path))
        wanted = split_address(address).fragment
        if wanted and not fragment:
            body.notice("missing-anchor", f"{address} leads to a place that is not in that article")
        new = quote(file) + (f"#{fragment}" if fragment else "") or posixpath.basename(path)
        link["href"] = new
        rewritten[address] = new
    return rewritten


def _own_names(entry: _Entry) -> Iterator[str]:
    """The names an article is found under."""
    if entry.system in HOSTED:
        yield f"{entry.system}:{entry.id}"
    if entry.url:
        yield _name(entry.url)
        if entry.system == "wordpress":
            yield f"{_host(entry.url)}?{entry.id}"


def _names(address: str, hosts: frozenset[str]) -> Iterator[str]:
    """The names an address may stand for, the most exact first."""
    host, parts = _host(address), split_address(address)
    query = parse_qs(parts.query)
    for field in ("p", "page_id"):  # WordPress without pretty permalinks
        if field in query:
            yield f"{host}?{query[field][0]}"
    yield _name(address)
    if (match := HOSTED_ID.search(parts.path)) and (host in hosts or host.endswith(HOSTS)):
        yield f"{'zendesk' if '/hc/' in parts.path else 'intercom'}:{match[1]}"


def _name(address: str) -> str:
    return f"{_host(address)}/{unquote(split_address(address).path).strip('/').casefold()}"


def _host(address: str | None) -> str:
    return split_address(address or "").netloc.lower().removeprefix("www.")
