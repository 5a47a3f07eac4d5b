"""The docs folder as rules see it: any file by its path, read once, and the locales of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from ..loader import Loader
from ..taxonomy import DATA_FOLDER
from .source import Source

TERMS_FILE = f"{DATA_FOLDER}/terms.yml"


@dataclass(frozen=True)
class DocsFolder:
    """What there is to link to, to pair with and to compare with."""

    docs: Path
    locales: tuple[str, ...]
    """Of the site; the default one first."""
    host: str = ""
    """The site's own, as in `site_url`."""
    _sources: dict[str, Source | None] = field(default_factory=dict)

    @property
    def default_locale(self) -> str:
        """The one that others are translated from."""
        return self.locales[0]

    @property
    def data(self) -> Path:
        """The folder of shared data."""
        return self.docs / DATA_FOLDER

    def read(self, path: str) -> Source | None:
        """A file of the docs folder; None if it is not there, or no UTF-8 text."""
        if path not in self._sources:
            try:
                self._sources[path] = Source(path, (self.docs / path).read_text(encoding="utf-8-sig"))
            except (OSError, UnicodeDecodeError):
                self._sources[path] = None
        return self._sources[path]

    def renew(self, source: Source) -> None:
        """Take a file's new text for the old one."""
        self._sources[source.path] = source
        for made_from_texts in ("documents", "titles", "homes", "terms"):
            self.__dict__.pop(made_from_texts, None)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file of the docs folder but those in folders that begin with a dot."""
        return frozenset(_files(self.docs, self.docs))

    @cached_property
    def documents(self) -> tuple[Source, ...]:
        """All Markdown of the site's locales, by path."""
        wanted = (path for path in sorted(self.paths) if path.endswith(".md"))
        sources = (self.read(path) for path in wanted if path.partition("/")[0] in self.locales)
        return tuple(source for source in sources if source)

    @cached_property
    def titles(self) -> Mapping[tuple[str, str], str]:
        """Locale and title, without case → the first article that has it."""
        titles: dict[tuple[str, str], str] = {}
        for source in self.documents:
            if source.kind == "article" and source.title:
                titles.setdefault((source.locale, source.title.casefold()), source.path)
        return titles

    @cached_property
    def homes(self) -> Mapping[str, Mapping[str, str]]:
        """Key of an article → locale → its first path, in the order of the site's locales."""
        homes: dict[str, dict[str, str]] = {}
        for locale in self.locales:
            for source in self.documents:
                if source.locale == locale and source.kind == "article":
                    homes.setdefault(source.key, {}).setdefault(locale, source.path)
        return homes

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Locale, or "all" → a name as it is spelt → how it is not; empty where terms.yml can't be read."""
        source = self.read(TERMS_FILE)
        try:
            data = yaml.load(source.text, Loader) if source else None
        except yaml.YAMLError:
            return {}
        return {
            str(locale): {
                str(right): tuple(map(str, wrong if isinstance(wrong, list) else [wrong]))
                for right, wrong in terms.items()
            }
            for locale, terms in (data.items() if isinstance(data, dict) else ())
            if isinstance(terms, dict)
        }


def _files(folder: Path, docs: Path) -> Iterator[str]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files(path, docs)
        else:
            yield path.relative_to(docs).as_posix()
