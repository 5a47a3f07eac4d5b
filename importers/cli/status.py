"""`helpcentre status`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..errors import UsageError
from ..status import PROBLEMS, Overview, accept, read_overview
from .console import stderr
from .project import site_of, usable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `status`."""
    parser.description = "Say what is translated, missing or out of date, and what an editor should look at."
    parser.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    parser.add_argument("--locale", metavar="xx", help="this locale only")
    parser.add_argument("--json", action="store_true", help="write it as JSON")
    parser.add_argument(
        "--fail-on",
        default="",
        metavar="stale,missing",
        help=f"exit 1 if there are any of: {', '.join(PROBLEMS)}",
    )
    parser.add_argument(
        "--accept",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help="these translations have been brought up to date with their originals",
    )
    parser.set_defaults(run=_status)


def _status(arguments: argparse.Namespace) -> int:
    docs, locales = site_of(arguments.docs)
    problems = [name.strip() for name in arguments.fail_on.split(",") if name.strip()]
    if unknown := [name for name in problems if name not in PROBLEMS]:
        raise UsageError(
            f"unknown: {', '.join(unknown)}", where="--fail-on", hint=f"Known: {', '.join(PROBLEMS)}."
        )
    for path in accept(docs, arguments.accept, locales):
        stderr().print(f"up to date: {escape(path)}", highlight=False)
    overview = read_overview(docs, locales)
    if arguments.locale:
        locale = usable(locales, "--locale", arguments.locale)
        articles = tuple(one for one in overview.articles if one.locale == locale)
        overview = replace(overview, locales=(locale,), articles=articles)
    if arguments.json:
        print(overview.to_json(), end="")
    else:
        _show_overview(overview)
    return 1 if overview.having(problems) else 0


def _show_overview(overview: Overview) -> None:
    console = Console()
    for article in overview.having(PROBLEMS):
        place = f"{article.locale}/{article.path}"
        if article.state in PROBLEMS:
            console.print(f"[yellow]{article.state}[/] {escape(place)}", soft_wrap=True, highlight=False)
        for finding in article.findings:
            text = f"[cyan]{finding.kind}[/] {escape(place)}: {escape(finding.text)}"
            console.print(text, soft_wrap=True, highlight=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("locale")
    columns = ("original", "translated", *PROBLEMS)
    shown = [name for name in columns if any(overview.count(locale, name) for locale in overview.locales)]
    for name in shown:
        table.add_column(name, justify="right")
    for locale in overview.locales:
        table.add_row(locale, *(str(overview.count(locale, name)) for name in shown))
    console.print(table)
