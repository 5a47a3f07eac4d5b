"""The last part of a page's address, in any script; nothing here knows other pages.

Letters, marks and digits of all scripts stay as they are (addresses are percent-encoded where they
are written, RFC 3987), anything else becomes a hyphen.
"""

from __future__ import annotations

import unicodedata
from functools import cache

LONGEST = 180
"""Bytes. File systems take 255; what remains is for `.html` and for what hosts add."""

SEPARATORS = frozenset("/\\")


def slugify(text: str) -> str:
    """A slug from any text: lower case, words joined by hyphens; "" where no letter or digit is left."""
    normal = unicodedata.normalize("NFC", text).lower()
    words = "".join(char if _is_kept(char) else " " for char in normal).split()
    return _shorten("-".join(words))


def is_slug_safe(text: str) -> bool:
    """Whether an editor's slug names one part of an address: no folders, and something left of it."""
    return SEPARATORS.isdisjoint(text) and text.strip(". ") != "" and slugify(text) != ""


@cache
def _is_kept(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LMN"


def _shorten(slug: str) -> str:
    """At most LONGEST bytes, cut between words where there are any."""
    if len(slug.encode()) <= LONGEST:
        return slug
    cut = slug.encode()[:LONGEST].decode(errors="ignore")
    return cut.rpartition("-")[0] or cut
