"""What was converted before: an article is converted anew when it changed, or something it refers to.

A conversion depends on the article, on this program and the libraries it reads and renders with, on where
its links lead, and on what stands at the addresses of its media. The first two are one digest; the others
are looked up again, by the addresses that the conversion asked for. One SQLite file in the cache folder with
a row for each file of the site, which may be deleted at any time; what can't be read there isn't there.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import distributions, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .assets import Found, Reader, Stored, ask
from .conversion import Converted
from .fidelity import KINDS, Account
from .links import LinkMap
from .mirror import make_cache
from .model import Asset, Notice, Page, Removal
from .pairing import Placed
from .tallies import Tally

FILE = "conversions.sqlite"
SAVE_EVERY = 200


class Conversions:
    """Finds and keeps conversions; several threads may use it."""

    def __init__(self, folder: Path | None, docs: Path, links: LinkMap) -> None:
        """Open the file in a cache folder; without one, or where it is damaged, nothing is found or kept.

        Args:
            folder: the cache folder.
            docs: the docs folder, which holds the media of earlier conversions.
            links: where links lead in this run.

        Raises:
            OutputError: the cache folder can't be made.
        """
        self._docs = docs
        self._links = links
        self._lock = threading.Lock()
        self._database = _open(make_cache(folder) / FILE) if folder else None
        self._unsaved = 0

    def find(self, placed: Placed, readers: tuple[Reader, ...]) -> Converted | None:
        """Return the conversion of an article, if all that it depends on is as it was."""
        row = self._read(placed.path)
        if row is None or row[0] != self._digest(placed):
            return None
        try:
            data = json.loads(zlib.decompress(row[1]))
            page = _page(data["page"], placed)
            if data["around"] != self._around(page, readers) or not self._has(page):
                return None
            return Converted(page, _account(data["account"]))
        except (zlib.error, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, placed: Placed, converted: Converted, readers: tuple[Reader, ...]) -> None:
        """Keep a conversion in place of the one that its file had."""
        if self._database is None:
            return
        page = converted.page
        data = {
            "page": _plain(page),
            "account": asdict(converted.account),
            "around": self._around(page, readers),
        }
        value = zlib.compress(json.dumps(data).encode(), 1)
        row = (placed.path, self._digest(placed), value)
        with self._lock, suppress(sqlite3.Error):
            self._database.execute("INSERT OR REPLACE INTO conversions VALUES (?, ?, ?)", row)
            self._unsaved += 1
            if self._unsaved >= SAVE_EVERY:
                self._database.commit()
                self._unsaved = 0

    def close(self) -> None:
        """Save what was kept."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.commit()
            self._database.close()

    def _read(self, path: str) -> tuple[str, bytes] | None:
        if self._database is None:
            return None
        query = "SELECT digest, value FROM conversions WHERE path = ?"
        with self._lock, suppress(sqlite3.Error):
            row: tuple[str, bytes] | None = self._database.execute(query, (path,)).fetchone()
            return row
        return None

    def _digest(self, placed: Placed) -> str:
        anchors = sorted(self._links.linked.get(placed.path, ()))
        return _digest(repr((program(), placed, anchors)))

    def _around(self, page: Page, readers: tuple[Reader, ...]) -> str:
        """Say where the links of a page lead, and what stands at the addresses of its media."""
        article, links = page.article, self._links
        targets = [(links.resolve(each, article), links.complete(each, article)) for each in page.links]
        found = ask(page.media, readers)
        return _digest(repr((targets, [_name(found.get(each)) for each in page.media])))

    def _has(self, page: Page) -> bool:
        return all((self._docs / asset.path).is_file() for asset in page.assets)


def _open(path: Path) -> sqlite3.Connection | None:
    """Open the file, anew where it is damaged; None where it can't be had at all."""
    for _ in range(2):
        try:
            database = sqlite3.connect(path, timeout=60, check_same_thread=False)
            database.execute(
                "CREATE TABLE IF NOT EXISTS conversions (path TEXT PRIMARY KEY, digest TEXT, value BLOB)"
            )
            return database
        except sqlite3.Error:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return None


@cache
def program() -> str:
    """Name what converts: our own code, the dialect's that pages are verified with, and all libraries."""
    folders = [Path(__file__).parent]
    for entry in entry_points(group="markdown.extensions", name="helpcentre"):
        if spec := find_spec(entry.module.rpartition(".")[0]):
            folders += map(Path, spec.submodule_search_locations or ())
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.suffix in (".py", ".yml")):
            digest.update(path.read_bytes())
    libraries = sorted({f"{each.name} {each.version}" for each in distributions()})
    digest.update("\n".join(libraries).encode())
    return digest.hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _name(found: Found | None) -> str:
    """Name what stands at an address; another content has another name."""
    if isinstance(found, bytes):
        return hashlib.sha256(found).hexdigest()
    return found.path if isinstance(found, Stored) else found or ""


# --- as JSON, which unlike a pickle can't do anything when it is read --------------------------------


def _plain(page: Page) -> dict[str, Any]:
    """Return what a conversion adds to its article."""
    return {
        "body": page.body,
        "removed": [asdict(each) for each in page.removed],
        "notices": [asdict(each) for each in page.notices],
        "components": dict(page.components),
        "rewritten": dict(page.rewritten),
        "assets": [each.path for each in page.assets],
        "links": page.links,
        "media": page.media,
    }


def _page(data: Mapping[str, Any], placed: Placed) -> Page:
    return Page(
        article=placed.article,
        key=placed.key,
        path=placed.path,
        body=data["body"],
        removed=tuple(Removal(**_with_tuples(each)) for each in data["removed"]),
        notices=tuple(Notice(**each) for each in data["notices"]),
        components=data["components"],
        rewritten=data["rewritten"],
        assets=tuple(Asset(path, b"") for path in data["assets"]),
        links=tuple(data["links"]),
        media=tuple(data["media"]),
    )


def _account(data: Mapping[str, Any]) -> Account:
    tallies = {kind: Tally(**_with_tuples(data[kind])) for kind in KINDS}
    return Account(**_with_tuples(data) | tallies)


def _with_tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has lists only."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
