"""`helpcentre editor-files`: makes VS Code know a site's articles and data."""

from __future__ import annotations

import argparse

from ..editing.workspace import make_workspace
from . import Answer, Command
from .site_files import add_folder, create_files


def run(arguments: argparse.Namespace) -> Answer:
    """Write what is missing in the site's .vscode folder."""
    return create_files(arguments.folder, make_workspace)


COMMAND = Command("make VS Code check and complete articles and data", add_folder, run)
