"""What a builder's mark makes of an element: the counterpart of `elements` for `Meaning`s."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

from ..body import describe, items_of
from ..model import Removal
from ..reading import HEADINGS, INLINE
from . import blocks, inline, links, media
from .markup import Meaning, Role
from .translation import Exit, Translation, pass_through
from .writing.tree import Node

PLAN = "the name of a plan, which stands in a table"


def _chrome(translation: Translation, tag: Tag, meaning: Meaning) -> None:
    translation.remove(tag, meaning.step, meaning.reason)


def _moved(translation: Translation, tag: Tag, meaning: Meaning) -> None:
    """Nothing: the text is in the attributes of what it belongs to."""


def _say(translation: Translation, tag: Tag, meaning: Meaning) -> None:
    translation.remove(tag, meaning.step, meaning.reason, instead=meaning.text)
    translation.out.text(meaning.text)


def _embed(translation: Translation, tag: Tag, meaning: Meaning) -> None:
    translation.remove(tag, meaning.step, "stands for an embed, which is kept")
    media.embed(translation, meaning.href, meaning.text)


def _button(translation: Translation, tag: Tag, meaning: Meaning) -> Exit | None:  # noqa: ARG001
    return inline.link(translation, tag, is_button=True)


def _link(translation: Translation, tag: Tag, meaning: Meaning) -> Exit | None:
    translation.drop_link(tag, "links replaced by what their text means", links.address_of(tag))
    return inline.link(translation, tag, meaning.href)


def _callout(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    title = {"data-title": meaning.text} if meaning.text else {}
    return blocks.container(translation, "aside", {"class": "callout", "data-kind": meaning.kind, **title})


def _details_title(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:
    if tag.name == "a" and not links.is_dead(address := links.address_of(tag)):
        translation.drop_link(tag, inline.OPENER, address)
    token = translation.out.open_details({"open": ""} if meaning.kind == "open" else {})
    return lambda: translation.out.end_line(token)


def _details_content(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    depth = translation.out.begin_content()
    return blocks.wrapper(translation, tag) if depth is None else (lambda: translation.out.close(depth))


def _tab(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:
    if not any(isinstance(child, Tag) or str(child).strip() for child in tag.children):
        reason = "the title of a tab without content is a line above the others"
        translation.body.removed.append(
            Removal(meaning.step, describe(tag), reason, "", items=(meaning.text,))
        )
    return blocks.container(translation, "tab", {"data-title": meaning.text})


def _heading(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    return blocks.line(translation, "p" if translation.out.cells else meaning.kind)


def _reference(translation: Translation, tag: Tag, meaning: Meaning) -> None:
    translation.remove(tag, meaning.step, meaning.reason)
    translation.out.inline(Node("sup", {"class": "footnote", "data-ref": meaning.text}))


def _note(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    return blocks.container(translation, "note", {"data-ref": meaning.text})


def _subtitle(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    heading = tag.find_parent(list(HEADINGS)) if translation.out.in_heading else None
    if heading is not None:
        translation.drop_heading(heading, "its second line is a paragraph below it")
    return blocks.line(translation, "p", ends_heading=True)


def _row(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:
    if items := items_of(tag):
        reason = "a list in a row of a table is lines of a cell"
        translation.body.removed.append(Removal(meaning.step, describe(tag), reason, "", items=items))
    return blocks.container(translation, "tr")


def _cell(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:
    if tag.name in HEADINGS:
        translation.drop_heading(tag, PLAN)
    return blocks.container(translation, "td", {"head": "1"} if meaning.kind == "head" else {})


def _name(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    translation.drop_heading(tag, PLAN)
    return blocks.line(translation, "p")


def _transparent(translation: Translation, tag: Tag, meaning: Meaning) -> Exit:  # noqa: ARG001
    return pass_through if tag.name in INLINE else blocks.wrapper(translation, tag)


def _container(name: str, **attrs: str) -> Callable[[Translation, Tag, Meaning], Exit]:
    return lambda translation, tag, meaning: blocks.container(translation, name, dict(attrs))  # noqa: ARG005


def _line(kind: str) -> Callable[[Translation, Tag, Meaning], Exit]:
    return lambda translation, tag, meaning: blocks.line(translation, kind)  # noqa: ARG005


READERS: dict[Role, Callable[[Translation, Tag, Meaning], Exit | None]] = {
    "button": _button,
    "callout": _callout,
    "caption": _line("figcaption"),
    "cell": _cell,
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
    "note": _note,
    "notes": _container("notes"),
    "reference": _reference,
    "name": _name,
    "row": _row,
    "say": _say,
    "subtitle": _subtitle,
    "tab": _tab,
    "tabs": _container("tabs"),
    "transparent": _transparent,
}
