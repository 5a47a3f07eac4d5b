"""Fingerprints: short names for all that something is made from.

Two inputs with one fingerprint are the same input; nothing else about them is known here but how MkDocs'
configuration, our own code and the packages are named.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path, PurePath
from types import BuiltinFunctionType, FunctionType
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

SIZE = 20

PLACES = frozenset({"config_file_path", "docs_dir", "site_dir", "dev_addr", "watch", "strict", "plugins"})
"""What of the configuration changes no page: where things are, how strict a build is. Plugins come apart."""

PACKAGE = Path(__file__).parent.parent

PACKAGES = (
    "babel",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "mkdocs",
    "pagefind",
    "properdocs",
    "pygments",
    "pymdown",
    "pyyaml",
)
"""What the names of packages that have a part in a page begin with."""


class UnknownError(Exception):
    """A value of which no fingerprint can be taken."""


def fingerprint(*parts: object) -> str:
    """The fingerprint of values whose `repr` says all of them: texts, numbers, tuples, frozen data."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()


def fingerprint_files(files: Iterable[Path], root: Path) -> str:
    """The fingerprint of files, by their path below a folder and their content."""
    known = hashlib.blake2b(digest_size=SIZE)
    for file in sorted(files):
        content = file.read_bytes()
        known.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        known.update(content)
    return known.hexdigest()


def list_files(root: Path) -> Iterator[Path]:
    """The files below a folder, without those that Python writes."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(folder, name) for name in names)


@cache
def fingerprint_program() -> str:
    """The fingerprint of all code that makes pages: ours with its templates, the packages, Python itself."""
    templates = PACKAGE.parent / "overrides"
    packages = sorted(
        file.name
        for folder in map(Path, sys.path)
        if folder.is_dir()
        for file in folder.glob("*.dist-info")
        if file.name.lower().startswith(PACKAGES)
    )
    return fingerprint(
        sys.version,
        packages,
        fingerprint_files(list_files(PACKAGE), PACKAGE),
        fingerprint_files(list_files(templates), templates),
    )


def fingerprint_config(config: MkDocsConfig) -> str:
    """The fingerprint of what the configuration says of pages, as it is now.

    Raises:
        UnknownError: it holds a value of a kind that isn't known.
    """
    options = {name: value for name, value in config.items() if name not in PLACES}
    plugins = [(name, _describe(plugin.config)) for name, plugin in config.plugins.items()]
    return fingerprint(_describe(options), plugins)


def _describe(value: Any) -> object:
    """A value as plain data that means the same in every process."""
    if value is None or isinstance(value, str | int | float | bytes | date):
        return value
    if isinstance(value, Config | Mapping):
        return [(str(key), _describe(each)) for key, each in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, map(_describe, value)))
    if isinstance(value, list | tuple):
        return [_describe(each) for each in value]
    return (type(value).__qualname__, _describe(_facts(value)))


def _facts(value: Any) -> object:
    """What tells an object from others of its kind."""
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, Theme):
        return (value.name, value.static_templates, str(value.locale), dict(value.items()))
    if isinstance(value, type | FunctionType | BuiltinFunctionType):
        return (value.__module__, value.__qualname__)
    if hasattr(value, "patterns"):  # pathspec, for `exclude_docs` and its like
        return [str(pattern.regex and pattern.regex.pattern) for pattern in value.patterns]
    if hasattr(value, "__dict__"):
        return vars(value)
    raise UnknownError(f"{type(value).__qualname__} can't be told from another of its kind")
