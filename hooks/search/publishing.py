"""Writes what search asks: assets/search/<locale>/ with Pagefind's files and vocabulary.json, or an index on
a server.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..i18n.locales import language_tag
from ..plan import Plan
from ..reading import Reading
from ..speed.cache import Pack
from ..speed.fingerprints import fingerprint, fingerprint_program
from ..taxonomy import DATA_FOLDER
from .index import index_folder, write_index
from .records import Record, make_records, render_record
from .servers.server import SearchServer, push_records
from .synonyms import Group, find_synonyms, read_synonyms
from .vocabulary import make_vocabulary, read_fillers
from .words import compound_parts, words_in

log = logging.getLogger("mkdocs.plugins.helpcentre")

VOCABULARY = "vocabulary.json"


def publish_index(
    plan: Plan,
    locale: str,
    readings: Mapping[str, Reading],
    config: MkDocsConfig,
    *,
    server: SearchServer | None = None,
    known: Pack | None = None,
) -> None:
    """Write a locale's index, into the site or onto a server; a site without articles has none.

    Args:
        plan: the site.
        locale: which one.
        readings: path → what a page says.
        config: MkDocs' configuration.
        server: where the index goes; None for the site itself.
        known: indexes of earlier builds; one of the same records is written again.

    Raises:
        BuildError: Pagefind can't be run, or the server doesn't take it.
        ConfigurationError: the locale's synonyms can't be read, or the server's client is missing.
    """
    records = make_records(plan, locale, readings)
    if not records:
        return
    language = language_tag(locale)
    groups = _read_groups(config, locale)
    hidden = _hidden_words(records, groups, language)
    if server:
        push_records(
            server,
            records,
            hidden,
            locale=locale,
            language=language,
            fillers=read_fillers(language),
            environ=os.environ,
        )
        return
    pages = {
        record.destination: render_record(record, language, words)
        for record, words in zip(records, hidden, strict=True)
    }
    _write_index(pages, locale, Path(config.site_dir, index_folder(locale)), known)
    log.debug("Search of %s: %d records", locale, len(records))


def list_words(plan: Plan, locale: str, readings: Mapping[str, Reading], config: MkDocsConfig) -> str:
    """A locale's vocabulary as its file has it; "" where there is nothing to search.

    Raises:
        ConfigurationError: the locale's synonyms can't be read.
    """
    records = make_records(plan, locale, readings)
    if not records:
        return ""
    groups = _read_groups(config, locale)
    vocabulary = make_vocabulary(records, groups, language_tag(locale))
    return json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":"))


def publish_words(text: str, locale: str, config: MkDocsConfig) -> None:
    """Write a locale's vocabulary beside its index, which must be there."""
    file = Path(config.site_dir, index_folder(locale), VOCABULARY)
    file.write_text(text, encoding="utf-8", newline="\n")


def _read_groups(config: MkDocsConfig, locale: str) -> tuple[Group, ...]:
    return read_synonyms(Path(config.docs_dir, DATA_FOLDER, f"synonyms.{locale}.yml"))


def _write_index(pages: Mapping[str, str], locale: str, folder: Path, known: Pack | None) -> None:
    key = fingerprint("index", fingerprint_program(), locale, pages)
    files = known.get(key) if known else None
    if files is None:
        write_index(pages, locale, folder)
        if known:
            written = (file for file in folder.rglob("*") if file.is_file())
            known.put(key, {file.relative_to(folder).as_posix(): file.read_bytes() for file in written})
            known.save()
        return
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _hidden_words(
    records: tuple[Record, ...], groups: tuple[Group, ...], language: str
) -> list[dict[str, tuple[str, ...]]]:
    """For each record the words that find it and are not in it."""
    words = [
        frozenset(record.words).union(*map(words_in, (record.title, record.summary, *record.headings)))
        for record in records
    ]
    lexicon = frozenset[str]().union(*words)
    parts = compound_parts(lexicon, lexicon, language)
    return [
        {
            **_synonyms(record, groups),
            "parts": tuple(sorted({parts[word] for word in own if word in parts} - own)),
        }
        for record, own in zip(records, words, strict=True)
    ]


def _synonyms(record: Record, groups: tuple[Group, ...]) -> dict[str, tuple[str, ...]]:
    """Those of what a record is about, and those of what it mentions."""
    about = (record.title, record.summary, *record.keywords, *record.headings)
    synonyms = find_synonyms(about, groups)
    mentioned = find_synonyms((*about, *record.texts), groups)
    return {"synonyms": synonyms, "mentions": tuple(word for word in mentioned if word not in synonyms)}
