"""Accordions and tabs of builders that have no file here, by what they tell screen readers.

Patterns: https://www.w3.org/WAI/ARIA/apg/patterns/accordion/ and …/patterns/tabs/.
"""

from __future__ import annotations

from bs4 import Tag

from .markup import Markup
from .rules import Cleaner, mark_details, mark_tabs


def _tabs(markup: Markup) -> None:
    for tablist in markup.with_role("tablist"):
        titles = markup.with_role("tab", within=tablist)
        panels = [panel for tag in titles if (panel := _controlled(markup, tag)) is not None]
        box = _around(tablist, panels, markup)
        if len(panels) > 1 and len(panels) == len(titles) and box is not None:
            mark_tabs(markup, box, titles, panels)


def _accordions(markup: Markup) -> None:
    for title in markup.with_role("button", "tab"):
        panel = _controlled(markup, title)
        if panel is not None and "aria-expanded" in title.attrs and _follows(markup, title, panel):
            mark_details(markup, title, panel)


def _controlled(markup: Markup, tag: Tag) -> Tag | None:
    return markup.by_id.get(str(tag.attrs.get("aria-controls", "")))


def _follows(markup: Markup, title: Tag, panel: Tag) -> bool:
    """Whether the panel comes right after its title; a menu's stands in another part of the page."""
    return markup.order(title) < markup.order(panel) <= markup.end(title) + 4


def _around(tag: Tag, others: list[Tag], markup: Markup) -> Tag | None:
    """The nearest element that holds `tag` and all `others`."""
    for parent, _ in zip(tag.parents, range(6), strict=False):
        if parent is markup.root:
            return None
        if all(markup.contains(parent, other) for other in others):
            return parent
    return None


CLEANER = Cleaner(name="aria", signs=(), rules=(_tabs, _accordions))
