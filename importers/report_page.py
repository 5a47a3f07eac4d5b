"""The import report as a page for people: worst first, source beside result, to open without a server."""

from __future__ import annotations

from dataclasses import dataclass

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined

from .fidelity import KINDS, render
from .report import Entry, Report

LABELS = {"cells": "table cells", "items": "list items"}
"""What kinds of things are called where their names say too little."""
SHOWN_TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area"} | {"details", "summary", "figure", "figcaption"}
"""What both sides are shown with: text and structure, but nothing that a browser would fetch."""


def render_report(report: Report) -> str:
    """Return the report as one HTML page that loads nothing."""
    package = __package__ or "importers"
    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = sorted(map(Row, report.entries), key=lambda row: (-row.badness, row.name))
    template = environment.get_template("report.html")
    return template.render(report=report, rows=rows, kinds=KINDS, labels=LABELS)


@dataclass(frozen=True)
class Row:
    """One entry as the page shows it."""

    entry: Entry

    @property
    def name(self) -> str:
        """The file that was written, else where the article was read."""
        return self.entry.page.path if self.entry.page else str(self.entry.origin)

    @property
    def losses(self) -> dict[str, tuple[str, ...]]:
        """Kind → what is lost of it; only the kinds that lost something."""
        return self.entry.account.losses if self.entry.account else {}

    @property
    def badness(self) -> int:
        """How much a person should look at it: failures, then losses, then notices, then removals."""
        lost = sum(map(len, self.losses.values()))
        failed = self.entry.status in ("failed", "conflict")
        return failed * 10**9 + lost * 10**4 + len(self.entry.notices) * 10 + bool(self.entry.removed)

    @property
    def source(self) -> str:
        """The source's own HTML, made harmless."""
        return nh3.clean(self.entry.page.article.html, tags=SHOWN_TAGS) if self.entry.page else ""

    @property
    def result(self) -> str:
        """The written page, rendered as the site does and made harmless."""
        page = self.entry.page
        return nh3.clean(render(page.body, page.article.locale or "en"), tags=SHOWN_TAGS) if page else ""
