"""Shared data in docs/_data: YAML of the right form, fees that can be read, words in all languages in use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from ...components.feedata import read_fees
from ...components.mistakes import MistakeError
from ...components.page import fallbacks
from ...loader import Loader
from ...schemas import load_schema, load_validator
from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..places import find_error, find_place, read_path
from ..source import Source

LABELS = frozenset({"label", "title", "unit", "period"})


def schema_of(path: str) -> str:
    """The schema of a data file, by its path below the docs folder; "" if it has none."""
    file = PurePosixPath(path)
    if file.parent.name == "fees":
        return "fees"
    name = file.stem.partition(".")[0]
    return name if name in ("collections", "synonyms", "terms") else ""


def find_broken_data(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Files that are no YAML, and entries that aren't what they should be."""
    schema = schema_of(source.path)
    if schema in ("", "fees"):
        return
    data, broken = _load(source)
    if broken:
        yield broken
        return
    for error in load_validator(schema).iter_errors(data):
        place = ".".join(map(str, error.absolute_path)) or "the file"
        fix = str(error.schema.get("description") or load_schema(schema)["description"])
        yield Found(find_place(source.text, list(error.absolute_path)), f"{place}: {error.message}", fix)


def find_broken_fees(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Fee data that the site can't draw."""
    if schema_of(source.path) != "fees":
        return
    _, broken = _load(source)
    if broken:
        yield broken
        return
    try:
        read_fees(library.docs / source.path)
    except MistakeError as mistake:
        place = mistake.where.partition(", ")[2]
        at = find_place(source.text, read_path(place))
        yield Found(at, f"{place}: {mistake.problem}" if place else mistake.problem, mistake.hint)


def find_missing_labels(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Words that a language lacks whose articles show the table."""
    data, broken = _load(source) if schema_of(source.path) == "fees" else ({}, None)
    if broken or not isinstance(data, dict):
        return
    used = _locales_that_use(PurePosixPath(source.path).stem, library)
    for path, words in _all_words(data, []):
        missing = [locale for locale in used if not any(words.get(name) for name in fallbacks(locale))]
        if missing:
            first, text = next(iter(words.items()))
            fix = f"Add `{missing[0]}: …` beside `{first}: {text}`."
            yield Found(find_place(source.text, path), f"no words in {', '.join(missing)}", fix)


def _load(source: Source) -> tuple[Any, Found | None]:
    try:
        return yaml.load(source.text, Loader), None
    except yaml.YAMLError as error:
        problem = f"this is no YAML: {getattr(error, 'problem', None) or error}"
        return None, Found(find_error(error, source.text), problem, "Check quotes and indents.")


def _locales_that_use(name: str, library: DocsFolder) -> list[str]:
    """The site's locales that have an article with the table."""
    mention = re.compile(rf"^[ \t]+data:[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*$", re.MULTILINE)
    used = {
        source.locale for source in library.documents if "///" in source.text and mention.search(source.text)
    }
    return [locale for locale in library.locales if locale in used]


def _all_words(value: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], Mapping[str, Any]]]:
    """Every text by language, with its place."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _all_words(each, [*path, index])
    elif isinstance(value, dict):
        is_words = bool(path) and (path[-1] in LABELS or (len(path) == 2 and path[0] == "notes"))
        if is_words and value:
            yield path, value
            return
        for key, each in value.items():
            yield from _all_words(each, [*path, str(key)])


RULES = (
    Rule("data", "error", "The site can't be built, or passes over it.", find_broken_data, "data"),
    Rule(
        "fee-data",
        "error",
        "Readers see a box with an error.",
        find_broken_fees,
        "data",
        is_told_by_build=True,
    ),
    Rule(
        "fee-words",
        "warning",
        "Readers see words of another language.",
        find_missing_labels,
        "data",
        is_told_by_build=True,
    ),
)
