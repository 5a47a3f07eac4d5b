"""Callouts, questions, tabs and blocks: known names, titles in quotes, content indented, blocks ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ...components.callouts import KIND_OF, SYNONYMS
from ..docs_folder import DocsFolder
from ..findings import Edit, Found, Rule
from ..source import Source

BLOCKS = ("fees", "caption")
OPENING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<marks>!!!|\?\?\?\+?|===[!+]*)(?=[ \t\w\"])[ \t]*(?P<rest>[^\n]*?)[ \t]*$",
    re.MULTILINE,
)
HEAD = re.compile(r"(?P<name>[^\W\d][\w-]*(?:[ \t]+[\w-]+)*)?[ \t]*(?P<title>\"[^\n]*\")?")
BLOCK = re.compile(r"^[ \t]*(?P<marks>/{3,})(?P<rest>[^\n]*)$", re.MULTILINE)


def find_unknown_components(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Names of callouts, questions and blocks that the site doesn't have."""
    for match in _openings(source):
        head = HEAD.match(match["rest"])
        name = (head["name"] or "").split() if head else []
        at = match.start("rest")
        if match["marks"] == "!!!" and name and name[0].lower() not in KIND_OF:
            yield _unknown(f"there is no callout `{name[0]}`", name[0], tuple(SYNONYMS), at)
        elif match["marks"].startswith("???") and name and name[0] != "question":
            yield _unknown(f"`???` is for questions, not for `{name[0]}`", name[0], ("question",), at)
    for match in _blocks(source):
        name = match["rest"].split("|")[0].split()
        if name and name[0] not in BLOCKS:
            yield _unknown(f"there is no block `/// {name[0]}`", name[0], BLOCKS, match.start("rest") + 1)


def find_wrong_titles(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Titles without quotes, and components that need one and have none."""
    for match in _openings(source):
        head = HEAD.fullmatch(match["rest"])
        title = head["title"] if head else None
        if head is None or (match["marks"] == "!!!" and not title and len((head["name"] or "").split()) > 1):
            problem = f"the title of `{match['marks']}` needs straight quotes"
            yield Found(match.start("marks"), problem, f'Write `{match["marks"]} … "Title"`.')
        elif match["marks"] != "!!!" and not (title or "").strip('" '):
            yield Found(
                match.start("marks"), f"`{match['marks']}` has no title", 'Write it in quotes: `"Title"`.'
            )


def find_empty_components(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Components whose content isn't indented, so that it stands below them."""
    for match in _openings(source):
        following = re.search(r"\S", source.text[match.end() :])
        start = match.end() + following.start() if following else len(source.text)
        line = source.text[source.text.rfind("\n", 0, start) + 1 : start]
        if not following or len(line.expandtabs(4)) < len(match["indent"].expandtabs(4)) + 4:
            fix = "Begin every line of its content with four more spaces."
            yield Found(match.start("marks"), f"`{match['marks']}` has nothing in it", fix)


def find_open_blocks(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Blocks that don't end, and ends of none."""
    open_blocks: list[tuple[str, int]] = []
    for match in _blocks(source):
        if match["rest"].strip():
            open_blocks.append((match["marks"], match.start("marks")))
        elif open_blocks:
            open_blocks.pop()
        else:
            yield Found(match.start("marks"), "`///` ends a block that hasn't begun", "Take the line out.")
    for marks, at in open_blocks:
        yield Found(at, "the block doesn't end before the page does", f"Write `{marks}` on a line below it.")


def _openings(source: Source) -> Iterator[re.Match[str]]:
    if "!!!" in source.prose or "???" in source.prose or "===" in source.prose:
        yield from OPENING.finditer(source.prose)


def _blocks(source: Source) -> Iterator[re.Match[str]]:
    if "///" in source.prose:
        yield from BLOCK.finditer(source.prose)


def _unknown(problem: str, name: str, there: tuple[str, ...], at: int) -> Found:
    close = get_close_matches(name.lower(), there, 1, 0.7)
    edit = Edit(at, at + len(name), close[0]) if close else None
    return Found(at, problem, f"Write one of: {', '.join(there)}.", edit)


RULES = (
    Rule(
        "unknown-component",
        "error",
        "The site shows it as something else, or as it is typed.",
        find_unknown_components,
    ),
    Rule("component-title", "error", "The title is lost, or the component with it.", find_wrong_titles),
    Rule(
        "empty-component",
        "error",
        "Readers see an empty box, and its text outside of it.",
        find_empty_components,
    ),
    Rule("open-block", "error", "The rest of the page disappears into the block.", find_open_blocks),
)
