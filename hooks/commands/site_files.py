"""What `editor-files` and `workflow-files` have in common: files that a site's folder lacks are written."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from ..check.settings import SettingsError, find_settings
from ..editing.changes import ChangeSet
from . import Answer


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The argument DIR, the site."""
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="the site (default: here)"
    )


def create_files(folder: Path, make: Callable[[Path], ChangeSet]) -> Answer:
    """Write what is missing of a site's files.

    Args:
        folder: the site, or a folder in it.
        make: says for the site's root what is missing.
    """
    try:
        settings = find_settings(folder)
    except SettingsError as error:
        return Answer(problem=str(error), exit_code=2)
    changes = make(settings.root)
    try:
        changes.apply()
    except OSError as error:
        return Answer(problem=f"{error.filename}: {error.strerror}. Nothing was changed.", exit_code=1)
    return Answer("\n".join(f"create  {path}" for path in sorted(changes.texts)) or "All is there already.")
