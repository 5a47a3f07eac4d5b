"""What every builder's file holds: signs by which its pages are known, and rules for what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..markup import Markup
from ..shortcodes import NO_SHORTCODES, Vocabulary

Rule: TypeAlias = Callable[[Markup], None]
"""Marks what it knows of a body."""


@dataclass(frozen=True, slots=True)
class Cleaner:
    """What the markup of one page builder or help desk means."""

    name: str
    signs: tuple[str, ...]
    """Classes that tell it; one that ends in `-` or `_` is a prefix. None: it looks at every body."""
    rules: tuple[Rule, ...]
    shortcodes: Vocabulary = NO_SHORTCODES
    """What its shortcodes mean, for those that stand unrendered in a text."""

    def matches(self, markup: Markup) -> bool:
        """Whether some of the body is this builder's."""
        return not self.signs or markup.has(*self.signs)

    def clean(self, markup: Markup) -> None:
        """Mark what the rules know."""
        markup.step = self.name
        for rule in self.rules:
            rule(markup)
