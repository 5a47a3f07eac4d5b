"""`helpcentre check`: arguments in, findings as text out."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from ..check.changes import find_base, list_changed
from ..check.checking import apply_edits, check, checkable, kind_of
from ..check.docs_folder import DocsFolder
from ..check.findings import Finding
from ..check.formats import FORMATS, list_rules
from ..check.settings import Settings, SettingsError, find_settings, read_settings
from ..editing.changes import ChangeSet
from . import Answer, Command

EPILOG = """\
examples:
  helpcentre check                          everything; in a pull request of GitHub or GitLab what it changes
  helpcentre check docs/en/billing          a folder
  helpcentre check --fix                    mend what can only be meant one way
  helpcentre check --format sarif > check.sarif

It ends with 1 where there is an error. How severe a rule is, mkdocs.yml says:
see guide/en/writing/check-articles.md.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `check`."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files or folders (default: all)")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="default: text")
    parser.add_argument("--fix", action="store_true", help="mend what can only be meant one way")
    parser.add_argument("--all", action="store_true", help="in a pull request, too, check every file")
    parser.add_argument("--rules", action="store_true", help="list the rules and their severities")
    parser.add_argument("--config", type=Path, metavar="mkdocs.yml", help="default: the nearest above")


def run(arguments: argparse.Namespace) -> Answer:
    """Check, and mend if asked to."""
    try:
        start = next(iter(arguments.files), Path.cwd())
        settings = read_settings(arguments.config) if arguments.config else find_settings(start)
    except SettingsError as error:
        return Answer(problem=str(error), exit_code=2)
    if arguments.rules:
        return Answer(list_rules(settings.severities))
    missing = [str(file) for file in arguments.files if not file.exists()]
    if missing:
        return Answer(problem=f"there is no file or folder '{missing[0]}'", exit_code=2)
    library = _open(settings)
    paths = _choose(arguments, library)
    findings = list(check(library, paths, settings.severities, settings.root))
    if arguments.fix and any(each.edit for each in findings):
        _fix(findings, library, settings)
        library = _open(settings)
        findings = list(check(library, paths, settings.severities, settings.root))
    return Answer(
        FORMATS[arguments.format](findings, len(paths)),
        exit_code=int(any(each.severity == "error" for each in findings)),
    )


def _open(settings: Settings) -> DocsFolder:
    return DocsFolder(settings.docs.resolve(), settings.locales, settings.host)


def _choose(arguments: argparse.Namespace, library: DocsFolder) -> list[str]:
    """The files to check, below the docs folder."""
    given = list(arguments.files)
    base = "" if given or arguments.all else find_base(os.environ)
    if base and (changed := list_changed(base, library.docs)) is not None:
        return sorted(_with_translations(_below(changed, library), library))
    return sorted(_below(given, library)) if given else checkable(library)


def _with_translations(paths: Iterable[str], library: DocsFolder) -> set[str]:
    """Files, and those that say the same in another language: a price that changes in one differs there."""
    found = set(paths)
    for path in tuple(found):
        locale, _, place = path.partition("/")
        if locale in library.locales:
            found |= {f"{each}/{place}" for each in library.locales} & library.paths
    return found


def _below(given: Iterable[Path], library: DocsFolder) -> set[str]:
    found = set()
    for each in given:
        path = each.resolve()
        if path == library.docs or path in library.docs.parents:
            return set(checkable(library))
        if path.is_relative_to(library.docs):
            name = path.relative_to(library.docs).as_posix()
            found |= {file for file in library.paths if file == name or file.startswith(f"{name}/")}
    return {file for file in found if kind_of(file, library)}


def _fix(findings: Iterable[Finding], library: DocsFolder, settings: Settings) -> None:
    """Make the safe edits, in all files or in none."""
    edits: dict[str, list[Finding]] = {}
    for each in findings:
        if each.edit:
            edits.setdefault(each.path, []).append(each)
    changes = ChangeSet(settings.root.resolve())
    for name, listed in edits.items():
        source = library.read((settings.root.resolve() / name).relative_to(library.docs).as_posix())
        if source:
            changes.write(name, apply_edits(source.text, [each.edit for each in listed if each.edit]))
    changes.apply()


COMMAND = Command("check articles and data for mistakes", add_arguments, run, EPILOG)
