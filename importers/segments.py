"""A Markdown text cut into what is translated and what is not; joined again, it is the same text.

Text in, pieces out. Code, the marks of components, table rules, front matter keys and the like are never
prose; what stays inside prose and must survive a translation (links, code, attributes, placeholders) is told
by `protected`. Knows the dialect of `guide/en/writing/` by its marks, and needs no Markdown parser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a text."""

    text: str
    is_prose: bool = False


FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<mark>`{3,}|~{3,})")
LETTER = re.compile(r"[^\W\d_]")

MARKED = (
    re.compile(r"(?P<before>[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w -]+?[ \t]+\")(?P<prose>.*)(?P<after>\"[ \t]*)"),
    re.compile(r"(?P<before>[ \t]*===[!+]*[ \t]+\")(?P<prose>.*)(?P<after>\"[ \t]*)"),
    re.compile(r"(?P<before>[ \t]*/{3,}[ \t]*[\w-]+[ \t]*\|[ \t]*)(?P<prose>.*?)(?P<after>[ \t]*)"),
    re.compile(
        r"(?P<before>[ \t]*#{1,6}[ \t]+)(?P<prose>.*?)(?P<after>(?:[ \t]+#+)?(?:[ \t]*\{[^{}]*\})?[ \t]*)"
    ),
)
"""Lines that are complete in themselves: a mark, a title, and what follows it."""

SILENT = re.compile(
    r"[ \t]*(?:"
    r"(?:!!!|\?\?\?\+?)[ \t]+[\w -]+"  # a callout without a title
    r"|/{3,}.*"  # the start or end of a block
    r"|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*"  # a table's rule, a horizontal rule
    r"|\{[^{}]*\}"  # attributes alone
    r"|\[[^\]^]+\]:.*"  # where a link leads
    r"|</?[a-zA-Z!].*"  # HTML
    r"|\*{3,}|_{3,}"
    r")[ \t]*"
)
"""Lines that say nothing."""

BLOCK_START = re.compile(r"[ \t]*/{3,}[ \t]*[\w-]+")
OPTION = re.compile(r"(?:[ ]{4}|\t)[ \t]*[\w-]+:.*")
LEAD = re.compile(
    r"(?:[ \t]*>[ \t]?)*[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|:[ \t]+|\[\^[^\]]+\]:[ \t]+)?"
)
"""What stands before a paragraph, a list item, a definition, a footnote or a quotation."""

ITEM = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)]|:)[ \t]+|>|\[\^[^\]]+\]:)")
CELL_WALL = re.compile(r"(?<!\\)\|")

PROTECTED = re.compile(
    r"(?P<code>`+)(?:.+?)(?P=code)"
    r"|(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"  # where a link leads, what a picture shows
    r"|<[a-zA-Z/][^<>]*>"
    r"|\[\^[^\]]+\]"
    r"|\{[^{}]*\}"
    r"|%\(?\w*\)?[sd]\b",
    re.DOTALL,
)


def split_text(text: str) -> list[Piece]:
    """Cut a text without its front matter into pieces; joined, they are the text."""
    return [piece for piece in _pieces(text.splitlines(keepends=True)) if piece.text]


def protected(prose: str) -> Counter[str]:
    """Return what must stand in a translation of `prose` as it is, and how often."""
    return Counter(match[0] for match in PROTECTED.finditer(prose) if match[0])


def plain(prose: str) -> str:
    """Return the words of `prose` without marks, links and code, for reading."""
    text = re.sub(r"`+[^`]*`+|<[^<>]*>|\{[^{}]*\}|\[\^[^\]]+\]", " ", prose)
    text = re.sub(r"\]\([^)]*\)", " ", text)
    return " ".join(re.sub(r"[*_\[\]!\\]+", " ", text).split())


def _pieces(lines: list[str]) -> Iterator[Piece]:
    fence, in_options, paragraph = "", False, ""
    for line in lines:
        content = line.rstrip("\r\n")
        ending = line[len(content) :]
        continues = paragraph and content.strip() and not _starts_anew(content)
        if fence or not continues:
            yield from _paragraph(paragraph)
            paragraph = ""
        if fence:
            yield Piece(line)
            if content.strip().startswith(fence) and not content.strip().strip(fence[0]):
                fence = ""
        elif continues:
            paragraph += line
        elif match := FENCE.match(content):
            fence = match["mark"]
            yield Piece(line)
        elif in_options and OPTION.fullmatch(content):
            yield Piece(line)
        elif match := next((found for each in MARKED if (found := each.fullmatch(content))), None):
            in_options = bool(BLOCK_START.match(content))
            yield from (Piece(match["before"]), _prose(match["prose"]), Piece(match["after"] + ending))
        elif not content.strip() or SILENT.fullmatch(content):
            in_options = bool(BLOCK_START.match(content))
            yield Piece(line)
        elif content.lstrip().startswith("|"):
            yield from _cells(content)
            yield Piece(ending)
        else:
            paragraph = line
    yield from _paragraph(paragraph)


def _starts_anew(content: str) -> bool:
    """Whether a line can't continue the paragraph before it."""
    return bool(
        ITEM.match(content)
        or FENCE.match(content)
        or SILENT.fullmatch(content)
        or content.lstrip().startswith("|")
        or any(each.fullmatch(content) for each in MARKED)
    )


def _paragraph(text: str) -> Iterator[Piece]:
    lead = LEAD.match(text)
    start = lead.end() if lead else 0
    end = len(text.rstrip())
    yield from (Piece(text[:start]), _prose(text[start:end]), Piece(text[max(start, end) :]))


def _cells(row: str) -> Iterator[Piece]:
    at = 0
    for wall in CELL_WALL.finditer(row):
        yield from _cell(row[at : wall.start()])
        yield Piece("|")
        at = wall.end()
    yield from _cell(row[at:])


def _cell(text: str) -> Iterator[Piece]:
    words = text.strip()
    before, _, after = text.partition(words) if words else (text, "", "")
    yield from (Piece(before), _prose(words), Piece(after))


def _prose(text: str) -> Piece:
    """Prose, unless there is nothing in it to translate."""
    words = PROTECTED.sub("", text)
    return Piece(text, LETTER.search(words) is not None)
