"""Pictures, embeds and recordings: their real addresses, in the few forms that clean HTML has for them."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import Tag

from ..body import describe
from ..model import Removal
from ..reading import visible_text
from . import images, links
from .translation import Exit, Translation, pass_through
from .writing.tree import Node

WEB = frozenset({"http", "https"})

_EMBED_ATTRIBUTES = (
    "data-src",
    "data-lazy-src",
    "data-tf-src",
    "data-orig-src",
    "data-litespeed-src",
    "src",
    "data",
)
_TRACKERS = re.compile(
    r"//(?:www\.)?(?:googletagmanager\.com/ns|google-analytics\.com|facebook\.com/tr\b|stats\.wp\.com|pixel\.)",
    re.IGNORECASE,
)

_PLAYERS = (
    (
        re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})(?:[?#]|$)"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)(?:$|#|\?(?!.*\bh=))"), "https://vimeo.com/{}"),
    (re.compile(r"https?://(?:www\.)?loom\.com/embed/(\w+)(?:[?#]|$)"), "https://www.loom.com/share/{}"),
)
"""Players → the page that people know. A private Vimeo film needs its player's address, with `h=`."""
_START = re.compile(r"[?&;](?:start|t)=(\d+)")
_NO_TITLE = re.compile(
    r"(?:youtube|vimeo|loom|wistia|embedded)?[ -]*(?:video )?(?:video|player)(?: player)?(?: [\dx]+)?",
    re.IGNORECASE,
)
"""What players say of themselves instead of a title."""


def is_full_size(address: str, picture: Tag) -> bool:
    """Whether a link around `picture` leads to the same picture in full size."""
    return images.is_picture_file(address) and images.is_same_picture(address, images.source_of(picture))


def image(translation: Translation, tag: Tag, address: str = "") -> None:
    """Write a picture at its largest; `address` where a link around it knows better."""
    if images.is_emoji(tag):
        translation.out.text(images.alt_of(tag))
        return
    own = images.source_of(tag)
    source = address or own
    if not source:
        translation.remove(tag, "media", "a picture without an address that can be opened")
        return
    attrs = {"src": source, "alt": images.alt_of(tag)}
    if title := images.title_of(tag, source):
        attrs["title"] = title
    if source == links.address_of(tag, "src"):
        for name in ("width", "height"):
            size = str(tag.attrs.get(name, "")).removesuffix("px")
            if size.isdecimal() and 0 < int(size[:6]) < 100_000:
                attrs[name] = str(int(size))
    translation.out.image(Node("img", attrs))


def read_twin(translation: Translation, tag: Tag) -> None:
    """The `noscript` twin of a lazy picture counts only where there is no other."""
    if tag.name != "noscript":
        return
    for each in tag.find_all("img"):
        source = images.source_of(each)
        if source and not _TRACKERS.search(source) and not translation.markup.shows_picture(source):
            image(translation, each)


def embed(translation: Translation, address: str, title: str = "") -> None:
    """Write something that another site shows."""
    if address.startswith("//"):
        address = f"https:{address}"
    if links.is_safe(address, WEB):
        attrs = {"src": _watch_address(address)}
        if title.strip() and not _NO_TITLE.fullmatch(title.strip()):
            attrs["title"] = " ".join(title.split())
        translation.out.block(Node("iframe", attrs))


def _watch_address(address: str) -> str:
    """The address of a film as people share it, for that of its player; a start time stays."""
    for player, watch in _PLAYERS:
        if found := player.match(address):
            start = _START.search(address)
            return watch.format(found[1]) + (f"&t={start[1]}" if start and "?" in watch else "")
    return address


def _note_fallback(translation: Translation, tag: Tag) -> None:
    """Record what only a browser shows that can't show the thing itself."""
    text = visible_text(tag)
    found = (links.address_of(each) for each in tag.find_all("a"))
    if text:
        reason = "shown only by browsers that can't show what it stands for"
        targets = tuple(filter(None, found))
        translation.body.removed.append(Removal("media", describe(tag), reason, text, links=targets))


def _image(translation: Translation, tag: Tag) -> None:
    image(translation, tag)


def _embed(translation: Translation, tag: Tag) -> Exit | None:
    found = (links.address_of(tag, name) for name in _EMBED_ATTRIBUTES)
    address = next(
        (each for each in found if each and each != "about:blank" and links.is_safe(each, WEB)), ""
    )
    if not address:
        return pass_through
    if _TRACKERS.search(address):
        translation.remove(tag, "media", "counts visitors, shows nothing")
    elif (
        tag.name == "iframe" or address not in translation.markup.addresses
    ):  # a file block links its file as well
        embed(translation, address, str(tag.attrs.get("title", "")))
    if tag.name != "embed":
        _note_fallback(translation, tag)
    return pass_through if tag.name == "embed" else None


def _recording(translation: Translation, tag: Tag) -> None:
    sources = [tag, *tag.find_all("source")]
    found = (links.address_of(each, name) for name in ("src", "data-src") for each in sources)
    address = next((each for each in found if each and links.is_safe(each, WEB)), "")
    if not address:
        translation.remove(tag, "media", "a recording without an address that can be opened")
        return
    attrs = {"src": address}
    if title := str(tag.attrs.get("title") or tag.attrs.get("aria-label") or "").strip():
        attrs["title"] = title
    poster = links.address_of(tag, "poster")
    if tag.name == "video" and poster and links.is_safe(poster, WEB):
        attrs["poster"] = poster
    _note_fallback(translation, tag)
    translation.out.block(Node(tag.name, attrs))


READERS: dict[str, Callable[[Translation, Tag], Exit | None]] = {
    "img": _image,
    "amp-img": _image,
    "iframe": _embed,
    "embed": _embed,
    "object": _embed,
    "video": _recording,
    "audio": _recording,
}
