"""Links of Markdown files rewritten when a file they lead to, or they themselves, move."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote, urlsplit

from ..check.checking import apply_edits
from ..check.findings import Edit
from ..check.source import Link, Source

Moves = Mapping[str, str]
"""Path below the locale's folder → where it is now."""


def relink(source: Source, moves: Moves, locales: tuple[str, ...]) -> str:
    """A file's text with its links right after the moves, its own among them."""
    here = _follow(source.path, moves, locales)
    return apply_edits(source.text, _edits(source, here, moves, locales))


def find_links_to(source: Source, place: str, locales: tuple[str, ...]) -> list[Link]:
    """The links of a file that lead to an article, in whatever language."""
    return [
        link
        for link, target in _targets(source)
        if target.partition("/")[2] == place and _in(target, locales)
    ]


def unlink(source: Source, place: str, locales: tuple[str, ...]) -> str:
    """A file's text with its links to an article turned into their words."""
    edits = []
    for link in find_links_to(source, place, locales):
        if not link.is_definition:
            edits.append(Edit(link.start, link.end, link.text))
            continue
        edits.append(Edit(link.start, min(link.end + 1, len(source.text)), ""))
        use = re.compile(rf"\[([^\[\]]+)\](?:\[{re.escape(link.text)}\])", re.IGNORECASE)
        edits += [Edit(match.start(), match.end(), match[1]) for match in use.finditer(source.prose)]
    return apply_edits(source.text, edits)


def _edits(source: Source, here: str, moves: Moves, locales: tuple[str, ...]) -> Iterator[Edit]:
    for link, target in _targets(source):
        goal = _follow(target, moves, locales)
        if goal == target and here == source.path:
            continue
        parts = urlsplit(link.address)
        path = posixpath.relpath(goal, posixpath.dirname(here))
        new = parts._replace(path=quote(path)).geturl()
        if goal != target or posixpath.normpath(parts.path) != path:
            at = link.at + (source.text[link.at] == "<")
            yield Edit(at, at + len(link.address), new)


def _targets(source: Source) -> Iterator[tuple[Link, str]]:
    """Links to files, with the file's path below the docs folder."""
    for link in source.links:
        try:
            parts = urlsplit(link.address)
        except ValueError:
            continue
        if parts.path and not parts.scheme and not parts.netloc and not parts.path.startswith("/"):
            folder = posixpath.dirname(source.path)
            yield link, posixpath.normpath(posixpath.join(folder, unquote(parts.path)))


def _follow(path: str, moves: Moves, locales: tuple[str, ...]) -> str:
    locale, _, place = path.partition("/")
    return f"{locale}/{moves[place]}" if locale in locales and place in moves else path


def _in(path: str, locales: tuple[str, ...]) -> bool:
    return path.partition("/")[0] in locales
