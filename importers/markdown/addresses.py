"""Addresses as Markdown writes them, and which ones may be written at all."""

from __future__ import annotations

import re

from .escape import BACKSLASH, escape_attribute, is_balanced

UNSAFE_SCHEMES = frozenset(
    "javascript vbscript livescript mocha data blob filesystem file about view-source jar".split()
)
"""What runs a script, or isn't on the web. Others may open a program of the reader's: `tel`, `slack`."""

_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\ufeff]+")
"""What browsers skip before or inside a scheme (WHATWG URL, basic URL parser), and a little more."""
_SCHEME = re.compile(r"([^/?#:]*):")
_IMAGE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);", re.IGNORECASE)
_ENTITY = re.compile(r"&(?=#|\w+;)")
_ENCODED = {
    " ": "%20",
    **dict.fromkeys("\n\t\r", ""),
    **{char: f"&#{ord(char)};" for char in "<>`|\"'[]"},
}
"""What would end an address early or be read as markup; browsers leave line breaks out themselves."""
_AUTOLINK = re.compile(r"https?://[^\s<>\\`&|\x00-\x1f]+\Z")


def is_safe(address: str, *, image: bool = False) -> bool:
    """Whether following or loading `address` can run no script; an `image` may be embedded as data."""
    plain = _IGNORED.sub("", address)
    scheme = _SCHEME.match(plain)
    is_unsafe = scheme is not None and scheme[1].lower() in UNSAFE_SCHEMES
    return not is_unsafe or (image and bool(_IMAGE_DATA.match(plain)))


def write_address(address: str) -> str:
    """An address as it stands in `[text](address)`: same address, nothing that ends the parenthesis early."""
    written = BACKSLASH.sub(r"\\\\", _ENTITY.sub("&amp;", address.strip()))
    written = re.sub(r"[ \n\t\r<>`|\"'\[\]]", lambda match: _ENCODED[match[0]], written)
    return written if is_balanced(written, "()") else re.sub(r"([()])", r"\\\1", written)


def write_target(address: str, title: str = "") -> str:
    """What stands in the parentheses of a link or an image."""
    return f"({write_address(address)}{write_title(title)})"


def write_title(title: str) -> str:
    """A link's title with its quotes, or nothing."""
    text = " ".join(title.split())
    if not text:
        return ""
    text = escape_attribute(text).replace('"', "&quot;")
    text = text.replace("'", "&#39;") if ")" in text else text
    return f' "{text}"'


def is_autolink(address: str, text: str) -> bool:
    """Whether `<address>` says it all."""
    return text == address and bool(_AUTOLINK.match(address))
