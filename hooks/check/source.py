"""A file of the docs folder as rules see it: its text, and what stands where in it.

Text in; offsets of headings, links and blocks out. It reads the dialect by lines and patterns, as a person
skims it, and does not render: 2,000 files take a second. Code and comments are blanked out of `prose`, with
every other character at its place, so that no rule finds a mistake in an example.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml
from markdown.extensions.toc import slugify_unicode

from ..catalogue import FRONT_MATTER, Kind, collection_path
from ..loader import Loader

CODE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[^\n`]*\n(?:.*?\n)??[ \t]*(?P=fence)[`~]*[ \t]*$"  # fenced
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:[^\n]|\n(?!\s*\n))+?(?<!`)(?P=ticks)(?!`)"  # in a line
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?P<code>(?: {4}|\t)[^\n]*(?:\n(?: {4}|\t)[^\n]*|\n[ \t]*(?=\n))*)")
CONTAINER = re.compile(r"[ \t]*(?:!!!|\?\?\?|===|:[ \t]|[-*+][ \t]|\d+[.)][ \t]|\[\^[^\]]+\]:|///)")
"""A line after which an indented text is its content."""

HEADING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<marks>\#{1,6})[ \t]+(?P<text>\S[^\n]*?)?[ \t]*\#*"
    r"(?:[ \t]*\{:?(?P<attributes>[^}\n]*)\})?[ \t]*$",
    re.MULTILINE,
)
LINK = re.compile(
    r"(?<!\\)(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?P<address><[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"(?:\{:?(?P<attributes>[^}\n]*)\})?"
)
DEFINITION = re.compile(r"^ {0,3}\[(?!\^)(?P<text>[^\]\n]+)\]:[ \t]*(?P<address><[^>\n]*>|\S+)", re.MULTILINE)
ID = re.compile(r"\{[^}\n]*?#(?P<braces>[^\s}]+)[^}\n]*\}|\b(?:id|name)=[\"'](?P<html>[^\"']+)[\"']")
QUESTION = re.compile(r"^[ \t]*\?\?\?\+?[ \t]+[^\n\"]*\"(?P<text>[^\n]*)\"[ \t]*$", re.MULTILINE)
NOT_WORDS = re.compile(
    r"(?<=\]\()[^)\s]*|<[^>\n]*>|\{[^}\n]*\}|(?:https?:|www\.)[^\s)>]*|[\w.+-]+@[\w.-]+"
    r"|^[ \t]*///[^\n]*\n(?:[ \t]+\S+:[^\n]*\n)*",
    re.MULTILINE,
)
PLAIN = re.compile(r"[^\[\]<>&\\`*_]*")
_MARKUP = re.compile(
    r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\]]*\])|<[^>]*>|\\(?=[^\w\s])|[`*]|(?<!\w)_+|_+(?!\w)"
)


class Heading(NamedTuple):
    """A heading of the text."""

    at: int
    indent: str
    level: int
    text: str
    """Without Markdown."""
    attributes: str


class Link(NamedTuple):
    """A link or picture."""

    at: int
    """Offset of its address."""
    text: str
    address: str
    is_image: bool
    start: int
    end: int
    """Offsets of all of it, its attributes too."""
    is_definition: bool = False
    """`[text]: address`, which links by its name elsewhere."""


class Broken(NamedTuple):
    """Front matter that is no YAML."""

    at: int
    problem: str


@dataclass(frozen=True)
class Source:
    """One file: Markdown of a locale, or shared data."""

    path: str
    """Below the docs folder, with `/`."""
    text: str

    def position(self, at: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    # --- its place ------------------------------------------------------------------------

    @property
    def locale(self) -> str:
        """The folder at the top."""
        return self.path.partition("/")[0]

    @property
    def place(self) -> str:
        """What pairs it with its translations: the path below the locale's folder."""
        return self.path.partition("/")[2]

    @property
    def key(self) -> str:
        """The file's name."""
        return PurePosixPath(self.path).stem

    @cached_property
    def kind(self) -> Kind:
        """What the site makes of it (catalogue.py, `Document.kind`)."""
        folder, slash, _ = self.place.partition("/")
        if not slash:
            return "home" if self.place == "index.md" else "page"
        return "collection" if self.place == collection_path(folder) else "article"

    # --- front matter -----------------------------------------------------------------------

    @cached_property
    def _front_matter(self) -> re.Match[str] | None:
        return FRONT_MATTER.match(self.text)

    @cached_property
    def _meta(self) -> tuple[Mapping[str, Any], Broken | None]:
        match = self._front_matter
        if not match:
            return {}, None
        try:
            data = yaml.load(match[1], Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = match.start(1) + _offset(match[1], mark.line, mark.column) if mark else match.start(1)
            return {}, Broken(at, str(getattr(error, "problem", None) or "it can't be read"))
        if data is None:
            return {}, None
        return (data, None) if isinstance(data, dict) else ({}, Broken(match.start(1), "it has no keys"))

    @property
    def meta(self) -> Mapping[str, Any]:
        """Front matter; empty where there is none or it can't be read."""
        return self._meta[0]

    @property
    def broken_meta(self) -> Broken | None:
        """Why front matter can't be read."""
        return self._meta[1]

    def at_meta(self, name: str) -> int:
        """Offset of a line of front matter; that of the file where it isn't there."""
        match = self._front_matter
        found = re.search(rf"^{re.escape(name)}[ \t]*:", match[1], re.MULTILINE) if match else None
        return match.start(1) + found.start() if match and found else 0

    @property
    def title(self) -> str:
        """Front matter's title; "" if it has none."""
        return str(self.meta.get("title") or "")

    @property
    def is_draft(self) -> bool:
        """Whether readers don't see it yet."""
        return self.meta.get("status") == "draft"

    # --- text -----------------------------------------------------------------------------

    @cached_property
    def prose(self) -> str:
        """The text with front matter, code and comments as spaces."""
        start = self._front_matter.end() if self._front_matter else 0
        text = _blank(self.text[:start]) + self.text[start:]
        if "`" in text or "~~~" in text or "<!--" in text:
            text = CODE.sub(lambda match: _blank(match[0]), text)
        if "\n    " in text or "\n\t" in text:
            text = INDENTED.sub(_blank_code, text)
        return text

    @cached_property
    def words(self) -> str:
        """The prose with addresses, attributes and HTML as spaces: what readers read."""
        return NOT_WORDS.sub(lambda match: _blank(match[0]), self.prose)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order."""
        if "#" not in self.prose:
            return ()
        return tuple(
            Heading(
                match.start("marks"),
                match["indent"],
                len(match["marks"]),
                plain(self.text[match.start("text") : match.end("text")] if match["text"] else ""),
                match["attributes"] or "",
            )
            for match in HEADING.finditer(self.prose)
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links and pictures, in order; a picture in a link after it."""
        found = list(self._links(0, len(self.prose))) if "](" in self.prose else []
        if "]:" in self.prose:
            found += [
                Link(
                    match.start("address"),
                    match["text"],
                    match["address"].strip("<>"),
                    False,
                    match.start(),
                    match.end(),
                    True,
                )
                for match in DEFINITION.finditer(self.prose)
            ]
        return tuple(found)

    def _links(self, start: int, end: int) -> Iterator[Link]:
        for match in LINK.finditer(self.prose, start, end):
            text = self.text[match.start("text") : match.end("text")]
            address = match["address"].strip("<>")
            is_image, start, end = bool(match["image"]), match.start(), match.end()
            yield Link(match.start("address"), text, address, is_image, start, end)
            if "](" in text:
                yield from self._links(match.start("text"), match.end("text"))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids that its page has, as far as the text tells; a repeated one may end in `_1`."""
        ids = {match["braces"] or match["html"] for match in ID.finditer(self.prose)}
        ids |= {slugify_unicode(heading.text, "-") for heading in self.headings}
        ids |= {slugify_unicode(plain(match["text"]), "-") for match in QUESTION.finditer(self.prose)}
        return frozenset(ids)


def plain(markdown: str) -> str:
    """A line without its Markdown."""
    if PLAIN.fullmatch(markdown):
        return markdown.strip()
    previous, text = "", markdown
    while text != previous:
        previous, text = text, _MARKUP.sub(lambda match: match[1] or "", text)
    return unescape(text).strip()


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _blank_code(match: re.Match[str]) -> str:
    """Blank an indented block, unless something above it holds it."""
    end = match.start()
    while end > 0:
        start = match.string.rfind("\n", 0, end) + 1
        if CONTAINER.match(match.string, start, end):
            return match[0]
        if start < end and not match.string[start].isspace():
            break
        end = start - 1
    return match[0][: match.start("code") - match.start()] + _blank(match["code"])


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(each) for each in text.splitlines(keepends=True)[:line]) + column
