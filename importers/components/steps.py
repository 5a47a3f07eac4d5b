"""Steps: headings such as "Step 4: Choose a plan", in any language, are found, levelled and counted.

A step has no markup of its own: it is a heading that begins with the word for a step and a number,
or an item of an ordered list. Paragraphs that begin so become headings. No word is changed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString

from ..body import Body
from ..reading import HEADINGS, elements
from ..words import step_words
from .flow import (
    blocks,
    children_named,
    cut_start,
    first_bold,
    flows,
    is_bold,
    level_below,
    level_of,
    new_tag,
    opening,
    raw_text,
    split_before,
    text_of,
    tidy,
    trim_start,
)

TITLE_LENGTH = 120
"""A step's first line is its title up to here; beyond, it is a paragraph under the bare "Step 4"."""

_NUMERALS = {
    numeral: number
    for numerals in (
        "一二三四五六七八九十",
        "①②③④⑤⑥⑦⑧⑨⑩",
        "one two three four five six seven eight nine ten".split(),
        "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة".split(),
    )
    for number, numeral in enumerate(numerals, 1)
}
_WORD = "|".join(map(re.escape, step_words()))
_NUMBER = rf"(?P<number>\d{{1,3}}(?:\.\d+)*(?:[a-z](?!\w))?|十[一二三四五六七八九]?|{'|'.join(_NUMERALS)})"
_TOTAL = r"(?:\s*(?:/|of|sur|von|de|di|van|av|af|z|ze|из|з)\s*\d+)?"  # "Step 1 of 3"
_MARK = r"[\s\u200b-\u200f\u061c\u2060\ufeff]*"  # invisible characters that editors leave behind
_SEPARATOR = rf"{_MARK}(?:[:：.．。、,،)）·|–—→➔»-]|=?>)+{_MARK}"
_END = rf"(?P<separator>{_SEPARATOR}|{_MARK}\Z|\s+)"
_FORMS = (
    re.compile(
        rf"(?:{_WORD})\s*(?:n[°ºo]\.?|nr\.?|№|#|رقم)?{_MARK}{_NUMBER}{_TOTAL}{_END}",
        re.IGNORECASE,
    ),
    re.compile(rf"第\s*{_NUMBER}\s*(?:步骤|步驟|步|歩|ステップ|단계)(?P<separator>{_SEPARATOR}|\s*)"),
    # with the number first, "2 step verification" is no step: a separator or the end is needed
    re.compile(rf"{_NUMBER}[.º°ª]?[\s-]?(?:{_WORD})(?P<separator>{_SEPARATOR}|{_MARK}\Z)", re.IGNORECASE),
)


class Step(NamedTuple):
    """What a text says about the step it begins."""

    number: int
    end: int
    """Where its title begins in the raw text."""


def read_step(text: str) -> Step | None:
    """Read the start of a raw text; None if it names no step.

    Without a separator, what follows the number must not be a lower-case letter: "Step 2 Connect" is
    a step, "Step 2 verification" isn't.
    """
    head, start = opening(text)
    for form in _FORMS:
        match = form.match(head)
        if match is None:
            continue
        rest = head[match.end() :]
        if form is _FORMS[0] and not match["separator"].strip() and rest[:1].islower():
            continue
        return Step(_number(match["number"]), start + match.end())
    return None


def recognise_steps(body: Body) -> None:
    """Find the steps of `body`: make headings of labelled paragraphs, level them, count them all."""
    for flow in flows(body.root):
        if flow.name in ("td", "li", "dd"):
            continue
        paragraphs = [block for block in blocks(flow) if block.name == "p"]
        labelled = [(block, step) for block in paragraphs if (step := read_step(raw_text(block)))]
        for run in _consecutive(labelled):
            _make_headings(flow, run)
    headings = [(heading, read_step(raw_text(heading))) for heading in elements(body.root, HEADINGS)]
    _level(headings)
    count = sum(step is not None for _, step in headings)
    for ordered in elements(body.root, ("ol",)):
        if not any(parent.name in ("li", "td", "th") for parent in ordered.parents):
            count += len(children_named(ordered, "li"))
    if count:
        body.count("steps", count)


def _consecutive(labelled: list[tuple[Tag, Step]]) -> list[list[tuple[Tag, Step]]]:
    """The runs of two steps or more that count up, or start again at one or where the run before forked."""
    runs: list[list[tuple[Tag, Step]]] = []
    for block, step in labelled:
        if runs and step.number == runs[-1][-1][1].number + 1:
            runs[-1].append((block, step))
        else:
            runs.append([(block, step)])
    return [run for run in runs if len(run) > 1 or is_bold(run[0][0])]


def _make_headings(flow: Tag, run: list[tuple[Tag, Step]]) -> None:
    """Turn the paragraphs of a run into headings of one level."""
    name = f"h{_run_level(flow, run[0][0])}"
    for block, _ in run:
        _part_title(block)
    has_titles = all(len(text_of(block)) <= TITLE_LENGTH for block, _ in run)
    for block, _ in run:
        step = read_step(raw_text(block))
        if step is None:
            continue
        if not has_titles:
            _part_label(block, step)
        block.name = name
        _unwrap_bold(block)


def _run_level(flow: Tag, block: Tag) -> int:
    """The level of the step headings already above `block`, or one below the heading above it."""
    for sibling in block.previous_siblings:
        if isinstance(sibling, Tag) and level_of(sibling):
            if read_step(raw_text(sibling)):
                return level_of(sibling)
            break
    return level_below(flow, block)


def _part_title(block: Tag) -> None:
    """Part "**Step 1: Open the app**, then …" or a first line from the text after it."""
    for child in block.children:
        if isinstance(child, Tag) and child.name == "br":
            split_before(block, child)
            _trim_next(block)
            return
    bold = first_bold(block)
    if bold is None or is_bold(block) or bold.parent is not block:
        return
    step = read_step(text_of(bold))
    if step and len(text_of(bold)) > step.end + 2 and bold.next_sibling is not None:
        split_before(block, bold.next_sibling)
        _trim_next(block)


def _part_label(block: Tag, step: Step) -> None:
    """Part the bare label, "Step 1", from a title that is as long as a paragraph."""
    if len(raw_text(block)) == step.end:
        return
    if is_bold(block):
        _unwrap_bold(block)
    rest = new_tag("p")
    for node in list(block.contents):
        rest.append(node.extract())
    block.insert_after(rest)
    label = tidy(raw_text(cut_start(rest, step.end)))
    block.append(NavigableString(label.rstrip(" :：.-–—|→>=")))


def _trim_next(block: Tag) -> None:
    rest = block.next_sibling
    if isinstance(rest, Tag):
        trim_start(rest)
        if not rest.contents:
            rest.decompose()


def _unwrap_bold(block: Tag) -> None:
    """A heading is bold by itself, and a paragraph that is all bold stresses nothing."""
    for strong in elements(block, ("strong",)):
        strong.unwrap()


def _level(headings: list[tuple[Tag, Step | None]]) -> None:
    """Give the steps of one run one level.

    A run counts up without another heading in between. A step at another level stays there if steps
    outside the run have that level too: it is the step in which branches meet again.
    """
    levels = [level_of(heading) for heading, step in headings if step]
    runs: list[list[Tag]] = []
    last: Step | None = None
    for heading, step in headings:
        if step and last and step.number == last.number + 1:
            runs[-1].append(heading)
        elif step:
            runs.append([heading])
        last = step
    for run in runs:
        _level_run(run, levels)


def _level_run(run: list[Tag], levels: list[int]) -> None:
    own = [level_of(heading) for heading in run]
    usual = max(own, key=lambda level: (own.count(level), -own.index(level)))
    for heading, level in zip(run, own, strict=True):
        if level != usual and levels.count(level) == own.count(level):
            heading.name = f"h{usual}"


def _number(numeral: str) -> int:
    if numeral in _NUMERALS:
        return _NUMERALS[numeral]
    if numeral.lower() in _NUMERALS:
        return _NUMERALS[numeral.lower()]
    if numeral.startswith("十"):
        return 10 + _NUMERALS.get(numeral[1:], 0)
    digits = re.match(r"\d+", numeral)
    return int(digits[0]) if digits else 0
