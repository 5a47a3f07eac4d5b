"""Turns a log of searches into a list for editors: what readers did not find, and what they chose far down.

A log is what the site's search reports (overrides/assets/javascripts/search-log.js): one JSON object a line,
`{"event": "none", "query": …, "locale": …}` or `{"event": "choice", …, "rank": 3, "url": …}`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import mean
from typing import Any

from .errors import SourceError

FAR_DOWN = 3
"""Mean rank from which a query's answers stand too low."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A query that found nothing."""

    locale: str
    query: str
    count: int


@dataclass(frozen=True, slots=True)
class Buried:
    """A query whose readers had to look far down."""

    locale: str
    query: str
    count: int
    rank: float
    """Mean place of what was chosen, from 1."""
    url: str
    """What was chosen most."""


@dataclass(frozen=True, slots=True)
class SearchReport:
    """What editors can do something about, most frequent first."""

    missed: tuple[Missed, ...]
    buried: tuple[Buried, ...]


def read_log(lines: Iterable[str], name: str) -> SearchReport:
    """Read a log.

    Args:
        lines: its lines; empty ones are ignored.
        name: the log's, for messages.

    Raises:
        SourceError: a line is no event.
    """
    missed: Counter[tuple[str, str]] = Counter()
    choices: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for event in _read_events(lines, name):
        key = (str(event["locale"]), " ".join(str(event["query"]).casefold().split()))
        if event["event"] == "none":
            missed[key] += 1
        else:
            choices[key].append((int(event["rank"]), str(event["url"])))
    return SearchReport(
        missed=tuple(Missed(*key, count) for key, count in _ordered(missed)),
        buried=tuple(_find_buried(choices)),
    )


def _read_events(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    needed = {"none": {"query", "locale"}, "choice": {"query", "locale", "rank", "url"}}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            event = json.loads(line)
            if not needed[event["event"]] <= event.keys():
                raise KeyError("query, locale, rank, url")
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(
                "the line is no event of search",
                where=f"{name}:{number}",
                hint='Each line is like {"event": "none", "query": "refund", "locale": "en"}.',
            ) from error
        yield event


def _find_buried(choices: dict[tuple[str, str], list[tuple[int, str]]]) -> Iterator[Buried]:
    for (locale, query), count in _ordered(Counter({key: len(chosen) for key, chosen in choices.items()})):
        chosen = choices[locale, query]
        rank = mean(rank for rank, _ in chosen)
        if rank >= FAR_DOWN:
            url = Counter(url for _, url in chosen).most_common(1)[0][0]
            yield Buried(locale, query, count, rank, url)


def _ordered(counts: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
