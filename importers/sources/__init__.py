"""Sources: one file per system, each a generator of articles. To add one: a module, a line in `SOURCES`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from ..language import settle_locale
from ..locales import Locales
from ..model import Article, Collection, Failure, Origin
from . import copied_text, intercom, webpage, wordpress, zendesk
from .files import EXPORTS, Document, read_documents

Item = Article | Collection | Failure


class Source(Protocol):
    """What a source's module offers."""

    TITLE: str
    """As people call it: `WordPress`."""

    SUFFIXES: frozenset[str]
    """What its files are called."""

    def matches(self, document: Document) -> bool:
        """Whether a document was exported from this system."""
        ...

    def read(self, documents: Iterable[Document], locales: Locales) -> Iterator[Item]:
        """Read everything in `documents`; what can't become an article comes out as a failure."""
        ...


SOURCES: Mapping[str, Source] = {
    "wordpress": wordpress,
    "zendesk": zendesk,  # before Intercom, whose bare articles say less of themselves
    "intercom": intercom,
    "webpage": webpage,
    "text": copied_text,
}


def read_articles(
    system: str | None,
    sources: Iterable[str],
    locales: Locales,
    fallback: str | None = None,
    fetched: Mapping[str, Sequence[Document | Failure]] = MappingProxyType({}),
) -> Iterator[Item]:
    """Read articles from files, folders and what was fetched, each with its locale.

    Args:
        system: the source's name; without it each document tells its own.
        sources: files, folders, `-`.
        locales: the site's.
        fallback: the locale of articles whose source names none.
        fetched: source's name → documents that came over the network.
    """
    for item in _read(system, sources, locales, fetched):
        yield settle_locale(item, locales, fallback) if isinstance(item, Article) else item


def _read(
    system: str | None,
    sources: Iterable[str],
    locales: Locales,
    fetched: Mapping[str, Sequence[Document | Failure]],
) -> Iterator[Item]:
    documents: dict[str, list[Document]] = {name: [] for name in SOURCES}
    for name, known in fetched.items():
        documents[name] += (each for each in known if not isinstance(each, Failure))
        yield from (each for each in known if isinstance(each, Failure))
    suffixes = SOURCES[system].SUFFIXES if system else EXPORTS
    for source in sources:
        for document in read_documents(source, suffixes):
            if isinstance(document, Failure):
                yield document
            elif (found := detect_system(document, system)) and system in (None, found):
                documents[found].append(document)
            else:  # a folder may well hold other things
                yield _wrong_kind(document, found, system, skipped=Path(source).is_dir())
    for name, own in documents.items():
        if own:
            yield from SOURCES[name].read(own, locales)


def detect_system(document: Document, expected: str | None = None) -> str | None:
    """Return the name of the system that a document was exported from; `expected` is asked first."""
    names = sorted(SOURCES, key=lambda name: name != expected)
    return next((name for name in names if SOURCES[name].matches(document)), None)


def _wrong_kind(document: Document, found: str | None, wanted: str | None, *, skipped: bool) -> Failure:
    origin = Origin(system=wanted or "", id="", file=document.file)
    if found:
        hint = f"Import it with `helpcentre import {found}`."
        return Failure(origin, f"this is an export from {SOURCES[found].TITLE}. {hint}", skipped)
    names = " or ".join(source.TITLE for name, source in SOURCES.items() if wanted in (None, name))
    return Failure(
        origin, f"the file holds no articles from {names}. Check that it is the right export.", skipped
    )
