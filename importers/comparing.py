"""Words and addresses made comparable: two ways to write one of them become equal.

Text in, words or one name for an address out. What counts as a word is what is read, not how it is set.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9]*_[a-z0-9_]*(?:\s[^\[\]]*)?/?\]")
"""An unrendered page-builder shortcode; their names have an underscore: `[et_pb_text admin_label=…]`."""
SHORTCODE_TEXT = re.compile(
    r"\b(?:(?:sub_?)?(?:title|head(?:ing)?)|button(?:_one|_two)?_text|text|content|name|price|sum|position"
    r"|author|company_name|job_title|caption|description|body_text)"
    r"=[\"'\u201c\u201d\u2033](.*?)[\"'\u201c\u201d\u2033]"
)
"""Those of its attributes that the builder shows as text."""

WORD = re.compile(r"\d+(?:[.,'’٫٬]\d+| \d{3}(?!\d))*|[^\W\d_]+|[^\w\s]")
"""A number with its separators, a run of letters, or a single sign."""
SIGNS = ("Sc", "So")
"""Unicode categories of signs that are read: currencies and pictures."""
DECIMALS = re.compile(r"(.*\d)[.,٫](\d{1,2})")
_MARKS = (char for char in map(chr, range(0x10000)) if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"))
MARKS = re.compile(f"[{''.join(_MARKS)}]+")
"""Marks that no letter takes in when composed (Arabic vowels, Indic signs), soft hyphens, invisible signs."""

VIDEOS = {
    "youtube": re.compile(
        r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:embed/|watch\?(?:[^#]{0,500}&)?v=|v/|shorts/))([\w-]{11})"
    ),
    "vimeo": re.compile(r"vimeo\.com/(?:video/)?(\d+)"),
    "wistia": re.compile(r"wistia\.(?:com|net)/(?:embed/iframe|embed|medias)/(\w+)"),
    "loom": re.compile(r"loom\.com/(?:embed|share)/(\w+)"),
}


def media_address(address: str) -> str:
    """One name for all the addresses of a video, else the address itself."""
    for provider, pattern in VIDEOS.items():
        if match := pattern.search(address):
            return f"{provider}:{match[1]}"
    return plain_address(address)


def plain_address(address: str) -> str:
    """An address without scheme, escapes and white space, to compare."""
    return "".join(unquote(address).split()).removeprefix("https:").removeprefix("http:")


def words(text: str) -> list[str]:
    """The words of `text`, comparable: composed, numbers without separators, punctuation left out."""
    plain = text if text.isascii() else MARKS.sub("", unicodedata.normalize("NFKC", text))
    return [
        _number(word) if word[0].isdigit() else word
        for word in WORD.findall(" ".join(plain.split()))
        if word[0].isalnum() or unicodedata.category(word[0]) in SIGNS
    ]


def _number(written: str) -> str:
    """A number without group separators and needless decimals: `1,000.50` and `1.000,5` are one."""
    if written.isdigit():
        return written
    match = DECIMALS.fullmatch(written)
    whole, decimals = (match[1], match[2].rstrip("0")) if match else (written, "")
    digits = "".join(char for char in whole if char.isdigit())
    return f"{digits}.{decimals}" if decimals else digits


@lru_cache(maxsize=1024)  # most of what a source counts stands on its page with the same text
def plain_text(text: str) -> str:
    """The words of `text` with blanks between them."""
    return " ".join(words(text))


def without_shortcodes(text: str) -> str:
    """Text with, for each unrendered shortcode in it, what its builder would show of it."""
    if "[" not in text:
        return text
    return SHORTCODE.sub(lambda code: " " + " ".join(SHORTCODE_TEXT.findall(code[0])) + " ", text)
