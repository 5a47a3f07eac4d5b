"""Labels: how a text says that it is a note, a tip, a warning: "Note:", "**Wichtig**", "⚠️".

Only a label that stands by itself counts: it is followed by a colon, or is bold; a sentence that merely
uses the word is none. What becomes of the text is the caller's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bs4 import Tag

from ..words import Words, fold
from .flow import first_bold, opening, raw_text, tidy

SIGNS = {
    "⚠": "warning", "🚨": "warning", "🛑": "warning", "⛔": "warning", "☢": "warning",
    "❗": "important", "❕": "important", "‼": "important",
    "💡": "tip",
    "ℹ": "note", "📌": "note", "📝": "note", "🗒": "note", "🛈": "note",
}  # fmt: skip
"""Pictures that say what kind of callout follows."""

_SIGN = re.compile(rf"(?P<sign>[{''.join(SIGNS)}])[\ufe0e\ufe0f]*\s*")
_LABEL = re.compile(
    r"[*_>\s]*[\[【(（]?(?P<label>[^\n:：\]】)）]{1,40})(?P<end>(?:[\]】)）]?\s*[:：])+|[\]】)）]|\n|\Z)"
)
_RATING = re.compile(r"\s*\d+(?:[.,]\d+)?\s*(?:/|sur|von|out of|de)\s*\d+")


class Start(NamedTuple):
    """How a callout's text begins."""

    kind: str
    end: int
    """Where its own text begins in the raw text."""
    title: str = ""
    """The label, if a reader would miss it."""
    has_label: bool = True
    """False where only a sign says so."""


def read_start(block: Tag, words: Words) -> Start | None:
    """Read the label or sign that `block` begins with; None if there is none."""
    head, offset = opening(raw_text(block))
    sign = _SIGN.match(head)
    start = sign.end() if sign else 0
    label = _LABEL.match(head, start)
    if label:
        found = words.labels.get(fold(label["label"]))
        is_marked = bool(label["end"].strip()) or _is_bold_label(block, label["label"])
        if found and is_marked and not _RATING.match(head, label.end()):
            title = tidy(label["label"]) if found.is_title else ""
            return Start(found.kind, offset + label.end(), title)
    bold = _bold_label(block, words)
    if bold or not sign:
        return bold
    return Start(SIGNS[sign["sign"]], offset + start, has_label=False)


def _is_bold_label(block: Tag, label: str) -> bool:
    """Whether the label is all that the first bold text of `block` holds."""
    bold = first_bold(block)
    return bold is not None and fold(raw_text(bold)) == fold(label)


def _bold_label(block: Tag, words: Words) -> Start | None:
    """A bold label without a colon: "**Note** The app …", "**Note** – the app …", not "**Note** that …"."""
    bold = first_bold(block)
    if bold is None:
        return None
    inside = raw_text(bold)
    found = words.labels.get(fold(inside))
    if found is None:
        return None
    text = raw_text(block)
    end = text.find(inside) + len(inside)
    rest = text[end:]
    dash = re.match(r"\s*[–—-]\s+", rest)
    if not dash and (not rest.strip() or rest.lstrip()[:1].islower() or not rest[:1].isspace()):
        return None
    space = dash.end() if dash else len(rest) - len(rest.lstrip())
    return Start(found.kind, end + space, tidy(inside) if found.is_title else "")
