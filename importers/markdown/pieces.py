"""Inline elements: tables from element to the piece of Markdown it is, or to the mark its text is in.

To add an element: a line in `MARKS` or `ATOMS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString

from .addresses import is_safe, write_target
from .escape import escape_attribute, escape_text, strip_controls, survey

MAX_MARKS = 8
"""How deep marks nest; deeper ones say nothing new, and Python-Markdown's recursion has an end."""


class Mark(NamedTuple):
    """Something that a stretch of text is in."""

    kind: str
    """`strong`, `em`, `a`, or the name of an element that stays HTML."""
    href: str = ""
    title: str = ""
    attributes: str = ""
    """What follows a link: `{ .md-button }`; of HTML, what stands in its tag."""
    number: int = 0
    """Tells links apart: two neighbours stay two."""


class Piece(NamedTuple):
    """A piece of a run: text, finished Markdown, or the text of a code span."""

    text: str
    marks: tuple[Mark, ...] = ()
    is_markup: bool = False
    is_code: bool = False

    @property
    def is_break(self) -> bool:
        """Whether a line ends here; a text may say `<br>`, too."""
        return self.is_markup and self.text == BREAK


BREAK = "<br>"


def attribute(tag: Tag, name: str) -> str:
    """An attribute's text; "" where there is none."""
    value = tag.get(name)
    return strip_controls(value) if isinstance(value, str) else ""


def _read_link(tag: Tag) -> Mark | None:
    href = attribute(tag, "href").strip()
    if "href" not in tag.attrs or not is_safe(href):
        return None
    is_button = "button" in tag.get_attribute_list("class")
    return Mark("a", href, attribute(tag, "title"), "{ .md-button }" if is_button else "", id(tag))


def _mark(kind: str) -> Callable[[Tag], Mark | None]:
    mark = Mark(kind)
    return lambda _tag: mark


def _read_direction(tag: Tag) -> Mark | None:
    """Text whose direction is another than that of its letters."""
    direction = attribute(tag, "dir").lower()
    return Mark("bdo", attributes=f' dir="{direction}"') if direction in ("ltr", "rtl") else None


MARKS: dict[str, Callable[[Tag], Mark | None]] = {
    "a": _read_link,
    **dict.fromkeys(("strong", "b"), _mark("strong")),
    **dict.fromkeys(("em", "i"), _mark("em")),
    **dict.fromkeys(("del", "s", "strike"), _mark("del")),
    "bdo": _read_direction,
    **{
        name: _mark(name)
        for name in (
            "bdi",
            "ins",
            "mark",
            "sub",
            "sup",
            "kbd",
            "u",
            "small",
            "q",
            "abbr",
            "cite",
            "samp",
            "var",
        )
    },
}
"""Element → what its text is in; None says nothing. All but links, `strong` and `em` stay inline HTML."""


def _read_break(_tag: Tag) -> Piece:
    return Piece(BREAK, is_markup=True)


def _read_image(tag: Tag) -> Piece:
    source, alt = attribute(tag, "src").strip(), " ".join(attribute(tag, "alt").split())
    if not source or not is_safe(source, image=True):
        return Piece(alt)
    sizes = " ".join(
        f'{name}="{size}"'
        for name in ("width", "height")
        if re.fullmatch(r"\d+%?", size := attribute(tag, name))
    )
    return Piece(write_image(source, alt, attribute(tag, "title"), sizes), is_markup=True)


def write_image(source: str, alt: str, title: str = "", attributes: str = "") -> str:
    """An image as Markdown."""
    return f"![{escape_attribute(alt)}]{write_target(source, title)}" + (
        f"{{ {attributes} }}" if attributes else ""
    )


def _read_code(tag: Tag) -> Piece:
    text = strip_controls(tag.get_text()).replace("\n", " ")
    return Piece(text, is_markup=bool(text), is_code=bool(text))


def write_code(text: str, *, follows_code: bool, in_cell: bool) -> str:
    """A code span; as HTML where backticks would join a neighbour's, or Python-Markdown strip spaces."""
    if follows_code or text != text.strip() or any(sign in text for sign in ("<!", "<?", "&#")):
        whole = survey(text, has_code=True, has_emphasis=True, in_cell=in_cell)
        return f"<code>{escape_text(text, whole, in_link=True)}</code>"
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


VIDEO_HOSTS = (
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "loom.com",
    "wistia.com",
    "wistia.net",
    "wi.st",
)
"""Whose addresses the site knows as players; other frames say that they are embeds."""
_MEDIA_FILE = re.compile(r"\.(?:mp4|webm|m4v|mov|ogv|mp3|m4a|ogg|oga|wav|aac|flac)(?:[?#]|\Z)", re.IGNORECASE)


def read_embed(tag: Tag) -> Piece:
    """A frame, a film or a sound as the image that stands for it."""
    source, title = attribute(tag, "src").strip(), " ".join(attribute(tag, "title").split())
    if not source or not is_safe(source):
        return Piece(title)
    host = (re.match(r"(?:https?:)?//(?:[^/?#]*@)?([^/?#:]+)", source) or [""])[0].rpartition("/")[2].lower()
    is_known = any(host == known or host.endswith(f".{known}") for known in VIDEO_HOSTS)
    details = [] if is_known or _MEDIA_FILE.search(source) else [".embed"]
    poster = attribute(tag, "poster").strip()
    if poster and is_safe(poster, image=True) and not re.search(r"[\s\"<>{}]", poster):
        details.append(f'poster="{poster}"')
    return Piece(write_image(source, title, attributes=" ".join(details)), is_markup=True)


def _read_superscript(tag: Tag) -> Piece | None:
    name = footnote_name(tag)
    return Piece(f"[^{name}]", is_markup=True) if name else None


def footnote_name(tag: Tag) -> str:
    """What a footnote is called, in the text and where it stands; "" if it has no name."""
    name = attribute(tag, "data-ref")
    return name if re.fullmatch(r"[\w-]+", name) else ""


ATOMS: dict[str, Callable[[Tag], Piece | None]] = {
    "br": _read_break,
    "img": _read_image,
    **dict.fromkeys(("code", "tt"), _read_code),
    **dict.fromkeys(("iframe", "video", "audio", "embed"), read_embed),
    "sup": _read_superscript,
}
"""Element → the piece it is as a whole; None: look for it in `MARKS`."""


def read_inline(tag: Tag, marks: tuple[Mark, ...]) -> tuple[Piece | None, tuple[Mark, ...]]:
    """Read an inline element that stands in `marks`: it is a piece, or its content stands in more marks."""
    read_atom = ATOMS.get(tag.name)
    piece = read_atom(tag) if read_atom else None
    if piece is not None:
        return piece._replace(marks=marks), marks
    read_mark = MARKS.get(tag.name)
    mark = read_mark(tag) if read_mark and len(marks) < MAX_MARKS else None
    if mark is None or (mark.kind == "a" and any(outer.kind == "a" for outer in marks)):
        return None, marks
    if mark.kind == "a" and all(
        isinstance(child, NavigableString) and not child.strip() for child in tag.contents
    ):
        return Piece("", (*marks, mark), is_markup=True), marks
    return None, (*marks, mark)
