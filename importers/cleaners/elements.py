"""What HTML's own elements mean: blocks, lines, lists, tables, formats, links and code.

Elements: https://html.spec.whatwg.org/multipage/indices.html#elements-3; the obsolete ones of
https://html.spec.whatwg.org/multipage/obsolete.html are read too, since help centres are old.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString

from ..body import describe
from ..model import Removal
from ..reading import visible_text
from . import images, links, media
from .compose import Format
from .markup import HEADINGS
from .media import pass_through
from .tree import Node

if TYPE_CHECKING:
    from .reader import Exit, Reader

SILENT = frozenset(
    "script style template head title meta link base svg canvas noscript annotation annotation-xml datalist "
    "rp".split()
)
"""Elements that show nothing of their own."""

FORMATS = {
    "b": "strong", "strong": "strong",
    "i": "em", "em": "em", "dfn": "em", "var": "em",
    "code": "code", "tt": "code", "samp": "code",
    "del": "del", "s": "del", "strike": "del",
    "ins": "ins", "mark": "mark", "sub": "sub", "sup": "sup", "kbd": "kbd",
}  # fmt: skip
"""Inline elements, old and new → those of clean HTML."""

CONTAINERS = ("blockquote", "dl", "dd", "li", "tr", "table", "figure")
LINES = (*sorted(HEADINGS), "p", "dt", "caption", "figcaption", "summary")
WRAPPERS = (
    "address article aside body center div fieldset footer form header hgroup html main menu section tbody "
    "tfoot legend dialog"
).split()

_STYLES = (
    ("strong", re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("em", re.compile(r"font-style:\s*(?:italic|oblique)", re.IGNORECASE)),
    ("del", re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.IGNORECASE)),
)
_REGULAR = re.compile(r"font-weight:\s*(?:normal|[1-5]00|lighter)", re.IGNORECASE)
_ALIGN = re.compile(r"text-align:\s*(right|center)", re.IGNORECASE)
_PAINTED = re.compile(
    r"background(?:-color)?:\s*(?!transparent|inherit|initial|none|#fff(?:fff)?\b|white\b|rgba\([^)]*,\s*0\))\S",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*)([\w+#-]+)")
_NO_LANGUAGES = frozenset({"auto", "none", "plain", "plaintext", "text", "generic", "raw"})
_NESTED_HEADINGS = 3


# Blocks


def wrapper(reader: Reader, tag: Tag) -> Exit:  # noqa: ARG001
    """A block that says nothing: its edges end a line."""
    reader.out.boundary()
    return reader.out.boundary


def container(reader: Reader, name: str, attrs: dict[str, str] | None = None) -> Exit:
    """A block that holds blocks."""
    depth = reader.out.open(name, attrs)
    return partial(reader.out.close, depth)


def line(reader: Reader, kind: str, *, ends_heading: bool = False) -> Exit:
    """A block that holds text."""
    token = reader.out.begin_line(kind, ends_heading=ends_heading)
    return partial(reader.out.end_line, token)


def _container(reader: Reader, tag: Tag) -> Exit:
    return container(reader, tag.name)


def _line(reader: Reader, tag: Tag) -> Exit:
    end = line(reader, "p" if tag.name == "summary" and not _is_in(tag, "details") else tag.name)
    reader.solid += 1

    def leave() -> None:
        reader.solid -= 1
        end()

    return leave


def _paragraph(reader: Reader, tag: Tag) -> Exit:  # noqa: ARG001
    return line(reader, "p")


def _heading(reader: Reader, tag: Tag) -> Exit:
    """A heading; in a table cell it is bold text, in another heading nothing of its own."""
    parents = [parent.name for parent, _ in zip(tag.parents, range(_NESTED_HEADINGS), strict=False)]
    if reader.out.in_heading and not HEADINGS.issuperset(parents):
        reason = "a heading inside a heading"
        reader.body.removed.append(
            Removal("headings", describe(tag), reason, "", headings=(visible_text(tag),))
        )
    if not reader.out.cells:
        return _line(reader, tag)
    end_line = line(reader, "p")
    end_format = begin(reader, Format("strong"))

    def leave() -> None:
        end_format()
        end_line()

    return leave


def _is_in(tag: Tag, name: str) -> bool:
    return tag.parent is not None and tag.parent.name == name


def _list(reader: Reader, tag: Tag) -> Exit:
    if tag.name == "ul":
        return container(reader, "ul")
    first = next((child for child in tag.children if isinstance(child, Tag) and child.name == "li"), None)
    value = first.attrs.get("value") if first is not None else None
    start = str(value or tag.attrs.get("start") or "1").strip()
    is_given = start.isdecimal() and len(start) < 7 and int(start) != 1
    return container(reader, "ol", {"start": str(int(start))} if is_given else {})


def _table_head(reader: Reader, tag: Tag) -> Exit:
    reader.in_table_head = True
    end = wrapper(reader, tag)

    def leave() -> None:
        reader.in_table_head = False
        end()

    return leave


def _cell(reader: Reader, tag: Tag) -> Exit:
    """A cell, with what it spans, its alignment, and the looks by which `finish` tells a table's head."""
    attrs: dict[str, str] = {}
    for name in ("colspan", "rowspan"):
        number = str(tag.attrs.get(name, "")).strip()
        if number.isdecimal() and 1 < int(number[:6]) <= 1000:
            attrs[name] = str(int(number))
    style = str(tag.attrs.get("style", ""))
    align = _ALIGN.search(style)
    given = align[1] if align else str(tag.attrs.get("data-align") or tag.attrs.get("align", ""))
    if given.lower() in ("right", "center"):
        attrs["align"] = given.lower()
    row = tag.parent.attrs if tag.parent is not None and tag.parent.name == "tr" else {}
    if "bgcolor" in tag.attrs or _PAINTED.search(style) or _PAINTED.search(str(row.get("style", ""))):
        attrs["background"] = "1"
    if reader.in_table_head:
        attrs["head"] = "1"
    return container(reader, tag.name, attrs)


def _details(reader: Reader, tag: Tag) -> Exit:
    return container(reader, "details", {"open": ""} if "open" in tag.attrs else {})


def _rule(reader: Reader, tag: Tag) -> None:  # noqa: ARG001
    reader.out.block(Node("hr"))


def _break(reader: Reader, tag: Tag) -> Exit:  # noqa: ARG001
    reader.out.line_break()
    return pass_through  # a parser may put text into it


# Code


def _code(reader: Reader, tag: Tag) -> None:
    targets = [address for link in tag.find_all("a") if (address := links.address_of(link))]
    if targets:
        reason = "links inside a code block"
        reader.body.removed.append(Removal("links", describe(tag), reason, "", links=tuple(targets)))
    parts = [
        "\n" if isinstance(node, Tag) else str(node)
        for node in tag.descendants
        if type(node) is NavigableString or (isinstance(node, Tag) and node.name == "br")
    ]
    code = "".join(parts).replace("\r\n", "\n").replace("\u200b", "").strip("\n").rstrip()
    if code:
        language = _language(tag)
        attrs = {"class": f"language-{language}"} if language else {}
        reader.out.block(Node("pre", children=[Node("code", attrs, [code])]))


def _language(tag: Tag) -> str:
    """The language of a code block, by the habits of Prism, highlight.js, SyntaxHighlighter and Enlighter."""
    for each in (tag.find("code"), tag):
        if not isinstance(each, Tag):
            continue
        names = ("data-language", "data-lang", "data-enlighter-language")
        named = next((str(each.attrs[name]) for name in names if each.attrs.get(name)), "")
        found = _LANGUAGE.search(" ".join(map(str, each.get_attribute_list("class"))))
        language = re.sub(r"[^\w+#-]", "", named or (found[1] if found else "")).lower()
        if language:
            return "" if language in _NO_LANGUAGES else language
    return ""


# Text


def begin(reader: Reader, wanted: Format) -> Exit:
    """A format for the text that comes."""
    reader.out.begin_format(wanted)
    return partial(reader.out.end_format, wanted)


def _format(reader: Reader, tag: Tag) -> Exit:
    name = FORMATS[tag.name]
    if name == "strong" and _REGULAR.search(str(tag.attrs.get("style", ""))):
        return pass_through  # Google Docs wraps what is pasted in a `b` that isn't bold
    return begin(reader, Format(name))


def _styled(reader: Reader, tag: Tag) -> Exit:
    """A span that looks bold, italic or struck out is so."""
    style = str(tag.attrs.get("style", ""))
    ends = [begin(reader, Format(name)) for name, look in _STYLES if style and look.search(style)]

    def leave() -> None:
        for end in reversed(ends):
            end()

    return leave if ends else pass_through


def _quotation(reader: Reader, tag: Tag) -> Exit:  # noqa: ARG001
    reader.out.text("“")
    return partial(reader.out.text, "”")


# Links


def link(reader: Reader, tag: Tag, address: str = "", *, is_button: bool = False) -> Exit | None:
    """A link to `address`, else to its own; what leads nowhere becomes text."""
    if "href" not in tag.attrs:
        return pass_through
    address = address or links.address_of(tag)
    if links.is_dead(address):
        reader.drop_link(tag, "links that lead nowhere", address)
        return wrapper(reader, tag) if is_button else pass_through
    if reader.out.in_summary and links.is_in_page(address):
        reader.drop_link(tag, "controls that open and close an answer", address)
        return pass_through
    if reader.out.is_formatted("a"):
        reader.drop_link(tag, "links inside a link", address)
        return pass_through
    picture = _only_picture(tag)
    if picture is not None and media.is_full_size(address, picture):
        reader.drop_link(tag, "links from a picture to its full size, which is used instead", address)
        media.image(reader, picture, address)
        return None
    return _begin_link(reader, tag, address, is_button=is_button)


def _begin_link(reader: Reader, tag: Tag, address: str, *, is_button: bool) -> Exit:
    if is_button:
        reader.out.begin_button()
    attrs = {"class": "button", "href": address} if is_button else {"href": address}
    if (title := str(tag.attrs.get("title", "")).strip()) and title != visible_text(tag):
        attrs["title"] = title
    wanted = Format("a", attrs)
    if not is_button and id(tag) in reader.markup.with_blocks:  # a card: its title is the link
        wanted.reach = "heading" if reader.markup.named(*HEADINGS, within=tag) else "line"
    end = begin(reader, wanted)

    def leave() -> None:
        end()
        if wanted.line is None:
            reader.drop_link(tag, "links without text", address)

    return leave


def _only_picture(tag: Tag) -> Tag | None:
    """The picture of a link that holds nothing else."""
    found = [image for image in tag.find_all("img") if not _is_in(image, "noscript")]
    return found[0] if len(found) == 1 and not images.text_beside(tag) else None


READERS: dict[str, Callable[[Reader, Tag], Exit | None]] = {
    **dict.fromkeys(WRAPPERS, wrapper),
    **dict.fromkeys(CONTAINERS, _container),
    **dict.fromkeys(LINES, _line),
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(FORMATS, _format),
    **media.READERS,
    "a": link,
    "br": _break,
    "details": _details,
    "font": _styled,
    "hr": _rule,
    "listing": _code,
    "ol": _list,
    "pee": _paragraph,  # how Divi saves a `p`
    "pre": _code,
    "q": _quotation,
    "span": _styled,
    "td": _cell,
    "th": _cell,
    "thead": _table_head,
    "ul": _list,
    "xmp": _code,
}
"""Tag name → what reads it: it returns what to do at the end, or None if the content isn't read."""
