"""What in a translation an editor should look at, for the editors' page: told by the rules of the check.

`helpcentre status` looks at each sentence; here paragraphs are told, which needs no model of languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from .catalogue import Document
from .check.rules.languages import foreign_paragraphs
from .check.rules.links import inner_links, resolve
from .check.source import Source

Kind = Literal["locale", "mixed", "same_title", "links"]

WHOLE = 0.8
"""Of the letters of a text: so much in another language makes it a text in that language."""
LONGEST_NAME = 2
"""Words. Names are the same everywhere; a title of more words is not."""
LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that should not be there."""

    kind: Kind
    """`mixed`: a paragraph in another language; `locale`: all of it is; `same_title`: the title is the
    original's; `links`: a link leads readers to another locale."""
    text: str
    """What it is about, as it stands there: the paragraph's beginning, the title, or the file linked to."""


def review(document: Document, original: Document | None, locales: Sequence[str]) -> Iterator[Finding]:
    """What to look at in a document.

    Args:
        document: it.
        original: what it is a translation of; None if it is none.
        locales: all of the site, the default one first.
    """
    source = Source(document.source, document.text)
    foreign = list(foreign_paragraphs(source, locales))
    said = sum(map(str.isalpha, source.words))
    if foreign and sum(sum(map(str.isalpha, each.text)) for each in foreign) >= WHOLE * said:
        yield Finding("locale", _quote(foreign[0].text))
    else:
        yield from (Finding("mixed", _quote(each.text)) for each in foreign)
    title = str(document.meta.get("title") or "")
    if original and title == original.meta.get("title") and len(title.split()) > LONGEST_NAME:
        yield Finding("same_title", title)
    stays = {document.locale, locales[0]}  # a link to the original leads to the reader's own locale
    for link, parts in inner_links(source):
        target = resolve(source, parts)
        locale = target.partition("/")[0]
        if parts.path and not link.is_image and locale in locales and locale not in stays:
            yield Finding("links", target)


def _quote(text: str) -> str:
    return shorten(text, LONGEST_QUOTE, placeholder="…")
