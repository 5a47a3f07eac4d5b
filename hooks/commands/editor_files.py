"""`helpcentre editor-files`: makes VS Code know a site's articles and data."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..check.settings import SettingsError, find_settings
from ..editing.workspace import make_workspace
from . import Answer, Command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `editor-files`."""
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="the site (default: here)"
    )


def run(arguments: argparse.Namespace) -> Answer:
    """Write what is missing in the site's .vscode folder."""
    try:
        settings = find_settings(arguments.folder)
    except SettingsError as error:
        return Answer(problem=str(error), exit_code=2)
    changes = make_workspace(settings.root)
    try:
        changes.apply()
    except OSError as error:
        return Answer(problem=f"{error.filename}: {error.strerror}. Nothing was changed.", exit_code=1)
    return Answer("\n".join(f"create  {path}" for path in sorted(changes.texts)) or "All is there already.")


COMMAND = Command("make VS Code check and complete articles and data", add_arguments, run)
