"""Texts that lists and search engines cut off, or miss."""

from __future__ import annotations

from collections.abc import Iterator

from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Source

LONGEST_TITLE = 70
"""Characters; a result page shows about 60."""
LONGEST_HEADING = 100
LONGEST_DESCRIPTION = 200
"""Characters; a result page shows about 160."""


def find_long_titles(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Titles and headings that don't fit where they are shown."""
    if len(source.title) > LONGEST_TITLE:
        problem = f"the title has {len(source.title)} characters"
        yield Found(source.at_meta("title"), problem, f"Say it in {LONGEST_TITLE}.")
    for heading in source.headings:
        if len(heading.text) > LONGEST_HEADING:
            fix = f"Say it in {LONGEST_HEADING}, and the rest in the text below."
            yield Found(heading.at, f"the heading has {len(heading.text)} characters", fix)


def find_long_descriptions(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Descriptions that are cut off."""
    description = str(source.meta.get("description") or "")
    if len(description) > LONGEST_DESCRIPTION:
        problem = f"the description has {len(description)} characters"
        yield Found(
            source.at_meta("description"), problem, "Say what the page answers in one or two sentences."
        )


def find_missing_descriptions(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Articles without a summary."""
    if source.kind == "article" and source.meta and not source.meta.get("description"):
        fix = "Add `description: …`: what the article answers, in one sentence."
        yield Found(source.at_meta("title"), "the article has no description", fix)


RULES = (
    Rule("long-title", "warning", "Lists and search engines cut it off.", find_long_titles),
    Rule("long-description", "info", "Search engines cut it off.", find_long_descriptions),
    Rule(
        "missing-description",
        "warning",
        "Lists and search results show the first words of the text instead, whatever they are.",
        find_missing_descriptions,
    ),
)
