"""A small WordPress on loopback: its REST lists, plain or pretty permalinks, pictures, and faults."""

from __future__ import annotations

import json
import re
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
    is_translated: bool = False
    """Whether a page has its texts in all languages, each below the language's address, as TranslatePress."""
    pages: dict[int, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Id of a page, and of the picture in it → its colour, and when it was last changed."""
    withheld: set[int] = field(default_factory=set)
    """Pages that are listed, and left out where several are asked for by their ids."""
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
                self.pictures[id_] = (id_, f"{START:%Y-%m-%dT%H:%M:%S}")
        return self

    def replace_picture(self, id_: int, colour: int) -> None:
        """Give a picture another content at the same address, and a later date."""
        changed = datetime.fromisoformat(self.pictures[id_][1]) + timedelta(days=1)
        self.pictures[id_] = (colour, f"{changed:%Y-%m-%dT%H:%M:%S}")

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
            return Reply(picture(self.pictures[int(path.removeprefix("/uploads/").removesuffix(".png"))][0]))
        language = LOCALES[0]
        if self.is_translated and path.startswith(f"/{LOCALES[1]}/"):
            language, path = LOCALES[1], path.removeprefix(f"/{LOCALES[1]}")
        route = query.get("rest_route") if self.is_plain else None
        if not self.is_plain and path.startswith("/wp-json/"):
            route = path.removeprefix("/wp-json")
        if route is None:
            root = f"{base}/?rest_route=/" if self.is_plain else f"{base}/wp-json/"
            headers = {"Link": f'<{root}>; rel="https://api.w.org/"', "Content-Type": "text/html"}
            head = self._translations(base) if self.is_translated else ""
            page = f"<!doctype html><html><head>{head}</head><body>Home</body></html>"
            return Reply(page.encode(), headers=headers)
        return self._answer(route, query, base, language)

    def _translations(self, base: str) -> str:
        return "".join(
            f'<link rel="alternate" hreflang="{locale}" href="{base}{_folder(locale)}/">'
            for locale in LOCALES
        )

    def _answer(self, route: str, query: dict[str, str], base: str, language: str) -> Reply:
        if route == "/":
            plugin = [] if self.is_translated else ["pll/v1"]
            return _json({"name": "Lumen", "namespaces": ["wp/v2", *plugin]})
        if route == "/wp/v2/types":
            return _json({"page": {"slug": "page", "rest_base": "pages", "taxonomies": []}})
        if route == "/wp/v2/media":
            return _json(self._list_media(query, base))
        own = re.fullmatch(r"/wp/v2/pages/(\d+)", route)
        if own and int(own[1]) in self.pages:
            return _json(self._page(int(own[1]), base))
        if route != "/wp/v2/pages":
            error = {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}}
            return _json(error, 404)
        found = (
            [self._translated(id_, base, language) for id_ in sorted(self.pages)[:: len(LOCALES)]]
            if self.is_translated
            else [self._page(id_, base) for id_ in sorted(self.pages)]
        )
        if "include" in query:
            wanted = set(map(int, query["include"].split(",")))
            found = [page for page in found if page["id"] in wanted - self.withheld]
        start, size = int(query.get("offset", 0)), int(query.get("per_page", 10))
        fields = {name.partition(".")[0] for name in query["_fields"].split(",")}
        items = [
            {name: page[name] for name in page if name in fields} for page in found[start : start + size]
        ]
        return _json(items, headers={"X-WP-Total": str(len(found))})

    def _list_media(self, query: dict[str, str], base: str) -> list[dict[str, Any]]:
        wanted = {int(id_) for id_ in query.get("include", "").split(",") if id_} or self.pictures.keys()
        after = query.get("modified_after", "").removesuffix("Z")
        start, size = int(query.get("offset", 0)), int(query.get("per_page", 10))
        found = [
            {
                "id": id_,
                "modified_gmt": changed,
                "source_url": f"{base}/uploads/{id_}.png",
                "media_details": {},
            }
            for id_, (_, changed) in self.pictures.items()
            if id_ in wanted and changed > after
        ]
        return found[start : start + size]

    def _page(self, id_: int, base: str) -> dict[str, Any]:
        page = self.pages[id_]
        folder = _folder(page["lang"])
        link = f"{base}/?page_id={id_}" if self.is_plain else f"{base}{folder}/help/{page['slug']}/"
        text = "\n".join(f"<p>{text}</p>" for text in page["paragraphs"])
        image = f'<p><img class="wp-image-{id_}" src="{base}/uploads/{id_}.png" alt="Screen {id_}"></p>'
        content = {"rendered": f"{text}\n{image}", "protected": False}
        return {**page, "link": link, "content": content}

    def _translated(self, id_: int, base: str, language: str) -> dict[str, Any]:
        """Give the page of a language under the id of the original, and say nothing of languages."""
        page = self._page(self.pages[id_]["translations"][language], base)
        return {name: value for name, value in page.items() if name not in ("lang", "translations")} | {
            "id": id_
        }


def _folder(locale: str) -> str:
    return "" if locale == LOCALES[0] else f"/{locale}"


def _json(data: object, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    return Reply(json.dumps(data).encode(), status, {"Content-Type": "application/json", **(headers or {})})


def only(path: str, *replies: Reply) -> Callable[[int, str], Reply | None]:
    """Answer the first requests whose path holds `path` with these."""
    left: Iterator[Reply] = iter(replies)
    return lambda _, asked: next(left, None) if path in asked else None
