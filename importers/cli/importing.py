"""`helpcentre import`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import UsageError
from ..live.intercom import REGIONS
from ..options import CACHE, read_live
from ..options import add_arguments as add_live_arguments
from ..pairing import Placed
from ..pipeline import Options, run_import
from ..project import find_project
from ..report_page import render_report
from ..sources import SOURCES
from ..writer import write_file
from .console import progress, waiting
from .project import locales_of_project, usable
from .report import show_found, show_report

EXAMPLES = """\
examples:
  helpcentre import wordpress export/pages.json      saved answers of the REST API
  helpcentre import intercom articles.json collections.json
  helpcentre import export/                          finds out what it is
  helpcentre import https://help.example.com         finds out what runs there
  helpcentre import zendesk https://example.zendesk.com
  curl -s https://example.com/wp-json/wp/v2/pages | helpcentre import wordpress -
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `import`."""
    parser.description = "Import articles into the docs folder. Run again, it brings over what changed."
    parser.epilog = EXAMPLES
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help=f"addresses, files, folders, or - for standard input; first {' or '.join(SOURCES)} to say "
        "what they are",
    )
    parser.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    parser.add_argument("--locale", metavar="xx", help="locale of what the source gives none")
    parser.add_argument("--collection", metavar="NAME", help="collection of all new articles")
    parser.add_argument(
        "--default-locale", metavar="xx", help="locale that names keys (default: the project's)"
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE.json",
        help="write what became of each article; FILE.html makes a page to read",
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit 1 if an article lost anything without a recorded reason"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    add_live_arguments(parser)
    parser.set_defaults(run=_import)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read what would stand behind `helpcentre import`; argparse ends the program at what makes no sense."""
    parser = argparse.ArgumentParser(prog="helpcentre import")
    add_arguments(parser)
    return parser.parse_args(arguments)


def _import(arguments: argparse.Namespace) -> int:
    is_page = bool(arguments.report and arguments.report.suffix == ".html")
    options = replace(options_of(arguments), keep_texts=is_page)
    with waiting(options.sources) as status:

        def begin(placed: Sequence[Placed]) -> Iterable[Placed]:
            status.stop()
            return (progress if options.system else introduce)(placed)

        report = run_import(options, begin)
    show_report(report, options)
    if arguments.report:
        write_file(arguments.report, render_report(report) if is_page else report.to_json())
    return 1 if report.has_failed or (arguments.strict and report.has_lost) else 0


def introduce(placed: Sequence[Placed]) -> Iterable[Placed]:
    """Say what was found out, then show how far its import is."""
    show_found(placed)
    return progress(placed)


def options_of(arguments: argparse.Namespace) -> Options:
    """Settle what the arguments leave open by the project's mkdocs.yml.

    Raises:
        UsageError: the arguments make no sense.
    """
    system, sources = None, list(arguments.sources)
    if sources[0] in SOURCES:
        system = sources.pop(0)
    if not sources and system == "intercom":
        sources = [REGIONS[arguments.region]]
    if not sources:
        raise UsageError(
            f"`import {system}` needs an address, a file or a folder", hint="For example: export/"
        )
    project = find_project(arguments.docs or Path.cwd())
    docs = arguments.docs or (project.docs if project else None)
    if docs is None:
        raise UsageError(
            "there is no mkdocs.yml here or above, so no docs folder to import into",
            hint="Run it in a site's folder, name one with --docs, or make a site with `helpcentre new`.",
        )
    if docs.exists() and not docs.is_dir():
        raise UsageError("the docs folder is a file", where=str(docs), hint="Name a folder with --docs.")
    locales = locales_of_project(project, arguments.default_locale)
    return Options(
        sources=tuple(sources),
        docs=docs,
        locales=locales,
        system=system,
        locale=usable(locales, "--locale", arguments.locale) if arguments.locale else None,
        collection=arguments.collection,
        dry_run=arguments.dry_run,
        cache=(project.folder if project else docs.parent) / CACHE,
        **read_live(arguments),
    )
