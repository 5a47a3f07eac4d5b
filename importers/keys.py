"""Keys: readable names for files and folders that are safe on every file system.

Any text in (a slug, a title, an emoji, `../../etc`), lower-case ASCII letters, digits and hyphens out;
of addresses, which may be in any script, only the last part is made here.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

from anyascii import anyascii

LONGEST = 80

RESERVED = frozenset(
    {
        "index", "readme",  # MkDocs makes a folder's own page of them
        "con", "prn", "aux", "nul",  # devices on Windows, with any extension
        *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
    }
)  # fmt: skip


def make_key(*texts: str, otherwise: str) -> str:
    """Return the key of the first text that gives one, else `otherwise`."""
    for text in texts:
        words = re.findall(r"[a-z0-9]+", re.sub(r"['’ʼ`]", "", anyascii(text).lower()))
        if words:
            return _shorten("-".join(words))
    return otherwise


def make_slug(text: str) -> str:
    """Return the last part of an address made of any text, in its own script: letters, digits, hyphens."""
    words = "".join(char if category(char)[0] in "LMN" else " " for char in normalize("NFC", text).lower())
    return _shorten("-".join(words.split()))


def is_reserved(key: str) -> bool:
    """Whether `key` may not stand alone as a file's name."""
    return key in RESERVED


def add_suffix(key: str, suffix: str) -> str:
    """Tell `key` from another by a suffix, such as the source's id, within the same length."""
    tail = make_key(suffix, otherwise="x")[:20]
    return f"{_shorten(key, LONGEST - len(tail) - 1)}-{tail}"


def _shorten(key: str, longest: int = LONGEST) -> str:
    """Cut at the end of a word, unless that loses half of it."""
    if len(key) <= longest:
        return key
    cut = key.rfind("-", 0, longest + 1)
    return key[: cut if cut > longest // 2 else longest].rstrip("-")
