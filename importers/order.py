"""What stands in another order on a page than in its source."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from .inventory import Inventory


def find_moved(source: list[str], page: Inventory) -> tuple[str, ...]:
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
