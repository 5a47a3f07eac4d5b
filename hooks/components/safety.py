"""What no Markdown may put into a page: script addresses, event handlers and inline styles.

Markdown's own links and attribute lists (`{ onclick=… }`) go through the element tree, where this runs
last. Raw HTML blocks do not: who may write them is the repository's question, and an import cleans them.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown.treeprocessors import UnescapeTreeprocessor

ADDRESSES = frozenset({"href", "src", "poster", "action", "background", "cite", "data", "xlink:href"})
FORBIDDEN = frozenset({"style", "srcdoc", "formaction"})
"""`style` besides because the site's Content-Security-Policy has no `unsafe-inline`."""

_SCRIPT = re.compile(r"(?:javascript|vbscript|data|livescript|mocha):", re.IGNORECASE)
_IMAGE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\ufeff]+")
"""What a browser skips before or inside a scheme (WHATWG URL, basic URL parser), and a little more."""

_unescape_markdown = UnescapeTreeprocessor().unescape


def is_safe_address(address: str, *, image: bool = False) -> bool:
    """Whether following or loading `address` runs no script; an `image` may be embedded as data."""
    plain = _IGNORED.sub("", unescape(_unescape_markdown(address)))
    return not _SCRIPT.match(plain) or (image and bool(_IMAGE_DATA.match(plain)))


def make_safe(root: Element) -> None:
    """Take unsafe attributes from every element; a link or image that loses its address keeps its text."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in list(element.items()):
            if _is_forbidden(element.tag, name.lower(), value):
                del element.attrib[name]
        if element.tag == "a" and "href" not in element.attrib:
            if not (element.get("id") or element.get("name")):
                element.tag = "span"
        elif element.tag == "img" and "src" not in element.attrib:
            element.tag, element.text = "span", element.attrib.pop("alt", "")


def _is_forbidden(tag: str, name: str, value: str | None) -> bool:
    """Whether an attribute must go. Attribute lists give `None` for one without a value."""
    if name.startswith("on") or name in FORBIDDEN:
        return True
    is_image = tag == "img" and name == "src"
    return name in ADDRESSES and (value is None or not is_safe_address(value, image=is_image))
