"""`helpcentre search`: ask the built site's search, as a reader would."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..project import find_project
from ..searching import search_site
from .project import locales_of_project, usable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `search`."""
    parser.description = "Ask the built site's search, as a reader would."
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--locale", metavar="xx", help="locale to search in (default: the project's default)")
    parser.add_argument(
        "--site", type=Path, default=Path("site"), metavar="DIR", help="the built site (default: site/)"
    )
    parser.add_argument("--json", action="store_true", help="write the whole answer as JSON")
    parser.set_defaults(run=_search)


def _search(arguments: argparse.Namespace) -> int:
    locales = locales_of_project(find_project(Path.cwd()), None)
    locale = usable(locales, "--locale", arguments.locale) if arguments.locale else locales.default
    (answer,) = search_site(arguments.site, locale, [arguments.query])
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_answer_lines(answer)))
    return 0 if answer["results"] else 1


def _answer_lines(answer: Mapping[str, Any]) -> Iterator[str]:
    if answer["corrected"]:
        yield f"Showing results for: {answer['corrected']}"
    if not answer["results"]:
        yield "Nothing found."
    for rank, result in enumerate(answer["results"], start=1):
        yield f"{rank}. {' › '.join(filter(None, (result['title'], result['section'])))}"
        yield f"   {unquote(result['url'])}"
