"""`helpcentre search-report`: what readers searched for and did not find."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ..errors import SourceError
from ..search_report import SearchReport, read_log


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `search-report`."""
    parser.description = "List the queries of a log that found nothing, or whose answers stand too far down."
    parser.add_argument("log", type=Path, metavar="FILE", help="what the site's search told, as JSON lines")
    parser.set_defaults(run=_search_report)


def _search_report(arguments: argparse.Namespace) -> int:
    try:
        lines = arguments.log.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            "the log can't be read", where=str(arguments.log), hint="Name a text file of JSON lines."
        ) from error
    print("\n".join(_search_report_lines(read_log(lines, str(arguments.log)))))
    return 0


def _search_report_lines(report: SearchReport) -> Iterator[str]:
    yield "Nothing found (times, locale, query):" if report.missed else "Every query found something."
    for missed in report.missed:
        yield f"  {missed.count:4}  {missed.locale}  {missed.query}"
    if report.buried:
        yield "Found too far down (times, locale, query, mean rank, what was chosen):"
    for buried in report.buried:
        chosen = unquote(buried.url)
        yield f"  {buried.count:4}  {buried.locale}  {buried.query}  {buried.rank:.1f}  {chosen}"
