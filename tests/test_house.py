"""The rules of the house, held by tests: layers, names, and that everything registered has its case."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from importers.sources import SOURCES

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
HALVES = ("importers", "hooks")
MODULES = sorted(path for half in HALVES for path in (ROOT / half).rglob("*.py"))

LAYERS = (
    {
        "model",
        "errors",
        "addresses",
        "comparing",
        "filetypes",
        "keys",
        "reading",
        "words",
    },  # data and plain functions
    {"inventory", "tallies"},
    {"body", "locales", "writer", "segments", "web", "mirror"},
    {"language", "order", "project", "safety", "merging", "redirects", "shelf"},
    {"sources", "cleaners", "components", "markdown", "assets", "fidelity", "sync", "taxonomy"},  # stages
    {"brand"},
    {"live", "downloads", "pairing", "report", "history", "search_report", "searching"},
    {"status"},
    {"exchange"},
    {"links", "report_page"},
    {"conversion", "dangling", "newsite"},
    {"conversions", "storing"},
    {"workers"},
    {"pipeline"},
    {"options", "survey"},
    {"cli"},
)
"""The modules of `importers`: each imports only from layers before its own; stages don't know each other."""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Level and dotted name of everything that a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module:
                yield node.level, node.module
            else:
                yield from ((node.level, alias.name) for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_halves_know_nothing_of_each_other_and_import_relatively(path: Path) -> None:
    tops = {module.partition(".")[0] for level, module in imports(path) if level == 0}
    assert not tops & {*HALVES, "helpcentre", "overrides", "tests"}


@pytest.mark.parametrize("path", [path for path in MODULES if name(path).startswith("importers/")], ids=name)
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    parts = path.relative_to(ROOT / "importers").with_suffix("").parts
    if parts == ("__init__",):
        return
    (own,) = [number for number, layer in enumerate(LAYERS) if parts[0] in layer]
    allowed = set().union(*LAYERS[:own])
    used = {module.partition(".")[0] for level, module in imports(path) if level == len(parts)}
    assert used <= allowed, f"{name(path)} imports {used - allowed}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    prints = any(isinstance(call, ast.Name) and call.id == "print" for call in calls)
    assert not prints or name(path).startswith("importers/cli/")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_names_say_what_a_module_is(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "manager", "misc", "common_utils"}
    assert path.stem not in sys.stdlib_module_names or len(path.relative_to(ROOT).parts) > 2


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_pipeline_fits_one_screen() -> None:
    tree = ast.parse((ROOT / "importers/pipeline.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert max((node.end_lineno or 0) - node.lineno for node in functions) < 45


@pytest.mark.parametrize("system", SOURCES)
def test_every_source_has_a_case(system: str) -> None:
    cases = [
        path for path in (CASES / "import").glob("*/case.yml") if f"system: {system}" in path.read_text()
    ]
    assert cases, f"add a folder to tests/cases/import with `system: {system}`"


def test_everything_that_is_imported_at_run_time_is_packaged() -> None:
    """Packages are named in pyproject.toml one by one; a new folder of modules must be added there."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in MODULES}
    assert {f"helpcentre.{folder}" for folder in folders} <= set(packages)
