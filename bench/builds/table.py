"""The figures as Markdown, beside the bars that this project sets itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .cases import CASES
from .figures import Figures, corpus_of

TITLES = {
    "helpcentre": "helpcentre",
    "vanilla": "MkDocs, Material, static-i18n",
    "hugo": "Hugo, a minimal theme",
    "starlight": "Starlight",
}
STEPS = (("250x4", "500x4"), ("500x4", "1000x10"))
"""Sizes between which growth is told."""


@dataclass(frozen=True)
class Bar:
    """What a case may take."""

    seconds: float = 0
    """0 for no bar."""
    ratios: Mapping[str, float] = field(default_factory=dict)
    """Peer → ours by theirs."""

    def __str__(self) -> str:
        """As the table has it."""
        told = [f"≤ {self.seconds} s"] if self.seconds else []
        return ", ".join((*told, *(f"≤ {ratio:.2f} × {peer}" for peer, ratio in self.ratios.items())))

    def verdict(self, figures: Figures, size: str, case: str) -> str:
        """Whether the medians are below it; nothing where a peer wasn't measured in the same run."""
        seconds = figures.middle(size, case, "helpcentre") or 0
        ratios = {peer: figures.ratio(size, case, peer) for peer in self.ratios}
        known = {peer: ratio for peer, ratio in ratios.items() if ratio is not None}
        if len(known) < len(ratios):
            return ""
        is_met = all(ratio <= self.ratios[peer] for peer, ratio in known.items())
        return "met" if is_met and (not self.seconds or seconds <= self.seconds) else "not met"


BARS = {
    ("500x4", "cold"): Bar(ratios={"vanilla": 1 / 3}),
    ("500x4", "change"): Bar(2.5, {"hugo": 1}),
    ("500x4", "nothing"): Bar(1.2),
    ("500x4", "serve"): Bar(0.45),
    ("1000x10", "cold"): Bar(ratios={"vanilla": 1 / 5}),
    ("1000x10", "change"): Bar(6),
}
MOST_MEMORY = 600
GROWTH = 1.05
SLOWEST_IMPORT = 100


def write_table(figures: Figures) -> str:
    """Everything that was measured."""
    parts = (_builds(figures), _others(figures), _phases(figures))
    return "\n\n".join(text for text in map("\n".join, parts) if text)


def _builds(figures: Figures) -> Iterator[str]:
    names = [name for name in TITLES if name in figures.versions]
    versions = "; ".join(f"{name} {figures.versions[name]}" for name in names)
    yield f"{figures.machine}; {versions}. Seconds; in brackets how many times as long as ours. Medians."
    yield ""
    yield from _row(["", *(TITLES[name] for name in names), "bar", ""])
    yield from _row(["---", *("---:" for _ in names), "---", "---"])
    for size, cases in sorted(figures.seconds.items(), key=lambda item: corpus_of(item[0]).pages):
        for case in (name for name in CASES if name in cases):
            bar = BARS.get((size, case))
            cells = [_cell(figures, size, case, name) for name in names]
            met = bar.verdict(figures, size, case) if bar else ""
            title = f"{size.replace('x', ' × ')}: {CASES[case][0]}"
            yield from _row([title, *cells, str(bar or ""), met])


def _cell(figures: Figures, size: str, case: str, name: str) -> str:
    seconds, ratio = figures.middle(size, case, name), figures.ratio(size, case, name)
    if seconds is None:
        return ""
    return f"{seconds:.2f}" + (f" ({1 / ratio:.1f})" if ratio and name != "helpcentre" else "")


def _others(figures: Figures) -> Iterator[str]:
    """What is no time of a build."""
    rows = []
    for smaller, larger in STEPS:
        if (exponent := figures.growth(smaller, larger)) is not None:
            what = f"cold, {smaller} → {larger}".replace("x", " × ")
            rows.append([f"growth exponent, {what}", f"{exponent:.2f}", f"≤ {GROWTH}"])
    for size, peaks in figures.memory.items():
        told = "; ".join(f"{name} {own:.0f} ({total:.0f})" for name, (own, total) in peaks.items())
        rows.append([f"peak MiB without the indexer (and with it), {size.replace('x', ' × ')}", told, ""])
        rows[-1][2] = f"≤ {MOST_MEMORY} for ours" if size == "1000x10" else ""
    if figures.imported:
        files, articles, processor = (figures.imported[name] for name in ("files", "articles", "processor"))
        told = f"{articles:.0f} a second, of {files:.0f} files; {processor:.0f} ms of processor time for each"
        rows.append(["articles imported with verification", told, f"≥ {SLOWEST_IMPORT} a second"])
    if rows:
        yield from _row(["", "measured", "bar"])
        yield from _row(["---", "---", "---"])
        for row in rows:
            yield from _row(row)


def _phases(figures: Figures) -> Iterator[str]:
    if not figures.phases:
        return
    total = figures.phases["all"]
    yield from _row(["Where our own time goes (250 × 1, one process)", "share"])
    yield from _row(["---", "---:"])
    parts = {name: seconds for name, seconds in figures.phases.items() if name != "all"}
    parts["everything else"] = total - sum(parts.values())
    for name, seconds in sorted(parts.items(), key=lambda item: -item[1]):
        yield from _row([name, f"{seconds / total:.0%}"])


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"
