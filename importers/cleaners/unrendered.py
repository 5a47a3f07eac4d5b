"""Shortcodes that were never rendered, read as their builder would have rendered them.

What the names mean comes from the builders' files, what a module shows of its `attributes` is much the same
in all of them. WordPress split paragraphs around the brackets (`wpautop`), so they open and close across
the elements of the text.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from bs4 import Tag

from ..body import parse_html
from ..model import Removal
from . import attributes, links, media
from .shortcodes import CODE, CodeMeaning, Vocabulary, has_attributes, read_attributes
from .translation import Translation
from .writing.formats import Format

_RAW = re.compile(r"\[(vc_raw_html|vc_raw_js|fusion_code)\b[^\[\]]*\]([\sA-Za-z0-9+/=]*)\[/\1\]")
_EMBED = re.compile(r"\[embed\b[^\[\]]*\]\s*(https?://[^\s\[\]]+)\s*\[/embed\]")


class Codes:
    """The shortcodes of one body, across its text nodes."""

    def __init__(self, translation: Translation, vocabulary: Vocabulary, walk: Callable[[Tag], None]) -> None:
        """Write what is read to `translation`; `walk` reads HTML that a shortcode holds encoded."""
        self._translation = translation
        self._vocabulary = vocabulary
        self._walk = walk
        self.out = translation.out
        self._open: list[tuple[str, Callable[[], None]]] = []
        self._caption: list[bool] = []

    def read(self, text: str) -> None:
        """Write `text`, its shortcodes as what they mean."""
        if "[" not in text:
            self._text(text)
            return
        position = 0
        for code in CODE.finditer(text):
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
                media.embed(self._translation, links.clean_address(whole[1]))
            elif closes:
                self._end(name)
            else:
                self._begin(name, read_attributes(rest))
        self._text(text[position:])

    def _record(self, name: str, code: str) -> None:
        """WordPress's own shortcodes may be taken for words; a builder's, with `_` in the name, can't be."""
        if "_" not in name:
            reason = "a shortcode, read as what it stands for"
            self._translation.body.removed.append(Removal("shortcodes", name, reason, code))

    def end(self) -> None:
        """Close what the text left open."""
        while self._open:
            self._open.pop()[1]()

    def _is_code(self, closes: str, name: str, rest: str) -> bool:
        if self._vocabulary.knows(name):
            return True
        if closes:
            return any(name == each for each, _ in self._open)
        return "_" in name and has_attributes(rest)

    def _text(self, text: str) -> None:
        if self._caption and text.strip():
            token = self.out.begin_line("figcaption")
            self._translation.text(text)
            self.out.end_line(token)
        elif text:
            self._translation.text(text)

    def _begin(self, name: str, attrs: dict[str, str]) -> None:
        meaning = self._vocabulary.names.get(name, "")
        if meaning in ("form", "menu"):
            self._translation.body.notice("shortcode", f"[{name}] needs the old site and was left out")
            self._open.append((name, _nothing))
            return
        depth = None
        if meaning == "tabs":
            depth = self.out.open("tabs")
        elif meaning in ("tab", "section") and "title" in attrs and self._is_in("tabs"):
            depth = self.out.open("tab", {"data-title": attrs["title"]})
        elif meaning in ("details", "section"):
            depth = self._begin_details(attrs)
        elif meaning == "box":
            depth = self.out.open("aside", attributes.callout_attributes(attrs))
        elif meaning in ("list", "item") and not self._is_in("plan"):
            depth = self.out.open("ul" if meaning == "list" else "li")
        elif meaning == "plan":
            self._begin_plan(name, attrs)
            return
        elif meaning == "button" and (address := attributes.button_address(attrs)):
            self._begin_button(name, address)
            return
        elif name in ("caption", "wp_caption"):
            self._begin_caption(name, attrs)
            return
        if depth is None:
            self.out.boundary()
            attributes.show_before(self._translation, name, attrs, is_embed=meaning == "embed")
            self._open.append((name, lambda: attributes.show_after(self._translation, name, attrs)))
        else:
            close = self.out.closer(depth)
            self._open.append((name, close))

    def _is_in(self, meaning: CodeMeaning) -> bool:
        return any(self._vocabulary.names.get(each) == meaning for each, _ in self._open)

    def _begin_details(self, attrs: Mapping[str, str]) -> int | None:
        title = attrs.get("title", "")
        if not title:
            return None
        token = self.out.open_details({"open": ""} if attrs.get("open") in ("on", "true", "yes") else {})
        self.out.text(title)
        self.out.end_line(token)
        return self.out.begin_content()

    def _begin_button(self, name: str, address: str) -> None:
        """A button whose text stands between its brackets."""
        token = self.out.begin_line("p")
        link = Format("a", {"class": "button", "href": address})
        self.out.formats.begin(link)

        def leave() -> None:
            self.out.formats.end(link)
            self.out.end_line(token)

        self._open.append((name, leave))

    def _begin_plan(self, name: str, attrs: Mapping[str, str]) -> None:
        """A plan with its price: a row of a table; its content is the last cell."""
        close = self.out.closer(self.out.open("tr"))
        sign, period = attrs.get("currency", ""), attrs.get("per", "")
        price = f"{sign}{attrs.get('sum', '')}{'/' if period else ''}{period}"
        for lines in ((attrs.get("title", ""), attrs.get("subtitle", "")), (price,)):
            cell = self.out.open("td")
            for line in filter(None, lines):
                attributes.write_line(self._translation, "p", line)
            self.out.close(cell)
        content = self.out.closer(self.out.open("td"))
        shown = f"{sign} {period}".strip()
        if shown:
            reason = "currency and period of a plan, read from its attributes"
            self._translation.body.removed.append(Removal("shortcodes", name, reason, "", instead=shown))

        def leave() -> None:
            content()
            attributes.show_buttons(self._translation, attrs)
            close()

        self._open.append((name, leave))

    def _begin_caption(self, name: str, attrs: Mapping[str, str]) -> None:
        close = self.out.closer(self.out.open("figure"))
        if text := attrs.get("caption"):
            attributes.write_line(self._translation, "figcaption", text)
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
            self._walk(root)
            self.out.boundary()


def _nothing() -> None:
    """A shortcode that shows nothing."""
