"""`helpcentre article new | move | remove`: arguments in, what was changed as text out."""

from __future__ import annotations

import argparse
from pathlib import Path

from mkdocs.exceptions import ConfigurationError

from ..check.settings import SettingsError, find_settings, read_settings
from ..editing.articles import EditingError, create_article, move_article, remove_article
from ..editing.changes import ChangeSet
from ..editing.site import Site, read_site
from . import Answer, Command

EPILOG = """\
examples:
  helpcentre article new "Change your plan" --collection billing
  helpcentre article new "Changer d'offre" --collection billing --key change-your-plan --locale fr
  helpcentre article move change-your-plan plans/            to another collection
  helpcentre article move change-your-plan switch-plans      to another name
  helpcentre article remove old-fees --instead fees
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `article`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="new | move | remove")
    new = actions.add_parser("new", help="begin an article or a translation, as a draft")
    new.add_argument("title")
    new.add_argument("--collection", required=True, metavar="KEY")
    new.add_argument("--locale", default="", metavar="xx", help="default: the site's default language")
    new.add_argument("--key", default="", help="the file's name (default: made of the title)")
    move = actions.add_parser("move", help="move or rename an article, with its translations")
    move.add_argument("article", metavar="OLD", help="its key, or collection/key")
    move.add_argument("target", metavar="NEW", help="a key, collection/key, or collection/")
    remove = actions.add_parser("remove", help="remove an article, with its translations")
    remove.add_argument("article", metavar="KEY")
    remove.add_argument("--instead", default="", metavar="KEY", help="where its links and addresses lead now")
    remove.add_argument("--unlink", action="store_true", help="make words of the links to it")
    for action in (new, move, remove):
        action.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
        action.add_argument("--config", type=Path, metavar="mkdocs.yml", help="default: the nearest above")


def run(arguments: argparse.Namespace) -> Answer:
    """Change the docs folder, or say what would change."""
    try:
        settings = read_settings(arguments.config) if arguments.config else find_settings(Path.cwd())
        changes = _plan(arguments, read_site(settings))
    except SettingsError as error:
        return Answer(problem=str(error), exit_code=2)
    except (EditingError, ConfigurationError) as error:
        return Answer(problem=str(error), exit_code=1)
    told = changes.describe()
    if arguments.dry_run:
        return Answer(f"{told}\nNothing was written (--dry-run).")
    try:
        changes.apply()
    except OSError as error:
        return Answer(problem=f"{error.filename}: {error.strerror}. Nothing was changed.", exit_code=1)
    return Answer(told)


def _plan(arguments: argparse.Namespace, site: Site) -> ChangeSet:
    if arguments.action == "new":
        return create_article(site, arguments.title, arguments.collection, arguments.locale, arguments.key)
    if arguments.action == "move":
        return move_article(site, arguments.article, arguments.target)
    return remove_article(site, arguments.article, arguments.instead, is_unlinked=arguments.unlink)


COMMAND = Command("make, move and remove articles with their translations", add_arguments, run, EPILOG)
