"""Zendesk Guide: what its editor writes, and the boxes that help centres agree on.

Zendesk's own callouts are paragraphs and tables; companies add classes such as `info-box` or `alert`.
Editor: https://support.zendesk.com/hc/en-us/articles/4408824584602.
"""

from __future__ import annotations

from .chrome import CONTENTS, REACTION, RELATED
from .rules import Cleaner, callout, chrome, details, figure, transparent

KINDS = {
    "info-box": "note",
    "note-box": "note",
    "book-box": "note",
    "note": "note",
    "callout": "note",
    "alert-info": "note",
    "callout--info": "note",
    "tip-box": "tip",
    "tip": "tip",
    "alert-green": "tip",
    "alert-success": "tip",
    "callout--success": "tip",
    "important": "important",
    "exp-box": "important",
    "alert-warning": "important",
    "callout--warning": "important",
    "alert-yellow": "important",
    "warn-box": "warning",
    "warning": "warning",
    "caution": "warning",
    "danger": "warning",
    "alert-danger": "warning",
    "alert-red": "warning",
    "callout--danger": "warning",
    "alert": "note",
}

CLEANER = Cleaner(
    name="zendesk",
    signs=("wysiwyg-", "info-box", "warn-box", "tip-box", "zd-article", "callout--", "listitem", "toc-box"),
    rules=(
        details("panel-heading", "panel-body"),
        details("accordion__item-title", "accordion__item-content"),
        callout(KINDS),
        figure("wysiwyg-image"),
        transparent("wysiwyg-table"),
        chrome(CONTENTS, "toc-box", "article-toc"),
        chrome(REACTION, "article-votes"),
        chrome(RELATED, "article-relatives", "recent-articles"),
    ),
)
