"""Conversion in several processes: articles in, what each came to out, in the same order and the same bytes.

A process converts one article at a time and reaches neither the network nor the docs folder: what it lacks of
an article's media it names, and gets the article again when that has been fetched. A few articles are
converted where they are, since processes take longer to start.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Self

from .assets import Found, MediaWanted
from .conversion import Converted, Outcome, attempt, readers_of
from .conversions import Conversions
from .downloads import Downloads
from .errors import HelpcentreError
from .links import LinkMap
from .model import Article
from .pairing import Placed
from .web import PARALLEL

FEW = 60
"""Articles that are converted sooner than processes have started."""
AHEAD = 16
"""Articles for each process that are under way or done, and wait for those before them."""


class Workers:
    """Converts articles, and takes from earlier runs what has not changed."""

    def __init__(
        self,
        links: LinkMap,
        downloads: Downloads,
        conversions: Conversions,
        body_of: Callable[[Article], str],
        processes: int,
    ) -> None:
        """Start the processes; with one, all is done in this one.

        Args:
            links: where links lead.
            downloads: gets media.
            conversions: of earlier runs; those of this run are added.
            body_of: returns the HTML of an article that doesn't hold it itself.
            processes: how many; see `suit`.
        """
        self._links = links
        self._downloads = downloads
        self._conversions = conversions
        self._body_of = body_of
        self._processes = processes
        self._pool = _start(processes, links) if processes > 1 else None

    def __enter__(self) -> Self:
        """They are ready."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what they have not begun is left."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def convert(self, placed: Sequence[Placed]) -> Iterator[Outcome]:
        """Convert articles; what each came to, in their order. Its page has the article with its body.

        Raises:
            HelpcentreError: the system ended one of the processes.
        """
        if self._pool is None:
            yield from map(self._convert, placed)
            return
        waiting: deque[Future[Outcome]] = deque()
        with ThreadPoolExecutor(2 * self._processes + PARALLEL) as threads:
            try:
                for one in placed:
                    waiting.append(threads.submit(self._convert, one))
                    if len(waiting) >= AHEAD * self._processes:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)

    def _convert(self, placed: Placed) -> Outcome:
        """Take one article's conversion from earlier runs, or make it."""
        html = self._body_of(placed.article)
        whole = replace(placed, article=replace(placed.article, html=html))
        readers = readers_of(whole, (self._downloads.read,))
        try:
            if known := self._conversions.find(whole, readers):
                return known
            outcome = self._delegate(whole) if self._pool else attempt(whole, self._links, readers[1:])
            if isinstance(outcome, Converted):
                self._conversions.keep(whole, outcome, readers)
        except _EndedError:
            raise
        except HelpcentreError as error:  # a picture can't be written
            return str(error)
        return outcome

    def _delegate(self, placed: Placed) -> Outcome:
        """Let a process convert an article, fetching what it asks for."""
        given: dict[str, Found | None] = {}
        while True:
            outcome = self._submit(placed, None if self._downloads.is_empty else given)
            if isinstance(outcome, Converted):
                page = replace(outcome.page, article=placed.article)
                return replace(outcome, page=page)
            if isinstance(outcome, str):
                return outcome
            found = self._downloads.read(outcome.addresses)
            given |= {address: found.get(address) for address in outcome.addresses}

    def _submit(self, placed: Placed, given: Mapping[str, Found | None] | None) -> Outcome | MediaWanted:
        assert self._pool is not None
        try:
            return self._pool.submit(_work, placed, given).result()
        except BrokenExecutor as error:
            raise _EndedError(
                "the system ended one of the processes of the import",
                where=str(placed.article.origin),
                hint="Is the memory full? Every file is whole; run the same command to go on.",
            ) from error


class _EndedError(HelpcentreError):
    """A process is no more, and with it the run."""


def suit(articles: int) -> int:
    """Return how many processes suit a number of articles: one for each core that we may use."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return cores if articles > FEW else 1


# --- in the processes -----------------------------------------------------------------------------

_links: LinkMap
"""Of the run, once in each process."""


def _start(processes: int, links: LinkMap) -> ProcessPoolExecutor:
    """Start processes, all at once: later there are threads, and and who has threads can't be forked."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(processes, context, _begin, (links,))
    pool.submit(os.getpid).result()
    return pool


def _begin(links: LinkMap) -> None:
    global _links  # noqa: PLW0603 - a process has no other place for what it is started with
    _links = links
    gc.freeze()  # what we were forked with stays: nobody need look for garbage in it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run is told, and ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A run that is killed leaves no process behind."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _work(placed: Placed, given: Mapping[str, Found | None] | None) -> Outcome | MediaWanted:
    """Convert an article; `given` is what stands at the addresses of its media, None if nothing is known."""

    def read(addresses: Sequence[str]) -> Mapping[str, Found]:
        known = given or {}
        if missing := [address for address in addresses if address not in known]:
            raise MediaWanted(missing)
        return {address: found for address in addresses if (found := known[address]) is not None}

    try:
        outcome = attempt(placed, _links, () if given is None else (read,))
    except MediaWanted as wanted:
        return wanted
    if isinstance(outcome, Converted):  # the article need not come back
        page = replace(outcome.page, article=replace(placed.article, html=""))
        return replace(outcome, page=page)
    return outcome
