"""`helpcentre verify-site`: a built site's folder in, what is wrong with it as text out."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..verify.verifying import BuiltSite, verify
from . import Answer, Command

EPILOG = """\
example:
  mkdocs build --strict && helpcentre verify-site site
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `verify-site`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the built site")


def run(arguments: argparse.Namespace) -> Answer:
    """Read every page, and follow what stays on the site."""
    if not (arguments.folder / "index.html").is_file():
        return Answer(problem=f"'{arguments.folder}' holds no built site", exit_code=2)
    site = BuiltSite(arguments.folder)
    problems = [f"{problem.path}: {problem.what}" for problem in verify(site)]
    links = sum(len(page.links) + len(page.loads) for page in site.pages.values())
    counts = f"{len(site.pages)} pages, {links} links, {len(site.redirects)} redirects"
    told = f"{len(problems) or 'No'} problems in {counts}."
    return Answer("\n".join([*problems, told]), exit_code=int(bool(problems)))


COMMAND = Command("follow every link, redirect and translation of a built site", add_arguments, run, EPILOG)
