"""Callouts: what begins with "Note:", "Wichtig:", "注意：" or a warning sign becomes an aside.

The label leaves the text, on the record, since the site shows its own word for the kind. One that
says more ("Pro tip") stays as the callout's title. What is a label, `labels` knows.
"""

from __future__ import annotations

import re
from copy import copy

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ..body import Body
from ..model import Removal
from ..reading import elements
from ..words import Words, fold, words_for
from .flow import (
    BLOCKS,
    blocks,
    children_named,
    cut_start,
    flows,
    following,
    has_element,
    is_bold,
    is_empty,
    level_of,
    new_tag,
    raw_text,
    record_heading,
    remove_start,
    split_before,
    split_lines,
    text_nodes,
    text_of,
    tidy,
    wrap_inline,
)
from .labels import Start, read_start

STEP = "callout"
LABEL_REASON = "the callout shows its own label"
CAPITAL_REASON = "the text begins with a capital letter, now that no label stands before it"

_FIRST_WORD = re.compile(r"[\s\"'“«„¿¡(]*([^\W\d_]+)(?![\w:/.@-]*[\w/@])")
"""The word that a text begins with; no address, and nothing like `node.js`."""
_DOTTED_I = re.compile(r"(?:tr|az)\b")
"""Locales in which the capital of i is another letter."""
_SENTENCE = 25
"""A heading that is a whole note has at least this much text after its label."""


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
    _begin_with_capital(body, block)


def _begin_with_capital(body: Body, block: Tag) -> None:
    """What went on after a label begins a sentence of its own now; names and code stay as they are."""
    node = next((node for node in text_nodes(block) if node.strip()), None)
    word = _FIRST_WORD.match(node) if node is not None else None
    if node is None or word is None or node.find_parent(("code", "kbd")) or _DOTTED_I.match(body.locale):
        return
    capital = word[1][0].title()
    if len(capital) > 1 or capital == word[1][0] or not word[1].islower():
        return
    start = word.start(1)
    node.replace_with(NavigableString(f"{node[:start]}{capital}{node[start + 1 :]}"))
    body.removed.append(Removal(STEP, block.name, CAPITAL_REASON, word[1], instead=f"{capital}{word[1][1:]}"))


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
