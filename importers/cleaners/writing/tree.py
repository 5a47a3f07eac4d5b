"""The light tree that clean HTML is written in, and its way back into a soup.

A soup keeps every element linked to its neighbours, so that moving one costs the number of its
siblings. These nodes only know their children.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from bs4 import BeautifulSoup, Tag

INLINE = frozenset("a br code del em img ins kbd mark strong sub sup".split())
"""Inline elements of clean HTML; everything else is a block."""


class Node:
    """An element: name, attributes, children; without a name it is only its children."""

    __slots__ = ("attrs", "children", "name")

    def __init__(
        self, name: str, attrs: dict[str, str] | None = None, children: list[Node | str] | None = None
    ) -> None:
        """Make an element."""
        self.name = name
        self.attrs = attrs if attrs is not None else {}
        self.children: list[Node | str] = children if children is not None else []

    def append_text(self, value: str) -> None:
        """Append text, joined to the text before it."""
        if self.children and isinstance(last := self.children[-1], str):
            self.children[-1] = last + value
        else:
            self.children.append(value)

    def nodes(self) -> list[Node]:
        """The elements directly in it."""
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator[Child]:
        """Everything below, in document order."""
        stack = [iter(self.children)]
        while stack:
            for child in stack[-1]:
                yield child
                if isinstance(child, Node) and child.children:
                    stack.append(iter(child.children))
                    break
            else:
                stack.pop()

    def text(self) -> str:
        """All text below, white space folded, blanks between blocks; a picture counts as its alt."""
        parts: list[str] = []
        stack = [(self.name, iter(self.children))]
        while stack:
            name, children = stack[-1]
            for child in children:
                if isinstance(child, str):
                    parts.append(child)
                    continue
                if child.name == "img":
                    parts.append(f" {child.attrs.get('alt', '')} ")
                elif child.name not in INLINE or child.name == "br":
                    parts.append(" ")
                stack.append((child.name, iter(child.children)))
                break
            else:
                stack.pop()
                if name not in INLINE:
                    parts.append(" ")
        return " ".join("".join(parts).split())


Child: TypeAlias = Node | str


def is_inline(child: Child) -> bool:
    """Whether `child` is text or an inline element."""
    return isinstance(child, str) or child.name in INLINE


def is_named(child: Child, *names: str) -> bool:
    """Whether `child` is an element with one of the `names`."""
    return isinstance(child, Node) and child.name in names


def unwrap_emphasis(line: Node) -> None:
    """A heading or a title that is in italics as a whole only looks so."""
    if len(line.children) == 1 and isinstance(only := line.children[0], Node) and only.name == "em":
        line.children = only.children


def as_blocks(children: list[Child]) -> list[Child]:
    """`children` with each run of inline content in a paragraph."""
    blocks: list[Child] = []
    run: list[Child] = []
    for child in [*children, None]:
        if child is not None and is_inline(child):
            run.append(child)
            continue
        if run:
            blocks.append(Node("p", children=run))
            run = []
        if child is not None:
            blocks.append(child)
    return blocks


def to_soup(root: Node) -> Tag:
    """`root` as an element of a new soup, by the calls that a parser makes."""
    soup = BeautifulSoup("", "lxml")
    soup.reset()
    soup.handle_starttag(root.name, None, None, dict(root.attrs))
    stack = [(root, iter(root.children))]
    while stack:
        node, children = stack[-1]
        for child in children:
            if isinstance(child, str):
                soup.handle_data(child)
                continue
            if child.name:
                soup.handle_starttag(child.name, None, None, dict(child.attrs))
            stack.append((child, iter(child.children)))
            break
        else:
            stack.pop()
            if node.name:
                soup.handle_endtag(node.name)
    soup.endData()
    top = soup.contents[0]
    assert isinstance(top, Tag)
    return top
