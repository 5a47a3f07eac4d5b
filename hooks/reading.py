"""What a rendered page says: its first sentence, length, words, links, questions and steps.

Takes HTML as the editors' Markdown renders it (components/) and returns plain data; reads nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import HTML, Comment, ProcessingInstruction, strip_elements, strip_tags, tostring
from lxml.etree import _Element as Element

from .search.words import CONTINUOUS, count_words, is_plain

WORDS_A_MINUTE = 220
IDEOGRAPHS_A_MINUTE = 450
"""How fast people read on a screen; scripts without spaces are counted by character."""

LONGEST_DESCRIPTION = 160

SENTENCE_END = re.compile(r"(?<=[.!?؟…])\s+|(?<=[。！？])")

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ANCHORED = frozenset({*HEADINGS, "summary"})
"""What has an address of its own, if it has an id; that of a question is its element's."""
BLOCKS = (
    "p",
    "li",
    "dt",
    "dd",
    "td",
    "th",
    "br",
    "div",
    "summary",
    "figcaption",
    "caption",
    "pre",
    *HEADINGS,
)
"""What a space must follow where the text is read on."""

PERMALINK = "permalink"
"""A name for what is no text of the page."""

LOADED = {
    "img": ("img-src", "src"),
    "video": ("media-src", "src"),
    "audio": ("media-src", "src"),
    "figure": ("frame-src", "data-src"),
}
"""Elements that load something → the policy's directive, and the attribute with the address."""


class Question(NamedTuple):
    """A question and its answer, both plain text."""

    text: str
    answer: str


class Step(NamedTuple):
    """One step of a procedure: its title, and the text below it."""

    title: str
    text: str
    anchor: str = ""


class Procedure(NamedTuple):
    """Steps that follow each other, under the heading of their branch if they have one."""

    title: str
    steps: tuple[Step, ...]


class Section(NamedTuple):
    """What stands below one heading or question that has an address of its own."""

    anchor: str
    """Its `id`; "" for what stands before the first."""
    title: str
    text: str


Titles = Mapping[Element, str]
"""Headings → their text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page says."""

    lead: str = ""
    """Its first sentence or sentences, at most LONGEST_DESCRIPTION characters."""
    minutes: int = 1
    headings: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    """Its text, divided where a link can lead."""
    words: Mapping[str, int] = field(default_factory=dict)
    """How often each word stands in its sections."""
    links: tuple[str, ...] = ()
    """`href` of its links, as written."""
    image: str = ""
    """`src` of its first image, as written."""
    loads: tuple[tuple[str, str], ...] = ()
    """What it may load of other sites: directive of a Content-Security-Policy, and address."""
    questions: tuple[Question, ...] = ()
    procedures: tuple[Procedure, ...] = ()


def read_html(html: str) -> Reading:
    """Read a rendered page; an empty one gives an empty Reading."""
    root = HTML(f"<html><body>{html}</body></html>")[0]
    strip_tags(root, Comment, ProcessingInstruction)
    for link in root.iter("a"):
        if _has_class(link, "headerlink"):
            link.tag = PERMALINK
    strip_elements(root, PERMALINK, with_tail=False)
    for block in root.iter(*BLOCKS):
        block.tail = f" {block.tail or ''}"
    titles_of = {heading: _text(heading) for heading in root.iter(*HEADINGS)}
    sections = _sections(root, titles_of)
    text = "\n".join(section.text for section in sections)
    titles = "\n".join(section.title for section in sections)
    images = (image.get("src", "") for image in root.iter("img"))
    return Reading(
        lead=_lead(root),
        minutes=reading_minutes(f"{titles}\n{text}"),
        headings=tuple(titles_of.values()),
        sections=sections,
        words=count_words(text),
        links=tuple(href for link in root.iter("a") if (href := link.get("href"))),
        image=next(images, ""),
        loads=tuple(_loads(root)),
        questions=tuple(_questions(root)),
        procedures=tuple(_procedures(root, titles_of)),
    )


def reading_minutes(text: str) -> int:
    """Minutes that a text takes to read, at least one."""
    ideographs = 0 if is_plain(text) else len(CONTINUOUS.findall(text))
    words = len((CONTINUOUS.sub(" ", text) if ideographs else text).split())
    return max(1, round(words / WORDS_A_MINUTE + ideographs / IDEOGRAPHS_A_MINUTE))


def first_sentences(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """As many whole sentences as fit; a first one that is too long is cut at a word, with an ellipsis."""
    ends = [match.start() for match in SENTENCE_END.finditer(text, 0, longest + 1)]
    fitting = [end for end in (*ends, len(text)) if end <= longest]
    if fitting:
        return text[: fitting[-1]].strip()
    cut = text[: longest - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(',;:–—- ')}…"


def _text(element: Element) -> str:
    return " ".join(tostring(element, method="text", encoding="unicode", with_tail=False).split())


def _lead(root: Element) -> str:
    """The first paragraph of running text: not in a callout, a table or a step."""
    for paragraph in root.iterchildren("p"):
        if text := _text(paragraph):
            return first_sentences(text)
    for element in root.iter("p", "li", "td"):
        if text := _text(element):
            return first_sentences(text)
    return ""


def _has_class(element: Element, name: str) -> bool:
    return name in element.get("class", "").split()


def _sections(root: Element, titles_of: Titles) -> tuple[Section, ...]:
    found: list[tuple[str, str, list[str]]] = [("", "", [root.text or ""])]
    _read_below(root, titles_of, found)
    return tuple(Section(anchor, title, " ".join("".join(texts).split())) for anchor, title, texts in found)


def _read_below(element: Element, titles_of: Titles, found: list[tuple[str, str, list[str]]]) -> None:
    """Add an element's text to the last section, and the sections that begin in it."""
    for child in element:
        if child.tag in ANCHORED and (anchor := _anchor(child)):
            found.append((anchor, titles_of.get(child) or _text(child), []))
        else:
            found[-1][2].append(child.text or "")
            if len(child):
                _read_below(child, titles_of, found)
        found[-1][2].append(child.tail or "")


def _anchor(element: Element) -> str:
    """Where a link to a heading or a question leads."""
    return str((element.getparent() if element.tag == "summary" else element).get("id", ""))


def _loads(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(*LOADED):
        directive, attribute = LOADED[element.tag]
        if "//" in (address := element.get(attribute, "")):
            yield directive, address


def _questions(root: Element) -> Iterator[Question]:
    for item in root.iter("details"):
        summary = next(item.iterchildren("summary"), None)
        answers = (each for each in item.iter("div") if _has_class(each, "hc-faq__answer"))
        answer = next(map(_text, answers), "")
        if summary is not None and answer and _has_class(item, "hc-faq__item"):
            yield Question(_text(summary), answer)


def _procedures(root: Element, titles_of: Titles) -> Iterator[Procedure]:
    """Runs of step headings; where a page has none, its one ordered list of steps."""
    runs = [run for run in root.iter("div") if _has_class(run, "hc-steps")]
    if not runs:
        lists = [run for run in root.iter("ol") if _has_class(run, "hc-steps")]
        runs = lists if len(lists) == 1 else []
    for run in runs:
        steps = tuple(_step(step, titles_of) for step in run if _has_class(step, "hc-step"))
        if len(steps) > 1:
            yield Procedure(_heading_before(run), steps)


def _step(step: Element, titles_of: Titles) -> Step:
    heading = next((each for each in step.iter() if each in titles_of), None)
    if heading is None:
        return Step("", _text(step))
    labels = (each for each in heading.iter("span") if _has_class(each, "hc-step__label"))
    title = titles_of[heading].removeprefix(next(map(_text, labels), "")).strip()
    rest = " ".join(_text(part) for part in step.iterchildren() if part is not heading)
    return Step(title, rest.strip(), heading.get("id", ""))


def _heading_before(run: Element) -> str:
    for before in run.itersiblings(preceding=True):
        if before.tag in HEADINGS:
            return _text(before)
    return ""
