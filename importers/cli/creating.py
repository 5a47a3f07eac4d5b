"""`helpcentre new`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import OutputError, SourceError, UsageError
from ..live.systems import is_address
from ..locales import Locales, parse_locale
from ..newsite import create_site
from ..options import CACHE, PYPROJECT, write_sources
from ..options import add_arguments as add_live_arguments
from ..pipeline import run_import
from ..survey import survey
from ..writer import write_file
from .console import progress
from .importing import options_of, parse
from .report import show_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `new`."""
    parser.description = "Make a new site to import into."
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--locales", default="", metavar="en,fr", help="its locales, the default one first")
    parser.add_argument(
        "--from",
        nargs="+",
        default=[],
        dest="sources",
        metavar="SOURCE",
        help="import these, as `helpcentre import` takes them, and take locales and name from them",
    )
    parser.add_argument("--name", default="", help="its name (default: made from DIR)")
    add_live_arguments(parser)
    parser.set_defaults(run=_new)


def _new(arguments: argparse.Namespace) -> int:
    codes = [code.strip() for code in arguments.locales.split(",") if code.strip()]
    if not codes and not arguments.sources:
        raise UsageError("no locales were given", where="--locales", hint="For example: --locales en,fr")
    locales = list(dict.fromkeys(map(_canonical, codes)))
    if arguments.sources:
        return _new_from(arguments, locales)
    _create_site(arguments.folder, locales, arguments.name)
    print(f"Made {arguments.folder}. Next:\n  cd {arguments.folder}")
    print("  helpcentre import export/\n  mkdocs serve --livereload")
    return 0


def _new_from(arguments: argparse.Namespace, wanted: Sequence[str]) -> int:
    """Make a site of what the sources hold, and import them."""
    folder: Path = arguments.folder
    given = parse(arguments.sources)
    vars(given).update(vars(arguments) | {"docs": folder / "docs"})
    known = Locales(wanted[0], tuple(wanted)) if wanted else Locales("en")
    options = replace(options_of(given), locales=known, cache=None)
    found = survey(options)
    locales = list(wanted or found.locales)
    if not locales:
        raise SourceError("nothing to import was found", where=", ".join(options.sources))
    _create_site(folder, locales, arguments.name or found.name)
    if addresses := [source for source in options.sources if is_address(source)]:
        write_file(folder / PYPROJECT, write_sources(addresses, options.system))
    print(f"Made {folder}: {', '.join(locales)}")
    options = replace(options, locales=Locales(locales[0], tuple(locales)), cache=folder / CACHE)
    report = run_import(options, progress, found.pulled)
    show_report(report, options)
    return 1 if report.has_failed else 0


def _create_site(folder: Path, locales: Sequence[str], name: str) -> None:
    try:
        create_site(folder, locales, name)
    except FileExistsError as error:
        raise OutputError("the folder is not empty", where=str(folder), hint="Name a new one.") from error


def _canonical(code: str) -> str:
    """`pt_br` → `pt-BR`; a new site's locales are as the user wants them."""
    if (subtags := parse_locale(code)) is None:
        raise UsageError(
            f"unknown locale {code!r}", where="--locales", hint="For example: --locales en,pt-BR"
        )
    return str(subtags)
