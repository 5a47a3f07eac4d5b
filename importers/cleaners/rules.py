"""The verbs of the builders' tables: each makes a rule that says what certain classes mean.

A rule only marks elements; `reader` acts on the marks. Where an element is marked twice the first
mark stays, so that a builder lists its special cases before its general ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bs4 import Tag

from ..reading import visible_text
from .chrome import DECORATION
from .markup import HEADINGS, Markup, Role

Rule: TypeAlias = Callable[[Markup], None]
"""Marks what it knows of a body."""


@dataclass(frozen=True, slots=True)
class Cleaner:
    """What the markup of one page builder or help desk means."""

    name: str
    signs: tuple[str, ...]
    """Classes that tell it; one that ends in `-` or `_` is a prefix. None: it looks at every body."""
    rules: tuple[Rule, ...]

    def matches(self, markup: Markup) -> bool:
        """Whether some of the body is this builder's."""
        return not self.signs or markup.has(*self.signs)

    def clean(self, markup: Markup) -> None:
        """Mark what the rules know."""
        markup.step = self.name
        for rule in self.rules:
            rule(markup)


def details(title: str, content: str) -> Rule:
    """A question and its answer, or any title that opens its content."""

    def rule(markup: Markup) -> None:
        contents = {id(tag) for tag in markup.find(content)}
        waiting: list[Tag] = []
        for tag in markup.find(title, content):
            if id(tag) not in contents:
                waiting.append(tag)
            elif waiting and not markup.contains(waiting[-1], tag):
                mark_details(markup, waiting.pop(), tag)

    return rule


def mark_details(markup: Markup, title: Tag, content: Tag) -> None:
    """Mark a pair, and what wraps them: an item of a list, a heading or control around the title."""
    if markup.meaning(title) or markup.meaning(content):
        return
    is_open = "open" if title.attrs.get("aria-expanded") == "true" else ""
    markup.mark(title, "details-title", kind=is_open)
    markup.mark(content, "details-content")
    for wrapper in title.parents:
        if wrapper is markup.root:
            return
        around_both = markup.contains(wrapper, content)
        if not around_both or wrapper.name in ("li", "dl", "details"):
            markup.mark(wrapper, "transparent")
        if around_both:
            if wrapper.name == "li" and wrapper.parent is not None:
                markup.mark(wrapper.parent, "transparent")
            return


def tabs(box: str, title: str, panel: str) -> Rule:
    """Panels of which one shows at a time; a title is that of the panel it names, else of its number."""

    def rule(markup: Markup) -> None:
        for each in markup.find(box):
            panels = markup.find(panel, within=each)
            titles = [tag for tag in markup.find(title, within=each) if not _is_inside(markup, tag, panels)]
            if panels and titles:
                mark_tabs(markup, each, titles, panels)

    return rule


def _is_inside(markup: Markup, tag: Tag, boxes: list[Tag]) -> bool:
    return any(box is not tag and markup.contains(box, tag) for box in boxes)


def mark_tabs(markup: Markup, box: Tag, titles: list[Tag], panels: list[Tag]) -> None:
    """Mark a set of tabs; a title said twice (once for phones) is recorded as a copy."""
    if markup.meaning(box):
        return
    by_panel: dict[int, str] = {}
    for number, title in enumerate(titles):
        named = markup.by_id.get(_panel_id(title))
        panel = named if named is not None and any(named is each for each in panels) else None
        if panel is None and number < len(panels):
            panel = panels[number]
        text = visible_text(title)
        is_copy = id(panel) in by_panel or (panel is None and text in by_panel.values())
        if not text or (panel is None and not is_copy):
            continue
        if panel is None or is_copy:
            markup.mark(title, "chrome", reason="the title of a tab, repeated for phones")
        else:
            by_panel[id(panel)] = text
            markup.mark(title, "moved")
    markup.mark(box, "tabs")
    for panel in panels:
        if id(panel) in by_panel:
            markup.mark(panel, "tab", text=by_panel[id(panel)])


def _panel_id(title: Tag) -> str:
    """The id of the panel that a tab's title names, on itself or on the link in it."""
    link = title.find("a") if title.name != "a" else title
    for tag in (title, link):
        if isinstance(tag, Tag):
            for name in ("aria-controls", "data-target", "href"):
                if value := str(tag.attrs.get(name, "")):
                    return value.removeprefix("#")
    return ""


def callout(box: str | Mapping[str, str], kind: str = "note", title: str = "") -> Rule:
    """Text set apart; a mapping tells the kind by class."""
    kinds = {box: kind} if isinstance(box, str) else dict(box)

    def rule(markup: Markup) -> None:
        for name, each_kind in kinds.items():
            for tag in markup.find(name):
                own = next(iter(markup.find(title, within=tag)), None) if title else None
                if own is not None:
                    markup.mark(own, "moved")
                markup.mark(tag, "callout", kind=each_kind, text=visible_text(own) if own is not None else "")

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


def items(item: str) -> Rule:
    """A list that is built of other elements: two or more items in one element are its items."""

    def rule(markup: Markup) -> None:
        by_parent: dict[int, list[Tag]] = defaultdict(list)
        for tag in markup.find(item):
            if tag.name != "li" and tag.parent is not None:
                by_parent[id(tag.parent)].append(tag)
        for siblings in by_parent.values():
            parent = siblings[0].parent
            if len(siblings) > 1 and parent is not None and parent is not markup.root:
                markup.mark(parent, "list")
                for tag in siblings:
                    markup.mark(tag, "item")

    return rule


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
    """A line of its own, though its element is inline."""
    return _simple("line", classes)


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
