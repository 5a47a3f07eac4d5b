"""What a builder's mark makes of an element: the counterpart of `elements` for `Meaning`s."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bs4 import Tag

from ..reading import INLINE
from . import elements, links, media
from .markup import HEADINGS, Meaning, Role

if TYPE_CHECKING:
    from .reader import Exit, Reader


def _chrome(reader: Reader, tag: Tag, meaning: Meaning) -> None:
    reader.remove(tag, meaning.step, meaning.reason)


def _moved(reader: Reader, tag: Tag, meaning: Meaning) -> None:
    """Nothing: the text is in the attributes of what it belongs to."""


def _say(reader: Reader, tag: Tag, meaning: Meaning) -> None:
    reader.remove(tag, meaning.step, meaning.reason)
    reader.out.text(meaning.text)


def _embed(reader: Reader, tag: Tag, meaning: Meaning) -> None:
    reader.remove(tag, meaning.step, "stands for an embed, which is kept")
    media.embed(reader, meaning.href, meaning.text)


def _button(reader: Reader, tag: Tag, meaning: Meaning) -> Exit | None:  # noqa: ARG001
    return elements.link(reader, tag, is_button=True)


def _link(reader: Reader, tag: Tag, meaning: Meaning) -> Exit | None:
    reader.drop_link(tag, "links replaced by what their text means", links.address_of(tag))
    return elements.link(reader, tag, meaning.href)


def _callout(reader: Reader, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    title = {"data-title": meaning.text} if meaning.text else {}
    return elements.container(reader, "aside", {"class": "callout", "data-kind": meaning.kind, **title})


def _details_title(reader: Reader, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    token = reader.out.open_details({"open": ""} if meaning.kind == "open" else {})
    return lambda: reader.out.end_line(token)


def _details_content(reader: Reader, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    depth = reader.out.begin_content()
    return elements.wrapper(reader, tag) if depth is None else (lambda: reader.out.close(depth))


def _tab(reader: Reader, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    return elements.container(reader, "tab", {"data-title": meaning.text})


def _heading(reader: Reader, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    return elements.line(reader, "p" if reader.out.cells else meaning.kind)


def _subtitle(reader: Reader, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    heading = tag.find_parent(list(HEADINGS)) if reader.out.in_heading else None
    if heading is not None:
        reader.record_heading(heading, "its second line is a paragraph below it")
    return elements.line(reader, "p", ends_heading=True)


def _transparent(reader: Reader, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    return media.pass_through if tag.name in INLINE else elements.wrapper(reader, tag)


def _container(name: str, **attrs: str) -> Callable[[Reader, Tag, Meaning], Exit]:
    return lambda reader, tag, meaning: elements.container(reader, name, dict(attrs))  # noqa: ARG005


def _line(kind: str) -> Callable[[Reader, Tag, Meaning], Exit]:
    return lambda reader, tag, meaning: elements.line(reader, kind)  # noqa: ARG005


READERS: dict[Role, Callable[[Reader, Tag, Meaning], Exit | None]] = {
    "button": _button,
    "callout": _callout,
    "caption": _line("figcaption"),
    "chrome": _chrome,
    "details-content": _details_content,
    "details-title": _details_title,
    "embed": _embed,
    "figure": _container("figure"),
    "gallery": _container("figure", gallery="1"),
    "heading": _heading,
    "item": _container("li"),
    "line": _line("p"),
    "link": _link,
    "list": _container("ul"),
    "moved": _moved,
    "say": _say,
    "subtitle": _subtitle,
    "tab": _tab,
    "tabs": _container("tabs"),
    "transparent": _transparent,
}
