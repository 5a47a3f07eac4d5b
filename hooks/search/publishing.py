"""Writes what search fetches: assets/search/<locale>/, with Pagefind's files and vocabulary.json."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..i18n.locales import language_tag
from ..plan import Plan
from ..reading import Reading
from ..taxonomy import DATA_FOLDER
from .index import index_folder, write_index
from .records import Record, make_records, render_record
from .synonyms import Group, find_synonyms, read_synonyms
from .vocabulary import make_vocabulary
from .words import compound_parts, words_in

log = logging.getLogger("mkdocs.plugins.helpcentre")

VOCABULARY = "vocabulary.json"


def publish_search(plan: Plan, locale: str, readings: Mapping[str, Reading], config: MkDocsConfig) -> None:
    """Write a locale's index; a site without articles has none.

    Raises:
        BuildError: Pagefind can't be run.
        ConfigurationError: the locale's synonyms can't be read.
    """
    records = make_records(plan, locale, readings)
    if not records:
        return
    language = language_tag(locale)
    groups = read_synonyms(Path(config.docs_dir, DATA_FOLDER, f"synonyms.{locale}.yml"))
    hidden = _hidden_words(records, groups, language)
    pages = {
        record.destination: render_record(record, language, words)
        for record, words in zip(records, hidden, strict=True)
    }
    folder = Path(config.site_dir, index_folder(locale))
    write_index(pages, locale, folder)
    vocabulary = make_vocabulary(records, groups, language)
    text = json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":"))
    (folder / VOCABULARY).write_text(text, encoding="utf-8", newline="\n")
    log.debug("Search of %s: %d records", locale, len(records))


def _hidden_words(
    records: tuple[Record, ...], groups: tuple[Group, ...], language: str
) -> list[dict[str, tuple[str, ...]]]:
    """For each record the words that find it and are not in it."""
    words = [
        frozenset(
            chain.from_iterable(
                words_in(text, language) for text in (record.title, *record.headings, *record.texts)
            )
        )
        for record in records
    ]
    lexicon = frozenset[str]().union(*words)
    return [
        {
            **_synonyms(record, groups),
            "parts": tuple(sorted(compound_parts(own, lexicon, language) - own)),
        }
        for record, own in zip(records, words, strict=True)
    ]


def _synonyms(record: Record, groups: tuple[Group, ...]) -> dict[str, tuple[str, ...]]:
    """Those of what a record is about, and those of what it mentions."""
    about = (record.title, record.summary, *record.keywords, *record.headings)
    synonyms = find_synonyms(about, groups)
    mentioned = find_synonyms((*about, *record.texts), groups)
    return {"synonyms": synonyms, "mentions": tuple(word for word in mentioned if word not in synonyms)}
