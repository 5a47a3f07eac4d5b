"""HTML as far as a source needs it: is there anything in it, what is its text, where does its title end."""

from __future__ import annotations

import re

from bs4 import Tag

from ..body import parse_html
from ..reading import visible_text


def plain(html: str) -> str:
    """Return the visible text of a piece of HTML, entities resolved."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    root = parse_html(html).body
    return visible_text(root) if root else ""


def has_content(html: str) -> bool:
    """Whether a reader would see anything: text, a picture, a film."""
    return bool(
        re.search(r"<(img|iframe|video|audio)\b", html, re.IGNORECASE) or plain(html).strip("\u200b\ufeff ")
    )


def split_first_block(html: str) -> tuple[str, str]:
    """Take the first block off: its text, and the HTML of the rest."""
    root = parse_html(html).body
    first = root.find(True, recursive=False) if root else None
    if root is None or not isinstance(first, Tag):
        return "", html
    text = visible_text(first)
    first.decompose()
    return text, root.decode_contents().strip()


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
