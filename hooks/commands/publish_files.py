"""`helpcentre publish-files`: a built site's folder in, what its hosts need in and beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..check.settings import SettingsError, find_settings
from ..publish.built import FolderSite
from ..publish.delivery import HOSTING, deliver, read_languages
from ..publish.hosts import HOSTS
from ..publish.manifest import ManifestError
from . import Answer, Command

EPILOG = """\
examples:
  helpcentre publish-files                        as mkdocs.yml says: `hosts: [nginx]`
  helpcentre publish-files --host cloudfront      for another, without a new build
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `publish-files`."""
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="the built site (default: that of mkdocs.yml)"
    )
    parser.add_argument("--host", action="append", choices=tuple(HOSTS), default=[], help="again for several")


def run(arguments: argparse.Namespace) -> Answer:
    """Write the files, as the build does at its end."""
    folder, hosts = arguments.folder, arguments.host
    try:
        settings = find_settings(Path.cwd()) if not (folder and hosts) else None
    except SettingsError as error:
        return Answer(problem=str(error), exit_code=2)
    if settings:
        folder, hosts = folder or settings.site, hosts or list(settings.hosts)
    unknown = [host for host in hosts if host not in HOSTS]
    if unknown or not (folder / "index.html").is_file():
        what = f"there is no host '{unknown[0]}'" if unknown else f"'{folder}' holds no built site"
        return Answer(problem=what, exit_code=2)
    try:
        problems = deliver(FolderSite(folder), hosts, read_languages(folder))
    except ManifestError as error:
        return Answer(problem=str(error), exit_code=1)
    beside = [host for host in hosts if HOSTS[host].is_beside]
    where = f", and {folder.parent / HOSTING} for {', '.join(beside)}" if beside else ""
    told = f"Wrote what {', '.join(hosts) or 'every host'} needs into {folder}{where}."
    return Answer("\n".join([*(f"{problem}." for problem in problems), told]))


COMMAND = Command("write redirects and headers for the hosts of a built site", add_arguments, run, EPILOG)
