"""The real address and text of an image, behind lazy loading, thumbnails and emoji pictures."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bs4 import Tag

from .links import address_of, clean_address, is_safe, is_web

LAZY_ATTRIBUTES = (
    "data-src",  # lazysizes, Smush, WP Rocket, Elementor, Bricks
    "data-lazy-src",  # WP Rocket, Jetpack
    "data-tf-src",  # Themify
    "data-orig-src",  # Avada
    "data-eio-rsrc",  # EWWW Image Optimizer
    "data-eio",
    "data-lazyload",  # Slider Revolution
    "data-original",  # jQuery Lazy Load
    "data-ezsrc",
    "data-cfsrc",
    "data-large_image",  # WooCommerce
)
SRCSETS = (
    "data-srcset",
    "data-lazy-srcset",
    "data-tf-srcset",
    "data-orig-srcset",
    "data-eio-rsrcset",
    "srcset",
)
SCHEMES = frozenset({"http", "https", "data"})

_PICTURE_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif|bmp|svg\+xml)[;,]", re.IGNORECASE)
_THUMBNAIL = re.compile(r"(?:-\d{2,5}x\d{2,5})+(?=\.\w{3,5}$)")
_PICTURE_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
_COPY_NUMBER = re.compile(r" \(\d+\)$")
_SCALED = re.compile(r"(?:-scaled|-e\d{10,13})(?=\.\w{3,5}$)")
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)")
_EMOJI_CLASSES = frozenset({"emoji", "wp-smiley"})
_EMOJI_HOST = re.compile(r"//s\.w\.org/images/core/emoji/|/wp-includes/images/smilies/|twemoji")
_DRAWN = re.compile(r"<(?:path|rect|circle|image|text|polygon|ellipse|line|polyline|use|g)\b", re.IGNORECASE)


def source_of(image: Tag) -> str:
    """The address of the picture that a browser shows in the end, the largest offered; "" without one."""
    candidates = [address_of(image, name) for name in LAZY_ATTRIBUTES if name in image.attrs]
    largest = max(
        (_largest(str(image.attrs[name])) for name in SRCSETS if name in image.attrs), default=(0.0, "")
    )
    own = address_of(image, "src")
    first = next((each for each in [*candidates, own] if _is_picture(each)), "")
    if largest[1] and (not first or is_same_picture(largest[1], first)):
        width = _number(image.attrs.get("width"))
        return first if first and largest[0] <= width else largest[1]
    return first


def alt_of(image: Tag) -> str:
    """The alternative text, white space folded; an address or the file's own name describes nothing."""
    return describing(str(image.attrs.get("alt", "")), source_of(image))


def describing(text: str, source: str) -> str:
    """`text` about the picture at `source`, white space folded; "" if it merely names a file."""
    folded = " ".join(text.split())
    return "" if folded and _names_a_file(folded, source) else folded


def _names_a_file(text: str, source: str) -> bool:
    is_own = _plain(text) == _plain(upload_name(source).rpartition(".")[0])
    if " " in text:
        return is_own and bool(_COPY_NUMBER.search(text))
    return is_web(text) or bool(_PICTURE_FILE.search(text)) or (is_own and bool(re.search(r"[\d_-]", text)))


def title_of(image: Tag, source: str) -> str:
    """The title, unless it says what the alternative text or the file's name says."""
    title = describing(str(image.attrs.get("title", "")), source)
    name = upload_name(source).rpartition(".")[0]
    return "" if _plain(title) in (_plain(alt_of(image)), _plain(name)) else title


def _plain(text: str) -> str:
    return "".join(re.findall(r"\w", text.replace("_", "").casefold()))


def is_emoji(image: Tag) -> bool:
    """Whether the picture only draws a character that its alternative text holds."""
    alt = alt_of(image)
    if not alt or len(alt) > 16:
        return False
    return not (
        _EMOJI_CLASSES.isdisjoint(image.get_attribute_list("class"))
        and not _EMOJI_HOST.search(str(image.get("src")))
    )


def text_beside(tag: Tag) -> str:
    """The text of a link around a picture."""
    return "".join(text for text in tag.stripped_strings if not text.isspace())


def is_picture_file(address: str) -> bool:
    """Whether `address` names a picture by its ending."""
    return bool(_PICTURE_FILE.search(_path(address)))


def is_same_picture(one: str, other: str) -> bool:
    """Whether two addresses are sizes of one upload: `a-300x200.png` and `a.png`."""
    return upload_name(one) == upload_name(other)


def is_address(address: str) -> bool:
    """Whether `address` may be a picture on the web, and not a number of a media library."""
    return "/" in address and not address.lower().startswith("data:") and _is_picture(address)


def upload_name(address: str) -> str:
    """The file name of an upload without its size, to compare."""
    name = unquote(_path(address)).rsplit("/", 1)[-1]
    return _SCALED.sub("", _THUMBNAIL.sub("", name)).lower()


def _path(address: str) -> str:
    return address.split("#", 1)[0].split("?", 1)[0]


def _is_picture(address: str) -> bool:
    """Whether `address` is a picture and not the placeholder of a lazy loader."""
    if not address or address in ("#", "about:blank") or not is_safe(address, SCHEMES):
        return False
    if address[:5].lower() != "data:":
        return True
    if not _PICTURE_DATA.match(address):
        return False
    if address[:14].lower() == "data:image/svg":
        return (";base64," in address[:60] and len(address) > 400) or bool(_DRAWN.search(unquote(address)))
    return len(address) > 200  # a smaller one is a single pixel


def _largest(srcset: str) -> tuple[float, str]:
    """Width (or density) and address of the largest candidate of a `srcset`."""
    best = (0.0, "")
    for address, size in _CANDIDATE.findall(srcset):
        cleaned = clean_address(address)
        if _is_picture(cleaned) and (width := _number(size) or 1.0) > best[0]:
            best = (width, cleaned)
    return best


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 0.0
