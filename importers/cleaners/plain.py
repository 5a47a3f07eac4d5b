"""Clean HTML itself: what it says stays, so that cleaning twice changes nothing."""

from __future__ import annotations

import re

from bs4 import Tag

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


def _footnotes(markup: Markup) -> None:
    for tag in markup.find("footnote"):
        if name := _footnote_name(tag):
            markup.mark(tag, "reference", text=name)
    for tag in markup.find("footnotes"):
        notes = [each for each in markup.find("footnotes>div", within=tag) if _footnote_name(each)]
        for note in notes:
            markup.mark(note, "note", text=_footnote_name(note))
        if notes:
            markup.mark(tag, "notes")


def _footnote_name(tag: Tag) -> str:
    name = str(tag.attrs.get("data-ref", ""))
    return name if re.fullmatch(r"[\w-]+", name) else ""


CLEANER = Cleaner(
    name="plain",
    signs=("callout", "tabs", "footnote", "footnotes", "button", "gallery"),
    rules=(_callouts, _tabs, _footnotes, button("button"), gallery("gallery")),
)
