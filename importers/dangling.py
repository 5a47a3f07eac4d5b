"""Links to articles that a run could not write: the site's check would fail, so the report names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from .links import LinkMap
from .model import Notice
from .report import Entry

RULE = "dangling-link"


def note_dangling(done: Mapping[str, Entry], links: LinkMap, docs: Path) -> dict[str, Entry]:
    """Give the entry of each page a notice for every link to an article without a file.

    Args:
        done: path of each article of the run → what became of it.
        links: where its links were pointed.
        docs: the docs folder; the file of an earlier run is as good.
    """
    missing = {
        path: entry
        for path, entry in done.items()
        if entry.status in ("skipped", "failed") and not (docs / path).is_file()
    }
    return {path: _with_notices(entry, missing, links) for path, entry in done.items()}


def _with_notices(entry: Entry, missing: Mapping[str, Entry], links: LinkMap) -> Entry:
    if not missing or entry.page is None or entry.status in ("skipped", "failed"):
        return entry
    notices = []
    for address in entry.page.links:
        found = links.resolve(address, entry.page.article)
        if found and (goal := missing.get(found[0])):
            message = f"{address} leads to an article that was not written: {goal.reason}"
            notices.append(Notice(RULE, message))
    return replace(entry, notices=(*entry.notices, *notices))
