"""Headings: one title, no level left out, and a space after the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..docs_folder import DocsFolder
from ..findings import Edit, Found, Rule
from ..source import Source

NO_SPACE = re.compile(r"^(?P<marks>#{2,6})(?=[^\W\d_])", re.MULTILINE)
"""Two marks or more before a letter: one alone may be a hashtag or a number."""


def find_left_out_levels(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Headings that are more than one level below the one before."""
    level = 1
    for heading in source.headings:
        if heading.indent:
            continue
        if heading.level > level + 1:
            problem = f"a heading of level {heading.level} follows one of level {level}"
            yield Found(heading.at, problem, f"Write `{'#' * (level + 1)} {heading.text}`.")
        level = heading.level


def find_repeated_titles(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """A title in the text besides the one in front matter."""
    if not source.title:
        return
    for heading in source.headings:
        if heading.level == 1 and not heading.indent:
            end = source.text.find("\n", heading.at)
            edit = None
            if heading.text.casefold() == source.title.casefold() and end >= 0:
                edit = Edit(heading.at, end + 1, "")
            problem = "the text has a heading of level 1 besides the title"
            yield Found(heading.at, problem, "Take it out, or begin it with `##`.", edit)


def find_unspaced_headings(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Headings without a space after the marks, which are shown as they are typed."""
    for match in NO_SPACE.finditer(source.prose):
        edit = Edit(match.end(), match.end(), " ")
        yield Found(match.start(), "this is no heading without a space", f"Write `{match['marks']} …`.", edit)


RULES = (
    Rule(
        "heading-level",
        "warning",
        "Screen readers and the table of contents lose the thread.",
        find_left_out_levels,
    ),
    Rule("repeated-title", "warning", "Readers see two titles.", find_repeated_titles),
    Rule("heading-space", "error", "Readers see the marks.", find_unspaced_headings),
)
