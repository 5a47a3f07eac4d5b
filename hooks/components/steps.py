"""Steps: headings such as "Step 4: Choose a plan" and ordered lists become numbered steps.

Tree in, tree out. A run of step headings of one level becomes one `div.hc-steps` with a `div.hc-step`
for each heading and what follows it. A heading of the same or a higher level that is no step ends the
run, so branches ("For new customers") restart under their own heading. The number is the author's.

Headings in any language are recognised on any page, since a page may be shown in another language
than it is written in. To add a language, add its word for "step" to `STEP_WORDS`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.treeprocessors import UnescapeTreeprocessor

from .elements import HEADINGS, add_class, container, find_placed, has_class, remove_class, text_of

STEP_WORDS = """
    step étape etape schritt paso passo passaggio etapa pas pasul stap krok steg trin trinn vaihe adım adim
    крок шаг стъпка корак korak βήμα βημα samm žingsnis solis lépés hakbang langkah bước ขั้นตอนที่ ขั้นตอน ขั้นที่ चरण
    الخطوة خطوة שלב צעד مرحله گام مرحلہ ステップ 手順 步骤 步驟 단계 스텝
""".split()
"""The word for "step" as headings have it: en fr de es pt it ca ro nl pl cs sk sv da nb fi tr uk ru
bg sr hr sl el et lt lv hu fil id ms vi th hi ar he fa ur ja zh ko."""

NUMERALS = (
    dict(zip("一二三四五六七八九十", range(1, 11), strict=True))
    | dict(zip("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", range(1, 21), strict=True))
    | dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
    | dict(
        zip(
            "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة".split(),
            range(1, 11),
            strict=True,
        )
    )
)
"""Numbers that are no digits: Chinese and Japanese, circled, English words, Arabic ordinals."""

_WORD = "|".join(sorted(map(re.escape, STEP_WORDS), key=len, reverse=True))
_NUMERAL = "|".join(sorted(map(re.escape, NUMERALS), key=len, reverse=True))
_TENS = "[一二三四五六七八九]?十[一二三四五六七八九]?"
_NUMBER = rf"(?P<number>\d+(?:[.\-]\d+)*(?:[a-z](?!\w))?|{_TENS}|{_NUMERAL})"
_MARK = r"[\u200e\u200f\u061c]*"  # invisible marks that right-to-left editors leave
_TOTAL = r"(?:\s*(?:/|of|sur|von|de|di|van|av|af|z|ze|из|з)\s*\d+)?"  # "Step 1 of 3"
_SEPARATOR = rf"{_MARK}(?P<separator>\s*(?:[:：.．。、,،)）·|–—→»]|[-=]>)+\s*|\s*-\s+|\s+|$)"
_WORD_FIRST = re.compile(
    rf"{_MARK}\s*(?:{_WORD})\s*(?:n[°ºo]\.?|nr\.?|no\.|№|#|رقم)?\s*{_MARK}{_NUMBER}{_TOTAL}{_SEPARATOR}",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(rf"{_MARK}\s*{_NUMBER}[.:ºª°]?\s*(?:{_WORD}){_SEPARATOR}", re.IGNORECASE)
_CJK_ORDINAL = re.compile(
    rf"\s*第\s*{_NUMBER}\s*(?:步骤|步驟|步|歩|ステップ|단계)(?P<separator>\s*[:：.．。、,，)）·|–—-]*\s*)"
)
_BARE_NUMBER = re.compile(r"\s*(?P<number>\d+)[.)．:：]\s+")

_unescape = UnescapeTreeprocessor().unescape

LABEL = "hc-step__label"


class Step(NamedTuple):
    """What a heading says about its step."""

    number: str
    """As ASCII: `4`, `2.1`, `4a`; "" where the author wrote none."""
    label: str
    """The leading part of the heading that names the step, with its separator: `Step 4: `."""
    digits: str = ""
    """The number as readers see it: in the author's own digits (`٤`) where it is written in digits."""


def mark_steps(root: Element) -> None:
    """Turn step headings and ordered lists below `root` into steps."""
    parents = {each: None for each in root.iter() for child in each if child.tag in HEADINGS}
    for parent in parents:
        _group_headings(parent)
    for ordered, ancestors in find_placed(root, "ol"):
        if not any(map(_keeps_plain_lists, ancestors)):
            _mark_list(ordered)


def parse_step(text: str) -> Step | None:
    """Read the start of a heading's text; None if it names no step.

    After the number a separator is needed, or white space before anything but a lower-case letter
    ("Step 2 Connect", but not "step 2 verification"); where the number comes first, always a separator
    or the end ("4. adım: …", but not "2 step verification").
    """
    for pattern in (_WORD_FIRST, _NUMBER_FIRST, _CJK_ORDINAL):
        match = pattern.match(text)
        if match is None:
            continue
        bare = not match["separator"].strip()
        rest = text[match.end() :]
        if bare and rest and (pattern is _NUMBER_FIRST or (pattern is _WORD_FIRST and rest[0].islower())):
            continue
        return _step(match)
    return None


def _step(match: re.Match[str]) -> Step:
    """The step that a heading's start names."""
    number = _ascii(match["number"])
    written = unicodedata.normalize("NFKC", match["number"])
    return Step(number, match.group(), written if written.isdecimal() else number)


def _ascii(number: str) -> str:
    """A number in any script as ASCII digits: `٤` → `4`, `十二` → `12`."""
    number = number.lower()
    if number in NUMERALS:
        return str(NUMERALS[number])
    if "十" in number:
        tens, ones = number.split("十")
        return str(NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0))
    return "".join(str(int(one)) if one.isdecimal() else one for one in number)


def _group_headings(parent: Element) -> None:
    """Wrap the runs of step headings among the children of `parent`."""
    grouped: list[Element] = []
    steps: list[Element] = []
    run: Element | None = None
    step: Element | None = None
    level = 0
    for child in parent:
        heading = HEADINGS.get(child.tag, 0)
        found = _read_heading(child) if heading > 1 else None
        closes = 0 < heading <= level and not (found and heading == level)
        if closes or has_class(child, "footnote"):
            run = step = None
        if found and (run is None or heading == level):
            if run is None:
                run, level = container("div", class_="hc-steps"), heading
                grouped.append(run)
            step = container("div", class_="hc-step")
            step.set("data-step", found.digits or str(len(run) + 1))
            run.append(step)
            steps.append(step)
            _label(child, found.label)
        (grouped if step is None else step).append(child)
        level = level if run is not None else 0
    parent[:] = grouped
    for one in steps:
        if any(child.tag in HEADINGS for child in one[1:]):
            _group_headings(one)  # there may be steps of a lower level inside


def _read_heading(heading: Element) -> Step | None:
    """The step that a heading names, by its words or the class `step`; None for others and for those done."""
    if len(heading) and has_class(heading[0], LABEL):
        return None
    _resolve_escapes(heading)
    text = text_of(heading)
    found = parse_step(text)
    if found or not has_class(heading, "step"):
        return found
    match = _BARE_NUMBER.match(text)
    return _step(match) if match else Step("", "")


def _resolve_escapes(heading: Element) -> None:
    """Turn Markdown's placeholders for escaped characters (`4\\.`) back into text, as its last step would."""
    for element in heading.iter():
        if "\x02" in (element.text or ""):
            element.text = _unescape(element.text or "")
        if element is not heading and "\x02" in (element.tail or ""):
            element.tail = _unescape(element.tail or "")


def _label(heading: Element, label: str) -> None:
    """Move the first characters of the heading, whatever markup they are in, into its label."""
    remove_class(heading, "step")
    if not label:
        return
    _cut(heading, len(label))
    span = Element("span", {"class": LABEL})
    span.text = label
    span.tail, heading.text = heading.text, None
    heading.insert(0, span)


def _cut(element: Element, count: int) -> int:
    """Take `count` characters off the front of the element's text, with the markup that this empties.

    Returns how many are still to be taken.
    """
    text = element.text or ""
    element.text, count = text[count:], max(0, count - len(text))
    for child in list(element):
        if not count:
            break
        count = _cut(child, count)
        tail = child.tail or ""
        child.tail, count = tail[count:], max(0, count - len(tail))
        if not len(child) and not child.text and not child.get("id"):
            element.text = (element.text or "") + (child.tail or "")
            element.remove(child)
    return count


def _keeps_plain_lists(ancestor: Element) -> bool:
    """Whether ordered lists inside are counted as ordinary text: a step has no steps in steps."""
    return ancestor.tag in {"li", "blockquote", "table", "figure"} or any(
        has_class(ancestor, name) for name in ("hc-step", "admonition", "footnote")
    )


def _mark_list(ol: Element) -> None:
    """Make an ordered list steps, numbered as written."""
    add_class(ol, "hc-steps")
    number = _whole_number(ol.get("start")) or 1
    for item in ol:
        number = _whole_number(item.get("value")) or number
        add_class(item, "hc-step")
        item.set("data-step", str(number))
        number += 1


def _whole_number(text: str | None) -> int:
    """A number as an attribute has it; 0 for anything else, which an HTML block may hold."""
    return int(text) if text and len(text) < 10 and text.isdecimal() else 0
