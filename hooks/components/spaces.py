"""Space entities (`&nbsp;`) as the characters they stand for.

Markdown keeps an entity aside as raw HTML until the page is finished, so that "Étape&nbsp;4" would be
no step and "12.50&nbsp;EUR" no amount. Those that stand for white space or a direction mark are text.
"""

from __future__ import annotations

import re
from html import unescape

from markdown.inlinepatterns import InlineProcessor

SPACES = r"&(nbsp|thinsp|ensp|emsp|zwj|zwnj|lrm|rlm|#160|#8201|#8239|#x[aA]0|#x2009|#x202[fF]);"


class SpaceProcessor(InlineProcessor):
    """Registered just before Markdown's own handling of entities (80)."""

    def handleMatch(self, m: re.Match[str], _data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """The character itself."""
        return unescape(m[0]), m.start(), m.end()
