"""Buttons of two states, whoever built them: their text is there twice, the second for under the pointer."""

from __future__ import annotations

from itertools import pairwise

from bs4 import Tag

from .markup import Markup
from .rules import Cleaner

REASON = "the text of a button again, for when the pointer is over it"

_SHORTEST = 3
"""Letters of a text that isn't rather a figure or a sign in parts."""


def _second_states(markup: Markup) -> None:
    done: Tag | None = None
    for control in markup.named("a", "button"):
        if done is not None and markup.contains(done, control):
            continue
        done = control
        for parent in (control, *control.find_all(True)):
            children = [child for child in parent.children if isinstance(child, Tag)]
            for one, other in pairwise(children):
                text = _own_text(one)
                if len(text) >= _SHORTEST and text == _own_text(other):
                    markup.mark(other, "chrome", reason=REASON)


def _own_text(tag: Tag) -> str:
    """The text of an element that holds nothing else."""
    return " ".join(tag.get_text().split()) if tag.find(True) is None else ""


CLEANER = Cleaner(name="hover", signs=(), rules=(_second_states,))
