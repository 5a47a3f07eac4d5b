"""Blocks: what holds text or other blocks. Headings, lists, tables, collapsibles and mere wrappers.

A block reader begins its block on the page and returns what ends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bs4 import Tag

from ..body import describe
from ..model import Removal
from ..reading import HEADINGS, visible_text
from . import inline
from .translation import Exit, Translation
from .writing.formats import Format
from .writing.tree import Node

CONTAINERS = ("blockquote", "dl", "dd", "li", "tr", "table", "figure")
LINES = (*sorted(HEADINGS), "p", "dt", "caption", "figcaption", "summary")
WRAPPERS = (
    "address article aside body center div fieldset footer form header hgroup html main menu section tbody "
    "tfoot legend dialog"
).split()

_ALIGN = re.compile(r"text-align:\s*(right|center)", re.IGNORECASE)
_PAINTED = re.compile(
    r"background(?:-color)?:\s*(?!transparent|inherit|initial|none|#fff(?:fff)?\b|white\b|rgba\([^)]*,\s*0\))\S",
    re.IGNORECASE,
)
_NESTED_HEADINGS = 3


def wrapper(translation: Translation, tag: Tag) -> Exit:  # noqa: ARG001
    """A block that says nothing: its edges end a line."""
    translation.out.boundary()
    return translation.out.boundary


def container(translation: Translation, name: str, attrs: dict[str, str] | None = None) -> Exit:
    """A block that holds blocks."""
    depth = translation.out.open(name, attrs)
    return partial(translation.out.close, depth)


def line(translation: Translation, kind: str, *, ends_heading: bool = False) -> Exit:
    """A block that holds text."""
    token = translation.out.begin_line(kind, ends_heading=ends_heading)
    return partial(translation.out.end_line, token)


def _container(translation: Translation, tag: Tag) -> Exit:
    return container(translation, tag.name)


def _line(translation: Translation, tag: Tag) -> Exit:
    end = line(translation, "p" if tag.name == "summary" and not _is_in(tag, "details") else tag.name)
    translation.solid += 1

    def leave() -> None:
        translation.solid -= 1
        end()

    return leave


def _paragraph(translation: Translation, tag: Tag) -> Exit:  # noqa: ARG001
    return line(translation, "p")


def _heading(translation: Translation, tag: Tag) -> Exit:
    """A heading; in a table cell it is bold text, in another heading nothing of its own."""
    parents = [parent.name for parent, _ in zip(tag.parents, range(_NESTED_HEADINGS), strict=False)]
    if translation.out.in_heading and any(name not in HEADINGS for name in parents):
        reason = "a heading inside a heading"
        translation.body.removed.append(
            Removal("headings", describe(tag), reason, "", headings=(visible_text(tag),))
        )
    if not translation.out.cells:
        return _line(translation, tag)
    end_line = line(translation, "p")
    end_format = inline.begin(translation, Format("strong"))

    def leave() -> None:
        end_format()
        end_line()

    return leave


def _is_in(tag: Tag, name: str) -> bool:
    return tag.parent is not None and tag.parent.name == name


def _list(translation: Translation, tag: Tag) -> Exit:
    if tag.name == "ul":
        return container(translation, "ul")
    first = next((child for child in tag.children if isinstance(child, Tag) and child.name == "li"), None)
    value = first.attrs.get("value") if first is not None else None
    start = str(value or tag.attrs.get("start") or "1").strip()
    is_given = start.isdecimal() and len(start) < 7 and int(start) != 1
    return container(translation, "ol", {"start": str(int(start))} if is_given else {})


def _table_head(translation: Translation, tag: Tag) -> Exit:
    translation.in_table_head = True
    end = wrapper(translation, tag)

    def leave() -> None:
        translation.in_table_head = False
        end()

    return leave


def _cell(translation: Translation, tag: Tag) -> Exit:
    """A cell, with what it spans, its alignment, and the looks by which `finish` tells a table's head."""
    attrs: dict[str, str] = {}
    for name in ("colspan", "rowspan"):
        number = str(tag.attrs.get(name, "")).strip()
        if number.isdecimal() and 1 < int(number[:6]) <= 1000:
            attrs[name] = str(int(number))
    style = str(tag.attrs.get("style", ""))
    align = _ALIGN.search(style)
    given = align[1] if align else str(tag.attrs.get("data-align") or tag.attrs.get("align", ""))
    if given.lower() in ("right", "center"):
        attrs["align"] = given.lower()
    row = tag.parent.attrs if tag.parent is not None and tag.parent.name == "tr" else {}
    if "bgcolor" in tag.attrs or _PAINTED.search(style) or _PAINTED.search(str(row.get("style", ""))):
        attrs["background"] = "1"
    if translation.in_table_head:
        attrs["head"] = "1"
    return container(translation, tag.name, attrs)


def _details(translation: Translation, tag: Tag) -> Exit:
    return container(translation, "details", {"open": ""} if "open" in tag.attrs else {})


def _rule(translation: Translation, tag: Tag) -> None:  # noqa: ARG001
    translation.out.block(Node("hr"))


READERS: dict[str, Callable[[Translation, Tag], Exit | None]] = {
    **dict.fromkeys(WRAPPERS, wrapper),
    **dict.fromkeys(CONTAINERS, _container),
    **dict.fromkeys(LINES, _line),
    **dict.fromkeys(HEADINGS, _heading),
    "details": _details,
    "hr": _rule,
    "ol": _list,
    "pee": _paragraph,  # how Divi saves a `p`
    "td": _cell,
    "th": _cell,
    "thead": _table_head,
    "ul": _list,
}
