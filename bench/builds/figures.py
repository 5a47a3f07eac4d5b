"""What was measured, kept in a file from one run to the next, and the bars that it is held against."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from ..corpus import Corpus
from .generators import HOME

FILE = HOME / "figures.json"

Size = str
"""Articles and locales, `500x4`."""


@dataclass
class Figures:
    """All of a machine."""

    machine: str = ""
    cores: int = 1
    versions: dict[str, str] = field(default_factory=dict)
    """Generator → its version."""
    seconds: dict[Size, dict[str, dict[str, list[float]]]] = field(default_factory=dict)
    """Size → case → generator → seconds in each round."""
    memory: dict[Size, dict[str, tuple[float, float]]] = field(default_factory=dict)
    """Size → generator → MiB of a cold build, without the indexer of search and with it."""
    output: dict[Size, dict[str, float]] = field(default_factory=dict)
    """Size → what a built site of ours weighs, see `weights.py`."""
    phases: dict[str, float] = field(default_factory=dict)
    """Phase of our build → seconds of processor time."""
    imported: dict[str, float] = field(default_factory=dict)
    """`files` and `articles` a second."""

    def middle(self, size: Size, case: str, generator: str) -> float | None:
        """The median of all rounds."""
        found = self.seconds.get(size, {}).get(case, {}).get(generator)
        return median(found) if found else None

    def ratio(self, size: Size, case: str, peer: str) -> float | None:
        """Ours by a peer's, the median of the rounds."""
        rounds = self.seconds.get(size, {}).get(case, {})
        pairs = list(zip(rounds.get("helpcentre", ()), rounds.get(peer, ()), strict=False))
        return median(ours / theirs for ours, theirs in pairs) if pairs else None

    def growth(self, smaller: Size, larger: Size, generator: str = "helpcentre") -> float | None:
        """The exponent with which a cold build grows with its pages: 1 is in proportion."""
        times = [self.middle(size, "cold", generator) for size in (smaller, larger)]
        if times[0] is None or times[1] is None:
            return None
        pages = [corpus_of(size).pages for size in (smaller, larger)]
        return math.log(times[1] / times[0]) / math.log(pages[1] / pages[0])


def corpus_of(size: Size) -> Corpus:
    """The corpus of a size.

    Raises:
        ValueError: it isn't `500x4`.
    """
    articles, _, locales = size.partition("x")
    return Corpus(int(articles), int(locales))


def read_figures(file: Path = FILE) -> Figures:
    """What earlier runs have measured."""
    return Figures(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else Figures()


def write_figures(figures: Figures, file: Path = FILE) -> None:
    """Keep it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(vars(figures), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
