"""Intercom over its API: collections, articles in all their locales, and the help centre's own redirects.

The address of an API in, saved answers out as `sources.intercom` reads them. Lists give whole articles, so
nothing is fetched twice and nothing needs a cache. Contract: Intercom's OpenAPI description 2.16
(https://github.com/intercom/Intercom-OpenAPI); rate limits: its page on rate limiting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urljoin

from ..addresses import split_address
from ..errors import RemoteError, UsageError
from ..mirror import Mirror
from ..model import Gone, OldAddress
from ..sources.files import Node
from ..web import Web
from . import Fetched, Wanted

REGIONS: Mapping[str, str] = {
    "us": "https://api.intercom.io",
    "eu": "https://api.eu.intercom.io",
    "au": "https://api.au.intercom.io",
}
VERSION = "2.16"
PER_PAGE = 50
"""The most that a list gives at once is not said; one that gives less is read to its end all the same."""
ROUNDS = 3
"""How often a list that shifts is read."""


def fetch(wanted: Wanted, web: Web, mirror: Mirror) -> Fetched:  # noqa: ARG001 - the same for all systems
    """Fetch everything that the token may read.

    Raises:
        RemoteError: the API doesn't answer, or not to this token.
        UsageError: there is no token, or it would be sent unprotected.
    """
    api = _Api(wanted, web)
    collections, _ = api.list("help_center/collections")
    articles, is_complete = api.list("articles")
    chosen = [each for each in articles.values() if _is_wanted(each, wanted)]
    documents = [
        *(Node(each, f"{api.root}/help_center/collections/{each['id']}") for each in collections.values()),
        *(Node(each, f"{api.root}/articles/{each['id']}") for each in chosen),
    ]
    known = {one.id for one in wanted.known if one.system == "intercom"}
    gone = [Gone("intercom", id_) for id_ in sorted(known - articles.keys())] if is_complete else []
    return Fetched(documents, gone, list(_moved(api)))


class _Api:
    """The API, with its token."""

    def __init__(self, wanted: Wanted, web: Web) -> None:
        if wanted.auth is None:
            raise UsageError(
                "Intercom needs a token",
                hint="Make one in its Developer Hub, put it into an environment variable, and name that "
                "with --token-env.",
            )
        self.root = wanted.url.rstrip("/")
        parts = split_address(self.root)
        if parts.scheme != "https" and parts.hostname not in web.allowed_hosts:
            raise UsageError("a token is not sent over plain HTTP", where=self.root)
        self._auth = wanted.auth
        self._web = web

    def get(self, address: str, params: Mapping[str, str | int] | None = None) -> Any:
        """Ask for an address of the API."""
        data, _ = self._web.get_json(address, params, auth=self._auth, headers={"Intercom-Version": VERSION})
        return data

    def list(self, route: str) -> tuple[dict[str, dict[str, Any]], bool]:
        """Read a whole list by id, and say whether it is complete.

        Articles stand in the order of their last change, so one that is edited meanwhile moves to the front
        and pushes another across the edge of a page: a list with less than it counts is read again.
        """
        found: dict[str, dict[str, Any]] = {}
        for _ in range(ROUNDS):
            total = None
            for page in self._pages(route):
                total = page.get("total_count", total)
                found |= {str(each["id"]): each for each in _objects(page)}
            if not isinstance(total, int) or len(found) >= total:
                return found, True
        return found, False

    def _pages(self, route: str) -> Iterator[dict[str, Any]]:
        address = f"{self.root}/{route}"
        params: dict[str, str | int] = {"per_page": PER_PAGE}
        seen = set()
        while True:
            page = self.get(address, params)
            if not isinstance(page, dict):
                raise RemoteError("the server's list is none", where=address, hint="Run it again.")
            yield page
            following = _next(page)
            if not following or str(following) in seen:
                return
            seen.add(str(following))
            params = {"per_page": PER_PAGE, **following}


def _next(page: Mapping[str, Any]) -> dict[str, str | int]:
    """Read `pages.next`: an object as the description has it, the address of a page as real answers do.

    Only its parameters are taken: a token goes to no address that an answer names.
    """
    pages = page.get("pages")
    following = pages.get("next") if isinstance(pages, dict) else None
    if isinstance(following, str):
        query = parse_qs(split_address(urljoin("https://x/", following)).query)
        following = {name: values[0] for name, values in query.items()}
    if not isinstance(following, dict):
        return {}
    wanted = {name: following.get(name) for name in ("page", "per_page", "starting_after")}
    return {name: value for name, value in wanted.items() if isinstance(value, str | int)}


def _objects(page: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    data = page.get("data")
    for each in data if isinstance(data, list) else ():
        if isinstance(each, dict) and isinstance(each.get("id"), str | int):
            yield each


def _is_wanted(article: Mapping[str, Any], wanted: Wanted) -> bool:
    """Whether an article is new enough, and no draft in all its locales unless drafts are asked for."""
    updated = article.get("updated_at")
    if wanted.start and isinstance(updated, int) and updated < wanted.start.timestamp():
        return False
    if wanted.drafts:
        return True
    translated = article.get("translated_content")
    contents = translated.values() if isinstance(translated, dict) else ()
    states = [article.get("state"), *(each.get("state") for each in contents if isinstance(each, dict))]
    return any(state != "draft" for state in states if state)


def _moved(api: _Api) -> Iterator[OldAddress]:
    """Read the redirects of each help centre; a workspace or version without them has none."""
    try:
        centres, _ = api.list("help_center/help_centers")
        for id_ in centres:
            redirects, _ = api.list(f"help_center/help_centers/{id_}/redirects")
            for each in redirects.values():
                if each.get("target_type") == "article" and isinstance(each.get("from_url"), str):
                    locale = str(each.get("locale") or "")
                    yield OldAddress(each["from_url"], "intercom", str(each.get("target_id")), locale)
    except RemoteError as error:
        if error.status not in (400, 403, 404):
            raise
