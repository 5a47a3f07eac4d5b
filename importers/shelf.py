"""Bodies of articles on disk while a run lasts: in memory stays only what is said of them.

Articles in, the same without their HTML out, and back. One temporary file without a name, so that a run that
is killed leaves nothing behind.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile

from .errors import OutputError
from .mirror import make_cache
from .model import Article, Origin


class Shelf:
    """Holds bodies by where they were read; several threads may take from it."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open a file in a cache folder, or where the system keeps temporary files.

        Raises:
            OutputError: the folder can't be written.
        """
        self._file = TemporaryFile(dir=make_cache(folder) if folder else None)  # noqa: SIM115 - see `close`
        self._places: dict[tuple[Origin, str | None], tuple[int, int]] = {}
        self._lock = threading.Lock()

    def put(self, article: Article) -> Article:
        """Lay an article's body down, and return the article without it.

        Raises:
            OutputError: there is no space for it.
        """
        body = article.html.encode("utf-8", "surrogatepass")
        try:
            with self._lock:
                if (name := _name(article)) not in self._places:  # of two that are the same the first wins
                    self._places[name] = (self._file.seek(0, SEEK_END), len(body))
                    self._file.write(body)
                    self._file.flush()
        except OSError as error:
            raise OutputError(
                f"bodies can't be laid aside: {error.strerror}",
                where=str(article.origin),
                hint="Make space on the disk that holds .cache.",
            ) from error
        return replace(article, html="")

    def body_of(self, article: Article) -> str:
        """Return an article's body; its own where it still has one."""
        if article.html or _name(article) not in self._places:
            return article.html
        place, length = self._places[_name(article)]
        with self._lock:
            self._file.seek(place)
            return self._file.read(length).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Remove everything."""
        with suppress(OSError):  # what did not fit is written again
            self._file.close()


def _name(article: Article) -> tuple[Origin, str | None]:
    """What tells one body from another: where it was read, and in which locale."""
    return article.origin, article.locale
