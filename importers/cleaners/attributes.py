"""What a shortcode shows of its attributes: title, lines, picture, video, buttons.

It is much the same in all builders; which shortcode is what, and how they open and close, is `unrendered`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from . import images, links, media
from .translation import Translation
from .writing.formats import Format
from .writing.tree import Node

TITLES = ("title", "heading", "text", "name", "label", "title_first", "front_title")
"""Attributes that a builder shows as the module's title."""
LINES = tuple(
    "sub_title subtitle subhead subheading sub_heading position author company_name job_title number "
    "price sum body_text description caption".split()
)
PICTURES = ("src", "image", "photo", "image_url", "image_src", "img", "portrait_url", "picture")
ADDRESSES = ("url", "link", "button_url", "button_link", "button_one_url", "link_url", "href")

BUTTON_TEXTS = {
    "button_text": ADDRESSES,
    "button_one_text": ("button_one_url",),
    "button_two_text": ("button_two_url",),
}
"""Attributes with the text of a button → those with its address."""
BUTTONS = ("_btn", "_button")
KINDS = {
    "success": "tip", "green": "tip",
    "warning": "important", "orange": "important", "yellow": "important",
    "danger": "warning", "error": "warning", "red": "warning",
    "info": "note", "notice": "note", "general": "note", "blue": "note",
}  # fmt: skip
"""What builders call the looks of a box → its kind."""


def show_before(translation: Translation, name: str, attrs: Mapping[str, str], *, is_embed: bool) -> None:
    """What a module shows of its attributes before its content: picture, title, lines."""
    if is_embed:
        _media(translation, name, attrs)
    elif name.endswith(BUTTONS):
        show_buttons(translation, attrs)
    else:
        _picture(translation, name, attrs)
        title = next((attrs[each] for each in TITLES if attrs.get(each)), "")
        if title and not name.endswith("_image"):
            level = re.search(r"tag:(h[1-6])", attrs.get("font_container", ""))
            write_line(translation, level[1] if level else "h3", title)
        for each in LINES:
            if attrs.get(each) and name != "vc_single_image":
                write_line(translation, "p", attrs[each])


def show_after(translation: Translation, name: str, attrs: Mapping[str, str]) -> None:
    """What follows its content: its buttons."""
    if not name.endswith(BUTTONS):
        show_buttons(translation, attrs)
    translation.out.boundary()


def show_buttons(translation: Translation, attrs: Mapping[str, str]) -> None:
    """The buttons whose text is an attribute."""
    texts = {name: addresses for name, addresses in BUTTON_TEXTS.items() if attrs.get(name)}
    for name, addresses in texts.items():
        found = (_address(attrs.get(each, "")) for each in addresses)
        _button(translation, attrs[name], next(filter(None, found), ""))
    if not texts and attrs.get("title") and attrs.get("link", "").startswith("url:"):
        _button(translation, attrs["title"], _address(attrs["link"]))


def _button(translation: Translation, text: str, address: str) -> None:
    token = translation.out.begin_line("p")
    if links.is_dead(address):
        translation.out.text(text)
    else:
        link = Format("a", {"class": "button", "href": address})
        translation.out.formats.begin(link)
        translation.out.text(text)
        translation.out.formats.end(link)
    translation.out.end_line(token)


def _picture(translation: Translation, name: str, attrs: Mapping[str, str]) -> None:
    address = next(
        (found for each in PICTURES if images.is_address(found := links.clean_address(attrs.get(each, "")))),
        "",
    )
    if not address:
        if name == "gallery" or (
            name.endswith(("image", "gallery", "carousel"))
            and any(attrs.get(each, "").split(",")[0].isdecimal() for each in ("image", "images", "ids"))
        ):
            translation.body.notice(
                "shortcode", f"[{name}] names its pictures by number only; they are not in the export"
            )
        return
    alt = images.describing(attrs.get("alt") or attrs.get("title_text") or "", address)
    picture = Node("img", {"src": address, "alt": alt})
    target = _address(attrs.get("url", "") or attrs.get("link", ""))
    token = translation.out.begin_line("p")
    if target and not links.is_dead(target):
        link = Format("a", {"href": target})
        translation.out.formats.begin(link)
        translation.out.image(picture)
        translation.out.formats.end(link)
    else:
        translation.out.image(picture)
    translation.out.end_line(token)


def _media(translation: Translation, name: str, attrs: Mapping[str, str]) -> None:
    keys = ("src", "mp4", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "audio", "link", "id")
    address = next(
        (found for each in keys if links.is_web(found := links.clean_address(attrs.get(each, "")))), ""
    )
    if not address:
        return
    if name in ("video", "audio"):
        translation.out.block(Node(name, {"src": address}))
    else:
        media.embed(translation, address)


def write_line(translation: Translation, kind: str, text: str) -> None:
    """A line that is a `kind`."""
    token = translation.out.begin_line(kind)
    translation.out.text(text)
    translation.out.end_line(token)


def _address(value: str) -> str:
    """An address as Divi and Avada write it, or inside WPBakery's `url:https%3A%2F%2F…|title:…|target:…`."""
    if value.startswith("url:"):
        value = unquote(value[4:].split("|", 1)[0])
    return links.clean_address(value)


def button_address(attrs: Mapping[str, str]) -> str:
    """Where a button leads whose text is no attribute; "" if its text is, or it leads nowhere."""
    if any(attrs.get(name) for name in ("title", *BUTTON_TEXTS)):
        return ""
    address = next(filter(None, (_address(attrs.get(each, "")) for each in ADDRESSES)), "")
    return "" if links.is_dead(address) else address


def callout_attributes(attrs: Mapping[str, str]) -> dict[str, str]:
    """What a box says of itself: its kind by the first of its attributes that names one, its title."""
    looks = " ".join(attrs.get(each, "") for each in ("type", "message_box_color", "color", "style"))
    found = (KINDS.get(look.removeprefix("alert-")) for look in looks.split())
    title = {"data-title": attrs["title"]} if attrs.get("title") else {}
    return {"class": "callout", "data-kind": next(filter(None, found), "note"), **title}
