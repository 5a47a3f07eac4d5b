"""Makes one article of a body: its title isn't repeated, its headings start at h2 and skip no level."""

from __future__ import annotations

import re
from collections import Counter

from ...body import Body
from ...model import Removal
from ...reading import HEADINGS
from .compose import Composer
from .tree import Node, unwrap_emphasis

_WORD = re.compile(r"\w+")
_SAME = 0.75
"""Share of common words from which a first line is the title in other words."""


def shape(body: Body, page: Composer) -> None:
    """Give the written page its outline and mend the links inside it."""
    _drop_title(body, page)
    _trim_rules(page.root)
    _drop_repeated_headings(body, page.root)
    headings = [heading for heading in page.headings if heading.name]
    _shift_headings(headings)
    for heading in headings:
        unwrap_emphasis(heading)
    _resolve_links(body, page)


def _drop_title(body: Body, page: Composer) -> None:
    """Take the title out of the text where it stands first, as builders' pages have it."""
    blocks = [child for child in page.root.children if isinstance(child, Node)]
    for number, block in enumerate(blocks[:3]):
        if block.name in HEADINGS or (block.name == "p" and number == 0):
            text = block.text()
            if (
                text
                and _repeats(text, body.title, exact=number > 0)
                and not any(isinstance(c, Node) and c.name == "img" for c in block.walk())
            ):
                page.root.children.remove(block)
                links = tuple(c.attrs["href"] for c in block.walk() if isinstance(c, Node) and c.name == "a")
                headings = (text,) if block.name in HEADINGS else ()
                body.removed.append(
                    Removal(
                        "title",
                        block.name,
                        "repeats the title of the article",
                        text,
                        links=links,
                        headings=headings,
                    )
                )
                block.name = ""
                return


def _repeats(text: str, title: str, *, exact: bool) -> bool:
    """Whether `text` is the title, word for word or nearly."""
    ours, theirs = _WORD.findall(text.casefold()), _WORD.findall(title.casefold())
    if ours == theirs:
        return bool(ours)
    if exact or min(len(ours), len(theirs)) < 4 or text.rstrip().endswith((".", ":", "。")):
        return False
    common = (Counter(ours) & Counter(theirs)).total()
    return common / (Counter(ours) | Counter(theirs)).total() >= _SAME


def _drop_repeated_headings(body: Body, root: Node) -> None:
    """A heading that says again what the one right above it says leaves: a widget's title, and the text's."""
    kept: list[Node | str] = []
    for child in root.children:
        above = kept[-1] if kept else None
        if (
            isinstance(child, Node)
            and isinstance(above, Node)
            and child.name in HEADINGS
            and above.name in HEADINGS
            and (text := child.text()) == above.text()
            and "id" not in child.attrs
            and not any(isinstance(each, Node) for each in child.walk())
        ):
            reason = "repeats the heading above it"
            body.removed.append(Removal("headings", child.name, reason, text, headings=(text,)))
            child.name = ""
        else:
            kept.append(child)
    root.children = kept


def _trim_rules(root: Node) -> None:
    """A rule parts two things: none at the start, at the end, or beside another."""
    kept: list[Node | str] = []
    for child in root.children:
        is_rule = isinstance(child, Node) and child.name == "hr"
        if is_rule and (not kept or (isinstance(kept[-1], Node) and kept[-1].name == "hr")):
            continue
        kept.append(child)
    while kept and isinstance(last := kept[-1], Node) and last.name == "hr":
        kept.pop()
    root.children = kept


def _shift_headings(headings: list[Node]) -> None:
    """Each heading goes one level below the nearest heading before it that was higher."""
    above: list[int] = []
    for heading in headings:
        level = int(heading.name[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.name = f"h{min(len(above) + 1, 6)}"


def _resolve_links(body: Body, page: Composer) -> None:
    """Links inside the page lead to where their targets went; those without a target become text."""
    marked = [node for node in page.root.walk() if isinstance(node, Node) and "id" in node.attrs]
    ids = {node.attrs["id"] for node in marked}
    dead = []
    used = {page.aliases.get(name, name) for name in body.anchors}
    for link in page.links:
        name = link.attrs["href"][1:]
        name = page.aliases.get(name, name)
        if name in ids:
            link.attrs["href"] = f"#{name}"
            used.add(name)
        else:
            dead.append(link.attrs["href"])
            link.name = ""
    for node in marked:
        if node.attrs["id"] not in used:
            del node.attrs["id"]
    if dead:
        reason = "links to a place of the page that it doesn't have"
        body.removed.append(Removal("links", "a", reason, "", links=tuple(dead)))
