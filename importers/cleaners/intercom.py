"""Intercom: the bodies of its API and the blocks of its public pages.

Only the colour of a callout tells its kind. Tables have no heads; `reader` finds them by their looks.
Markup: https://developers.intercom.com/docs/references/rest-api/api.intercom.io/articles.
"""

from __future__ import annotations

import re

from . import links
from .chrome import REACTION, RELATED
from .markup import Markup
from .rules import Cleaner, button, chrome

COLOURS = {
    "e8e8e8": "note",  # grey
    "e3e7fa": "note",  # blue
    "d7efdc": "tip",  # green
    "feedaf": "important",  # yellow
    "fed9db": "warning",  # red
    "737376": "note",
    "334bfa": "note",
    "1bb157": "tip",
    "fbc916": "important",
    "fd3a57": "warning",
}
"""The colours of a callout's background and border, without their opacity."""

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_COLOUR = re.compile(r"#([0-9a-f]{6})", re.IGNORECASE)


def _callouts(markup: Markup) -> None:
    for tag in markup.find("intercom-interblocks-callout"):
        colours = _COLOUR.findall(str(tag.attrs.get("style", "")).lower())
        kind = next((COLOURS[each] for each in colours if each in COLOURS), "note")
        markup.mark(tag, "callout", kind=kind)


def _mails(markup: Markup) -> None:
    """Intercom's editor links an e-mail address to its own inbox."""
    for link in markup.named("a"):
        text = link.get_text(strip=True)
        if _MAIL.fullmatch(text) and links.address_of(link).startswith("https://app.intercom.com"):
            markup.mark(link, "link", href=f"mailto:{text}")


def _sections(markup: Markup) -> None:
    """A collapsible section is a `details` already; its wrapper says nothing."""
    for tag in markup.find("collapsible-section-content"):
        markup.mark(tag, "transparent")


CLEANER = Cleaner(
    name="intercom",
    signs=("intercom-", "no-margin", "collapsible-section-content", "related_articles"),
    rules=(
        _callouts,
        _mails,
        _sections,
        button("intercom-h2b-button"),
        chrome(RELATED, "related_articles"),
        chrome(
            REACTION,
            "intercom-reaction-picker",
            "article_reactions",
        ),
    ),
)
