"""HTML as far as a source needs it: is there anything in it, what is its text, where does its title end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bs4 import Tag
from lxml.etree import HTMLParser

from ..body import parse_html
from ..reading import INLINE, UNSEEN, visible_text


@lru_cache(maxsize=4)  # a body is asked for its text, its language, and whether it has any
def plain(html: str) -> str:
    """Return the visible text of a piece of HTML, as `visible_text` does, but without a tree."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    listener = _Listener()
    parser = HTMLParser(target=listener)
    parser.feed("<body>" + html.removeprefix("\ufeff"))
    return str(parser.close())


class _Listener:
    """Hears a parser, and keeps what is seen."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._depth = 0
        self._hidden = 0
        """Depth of the element that hides what is in it; 0 outside."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._hidden:
            return
        if name in UNSEEN:
            self._hidden = self._depth
        elif name == "img":
            self._parts.append(f" {attributes['alt']} " if attributes.get("alt") else "")
        elif name not in INLINE:
            self._parts.append(" ")

    def end(self, name: str) -> None:
        """It ends."""
        if self._hidden == self._depth:
            self._hidden = 0
        elif not self._hidden and name not in INLINE:
            self._parts.append(" ")
        self._depth -= 1

    def data(self, text: str) -> None:
        """Some text."""
        if not self._hidden:
            self._parts.append(text)

    def close(self) -> str:
        """Return all of it, white space folded."""
        return " ".join("".join(self._parts).split())


def has_content(html: str) -> bool:
    """Whether a reader would see anything: text, a picture, a film."""
    return bool(
        re.search(r"<(img|iframe|video|audio)\b", html, re.IGNORECASE) or plain(html).strip("\u200b\ufeff ")
    )


def split_first_block(html: str) -> tuple[str, str]:
    """Take the first block off: its text, and the HTML of the rest."""
    if (line := FIRST_LINE.match(html)) and not BLOCK_INSIDE.search(line["content"]):
        return plain(line["content"]), html[line.end() :].strip()
    root = parse_html(html).body
    first = root.find(True, recursive=False) if root else None
    if root is None or not isinstance(first, Tag):
        return "", html
    text = visible_text(first)
    first.decompose()
    return text, root.decode_contents().strip()


FIRST_LINE = re.compile(
    r"""\s*<(?P<name>h[1-6]|p)(?:\s[\w:-]+(?:="[^"<>]*")?)*\s*>(?P<content>[^\0]*?)</(?P=name)>""",
    re.IGNORECASE,
)
"""A heading or a paragraph, with which a body begins."""
BLOCK_INSIDE = re.compile(r"<(?!/?(?:a|b|br|em|i|img|small|span|strong|sub|sup|u)\b)", re.IGNORECASE)
"""What makes the end of a line uncertain."""
BLOCK = re.compile(
    r"\s*</?(address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|form|h[1-6]|hr|iframe|li|"
    r"ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|video)\b",
    re.IGNORECASE,
)
NESTING = re.compile(r"<(/?)(?:ul|ol|table|div|pre|blockquote|dl)\b", re.IGNORECASE)


def lines_to_html(text: str) -> str:
    """Make paragraphs of the bare lines between blocks, as WordPress's `wpautop` does."""
    depth, result = 0, []
    for line in text.splitlines():
        is_bare = depth == 0 and line.strip() and not BLOCK.match(line)
        result.append(f"<p>{line.strip()}</p>" if is_bare else line)
        depth += sum(-1 if closes else 1 for closes in NESTING.findall(line))
    return "\n".join(result)
