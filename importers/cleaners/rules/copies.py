"""What stands twice in a page, for wide and for small screens: a reader saw one of the two."""

from __future__ import annotations

from bs4 import Tag

from ...reading import HEADINGS, visible_text
from .. import images
from ..chrome import COPY
from ..markup import Markup
from .cleaner import Rule

TEXTS = (*sorted(HEADINGS), "p", "li", "td", "th")


def copies(*classes: str) -> Rule:
    """What is hidden on wide screens, if all it says and shows stands in what isn't.

    Text that is for phones only isn't a copy: it stays.
    """

    def rule(markup: Markup) -> None:
        hidden = markup.find(*classes)
        if not hidden:
            return
        inner = {id(part) for tag in hidden for part in _parts(markup, tag)}
        shown = {_said(part) for part in _parts(markup, markup.root) if id(part) not in inner}
        for tag in hidden:
            parts = _parts(markup, tag)
            if parts and all(_said(part) in shown for part in parts):
                markup.mark(tag, "chrome", reason=COPY)

    return rule


def _parts(markup: Markup, tag: Tag) -> list[Tag]:
    """The pieces of text and the pictures in `tag`."""
    return markup.named(*TEXTS, "img", within=None if tag is markup.root else tag)


def _said(part: Tag) -> str:
    """What a piece says, or which picture it is, in whatever size."""
    return images.upload_name(images.source_of(part)) if part.name == "img" else visible_text(part)
