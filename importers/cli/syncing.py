"""`helpcentre sync`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from ..errors import HelpcentreError, UsageError
from ..options import PYPROJECT, read_sources
from ..pipeline import run_import
from ..project import find_project
from ..report import Report
from .console import complain, progress
from .importing import options_of, parse
from .report import show_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `sync`."""
    parser.description = (
        "Import from the sources that pyproject.toml names in [tool.helpcentre.sources.NAME]."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these sources")
    parser.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 if something would change"
    )
    parser.add_argument("--json", action="store_true", help="print what became of each article as JSON")
    parser.set_defaults(run=_sync)


def _sync(arguments: argparse.Namespace) -> int:
    project = find_project(arguments.docs or Path.cwd())
    sources = read_sources(project.folder) if project else {}
    if unknown := [name for name in arguments.names if name not in sources]:
        raise UsageError(
            f"there is no source {unknown[0]!r}", where=PYPROJECT, hint=f"There are: {', '.join(sources)}."
        )
    if not sources:
        raise UsageError(
            "no sources are configured",
            where=PYPROJECT,
            hint='Add [tool.helpcentre.sources.website] with source = "https://example.com".',
        )
    results = {
        name: _sync_one(name, own, arguments)
        for name, own in sources.items()
        if not arguments.names or name in arguments.names
    }
    if arguments.json:
        plans = {
            name: report.plan if isinstance(report, Report) else {"error": str(report)}
            for name, report in results.items()
        }
        print(json.dumps(plans, ensure_ascii=False, indent=2))
    reports = [report for report in results.values() if isinstance(report, Report)]
    is_ready = len(reports) == len(results) and not any(report.has_failed for report in reports)
    return 0 if is_ready and not (arguments.check and any(report.has_changed for report in reports)) else 1


def _sync_one(name: str, own: Sequence[str], arguments: argparse.Namespace) -> Report | HelpcentreError:
    """Import one source; that it can't be read leaves the others alone."""
    docs = ["--docs", str(arguments.docs)] if arguments.docs else []
    dry_run = ["--dry-run"] if arguments.check else []
    try:
        given = parse([*own, *docs, *dry_run])
    except SystemExit as error:  # argparse has said what is wrong
        raise UsageError(
            "these settings make no sense", where=f"{PYPROJECT} [tool.helpcentre.sources.{name}]"
        ) from error
    try:
        options = options_of(given)
        report = run_import(options, progress)
    except HelpcentreError as error:
        complain(name, str(error))
        return error
    if not arguments.json:
        Console().print(f"[bold]{escape(name)}[/]", highlight=False)
        show_report(report, options)
    return report
