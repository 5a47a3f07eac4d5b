"""Inline Markdown without trying every pattern on every text: the same result, sooner.

Python-Markdown searches each text for each of its patterns, though most texts hold no markup at all. A
pattern whose regular expression can't match without a certain character isn't tried on a text without it;
one that isn't known here (another extension's) always is.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from .spaces import SPACES

NEEDED: dict[str, tuple[str, str]] = {
    regex: (needed[0], needed[-1])
    for regex, *needed in (
        (inlinepatterns.BACKTICK_RE, "`"),
        (inlinepatterns.ESCAPE_RE, "\\"),
        (r"\[\^([^\]]*)\]", "[^"),  # footnotes
        (inlinepatterns.LINK_RE, "["),
        (inlinepatterns.IMAGE_LINK_RE, "!["),
        (inlinepatterns.AUTOLINK_RE, "<"),
        (inlinepatterns.AUTOMAIL_RE, "<"),
        (inlinepatterns.LINE_BREAK_RE, "  \n"),
        (inlinepatterns.HTML_RE, "<"),
        (SPACES, "&"),
        (inlinepatterns.ENTITY_RE, "&"),
        (r"\*|_", "*", "_"),  # emphasis
    )
}
"""Regular expression → what a text must hold, one or the other, for it to match anywhere."""

MARKS = tuple(sorted({mark for needed in NEEDED.values() for mark in needed}))
"""What a text must hold, one of them, for any of them to match."""


class QuickInlineProcessor(InlineProcessor):
    """Python-Markdown's own, but for the choice of the patterns that are tried.

    That choice is in a private method. Where a release of Python-Markdown has none of that name, ours is
    never called, and pages are the same.
    """

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Render all inline Markdown of a tree."""
        patterns: list[Any] = list(self.inlinePatterns)
        self._patterns = [
            (*NEEDED.get(pattern.getCompiledRegExp().pattern, ("", "")), pattern) for pattern in patterns
        ]
        self._marks = MARKS if all(one for one, _, _ in self._patterns) else ("",)
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Apply the patterns from an index on, each as often as it matches, to what the ones before left."""
        if isinstance(data, AtomicString):
            return data
        for mark in self._marks:
            if mark in data:
                break
        else:
            return data
        apply_pattern = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._patterns)):
            one, other, pattern = self._patterns[index]
            start, matched = 0, one in data or other in data
            while matched:
                data, matched, start = apply_pattern(pattern, data, index, start)
        return data


def quicken_inline(md: Markdown) -> None:
    """Have a Markdown instance render inline Markdown this way, unless another extension changes that."""
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        md.treeprocessors.register(QuickInlineProcessor(md), "inline", 20)
