"""`helpcentre publish`: a built site's folder and a target in, what is uploaded and removed as text out."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..check.settings import SettingsError, find_settings
from ..publish.manifest import ManifestError
from ..publish.targets import TargetError, open_target
from ..publish.uploading import plan_upload, publish
from . import Answer, Command

EPILOG = """\
examples:
  helpcentre publish rsync:www@host.example:/srv/help --dry-run
  helpcentre publish s3://help.example.com             keys and region as boto3 finds them
  helpcentre publish git:origin#gh-pages               a branch that holds nothing but the site

Only what differs from what was published last is uploaded, and only what was published so is removed.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `publish`."""
    parser.add_argument(
        "target", metavar="TARGET", help="s3://bucket/prefix, rsync:host:/folder or git:remote#branch"
    )
    parser.add_argument(
        "--site", type=Path, metavar="DIR", help="the built site (default: that of mkdocs.yml)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")


def run(arguments: argparse.Namespace) -> Answer:
    """Upload what differs, or say what would be."""
    try:
        site = arguments.site or find_settings(Path.cwd()).site
    except SettingsError as error:
        return Answer(problem=str(error), exit_code=2)
    if not (site / "index.html").is_file():
        return Answer(problem=f"'{site}' holds no built site. Run `mkdocs build` first.", exit_code=2)
    try:
        target = open_target(arguments.target, site)
    except TargetError as error:
        return Answer(problem=str(error), exit_code=2)
    try:
        upload = plan_upload(site, target)
        if arguments.dry_run:
            return Answer(f"{upload.describe()}\nNothing was changed (--dry-run).")
        if any(upload.difference):
            publish(site, upload, target)
    except (TargetError, ManifestError) as error:
        return Answer(problem=str(error), exit_code=1)
    return Answer(upload.describe().replace(" to upload", " uploaded").replace(" to remove", " removed"))


COMMAND = Command("bring a built site to its host, only what differs", add_arguments, run, EPILOG)
