"""`python -m bench builds`: measure, keep the figures, print them, write them into the guide."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from .cases import CASES
from .figures import FILE, Figures, corpus_of, read_figures, write_figures
from .generators import AWAY, Generator
from .hugo import Hugo
from .imports import measure_import
from .material import Ours, Vanilla
from .phases import measure_phases
from .planning import write_plan
from .processes import MeasureError, run, run_for_memory
from .starlight import Starlight
from .table import write_table
from .weights import weigh

GENERATORS: dict[str, Generator] = {each.name: each for each in (Ours(), Vanilla(), Hugo(), Starlight())}
EXTRAS = ("memory", "phases", "import")
GROWN = {"500x4": "250x4"}
"""Size → a smaller one of which only our cold build is measured, for its growth."""


def main(arguments: Sequence[str]) -> None:
    """Measure what the command line asks for."""
    options = _parse(arguments)
    figures = read_figures(options.json)
    for line in _measure(figures, options):
        print(line, flush=True)  # noqa: T201 (a program's output)
        write_figures(figures, options.json)
    for name, text in {"figures": write_table(figures), "plan": write_plan(figures)}.items():
        print(f"\n{text}")  # noqa: T201
        if options.write:
            _replace(options.write, name, text)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench builds", description=__doc__)
    parser.add_argument("--sizes", default="500x4", help="articles x locales, one or more: 500x4,1000x10")
    parser.add_argument("--rounds", type=int, default=5, help="0 only prints what was measured before")
    parser.add_argument("--generators", default=",".join(GENERATORS), help="those to measure")
    parser.add_argument("--cases", default=",".join((*CASES, *EXTRAS)), help="what to measure")
    parser.add_argument("--json", type=Path, default=FILE, help="figures of this run and of those before")
    parser.add_argument("--write", type=Path, help="the page of the guide to put them into")
    return parser.parse_args(arguments)


def _measure(figures: Figures, options: argparse.Namespace) -> Iterator[str]:
    if not options.rounds:
        return
    cases = options.cases.split(",")
    figures.cores = os.cpu_count() or 1
    figures.machine = f"{figures.cores} cores, {platform.system()}, Python {platform.python_version()}"
    ready = []
    for name in options.generators.split(","):
        version = GENERATORS[name].install()
        yield f"{name}: {version or 'can’t be had here; left out'}"
        if version:
            figures.versions[name] = version
            ready.append(GENERATORS[name])
    for size in options.sizes.split(","):
        yield from _measure_size(figures, size, ready, cases, options.rounds)
        if "cold" in cases and size in GROWN:
            yield from _measure_size(
                figures, GROWN[size], [GENERATORS["helpcentre"]], ["cold"], options.rounds
            )
    if "phases" in cases:
        figures.phases = measure_phases(GENERATORS["helpcentre"])
        yield "phases measured"
    if "import" in cases:
        figures.imported = measure_import()
        yield f"import: {figures.imported['articles']:.0f} articles a second"


def _measure_size(
    figures: Figures, size: str, generators: Sequence[Generator], cases: Sequence[str], rounds: int
) -> Iterator[str]:
    """All cases of a size, round by round, and in each the generators one after the other."""
    corpus = corpus_of(size)
    folders = {each.name: each.site(corpus) for each in generators}
    chosen = [name for name in CASES if name in cases]
    kept = figures.seconds.setdefault(size, {})
    kept.update({name: {each.name: [] for each in generators} for name in chosen})
    for number in range(rounds if chosen else 0):
        if "cold" not in chosen:  # the first of the others follows upon a build too
            for generator in generators:
                with suppress(MeasureError):  # the case itself will tell
                    run(generator.build(), folders[generator.name])
        for name in chosen:
            for generator in generators:
                try:
                    seconds = CASES[name][1](generator, folders[generator.name], corpus, number)
                except MeasureError as error:
                    yield f"{size} {name} {generator.name}: {error}"
                    continue
                kept[name][generator.name].append(seconds)
                yield f"{size}, round {number + 1}: {CASES[name][0]}, {generator.name}: {seconds:.2f} s"
    if "memory" in cases:
        for generator in generators:
            folder = folders[generator.name]
            generator.forget(folder)
            peak = run_for_memory(generator.build(), folder)
            figures.memory.setdefault(size, {})[generator.name] = (peak.programs, peak.everything)
            yield f"{size}: {generator.name} took {peak.programs:.0f} MiB, {peak.everything:.0f} with search"
        ours = GENERATORS["helpcentre"]
        if ours in generators:
            figures.output[size] = weigh(folders[ours.name] / ours.output, corpus)
    shutil.rmtree(AWAY, ignore_errors=True)


def _replace(page: Path, name: str, text: str) -> None:
    """Put a text between the two marks of a page that name it."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
