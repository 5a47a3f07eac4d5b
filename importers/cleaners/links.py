"""Which addresses a link, an embed or an image may have, and how they are written.

An allow-list: what has a scheme that isn't named here is no address. Nothing is fetched or resolved.
"""

from __future__ import annotations

import re

from bs4 import Tag

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "support"})
"""Schemes a link may have; an address without a scheme is relative and kept for `links`."""

_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PORT = re.compile(r"[\w.-]+:\d+(?:[/?#]|$)")  # `localhost:8080/x` has no scheme


def address_of(tag: Tag, attribute: str = "href") -> str:
    """The address in `attribute`, without the white space that browsers ignore; "" if there is none."""
    value = tag.attrs.get(attribute)
    return clean_address(value) if isinstance(value, str) else ""


def clean_address(value: str) -> str:
    """`value` as a browser reads it: trimmed, no line breaks or tabs, inner spaces encoded."""
    trimmed = value.strip("\x00\t\n\x0b\x0c\r \xa0\u200b\ufeff")
    if trimmed.isascii() and trimmed.isprintable() and " " not in trimmed:
        return trimmed
    return re.sub(r"[\x00-\x1f\x7f]+", "", trimmed).replace(" ", "%20")


def is_safe(address: str, schemes: frozenset[str] = SCHEMES) -> bool:
    """Whether a reader may follow `address`: relative, or one of `schemes`."""
    bare = _CONTROL.sub("", address)  # browsers read `java\nscript:` as `javascript:`
    scheme = _SCHEME.match(bare)
    return scheme is None or scheme[1].lower() in schemes or bool(_PORT.match(bare))


def is_in_page(address: str) -> bool:
    """Whether `address` points at an element of the same page: `#how-to`."""
    return len(address) > 1 and address[0] == "#"


def is_dead(address: str) -> bool:
    """Whether `address` leads nowhere, or where no reader should go."""
    return address in ("", "#", "#!") or not is_safe(address)


def is_web(address: str) -> bool:
    """Whether `address` is one of the web, with its scheme or beginning with `//`."""
    return address[:8].lower().startswith(("http://", "https://", "//"))
