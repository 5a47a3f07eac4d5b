"""Reading and cutting the blocks of a body: what every component needs, and nothing about meaning.

A *flow* is an element whose children are blocks: the body itself, a callout, an answer. Text is read
as *raw text*, in which `<br>` is a line feed, so that an offset found in it can be cut at.
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import takewhile

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from ..body import Body
from ..model import Removal
from ..reading import HEADINGS, elements, nodes, visible_text

MEDIA = ("img", "figure", "iframe", "video", "audio")
BLOCKS = (
    *HEADINGS,
    *"p ul ol dl table pre blockquote aside figure details div hr iframe video audio".split(),
)
"""Elements that aren't inline content."""
FLOWS = ("details", "section", "aside", "blockquote", "td", "li", "dd", "div")
"""Elements below the body whose children may be blocks."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]+")
"""Zero-width characters that editors leave behind: never a reason not to recognise something."""
_INVISIBLE_START = re.compile("[\\s\u200b-\u200f\u061c\u2060\ufeff\u00ad]*")

_factory = BeautifulSoup("", "lxml")


def new_tag(name: str, **attributes: str) -> Tag:
    """A new element; `_` in attribute names stands for `-`, and `class_` for `class`."""
    attrs = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return _factory.new_tag(name, attrs=dict(attrs))


def flows(root: Tag) -> list[Tag]:
    """`root` and every element below it whose children may be blocks, in document order."""
    return [root, *elements(root, FLOWS)]


def has_element(root: Tag, names: Container[str]) -> bool:
    """Whether an element below `root` has one of the `names`."""
    return any(isinstance(node, Tag) and node.name in names for node in nodes(root))


def children_named(parent: Tag, *names: str) -> list[Tag]:
    """The children of `parent` with one of the `names`."""
    return [child for child in parent.children if isinstance(child, Tag) and child.name in names]


def blocks(flow: Tag) -> list[Tag]:
    """The elements directly in `flow`."""
    return [child for child in flow.children if isinstance(child, Tag)]


def text_nodes(tag: Tag) -> list[NavigableString]:
    """The texts in `tag` that a browser shows, in order; comments aren't."""
    return [node for node in nodes(tag) if type(node) is NavigableString]


def raw_text(tag: Tag) -> str:
    """The text of `tag` as it stands, with a line feed for each `<br>`."""
    return "".join(
        "\n" if isinstance(node, Tag) else str(node)
        for node in nodes(tag)
        if type(node) is NavigableString or (isinstance(node, Tag) and node.name == "br")
    )


def tidy(text: str) -> str:
    """`text` with its white space folded and invisible characters gone."""
    return " ".join(_INVISIBLE.sub("", text).split())


def opening(text: str, length: int = 100) -> tuple[str, int]:
    """The first `length` characters of a raw text that a reader sees, and how many come before them.

    What a block begins with is always looked for here, so that no pattern meets a text without end.
    """
    start = _INVISIBLE_START.match(text)
    offset = start.end() if start else 0
    return text[offset : offset + length], offset


def text_of(tag: Tag) -> str:
    """The text of `tag` as a reader sees it, in one line."""
    return tidy(raw_text(tag))


def level_of(tag: Tag) -> int:
    """The level of a heading, 1 to 6; 0 for anything else."""
    return int(tag.name[1]) if tag.name in HEADINGS else 0


def is_empty(tag: Tag) -> bool:
    """Whether `tag` shows nothing."""
    if tag.name in (*MEDIA, "hr", "br"):
        return False
    for node in nodes(tag):
        if isinstance(node, Tag):
            if node.name in MEDIA:
                return False
        elif type(node) is NavigableString and tidy(node):
            return False
    return True


def is_media(tag: Tag) -> bool:
    """Whether `tag` is a picture, a video or another embed, or a paragraph of nothing else."""
    return tag.name in MEDIA or (tag.name == "p" and has_element(tag, MEDIA) and not text_of(tag))


def is_bold(tag: Tag) -> bool:
    """Whether all text of `tag` is bold, and there is some; punctuation after it may be plain."""
    return bool(text_of(tag)) and not any(
        any(char.isalnum() for char in node)
        and not any(parent.name == "strong" for parent in _parents(node, tag))
        for node in text_nodes(tag)
    )


def first_bold(tag: Tag) -> Tag | None:
    """The `<strong>` that `tag` begins with, if it does; it may stand in an `<em>` or a first paragraph."""
    for node in nodes(tag):
        if isinstance(node, Tag):
            if node.name == "strong":
                return node
            if node.name not in ("em", "br", "p"):
                return None
        elif type(node) is NavigableString and tidy(node):
            return None
    return None


def following(block: Tag) -> Tag | None:
    """The next element beside `block`; None where text stands between, or nothing follows."""
    for sibling in block.next_siblings:
        if isinstance(sibling, Tag):
            return sibling
        if type(sibling) is NavigableString and tidy(sibling):
            return None
    return None


def level_below(flow: Tag, block: Tag) -> int:
    """The level for a new heading where `block` stands in `flow`: one below the heading above it."""
    for sibling in block.previous_siblings:
        if isinstance(sibling, Tag) and level_of(sibling):
            return min(max(level_of(sibling) + 1, 2), 6)
    return 2 if flow.name in ("div", "body") else 3


def cut_start(block: Tag, length: int) -> Tag:
    """Move the first `length` characters of the raw text of `block` to a new paragraph, returned detached."""
    taken = new_tag("p")
    for node in list(block.descendants):
        if length <= 0:
            break
        if isinstance(node, Tag):
            if node.name == "br":
                taken.append(node.extract())
                length -= 1
        elif type(node) is NavigableString:
            text = str(node)
            taken.append(NavigableString(text[:length]))
            if len(text) <= length:
                node.extract()
            else:
                node.replace_with(NavigableString(text[length:]))
            length -= len(text)
    trim_start(block)
    return taken


def trim_start(block: Tag) -> None:
    """Take white space, line breaks and empty inline elements from the start of `block`."""
    while block.contents:
        first = block.contents[0]
        if isinstance(first, Tag):
            if first.name == "br" or (first.name not in MEDIA and not first.contents):
                first.decompose()
                continue
            if first.name in ("strong", "em", "p"):
                trim_start(first)
                if not first.contents:
                    first.decompose()
                    continue
            return
        stripped = _INVISIBLE.sub("", str(first)).lstrip()
        if stripped:
            if stripped != str(first):
                first.replace_with(NavigableString(stripped))
            return
        first.extract()


def remove_start(body: Body, block: Tag, length: int, *, step: str, reason: str) -> None:
    """Take the first `length` characters of the raw text of `block` out, on the record."""
    record_heading(body, block, step=step, reason=reason)
    body.remove(cut_start(block, length), step=step, reason=reason)


def record_heading(body: Body, block: Tag, *, step: str, reason: str) -> None:
    """Record that a heading is no heading any more, or reads otherwise; its words are another matter."""
    if level_of(block):
        body.removed.append(Removal(step, block.name, reason, "", headings=(visible_text(block),)))


def wrap_inline(item: Tag) -> None:
    """Put the text that stands directly in a list item into a paragraph, so that blocks can follow it."""
    inline = list(takewhile(lambda node: not (isinstance(node, Tag) and node.name in BLOCKS), item.contents))
    if any(isinstance(node, Tag) or tidy(str(node)) for node in inline):
        paragraph = new_tag("p")
        item.insert(0, paragraph)
        for node in inline:
            paragraph.append(node.extract())


def split_lines(block: Tag) -> list[list[PageElement]]:
    """The content of `block` in lines, as the `<br>` directly in it part them; nothing is changed."""
    lines: list[list[PageElement]] = [[]]
    for child in block.children:
        if isinstance(child, Tag) and child.name == "br":
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def line_text(line: list[PageElement]) -> str:
    """The text of one line of `split_lines`."""
    return tidy("".join(raw_text(node) if isinstance(node, Tag) else str(node) for node in line))


def split_before(block: Tag, node: PageElement) -> Tag:
    """Move `node` and all after it in `block` to a new element of the same name, put behind `block`."""
    rest = new_tag(block.name)
    for moved in [node, *node.next_siblings]:
        rest.append(moved.extract())
    block.insert_after(rest)
    while block.contents and isinstance(last := block.contents[-1], Tag) and last.name == "br":
        last.decompose()
    return rest


def _parents(node: PageElement, within: Tag) -> list[Tag]:
    found: list[Tag] = []
    parent = node.parent
    while parent is not None and parent is not within:
        found.append(parent)
        parent = parent.parent
    return found
