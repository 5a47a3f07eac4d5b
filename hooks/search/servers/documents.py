"""Records as search servers take them: one document for each section, so that a hit leads to its place.

The server shows the best document of a page. Synonyms stand in a field of their own, with the same groups
as in the static index: they change together with the documents, and need no right beyond writing those.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ..records import Record

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """An index on a server, and the key to write it."""

    url: str
    index: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Content:
    """All that an index is to hold."""

    documents: Sequence[Document]
    language: str
    """Language tag."""
    fillers: tuple[str, ...]
    """Words that say nothing of what somebody looks for."""

    def digest(self) -> str:
        """What tells one state of an index from another: 12 hexadecimal digits."""
        text = json.dumps([self.documents, self.language, self.fillers], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


SEARCHED = {"title": 10, "keywords": 10, "heading": 4, "synonyms": 2, "text": 1}
"""Field → weight, heaviest first."""


def make_documents(
    records: Iterable[Record], hidden: Iterable[Mapping[str, Iterable[str]]]
) -> tuple[Document, ...]:
    """The documents of a locale.

    Args:
        records: the pages.
        hidden: for each page, field → words that find it and are not in it.
    """
    return tuple(
        document
        for record, words in zip(records, hidden, strict=True)
        for document in _make_documents(record, [word for each in words.values() for word in each])
    )


def _make_documents(record: Record, synonyms: Sequence[str]) -> Iterator[Document]:
    page = quote(record.destination.removesuffix("index.html"))
    parts = [(section.anchor, section.title, section.text) for section in record.sections]
    if not parts or parts[0][0]:
        parts.insert(0, ("", "", ""))
    for order, (anchor, heading, text) in enumerate(parts):
        is_top = order == 0
        yield {
            "id": hashlib.sha256(f"{page}#{anchor}".encode()).hexdigest()[:20],
            "page": page,
            "anchor": anchor,
            "order": order,
            "title": record.title,
            "heading": heading,
            "text": "\n".join(filter(None, [record.summary if is_top else "", text])),
            "keywords": list(record.keywords) if is_top else [],
            "synonyms": list(synonyms) if is_top else [],
            "topic": record.topic,
            "place": list(record.place),
            "components": list(record.components),
            "language": record.language,
        }
