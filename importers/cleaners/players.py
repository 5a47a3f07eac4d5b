"""Films that a script puts in at a click or on sight, whoever built the page: only an attribute names them.

Lazy loaders: https://docs.wp-rocket.me/article/488-replace-youtube-iframe-with-preview-image,
https://perfmatters.io/docs/lazy-load-iframes-and-videos/, https://github.com/paulirish/lite-youtube-embed.
"""

from __future__ import annotations

from bs4 import Tag

from .links import clean_address, is_web
from .markup import Markup
from .rules import Cleaner

ADDRESSES = {
    "rll-youtube-player": ("data-src",),  # WP Rocket
    "perfmatters-lazy-youtube": ("data-src",),
    "flying-press-yt-facade": ("data-src",),
    "bricks-video-preview-image": ("data-iframe-src",),
    "brz-video-elem": ("data-src", "data-video-src"),
    "video-wrap": ("data-url", "data-src"),  # Themify
    "fusion-video": ("data-src",),
}
"""Class → the attributes that may hold the address of its film."""
FACADES = {
    "lite-youtube": "https://www.youtube.com/watch?v={}",
    "lite-vimeo": "https://vimeo.com/{}",
}
"""Custom element → the address of the film with its `videoid`."""


def _players(markup: Markup) -> None:
    for name, attributes in ADDRESSES.items():
        for tag in markup.find(name):
            found = (clean_address(str(tag.attrs.get(each, ""))) for each in attributes)
            address = next(filter(is_web, found), "")
            if address and not markup.named("iframe", "video", within=tag):
                markup.mark(tag, "embed", href=address)
    for name, address in FACADES.items():
        for tag in markup.named(name):
            if video := str(tag.attrs.get("videoid", "")).strip():
                markup.mark(tag, "embed", href=address.format(video), text=_title(tag))


def _title(tag: Tag) -> str:
    return str(tag.attrs.get("playlabel") or tag.attrs.get("title") or "").removeprefix("Play: ")


CLEANER = Cleaner(name="players", signs=(), rules=(_players,))
