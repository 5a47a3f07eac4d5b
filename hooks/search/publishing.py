"""Writes what search asks: assets/search/<locale>/ with Pagefind's files and vocabulary.json, or an index on
a server.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..i18n.locales import language_tag
from ..plan import Plan
from ..publish.built import write_file
from ..reading import Reading
from ..speed.cache import Pack
from ..speed.fingerprints import fingerprint, fingerprint_program
from ..speed.folder import digest_bytes, walk
from ..taxonomy import DATA_FOLDER
from .index import Indexing, index_folder
from .records import Record, make_records, render_record
from .servers.server import SearchServer, push_records
from .synonyms import Group, find_synonyms, read_synonyms
from .vocabulary import make_vocabulary, read_fillers
from .words import COMPOUNDING, base_language, compound_parts, words_in

log = logging.getLogger("mkdocs.plugins.helpcentre")

VOCABULARY = "vocabulary.json"


class SearchIndex:
    """A locale's index, in the site or on a server; a site without articles has none."""

    def __init__(
        self,
        plan: Plan,
        locale: str,
        readings: Mapping[str, Reading],
        config: MkDocsConfig,
        *,
        server: SearchServer | None = None,
        known: Pack | None = None,
        workshop: Path | None = None,
        is_there: Callable[[str, bytes], bool] | None = None,
    ) -> None:
        """Begin it: another program does most of the work, while pages are made here.

        Args:
            plan: the site.
            locale: which one.
            readings: path → what a page says.
            config: MkDocs' configuration.
            server: where the index goes; None for the site itself.
            known: indexes of earlier builds; one of the same records is taken instead.
            workshop: a folder that the build removes in the end.
            is_there: whether a file of the site has a content already; asked for each file of an index.

        Raises:
            BuildError: Pagefind can't be run.
            ConfigurationError: the locale's synonyms can't be read.
        """
        self._locale, self._language = locale, language_tag(locale)
        self._folder = Path(config.site_dir, index_folder(locale))
        self._server, self._known, self._workshop, self._is_there = server, known, workshop, is_there
        self._records = make_records(plan, locale, readings)
        self._groups = read_synonyms(Path(config.docs_dir, DATA_FOLDER, f"synonyms.{locale}.yml"))
        self._hidden = _hidden_words(self._records, self._groups, self._language)
        self._program: Indexing | None = None
        if self._records and not server:
            self._begin()

    def _begin(self) -> None:
        pages = {
            record.destination: render_record(record, self._language, words).encode()
            for record, words in zip(self._records, self._hidden, strict=True)
        }
        digests = [(path, digest_bytes(html)) for path, html in pages.items()]
        self._key = fingerprint("index", fingerprint_program(), self._locale, digests)
        self._files: Mapping[str, bytes] | None = self._known.get(self._key) if self._known else None
        if self._files is None:
            self._program = Indexing(pages, self._locale, self._folder, self._workshop)

    def finish(self) -> None:
        """Have it where it belongs, with its vocabulary.

        Raises:
            BuildError: Pagefind fails, or the server doesn't take it.
            ConfigurationError: the server's client is missing.
        """
        if self._records and self._server:
            push_records(
                self._server,
                self._records,
                self._hidden,
                locale=self._locale,
                language=self._language,
                fillers=read_fillers(self._language),
                environ=os.environ,
            )
        elif self._records:
            vocabulary = make_vocabulary(self._records, self._groups, self._language)  # still meanwhile
            text = json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":"))
            if self._program:
                self._program.finish()
                self._remember()
            for name, content in {**(self._files or {}), VOCABULARY: text.encode()}.items():
                self._write(name, content)
        log.debug("Search of %s: %d records", self._locale, len(self._records))

    def stop(self) -> None:
        """Leave nothing running."""
        if self._program:
            self._program.stop()

    def _remember(self) -> None:
        written = [name for name, _ in walk(str(self._folder))]
        self._files = {name: (self._folder / name).read_bytes() for name in written}
        if self._known:
            self._known.put(self._key, self._files)
            self._known.save()

    def _write(self, name: str, content: bytes) -> None:
        is_there = self._is_there and self._is_there(f"{index_folder(self._locale)}{name}", content)
        is_written = self._program and name != VOCABULARY
        if not (is_there or is_written):
            write_file(self._folder / name, content)


def _hidden_words(
    records: tuple[Record, ...], groups: tuple[Group, ...], language: str
) -> list[dict[str, tuple[str, ...]]]:
    """For each record the words that find it and are not in it."""
    parts = _compound_parts(records, language)
    return [
        {**_synonyms(record, groups), "parts": _hidden_parts(_words(record), parts) if parts else ()}
        for record in records
    ]


def _compound_parts(records: tuple[Record, ...], language: str) -> dict[str, str]:
    """The last parts of all compounds that there are, in languages that have such."""
    if base_language(language) not in COMPOUNDING:
        return {}
    lexicon = frozenset[str]().union(*map(_words, records))
    return compound_parts(lexicon, lexicon, language)


def _words(record: Record) -> frozenset[str]:
    return frozenset(record.words).union(*map(words_in, (record.title, record.summary, *record.headings)))


def _hidden_parts(words: frozenset[str], parts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({parts[word] for word in words if word in parts} - words))


def _synonyms(record: Record, groups: tuple[Group, ...]) -> dict[str, tuple[str, ...]]:
    """Those of what a record is about, and those of what it mentions."""
    about = (record.title, record.summary, *record.keywords, *record.headings)
    synonyms = find_synonyms(about, groups)
    mentioned = find_synonyms((*about, *record.texts), groups)
    return {"synonyms": synonyms, "mentions": tuple(word for word in mentioned if word not in synonyms)}
