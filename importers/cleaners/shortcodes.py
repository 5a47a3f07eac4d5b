"""WordPress shortcodes that were never rendered, read as their builder would have rendered them.

They stand in the text: `[et_pb_toggle title=”…”]` … `[/et_pb_toggle]`. Where WordPress formatted the text
first, quotes are curled (`”`, `″` after digits, `»` in French) and paragraphs split around the brackets.
Square brackets of the text itself stay: only names of known builders count, or names with quoted attributes.

Formats: https://developer.wordpress.org/plugins/shortcodes/, and the builders' own modules.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..body import parse_html
from ..model import Removal
from . import images, links, media
from .compose import Format
from .tree import Node

if TYPE_CHECKING:
    from .reader import Reader

BUILDERS = ("et_pb_", "vc_", "mk_", "fusion_", "wpb_", "bt_bb_", "nectar_", "dipl_", "wdcl_")
"""How the names of builders' shortcodes begin; others are known by their quoted attributes."""

WORDPRESS = frozenset({"caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist"})
FORMS = frozenset(
    "contact-form-7 gravityform wpforms ninja_form formidable mc4wp_form contact-form "
    "et_pb_contact_form et_pb_contact_field et_pb_signup et_pb_login et_pb_search".split()
)
MENUS = frozenset(
    "et_pb_menu et_pb_fullwidth_menu et_pb_sidebar vc_wp_custommenu et_pb_social_media_follow "
    "et_pb_social_media_follow_network et_pb_blog et_pb_post_nav".split()
)

DETAILS = frozenset(
    "et_pb_toggle et_pb_accordion_item vc_tta_section vc_accordion_tab vc_toggle fusion_toggle mk_toggle "
    "mk_accordion_tab av_toggle".split()
)
TABS = frozenset(
    "et_pb_tabs vc_tta_tabs vc_tta_tour vc_tta_pageable vc_tabs vc_tour fusion_tabs av_tab_container".split()
)
TAB = frozenset("et_pb_tab vc_tab vc_tta_section fusion_tab av_tab".split())
CALLOUTS: Mapping[str, str] = {
    "vc_message": "note",
    "fusion_alert": "note",
    "mk_message_box": "note",
    "av_notification": "note",
}

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
MEDIA = frozenset("embed video audio et_pb_video et_pb_audio vc_video fusion_youtube fusion_vimeo".split())

_QUOTES = "\"'\u201c\u201d\u201e\u201f\u2033\u2032\u2018\u2019\u00ab\u00bb\u02ba\uff02"
_CODE = re.compile(r"\[(/?)([a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)(?=[\s/\]])([^\[\]]*)\]", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"(?:^|[\s\xa0{_QUOTES}])([a-z_][\w-]*)\s*=[\s\xa0]*(?=[{_QUOTES}])", re.IGNORECASE)
_RAW = re.compile(r"\[(vc_raw_html|vc_raw_js|fusion_code)\b[^\[\]]*\]([\sA-Za-z0-9+/=]*)\[/\1\]")
_EMBED = re.compile(r"\[embed\b[^\[\]]*\]\s*(https?://[^\s\[\]]+)\s*\[/embed\]")
_UNQUOTED = f"{_QUOTES} \t\r\n\xa0\u202f"


class Codes:
    """The shortcodes of one body, across its text nodes."""

    def __init__(self, reader: Reader) -> None:
        """Write what is read through `reader`."""
        self.reader = reader
        self.out = reader.out
        self._open: list[tuple[str, Callable[[], None]]] = []
        self._caption: list[bool] = []

    def read(self, text: str) -> None:
        """Write `text`, its shortcodes as what they mean."""
        if "[" not in text:
            self._text(text)
            return
        position = 0
        for code in _CODE.finditer(text):
            closes, name, rest = code[1], code[2].lower(), code[3]
            if code.start() < position or not self._is_code(closes, name, rest):
                continue
            self._text(text[position : code.start()])
            whole = _RAW.match(text, code.start()) or _EMBED.match(text, code.start()) or code
            position = whole.end()
            self._record(name, whole[0])
            if whole.re is _RAW:
                self._raw(whole[2], name)
            elif whole.re is _EMBED:
                media.embed(self.reader, links.clean_address(whole[1]))
            elif closes:
                self._end(name)
            else:
                self._begin(name, read_attributes(rest))
        self._text(text[position:])

    def _record(self, name: str, code: str) -> None:
        """WordPress's own shortcodes may be taken for words; a builder's, with `_` in the name, can't be."""
        if "_" not in name:
            reason = "a shortcode, read as what it stands for"
            self.reader.body.removed.append(Removal("shortcodes", name, reason, code))

    def end(self) -> None:
        """Close what the text left open."""
        while self._open:
            self._open.pop()[1]()

    def _is_code(self, closes: str, name: str, rest: str) -> bool:
        if name.startswith(BUILDERS) or name in WORDPRESS or name in FORMS:
            return True
        if closes:
            return any(name == each for each, _ in self._open)
        return "_" in name and bool(_ATTRIBUTE.search(rest))

    def _text(self, text: str) -> None:
        if self._caption and text.strip():
            token = self.out.begin_line("figcaption")
            self.reader.text(text)
            self.out.end_line(token)
        elif text:
            self.reader.text(text)

    def _begin(self, name: str, attrs: dict[str, str]) -> None:
        if name in FORMS or name in MENUS:
            self.reader.body.notice("shortcode", f"[{name}] needs the old site and was left out")
            self._open.append((name, _nothing))
            return
        depth = None
        if name in TABS:
            depth = self.out.open("tabs")
        elif name in TAB and "title" in attrs and any(each in TABS for each, _ in self._open):
            depth = self.out.open("tab", {"data-title": attrs["title"]})
        elif name in DETAILS:
            depth = self._begin_details(attrs)
        elif name in CALLOUTS:
            depth = self.out.open("aside", {"class": "callout", "data-kind": CALLOUTS[name]})
        elif name in ("caption", "wp_caption"):
            self._begin_caption(name, attrs)
            return
        if depth is None:
            self.out.boundary()
            self._module(name, attrs)
            self._open.append((name, lambda: self._end_module(name, attrs)))
        else:
            close = self.out.closer(depth)
            self._open.append((name, close))

    def _begin_details(self, attrs: Mapping[str, str]) -> int | None:
        title = attrs.get("title", "")
        if not title:
            return None
        token = self.out.open_details({"open": ""} if attrs.get("open") in ("on", "true", "yes") else {})
        self.out.text(title)
        self.out.end_line(token)
        return self.out.begin_content()

    def _begin_caption(self, name: str, attrs: Mapping[str, str]) -> None:
        close = self.out.closer(self.out.open("figure"))
        if text := attrs.get("caption"):
            self._write_line("figcaption", text)
        self._caption.append(True)

        def leave() -> None:
            self._caption.pop()
            close()

        self._open.append((name, leave))

    def _end(self, name: str) -> None:
        """Close the last `name` that is open, and what was left open in it; a stray end is nothing."""
        if not any(name == each for each, _ in self._open[-64:]):
            return
        while True:
            each, leave = self._open.pop()
            leave()
            if each == name:
                return

    def _module(self, name: str, attrs: Mapping[str, str]) -> None:
        """What a module shows of its attributes before its content: picture, title, lines."""
        if name in MEDIA:
            self._media(name, attrs)
        elif name.endswith(BUTTONS):
            self._buttons(attrs)
        else:
            self._picture(name, attrs)
            title = next((attrs[each] for each in TITLES if attrs.get(each)), "")
            if title and not name.endswith("_image"):
                level = re.search(r"tag:(h[1-6])", attrs.get("font_container", ""))
                self._write_line(level[1] if level else "h3", title)
            for each in LINES:
                if attrs.get(each) and name != "vc_single_image":
                    self._write_line("p", attrs[each])

    def _end_module(self, name: str, attrs: Mapping[str, str]) -> None:
        """What follows its content: its buttons."""
        if not name.endswith(BUTTONS):
            self._buttons(attrs)
        self.out.boundary()

    def _buttons(self, attrs: Mapping[str, str]) -> None:
        texts = {name: addresses for name, addresses in BUTTON_TEXTS.items() if attrs.get(name)}
        for name, addresses in texts.items():
            found = (_address(attrs.get(each, "")) for each in addresses)
            self._button(attrs[name], next(filter(None, found), ""))
        if not texts and attrs.get("title") and attrs.get("link", "").startswith("url:"):
            self._button(attrs["title"], _address(attrs["link"]))

    def _button(self, text: str, address: str) -> None:
        token = self.out.begin_line("p")
        if links.is_dead(address):
            self.out.text(text)
        else:
            link = Format("a", {"class": "button", "href": address})
            self.out.begin_format(link)
            self.out.text(text)
            self.out.end_format(link)
        self.out.end_line(token)

    def _picture(self, name: str, attrs: Mapping[str, str]) -> None:
        address = next(
            (
                found
                for each in PICTURES
                if images.is_address(found := links.clean_address(attrs.get(each, "")))
            ),
            "",
        )
        if not address:
            if name == "gallery" or (
                name.endswith(("image", "gallery", "carousel"))
                and any(attrs.get(each, "").split(",")[0].isdecimal() for each in ("image", "images", "ids"))
            ):
                self.reader.body.notice(
                    "shortcode", f"[{name}] names its pictures by number only; they are not in the export"
                )
            return
        alt = attrs.get("alt") or attrs.get("title_text") or ""
        picture = Node("img", {"src": address, "alt": alt})
        target = _address(attrs.get("url", "") or attrs.get("link", ""))
        token = self.out.begin_line("p")
        if target and not links.is_dead(target):
            link = Format("a", {"href": target})
            self.out.begin_format(link)
            self.out.image(picture)
            self.out.end_format(link)
        else:
            self.out.image(picture)
        self.out.end_line(token)

    def _media(self, name: str, attrs: Mapping[str, str]) -> None:
        keys = ("src", "mp4", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "audio", "link", "id")
        address = next(
            (found for each in keys if links.is_web(found := links.clean_address(attrs.get(each, "")))), ""
        )
        if not address:
            return
        if name in ("video", "audio"):
            self.out.block(Node(name, {"src": address}))
        else:
            media.embed(self.reader, address)

    def _raw(self, content: str, name: str) -> None:
        """HTML that WPBakery and Avada keep encoded; scripts are nothing to read."""
        if name == "vc_raw_js":
            return
        try:
            decoded = unquote(base64.b64decode("".join(content.split()), validate=True).decode())
        except (binascii.Error, ValueError):
            return
        root = parse_html(decoded).body
        if root is not None:
            self.out.boundary()
            self.reader.walk(root)
            self.out.boundary()

    def _write_line(self, kind: str, text: str) -> None:
        token = self.out.begin_line(kind)
        self.out.text(text)
        self.out.end_line(token)


def read_attributes(text: str) -> dict[str, str]:
    """The attributes of a shortcode, whatever quotes they have now."""
    starts = list(_ATTRIBUTE.finditer(text))
    attrs: dict[str, str] = {}
    for start, following in zip_longest(starts, starts[1:]):
        value = text[start.end() : following.start() if following else len(text)].rstrip("/ ")
        value = html.unescape(value.strip(_UNQUOTED))
        value = value.replace("%22", '"').replace("%91", "[").replace("%93", "]")
        attrs[start[1].lower()] = " ".join(re.sub(r"<[^<>]*>", " ", value).split())
    return attrs


def _address(value: str) -> str:
    """An address as Divi and Avada write it, or inside WPBakery's `url:https%3A%2F%2F…|title:…|target:…`."""
    if value.startswith("url:"):
        value = unquote(value[4:].split("|", 1)[0])
    return links.clean_address(value)


def _nothing() -> None:
    """A shortcode that shows nothing."""
