"""`helpcentre changes`: two built sites in, what readers find changed as Markdown out."""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import quote

from ..verify.changes import compare_sites, is_within, write_markdown
from ..verify.pictures import PictureError, take_pictures
from . import Answer, Command

EPILOG = """\
examples:
  helpcentre changes before site
  helpcentre changes before site --url https://preview.example/12/ --pictures site/changes

It ends with 1 where a page is heavier, or more is broken, than allowed.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `changes`."""
    parser.add_argument("before", type=Path, metavar="BEFORE", help="the site as it was built before")
    parser.add_argument("after", type=Path, metavar="AFTER", help="the site as it is built now")
    parser.add_argument("--url", default="", help="where AFTER can be looked at, for links to its pages")
    parser.add_argument(
        "--pictures",
        type=Path,
        metavar="DIR",
        help="take pictures of changed pages; inside AFTER, they are linked",
    )
    parser.add_argument(
        "--page-budget", type=int, default=100, metavar="KB", help="size of a page, compressed (default: 100)"
    )
    parser.add_argument(
        "--broken-budget",
        type=int,
        default=0,
        metavar="N",
        help="links and more that may be broken (default: 0)",
    )


def run(arguments: argparse.Namespace) -> Answer:
    """Compare, take pictures if asked to, and judge."""
    before, after, pictures = arguments.before, arguments.after, arguments.pictures
    for site in (before, after):
        if not (site / "index.html").is_file():
            return Answer(problem=f"'{site}' holds no built site", exit_code=2)
    changes = compare_sites(before, after)
    url = arguments.url.rstrip("/") + "/" if arguments.url else ""
    if pictures:
        try:
            take_pictures(before, after, changes.pages, pictures)
        except PictureError as error:
            return Answer(problem=str(error), exit_code=1)
    is_inside = bool(url and pictures and changes.pages) and pictures.resolve().is_relative_to(
        after.resolve()
    )
    shown = url + quote(pictures.resolve().relative_to(after.resolve()).as_posix()) + "/" if is_inside else ""
    budgets = {"page_budget": arguments.page_budget, "broken_budget": arguments.broken_budget}
    told = write_markdown(changes, url=url, pictures=shown, **budgets)
    return Answer(told.rstrip("\n"), exit_code=int(not is_within(changes, **budgets)))


COMMAND = Command("list the pages that a change makes different", add_arguments, run, EPILOG)
