"""Reads a tree as a reader sees it: what is text, in which order, and where a word ends."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import chain

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "head", "title", "math", "object"})
"""Elements whose text a browser doesn't show as text."""
INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i img ins kbd mark q s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
"""Elements whose edges don't end a word; all others do."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def walk(root: Tag) -> Iterator[Tag | str]:
    """Every seen element and text below `root` in document order, with blanks between blocks."""
    node: PageElement | None = root.contents[0] if root.contents else None
    end = _after(root)
    block: Tag | None = root
    while node is not None and node is not end:
        if isinstance(node, Tag):
            if node.name in UNSEEN:
                node = _after(node)
                continue
            if node.name not in INLINE:
                yield " "
            yield node
        elif not isinstance(node, PreformattedString):  # a comment, a doctype, CDATA
            if (around := _block_of(node)) is not block:
                block = around
                yield " "
            yield str(node)
        node = node.next_element


def elements(root: Tag, names: Container[str]) -> list[Tag]:
    """The elements below `root` with one of the `names`, in document order; faster than `find_all`."""
    return [node for node in nodes(root) if isinstance(node, Tag) and node.name in names]


def nodes(root: Tag) -> Iterator[PageElement]:
    """All below `root` in document order; faster than `descendants`."""
    node: PageElement | None = root.contents[0] if root.contents else None
    end = _after(root)
    while node is not None and node is not end:
        yield node
        node = node.next_element


def _block_of(text: PageElement) -> Tag | None:
    block = text.parent
    while block is not None and block.name in INLINE:
        block = block.parent
    return block


def _after(tag: Tag) -> PageElement | None:
    """The first node behind `tag` and all it holds."""
    last: PageElement = tag
    while isinstance(last, Tag) and last.contents:
        last = last.contents[-1]
    return last.next_element


def visible_text(tag: Tag) -> str:
    """The text of `tag` a reader sees, white space folded; images, `tag` too, count as their alt text."""
    parts: list[str] = []
    for node in chain((tag,), walk(tag)):
        if isinstance(node, str):
            parts.append(node)
        elif node.name == "img" and node.get("alt"):
            parts.append(f" {node['alt']} ")
    return " ".join("".join(parts).split())
