"""What shows a part of itself at a time: a title that opens its content, and tabs."""

from __future__ import annotations

from bs4 import Tag

from ...reading import visible_text
from ..markup import Markup
from .cleaner import Rule


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
