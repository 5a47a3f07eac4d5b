"""`helpcentre new`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import OutputError, SourceError, UsageError
from ..live.systems import is_address
from ..locales import Locales, parse_locale
from ..newsite import Look, create_site
from ..options import CACHE, PYPROJECT, write_sources
from ..options import add_arguments as add_live_arguments
from ..pipeline import run_import
from ..survey import PICTURES, Survey, survey
from ..writer import write_asset, write_file
from .console import waiting
from .importing import introduce, options_of, parse
from .report import show_report

LABELS = {
    "name": "name",
    "colour": "accent",
    "logo": "logo",
    "icon": "icon",
    "preview": "image",
    "support": "support",
}
"""What people call what `Brand` has."""


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
        help="import these, as `helpcentre import` takes them, and take locales, name, colour, logo and "
        "support address from them",
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
    with waiting(options.sources):
        found = survey(options)
    locales = list(wanted or found.locales)
    if not locales:
        raise SourceError("nothing to import was found", where=", ".join(options.sources))
    name = arguments.name or found.brand.name
    _create_site(folder, locales, name, _look_of(found))
    for asset in found.pictures.values():
        write_asset(folder / "docs", asset)
    if addresses := [source for source in options.sources if is_address(source)]:
        write_file(folder / PYPROJECT, write_sources(addresses, options.system, options.allowed_hosts))
    print(f"Made {folder}: {', '.join(locales)}")
    print("\n".join(_brand_lines(found)))
    options = replace(options, locales=Locales(locales[0], tuple(locales)), cache=folder / CACHE)
    report = run_import(options, introduce, found.pulled)
    show_report(report, options)
    return 1 if report.has_failed else 0


def _look_of(found: Survey) -> Look:
    paths = {role: asset.path for role, asset in found.pictures.items()}
    return Look(accent=found.brand.accent, support=found.brand.support, **paths)


def _brand_lines(found: Survey) -> Iterator[str]:
    """What was found of the site's look, and what its owner has to add."""
    brand, missing = found.brand, []
    for label, role in LABELS.items():
        said = getattr(brand, role)
        if role in PICTURES and role not in found.pictures:
            said = f"{said} (not taken: it can't be had, or is no picture)" if said else ""
        if said:
            yield f"  {label + ':':9} {said}"
        else:
            missing.append(label)
    if brand.chat:
        yield f"  chat:     Intercom's messenger ({brand.chat}): add its script yourself, if you keep it"
    if missing:
        yield f"  not found: {', '.join(missing)}; add them to mkdocs.yml"


def _create_site(folder: Path, locales: Sequence[str], name: str, look: Look | None = None) -> None:
    try:
        create_site(folder, locales, name, look)
    except FileExistsError as error:
        raise OutputError("the folder is not empty", where=str(folder), hint="Name a new one.") from error


def _canonical(code: str) -> str:
    """`pt_br` → `pt-BR`; a new site's locales are as the user wants them."""
    if (subtags := parse_locale(code)) is None:
        raise UsageError(
            f"unknown locale {code!r}", where="--locales", hint="For example: --locales en,pt-BR"
        )
    return str(subtags)
