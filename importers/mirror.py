"""What was fetched from live sources: a run fetches only what changed, and one that was cut off goes on.

A cache: it may be deleted at any time, and is not for git. One SQLite file; each batch is saved at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from .errors import OutputError

IGNORE = "# Made by helpcentre; may be deleted at any time.\n*\n"


class Mirror:
    """The objects of any number of listings, each object with the version it was fetched in."""

    def __init__(self, folder: Path | None) -> None:
        """Open the mirror in a cache folder; without one it lasts as long as the run.

        Raises:
            OutputError: the folder can't be written.
        """
        try:
            self._database = sqlite3.connect(
                make_cache(folder) / "mirror.sqlite" if folder else ":memory:", timeout=60
            )
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS objects "
                "(listing TEXT, id TEXT, version TEXT, body TEXT, PRIMARY KEY (listing, id))"
            )
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"the cache can't be used: {error}", where=str(folder), hint="Delete that folder."
            ) from error

    def versions(self, listing: str) -> dict[str, str]:
        """Return the id and version of every object of a listing."""
        rows = self._database.execute("SELECT id, version FROM objects WHERE listing = ?", (listing,))
        return dict(rows.fetchall())

    def save(self, listing: str, objects: Iterable[tuple[str, str, Any]]) -> None:
        """Save objects as id, version and value."""
        rows = [(listing, id_, version, json.dumps(value)) for id_, version, value in objects]
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?)", rows)

    def read(self, listing: str, ids: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Return the id and value of those of these objects that are there, in the order of `ids`."""
        for id_ in ids:
            row = self._database.execute(
                "SELECT body FROM objects WHERE listing = ? AND id = ?", (listing, id_)
            ).fetchone()
            if row:
                yield id_, json.loads(row[0])

    def keep_only(self, listing: str, ids: Mapping[str, str]) -> None:
        """Forget the objects of a listing that are no longer in it."""
        gone = [(listing, id_) for id_ in self.versions(listing).keys() - ids.keys()]
        with self._database:
            self._database.executemany("DELETE FROM objects WHERE listing = ? AND id = ?", gone)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


@contextmanager
def lock(folder: Path | None) -> Iterator[None]:
    """Let one run at a time work on a site. SQLite's own lock is on every system and ends with its process.

    Raises:
        OutputError: another run is at work.
    """
    if folder is None:
        yield
        return
    path = make_cache(folder) / "lock.sqlite"
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
        try:
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise OutputError(
                "another import is at work on this site",
                where=str(folder.parent),
                hint="Wait for its end.",
            ) from error
        yield


def make_cache(folder: Path) -> Path:
    """Make a cache folder that git leaves out.

    Raises:
        OutputError: it can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text(IGNORE)
    except OSError as error:
        raise OutputError(f"can't be written: {error.strerror}", where=str(folder)) from error
    return folder
