"""`helpcentre merge`: folders with some locales each in, the whole site out."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import Answer, Command
from .build import EPILOG, add_site_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `merge`."""
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="what helpcentre build has made")
    add_site_arguments(parser)


def run(arguments: argparse.Namespace) -> Answer:
    """Merge, and say where to."""
    from ..speed.command import run_merge  # noqa: PLC0415 (MkDocs with all plugins takes its time)

    missing = [str(folder) for folder in arguments.folders if not folder.is_dir()]
    if missing:
        return Answer(problem=f"there is no folder '{missing[0]}'", exit_code=2)
    return run_merge(arguments)


COMMAND = Command("make one site of locales that were built apart", add_arguments, run, EPILOG)
