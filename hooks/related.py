"""Which articles a reader of one article may want next, from words and links alone.

TF-IDF over an inverted index: each article is known by its few most telling words, and only articles
that share one of them are compared, so that the work grows with the number of articles and not with
its square. The same articles give the same answer.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from .search.words import CONTINUOUS

TELLING_WORDS = 24
"""Words that stand for an article."""
COMMON = 60
"""A word that more articles share says too little to compare them by."""
LINK_BONUS = 0.5
"""What a link from one article to the other is worth; equal articles score 1."""
COLLECTION_BONUS = 0.05
LEAST = 0.06
"""What is less alike is not related."""


Weighted = tuple[float, Mapping[str, int]]
"""What each of some words counts, and how often each is used."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an article to compare it."""

    words: tuple[Weighted, ...]
    """What a word counts in the title, in headings and in the text, and how often each is used there."""
    links: frozenset[str]
    """Keys of the articles it links to."""
    collection: str


def find_related(profiles: Mapping[str, Profile], number: int) -> dict[str, list[str]]:
    """The most related articles of each article, best first.

    Args:
        profiles: key → profile, in reading order, which breaks ties.
        number: how many at most.
    """
    vectors = _vectors(profiles)
    index: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for key, vector in vectors.items():
        for word, weight in vector.items():
            index[word].append((key, weight))
    shared = {word: others for word, others in index.items() if 1 < len(others) <= COMMON}
    linked = _neighbours(profiles)
    place = {key: at for at, key in enumerate(profiles)}
    found = {}
    for key, vector in vectors.items():
        scores: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for other, others_weight in shared.get(word, ()):
                scores[other] += weight * others_weight
        for other in linked[key]:
            scores[other] += LINK_BONUS
        scores.pop(key, None)
        collection = profiles[key].collection
        near = {
            other: score + COLLECTION_BONUS if profiles[other].collection == collection else score
            for other, score in scores.items()
            if score >= LEAST - COLLECTION_BONUS
        }
        found[key] = _best(near, place, number)
    return found


def count_pairs(words: Mapping[str, int]) -> Mapping[str, int]:
    """Counted words, those that were written without spaces as pairs of neighbouring characters instead.

    So texts can be compared that have the same word in different runs: 料金表 and 料金.
    """
    counts = Counter[str]()
    for word, times in words.items():
        if CONTINUOUS.search(word):
            counts.update({word[at : at + 2]: times for at in range(max(1, len(word) - 1))})
        else:
            counts[word] += times
    return counts


def _vectors(profiles: Mapping[str, Profile]) -> dict[str, dict[str, float]]:
    """Key → the article's telling words, as a vector of length 1."""
    in_pairs = {key for key, profile in profiles.items() if _is_continuous(profile)}

    def words_of(key: str) -> Sequence[Weighted]:  # pairs are many, and not kept
        words = profiles[key].words
        return [(weight, count_pairs(counts)) for weight, counts in words] if key in in_pairs else words

    sets = (set[str]().union(*(counts for _, counts in words_of(key))) for key in profiles)
    frequency = Counter(chain.from_iterable(sets))
    total = len(profiles)
    rarity = {word: math.log(total / number) for word, number in frequency.items() if number > 1}
    vectors = {}
    for key in profiles:
        weights = _weigh(words_of(key), rarity)
        telling = sorted(weights, key=weights.__getitem__, reverse=True)[:TELLING_WORDS]
        length = math.sqrt(sum(weights[word] ** 2 for word in telling)) or 1.0
        vectors[key] = {word: weights[word] / length for word in telling if weights[word] > 0}
    return vectors


def _is_continuous(profile: Profile) -> bool:
    texts = (" ".join(counts) for _, counts in profile.words)
    return any(not text.isascii() and CONTINUOUS.search(text) for text in texts)


def _weigh(words: Sequence[Weighted], rarity: Mapping[str, float]) -> dict[str, float]:
    """What rare words count in an article; repetitions count less and less."""
    totals: dict[str, float] = {}
    for weight, counts in sorted(words, key=lambda each: -len(each[1])):  # the text as a whole, then a few
        weighed = {
            word: weight * rarity[word] * (1 if times == 1 else 1 + math.log(times))
            for word, times in counts.items()
            if word in rarity
        }
        if not totals:
            totals = weighed
            continue
        for word, value in weighed.items():
            totals[word] = totals.get(word, 0) + value
    return totals


def _neighbours(profiles: Mapping[str, Profile]) -> dict[str, list[str]]:
    """Key → articles that link to it or that it links to."""
    neighbours: dict[str, set[str]] = {key: set() for key in profiles}
    for key, profile in profiles.items():
        for other in profile.links:
            if other in neighbours and other != key:
                neighbours[key].add(other)
                neighbours[other].add(key)
    return {key: sorted(others) for key, others in neighbours.items()}


def _best(scores: Mapping[str, float], place: Mapping[str, int], number: int) -> list[str]:
    enough = [key for key, score in scores.items() if score >= LEAST]
    return sorted(enough, key=lambda key: (-round(scores[key], 9), place[key]))[:number]
