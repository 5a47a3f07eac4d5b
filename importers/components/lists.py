"""Lists that were typed by hand or fell apart: "1." in paragraphs, lone digits, a list cut by its pictures.

Each becomes one list, what stands between two items inside the first of them. A typed number leaves
the text, on the record, since the list counts by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString

from ..body import Body
from ..model import Removal
from ..reading import elements
from ..words import step_word
from .flow import (
    blocks,
    children_named,
    flows,
    following,
    is_empty,
    is_media,
    level_of,
    line_text,
    new_tag,
    raw_text,
    record_heading,
    remove_start,
    split_before,
    split_lines,
    trim_start,
    wrap_inline,
)
from .numbering import Number, bullet_end, counts_up, is_item, read_number, typed_value
from .steps import read_step

STEP = "list"
NUMBER_REASON = "the list numbers its items itself"
STEP_REASON = "the number and the heading below it are one heading of a step"
BULLET_REASON = "the list draws its bullets itself"
MOST_BETWEEN = 12
"""Blocks between two numbers, at most, for them to be one list."""


@dataclass(slots=True)
class Item:
    """A numbered block, and what stands between it and the next."""

    block: Tag
    number: Number | None
    """None for an `<ol>`, which has items of its own."""
    between: list[Tag] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The number of the (first) item."""
        return self.number.value if self.number else _start(self.block)

    @property
    def last(self) -> int:
        """The number of the (last) item."""
        return self.number.value if self.number else _start(self.block) + _size(self.block) - 1


def recognise_lists(body: Body) -> None:
    """Make lists of the hand-typed, lone and cut numbers of `body`."""
    for flow in flows(body.root):
        if flow.name in ("td", "dd"):
            continue
        _part_lines(flow)
        _bullets(body, flow)
        for run in _runs(flow):
            if _is_headed(run):
                _make_step_headings(body, run)
            else:
                _make_list(body, run)
    _join(body)


def _join(body: Body) -> None:
    """Join lists beside each other, numbered ones if the numbers go on: builders have one for each item."""
    for listing in elements(body.root, ("ul", "ol")):
        before = listing.find_previous_sibling()
        if not isinstance(before, Tag) or before.name != listing.name or following(before) is not listing:
            continue
        if listing.name == "ul" or (
            "start" in listing.attrs and _start(listing) == _start(before) + _size(before)
        ):
            for item in children_named(listing, "li"):
                before.append(item.extract())
            listing.decompose()


def _runs(flow: Tag) -> Iterator[list[Item]]:
    """The runs of two numbered blocks or more in `flow` that count up from one."""
    run: list[Item] = []
    for block in blocks(flow):
        number = read_number(block) if block.name == "p" or level_of(block) else None
        item = Item(block, number) if number or block.name == "ol" else None
        if item and run and _continues(run, item):
            run.append(item)
        elif item and (item.first == 1 or block.name == "ol"):
            yield from _finished(run)
            run = [item]
        elif run and not _ends(run, block):
            run[-1].between.append(block)
        else:
            yield from _finished(run)
            run = []
    yield from _finished(run)


def _finished(run: list[Item]) -> Iterator[list[Item]]:
    if len(run) > 1:
        _give_last(run)
        yield run


def _ends(run: list[Item], block: Tag) -> bool:
    """Whether no item can follow after `block`; a heading may stand below a lone number."""
    if len(run[-1].between) >= MOST_BETWEEN or block.name in ("hr", "table", "details"):
        return True
    if level_of(block) or read_step(raw_text(block) if block.name == "p" else ""):
        return not (run[-1].number and run[-1].number.is_lone and not run[-1].between)
    return False


def _continues(run: list[Item], item: Item) -> bool:
    """Whether `item` goes on where `run` is.

    A typed number and an `<ol start>` say so themselves. An `<ol>` that begins at one again goes on
    only if nothing but pictures, callouts or a nested list stands in between: an editor's list that
    such a block has cut.
    """
    before = run[-1]
    if item.number:
        same_kind = all(other.number is None or other.number.is_lone == item.number.is_lone for other in run)
        return item.first == before.last + 1 and same_kind
    if before.number and before.number.is_lone:
        return False
    if "start" in item.block.attrs or before.number:
        return item.first == before.last + 1
    single = _size(before.block) == 1
    cuts = [block for block in before.between if not is_empty(block)]
    return bool(cuts) and all(
        is_media(block) or block.name == "aside" or (single and block.name == "ul") for block in cuts
    )


def _give_last(run: list[Item]) -> None:
    """Leave to the last item only what is surely its own.

    That is as many paragraphs as each of two items or more before it has, its text where the number stands
    alone, and the pictures that follow, where other items have blocks between too.
    """
    last = run[-1]
    candidates, last.between = last.between, []
    number = _texts_of_last(run, candidates)
    last.between += candidates[:number]
    if any(item.between for item in run[:-1]):
        for block in candidates[number:]:
            if not is_media(block):
                break
            last.between.append(block)


def _texts_of_last(run: list[Item], candidates: list[Tag]) -> int:
    """How many of the blocks below the last item of a run are its text."""
    last, others = run[-1], run[:-1]
    if not last.number or not candidates:
        return 0
    texts = {tuple(block.name for block in item.between) for item in others if item.number}
    own = texts.pop() if len(texts) == 1 and len(others) > 1 else ()
    if set(own) == {"p"} and tuple(block.name for block in candidates[: len(own)]) == own:
        return len(own)
    is_list = _introduces(last.block) and candidates[0].name in ("ul", "ol")
    return int(last.number.is_lone or is_list)


def _introduces(block: Tag) -> bool:
    """Whether a paragraph ends as one that a list must follow."""
    return raw_text(block).rstrip().endswith((":", "："))


def _is_headed(run: list[Item]) -> bool:
    """Whether the numbers stand alone above headings."""
    return all(
        item.number and item.number.is_lone and item.between and level_of(item.between[0]) for item in run
    )


def _make_step_headings(body: Body, run: list[Item]) -> None:
    """Put each number into the heading below it, with the word for a step before it."""
    for item in run:
        assert item.number
        heading = item.between[0]
        for block in (item.block, heading):
            record_heading(body, block, step=STEP, reason=STEP_REASON)
        body.removed.append(Removal(STEP, item.block.name, STEP_REASON, "", instead=step_word(body.locale)))
        trim_start(heading)
        heading.insert(0, NavigableString(f"{step_word(body.locale)} {item.number.value}: "))
        item.block.decompose()


def _make_list(body: Body, run: list[Item]) -> None:
    """Make one ordered list of `run`, where its first block stands."""
    first = run[0].block
    ordered = first if first.name == "ol" else new_tag("ol")
    if ordered is not first:
        first.insert_before(ordered)
    for item in run:
        if item.block is not ordered:
            _add(body, ordered, item)
        for entry in children_named(ordered, "li")[-1:]:
            if item.between:
                wrap_inline(entry)
            for block in item.between:
                entry.append(block.extract())


def _add(body: Body, ordered: Tag, item: Item) -> None:
    """Add the items of an `<ol>`, or a numbered block as one item, to `ordered`."""
    if item.number is None:
        for entry in children_named(item.block, "li"):
            ordered.append(entry.extract())
        item.block.decompose()
        return
    entry = new_tag("li")
    ordered.append(entry)
    if item.number.is_lone:
        body.remove(item.block, step=STEP, reason=NUMBER_REASON)
        return
    entry.append(item.block.extract())
    remove_start(body, item.block, item.number.end, step=STEP, reason=NUMBER_REASON)
    if not item.between:
        item.block.unwrap()


def _part_lines(flow: Tag) -> None:
    """Part paragraphs of several numbered or bulleted lines into one paragraph for each."""
    for block in blocks(flow):
        if block.name != "p" or not children_named(block, "br"):
            continue
        lines = split_lines(block)
        starts = [line for line in lines if is_item(line_text(line))]
        if len(starts) < 2 and not (starts and _follows_number(block, line_text(starts[0]))):
            continue
        if len(starts) >= 2 and not counts_up([line_text(line) for line in starts]):
            continue
        for line in reversed(starts):
            if line is not lines[0] and line:
                split_before(block, line[0])


def _follows_number(block: Tag, text: str) -> bool:
    """Whether a line counts on from the number that `block` itself begins with."""
    own = read_number(block)
    return own is not None and typed_value(text) == own.value + 1


def _bullets(body: Body, flow: Tag) -> None:
    """Make lists of neighbouring paragraphs that begin with a bullet."""
    run: list[Tag] = []
    for block in [*blocks(flow), None]:
        if block is not None and block.name == "p" and bullet_end(block):
            run.append(block)
            continue
        if len(run) > 1:
            _make_bullets(body, run)
        run = []


def _make_bullets(body: Body, run: list[Tag]) -> None:
    unordered = new_tag("ul")
    run[0].insert_before(unordered)
    for block in run:
        entry = new_tag("li")
        unordered.append(entry)
        entry.append(block.extract())
        remove_start(body, block, bullet_end(block), step=STEP, reason=BULLET_REASON)
        block.unwrap()


def _start(ordered: Tag) -> int:
    value = str(ordered.get("start") or "1")
    return int(value) if value.isdecimal() and len(value) < 7 else 1


def _size(ordered: Tag) -> int:
    return len(children_named(ordered, "li"))
