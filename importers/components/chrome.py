"""Chrome: what is of the page and not of the article, and what the site adds by itself.

Offers of help and questions about the article at its end, lists of related articles, tables of
contents, links back to the top, skip links. Each is known by its words (`words.yml`) and by its
place; contact links in the running text stay. Everything is recorded with its whole text.
"""

from __future__ import annotations

import re

from bs4 import Tag

from ..body import Body
from ..reading import elements, visible_text
from ..words import Words, fold, words_for
from .flow import blocks, is_empty, is_media, level_of, text_of

SUPPORT_REASON = "the site adds its own support block"
FEEDBACK_REASON = "the site asks for feedback by itself"
RELATED_REASON = "the site lists related articles by itself"
CONTENTS_REASON = "the site makes its own table of contents"
TOP_REASON = "the browser scrolls by itself"
PAGE_REASON = "belonged to the page around the article"
TITLE_REASON = "repeats the article's title"

TAIL = 5
"""An offer of help has so many blocks at most."""
SHORT = 90
"""A heading of such a block, or a sentence that opens it, has at most so many characters."""
LEAD = 25
"""Its words come after so many characters at most: "Hi! Do you need more help?"."""
MOST_TEXT = 500
"""So much text an offer of help has at most."""
HEAD = 8
"""A table of contents, or a remain of the page, is within so many blocks of the start."""

_CONTACT_ADDRESS = re.compile(r"(?i)#|mailto:|tel:|support|contact|help|ticket|chat|kontakt|aide")
_LETTER = re.compile(r"\w{1,8}\d?\s?[:：.]\s")  # "Q: …"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_VOTES = re.compile(r"\d+\D+\d+")


def remove_chrome(body: Body) -> None:
    """Take the page's own remains out of `body`."""
    words = words_for(body.locale)
    _remove_page(body, words)
    _remove_top_links(body, words)
    _remove_contents(body, words)
    while _remove_feedback(body, words) or _remove_related(body, words) or _remove_support(body, words):
        continue
    _remove_loose_rules(body)


def _remove_page(body: Body, words: Words) -> None:
    """Skip links, dates and the title at the start."""
    for block in blocks(body.root)[:3]:
        text = fold(text_of(block)) if block.name == "p" or level_of(block) else ""
        if text and text in words.page:
            body.remove(block, step="page", reason=PAGE_REASON)
        elif (
            text
            and body.title
            and text == fold(body.title)
            and (level_of(block) in (1, 2) or block.name == "p")
        ):
            body.remove(block, step="page", reason=TITLE_REASON)
        elif text and not level_of(block):
            return


def _remove_top_links(body: Body, words: Words) -> None:
    """Links back to the top, anywhere."""
    for link in elements(body.root, ("a",)):
        if str(link.get("href", "")).startswith("#") and fold(text_of(link)) in words.top:
            parent = link.parent
            alone = parent is not None and parent.name == "p" and text_of(parent) == text_of(link)
            body.remove(parent if alone and parent is not None else link, step="top-link", reason=TOP_REASON)


def _remove_contents(body: Body, words: Words) -> None:
    """A list of links into the page near the start, with its heading."""
    before: Tag | None = None
    for block in blocks(body.root)[:HEAD]:
        is_label = before is not None and fold(text_of(before)) in words.contents
        if block.name in ("ul", "ol") and _is_contents(block):
            if before is not None and is_label:
                body.remove(before, step="contents", reason=CONTENTS_REASON)
            body.remove(block, step="contents", reason=CONTENTS_REASON)
            return
        if not is_empty(block):
            before = block


def _is_contents(block: Tag) -> bool:
    """Whether a list holds nothing but two links or more into the page."""
    links = elements(block, ("a",))
    in_page = [
        link for link in links if len(str(link.get("href", ""))) > 1 and str(link["href"]).startswith("#")
    ]
    return len(links) >= 2 and len(in_page) == len(links) and _all_linked(block, links)


def _all_linked(block: Tag, links: list[Tag]) -> bool:
    """Whether the links hold all text of `block`; numbers and punctuation beside them don't count."""
    linked = sum(map(str.isalpha, "".join(text_of(link) for link in links)))
    return linked >= sum(map(str.isalpha, text_of(block)))


def _remove_feedback(body: Body, words: Words) -> bool:
    """ "Was this article helpful?" at the end, with its answers."""
    last = _last_blocks(body, 4)
    for position, block in enumerate(last):
        if _is_line(block) and fold(text_of(block)) in words.feedback:
            rest = last[position:]
            if all(
                _is_line(each) and (len(text_of(each)) < 40 or _VOTES.search(text_of(each)))
                for each in rest[1:]
            ):
                _remove_all(body, rest, step="feedback", reason=FEEDBACK_REASON)
                return True
    return False


def _remove_related(body: Body, words: Words) -> bool:
    """A heading for related articles at the end and nothing but links below it."""
    last = _last_blocks(body, 12)
    for position, block in enumerate(last):
        if _is_line(block) and len(text_of(block)) < SHORT and fold(text_of(block)) in words.related:
            rest = last[position:]
            if len(rest) > 1 and all(_is_links(each) for each in rest[1:]):
                _remove_all(body, rest, step="related", reason=RELATED_REASON)
                return True
    return False


def _is_links(block: Tag) -> bool:
    links = elements(block, ("a",))
    return bool(links) and _all_linked(block, links)


def _remove_support(body: Body, words: Words) -> bool:
    """An offer of help at the end: a line that opens it, and what tells the reader to get in touch."""
    last = _last_blocks(body, TAIL)
    for position in range(len(last)):
        rest = last[position:]
        if _is_offer(rest, words) and _leaves_enough(body, rest):
            _remove_all(body, rest, step="support-call", reason=SUPPORT_REASON)
            return True
    return False


def _is_offer(blocks_: list[Tag], words: Words) -> bool:
    """Whether a run of blocks up to the end is an offer of help and nothing else, nor an FAQ about it."""
    if not all(_may_offer(block) for block in blocks_) or _LETTER.match(text_of(blocks_[0])):
        return False
    opening = _opening(fold(text_of(blocks_[0])))
    if not any(phrase in opening and opening.index(phrase) <= LEAD for phrase in words.support):
        return False
    texts = [fold(text_of(block)) for block in blocks_]
    if sum(map(len, texts)) > MOST_TEXT:
        return False
    if _has_contact(blocks_):
        return True
    said = [word for word in words.contact if any(word in text for text in texts[1:] or [texts[0]])]
    return len(texts) > 1 and bool(said) and not any(elements(block, ("a",)) for block in blocks_)


def _opening(text: str) -> str:
    """The first sentence of a folded text, at most `SHORT` characters of it."""
    return re.split(r"[.!?。？！؟]", text[: SHORT * 2], maxsplit=1)[0][:SHORT]


def _may_offer(block: Tag) -> bool:
    """Whether `block` can be part of an offer: a line, a picture, a callout of one line."""
    if block.name == "aside":
        return all(_is_line(inner) for inner in blocks(block))
    return _is_line(block) or is_media(block) or block.name in ("hr", "a")


def _has_contact(blocks_: list[Tag]) -> bool:
    """Whether a link of the blocks leads to a person, or nowhere; a mail address counts as one."""
    links = [
        link for block in blocks_ for link in ([block] if block.name == "a" else elements(block, ("a",)))
    ]
    if any(_MAIL.search(text_of(block)) for block in blocks_):
        return True
    is_button = any("button" in link.get_attribute_list("class") for link in links)
    return is_button or any(_CONTACT_ADDRESS.search(str(link.get("href") or "#")) for link in links)


def _leaves_enough(body: Body, tail: list[Tag]) -> bool:
    """Whether there is an article without `tail`; a page that only offers help keeps its offer."""
    gone = sum(len(visible_text(block)) for block in tail)
    return len(visible_text(body.root)) >= 3 * gone


def _is_line(block: Tag) -> bool:
    return block.name == "p" or level_of(block) > 0


def _last_blocks(body: Body, number: int) -> list[Tag]:
    """The last blocks of the body that show something; rules don't count."""
    last: list[Tag] = []
    for block in body.root.contents[::-1]:
        if isinstance(block, Tag) and block.name != "hr" and not is_empty(block):
            last.insert(0, block)
            if len(last) == number:
                break
    return last


def _remove_all(body: Body, tail: list[Tag], *, step: str, reason: str) -> None:
    """Remove `tail`, and the heading above it if it has nothing else below it."""
    above = tail[0].find_previous_sibling(lambda tag: tag.name == "hr" or not is_empty(tag))
    if isinstance(above, Tag) and 0 < level_of(above) < (level_of(tail[0]) or 7):
        tail = [above, *tail]
    for block in tail:
        body.remove(block, step=step, reason=reason)


def _remove_loose_rules(body: Body) -> None:
    """Rules at the end that part nothing any more."""
    for block in reversed(blocks(body.root)):
        if block.name != "hr" and not is_empty(block):
            return
        block.decompose()
