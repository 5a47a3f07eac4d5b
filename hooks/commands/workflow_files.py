"""`helpcentre workflow-files`: gives a site's repository its continuous integration."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..check.settings import SettingsError, find_settings
from ..editing.workspace import WORKFLOWS, make_workflows
from . import Answer, Command

EPILOG = """\
They check what a pull request changes and mark the lines, build the site, list the changed pages with
pictures, make a preview, publish the main branch, and pull the old help centre every night: see
guide/en/publishing/pull-requests.md.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `workflow-files`."""
    parser.add_argument("service", choices=tuple(WORKFLOWS), help="where the repository is")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="the site (default: here)"
    )


def run(arguments: argparse.Namespace) -> Answer:
    """Write what is missing."""
    try:
        settings = find_settings(arguments.folder)
    except SettingsError as error:
        return Answer(problem=str(error), exit_code=2)
    changes = make_workflows(settings.root, arguments.service)
    try:
        changes.apply()
    except OSError as error:
        return Answer(problem=f"{error.filename}: {error.strerror}. Nothing was changed.", exit_code=1)
    return Answer("\n".join(f"create  {path}" for path in sorted(changes.texts)) or "All is there already.")


COMMAND = Command("let GitHub or GitLab check, preview and publish a site", add_arguments, run, EPILOG)
