"""What a large help centre would take: minutes and money, from what was measured; `python -m bench plan`.

Time grows with the pages of a site as it was measured to grow between the two largest sizes, and never less
than in proportion. Bytes are in proportion. Prices and readers are assumptions: give your own.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from ..corpus import Corpus
from .figures import Figures, corpus_of, read_figures

OURS = "helpcentre"
GB = 1e9


@dataclass(frozen=True)
class Assumptions:
    """What nobody can measure here."""

    articles: int = 10_000
    locales: int = 40
    views: int = 1_000_000
    """Articles that are read in a month."""
    first_views: float = 0.4
    """Share of them that are a reader's first, with styles and scripts to fetch."""
    searches: float = 0.1
    """Searches for each article that is read."""
    search_bytes: int = 150_000
    """What a reader's first search fetches (guide/en/search/searching.md)."""
    edits: int = 600
    """Builds after a change in a month."""
    runner_minute: float = 0.008
    """Price of a minute of a runner with the cores of the machine that was measured."""
    gigabyte_stored: float = 0.023
    """In a month."""
    gigabyte_sent: float = 0.08


def main(arguments: Sequence[str]) -> None:
    """Print the plan; every assumption is an option."""
    parser = argparse.ArgumentParser(prog="python -m bench plan", description=__doc__)
    for each in fields(Assumptions):
        name = f"--{each.name.replace('_', '-')}"
        parser.add_argument(name, type=type(each.default), default=each.default)
    print(write_plan(read_figures(), Assumptions(**vars(parser.parse_args(arguments)))))  # noqa: T201


def write_plan(figures: Figures, assumed: Assumptions = Assumptions()) -> str:
    """The plan as Markdown; "" before a cold build and what it weighs have been measured."""
    sizes = sorted(
        (size for size in figures.seconds if figures.middle(size, "cold", OURS)),
        key=lambda size: corpus_of(size).pages,
    )
    weights = next((figures.output[size] for size in reversed(sizes) if size in figures.output), None)
    if not sizes or weights is None:
        return ""
    exponent = _exponent(figures, sizes)
    pages = Corpus(assumed.articles, assumed.locales).pages
    head = (
        f"{assumed.articles:,} articles × {assumed.locales} locales are {pages:,} pages; times grow with "
        f"exponent {exponent:.2f} from {sizes[-1].replace('x', ' × ')}.",
        "",
        "| | amount | price |",
        "| --- | ---: | ---: |",
    )
    return "\n".join((*head, *_builds(figures, sizes, assumed, exponent), *_bytes(weights, assumed, pages)))


def _builds(figures: Figures, sizes: Sequence[str], assumed: Assumptions, exponent: float) -> Iterator[str]:
    whole, shard = (Corpus(assumed.articles, locales) for locales in (assumed.locales, figures.cores))
    runners = math.ceil(assumed.locales / figures.cores)
    minutes = _minutes(figures, sizes[-1], "cold", whole, exponent)
    yield _row("a cold build with search, one runner", f"{minutes:.0f} min", minutes * assumed.runner_minute)
    minutes = _minutes(figures, sizes[-1], "cold", shard, exponent)
    if unchanged := _largest(figures, sizes, "nothing"):
        minutes += _minutes(figures, unchanged, "nothing", whole, 1)
    title = f"the same on {runners} runners, {figures.cores} locales each"
    yield _row(title, f"{minutes:.1f} min each", minutes * runners * assumed.runner_minute)
    if changed := _largest(figures, sizes, "change"):
        minutes = _minutes(figures, changed, "change", whole, 1)
        title = f"{assumed.edits} changes a month, each built on one runner"
        yield _row(title, f"≤ {minutes:.1f} min each", minutes * assumed.edits * assumed.runner_minute)


def _bytes(weights: Mapping[str, float], assumed: Assumptions, pages: int) -> Iterator[str]:
    index = assumed.articles * assumed.locales * weights["disk_search"] / GB
    yield _row("search indexes on disk, a month", f"{index:.1f} GB", index * assumed.gigabyte_stored)
    disk = pages * weights["disk_page"] / GB
    yield _row("everything else on disk, a month", f"{disk:.1f} GB", disk * assumed.gigabyte_stored)
    view = weights["page"] + assumed.first_views * weights["assets"] + assumed.searches * assumed.search_bytes
    sent = assumed.views * view / GB
    yield _row(f"{assumed.views:,} articles read, a month", f"{sent:.0f} GB", sent * assumed.gigabyte_sent)


def _largest(figures: Figures, sizes: Sequence[str], case: str) -> str:
    """The largest size at which a case was measured; "" for none."""
    return next((size for size in reversed(sizes) if figures.middle(size, case, OURS)), "")


def _exponent(figures: Figures, sizes: Sequence[str]) -> float:
    """The growth between the two largest sizes; noise must not promise more than proportion."""
    measured = figures.growth(sizes[-2], sizes[-1]) if len(sizes) > 1 else None
    return max(1.0, measured or 1.0)


def _minutes(figures: Figures, size: str, case: str, corpus: Corpus, exponent: float) -> float:
    seconds = figures.middle(size, case, OURS) or 0
    return float(seconds * (corpus.pages / corpus_of(size).pages) ** exponent / 60)


def _row(what: str, amount: str, price: float) -> str:
    return f"| {what} | {amount} | {price:,.2f} |"
