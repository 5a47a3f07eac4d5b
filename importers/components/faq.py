"""FAQ: questions and their answers become `<details><summary>`.

Questions count where an FAQ heading (or the article's title) announces them, or where at least three
of them follow each other with short answers. Everywhere else a question is an ordinary heading, so
that an article made of questions isn't folded up.
"""

from __future__ import annotations

from itertools import pairwise

from bs4 import Tag
from bs4.element import PageElement

from ..body import Body
from ..reading import HEADINGS, elements
from ..words import fold, words_for
from .answers import FEWEST, Pair, fold_pair, give_pictures, is_faq, read_definitions, read_items
from .flow import (
    blocks,
    children_named,
    first_bold,
    is_bold,
    is_empty,
    level_below,
    level_of,
    line_text,
    split_before,
    split_lines,
    text_of,
    trim_start,
)
from .questions import Reader, Test, has_letter, is_bold_question, is_plain_question


def recognise_faq(body: Body) -> None:
    """Turn the questions of `body` into collapsible answers."""
    reader = Reader(words_for(body.locale), body.locale)
    for details in elements(body.root, ("details",)):
        _mend_summary(details)
    for aside in elements(body.root, ("aside",)):
        _open_callout(body, aside, reader)
    for block in blocks(body.root):
        if block.name in ("ol", "ul"):
            _lift_from_item(block, reader)
    _read_flow(body, body.root, reader, announced=reader.is_announcement(body.title))
    for definitions in elements(body.root, ("dl",)):
        read_definitions(body, definitions, reader)
    if found := elements(body.root, ("details",)):
        body.count("faq", len(found))


def _mend_summary(details: Tag) -> None:
    """A summary is one line of inline text."""
    for summary in children_named(details, "summary"):
        for block in elements(summary, (*HEADINGS, "p", "strong")):
            block.unwrap()


def _open_callout(body: Body, aside: Tag, reader: Reader) -> None:
    """Intercom's authors put FAQs into a callout; a reader wants the questions."""
    first = next(iter(blocks(aside)), None)
    if first is None or not reader.is_announcement(text_of(first)) or aside.parent is None:
        return
    if not any(reader.is_question(text_of(block)) for block in blocks(aside)[1:]):
        return
    _make_heading(first, level_below(aside.parent, aside))
    _read_flow(body, aside, reader, announced=True)
    aside.unwrap()


def _read_flow(body: Body, flow: Tag, reader: Reader, *, announced: bool) -> None:
    """Read the sections of `flow`: an FAQ heading announces all up to a heading that is no question."""
    _make_announcements(flow, reader)
    nothing, everything = 7, 0  # levels of headings that would end an announced section
    usual = everything if announced else nothing
    level = usual
    section: list[Tag] = []
    for block in blocks(flow):
        heading = level_of(block)
        if heading and reader.is_announcement(text_of(block)):
            _read_section(body, section, reader, announced=level < nothing)
            level, section = heading, []
        elif (
            heading
            and level < nothing
            and not reader.is_question(text_of(block))
            and (level == everything or heading <= level)
        ):
            _read_section(body, section, reader, announced=True)
            level, section = usual, [block]
        else:
            section.append(block)
    _read_section(body, section, reader, announced=level < nothing)


def _make_announcements(flow: Tag, reader: Reader) -> None:
    """A paragraph that says "FAQ" above a question is a heading."""
    found = blocks(flow)
    for block, after in pairwise(found):
        if block.name == "p" and (is_bold(block) or fold(text_of(block)) in reader.words.faq):
            text = text_of(after)
            first_line = line_text(split_lines(after)[0]) if after.name == "p" else text
            if reader.is_announcement(text_of(block)) and (
                reader.is_question(text) or reader.is_question(first_line)
            ):
                _make_heading(block, level_below(flow, block))


def _make_heading(block: Tag, level: int) -> None:
    block.name = f"h{level}"
    for strong in elements(block, ("strong",)):
        strong.unwrap()


def _read_section(body: Body, section: list[Tag], reader: Reader, *, announced: bool) -> None:
    """Fold the questions in a run of blocks: headings if there are some, else list items, else paragraphs."""
    if _fold_headings(body, section, reader, announced=announced):
        return
    tests = (is_bold_question, is_plain_question) if announced else (is_bold_question,)
    if announced:
        for block in section:
            if block.name in ("ol", "ul"):
                read_items(body, block, reader)
    for is_question in tests:
        pairs = _pairs(
            _part_questions(section, reader, is_question, announced=announced), reader, is_question
        )
        if pairs and (announced or is_faq(pairs)):
            for pair in pairs:
                fold_pair(body, pair, reader)
            return


def _fold_headings(body: Body, section: list[Tag], reader: Reader, *, announced: bool) -> bool:
    """Fold the question headings of the level that has most of them; whether there were any."""
    headings = [block for block in section if level_of(block) and not _is_link(block)]
    questions = [
        block for block in headings if reader.is_question(text_of(block)) or has_letter(block, reader)
    ]
    if not questions:
        return False
    levels = [level_of(block) for block in questions]
    level = max(levels, key=lambda each: (levels.count(each), -each))
    chosen = {id(block) for block in questions if level_of(block) == level}
    runs: list[list[Pair]] = [[]]
    for block in section:
        if id(block) in chosen:
            runs[-1].append(Pair(block, []))
        elif 0 < level_of(block) <= level:
            runs.append([])
        elif runs[-1]:
            runs[-1][-1].answer.append(block)
    folded = False
    for run in runs:
        give_pictures(run)
        answered = [pair for pair in run if any(not is_empty(block) for block in pair.answer)]
        if answered and (announced or (len(answered) == len(run) and is_faq(run))):
            folded = True
            for pair in answered:
                fold_pair(body, pair, reader)
    return folded


def _is_link(block: Tag) -> bool:
    """Whether a heading is a link as a whole: its answer is on the page it leads to."""
    links = elements(block, ("a",))
    return bool(links) and sum(len(text_of(link)) for link in links) >= len(text_of(block))


def _part_questions(section: list[Tag], reader: Reader, is_question: Test, *, announced: bool) -> list[Tag]:
    """The blocks of a section, paragraphs of a question and its answer parted: "**Question?**<br>Answer"."""
    ends = [_question_end(block, reader, is_question) for block in section]
    if not announced and sum(end is not None for end in ends) < FEWEST:
        return section
    parted: list[Tag] = []
    for block, end in zip(section, ends, strict=True):
        parted.append(block)
        if end is not None:
            rest = split_before(block, end)
            trim_start(rest)
            parted.append(rest)
    return parted


def _question_end(block: Tag, reader: Reader, is_question: Test) -> PageElement | None:
    """What stands behind the question that a paragraph begins with; None if there is no answer in it."""
    if block.name != "p" or is_bold(block):
        return None
    bold = first_bold(block)
    if bold is not None and bold.parent is block and reader.is_question(text_of(bold)):
        return bold.next_sibling if _has_text_after(bold) else None
    lines = split_lines(block)
    if is_question is is_plain_question and len(lines) > 1 and reader.is_question(line_text(lines[0])):
        return next(iter(children_named(block, "br")), None)
    return None


def _has_text_after(node: Tag) -> bool:
    return bool(line_text(list(node.next_siblings)))


def _pairs(section: list[Tag], reader: Reader, is_question: Test) -> list[Pair]:
    """The questions of a run of blocks with all blocks up to the next; headings and rules end an answer."""
    pairs: list[Pair] = []
    is_open = False
    for block in section:
        if is_question(block, reader):
            pairs.append(Pair(block, []))
            is_open = True
        elif level_of(block) or block.name == "hr":
            is_open = False
        elif is_open:
            pairs[-1].answer.append(block)
    return [pair for pair in pairs if any(not is_empty(block) for block in pair.answer)]


def _lift_from_item(items: Tag, reader: Reader) -> None:
    """An FAQ in the last item of a list, where Intercom's editor lets it slip, stands behind the list."""
    last = children_named(items, "li")[-1:]
    inner = blocks(last[0]) if last else []
    for block, after in pairwise(inner):
        if (
            reader.is_announcement(text_of(block))
            and (level_of(block) or is_bold(block))
            and reader.is_question(text_of(after))
        ):
            for each in reversed([block, *(node for node in block.next_siblings if isinstance(node, Tag))]):
                items.insert_after(each.extract())
            return
