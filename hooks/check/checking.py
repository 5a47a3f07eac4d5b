"""The check itself: every rule on every file, and the safe edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..taxonomy import DATA_FOLDER
from .docs_folder import DocsFolder
from .findings import Edit, Finding, Rule, Severity
from .rules import RULES
from .source import Source

DATA_SUFFIXES = (".yml", ".yaml")


def check(
    library: DocsFolder, paths: Iterable[str], severities: Mapping[str, Severity], root: Path
) -> Iterator[Finding]:
    """Findings in files of the docs folder, file by file, by line.

    Args:
        library: the docs folder.
        paths: the files, below the docs folder; what is neither Markdown of a locale nor data has none.
        severities: rule → severity; rules without one don't run.
        root: the folder that paths in findings begin at.
    """
    prefix = library.docs.resolve().relative_to(root.resolve()).as_posix()
    active = {
        kind: [rule for rule in RULES if rule.id in severities and rule.reads == kind]
        for kind in ("markdown", "data")
    }
    for path in paths:
        source = library.read(path)
        if source:
            found = (
                _tell(rule, severities[rule.id], source, f"{prefix}/{path}", library)
                for rule in active.get(kind_of(path, library), ())
            )
            yield from sorted(finding for each in found for finding in each)


def kind_of(path: str, library: DocsFolder) -> str:
    """What a file is to the rules: "markdown", "data", or "" for anything else."""
    folder = path.partition("/")[0]
    if path.endswith(".md"):
        return "markdown" if folder in library.locales else ""
    return "data" if folder == DATA_FOLDER and path.endswith(DATA_SUFFIXES) else ""


def checkable(library: DocsFolder) -> list[str]:
    """All files that rules look at, in order."""
    return sorted(path for path in library.paths if kind_of(path, library))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made; of two that overlap, only the first."""
    parts, end = [], 0
    for edit in sorted(edits):
        if edit.start >= end:
            parts += [text[end : edit.start], edit.text]
            end = edit.end
    return "".join([*parts, text[end:]])


def _tell(
    rule: Rule, severity: Severity, source: Source, path: str, library: DocsFolder
) -> Iterator[Finding]:
    for found in rule.find(source, library):
        line, column = source.position(found.at)
        yield Finding(path, line, column, rule.id, severity, found.problem, rule.why, found.fix, found.edit)
