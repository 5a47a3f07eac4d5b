"""`helpcentre build`: the site, or some of its locales, as a part of it that `helpcentre merge` takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import Answer, Command

EPILOG = """\
examples:
  helpcentre build                                       the whole site, as mkdocs build
  helpcentre build --locales fr,de --site-dir shard-1    two locales, with their addresses in the whole site
  helpcentre merge shard-1 shard-2                       the whole site, of the parts that others have built
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `build`."""
    parser.add_argument("--locales", default="", metavar="xx,yy", help="only these (default: all)")
    add_site_arguments(parser)


def add_site_arguments(parser: argparse.ArgumentParser) -> None:
    """Those that `merge` has too."""
    parser.add_argument("--strict", action="store_true", help="end with 1 where there are warnings")
    parser.add_argument("--site-dir", type=Path, metavar="DIR", help="where the site goes (default: site)")
    parser.add_argument("--config", type=Path, metavar="mkdocs.yml", help="default: mkdocs.yml here")


def run(arguments: argparse.Namespace) -> Answer:
    """Build, and say where to."""
    from ..speed.command import run_build  # noqa: PLC0415 (MkDocs with all plugins takes its time)

    locales = [locale for each in arguments.locales.split(",") if (locale := each.strip())]
    return run_build(arguments, locales)


COMMAND = Command("build the site, or some of its locales", add_arguments, run, EPILOG)
