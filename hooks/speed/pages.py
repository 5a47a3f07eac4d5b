"""The pages of a locale that need not be made again: rendered texts, and finished pages.

Each is found in two steps, since what it depends on is known only once it has been made. Its own facts
give a first key, under which is noted what else was asked while it was made: which files its links named,
which titles its template read. The answers that those questions have now give the second key. So a page is
taken from the cache just when making it again would see nothing new.

An entry holds what was logged while it was made, and it is logged again.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from ..reading import Reading
from ..views import ArticleView, CollectionView, HelpContext, describe
from .cache import Pack
from .fingerprints import fingerprint
from .folder import digest_bytes
from .tracing import Question

Logged = tuple[tuple[str, int, str], ...]
"""What was logged: logger, level, message."""

Asked = tuple[str, tuple[str, ...]]
"""Name of a view, and what was read of it."""

VIEWS = (ArticleView, CollectionView)

HEAD = 64 * 1024
"""Bytes of a picture that its size is read from (components/pictures.py)."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is known of a text that has been rendered, without its HTML, which is rarely needed."""

    key: str
    meta: Mapping[str, Any]
    markdown: str
    title: str | None
    reading: Reading
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]]
    """File that is linked to, as it was asked for, or "" for the page itself → anchor → link."""
    logged: Logged


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it is in the site."""

    digest: str
    """Of its HTML; "" where there was none to write."""
    logged: Logged


def portable(records: Iterable[logging.LogRecord]) -> Logged:
    """Log records as they are kept."""
    return tuple((record.name, record.levelno, record.getMessage()) for record in records)


def log_known(logged: Logged) -> None:
    """Log again what is kept."""
    for name, level, message in logged:
        logging.getLogger(name).log(level, "%s", message)


class PageCache:
    """The rendered texts and finished pages of one locale."""

    def __init__(self, facts: Pack, texts: Pack, shared: str, docs: Path) -> None:
        """Use two packs.

        Args:
            facts: what is known of pages.
            texts: their HTML.
            shared: fingerprint of what all pages of the locale depend on.
            docs: the docs folder.
        """
        self._facts = facts
        self._texts = texts
        self._shared = shared
        self._docs = docs

    # Rendered texts

    def find_rendered(self, own: str, target_of: Callable[[str], File | None]) -> Rendered | None:
        """What is known of a text.

        Args:
            own: fingerprint of what the text alone depends on.
            target_of: finds the file that a link names.
        """
        first = fingerprint("text", self._shared, own)
        asked = self._facts.get(first)
        if asked is None:
            return None
        key = self._rendered_key(first, {path: target_of(path) for path in asked})
        found = self._facts.get(key)
        self._texts.keep(key)
        return found if isinstance(found, Rendered) else None

    def keep_rendered(
        self, own: str, page: Page, reading: Reading, targets: Mapping[str, File | None], logged: Logged
    ) -> Rendered:
        """Remember a text that has been rendered; `targets` has the files that its links named."""
        first = fingerprint("text", self._shared, own)
        key = self._rendered_key(first, targets)
        paths = {id(file): path for path, file in targets.items()}
        links = page.links_to_anchors or {}
        rendered = Rendered(
            key,
            page.meta,
            page.markdown or "",
            page._title_from_render,
            reading,
            frozenset(page.present_anchor_ids or ()),
            {"" if file is page.file else paths[id(file)]: anchors for file, anchors in links.items()},
            logged,
        )
        self._facts.put(first, tuple(targets))
        self._facts.put(key, rendered)
        self._texts.put(key, (page.content, page.toc))
        return rendered

    def _rendered_key(self, first: str, targets: Mapping[str, File | None]) -> str:
        return fingerprint(first, [(path, *self._target(path, file)) for path, file in targets.items()])

    def _target(self, path: str, file: File | None) -> tuple[str, ...]:
        """What a page's HTML has of a file that it names: the address, and a picture's size."""
        head = "" if path.endswith(".md") else _read_head(f"{self._docs}/{path}")
        return (head, file.url, file.inclusion.name) if file else (head,)

    def find_text(self, rendered: Rendered) -> tuple[str, Any] | None:
        """The HTML and the table of contents of a text that is known."""
        found: tuple[str, Any] | None = self._texts.get(rendered.key)
        return found

    # Finished pages

    def find_finished(self, own: str, prints: Prints) -> Finished | None:
        """What is known of a page; `own` is the fingerprint of what it alone depends on."""
        first = fingerprint("page", self._shared, own)
        asked = self._facts.get(first)
        if asked is None:
            return None
        found = self._facts.get(fingerprint(first, prints.of_answers(asked)))
        return found if isinstance(found, Finished) else None

    def keep_finished(
        self, own: str, content: bytes, asked: Iterable[Question], prints: Prints, logged: Logged
    ) -> Finished:
        """Remember a page that has been finished; `asked` is what was read of views meanwhile."""
        first = fingerprint("page", self._shared, own)
        finished = Finished(digest_bytes(content) if content else "", logged)
        questions = _compact(asked)
        self._facts.put(first, questions)
        self._facts.put(fingerprint(first, prints.of_answers(questions)), finished)
        if content:
            self._texts.put(finished.digest, content)
        return finished

    def find_page(self, finished: Finished) -> bytes | None:
        """The HTML of a page that is known."""
        content = self._texts.get(finished.digest)
        return content if isinstance(content, bytes) and digest_bytes(content) == finished.digest else None

    def keep_page(self, finished: Finished) -> None:
        """Count a page's HTML as used."""
        self._texts.keep(finished.digest)

    def save(self) -> None:
        """Write the packs."""
        self._facts.save()
        self._texts.save()


def encode_page(html: str) -> bytes:
    """A page as MkDocs writes it; nothing where it writes none."""
    return html.encode("utf-8", errors="xmlcharrefreplace") if html.strip() else b""


class Prints:
    """Fingerprints of what the pages of a locale are made from."""

    def __init__(self, shared: HelpContext, views: Mapping[str, Any]) -> None:
        """Take what pages share.

        Args:
            shared: the context that those of pages are made from, of which most have much.
            views: name → view, of those that pages share.
        """
        names = [field.name for field in fields(shared) if field.name != "strings"]  # the whole locale's
        self._shared = [(name, getattr(shared, name), _outline(getattr(shared, name))) for name in names]
        self._views = views
        self._answers: dict[Asked, str] = {}

    def of_context(self, context: HelpContext, rendered: Rendered, facts: Iterable[object]) -> str:
        """The fingerprint of what a page alone depends on, besides what it shares with others.

        Args:
            context: its context; views that it shares count by their names.
            rendered: its text.
            facts: what else its template can read of it.
        """
        own = [
            outline if (value := getattr(context, name)) is shared else _outline(value)
            for name, shared, outline in self._shared
        ]
        return fingerprint(_digest_lines(own), rendered.key, *facts)

    def of_answers(self, asked: Iterable[Asked]) -> str:
        """The fingerprint of questions, and of the answers that they have now."""
        return _digest_lines(self._answers.get(each) or self._answer(each) for each in asked)

    def _answer(self, asked: Asked) -> str:
        name, read = asked
        view = self._views.get(name)
        answers = [_described(getattr(view, field)) for field in read] if view is not None else None
        self._answers[asked] = repr((asked, answers))
        return self._answers[asked]


def _digest_lines(lines: Iterable[str]) -> str:
    """What tells lists of `repr`s apart, which have no line breaks."""
    return digest_bytes("\n".join(lines).encode())


def _outline(value: Any) -> str:
    """A field of a context, where views stand for themselves by name; an article's own view is told."""
    if isinstance(value, ArticleView):
        return repr([_described(getattr(value, field.name)) for field in fields(value)])
    return repr(_described(value))


def _described(value: Any) -> object:
    if isinstance(value, VIEWS):
        return describe(value)
    if isinstance(value, tuple) and value and isinstance(value[0], VIEWS):
        return [describe(each) for each in value]
    return value


def _compact(asked: Iterable[Question]) -> tuple[Asked, ...]:
    """Questions as they are kept."""
    views: dict[str, list[str]] = {}
    for kind, key, field in asked:
        views.setdefault(f"{kind} {key}", []).append(field)
    return tuple((name, tuple(sorted(read))) for name, read in sorted(views.items()))


def _read_head(file: str) -> str:
    try:
        stat = os.stat(file)  # noqa: PTH116 (of each picture on each page)
    except OSError:
        return ""
    return _digest_head(file, stat.st_mtime_ns, stat.st_size, stat.st_ino)


@cache
def _digest_head(file: str, *_version: int) -> str:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            return digest_bytes(stream.read(HEAD))
    except OSError:
        return ""
