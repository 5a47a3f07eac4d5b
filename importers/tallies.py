"""What became of each kind of thing: what a source has, against what the page has and what was removed.

Lists of comparable things in (`inventory`), tallies out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from types import MappingProxyType

from .comparing import media_address, plain_text, words
from .model import Removal

LONGEST_WORD = 200
"""Letters of a word that is still looked for in parts."""
BEGINNING = 6
"""How many words tell a list item from others: what it says further is accounted for as words."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one kind of thing: `source = kept + removed + len(lost)`."""

    source: int
    kept: int
    removed: int
    lost: tuple[str, ...]
    """Each lost one; words come with the words around them."""

    def without(self, found: int, lost: Iterable[str]) -> Tally:
        """The same after a closer look, which `found` some of the lost."""
        return Tally(self.source, self.kept + found, self.removed, tuple(lost))


def tally(
    source: Sequence[str],
    kept: Iterable[str],
    removed: Iterable[str],
    written: Mapping[str, str] = MappingProxyType({}),
) -> Tally:
    """Count what stands on the page; a source's thing that is `written` in another way counts as that."""
    left = Counter([written.get(each, each) for each in source] if written else source)
    found = left & Counter(kept)
    left -= found
    gone = left & Counter(written.get(each, each) for each in removed)
    left -= gone
    originals = {written.get(each, each): each for each in source} if left else {}
    return Tally(len(source), found.total(), gone.total(), tuple(originals[each] for each in left.elements()))


def tally_words(source: list[str], kept: list[str], removed: Sequence[Removal]) -> Tally:
    """Count words; one that the source ran together of two may stand on the page as two."""
    gone = [word for removal in removed for word in words(removal.text)]
    found = tally(source, kept, gone)
    if not found.lost:
        return found
    spare = Counter(kept) + Counter(gone) - Counter(source)
    lost = [word for word in found.lost if not _is_parted(word, spare)]
    return found.without(len(found.lost) - len(lost), _in_place(lost, source, kept))


def _is_parted(word: str, spare: Counter[str]) -> bool:
    """Whether `word` stands in parts among `spare` words, which are then used up.

    The source ran them together: two links side by side, a number and its footnote.
    """
    if len(word) > LONGEST_WORD:
        return False
    parts = _find_parts(word, spare, set())
    spare.subtract(parts)
    return bool(parts)


def _find_parts(word: str, spare: Counter[str], dead: set[int]) -> list[str]:
    """The parts of `word`, [] if it has none; a rest of a `dead` length was seen to have none."""
    if spare[word] > 0:
        return [word]
    for cut in range(1, len(word)):
        first, rest = word[:cut], word[cut:]
        if len(rest) not in dead and spare[first] > 0:
            spare[first] -= 1
            parts = _find_parts(rest, spare, dead)
            spare[first] += 1
            if parts:
                return [first, *parts]
            dead.add(len(rest))
    return []


def find_added(source: list[str], kept: list[str], removed: Sequence[Removal]) -> tuple[str, ...]:
    """Words of the page that the source doesn't show, or not so often, and that nothing accounts for."""
    instead = Counter(word for removal in removed for word in words(removal.instead))
    before, after = Counter(source), Counter(kept)
    surplus, left = after - before - instead, before - after
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


def tally_items(source: Sequence[str], kept: Sequence[str], removed: Sequence[Removal]) -> Tally:
    """Count list items by how they begin; one may go on with what followed its list."""
    dropped = [plain_text(item) for removal in removed for item in removal.items]
    begun = [_beginning(text) for text in source]
    found = tally(begun, map(_beginning, kept), map(_beginning, dropped))
    if not found.lost:
        return found
    gone = frozenset(word for removal in removed for word in words(removal.text))
    written = {_beginning(text): _beginning(text, gone) for text in (*source, *dropped)}
    on_page = [_beginning(text, gone) for text in kept]
    found = tally(begun, on_page, map(_beginning, dropped), written)
    spare = sorted((Counter(on_page) - Counter(written[each] for each in begun)).elements())
    lost = [each for each in found.lost if not _take_alike(written[each], spare)]
    return found.without(len(found.lost) - len(lost), lost)


def _take_alike(beginning: str, spare: list[str]) -> bool:
    """Whether one of the sorted `spare` is `beginning` and more, or a part of it; it is then used up."""
    index = bisect_left(spare, f"{beginning} ")
    if index < len(spare) and spare[index].startswith(f"{beginning} "):
        del spare[index]
        return True
    shorter = beginning
    while shorter := shorter.rpartition(" ")[0]:  # a question, whose answer was in the item, too
        index = bisect_left(spare, shorter)
        if index < len(spare) and spare[index] == shorter:
            del spare[index]
            return True
    return False


def _beginning(text: str, gone: Container[str] = frozenset()) -> str:
    """The first words of a text but for those that are `gone`."""
    return " ".join(islice((word for word in text.split() if word not in gone), BEGINNING))


def tally_images(
    source: list[frozenset[str]],
    kept: list[frozenset[str]],
    removed: Sequence[Removal],
    written: Mapping[str, str],
) -> Tally:
    """Count images; one is known by any of its addresses, also by those that are `written` instead.

    Sizes of one picture share addresses: what can only be on the page, or only be gone, is counted first.
    """
    on_page = Counter(address for image in kept for address in image)
    gone = Counter(media_address(address) for removal in removed for address in removal.images)
    may_be_either = {
        image
        for image in source
        if not gone.keys().isdisjoint(image)
        and any(written.get(address, address) in on_page for address in image)
    }
    found = dropped = 0
    lost = []
    for image in sorted(source, key=may_be_either.__contains__):
        names = [written.get(address, address) for address in sorted(image)]
        if known := next((name for name in names if on_page[name] > 0), None):
            on_page[known] -= 1
            found += 1
        elif known := next((address for address in sorted(image) if gone[address] > 0), None):
            gone[known] -= 1
            dropped += 1
        else:
            lost.append(min(image, key=lambda address: (len(address), address)))
    return Tally(len(source), found, dropped, tuple(lost))
