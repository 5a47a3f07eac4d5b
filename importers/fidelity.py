"""Holds a source's body against the page its Markdown renders to: nothing is lost without a recorded reason.

It reads the source in its own way, not through the cleaners, and renders the Markdown with the site's own
dialect, which it knows by name only (the Python-Markdown extension `helpcentre`). What stands in the source
and neither on the page nor in a recorded removal is lost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from markdown import Markdown

from .body import HEADINGS
from .inventory import Inventory, media_address, plain_address, plain_text, take_inventory, words
from .model import Article, Page, Removal
from .safety import find_unsafe

TITLES = frozenset({*HEADINGS, "summary", "figcaption", "caption", "dt", "th", "strong", "label"})
"""What a source's heading may be on the page: a FAQ's question, a tab, a bold line in a cell."""
OURS = ".hc-embed__link, .hc-embed__notice, .hc-embed__player"
"""What the site says of an embed: none of it stands for a word of the source."""
SILENT = dict.fromkeys([f"callout.{kind}" for kind in ("note", "tip", "important", "warning")], "\u2060")
"""Interface words that would stand in the text, as nothing that can be seen."""


KINDS = ("words", "links", "images", "cells", "headings")
"""What is counted."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one kind of thing: `source = kept + removed + len(lost)`."""

    source: int
    kept: int
    removed: int
    lost: tuple[str, ...]
    """Each lost one; words come with the words around them."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of everything a body holds."""

    words: Tally
    links: Tally
    images: Tally
    cells: Tally
    headings: Tally
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
        words=_tally_words(source.words, rendered.words, removed),
        links=_tally(
            source.links,
            rendered.links,
            [plain_address(link) for removal in removed for link in removal.links],
            written,
        ),
        images=_tally_images(source.images, rendered.images, removed, written),
        cells=_tally(source.cells, rendered.cells, [plain_text(c) for r in removed for c in r.cells]),
        headings=_tally(
            source.headings, rendered.headings, [plain_text(h) for r in removed for h in r.headings]
        ),
        added=_added(source.words, rendered.words, removed),
        moved=_moved(source.words, rendered),
        unsafe=find_unsafe(html),
    )


def render(markdown: str, locale: str) -> str:
    """Render Markdown as the site does, for a page in `locale`."""
    html: str = _converter(locale).reset().convert(markdown)
    return html


@lru_cache(maxsize=64)
def _converter(locale: str, *, is_silent: bool = False) -> Markdown:
    options = {"locale": locale, "strings": SILENT if is_silent else {}}
    return Markdown(extensions=["helpcentre"], extension_configs={"helpcentre": options})


# --- what became of it ----------------------------------------------------------------------------


def _tally(
    source: Sequence[str],
    kept: Iterable[str],
    removed: Iterable[str],
    written: Mapping[str, str] = MappingProxyType({}),
) -> Tally:
    """Count what stands on the page; a source's thing that is `written` in another way counts as that."""
    left = Counter(written.get(each, each) for each in source)
    found = left & Counter(kept)
    left -= found
    gone = left & Counter(written.get(each, each) for each in removed)
    left -= gone
    originals = {written.get(each, each): each for each in source}
    return Tally(len(source), found.total(), gone.total(), tuple(originals[each] for each in left.elements()))


def _tally_words(source: list[str], kept: list[str], removed: Sequence[Removal]) -> Tally:
    gone = [word for removal in removed for word in words(removal.text)]
    tally = _tally(source, kept, gone)
    if not tally.lost:
        return tally
    spare = Counter(kept) + Counter(gone) - Counter(source)
    lost = [word for word in tally.lost if not _is_parted(word, spare)]
    found = tally.kept + len(tally.lost) - len(lost)
    return Tally(tally.source, found, tally.removed, tuple(_in_place(lost, source, kept)))


def _is_parted(word: str, spare: Counter[str]) -> bool:
    """Whether `word` stands in parts among `spare` words, which are then used up.

    The source ran them together: two links side by side, a number and its footnote.
    """
    for cut in range(1, len(word)):
        first, rest = word[:cut], word[cut:]
        if spare[first] > 0:
            spare[first] -= 1
            if spare[rest] > 0:
                spare[rest] -= 1
                return True
            if _is_parted(rest, spare):
                return True
            spare[first] += 1
    return False


def _added(source: list[str], kept: list[str], removed: Sequence[Removal]) -> tuple[str, ...]:
    """Words of the page that the source doesn't show, or not so often."""
    surplus, left = Counter(kept) - Counter(source), Counter(source) - Counter(kept)
    if not surplus:
        return ()
    spare = surplus + Counter(word for removal in removed for word in words(removal.text))
    for word in left.elements():
        _is_parted(word, spare)
    return tuple(_in_place((surplus & spare).elements(), kept, source))


def _in_place(some: Iterable[str], text: list[str], other: list[str]) -> Iterator[str]:
    """Each of some words of `text` between its neighbours, at the place where the other text differs."""
    pairs = set(pairwise(other))
    missing = Counter(some)
    places = [
        index
        for index, word in enumerate(text)
        if missing[word] > 0 and tuple(text[index : index + 2]) not in pairs
    ] + [index for index, word in enumerate(text) if missing[word] > 0]
    for index in places:
        word = text[index]
        if missing[word] > 0:
            missing[word] -= 1
            before, after = text[max(0, index - 3) : index], text[index + 1 : index + 4]
            yield " ".join([*before, f"[{word}]", *after])


def _tally_images(
    source: list[frozenset[str]],
    kept: list[frozenset[str]],
    removed: Sequence[Removal],
    written: Mapping[str, str],
) -> Tally:
    on_page = Counter(address for image in kept for address in image)
    gone = Counter(media_address(address) for removal in removed for address in removal.images)
    found = dropped = 0
    lost = []
    for image in source:
        names = [written.get(address, address) for address in sorted(image)]
        if known := next((name for name in names if on_page[name] > 0), None):
            on_page[known] -= 1
            found += 1
        elif known := next((address for address in sorted(image) if gone[address] > 0), None):
            gone[known] -= 1
            dropped += 1
        else:
            lost.append(min(image, key=len))
    return Tally(len(source), found, dropped, tuple(lost))


def _moved(source: list[str], page: Inventory) -> tuple[str, ...]:
    """Words that stand equally often in both, but not in one order: all outside the longest common one.

    A caption may stand above or below what it names.
    """
    counts, others = Counter(source), Counter(page.words)
    same = {word for word, count in counts.items() if count == others[word]}
    place = {each: index for index, each in enumerate(_numbered(source, same))}
    found = [(each[0], place[each]) for each in _numbered(page.words, same)]
    if all(one[1] < other[1] for one, other in pairwise(found)):
        return ()
    in_order = set(_longest_increasing([index for _, index in found]))
    moved = Counter(word for word, index in found if index not in in_order)
    return tuple((moved - Counter(page.captions)).elements())


def _numbered(text: list[str], some: Container[str]) -> Iterator[tuple[str, int]]:
    """Some of the words of `text`, each with how often it came before."""
    seen: Counter[str] = Counter()
    for word in text:
        if word in some:
            yield word, seen[word]
            seen[word] += 1


def _longest_increasing(numbers: Sequence[int]) -> list[int]:
    """The longest increasing subsequence, by patience sorting."""
    piles: list[int] = []
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        before[number] = piles[pile - 1] if pile else None
        if pile == len(tops):
            tops.append(number)
            piles.append(number)
        else:
            tops[pile] = piles[pile] = number
    result: list[int] = []
    last = piles[-1] if piles else None
    while last is not None:
        result.append(last)
        last = before[last]
    return result[::-1]
