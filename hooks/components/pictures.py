"""Pictures that keep their place before they are there, and load when they are needed.

Tree in, tree out; reads the heads of the site's own picture files and nothing else. Where each format
says its size:

- PNG: https://www.w3.org/TR/png-3/#11IHDR
- GIF: https://www.w3.org/Graphics/GIF/spec-gif89a.txt, 18
- JPEG: ITU-T T.81, B.2.2
- WebP: https://developers.google.com/speed/webp/docs/riff_container
- SVG: the root element
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from .page import PageContext
from .providers import split_address

Size = tuple[int, int]

HEAD = 64 * 1024
"""Bytes that are read of a file: a JPEG may have its thumbnail before its size."""

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers SOF0 to SOF15, without the tables that stand among them."""
_SVG_ROOT = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE)
_LENGTH = r"""\b{name}\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']"""
_VIEW_BOX = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")


def place_pictures(root: Element, page: PageContext) -> None:
    """Say how large the pictures below `root` are; all but the first load when a reader comes near."""
    for number, image in enumerate(root.iter("img")):
        image.set("decoding", "async")
        if number:
            image.set("loading", "lazy")
        size = _size_of(image.get("src") or "", page)
        if size and not image.get("height"):
            _set_size(image, *size)


def _set_size(image: Element, width: int, height: int) -> None:
    """Both sides, in proportion where the author gave the width."""
    wanted = image.get("width") or str(width)
    if wanted.isdecimal():
        image.set("width", wanted)
        image.set("height", str(round(int(wanted) * height / width)))


def _size_of(address: str, page: PageContext) -> Size | None:
    """The size of a picture of the site, found from the page's folder; None for others."""
    url = split_address(address)
    if not page.folder or url is None or url.scheme or url.netloc or not url.path or url.path.startswith("/"):
        return None
    file = f"{page.folder}/{unquote(url.path)}"
    try:
        return read_size(file, os.stat(file).st_mtime_ns)  # noqa: PTH116 (of each picture on each page)
    except OSError:
        return None  # MkDocs warns of pictures that are not there


@lru_cache(maxsize=4096)
def read_size(file: str | Path, _changed: int) -> Size | None:
    """Width and height in pixels of one version of a picture; None where its format is unknown.

    Raises:
        OSError: the file can't be read.
    """
    with open(file, "rb") as stream:  # noqa: PTH123
        head = stream.read(HEAD)
    size = _raster_size(head) or _svg_size(head)
    return size if size and all(size) else None


def _raster_size(head: bytes) -> Size | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _big(head[16:20]), _big(head[20:24])
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return _little(head[6:8]), _little(head[8:10])
    if head.startswith(b"\xff\xd8"):
        return _jpeg_size(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp_size(head[12:16], head[20:30])
    return None


def _jpeg_size(head: bytes) -> Size | None:
    """Walk the segments up to the one with the size."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker in _JPEG_SIZES:
            return _big(head[at + 7 : at + 9]), _big(head[at + 5 : at + 7])
        at += 1 if marker == 0xFF else 2 + _big(head[at + 2 : at + 4])  # 0xFF alone is filling
    return None


def _webp_size(kind: bytes, data: bytes) -> Size | None:
    if kind == b"VP8X":
        return 1 + _little(data[4:7]), 1 + _little(data[7:10])
    if kind == b"VP8 ":
        return _little(data[6:8]) & 0x3FFF, _little(data[8:10]) & 0x3FFF
    if kind == b"VP8L":
        bits = _little(data[1:5])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _svg_size(head: bytes) -> Size | None:
    """The root's width and height, else its view box."""
    root = _SVG_ROOT.search(head)
    if root is None:
        return None
    sides = [re.search(_LENGTH.format(name=name).encode(), root[0]) for name in ("width", "height")]
    if all(sides):
        width, height = (side[1] for side in sides if side)
    elif box := _VIEW_BOX.search(root[0]):
        width, height = box[1], box[2]
    else:
        return None
    return round(float(width)), round(float(height))


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
