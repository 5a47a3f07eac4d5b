"""`mkdocs serve` after a save: the saved page first, the rest of the site behind the reader's back.

MkDocs looks for changes twice a second and then builds the whole site while the browser waits. Here the
system tells of changes, and where just the text of articles has changed, their pages are made at once from
what is in memory: the lists, related articles and search of the site follow from a build in a process of its
own, which the next save ends and begins again. Everything else that changes is built as before.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File
from watchdog import events
from watchdog.observers import Observer

from ..catalogue import Document, read_document
from .editions import PreparedEdition

if TYPE_CHECKING:
    from ..plugin import HelpcentrePlugin

log = logging.getLogger("mkdocs.plugins.helpcentre")

CHANGES = (
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
)
"""What counts as a change; that a file is read doesn't."""

AT_ONCE = 8
"""More texts than these that change together are no save but a checkout."""

QUIET = 0.03
"""Seconds without a change after which a save is complete."""

LOCAL = frozenset("btrfs ext2 ext3 ext4 f2fs overlay tmpfs xfs zfs".split())
"""File systems that tell of every change; those of other machines don't."""

MOUNTS = Path("/proc/mounts")


def watch_closely(server: LiveReloadServer, config: MkDocsConfig, plugin: HelpcentrePlugin) -> None:
    """Have a server show saved pages at once."""
    if not _tells_of_changes(Path(config.docs_dir)):
        return
    preview = _Preview(server.builder, plugin)
    watched = list(server._watched_paths)  # the docs, mkdocs.yml, the theme if that was asked for
    for path in watched:
        server.unwatch(path)
    server.observer = _noting_observer(preview.changed)
    for path in watched:
        server.watch(path)
    server.builder = preview.build
    server.build_delay = QUIET
    plugin.preview = preview
    preview.prepare(plugin.languages.default)


def _tells_of_changes(folder: Path) -> bool:
    """Whether the system tells of what anyone changes below a folder."""
    if sys.platform != "linux" or not MOUNTS.is_file():
        return False
    mounts = [line.split()[1:3] for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    around = [(point, kind) for point, kind in mounts if folder.resolve().is_relative_to(point)]
    return bool(around) and max(around, key=lambda mount: len(mount[0]))[1] in LOCAL


def _noting_observer(changed: set[str]) -> Any:
    """An observer that notes which files change, besides telling its handlers."""
    observer: Any = Observer()
    schedule = observer.schedule

    def schedule_noting(handler: events.FileSystemEventHandler, path: str, **options: Any) -> Any:
        tell = handler.dispatch

        def note(event: events.FileSystemEvent) -> None:
            changed.update(os.fsdecode(each) for each in (event.src_path, event.dest_path) if each)
            tell(event)

        handler.dispatch = note  # type: ignore[method-assign]
        return schedule(handler, path, event_filter=list(CHANGES), **options)

    observer.schedule = schedule_noting
    return observer


class _Preview:
    """A site that is being edited."""

    def __init__(self, build_all: Callable[[], None], plugin: HelpcentrePlugin) -> None:
        self.changed: set[str] = set()
        """Files that have changed since the last build."""
        self._build_all = build_all
        self._plugin = plugin
        self._editions: dict[str, PreparedEdition] = {}
        self._behind: int | None = None
        """The process that builds what the reader doesn't wait for."""

    def build(self) -> None:
        """Build what has changed."""
        changed = sorted(self.changed)
        self.changed.difference_update(changed)
        self.stop()
        texts = [self._read(path) for path in changed]
        known = [document for document in texts if document]
        if texts and len(known) == len(texts) <= AT_ONCE:
            for document in known:
                self.prepare(document.locale).show(document)
            self._build_behind()
        else:
            self._editions.clear()
            self._build_all()

    def _read(self, path: str) -> Document | None:
        """The new text of an article; None where more than a text has changed."""
        site = self._plugin.works.site
        docs = Path(site.config.docs_dir)
        if not path.endswith(".md") or not Path(path).is_relative_to(docs) or not Path(path).is_file():
            return None
        locale, _, rest = Path(path).relative_to(docs).as_posix().partition("/")
        edition = self._plugin.plan.editions.get(locale)
        page = edition.pages.get(rest) if edition else None
        if page is None or page.document is None or page.document.locale != locale:
            return None
        file = File(f"{locale}/{rest}", str(docs), "", site.config.use_directory_urls)
        file.inclusion = page.document.inclusion
        new = read_document(file, locale, rest)
        old = page.document
        same = replace(new, content=old.content, digest=old.digest, fingerprint=old.fingerprint) == old
        return new if same else None

    def prepare(self, locale: str) -> PreparedEdition:
        """A locale with all that its pages need at hand."""
        if locale not in self._editions:
            works = self._plugin.works
            self._editions[locale] = PreparedEdition(works.site, locale, works.place)
        return self._editions[locale]

    def _build_behind(self) -> None:
        """Bring the rest of the site up to date without keeping anyone waiting."""
        self._behind = os.fork()
        if self._behind == 0:
            code = 1
            try:
                os.nice(5)
                self._build_all()
                code = 0
            finally:
                os._exit(code)

    def stop(self) -> None:
        """End what is being built behind the reader's back."""
        if self._behind is not None:
            os.kill(self._behind, signal.SIGTERM)
            os.waitpid(self._behind, 0)
            self._behind = None
