"""The messages in the code, as templates: `…` where a value is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from importers.dangling import RULE as DANGLING

from .reading import ROOT

LOGGED = re.compile(r"%[\w.-]*[sdr]")
ERRORS = frozenset(
    "UsageError SourceError RemoteError RefusedError OutputError EditingError TargetError ConfigurationError "
    "BuildError Abort ManifestError PictureError SettingsError SupportError ValidationError ProcessError "
    "CrawlError".split()
)


@cache
def all_texts() -> frozenset[str]:
    """Every text in the code."""
    return frozenset(
        _plain(template)
        for tree in _trees()
        for node in ast.walk(tree)
        if (template := _template(node)) is not None
    )


def errors() -> Iterator[str]:
    """The problem of each error for users."""
    for call, name in _calls():
        if name in ERRORS and call.args and (template := _template(call.args[0])):
            yield template


def warnings() -> Iterator[str]:
    """What the build warns of."""
    for call, name in _calls():
        if name in ("warning", "error") and call.args and (template := _template(call.args[0])):
            yield template


def notices() -> set[str]:
    """The rule of each notice that an import makes."""
    given = (call.args[0] for call, name in _calls() if name in ("Notice", "notice") and call.args)
    return {str(each.value) for each in given if isinstance(each, ast.Constant)} | {DANGLING}


def says(message: str, template: str) -> bool:
    """Whether a message of the guide is (the beginning of) one that the code makes."""
    pattern = ".*?".join(re.escape(part) for part in _plain(message).split("…") if part.strip())
    return re.search(pattern, _plain(template), re.DOTALL) is not None


def _calls() -> Iterator[tuple[ast.Call, str]]:
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                function = node.func
                yield node, getattr(function, "id", getattr(function, "attr", ""))


@cache
def _trees() -> tuple[ast.Module, ...]:
    files: list[Path] = [*ROOT.glob("importers/**/*.py"), *ROOT.glob("hooks/**/*.py")]
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in sorted(files))


def _template(node: ast.AST) -> str | None:
    """A text with `…` for what is filled in; None for what is no text."""
    if isinstance(node, ast.Constant):
        return LOGGED.sub("…", node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values)
    return None


def _plain(text: str) -> str:
    """Without quotation marks, which stand or don't stand around what is filled in."""
    return " ".join(re.sub(r"['\"“”]", "", text).split())
