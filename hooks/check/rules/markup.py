"""Marks that do not belong into a text: HTML, most of which Markdown can write, and left-overs of merges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Source

TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:\s[^<>]*)?/?)>")
ALLOWED = frozenset("br kbd sub sup ins del mark abbr wbr bdi bdo ruby rt rp u s small q".split())
"""What Markdown has no way to write."""
UNSAFE = frozenset("script style iframe object embed form input button link meta base".split())
CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
HANDLER = re.compile(r"\son\w+\s*=", re.I)


def find_html(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """HTML that could be Markdown."""
    for match in _tags(source):
        name = match["name"].lower()
        if name not in ALLOWED and not _is_unsafe(match) and not match["close"]:
            yield Found(
                match.start(),
                f"`<{name}>` is HTML",
                "Write it in Markdown: see guide/en/writing/articles.md.",
            )


def find_unsafe_html(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """HTML that runs scripts, sets styles or loads other sites."""
    for match in _tags(source):
        if not match["close"] and _is_unsafe(match):
            fix = "Take it out. A video or map is written like a picture: `![Title](https://…){ .embed }`."
            yield Found(match.start(), f"the site's security policy stops `<{match['name'].lower()}>`", fix)


def find_conflict_markers(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """What a merge leaves where two changes contradict each other."""
    for match in CONFLICT.finditer(source.text) if "<<<<<<<" in source.text else ():
        fix = "Keep what is right of the two texts, and take the three lines of signs out."
        yield Found(match.start(), "two changes of this place contradict each other", fix)


def _is_unsafe(match: re.Match[str]) -> bool:
    return match["name"].lower() in UNSAFE or bool(HANDLER.search(match["rest"]))


def _tags(source: Source) -> Iterator[re.Match[str]]:
    if "<" in source.prose:
        yield from TAG.finditer(source.prose)


RULES = (
    Rule("conflict", "error", "Readers see both texts, and the signs between them.", find_conflict_markers),
    Rule("html", "warning", "Editors and translators can't read it, and it isn't styled.", find_html),
    Rule("unsafe-html", "error", "Browsers don't show it, or it runs code of others.", find_unsafe_html),
)
