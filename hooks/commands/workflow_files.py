"""`helpcentre workflow-files`: gives a site's repository its continuous integration."""

from __future__ import annotations

import argparse
from functools import partial

from ..editing.workspace import WORKFLOWS, make_workflows
from . import Answer, Command
from .site_files import add_folder, create_files

EPILOG = """\
They check what a pull request changes and mark the lines, build the site, list the changed pages with
pictures, make a preview, publish the main branch, and pull the old help centre every night: see
guide/en/publishing/pull-requests.md.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `workflow-files`."""
    parser.add_argument("service", choices=tuple(WORKFLOWS), help="where the repository is")
    add_folder(parser)


def run(arguments: argparse.Namespace) -> Answer:
    """Write what is missing."""
    return create_files(arguments.folder, partial(make_workflows, service=arguments.service))


COMMAND = Command("let GitHub or GitLab check, preview and publish a site", add_arguments, run, EPILOG)
