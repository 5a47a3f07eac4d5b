"""The main content of a page that nobody knows: where it is, and what stands around it.

A parsed page in; the HTML of its content, its heading, and the rest in short out. HTML says it itself
(`<main>`, `<article>`, `role="main"`), or themes' classes do, or it is where most of the text is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from ..body import describe
from ..reading import UNSEEN, visible_text
from .text import has_content

MAIN = ("main", "[role=main]", "#main-content", "#maincontent", "#main", "#content", "#primary")
INNER = (
    "article", ".entry-content", ".post-content", ".article-content", ".article-body", ".article__body",
    ".page-content", ".elementor", ".et_pb_section", ".brxe-post-content",
)  # fmt: skip
"""What holds the text alone inside the main content, without date, author, comments and sidebar."""
AROUND = (
    "header, footer, nav, aside, [role=banner], [role=navigation], [role=contentinfo], [role=complementary], "
    "[role=search], .sidebar, #sidebar, .cookie-banner, .site-header, .site-footer"
)
"""What is no content where a page doesn't say which part is."""
MOST = 0.7
"""The share of the text that the inner part has at least."""
ENOUGH = 0.8
"""The share of the text below which a part of the page isn't all of its content."""
LINKS = 3
LISTED = 0.6
"""How many links, with what share of the text, make a page a list of others."""
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a page."""

    html: str
    title: str
    """Its main heading; "" if it has none, or several."""
    left_out: tuple[str, ...]
    """The parts around it that say something, the longest first: `header “Home Prices…” (34 words)`."""
    is_list: bool = False
    """Whether it is hardly more than links to other pages."""


def find_content(page: BeautifulSoup, title: str) -> Content:
    """Find the main content of a page whose metadata call it `title`."""
    body = page.body
    if body is None:
        return Content("", "", ())
    main = _find_main(body)
    heading = _heading(main or body, title)
    if main:
        content, left_out = _find_inner(main), []
    else:
        left_out = _take_around(body)
        content = _descend(body)
    left_out += _say(_parts_beside(content, body))
    left_out = [said for said in left_out if said.text not in (heading, title)]
    return Content(content.decode_contents().strip(), heading, _in_short(left_out), _is_list(content))


def _is_list(content: Tag) -> bool:
    """Whether most of a part's text stands in links, and there are several."""
    links = [_length(link) for link in content.find_all("a", href=True)]
    return len(links) >= LINKS and sum(links) >= LISTED * max(1, _length(content))


def _find_main(body: Tag) -> Tag | None:
    """Return the element that says it is the main content, if only one does and it holds something."""
    for selector in (*MAIN, *INNER):
        found = [each for each in body.select(selector) if has_content(str(each))]
        outer = [each for each in found if not any(parent in found for parent in each.parents)]
        if len(outer) == 1:
            return outer[0]
    return None


def _find_inner(main: Tag) -> Tag:
    """Return the innermost part that says it is the text, and holds nearly all of it."""
    whole = _length(main)
    for selector in INNER:
        found = main.select(selector)
        if len(found) == 1 and _length(found[0]) >= MOST * whole:
            return _find_inner(found[0])
    return main


def _descend(body: Tag) -> Tag:
    """Return the deepest element that holds nearly all the text."""
    content, wanted = body, ENOUGH * _length(body)
    while inner := next((each for each in _children(content) if _length(each) >= wanted), None):
        if inner.name in ("ul", "ol", "table", "p", "dl", "blockquote"):
            break
        content = inner
    return content


def _heading(main: Tag, title: str) -> str:
    """Return the heading that is the page's title, whole or in part; else the only one of the first level."""
    known = title.casefold()
    headings = [text for heading in main.find_all("h1") if (text := visible_text(heading))]
    lower = [visible_text(heading) for heading in main.find_all("h2")]
    for text in (*headings, *lower):
        if text.casefold() == known:
            return text
    same = [text for text in headings if text.casefold() in known or known in text.casefold()]
    return next(iter(same), headings[0] if len(headings) == 1 else "")


@dataclass(frozen=True, slots=True)
class _Said:
    """A part of the page, and what it says."""

    name: str
    text: str


def _say(parts: list[Tag]) -> list[_Said]:
    """Say what each part holds; those that hold nothing don't count."""
    said = [_Said(describe(part), visible_text(part)) for part in parts]
    return [each for each in said if each.text]


def _parts_beside(content: Tag, body: Tag) -> list[Tag]:
    """Return what stands beside the content and its ancestors."""
    found: list[Tag] = []
    level = content
    while level is not body and isinstance(level.parent, Tag):
        found += [each for each in _children(level.parent) if each is not level]
        level = level.parent
    return found


def _take_around(body: Tag) -> list[_Said]:
    """Take out what by its name is no content."""
    parts = body.select(AROUND)
    outer = [each for each in parts if not any(parent in parts for parent in each.parents)]
    said = _say(outer)
    for part in outer:
        part.decompose()
    return said


def _in_short(said: list[_Said]) -> tuple[str, ...]:
    """Describe what was left out, the longest first."""
    longest = sorted(said, key=lambda each: -len(each.text))
    lines = [f"{each.name} “{_excerpt(each.text)}” ({len(each.text.split())} words)" for each in longest]
    return (*lines[:SHOWN], *([f"{len(lines) - SHOWN} more"] if len(lines) > SHOWN else ()))


def _excerpt(text: str) -> str:
    words = text.split()
    return " ".join(words[:4])[:40] + ("…" if len(words) > 4 else "")


def _children(tag: Tag) -> list[Tag]:
    """The elements directly in `tag` that a reader may see."""
    return [each for each in tag.contents if isinstance(each, Tag) and each.name not in UNSEEN]


def _length(tag: Tag) -> int:
    return len(re.sub(r"\s+", "", visible_text(tag)))
