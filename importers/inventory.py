"""What a reader sees in a piece of HTML: words, links, images, list items, cells and headings, in order.

HTML in, lists of comparable texts and addresses out. It listens to the parser (lxml's target interface) and
builds no tree: one pass, whatever the size and the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, NamedTuple

from lxml.etree import HTMLParser

from .comparing import media_address, plain_address, plain_text, without_shortcodes, words
from .reading import HEADINGS, INLINE, UNSEEN


@dataclass(slots=True)
class Inventory:
    """The visible things of a piece of HTML."""

    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images: list[frozenset[str]] = field(default_factory=list)
    """Each with every address it is known by: `src`, lazy attributes, `srcset`, the full file it links to."""
    items: list[str] = field(default_factory=list)
    """The texts of list items, each without those of the items in it."""
    cells: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    """The words of captions, which are among `words` too."""


LAZY = ("src", "data-src", "data-lazy-src", "data-tf-src", "data-orig-src", "data-eio", "data-large-file")
EMBEDS = frozenset({"iframe", "video", "audio", "embed"})
CELLS = frozenset({"td", "th"})
CAPTIONS = frozenset({"caption", "figcaption"})

JOINING = INLINE | UNSEEN
"""Elements whose edges don't end a word."""
SILENT = frozenset({"script", "style", "template"})
"""Elements that show nothing at all; others that hide their text may show as a picture."""
OWN_LINKS = frozenset({"hc-embed__link", "footnote-ref", "footnote-backref", "headerlink"})
"""Links that the dialect adds itself: an embed's, a footnote's and its way back, a heading's."""
SHOWN = "\u2060"
"""Stands in the text for what shows without being text; it parts no word and is in none."""
DEEPEST = 50
"""How many things that are counted by their text may stand in each other; deeper ones are part of those."""


def take_inventory(
    html: str, *, titles: Collection[str] = HEADINGS, unseen: frozenset[str] = frozenset()
) -> Inventory:
    """List what a reader sees in `html`, be it a builder's or a rendered page's.

    `titles` names the elements whose text counts as a heading; that of elements with an `unseen` class
    doesn't count.
    """
    listener = _Listener(titles, unseen)
    if html.strip():
        parser = HTMLParser(target=listener)
        parser.feed(html)
        parser.close()
    listener.inventory.words = words("".join(listener.texts))
    return listener.inventory


class _Open(NamedTuple):
    """An element that the parser is in."""

    name: str
    attributes: Mapping[str, str]


class _Counted(NamedTuple):
    """An element that is counted by its text, once it ends."""

    depth: int
    start: int
    """Where its text begins among all texts."""
    tell: Callable[[str], None]


class _Listener:
    """What the parser tells, made an inventory."""

    def __init__(self, titles: Collection[str], unseen: frozenset[str]) -> None:
        self.inventory = Inventory()
        self.texts: list[str] = []
        self._titles = titles
        self._unseen = unseen
        self._open: list[_Open] = []
        self._hidden = 0  # the depth of the element whose content isn't seen
        self._data: list[str] = []  # the text node that the parser is in
        self._counted: list[_Counted] = []
        self._items: list[list[str]] = []
        self._embeds: list[tuple[int, list[str]]] = []  # the depth and the addresses of each
        self._cells = 0
        self._headings = 0

    # --- what the parser calls --------------------------------------------------------------------

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._end_text()
        self._open.append(_Open(name, attributes))
        if self._hidden:
            return
        if name not in JOINING:
            self._add(" ")
        classes = attributes.get("class", "").split()
        self._take(name, attributes, classes)
        if name in UNSEEN or not self._unseen.isdisjoint(classes):
            self._hidden = len(self._open)

    def data(self, text: str) -> None:
        """Text, or a part of it."""
        if not self._hidden:
            self._data.append(text)
        elif self._open[-1].name not in SILENT and not text.isspace():
            self._add(SHOWN)

    def end(self, name: str) -> None:
        """The innermost element ends."""
        self._end_text()
        depth = len(self._open)
        while self._counted and self._counted[-1].depth == depth:
            counted = self._counted.pop()
            counted.tell("".join(self.texts[counted.start :]))
        if self._hidden == depth:
            self._hidden = 0
        if not self._hidden:
            self._leave(name)
        self._open.pop()

    def comment(self, _text: str) -> None:
        """A comment, which parts two texts."""
        self._end_text()

    def close(self) -> None:
        """The end of it all."""
        self._end_text()

    # --- what it means ----------------------------------------------------------------------------

    def _end_text(self) -> None:
        if self._data:
            self._add(without_shortcodes("".join(self._data)))
            self._data.clear()

    def _add(self, text: str) -> None:
        self.texts.append(text)
        if self._items:
            self._items[-1].append(text)

    def _take(self, name: str, attributes: Mapping[str, str], classes: Collection[str]) -> None:
        """Take in an element that is seen."""
        take = self._TAKERS.get(name)
        if take:
            take(self, attributes, classes)
        elif "hc-embed" in classes:
            self._take_embed(attributes, classes)
        if self._is_title(name, classes):
            self._count(partial(_append, self.inventory.headings))
        self._headings += name in HEADINGS

    def _leave(self, name: str) -> None:
        """Close what an element that was seen opened."""
        if self._embeds and self._embeds[-1][0] == len(self._open):
            if addresses := _addresses(self._embeds.pop()[1]):
                self.inventory.images.append(addresses)
        elif name == "li":
            _append(self.inventory.items, "".join(self._items.pop()))
        elif name in CELLS:
            self._cells -= 1
        self._headings -= name in HEADINGS
        if name not in JOINING:
            self._add(" ")

    def _count(self, tell: Callable[[str], None]) -> None:
        """Count the element that has just begun by its text."""
        if len(self._counted) < DEEPEST:
            self._counted.append(_Counted(len(self._open), len(self.texts), tell))

    def _is_title(self, name: str, classes: Collection[str]) -> bool:
        if name == "strong":  # where no heading can stand
            return name in self._titles and self._cells > 0
        if name in HEADINGS:  # one in another is a part of it
            return name in self._titles and not self._headings
        return name in self._titles or "admonition-title" in classes

    def _take_link(self, attributes: Mapping[str, str], classes: Collection[str]) -> None:
        target = plain_address(attributes.get("href", ""))
        if target and not target.startswith(("#", "javascript:", "data:")) and OWN_LINKS.isdisjoint(classes):
            self._count(lambda text: self.inventory.links.append(target) if text.strip() else None)

    def _take_image(self, attributes: Mapping[str, str], _classes: Collection[str]) -> None:
        parent = self._open[-2] if len(self._open) > 1 else None
        full = parent.attributes.get("href", "") if parent and parent.name == "a" else ""
        addresses = _addresses([*_sources_of(attributes), full])
        if addresses:
            self.inventory.images.append(addresses)
            self._add(SHOWN)
        elif attributes.get("alt"):
            self._add(f" {attributes['alt']} ")

    def _take_embed(self, attributes: Mapping[str, str], _classes: Collection[str]) -> None:
        self._embeds.append((len(self._open), _sources_of(attributes)))

    def _take_source(self, attributes: Mapping[str, str], _classes: Collection[str]) -> None:
        if self._embeds:
            self._embeds[-1][1].append(attributes.get("src", ""))

    def _take_item(self, _attributes: Mapping[str, str], _classes: Collection[str]) -> None:
        self._items.append([])

    def _take_cell(self, _attributes: Mapping[str, str], _classes: Collection[str]) -> None:
        self._cells += 1
        self._count(partial(_append, self.inventory.cells))

    def _take_caption(self, _attributes: Mapping[str, str], _classes: Collection[str]) -> None:
        self._count(lambda text: self.inventory.captions.extend(words(text)))

    _TAKERS: ClassVar[dict[str, Callable[[_Listener, Mapping[str, str], Collection[str]], None]]] = {
        "a": _take_link,
        "img": _take_image,
        "source": _take_source,
        "li": _take_item,
        **dict.fromkeys(EMBEDS, _take_embed),
        **dict.fromkeys(CELLS, _take_cell),
        **dict.fromkeys(CAPTIONS, _take_caption),
    }


def _append(texts: list[str], text: str) -> None:
    """Add a text to those of its kind, if there is anything to read."""
    if plain := plain_text(text):
        texts.append(plain)


def _sources_of(attributes: Mapping[str, str]) -> list[str]:
    """Every address by which an element names what it shows."""
    found = [attributes[name] for name in LAZY if name in attributes]
    for name in ("srcset", "data-srcset", "data-lazy-srcset"):
        found += [part.split()[0] for part in attributes.get(name, "").split(", ") if part.split()]
    return found


def _addresses(found: Iterable[str]) -> frozenset[str]:
    """Addresses to compare. A placeholder is none: the real address stands beside it, or nowhere."""
    return frozenset(
        address
        for each in found
        if (address := media_address(each))
        and not address.startswith(("data:image/svg", "data:image/gif", "about:"))
    )
