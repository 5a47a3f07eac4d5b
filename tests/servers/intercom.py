"""Intercom's API on loopback: lists in pages, rate limits, and the ways in which real answers differ."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from . import Reply, Request

TOKEN = "dG9rOnNlY3JldA"


def content(title: str, text: str, locale: str, number: int, **fields: Any) -> dict[str, Any]:
    """A body in one locale (`article_content`)."""
    return {
        "type": "article_content",
        "title": title,
        "description": "",
        "body": f'<p class="no-margin">{text}</p>',
        "author_id": 1,
        "state": "published",
        "created_at": 1_700_000_000,
        "updated_at": 1_700_000_000 + number,
        "url": f"https://help.lumen.example/{locale}/articles/{number}-{title.lower().replace(' ', '-')}",
    } | fields


def article(
    number: int, title: str, text: str, *, multilingual: bool = True, **fields: Any
) -> dict[str, Any]:
    """An article as a list gives it (`article_list_item`)."""
    english = content(title, text, "en", number)
    own = {name: value for name, value in english.items() if name != "type"}
    translations = {
        "type": "article_translated_content",
        "en": english,
        "fr": content(f"{title} (fr)", f"Le texte français de l’article : {number}.", "fr", number),
    }
    many = {"default_locale": "en", "translated_content": translations} if multilingual else {}
    return {
        "type": "article",
        "id": str(number),
        "workspace_id": "w1",
        "parent_id": 11,
        "parent_ids": [11],
        "parent_type": "collection",
        "tags": {"type": "tag.list", "tags": []},
        **own,
        **many,
        **fields,
    }


def collection(number: int, name: str, parent: int | None = None) -> dict[str, Any]:
    """A collection of the help centre."""
    names = {"type": "group_content", "name": f"{name} (fr)", "description": ""}
    return {
        "id": str(number),
        "workspace_id": "w1",
        "name": name,
        "description": "",
        "created_at": 1_700_000_000,
        "updated_at": 1_700_000_000,
        "url": f"https://help.lumen.example/en/collections/{number}-{name.lower()}",
        "icon": "credit-card",
        "order": 1,
        "default_locale": "en",
        "translated_content": {"type": "group_translated_content", "fr": names},
        "parent_id": None if parent is None else str(parent),
        "help_center_id": 5,
    }


@dataclass
class Intercom:
    """A workspace; call it with a request."""

    articles: list[dict[str, Any]]
    collections: list[dict[str, Any]] = field(default_factory=lambda: [collection(11, "Cards")])
    redirects: list[dict[str, Any]] | None = None
    per_page: int = 2
    next_as: Literal["object", "string", "cursor"] = "object"
    limit: int = 0
    """Requests in a window of a second; 0 for any number."""
    shifts: int = 0
    """How often an article is edited after the first page of a list was read."""
    expires_after: int = 0
    """Requests after which the token is no longer good; 0 for never."""
    requests: list[str] = field(default_factory=list)
    answers: list[tuple[str, Any]] = field(default_factory=list)
    """Path and answer of each list that was given."""
    _window: tuple[int, int] = (0, 0)

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        path = urlsplit(request.path).path
        self.requests.append(request.path)
        if self._is_over_limit():
            reset = {"X-RateLimit-Limit": str(self.limit), "X-RateLimit-Reset": str(self._window[0] + 1)}
            return _error(429, "rate_limit_exceeded", "Exceeded rate limit", reset)
        expired = self.expires_after and len(self.requests) > self.expires_after
        if request.headers.get("Authorization") != f"Bearer {TOKEN}" or expired:
            return _error(401, "unauthorized", "Access Token Invalid")
        lists = {
            "/articles": self.articles,
            "/help_center/collections": self.collections,
            "/help_center/help_centers": [{"id": "5", "workspace_id": "w1", "identifier": "lumen"}],
            "/help_center/help_centers/5/redirects": self.redirects,
        }
        if lists.get(path) is None:
            return _error(404, "not_found", "Resource Not Found")
        return self._page(request.path, lists[path] or [])

    def _is_over_limit(self) -> bool:
        second = int(time.time())
        start, count = self._window
        self._window = (second, count + 1 if start == second else 1)
        return bool(self.limit) and self._window[1] > self.limit

    def _page(self, address: str, items: list[dict[str, Any]]) -> Reply:
        parts = urlsplit(address)
        query = parse_qs(parts.query)
        number = int(query.get("page", query.get("starting_after", ["1"]))[0])
        last = -(-len(items) // self.per_page) or 1
        following: Any = None
        if number < last:
            following = {"page": number + 1, "per_page": self.per_page}
            if self.next_as == "cursor":
                following = {"per_page": self.per_page, "starting_after": str(number + 1)}
            if self.next_as == "string":
                following = f"https://api.intercom.io{parts.path}?page={number + 1}&per_page={self.per_page}"
        data = {
            "type": "list",
            "pages": {
                "type": "pages",
                "page": number,
                "per_page": self.per_page,
                "total_pages": last,
                "next": following,
            },
            "total_count": len(items),
            "data": items[(number - 1) * self.per_page : number * self.per_page],
        }
        self.answers.append((parts.path, data))
        answer = Reply(json.dumps(data).encode(), headers={"Content-Type": "application/json"})
        if parts.path == "/articles" and number == 1 and self.shifts:
            self.shifts -= 1
            items.insert(0, items.pop())
        return answer


def _error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Reply:
    data = {"type": "error.list", "request_id": "r1", "errors": [{"code": code, "message": message}]}
    return Reply(json.dumps(data).encode(), status, {"Content-Type": "application/json", **(headers or {})})
