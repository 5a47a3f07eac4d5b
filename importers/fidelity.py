"""Holds a source's body against the page its Markdown renders to: nothing is lost without a recorded reason.

It reads the source in its own way, not through the cleaners, and renders the Markdown with the site's own
dialect, which it knows by name only (the Python-Markdown extension `helpcentre`). What stands in the source
and neither on the page nor in a recorded removal is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown import Markdown

from .comparing import plain_address, plain_text
from .inventory import take_inventory
from .model import Article, Page
from .order import find_moved
from .reading import HEADINGS
from .safety import find_unsafe
from .tallies import Tally, find_added, tally, tally_images, tally_items, tally_words

TITLES = frozenset({*HEADINGS, "summary", "figcaption", "caption", "dt", "th", "strong", "label"})
"""What a source's heading may be on the page: a FAQ's question, a tab, a bold line in a cell."""
OURS = frozenset(
    {"hc-embed__link", "hc-embed__notice", "hc-embed__player", "footnote-ref", "footnote-backref"}
)
"""What the site says of an embed, and its footnotes' numbers: none of it stands for a word of the source."""
SILENT = dict.fromkeys([f"callout.{kind}" for kind in ("note", "tip", "important", "warning")], "\u2060")
"""Interface words that would stand in the text, as nothing that can be seen."""


KINDS = ("words", "links", "images", "cells", "headings", "items")
"""What is counted; items are those of lists."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of everything a body holds."""

    words: Tally
    links: Tally
    images: Tally
    cells: Tally
    headings: Tally
    items: Tally
    added: tuple[str, ...] = ()
    """Words that the source doesn't show, or not so often, with the words around them."""
    moved: tuple[str, ...] = ()
    """Words that stand in another order than in the source."""
    unsafe: tuple[str, ...] = ()
    """What of the page a sanitiser would take out; always nothing, or the article isn't written."""

    @property
    def losses(self) -> dict[str, tuple[str, ...]]:
        """Kind → what is lost of it; only the kinds that lost something."""
        return {kind: lost for kind in KINDS if (lost := getattr(self, kind).lost)}


def verify(article: Article, page: Page) -> Account:
    """Account for everything in `article.html` on the page that `page.body` renders to."""
    source = take_inventory(article.html)
    html = _converter(page.article.locale or "en", is_silent=True).reset().convert(page.body)
    rendered = take_inventory(html, titles=TITLES, unseen=OURS)
    written = {plain_address(old): plain_address(new) for old, new in page.rewritten.items()}
    removed = page.removed
    return Account(
        words=tally_words(source.words, rendered.words, removed),
        links=tally(
            source.links,
            rendered.links,
            [plain_address(link) for removal in removed for link in removal.links],
            written,
        ),
        images=tally_images(source.images, rendered.images, removed, written),
        cells=tally(source.cells, rendered.cells, [plain_text(c) for r in removed for c in r.cells]),
        headings=tally(
            source.headings, rendered.headings, [plain_text(h) for r in removed for h in r.headings]
        ),
        # An accordion's item is a question, which is a title.
        items=tally_items(source.items, [*rendered.items, *rendered.headings], removed),
        added=find_added(source.words, rendered.words, removed),
        moved=find_moved(source.words, rendered),
        unsafe=find_unsafe(html),
    )


def render(markdown: str, locale: str) -> str:
    """Render Markdown as the site does, for a page in `locale`."""
    html: str = _converter(locale).reset().convert(markdown)
    return html


@lru_cache(maxsize=64)
def _converter(locale: str, *, is_silent: bool = False) -> Markdown:
    options = {"locale": locale, "strings": SILENT if is_silent else {}}
    converter = Markdown(extensions=["helpcentre"], extension_configs={"helpcentre": options})
    inline: Any = converter.treeprocessors["inline"]
    inline.inlinePatterns = list(inline.inlinePatterns)  # in a registry each look-up costs as much as a match
    return converter
