"""Has builds with one cache take turns, where the system can tell; one that is killed ends its turn."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger("mkdocs.plugins.helpcentre")

LOCK = "lock"


@contextmanager
def taking_turns(cache: Path) -> Iterator[None]:
    """Wait until no other build uses a cache; where nothing can be kept there is no waiting."""
    lock = None
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / LOCK).open("w", encoding="utf-8")
        if fcntl:
            _wait(lock.fileno())
    try:
        yield
    finally:
        if lock:
            lock.close()  # and with it the lock; processes that were forked don't have it


def _wait(lock: int) -> None:
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.info("Another build is at work here; waiting for its end.")
        fcntl.lockf(lock, fcntl.LOCK_EX)
