"""Callouts: what begins with "Note:", "Wichtig:", "注意：" or a warning sign becomes an aside.

The label leaves the text, on the record, since the site shows its own word for the kind. One that
says more ("Pro tip") stays as the callout's title. Only a label that stands by itself counts: it is
followed by a colon, or is bold; a sentence that merely uses the word is left alone.
"""

from __future__ import annotations

import re
from copy import copy
from typing import NamedTuple

from bs4 import Tag
from bs4.element import PageElement

from ..body import Body
from ..words import Words, fold, words_for
from .flow import (
    BLOCKS,
    blocks,
    children_named,
    cut_start,
    elements,
    first_bold,
    flows,
    following,
    has_element,
    is_bold,
    is_empty,
    level_of,
    new_tag,
    opening,
    raw_text,
    record_heading,
    remove_start,
    split_before,
    split_lines,
    text_of,
    tidy,
    wrap_inline,
)

SIGNS = {
    "⚠": "warning", "🚨": "warning", "🛑": "warning", "⛔": "warning", "☢": "warning",
    "❗": "important", "❕": "important", "‼": "important",
    "💡": "tip",
    "ℹ": "note", "📌": "note", "📝": "note", "🗒": "note", "🛈": "note",
}  # fmt: skip
"""Pictures that say what kind of callout follows."""

STEP = "callout"
LABEL_REASON = "the callout shows its own label"

_SIGN = re.compile(rf"(?P<sign>[{''.join(SIGNS)}])[\ufe0e\ufe0f]*\s*")
_LABEL = re.compile(
    r"[*_>\s]*[\[【(（]?(?P<label>[^\n:：\]】)）]{1,40})(?P<end>(?:[\]】)）]?\s*[:：])+|[\]】)）]|\n|\Z)"
)
_RATING = re.compile(r"\s*\d+(?:[.,]\d+)?\s*(?:/|sur|von|out of|de)\s*\d+")
_SENTENCE = 25
"""A heading that is a whole note has at least this much text after its label."""


class Start(NamedTuple):
    """How a callout's text begins."""

    kind: str
    end: int
    """Where its own text begins in the raw text."""
    title: str = ""
    """The label, if a reader would miss it."""
    has_label: bool = True
    """False where only a sign says so."""


def recognise_callouts(body: Body) -> None:
    """Turn the labelled blocks of `body` into callouts, and mend those that a builder had marked."""
    words = words_for(body.locale)
    for flow in flows(body.root):
        if flow.name == "aside":
            _mend(body, flow, words)
        elif not any(parent.name in ("aside", "table") for parent in (flow, *flow.parents)):
            _part_lines(flow, words)
            _find(body, flow, words)
    for aside in elements(body.root, ("aside",)):
        if not aside.contents or is_empty(aside):
            aside.decompose()
    if found := elements(body.root, ("aside",)):
        body.count("callout", len(found))


def read_start(block: Tag, words: Words) -> Start | None:
    """Read the label or sign that `block` begins with; None if there is none."""
    head, offset = opening(raw_text(block))
    sign = _SIGN.match(head)
    start = sign.end() if sign else 0
    label = _LABEL.match(head, start)
    if label:
        found = words.labels.get(fold(label["label"]))
        is_marked = bool(label["end"].strip()) or _is_bold_label(block, label["label"])
        if found and is_marked and not _RATING.match(head, label.end()):
            title = tidy(label["label"]) if found.is_title else ""
            return Start(found.kind, offset + label.end(), title)
    bold = _bold_label(block, words)
    if bold or not sign:
        return bold
    return Start(SIGNS[sign["sign"]], offset + start, has_label=False)


def _is_bold_label(block: Tag, label: str) -> bool:
    """Whether the label is all that the first bold text of `block` holds."""
    bold = first_bold(block)
    return bold is not None and fold(raw_text(bold)) == fold(label)


def _bold_label(block: Tag, words: Words) -> Start | None:
    """A bold label without a colon: "**Note** The app …", "**Note** – the app …", not "**Note** that …"."""
    bold = first_bold(block)
    if bold is None:
        return None
    inside = raw_text(bold)
    found = words.labels.get(fold(inside))
    if found is None:
        return None
    text = raw_text(block)
    end = text.find(inside) + len(inside)
    rest = text[end:]
    dash = re.match(r"\s*[–—-]\s+", rest)
    if not dash and (not rest.strip() or rest.lstrip()[:1].islower() or not rest[:1].isspace()):
        return None
    space = dash.end() if dash else len(rest) - len(rest.lstrip())
    return Start(found.kind, end + space, tidy(inside) if found.is_title else "")


def _find(body: Body, flow: Tag, words: Words) -> None:
    """Make asides of the labelled blocks directly in `flow`."""
    for block in blocks(flow):
        if block.parent is not flow:  # taken into the callout before it
            continue
        if block.name == "blockquote":
            inner = next(iter(blocks(block)), None)
            if inner is not None and (start := read_start(inner, words)):
                block.name = "aside"
                _finish(body, block, inner, start)
        elif (block.name == "p" or level_of(block)) and not (flow.name == "li" and _is_first(block)):
            start = read_start(block, words)
            if start and _is_callout(block, start):
                _wrap(body, block, start)


def _is_first(block: Tag) -> bool:
    """Whether nothing stands before `block`: then it is the item itself."""
    return not any(isinstance(node, Tag) or tidy(str(node)) for node in block.previous_siblings)


def _is_callout(block: Tag, start: Start) -> bool:
    """Whether what begins like a callout is one."""
    rest = raw_text(block)[start.end :].strip()
    if level_of(block):
        return start.has_label and len(rest) >= _SENTENCE
    if start.has_label:
        return bool(rest) or has_element(block, ("img",)) or _belongs(following(block))
    return bool(rest) and not is_bold(block) and not _has_signed_neighbour(block)


def _has_signed_neighbour(block: Tag) -> bool:
    """Whether a paragraph beside `block` begins with a picture too: then they are bullets."""
    for sibling in (block.find_previous_sibling(), block.find_next_sibling()):
        if isinstance(sibling, Tag) and sibling.name == "p":
            text = text_of(sibling)
            if text and not text[0].isalnum() and ord(text[0]) > 0x2100:
                return True
    return False


def _belongs(block: Tag | None) -> bool:
    """Whether `block` can be the text of the label above it."""
    return block is not None and block.name in ("p", "ul", "ol") and not is_empty(block)


def _wrap(body: Body, block: Tag, start: Start) -> None:
    """Put `block` into an aside, with the block after it if that is its text or its list."""
    rest = raw_text(block)[start.end :].strip()
    after = following(block)
    aside = new_tag("aside")
    block.replace_with(aside)
    aside.append(block)
    takes = (
        _belongs(after)
        if not rest
        else rest.endswith((":", "：")) and after is not None and after.name in ("ul", "ol")
    )
    if takes and after is not None:
        aside.append(after.extract())
    _finish(body, aside, block, start)


def _finish(body: Body, aside: Tag, block: Tag, start: Start) -> None:
    """Say what kind of callout `aside` is, and take its label out of `block`."""
    aside.attrs = {"class": "callout", "data-kind": start.kind}
    if start.title:
        aside["data-title"] = start.title
    _take_label(body, block, start)
    if is_empty(block):
        block.decompose()


def _take_label(body: Body, block: Tag, start: Start) -> None:
    """Take the label out; a title isn't removed but moved, so that needs no record."""
    if start.title:
        record_heading(body, block, step=STEP, reason=LABEL_REASON)
        cut_start(block, start.end).decompose()
    else:
        remove_start(body, block, start.end, step=STEP, reason=LABEL_REASON)
    if level_of(block):
        block.name = "p"
        block.attrs.clear()


def _mend(body: Body, aside: Tag, words: Words) -> None:
    """Read the label of a callout that a builder had marked; it says more than a colour."""
    if kind := _kind_named(str(aside.get("data-title") or ""), words):
        title_text = new_tag("p")
        title_text.append(str(aside["data-title"]))
        body.remove(title_text, step=STEP, reason=LABEL_REASON)
        del aside["data-title"]
        aside["data-kind"] = kind
    first = next(iter(blocks(aside)), None)
    if first is None or not (first.name == "p" or level_of(first)):
        return
    start = read_start(first, words)
    rest = raw_text(first)[start.end :].strip() if start else ""
    if start and (start.has_label or rest) and (rest or len(blocks(aside)) > 1):
        title = str(aside.get("data-title") or "")
        _finish(body, aside, first, start)
        if title:
            aside["data-title"] = title
        first = next(iter(blocks(aside)), None)
    if "data-title" not in aside.attrs and first is not None and _is_title(first):
        if kind := _kind_named(text_of(first), words):
            aside["data-kind"] = kind
            body.remove(first, step=STEP, reason=LABEL_REASON)
            return
        aside["data-title"] = text_of(first)
        first.decompose()


def _kind_named(title: str, words: Words) -> str:
    """The kind that a title merely names, which the site says itself; "" if it says more."""
    label = words.labels.get(fold(title))
    return label.kind if label and not label.is_title else ""


def _is_title(block: Tag) -> bool:
    """Whether `block`, the first of a callout, is its title: short, bold or a heading, and more follows."""
    return (
        following(block) is not None
        and (level_of(block) > 0 or (block.name == "p" and is_bold(block)))
        and len(text_of(block)) <= 80
        and not has_element(block, ("a", "img", "code", "br"))
    )


def _part_lines(flow: Tag, words: Words) -> None:
    """Part paragraphs, and text in list items, before a line that begins with a bold label and a colon."""
    holders = [flow] if flow.name == "li" else []
    for holder in [*holders, *(block for block in blocks(flow) if block.name == "p")]:
        if not children_named(holder, "br"):
            continue
        for line in split_lines(holder)[1:]:
            bold = next((node for node in line if isinstance(node, Tag) or tidy(str(node))), None)
            if isinstance(bold, Tag) and bold.name == "strong" and _begins_with_label(line, words):
                _part(holder, bold)
                break


def _begins_with_label(line: list[PageElement], words: Words) -> bool:
    probe = new_tag("p")
    for node in line:
        probe.append(copy(node))
    start = read_start(probe, words)
    return start is not None and start.has_label


def _part(holder: Tag, bold: Tag) -> None:
    """Put `bold` and what follows it in `holder` into a paragraph of its own."""
    if holder.name == "p":
        split_before(holder, bold)
        return
    rest = new_tag("p")
    bold.insert_before(rest)
    for node in [bold, *bold.next_siblings]:
        if isinstance(node, Tag) and node.name in BLOCKS:
            break
        rest.append(node.extract())
    if isinstance(line_break := rest.previous_sibling, Tag) and line_break.name == "br":
        line_break.decompose()
    wrap_inline(holder)
