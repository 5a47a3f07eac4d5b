"""A small WordPress on loopback: its REST lists, plain or pretty permalinks, pictures, and faults."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from . import Reply, Request

LOCALES = ("en", "fr")
TOPICS = ("Order a card", "Freeze a card", "Send an invoice", "Invite a colleague", "Close an account")
TEXTS = {
    "en": (
        "Open the settings of your account.",
        "Choose what you would like to change.",
        "Save it at the end.",
    ),
    "fr": (
        "Ouvrez les paramètres de votre compte.",
        "Choisissez ce que vous voulez changer.",
        "Enregistrez-le.",
    ),
}
START = datetime(2026, 1, 1, tzinfo=UTC)


def picture(number: int) -> bytes:
    """A PNG of its own colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(bytes((0, number % 256, number // 256, 7)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@dataclass
class WordPress:
    """A site; call it with a request."""

    topics: int = 5
    folder: str = ""
    """Where it is installed: `/blog`."""
    is_plain: bool = False
    """Whether it has plain permalinks."""
    pages: dict[int, dict[str, Any]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    fault: Callable[[int, str], Reply | None] = lambda number, path: None
    """Gets the number of the request and its path; what it returns is answered."""

    def write(self) -> WordPress:
        """Write the pages: topics in each language, a picture in each."""
        for topic in range(self.topics):
            ids = {locale: 10 + topic * len(LOCALES) + place for place, locale in enumerate(LOCALES)}
            for locale, id_ in ids.items():
                title = TOPICS[topic % len(TOPICS)] + (f" {topic}" if topic >= len(TOPICS) else "")
                self.pages[id_] = {
                    "id": id_,
                    "type": "page",
                    "status": "publish",
                    "slug": title.lower().replace(" ", "-"),
                    "parent": 0,
                    "title": {"rendered": title},
                    "excerpt": {"rendered": ""},
                    "lang": locale,
                    "translations": ids,
                }
                self.edit(id_, *TEXTS[locale])
        return self

    def edit(self, id_: int, *paragraphs: str) -> None:
        """Give a page other paragraphs, and a later date."""
        page = self.pages[id_]
        page["paragraphs"] = list(paragraphs)
        changes = page.get("changes", -1) + 1
        page["changes"] = changes
        page["modified_gmt"] = (START + timedelta(days=changes)).strftime("%Y-%m-%dT%H:%M:%S")

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        self.requests.append(request.path)
        if reply := self.fault(len(self.requests), request.path):
            return reply
        base = f"http://{request.headers['Host']}{self.folder}"
        parts = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = parts.path.removeprefix(self.folder)
        if path.startswith("/uploads/"):
            return Reply(picture(int(path.removeprefix("/uploads/").removesuffix(".png"))))
        route = query.get("rest_route") if self.is_plain else None
        if not self.is_plain and path.startswith("/wp-json/"):
            route = path.removeprefix("/wp-json")
        if route is None:
            root = f"{base}/?rest_route=/" if self.is_plain else f"{base}/wp-json/"
            headers = {"Link": f'<{root}>; rel="https://api.w.org/"', "Content-Type": "text/html"}
            return Reply(b"<!doctype html><html><body>Home</body></html>", headers=headers)
        return self._answer(route, query, base)

    def _answer(self, route: str, query: dict[str, str], base: str) -> Reply:
        if route == "/":
            return _json({"name": "Lumen", "namespaces": ["wp/v2", "pll/v1"]})
        if route == "/wp/v2/types":
            return _json({"page": {"slug": "page", "rest_base": "pages", "taxonomies": []}})
        if route != "/wp/v2/pages":
            error = {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}}
            return _json(error, 404)
        found = [self._page(id_, base) for id_ in sorted(self.pages)]
        if "include" in query:
            wanted = set(map(int, query["include"].split(",")))
            found = [page for page in found if page["id"] in wanted]
        start, size = int(query.get("offset", 0)), int(query.get("per_page", 10))
        fields = {name.partition(".")[0] for name in query["_fields"].split(",")}
        items = [
            {name: page[name] for name in page if name in fields} for page in found[start : start + size]
        ]
        return _json(items, headers={"X-WP-Total": str(len(found))})

    def _page(self, id_: int, base: str) -> dict[str, Any]:
        page = self.pages[id_]
        prefix = "" if page["lang"] == LOCALES[0] else f"/{page['lang']}"
        link = f"{base}/?page_id={id_}" if self.is_plain else f"{base}{prefix}/help/{page['slug']}/"
        text = "\n".join(f"<p>{text}</p>" for text in page["paragraphs"])
        image = f'<p><img src="{base}/uploads/{id_}.png" alt="Screen {id_}"></p>'
        content = {"rendered": f"{text}\n{image}", "protected": False}
        return {**page, "link": link, "content": content}


def _json(data: object, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    return Reply(json.dumps(data).encode(), status, {"Content-Type": "application/json", **(headers or {})})


def only(path: str, *replies: Reply) -> Callable[[int, str], Reply | None]:
    """Answer the first requests whose path holds `path` with these."""
    left: Iterator[Reply] = iter(replies)
    return lambda _, asked: next(left, None) if path in asked else None
