"""Headings, rules, quotes, code and lists. Trees in, Markdown out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag
from bs4.element import PageElement

from ..reading import HEADINGS
from .escape import strip_controls
from .flow import SEPARATOR, Scope, read_run, separate, write_blocks, write_flow
from .inline import write_line
from .pieces import attribute

INDENT = "    "
"""Python-Markdown nests what is indented by four columns."""
FIRST_IN_ITEM = frozenset({"p", *HEADINGS, "ul", "ol"})
"""What Python-Markdown reads on the line of a list's marker; a rule there would take the marker in."""

TWO_MARKERS = re.compile(r"(?:-|\d+\.) (?:(?:-|\d+\.) |[^\n]*\n+    )")
"""A list that begins with a list, or with an item of several blocks: behind one marker more, Python-Markdown
loses what follows."""


def indent(text: str) -> str:
    """Indent all lines but the first, so that they belong to what the first begins."""
    return re.sub(r"\n(?!\n)", f"\n{INDENT}", text)


def write_heading(tag: Tag, scope: Scope) -> str:
    """A heading, with its id if it has one; an empty one is none."""
    text = write_line(read_run(tag.contents, scope))
    if not text:
        return ""
    text = re.sub(r"#(?=#*$)|(?<!\\)(?:\\\\)*\\$", r"\\\g<0>", text)
    anchor = attribute(tag, "id")
    suffix = f" {{ #{anchor} }}" if re.fullmatch(r"[^\s{}#.=\"']+", anchor) else ""
    return f"{'#' * int(tag.name[1])} {text}{suffix}"


def write_rule(_tag: Tag, _scope: Scope) -> str:
    """A thematic break."""
    return "---"


def write_quote(tag: Tag, scope: Scope) -> str:
    """A quote."""
    text = write_blocks(tag.contents, scope.inside())
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def write_code(tag: Tag, _scope: Scope) -> str:
    """A code block, in a fence that is longer than any inside."""
    parts = ("\n" if isinstance(node, Tag) else node for node in tag.descendants if _is_code(node))
    text = re.sub(r"\r\n?", "\n", strip_controls("".join(map(str, parts)))).rstrip("\n")
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`{3,}", text)), 3)
    return "\n".join([fence + _language(tag), *([text] if text else []), fence])


def _is_code(node: PageElement) -> bool:
    return node.name == "br" if isinstance(node, Tag) else type(node).__name__ == "NavigableString"


def _language(tag: Tag) -> str:
    """The language of a code block, from the class of the `code` in it, its own, or that of its frame."""
    for element in (tag.find("code", recursive=False), tag, tag.parent):
        for name in element.get_attribute_list("class") if isinstance(element, Tag) else ():
            match = re.fullmatch(r"(?:language|lang|brush)[-:]([\w#.+-]+)", str(name))
            if match:
                return match[1]
    return ""


# --- lists ------------------------------------------------------------------------------------------


class _Item(NamedTuple):
    """A list item: its own nodes, and what follows it in the list without being an item."""

    tag: Tag | None
    nodes: list[PageElement]


def write_list(tag: Tag, scope: Scope) -> str:
    """A list. Where its numbers jump, a new one begins: Python-Markdown numbers each in sequence."""
    lists: list[list[str]] = [[]]
    number = expected = _number(tag, "start", 1)
    is_loose = False
    for item in _items(tag):
        number = _number(item.tag, "value", expected) if item.tag else expected
        if number != expected and lists[-1]:
            lists.append([])
        content = _write_item(item, scope)
        is_loose = is_loose or "\n\n" in content or _has_paragraph(item)
        marker = f"{number}." if tag.name == "ol" else "-"
        lists[-1].append(f"{marker} {indent(content)}")
        expected = number + 1
    gap = "\n\n" if is_loose else "\n"
    return f"\n\n{SEPARATOR}\n\n".join(gap.join(items) for items in lists if items)


def _items(tag: Tag) -> Iterator[_Item]:
    """The items of a list; what stands between them, such as another list, belongs to the one before."""
    item = _Item(None, [])
    for child in tag.contents:
        if isinstance(child, Tag) and child.name == "li":
            if item.tag or any(str(node).strip() for node in item.nodes):
                yield item
            item = _Item(child, list(child.contents))
        else:
            item.nodes.append(child)
    if item.tag or any(str(node).strip() for node in item.nodes):
        yield item


def _number(tag: Tag, name: str, default: int) -> int:
    value = attribute(tag, name).strip()
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else default


def _has_paragraph(item: _Item) -> bool:
    return any(isinstance(node, Tag) and node.name == "p" for node in item.nodes)


def _write_item(item: _Item, scope: Scope) -> str:
    """The content of an item. Its first line is text, a heading or a list, or shows that there is none."""
    blocks = list(write_flow(item.nodes, scope.inside()))
    if not blocks or blocks[0][0] not in FIRST_IN_ITEM or TWO_MARKERS.match(blocks[0][1]):
        blocks.insert(0, ("", SEPARATOR))
    kinds = [kind for kind, _ in blocks]
    is_tight = kinds in (["p", "ul"], ["p", "ol"]) and not _has_paragraph(item)
    return ("\n" if is_tight else "\n\n").join(separate(blocks))
