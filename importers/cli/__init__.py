"""The command line: one module for each command, arguments in, exit code out. The only place that prints.

Exit codes: 0 all is well, 1 something could not be imported or needs a decision, 2 wrong usage.

Only the module of the command that is asked for is loaded: `helpcentre check` in a commit hook doesn't wait
for what imports need.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from typing import Any

from ..errors import HelpcentreError

COMMANDS = {
    "import": ("importing", "import articles from WordPress or Intercom"),
    "sync": ("syncing", "import again from the sources of pyproject.toml"),
    "new": ("creating", "make a new site"),
    "status": ("status", "say what is translated, missing or out of date"),
    "translate": ("translating", "give translators PO files, and take them back"),
    "search": ("searching", "search the built site"),
    "search-report": ("search_report", "list what readers did not find"),
}
"""Command → its module, which has `add_arguments(parser)`, and what `--help` says of it."""

SITE_COMMANDS = "helpcentre.commands"
"""The entry points of the commands of the half that builds sites, which this one doesn't import."""

LAID_OUT = argparse.RawDescriptionHelpFormatter
"""Keeps the lines of the examples."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(next(iter(given), "")).parse_args(given)
    try:
        return int(options.run(options))
    except HelpcentreError as error:
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped. Every file is whole; run the same command to go on.", file=sys.stderr)
        return 130


def _parser(wanted: str) -> argparse.ArgumentParser:
    """The parser of one command, or of all if there is none of that name."""
    parser = argparse.ArgumentParser(
        prog="helpcentre", description="Move a help centre into Markdown, and make a fast site of it."
    )
    parser.add_argument("--version", action="version", version=f"helpcentre {_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    site = {entry.name: entry for entry in entry_points(group=SITE_COMMANDS)}
    names = [*COMMANDS, *sorted(site)]
    for name in [wanted] if wanted in names else names:
        if name in COMMANDS:
            module, text = COMMANDS[name]
            own = commands.add_parser(name, help=text, formatter_class=LAID_OUT)
            import_module(f".{module}", __name__).add_arguments(own)
        else:
            _add_site_command(commands, site[name])
    return parser


def _add_site_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], entry: EntryPoint
) -> None:
    command = entry.load()
    parser = commands.add_parser(
        entry.name,
        help=command.help,
        description=f"{command.help[:1].upper()}{command.help[1:]}.",
        epilog=command.epilog,
        formatter_class=LAID_OUT,
    )
    command.add_arguments(parser)
    parser.set_defaults(run=partial(_run_site_command, command))


def _run_site_command(command: Any, arguments: argparse.Namespace) -> int:
    answer = command.run(arguments)
    if answer.output:
        print(answer.output)
    if answer.problem:
        _complain(answer.problem)
    return int(answer.exit_code)


def _complain(problem: str) -> None:
    """Rich is loaded here only where it is needed: see the module's first lines."""
    console = import_module(".console", __name__)
    console.complain("error", problem)


def _version() -> str:
    try:
        return version("helpcentre")
    except PackageNotFoundError:  # run from a checkout
        return "(not installed)"
