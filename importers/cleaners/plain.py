"""Clean HTML itself: what it says stays, so that cleaning twice changes nothing."""

from __future__ import annotations

from .markup import Markup
from .rules import Cleaner, button, gallery

KINDS = frozenset({"note", "tip", "important", "warning"})


def _callouts(markup: Markup) -> None:
    for tag in markup.find("callout"):
        kind = str(tag.attrs.get("data-kind", ""))
        if tag.name == "aside" and kind in KINDS:
            markup.mark(tag, "callout", kind=kind, text=str(tag.attrs.get("data-title", "")))


def _tabs(markup: Markup) -> None:
    for tag in markup.find("tabs"):
        panels = [each for each in markup.find("tabs>section", within=tag) if each.attrs.get("data-title")]
        for panel in panels:
            markup.mark(panel, "tab", text=str(panel.attrs["data-title"]))
        if panels:
            markup.mark(tag, "tabs")


CLEANER = Cleaner(
    name="plain",
    signs=("callout", "tabs", "button", "gallery"),
    rules=(_callouts, _tabs, button("button"), gallery("gallery")),
)
