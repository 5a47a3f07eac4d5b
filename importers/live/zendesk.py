"""Zendesk over its Help Center API: categories, sections, and articles in all their locales.

The address of a help centre in, saved answers out as `sources.zendesk` reads them. Lists give whole articles,
so nothing is fetched twice and nothing needs a cache. With a token one list holds every translation; readers
without one have a list for each locale. API: https://developer.zendesk.com/api-reference/help_center/help-center-api/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from ..addresses import split_address
from ..errors import RemoteError, UsageError
from ..mirror import Mirror
from ..model import Gone
from ..sources.files import Node
from ..sources.page_facts import read_time
from ..web import Web
from . import Fetched, Wanted

ROOT = "/api/v2/help_center"
PER_PAGE = 100
"""The most that Zendesk gives at once."""
LISTS = ("categories", "sections", "articles")
ROUNDS = 3
"""How often a list that shifts is read."""


def fetch(wanted: Wanted, web: Web, mirror: Mirror) -> Fetched:  # noqa: ARG001 - the same for all systems
    """Fetch everything that the token, or any reader, may read.

    Raises:
        RemoteError: there is no Zendesk help centre, or it doesn't let us in.
        UsageError: the token would be sent unprotected.
    """
    api = _Api(wanted, web)
    groups, articles = api.read_all()
    chosen = [each for each in articles.objects if _is_wanted(each, wanted)]
    documents = [Node(each, api.name(each)) for each in (*groups, *chosen)]
    return Fetched(documents, _find_gone(api, articles, wanted))


def answers(address: str, web: Web) -> bool:
    """Whether the help centre at an address lets any reader use its API."""
    parts = split_address(address)
    try:
        data, _ = web.get_json(f"{parts.scheme}://{parts.netloc}{ROOT}/locales.json", tries=2)
    except RemoteError:
        return False
    return isinstance(data, dict) and isinstance(data.get("locales"), list)


@dataclass(slots=True)
class _List:
    """The objects of one kind; with one list a locale, an object stands in it once for each."""

    objects: list[dict[str, Any]] = field(default_factory=list)
    is_complete: bool = True


class _Api:
    """The API of one help centre."""

    def __init__(self, wanted: Wanted, web: Web) -> None:
        parts = split_address(wanted.url)
        self.host = parts.netloc
        self._root = f"{parts.scheme}://{parts.netloc}{ROOT}"
        self._auth = wanted.auth
        self._web = web
        if wanted.auth and parts.scheme != "https" and parts.hostname not in web.allowed_hosts:
            raise UsageError("a token is not sent over plain HTTP", where=wanted.url)

    def read_all(self) -> tuple[list[dict[str, Any]], _List]:
        """Read categories and sections, and the articles."""
        if self._auth:
            *groups, articles = self._web.map(self._list, LISTS)
            groups_found = [each for found in groups for each in found.objects]
            if any("translations" in each for each in articles.objects) or not articles.objects:
                return groups_found, articles
        locales = self._locales()
        routes = [f"{locale}/{name}" for name in LISTS for locale in locales]
        lists = dict(zip(routes, self._web.map(self._list, routes), strict=True))
        merged = {
            name: _merge([lists[route] for route in routes if route.endswith(f"/{name}")]) for name in LISTS
        }
        return [*merged["categories"].objects, *merged["sections"].objects], merged["articles"]

    def name(self, item: Mapping[str, Any]) -> str:
        """Name an object in messages: by its address, which holds no secret."""
        return str(item.get("url") or item.get("html_url") or f"{self._root}/{item.get('id')}")

    def _locales(self) -> list[str]:
        """Return the locales of the help centre, the default one first."""
        data = self._get("locales.json")
        listed = data.get("locales") if isinstance(data, dict) else None
        found = [str(each) for each in listed] if isinstance(listed, list) else []
        default = str(data.get("default_locale") or "") if isinstance(data, dict) else ""
        if not found:
            raise RemoteError(
                "no Zendesk help centre is found there",
                where=self._root,
                hint="Give the address of its home page.",
            )
        return sorted(found, key=lambda code: code != default)

    def _list(self, route: str) -> _List:
        """Read a whole list; one that counts more than it gave has shifted, and is read again."""
        found: dict[str, dict[str, Any]] = {}
        for _ in range(ROUNDS):
            count = None
            for page in self._pages(route):
                count = page.get("count", count)
                items = page.get(route.rpartition("/")[2])
                found |= {str(each["id"]): each for each in _objects(items)}
            if not isinstance(count, int) or len(found) >= count:
                return _List(list(found.values()))
        return _List(list(found.values()), is_complete=False)

    def _pages(self, route: str) -> Iterator[dict[str, Any]]:
        first: dict[str, str | int] = {"page[size]": PER_PAGE}
        if self._auth:
            first["include"] = "translations"
        params, seen = first, {""}
        while True:
            page = self._get(f"{route}.json", params)
            if not isinstance(page, dict):
                raise RemoteError(
                    "the server's list is none", where=f"{self._root}/{route}", hint="Run it again."
                )
            yield page
            following = _next(page)
            if str(following or "") in seen:
                return
            seen.add(str(following))
            kept = {name: value for name, value in first.items() if name != "page[size]"}
            params = {**kept, **following}

    def _get(self, route: str, params: Mapping[str, str | int] | None = None) -> Any:
        data, _ = self._web.get_json(f"{self._root}/{route}", params, auth=self._auth)
        return data


def _next(page: Mapping[str, Any]) -> dict[str, str | int]:
    """Read where a list goes on: by cursor, `links.next`, or by number, `next_page`.

    Only the paging of that address is taken: a token goes to no address that an answer names.
    """
    links, meta = page.get("links"), page.get("meta")
    address = links.get("next") if isinstance(links, dict) else page.get("next_page")
    if isinstance(meta, dict) and meta.get("has_more") is False:
        return {}
    query = parse_qs(split_address(address).query) if isinstance(address, str) else {}
    wanted = ("page[size]", "page[after]", "page", "per_page")
    return {name: query[name][0] for name in wanted if name in query}


def _objects(items: Any) -> Iterator[dict[str, Any]]:
    for each in items if isinstance(items, list) else ():
        if isinstance(each, dict) and isinstance(each.get("id"), str | int):
            yield each


def _merge(lists: Sequence[_List]) -> _List:
    objects = [each for found in lists for each in found.objects]
    return _List(objects, all(found.is_complete for found in lists))


def _is_wanted(article: Mapping[str, Any], wanted: Wanted) -> bool:
    """Whether an article is new enough, and no draft in all its locales unless drafts are asked for."""
    translations = article.get("translations")
    contents = [article, *_objects(translations)]
    times = [read_time(each.get(name)) for each in contents for name in ("updated_at", "edited_at")]
    if wanted.start and not any(time >= wanted.start for time in times if time):
        return False
    return wanted.drafts or any(each.get("draft") is not True for each in contents)


def _find_gone(api: _Api, articles: _List, wanted: Wanted) -> list[Gone]:
    """Find what was imported before and is listed no more; a help centre may have a host of its own."""
    if not articles.is_complete:
        return []
    hosts = {split_address(str(each.get("html_url") or "")).netloc for each in articles.objects} | {api.host}
    listed = {str(each["id"]) for each in articles.objects}
    known = {one.id for one in wanted.known if one.system == "zendesk" and one.host in hosts}
    return [Gone("zendesk", id_) for id_ in sorted(known - listed)]
