"""What a reader sees in a piece of HTML: its words, links, images, cells and headings, in order.

HTML in, lists of comparable texts and addresses out: two ways to write one word, or one address, are equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote

from bs4 import Tag

from .body import HEADINGS, parse_html
from .reading import walk


@dataclass(slots=True)
class Inventory:
    """The visible things of a piece of HTML, each in document order."""

    words: list[str]
    links: list[str]
    images: list[frozenset[str]]
    """Each with every address it is known by: `src`, lazy attributes, `srcset`, the full file it links to."""
    cells: list[str]
    headings: list[str]
    captions: list[str]
    """The words of captions, which are among `words` too."""


LAZY = ("src", "data-src", "data-lazy-src", "data-tf-src", "data-orig-src", "data-eio", "data-large-file")
EMBEDS = frozenset({"iframe", "video", "audio", "embed"})

SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9]*_[a-z0-9_]*(?:\s[^\[\]]*)?/?\]")
"""An unrendered page-builder shortcode; their names have an underscore: `[et_pb_text admin_label=…]`."""
SHORTCODE_TEXT = re.compile(
    r"\b(?:(?:sub_?)?(?:title|head(?:ing)?)|button(?:_one|_two)?_text|text|content|name|price|sum|position"
    r"|author|company_name|job_title|caption|description|body_text)"
    r"=[\"'\u201c\u201d\u2033](.*?)[\"'\u201c\u201d\u2033]"
)
"""Those of its attributes that the builder shows as text."""

WORD = re.compile(r"\d+(?:[.,'’٫٬]\d+| \d{3}(?!\d))*|[^\W\d_]+|[^\w\s]")
"""A number with its separators, a run of letters, or a single sign."""
DECIMALS = re.compile(r"(.*\d)[.,٫](\d{1,2})")
MARKS = dict.fromkeys(
    code for code in range(0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Cf")
)
"""Marks that no letter takes in when composed (Arabic vowels, Indic signs), soft hyphens, invisible signs."""


def take_inventory(html: str, *, titles: Collection[str] = HEADINGS, unseen: str = "") -> Inventory:
    """List what a reader sees in `html`, be it a builder's or a rendered page's.

    `titles` names the elements whose text counts as a heading; that of those `unseen` selects doesn't count.
    """
    inventory = Inventory([], [], [], [], [], [])
    root = parse_html(html)
    for tag in root.select(unseen) if unseen else ():
        tag.clear()
    texts: list[str] = []
    for node in walk(root):
        if isinstance(node, Tag):
            _take_element(node, inventory, texts, titles)
        else:
            texts.append(_without_shortcodes(node))
    inventory.words.extend(words("".join(texts)))
    return inventory


def _take_element(tag: Tag, inventory: Inventory, texts: list[str], titles: Collection[str]) -> None:
    if tag.name == "a":
        target = plain_address(str(tag.get("href") or ""))
        if _is_target(target) and not _is_ours(tag) and (tag.find("img") or tag.get_text(strip=True)):
            inventory.links.append(target)
    elif tag.name == "img":
        addresses = _addresses(tag)
        if addresses:
            inventory.images.append(addresses)
        elif tag.get("alt"):
            texts.append(f" {tag['alt']} ")
    elif tag.name in EMBEDS or "hc-embed" in tag.get_attribute_list("class"):
        addresses = _addresses(tag)
        if addresses:
            inventory.images.append(addresses)
    elif tag.name in ("td", "th") and (text := _text_of(tag)):
        inventory.cells.append(text)
    elif tag.name in ("caption", "figcaption"):
        inventory.captions.extend(words(_seen(tag)))
    if _is_title(tag, titles) and (text := _text_of(tag)):
        inventory.headings.append(text)


def _is_title(tag: Tag, titles: Collection[str]) -> bool:
    if tag.name == "strong":  # where no heading can stand
        return "strong" in titles and tag.find_parent(["td", "th"]) is not None
    return tag.name in titles or "admonition-title" in tag.get_attribute_list("class")


def _is_target(target: str) -> bool:
    return bool(target) and not target.startswith(("#", "javascript:", "data:"))


def _is_ours(link: Tag) -> bool:
    """Whether the dialect added the link itself: an embed's or a footnote's way back."""
    return bool(
        {"hc-embed__link", "footnote-ref", "footnote-backref", "headerlink"}
        & set(link.get_attribute_list("class"))
    )


def _addresses(tag: Tag) -> frozenset[str]:
    found = [str(tag[name]) for name in LAZY if tag.get(name)]
    for name in ("srcset", "data-srcset", "data-lazy-srcset"):
        found += [part.split()[0] for part in str(tag.get(name) or "").split(", ") if part.split()]
    found += [str(source["src"]) for source in tag.find_all("source") if source.get("src")]
    if (
        tag.name == "img"
        and isinstance(tag.parent, Tag)
        and tag.parent.name == "a"
        and tag.parent.get("href")
    ):
        found.append(str(tag.parent["href"]))
    addresses = {media_address(address) for address in found}
    # A placeholder is no image: the real address stands beside it, or nowhere.
    return frozenset(
        a for a in addresses if a and not a.startswith(("data:image/svg", "data:image/gif", "about:"))
    )


VIDEOS = {
    "youtube": re.compile(
        r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:embed/|watch\?(?:.*&)?v=|v/|shorts/))([\w-]{11})"
    ),
    "vimeo": re.compile(r"vimeo\.com/(?:video/)?(\d+)"),
    "wistia": re.compile(r"wistia\.(?:com|net)/(?:embed/iframe|embed|medias)/(\w+)"),
    "loom": re.compile(r"loom\.com/(?:embed|share)/(\w+)"),
}


def media_address(address: str) -> str:
    """One name for all the addresses of a video, else the address itself."""
    for provider, pattern in VIDEOS.items():
        if match := pattern.search(address):
            return f"{provider}:{match[1]}"
    return plain_address(address)


def plain_address(address: str) -> str:
    """An address without scheme, escapes and white space, to compare."""
    return "".join(unquote(address).split()).removeprefix("https:").removeprefix("http:")


def words(text: str) -> list[str]:
    """The words of `text`, comparable: composed, numbers without separators, punctuation left out."""
    found = []
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(MARKS).split())
    for match in WORD.finditer(plain):
        word = match[0]
        if word[0].isdigit():
            found.append(_number(word))
        elif word[0].isalpha() or unicodedata.category(word[0]) in ("Sc", "So"):
            found.append(word)
    return found


def _number(written: str) -> str:
    """A number without group separators and needless decimals: `1,000.50` and `1.000,5` are one."""
    match = DECIMALS.fullmatch(written)
    whole, decimals = (match[1], match[2].rstrip("0")) if match else (written, "")
    digits = "".join(char for char in whole if char.isdigit())
    return f"{digits}.{decimals}" if decimals else digits


def plain_text(text: str) -> str:
    """The words of `text` with blanks between them."""
    return " ".join(words(text))


def _text_of(tag: Tag) -> str:
    return plain_text(_seen(tag))


def _seen(tag: Tag) -> str:
    return _without_shortcodes("".join(part for part in walk(tag) if isinstance(part, str)))


def _without_shortcodes(text: str) -> str:
    if "[" not in text:
        return text
    return SHORTCODE.sub(lambda code: " " + " ".join(SHORTCODE_TEXT.findall(code[0])) + " ", text)
