"""What stands in the docs folder: documents per locale and the collections they belong to.

Reads front matter; decides nothing about addresses or pages. What is wrong in an editor's file is a
warning that names it, so that `--strict` fails.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from posixpath import basename, splitext
from typing import Any, Literal

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, InclusionLevel

from .loader import Loader
from .speed.cache import Pack
from .speed.fingerprints import fingerprint, fingerprint_program
from .speed.folder import digest_bytes
from .taxonomy import Collection, read_collections

log = logging.getLogger("mkdocs.plugins.helpcentre")

Kind = Literal["home", "collection", "article", "page"]


HOME = "index.md"
"""The home page's path below the locale's folder."""

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
"""As MkDocs reads it (mkdocs/utils/meta.py)."""


FIRST_HEADING = re.compile(r"\A\s*# +(\S.*?)(?: +#+)?(?: *\{[^}\n]*\})?[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file of one locale."""

    locale: str
    path: str
    """Below the locale's folder, `billing/change-your-plan.md`: the same for all its translations."""
    meta: Mapping[str, Any]
    """Front matter as written."""
    heading: str = ""
    """The title where it stands as the text's first heading instead of in front matter."""
    inclusion: InclusionLevel = InclusionLevel.INCLUDED
    fingerprint: str = ""
    """What its translations say they were made from: see `take_fingerprint`."""
    content: bytes = field(default=b"", repr=False)
    """The whole file: read once, so that all stages see one version of it; as bytes, which take half the
    memory that most texts do.
    """
    digest: str = ""
    """What tells the content from any other."""

    @property
    def text(self) -> str:
        """The file as text, with line breaks as Python has them."""
        return _decode(self.content)

    @property
    def body(self) -> str:
        """The text without its front matter, as MkDocs has it."""
        text = self.text
        match = FRONT_MATTER.match(text)
        return (text[match.end() :] if match else text).lstrip("\n")

    @property
    def source(self) -> str:
        """Path below the docs folder, as MkDocs names the file."""
        return f"{self.locale}/{self.path}"

    @property
    def key(self) -> str:
        """Translation key: the file's name."""
        return splitext(basename(self.path))[0]

    @property
    def kind(self) -> Kind:
        """What the file's place makes of it."""
        if self.path == HOME:
            return "home"
        if not self.collection:
            return "page"
        return "collection" if self.path == collection_path(self.collection) else "article"

    @property
    def collection(self) -> str:
        """Key of the collection: the folder, unless front matter names another; "" at the top."""
        folder = self.path.partition("/")[0] if "/" in self.path else ""
        return str(self.meta.get("collection") or folder)

    @property
    def is_published(self) -> bool:
        """Whether readers of the built site get to see it."""
        return bool(self.inclusion.is_included())

    @property
    def title(self) -> str:
        """Front matter's title, the first heading, or the file's name as words."""
        return str(self.meta.get("title") or self.heading or humanise(self.key))

    @property
    def updated(self) -> date | None:
        """The day of the last change; None where front matter has none that can be read."""
        value = self.meta.get("updated")
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None

    @property
    def order(self) -> float:
        """Place among its siblings; those without one come last."""
        value = self.meta.get("order")
        return float(value) if isinstance(value, int | float) else float("inf")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All documents and collections of the site."""

    documents: Mapping[tuple[str, str], Document]
    """(locale, path) → document."""
    collections: Mapping[str, Collection]
    """Key → collection; each collection that a document or collections.yml names."""


def collection_path(key: str) -> str:
    """Path of a collection's own page below the locale's folder."""
    return f"{key}/index.md"


def humanise(key: str) -> str:
    """A key as words: `change-your-plan` → `Change your plan`."""
    words = key.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def read_catalogue(
    files: Iterable[File], docs_dir: Path, locales: Iterable[str], memory: Pack | None = None
) -> Catalogue:
    """Read the front matter of every document, and the collections.

    Args:
        files: MkDocs' files below the locales' folders; others are ignored.
        docs_dir: the docs folder.
        locales: locales that are built.
        memory: what is known of texts that have been read before.

    Raises:
        ConfigurationError: docs/_data/collections.yml is broken, or a document is no text.
    """
    known = frozenset(locales)
    documents = {}
    for file in files:
        locale, _, path = file.src_uri.partition("/")
        if locale in known and file.is_documentation_page():
            documents[locale, path] = read_document(file, locale, path, memory)
    if memory:
        memory.save()
    _warn_of_divided_keys(documents.values())
    collections = read_collections(docs_dir)
    for document in documents.values():
        if document.collection and document.collection not in collections:
            collections[document.collection] = Collection(document.collection)
    return Catalogue(documents, collections)


def read_document(file: File, locale: str, path: str, memory: Pack | None = None) -> Document:
    """A file as a document; its parameters are those of `read_catalogue` and `Document`.

    Raises:
        ConfigurationError: it is no text.
    """
    try:
        content = file.content_bytes
        digest = digest_bytes(content)
        meta, heading, own = _recall_text(content, digest, file.src_uri, memory)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"Doc file '{file.src_uri}' can't be read as UTF-8 text ({error}). Save it as UTF-8."
        ) from error
    inclusion = file.inclusion
    if meta.get("status") == "draft" and inclusion.is_included():
        inclusion = InclusionLevel.DRAFT
    document = Document(locale, path, meta, heading, inclusion, own, content, digest)
    if meta.get("updated") and not document.updated:
        log.warning(
            "Doc file '%s': `updated: %s` is no date. Write it as 2026-03-31.", file.src_uri, meta["updated"]
        )
    return document


def _recall_text(
    content: bytes, digest: str, source: str, memory: Pack | None
) -> tuple[Mapping[str, Any], str, str]:
    """Front matter, first heading and fingerprint of a text."""
    key = fingerprint("document", fingerprint_program(), digest) if memory else ""
    known: tuple[Mapping[str, Any], str, str] | None = memory.get(key) if memory else None
    if known is None:
        text = _decode(content)
        match = FRONT_MATTER.match(text)
        meta = _read_front_matter(match[1], source) if match else {}
        body = text[match.end() :] if match else text
        known = meta or {}, split_heading(body)[0], take_fingerprint(meta or {}, body)
        if memory and meta is not None:  # what can't be read is told each time
            memory.put(key, known)
    return known


def _decode(content: bytes) -> str:
    """A file's text as MkDocs reads it: without a byte order mark, lines ended by `\\n`."""
    text = content.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def take_fingerprint(meta: Mapping[str, Any], body: str) -> str:
    """What tells a text from its earlier versions.

    "How staleness is found" in guide/en/translating/translation-status.md explains it.
    Half of the contract with the importer, which computes the same in importers/history.py.
    """
    parts = (str(meta.get("title") or ""), str(meta.get("description") or ""), body)
    text = "\n\n".join(part.replace("\r\n", "\n").strip() for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def split_heading(text: str) -> tuple[str, str]:
    """A text's first heading of level 1, if it starts with one, and the text without it."""
    match = FIRST_HEADING.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def _read_front_matter(text: str, source: str) -> Mapping[str, Any] | None:
    """Front matter as written, empty where it is no mapping; None, with a warning, where it is no YAML."""
    try:
        meta = yaml.load(text, Loader=Loader)
    except yaml.YAMLError as error:
        log.warning(
            "Doc file '%s': its front matter is not valid YAML (%s). Put quotes around texts with a colon.",
            source,
            " ".join(str(error).split()),
        )
        return None
    return meta if isinstance(meta, dict) else {}


def _warn_of_divided_keys(documents: Iterable[Document]) -> None:
    """Translations pair by path, so the same key in two folders is most likely a file in the wrong one."""
    seen: dict[str, Document] = {}
    for document in documents:
        if document.kind != "article":
            continue
        first = seen.setdefault(document.key, document)
        if first.path != document.path:
            log.warning(
                "Doc files '%s' and '%s' have one key in two collections, so they are not translations of "
                "each other. Move one to the other's folder, or rename it.",
                first.source,
                document.source,
            )


def warn_of_missing_default(catalogue: Catalogue, default_locale: str) -> None:
    """Warn where the locale that the others fall back on has nothing."""
    if not any(locale == default_locale for locale, _ in catalogue.documents):
        log.warning(
            "There are no documents in docs/%s, the folder of the default language. Move them there, or set "
            "`default: true` at another language under `plugins: i18n: languages` in mkdocs.yml.",
            default_locale,
        )


def warn_of_strays(files: Iterable[File], configured: frozenset[str]) -> None:
    """Warn of Markdown outside the folders of the configured locales, once per folder."""
    strays = {
        file.src_uri.partition("/")[0]
        for file in files
        if file.is_documentation_page() and file.inclusion.is_included()
    }
    for folder in sorted(strays - configured):
        log.warning(
            "'%s' in the docs folder belongs to no language (%s). Move it into one of their folders, or add "
            "the language under `plugins: i18n: languages` in mkdocs.yml.",
            folder,
            ", ".join(sorted(configured)),
        )
