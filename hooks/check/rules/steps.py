"""Steps: the numbers that editors write count up by one, and begin again under another heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ...components.steps import Step, parse_step
from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Heading, Source

ITEM = re.compile(r"^(?P<number>\d+)[.)][ \t]", re.MULTILINE)
CLASS = re.compile(r"(?:^|\s)\.step(?:\s|$)")


class Numbered(NamedTuple):
    """A step and its number; 0 where it isn't a whole number, like 4a."""

    at: int
    number: int


def find_uneven_steps(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Step headings whose numbers leave one out or repeat one, or begin in the middle."""
    seen: set[int] = set()
    for run in _runs(source):
        first = run[0]
        if first.number > 1 and first.number - 1 not in seen:  # a branch may go on where all began
            yield Found(first.at, f"the steps begin with {first.number}", "Begin with 1.")
        seen.update(step.number for step in run)
        for before, step in pairwise(run):
            if before.number and step.number and step.number != before.number + 1:
                yield Found(step.at, _say(before.number, step.number), _advise(before.number))


def find_uneven_lists(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Numbered lists that say other numbers than readers will see."""
    for items in _lists(source):
        if len({item.number for item in items}) == 1:
            continue  # `1.` throughout: Markdown counts
        for before, item in pairwise(items):
            if item.number != before.number + 1:
                yield Found(item.at, _say(before.number, item.number), _advise(before.number))


def _say(before: int, number: int) -> str:
    return f"{number} stands twice" if number == before else f"{number} follows {before}"


def _advise(before: int) -> str:
    return (
        f"Number it {before + 1}, and those after it; steps of another way go under a heading of their own."
    )


def _runs(source: Source) -> Iterator[list[Numbered]]:
    """Steps that belong together, as components/steps.py groups them."""
    done: list[list[Numbered]] = []
    runs: dict[tuple[str, int], list[Numbered]] = {}
    for heading in source.headings:
        step = _read_step(heading)
        for indent, level in list(runs):
            if indent >= heading.indent and (level > heading.level or (not step and level == heading.level)):
                done.append(runs.pop((indent, level)))
        if step:
            run = runs.setdefault((heading.indent, heading.level), [])
            number = run[-1].number + 1 if run and not step.number else 0
            if step.number.isascii() and step.number.isdecimal():
                number = int(step.number)
            run.append(Numbered(heading.at, number))
    yield from sorted((*done, *runs.values()), key=lambda run: run[0].at)


def _read_step(heading: Heading) -> Step | None:
    if heading.level == 1:
        return None
    return parse_step(heading.text) or (Step("", "") if CLASS.search(heading.attributes) else None)


def _lists(source: Source) -> Iterator[list[Numbered]]:
    """Top-level numbered lists: a line at the margin that is no item ends one."""
    items: list[Numbered] = []
    end = 0
    for match in ITEM.finditer(source.prose):
        if items and re.search(r"^[^\s\d]|^\d+[^\d.)]", source.prose[end : match.start()], re.MULTILINE):
            yield items
            items = []
        items.append(Numbered(match.start(), int(match["number"])))
        end = source.prose.find("\n", match.start()) + 1 or len(source.prose)
    if items:
        yield items


RULES = (
    Rule("step-number", "error", "Readers look for the step that isn't there.", find_uneven_steps),
    Rule("list-number", "warning", "Readers see other numbers than you wrote.", find_uneven_lists),
)
