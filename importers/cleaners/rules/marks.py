"""What a class says of one element, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bs4 import Tag

from ...reading import HEADINGS, visible_text
from ..chrome import DECORATION
from ..markup import Markup, Role
from .cleaner import Rule

NO_LOOKS: Mapping[str, str] = MappingProxyType({})


def callout(
    box: str | Mapping[str, str], kind: str = "note", title: str = "", looks: Mapping[str, str] = NO_LOOKS
) -> Rule:
    """Text set apart; a mapping tells the kind by class, `looks` by another class of the same element."""
    kinds = {box: kind} if isinstance(box, str) else dict(box)

    def rule(markup: Markup) -> None:
        for name, each_kind in kinds.items():
            for tag in markup.find(name):
                own = next(iter(markup.find(title, within=tag)), None) if title else None
                if own is not None:
                    markup.mark(own, "moved")
                look = next(
                    (looks[str(each)] for each in tag.get_attribute_list("class") if each in looks), ""
                )
                text = visible_text(own) if own is not None else ""
                markup.mark(tag, "callout", kind=look or each_kind, text=text)

    return rule


def button(*classes: str) -> Rule:
    """A link that looks like a button; the class is the link's, or of something in it."""

    def rule(markup: Markup) -> None:
        for tag in markup.find(*classes):
            link = tag if tag.name == "a" else tag.find_parent("a") or tag.find("a")
            if isinstance(link, Tag) and visible_text(link):
                markup.mark(link, "button")

    return rule


def heading(*classes: str, level: int = 3) -> Rule:
    """A title that isn't marked up as one."""

    def rule(markup: Markup) -> None:
        for tag in markup.find(*classes):
            if (
                tag.name not in HEADINGS
                and not markup.named(*HEADINGS, within=tag)
                and not _is_in_heading(tag)
            ):
                markup.mark(tag, "heading", kind=f"h{level}")

    return rule


def _is_in_heading(tag: Tag) -> bool:
    return any(parent.name in HEADINGS for parent, _ in zip(tag.parents, range(3), strict=False))


def gallery(*classes: str) -> Rule:
    """Several pictures that belong together."""
    return _simple("gallery", classes)


def figure(*classes: str) -> Rule:
    """A picture with a caption."""
    return _simple("figure", classes)


def caption(*classes: str) -> Rule:
    """The words under a picture."""
    return _simple("caption", classes)


def subtitle(*classes: str) -> Rule:
    """A second line in a heading, which is a paragraph below it."""
    return _simple("subtitle", classes)


def line(*classes: str) -> Rule:
    """A line of its own, though its element is inline. An item of a list stays one."""

    def rule(markup: Markup) -> None:
        for tag in markup.find(*classes):
            if tag.name != "li":
                markup.mark(tag, "line")

    return rule


def transparent(*classes: str) -> Rule:
    """A wrapper whose tag says something else than it is."""
    return _simple("transparent", classes)


def _simple(role: Role, classes: tuple[str, ...]) -> Rule:
    def rule(markup: Markup) -> None:
        for tag in markup.find(*classes):
            markup.mark(tag, role)

    return rule


def chrome(reason: str, *classes: str) -> Rule:
    """What belongs to the site around the text: removed, and recorded with `reason`."""

    def rule(markup: Markup) -> None:
        for tag in markup.find(*classes):
            markup.mark(tag, "chrome", reason=reason)

    return rule


def decoration(*classes: str) -> Rule:
    """What only looks: rules, gaps, icons. Recorded if it holds anything after all."""
    return chrome(DECORATION, *classes)


_FIRST_NUMBER = re.compile(r"\d")


def counter(number: str, attribute: str) -> Rule:
    """A number that counts up while one watches: the attribute has the one it ends at."""

    def rule(markup: Markup) -> None:
        for tag in markup.find(number):
            value = str(tag.attrs.get(attribute, ""))
            if _FIRST_NUMBER.search(value) and visible_text(tag) != value:
                markup.mark(tag, "say", text=value, reason=f"a number that counts up to {value}")

    return rule
