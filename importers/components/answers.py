"""Questions with their answers: told from mere headings, folded into `<details>`.

Pairs that a list or a definition list holds are read here too.
"""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from ..body import Body
from ..reading import elements, visible_text
from .flow import (
    BLOCKS,
    blocks,
    children_named,
    first_bold,
    is_empty,
    is_media,
    level_of,
    new_tag,
    raw_text,
    remove_start,
    text_of,
    trim_start,
)
from .questions import Reader

STEP = "faq"
LETTER_REASON = "the question and its answer are told apart by their look"
FEWEST = 3
"""Unannounced questions that make an FAQ."""
MOST_BLOCKS = 4
"""An unannounced answer has at most so many blocks,"""
MOST_TEXT = 900
"""and so many characters."""


@dataclass(slots=True)
class Pair:
    """A question and the blocks that answer it."""

    question: Tag
    answer: list[Tag]


def is_faq(pairs: list[Pair]) -> bool:
    """Whether questions that nothing announces are an FAQ: three or more, all with short, simple answers."""
    return len(pairs) >= FEWEST and all(
        0 < len(pair.answer) <= MOST_BLOCKS
        and not any(level_of(block) or block.name in ("table", "details") for block in pair.answer)
        and sum(len(visible_text(block)) for block in pair.answer) <= MOST_TEXT
        for pair in pairs
    )


def give_pictures(pairs: list[Pair]) -> None:
    """Give each question the picture above it, which reads as the end of the answer before it.

    Pictures belong to the questions below them where one stands above each, and none below the last answer.
    """
    if len(pairs) < 2 or not pairs[-1].answer or is_media(pairs[-1].answer[-1]):
        return
    above = [pairs[0].question.find_previous_sibling()]
    above += [pair.answer[-1] if len(pair.answer) > 1 else None for pair in pairs[:-1]]
    pictures = [block for block in above if isinstance(block, Tag) and is_media(block)]
    if len(pictures) < len(pairs):
        return
    for pair in pairs[:-1]:
        pair.answer.pop()
    for pair, picture in zip(pairs, pictures, strict=True):
        pair.answer.insert(0, picture)


def fold_pair(body: Body, pair: Pair, reader: Reader) -> None:
    """Make a `<details>` of one pair, where its question stands."""
    details, summary = new_tag("details"), new_tag("summary")
    pair.question.replace_with(details)
    details.append(summary)
    question = raw_text(pair.question)
    first = next((block for block in pair.answer if not is_media(block)), pair.answer[0])
    letter, reply = reader.letter_end(question, "question"), reader.letter_end(raw_text(first), "answer")
    if letter and reply:
        remove_start(body, pair.question, letter, step=STEP, reason=LETTER_REASON)
        remove_start(body, first, reply, step=STEP, reason=LETTER_REASON)
    for strong in elements(pair.question, ("strong",)):
        strong.unwrap()
    for node in list(pair.question.contents):
        if isinstance(node, Tag) and node.name == "br":
            node.replace_with(" ")
        else:
            summary.append(node.extract())
    trim_start(summary)
    for block in pair.answer:
        details.append(block.extract())


def read_items(body: Body, items: Tag, reader: Reader) -> None:
    """Fold a list whose items all are "**Question?** Answer"."""
    entries = children_named(items, "li")
    bolds = [first_bold(entry) for entry in entries]
    questions = [bold for bold in bolds if bold and reader.is_question(text_of(bold)) and bold.parent]
    if len(questions) < 2 or len(questions) < len(entries):
        return
    for entry, bold in zip(entries, questions, strict=True):
        question, rest = new_tag("p"), new_tag("p")
        holder = bold.parent
        if holder is None or (holder is not entry and holder.name != "p"):
            continue
        question.append(bold.extract())
        answer = [child for child in entry.contents if isinstance(child, Tag) and child.name in BLOCKS]
        for node in list(entry.contents):
            if not any(node is block for block in answer):
                rest.append(node.extract())
        trim_start(rest)
        items.insert_before(question)
        for block in answer:
            trim_start(block)
        fold_pair(
            body,
            Pair(question, [block for block in (rest, *answer) if not is_empty(block)] or [rest]),
            reader,
        )
    items.decompose()


def read_definitions(body: Body, definitions: Tag, reader: Reader) -> None:
    """Fold a definition list whose terms are questions, one answer each."""
    children = blocks(definitions)
    names = [child.name for child in children]
    if names != ["dt", "dd"] * (len(names) // 2) or not names:
        return
    terms = children[::2]
    if sum(reader.is_question(text_of(term)) for term in terms) * 2 < len(terms) or len(terms) < 2:
        return
    for term, answer in zip(terms, children[1::2], strict=True):
        question = new_tag("p")
        definitions.insert_before(question)
        for node in list(term.contents):
            question.append(node.extract())
        answer.name = "p" if not any(block.name in BLOCKS for block in blocks(answer)) else "div"
        fold_pair(body, Pair(question, [answer]), reader)
        if answer.name == "div":
            answer.unwrap()
    definitions.decompose()
