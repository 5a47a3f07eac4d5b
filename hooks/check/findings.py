"""What a rule is, and what it finds: plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .docs_folder import DocsFolder
from .source import Source

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
OFF = "off"


class Edit(NamedTuple):
    """A safe change of a file's text: nothing a reader sees gets another meaning."""

    start: int
    end: int
    text: str


class Found(NamedTuple):
    """One mistake, as a rule tells it."""

    at: int
    """Offset in the file's text."""
    problem: str
    """What is wrong here: a sentence without a capital or full stop."""
    fix: str
    """What to write instead: a whole sentence."""
    edit: Edit | None = None
    """What `--fix` does about it; None where a person has to decide."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mistake."""

    id: str
    severity: Severity
    """Unless mkdocs.yml says otherwise."""
    why: str
    """What it does to readers."""
    find: Callable[[Source, DocsFolder], Iterator[Found]]
    reads: Literal["markdown", "data"] = "markdown"
    """Which files it looks at."""
    is_told_by_build: bool = False
    """Whether a build warns of it by itself."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A mistake with its place, as people and their tools are told it."""

    path: str
    """From the project's folder, with `/`."""
    line: int
    column: int
    """Both begin with 1; columns count characters."""
    rule: str
    severity: Severity
    problem: str
    why: str
    fix: str
    edit: Edit | None = None
