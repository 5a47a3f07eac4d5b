"""What HTML's own elements mean, by their names.

Elements: https://html.spec.whatwg.org/multipage/indices.html#elements-3; the obsolete ones of
https://html.spec.whatwg.org/multipage/obsolete.html are read too, since help centres are old.
"""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

from . import blocks, inline, listings, media
from .translation import Exit, Translation

SILENT = frozenset(
    "script style template head title meta link base svg canvas noscript annotation annotation-xml datalist "
    "rp".split()
)
"""Elements that show nothing of their own."""

READERS: dict[str, Callable[[Translation, Tag], Exit | None]] = {
    **blocks.READERS,
    **inline.READERS,
    **listings.READERS,
    **media.READERS,
}
"""Tag name → what reads it: it returns what to do at the end, or None if the content isn't read."""
