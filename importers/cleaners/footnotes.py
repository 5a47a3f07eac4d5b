"""Footnotes: a number that leads to a note, and a way from the note back to the number.

They are told by that, whatever made them: WordPress's own block
(https://developer.wordpress.org/block-editor/reference-guides/core-blocks/#footnotes), Easy Footnotes and
Footnotes Made Easy, renderers of Markdown, a text pasted from Word. The site numbers footnotes and leads back
by itself; the source's numbers and ways back are recorded as removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from ..reading import INLINE
from . import links
from .markup import Markup
from .rules import Cleaner

NUMBERED = "the site numbers footnotes itself"
LED_BACK = "the way back from a footnote, which the site adds itself"

_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,4}|[a-z])[\])]?")
_BRACKETS = "[]() \n\t\xa0"
_NEAR = 4
"""How many elements around a link its id may stand on."""


class _Reference(NamedTuple):
    """A number in the text, the note that it leads to, and the link that leads back."""

    link: Tag
    note: Tag
    back: Tag


def _footnotes(markup: Markup) -> None:
    references = list(_references(markup))
    lists = {id(each.note.parent): each.note.parent for each in references if each.note.name == "li"}
    notes = {id(each.note): each.note for each in references if each.note.name != "li"}
    for listing in lists.values():
        items = [child for child in listing.children if isinstance(child, Tag)] if listing else []
        if listing and all(item.find("a", href=re.compile("^#.")) for item in items):
            notes.update((id(item), item) for item in items)
            markup.mark(listing, "notes")
            _leave_out_rule(markup, listing)
    in_order = dict.fromkeys(id(each.note) for each in references if id(each.note) in notes)
    names = {key: str(number) for number, key in enumerate(in_order | notes, 1)}
    for key, note in notes.items():
        markup.mark(note, "note", text=names[key])
    for reference in references:
        if name := names.get(id(reference.note)):
            markup.mark(_whole(reference.link), "reference", text=name, reason=NUMBERED)
            markup.mark(_whole(reference.back), "chrome", reason=LED_BACK)


def _references(markup: Markup) -> Iterator[_Reference]:
    """Every number that leads to a note below it which leads back."""
    named = {str(tag.attrs["name"]): tag for tag in markup.named("a") if tag.attrs.get("name")}
    for link in markup.named("a"):
        address = links.address_of(link)
        if not links.is_in_page(address) or not _NUMBER.fullmatch(link.get_text(strip=True)):
            continue
        target = markup.by_id.get(address[1:], named.get(address[1:]))
        if target is None or markup.order(target) <= markup.order(link):
            continue
        note = _around(target)
        if note is None or markup.contains(note, link):
            continue
        ways = {f"#{name}" for name in _names_of(link)}
        for back in markup.named("a", within=note):
            if links.address_of(back) in ways:
                yield _Reference(link, note, back)
                break


def _names_of(link: Tag) -> Iterator[str]:
    """The ids that lead to a link: its own, of what is around it, of the empty element before it."""
    tag: Tag | None = link
    for _ in range(_NEAR):
        if tag is None or (tag is not link and tag.name not in INLINE):
            return
        before = tag.find_previous_sibling()
        for each in (tag, before if before is not None and not before.get_text(strip=True) else None):
            if each is not None:
                yield from (str(each.attrs[name]) for name in ("id", "name") if name in each.attrs)
        tag = tag.parent


def _around(target: Tag) -> Tag | None:
    """The block that a note is: where it begins, its target stands."""
    tag: Tag | None = target
    while tag is not None and tag.name in INLINE:
        tag = tag.parent
    return tag if tag is not None and tag.name in ("li", "p", "div") else None


def _whole(link: Tag) -> Tag:
    """A link with the marks and brackets around it that hold nothing else."""
    text = link.get_text().strip(_BRACKETS)
    while (around := link.parent) is not None and around.name in INLINE:
        if around.get_text().strip(_BRACKETS) != text:
            break
        link = around
    return link


def _leave_out_rule(markup: Markup, listing: Tag) -> None:
    """A line above the notes: the site draws its own."""
    before = listing.find_previous_sibling()
    if before is not None and before.name == "hr":
        markup.mark(before, "moved")


CLEANER = Cleaner(name="footnotes", signs=(), rules=(_footnotes,))
