"""`helpcentre translate export` and `helpcentre translate import`."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from ..exchange import export_articles, import_articles, language_of_file
from ..writer import write_file
from .console import complain
from .project import site_of, usable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `translate`."""
    steps = parser.add_subparsers(required=True, metavar="STEP")
    export = steps.add_parser("export", help="write what needs translation, one PO file per locale")
    export.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    export.add_argument("--locale", metavar="xx", help="this locale only")
    export.add_argument("--all", action="store_true", help="what is translated already, too")
    export.add_argument(
        "--out",
        type=Path,
        default=Path("translations"),
        metavar="DIR",
        help="where to (default: translations/)",
    )
    export.set_defaults(run=_export)
    taking = steps.add_parser("import", help="write the articles that PO files translate")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE.po")
    taking.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    taking.set_defaults(run=_take)


def _export(arguments: argparse.Namespace) -> int:
    docs, locales = site_of(arguments.docs)
    chosen = [usable(locales, "--locale", arguments.locale)] if arguments.locale else locales.site
    for locale in chosen:
        if locale != locales.default:
            content, count = export_articles(docs, locale, locales, everything=arguments.all)
            if count:
                write_file(arguments.out / f"{locale}.po", content)
            print(
                f"{arguments.out / f'{locale}.po'}: {count} articles"
                if count
                else f"{locale}: nothing to translate"
            )
    return 0


def _take(arguments: argparse.Namespace) -> int:
    docs, locales = site_of(arguments.docs)
    outcomes: set[str] = set()
    for file in arguments.files:
        locale = usable(locales, str(file), language_of_file(file))
        results = import_articles(docs, file, locale, locales)
        for result in results:
            if result.reason:
                complain(result.outcome, f"{result.path}: {result.reason}", "yellow")
        counts = Counter(result.outcome for result in results)
        outcomes |= counts.keys()
        print(f"{file}: " + (", ".join(f"{count} {name}" for name, count in counts.items()) or "no messages"))
    return 1 if outcomes & {"refused", "unknown"} else 0
