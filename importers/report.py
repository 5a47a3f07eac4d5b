"""The import report: what became of each article, as data (`report.schema.json`).

Entries are added in the order of the run; nothing in a report depends on the clock or the machine.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, get_args

from .fidelity import KINDS, Account
from .model import Failure, Notice, Origin, Page, Removal, Status

VERSION = 1
EMPTY = {"source": 0, "kept": 0, "removed": 0, "lost": []}


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in one locale."""

    origin: Origin
    status: Status
    reason: str | None = None
    locale: str | None = None
    page: Page | None = None
    """None for what never became a page."""
    account: Account | None = None
    notices: tuple[Notice, ...] = ()
    removed: tuple[Removal, ...] = ()
    is_gone: bool = False
    """Whether its source doesn't have it any more."""

    @classmethod
    def of_failure(cls, failure: Failure) -> Entry:
        """Enter what a source could not read."""
        status: Status = "skipped" if failure.skipped else "failed"
        return cls(failure.origin, status, failure.reason, failure.locale)

    @classmethod
    def of_page(cls, page: Page, account: Account | None, status: Status, reason: str | None) -> Entry:
        """Enter an article that became a page."""
        return cls(
            page.article.origin,
            status,
            reason,
            page.article.locale,
            page,
            account,
            page.notices,
            page.removed,
        )


@dataclass(slots=True)
class Report:
    """All entries of a run."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The systems that the articles are from."""
        return ", ".join(sorted({entry.origin.system for entry in self.entries if entry.origin.system}))

    @property
    def totals(self) -> dict[str, int]:
        """How many entries have each status."""
        counts = Counter(entry.status for entry in self.entries)
        return {status: counts[status] for status in get_args(Status)}

    def totals_of(self, locale: str | None) -> dict[str, int]:
        """The same for one locale."""
        return Report([entry for entry in self.entries if entry.locale == locale]).totals

    @property
    def has_changed(self) -> bool:
        """Whether a file is another one than before, or would be."""
        return any(entry.status in ("created", "updated", "merged", "removed") for entry in self.entries)

    @property
    def plan(self) -> dict[str, Any]:
        """What became of each article that is not as it was, in short."""
        names = ("id", "locale", "path", "status", "reason")
        articles = [_entry(entry) for entry in self.entries if entry.status not in ("unchanged", "skipped")]
        return {
            "totals": self.totals,
            "articles": [{name: article[name] for name in names} for article in articles],
        }

    @property
    def has_failed(self) -> bool:
        """Whether anything needs the user: a failure or a conflict."""
        return any(entry.status in ("failed", "conflict") for entry in self.entries)

    @property
    def has_lost(self) -> bool:
        """Whether anything of a source stands neither on its page nor in a recorded removal."""
        return any(entry.account.losses for entry in self.entries if entry.account)

    def to_json(self) -> str:
        """Return the report as JSON text."""
        data = {
            "version": VERSION,
            "source": self.source,
            "articles": [_entry(entry) for entry in self.entries],
            "totals": self.totals,
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    origin, page = entry.origin, entry.page
    counts = asdict(entry.account) if entry.account else {}
    return {
        "source": origin.system,
        "id": origin.id,
        "file": origin.file,
        "json_path": origin.json_path,
        "field": origin.field,
        "source_url": origin.url,
        "locale": entry.locale,
        "key": page.key if page else None,
        "path": page.path if page and entry.status not in ("failed", "skipped") else None,
        "status": entry.status,
        "reason": entry.reason,
        **{name: counts.get(name, EMPTY) for name in KINDS},
        "added": counts.get("added", []),
        "moved": counts.get("moved", []),
        "components": dict(sorted(page.components.items())) if page else {},
        "removed": [_plain(removal) for removal in entry.removed],
        "warnings": [asdict(notice) for notice in entry.notices],
    }


def _plain(removal: Removal) -> dict[str, str]:
    return {name: getattr(removal, name) for name in ("step", "selector", "reason", "text")}


def locales_of(entries: Iterable[Entry]) -> list[str | None]:
    """The locales of entries, sorted, what has none last."""
    found = {entry.locale for entry in entries}
    return [*sorted(locale for locale in found if locale), *([None] if None in found else [])]
