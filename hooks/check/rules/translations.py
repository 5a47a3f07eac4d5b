"""Translations: paired by one path in every language; titles tell articles apart."""

from __future__ import annotations

from collections.abc import Iterator

from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Source


def find_unpaired_translations(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Translations at another path than their original, so that no reader gets from one to the other."""
    if source.kind != "article" or source.locale == library.default_locale:
        return
    if f"{library.default_locale}/{source.place}" in library.paths:
        return
    homes = library.homes.get(source.key, {})
    elsewhere = [path for locale, path in homes.items() if path.partition("/")[2] != source.place]
    if elsewhere:
        there = elsewhere[0].partition("/")[2].rpartition("/")[0]
        problem = f"its key is that of '{elsewhere[0]}', but not its folder"
        yield Found(0, problem, f"Move it to {source.locale}/{there}/, or give it a name of its own.")
    elif source.meta.get("translated_from"):
        fix = "Give it the file name of the article that it is a translation of."
        yield Found(source.at_meta("translated_from"), "there is no original at its path", fix)


def find_duplicate_titles(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Two articles with one title."""
    if source.kind == "article" and source.title:
        first = library.titles.get((source.locale, source.title.casefold()), source.path)
        if first != source.path:
            fix = "Say in each title what the other one isn't about."
            yield Found(source.at_meta("title"), f"'{first}' has the same title", fix)


RULES = (
    Rule(
        "unpaired-translation",
        "error",
        "Readers who change the language don't find it.",
        find_unpaired_translations,
    ),
    Rule("duplicate-title", "warning", "Readers can't tell the two apart.", find_duplicate_titles),
)
