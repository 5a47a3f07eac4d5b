"""What people read of an import: what failed, was lost or needs a look, and how many of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..pairing import Placed
from ..pipeline import Options
from ..report import Entry, Report, locales_of
from ..sources import SOURCES
from .console import stderr

MOST = 8
"""Messages of one kind that are shown; the report has them all."""


def show_report(report: Report, options: Options) -> None:
    """Write what became of the articles: faults to standard error, counts to standard output."""
    out, err = Console(), stderr()
    _show_messages(err, "failed", "red", [entry for entry in report.entries if entry.status == "failed"])
    _show_messages(err, "conflict", "red", [entry for entry in report.entries if entry.status == "conflict"])
    _show_messages(err, "skipped", "yellow", [entry for entry in report.entries if entry.status == "skipped"])
    _show_messages(err, "gone", "yellow", [entry for entry in report.entries if entry.is_gone])
    _show_losses(err, report.entries)
    _show_notices(err, report.entries)
    out.print(_table(report), soft_wrap=False)
    if options.dry_run:
        out.print("Nothing was written (--dry-run).")


def show_found(placed: Sequence[Placed]) -> None:
    """Write what is about to be imported: from which systems, in which languages and collections."""
    systems = Counter(one.article.origin.system for one in placed)
    named = [f"{count} from {SOURCES[name].TITLE}" for name, count in sorted(systems.items())]
    lines = [f"Found: {', '.join(named) or 'nothing that can be imported'}"]
    locales = Counter(one.article.locale or "?" for one in placed)
    lines += [f"  languages: {_most(f'{name} ({count})' for name, count in locales.most_common())}"]
    collections = Counter(one.path.split("/")[1] for one in placed)
    lines += [f"  collections: {_most(f'{name} ({count})' for name, count in collections.most_common())}"]
    Console().print("\n".join(lines if placed else lines[:1]), soft_wrap=True, highlight=False, markup=False)


def _most(names: Iterable[str]) -> str:
    listed = list(names)
    rest = f" and {len(listed) - MOST} more" if len(listed) > MOST else ""
    return ", ".join(listed[:MOST]) + rest


def _show_messages(console: Console, label: str, style: str, entries: Sequence[Entry]) -> None:
    for entry in entries[:MOST]:
        place = f"{entry.origin} ({entry.locale})" if entry.locale else str(entry.origin)
        text = f"[{style}]{label}:[/] {escape(place)}: {escape(entry.reason or '')}"
        console.print(text, soft_wrap=True, highlight=False)
    if len(entries) > MOST:
        console.print(
            f"[{style}]{label}:[/] … and {len(entries) - MOST} more, all in --report", highlight=False
        )


def _show_losses(console: Console, entries: Iterable[Entry]) -> None:
    """One line for each article that lost something, with the first thing it lost."""
    lossy = [(entry, entry.account.losses) for entry in entries if entry.account and entry.account.losses]
    for entry, losses in lossy[:MOST]:
        counts = ", ".join(f"{kind} {len(lost)}" for kind, lost in losses.items())
        first = next(iter(losses.values()))[0]
        place = entry.page.path if entry.page else entry.origin
        text = f"[red]lost:[/] {escape(str(place))}: {counts}, such as: {escape(first)}"
        console.print(text, soft_wrap=True, highlight=False)
    if lossy:
        total = sum(len(lost) for _, losses in lossy for lost in losses.values())
        console.print(
            f"[red]lost:[/] {total} things in {len(lossy)} of the articles, all in --report", highlight=False
        )


def _show_notices(console: Console, entries: Iterable[Entry]) -> None:
    """One line for each rule, with the first place it was found in."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for notice in entry.notices:
            place = entry.page.path if entry.page else str(entry.origin)
            found.setdefault(notice.rule, []).append(f"{place}: {notice.message}")
    for rule, messages in sorted(found.items()):
        more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
        console.print(
            f"[cyan]notice {escape(rule)}:[/] {escape(messages[0])}{more}", soft_wrap=True, highlight=False
        )


def _table(report: Report) -> Table:
    """Counts by locale; only what happened gets a column."""
    columns = [status for status, count in report.totals.items() if count]
    table = Table(box=None, pad_edge=False)
    table.add_column("locale")
    for status in columns:
        table.add_column(status, justify="right")
    rows = locales_of(report.entries)
    for locale in rows:
        counts = report.totals_of(locale)
        table.add_row(locale or "–", *(str(counts[status]) for status in columns))
    if len(rows) != 1:
        table.add_row("all", *(str(report.totals[status]) for status in columns), style="bold")
    return table
