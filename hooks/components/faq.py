"""Questions and answers: `??? question "How do I …?"` as native disclosures that can be linked to.

Tree in, tree out. Every `details` gets an id made of its question (in its own script, unique on the page,
the same in every build) and its answer in one element; neighbours become one list.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import render_inner_html, slugify_unicode, strip_tags, unique

from .elements import container

ITEM = "hc-faq__item"
ANSWER = "hc-faq__answer"


def group_questions(root: Element, md: Markdown) -> None:
    """Turn the `details` below `root` into question lists; `md` tells the plain text of a question."""
    items = list(root.iter("details"))
    if not items:
        return
    used = {element.get("id") or "" for element in root.iter()}
    for details in items:
        _mark_item(details, md, used)
    for parent in list(root.iter()):
        if any(child.tag == "details" for child in parent):
            _group_items(parent)


def _mark_item(details: Element, md: Markdown, used: set[str]) -> None:
    """Give one pair its class, its id and its answer element."""
    summary = details.find("summary")
    question = strip_tags(render_inner_html(summary, md)) if summary is not None else ""
    details.set("class", ITEM)
    if not details.get("id"):
        details.set("id", unique(slugify_unicode(question, "-"), used))
    answer = container("div", class_=ANSWER)
    answer.extend(child for child in details if child is not summary)
    if summary is None:
        answer.text, details.text = details.text, None
    else:
        answer.text, summary.tail = summary.tail, "\n"
    details[:] = [answer] if summary is None else [summary, answer]


def _group_items(parent: Element) -> None:
    """Wrap the runs of neighbouring questions among the children of `parent`."""
    grouped: list[Element] = []
    for child in parent:
        if child.tag != "details":
            grouped.append(child)
            continue
        if not (grouped and grouped[-1].get("class") == "hc-faq" and not (grouped[-1].tail or "").strip()):
            grouped.append(container("div", class_="hc-faq"))
        grouped[-1].append(child)
        grouped[-1].tail, child.tail = child.tail, "\n"
    parent[:] = grouped
