"""Zendesk's Help Center API on loopback: lists by cursor or by number, with and without a token, and limits.

As https://developer.zendesk.com/api-reference/help_center/help-center-api/ describes it: an agent's list of
articles holds drafts and, where asked for, translations; a reader's list is of one locale, drafts left out.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from . import Reply, Request

AUTH = ("anna@lumen.example/token", "c2VjcmV0LXRva2Vu")
HOME = "https://help.lumen.example"


def translation(locale: str, title: str, text: str, **fields: Any) -> dict[str, Any]:
    """A body in one locale; its source is filled in by `article`."""
    return {
        "locale": locale,
        "title": title,
        "body": f"<p>{text}</p>",
        "draft": False,
        "outdated": False,
        "updated_at": "2026-01-02T03:04:05Z",
    } | fields


def article(number: int, *translations: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An article with its translations inside, its own locale first."""
    own = translations[0]
    inside = [
        {
            "id": number * 10 + place,
            "source_id": number,
            "source_type": "Article",
            "html_url": f"{HOME}/hc/{one['locale']}/articles/{number}-{one['title'].replace(' ', '-')}",
            **one,
        }
        for place, one in enumerate(translations)
    ]
    return {
        "id": number,
        "url": f"{HOME}/api/v2/help_center/{own['locale']}/articles/{number}.json",
        "html_url": inside[0]["html_url"],
        "locale": own["locale"],
        "source_locale": own["locale"],
        "outdated_locales": [one["locale"] for one in translations if one["outdated"]],
        "name": own["title"],
        "title": own["title"],
        "body": own["body"],
        "draft": own["draft"],
        "section_id": 7,
        "label_names": [],
        "promoted": False,
        "position": 0,
        "user_segment_id": None,
        "updated_at": own["updated_at"],
        "edited_at": own["updated_at"],
        "translations": inside,
    } | fields


def group(kind: str, number: int, names: dict[str, str], **fields: Any) -> dict[str, Any]:
    """A section or category, its own locale first."""
    locale, name = next(iter(names.items()))
    plural = {"section": "sections", "category": "categories"}[kind]
    return {
        "id": number,
        "html_url": f"{HOME}/hc/{locale}/{plural}/{number}-{name}",
        "locale": locale,
        "source_locale": locale,
        "name": name,
        "description": "",
        "position": number,
        "outdated": False,
        "translations": [
            {
                "source_id": number,
                "source_type": kind.title(),
                "locale": code,
                "title": text,
                "body": "",
                "html_url": f"{HOME}/hc/{code}/{plural}/{number}",
            }
            for code, text in names.items()
        ],
    } | fields


@dataclass
class Zendesk:
    """A help centre; call it with a request."""

    articles: list[dict[str, Any]]
    sections: list[dict[str, Any]] = field(default_factory=list)
    categories: list[dict[str, Any]] = field(default_factory=list)
    locales: tuple[str, ...] = ("en-us", "fr")
    size: int = 2
    """Objects of a page, whatever is asked for."""
    paging: Literal["cursor", "number"] = "cursor"
    sideloads: bool = True
    """Whether an agent's list holds translations."""
    is_open: bool = True
    """Whether readers without a token may use the API."""
    requests: list[str] = field(default_factory=list)
    authorized: list[bool] = field(default_factory=list)
    fault: Callable[[int, str], Reply | None] = lambda number, path: None

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        self.requests.append(request.path)
        pair = base64.b64encode(":".join(AUTH).encode()).decode()
        given = request.headers.get("Authorization")
        self.authorized.append(given is not None)
        if reply := self.fault(len(self.requests), request.path):
            return reply
        path = urlsplit(request.path).path
        if not path.startswith("/api/v2/help_center/"):
            return Reply(b"<!doctype html><html><body><a href='/hc/en-us'>Help</a></body></html>")
        is_agent = given == f"Basic {pair}"
        if (given and not is_agent) or (not given and not self.is_open):
            return _json({"error": "Couldn't authenticate you"}, 401)
        route = path.removeprefix("/api/v2/help_center/").removesuffix(".json")
        if route == "locales":
            return _json({"locales": list(self.locales), "default_locale": self.locales[0]})
        locale, _, name = route.rpartition("/")
        if name not in ("articles", "sections", "categories") or (not locale and not is_agent):
            return _json({"error": "RecordNotFound", "description": "Not found"}, 404)
        items = [
            _seen(
                each,
                locale,
                is_agent=is_agent,
                whole=self.sideloads and "include=translations" in request.path,
            )
            for each in getattr(self, name)
        ]
        return self._page(name, [each for each in items if each], request)

    def _page(self, name: str, items: list[dict[str, Any]], request: Request) -> Reply:
        query = {key: values[0] for key, values in parse_qs(urlsplit(request.path).query).items()}
        here = f"https://{request.headers['Host']}{urlsplit(request.path).path}"
        if self.paging == "cursor":
            start = int(query.get("page[after]", 0))
            end = start + self.size
            more = end < len(items)
            address = f"{here}?page%5Bafter%5D={end}&page%5Bsize%5D={self.size}"
            envelope: dict[str, Any] = {
                "meta": {"has_more": more, "after_cursor": str(end) if more else None},
                "links": {"prev": None, "next": address if more else None},
            }
        else:
            number = int(query.get("page", 1))
            start, end = (number - 1) * self.size, number * self.size
            address = f"{here}?page={number + 1}&per_page={self.size}"
            envelope = {"count": len(items), "next_page": address if end < len(items) else None}
        return _json({name: items[start:end], **envelope})


def _seen(item: dict[str, Any], locale: str, *, is_agent: bool, whole: bool) -> dict[str, Any] | None:
    """An object as somebody sees it: in its own locale, or in one that it has a translation in."""
    plain = {key: value for key, value in item.items() if key != "translations"}
    if locale:
        found = next((one for one in item["translations"] if one["locale"] == locale), None)
        if found is None:
            return None
        shown = {
            key: found[key]
            for key in ("locale", "title", "body", "html_url", "draft", "updated_at")
            if key in found
        }
        name = {"name": found["title"]}
        plain = plain | shown | name if "section_id" in item else plain | name | {"locale": locale}
    if plain.get("draft") and not is_agent:
        return None
    return {**plain, "translations": item["translations"]} if whole else plain


def _json(data: object, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    return Reply(json.dumps(data).encode(), status, {"Content-Type": "application/json", **(headers or {})})
