"""Links to pages, places in pages and files of the docs folder. Nothing is fetched."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import SplitResult, unquote, urlsplit

from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Link, Source

REPEATED = re.compile(r"_\d+$")
GENERATED = re.compile(r"(?:fn|fnref\d*):|hc-fees-\d|__tabbed_\d")
"""Ids that the dialect makes and no text has."""


def find_broken_links(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Links to files that are not there, in the page's language or the default one."""
    for link, parts in inner_links(source):
        if link.is_image or not parts.path:
            continue
        target = resolve(source, parts)
        if find_target(target, library) is None and not _is_folder(target, library):
            yield Found(link.at, f"there is no '{target}' to link to", _similar(source, target, library))


def find_broken_images(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Pictures that are not there."""
    for link, parts in inner_links(source):
        if link.is_image and parts.path and (target := resolve(source, parts)) not in library.paths:
            yield Found(link.at, f"there is no picture '{target}'", _similar(source, target, library))


def find_broken_anchors(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Links to places in a page that it doesn't have."""
    for link, parts in inner_links(source):
        if link.is_image or not parts.fragment:
            continue
        path = find_target(resolve(source, parts), library) if parts.path else source.path
        target = library.read(path) if path and path.endswith(".md") else None
        if target is None or has_anchor(target, unquote(parts.fragment)):
            continue
        close = get_close_matches(unquote(parts.fragment), sorted(target.anchors), 1, 0.5)
        fix = f"Did you mean `#{close[0]}`?" if close else "Link to one of its headings, or to the page."
        yield Found(link.at, f"'{target.path}' has no place `#{parts.fragment}`", fix)


def find_absolute_links(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Links to the site itself that a move of the page or the site would break."""
    for link in source.links:
        parts = _split(link.address)
        own = parts and library.host and parts.netloc == library.host
        if parts and not link.is_image and (own or (link.address.startswith("/") and not parts.netloc)):
            fix = "Link to the Markdown file instead: `../collection/article.md`."
            yield Found(link.at, f"`{link.address}` is an address of the site", fix)


def find_target(path: str, library: DocsFolder) -> str | None:
    """The file that a link leads to: itself, or the default locale's where that has no translation."""
    if path in library.paths:
        return path
    locale, _, rest = path.partition("/")
    original = f"{library.default_locale}/{rest}"
    return original if locale in library.locales and original in library.paths else None


def has_anchor(target: Source, fragment: str) -> bool:
    """Whether a page has a place of that name."""
    return (
        fragment in target.anchors
        or REPEATED.sub("", fragment) in target.anchors
        or GENERATED.match(fragment) is not None
    )


def inner_links(source: Source) -> Iterator[tuple[Link, SplitResult]]:
    """Links within the docs folder, with the parts of their addresses."""
    for link in source.links:
        parts = _split(link.address)
        if parts and not parts.scheme and not parts.netloc and not parts.path.startswith("/"):
            yield link, parts


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def resolve(source: Source, parts: SplitResult) -> str:
    """The file below the docs folder that a link names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(parts.path)))


def _is_folder(path: str, library: DocsFolder) -> bool:
    """MkDocs passes over links to folders, and so do we where there is one."""
    return path == "." or any(each.startswith(f"{path}/") for each in library.paths)


def _similar(source: Source, target: str, library: DocsFolder) -> str:
    """A hint at the file that was meant."""
    folder, _, name = target.rpartition("/")
    beside = {path.rpartition("/")[2]: path for path in library.paths if path.rpartition("/")[0] == folder}
    same_name = sorted(path for path in library.paths if path.rpartition("/")[2] == name)
    own = [path for path in same_name if path.partition("/")[0] == source.locale]
    close = (own or same_name)[:1] or [
        beside[like] for like in get_close_matches(name, sorted(beside), 1, 0.7)
    ]
    if not close:
        return "Name a file of the docs folder, relative to this one."
    return f"Did you mean `{posixpath.relpath(close[0], posixpath.dirname(source.path))}`?"


RULES = (
    Rule("broken-link", "error", "Readers get an error page.", find_broken_links, is_told_by_build=True),
    Rule(
        "broken-anchor",
        "error",
        "Readers land at the top of the page.",
        find_broken_anchors,
        is_told_by_build=True,
    ),
    Rule("broken-image", "error", "Readers see a hole.", find_broken_images, is_told_by_build=True),
    Rule(
        "absolute-link",
        "warning",
        "It breaks when a page moves, and leaves the reader's language.",
        find_absolute_links,
    ),
)
