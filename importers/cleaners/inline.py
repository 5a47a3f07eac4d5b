"""Text and what stands in it: formats, line breaks, quotations and links."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bs4 import Tag

from ..reading import HEADINGS, visible_text
from . import images, links, media
from .translation import Exit, Translation, pass_through
from .writing.formats import Format

FORMATS = {
    "b": "strong", "strong": "strong",
    "i": "em", "em": "em", "dfn": "em", "var": "em",
    "code": "code", "tt": "code", "samp": "code",
    "del": "del", "s": "del", "strike": "del",
    "ins": "ins", "mark": "mark", "sub": "sub", "sup": "sup", "kbd": "kbd",
}  # fmt: skip
"""Inline elements, old and new → those of clean HTML."""

_STYLES = (
    ("strong", re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("em", re.compile(r"font-style:\s*(?:italic|oblique)", re.IGNORECASE)),
    ("del", re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.IGNORECASE)),
)
_REGULAR = re.compile(r"font-weight:\s*(?:normal|[1-5]00|lighter)", re.IGNORECASE)

_NEAR = 8
"""Elements around a link in which its title is looked for."""
OPENER = "controls that open and close an answer"
"""Why a link that a title is, or that is in it, leaves."""


def begin(translation: Translation, wanted: Format) -> Exit:
    """A format for the text that comes."""
    translation.out.formats.begin(wanted)
    return partial(translation.out.formats.end, wanted)


def _format(translation: Translation, tag: Tag) -> Exit:
    name = FORMATS[tag.name]
    if name == "strong" and _REGULAR.search(str(tag.attrs.get("style", ""))):
        return pass_through  # Google Docs wraps what is pasted in a `b` that isn't bold
    return begin(translation, Format(name))


def _styled(translation: Translation, tag: Tag) -> Exit:
    """A span that looks bold, italic or struck out is so."""
    style = str(tag.attrs.get("style", ""))
    ends = [begin(translation, Format(name)) for name, look in _STYLES if style and look.search(style)]

    def leave() -> None:
        for end in reversed(ends):
            end()

    return leave if ends else pass_through


def _quotation(translation: Translation, tag: Tag) -> Exit:  # noqa: ARG001
    translation.out.text("“")
    return partial(translation.out.text, "”")


def link(translation: Translation, tag: Tag, address: str = "", *, is_button: bool = False) -> Exit | None:
    """A link to `address`, else to its own; what leads nowhere becomes text."""
    if "href" not in tag.attrs:
        return pass_through
    address = address or links.address_of(tag)
    if links.is_dead(address):
        translation.drop_link(tag, "links that lead nowhere", address)
        return _line_of_its_own(translation) if is_button else pass_through
    if translation.out.in_summary and (links.is_in_page(address) or _is_whole_title(translation, tag)):
        translation.drop_link(tag, OPENER, address)
        return pass_through
    if translation.out.formats.has("a"):
        translation.drop_link(tag, "links inside a link", address)
        return pass_through
    picture = _only_picture(tag)
    if picture is not None and media.is_full_size(address, picture):
        translation.drop_link(tag, "links from a picture to its full size, which is used instead", address)
        media.image(translation, picture, address)
        return None
    return _begin_link(translation, tag, address, is_button=is_button)


def _is_whole_title(translation: Translation, tag: Tag) -> bool:
    """Whether a link is all that a builder's title says: a click on it opens the answer."""
    for parent, _ in zip(tag.parents, range(_NEAR), strict=False):
        meaning = translation.markup.meaning(parent)
        if meaning is not None and meaning.role == "details-title":
            return visible_text(parent) == visible_text(tag)
    return False


def _line_of_its_own(translation: Translation) -> Exit:
    """What a button says stands apart, also where it leads nowhere."""
    translation.out.boundary()
    return translation.out.boundary


def _begin_link(translation: Translation, tag: Tag, address: str, *, is_button: bool) -> Exit:
    if is_button:
        translation.out.begin_button()
    attrs = {"class": "button", "href": address} if is_button else {"href": address}
    if (title := str(tag.attrs.get("title", "")).strip()) and title != visible_text(tag):
        attrs["title"] = title
    wanted = Format("a", attrs)
    if not is_button and id(tag) in translation.markup.with_blocks:  # a card: its title is the link
        wanted.reach = "heading" if translation.markup.named(*HEADINGS, within=tag) else "line"
    end = begin(translation, wanted)

    def leave() -> None:
        end()
        if wanted.line is None:
            translation.drop_link(tag, "links without text", address)

    return leave


def _only_picture(tag: Tag) -> Tag | None:
    """The picture of a link that holds nothing else."""
    found = [
        image for image in tag.find_all("img") if image.parent is None or image.parent.name != "noscript"
    ]
    return found[0] if len(found) == 1 and not images.text_beside(tag) else None


def _break(translation: Translation, tag: Tag) -> Exit:  # noqa: ARG001
    translation.out.line_break()
    return pass_through  # a parser may put text into it


READERS: dict[str, Callable[[Translation, Tag], Exit | None]] = {
    **dict.fromkeys(FORMATS, _format),
    "a": link,
    "br": _break,
    "font": _styled,
    "q": _quotation,
    "span": _styled,
}
