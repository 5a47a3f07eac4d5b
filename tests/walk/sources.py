"""The sources of the walk's site: as data that edits change, and as files that MkDocs reads."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml

from .words import HEADINGS, LOCALES, NAMES, paragraph, title

COLLECTIONS = ("orders", "payouts", "team")
CONFIGURATION = "mkdocs.yml"
TAXONOMY = "docs/_data/collections.yml"
FEES = "docs/_data/fees/payouts.yml"
PICTURE = "docs/assets/screen.png"
FIRST_DAY = 1_780_000_000
DAY = 86_400


@dataclass(frozen=True)
class Article:
    """A Markdown file: front matter, and blocks with blank lines between them."""

    meta: Mapping[str, Any]
    blocks: tuple[str, ...]

    def __str__(self) -> str:
        front = yaml.safe_dump(dict(self.meta), allow_unicode=True, sort_keys=False)
        return f"---\n{front}---\n\n" + "\n\n".join(self.blocks) + "\n"


Content = Article | dict[str, Any] | list[Any] | str | bytes

OWN: dict[str, Content] = {
    "theme/main.html": '{% extends "base.html" %}\n',
    "theme/own.html": "{{ page.content }}\n",
    "hook.py": "",
    "terms.md": "",
}
"""What mkdocs.yml may name from the beginning."""


@dataclass
class Sources:
    """One state of the site."""

    files: dict[str, Content] = field(default_factory=dict)
    """Path below the site's folder → what is in it: an article, YAML as data, text, or bytes."""
    now: int = FIRST_DAY
    """When it is built, in seconds since 1970."""

    def articles(self) -> dict[str, Article]:
        """The articles; not the pages called index.md."""
        return {
            path: content
            for path, content in self.files.items()
            if isinstance(content, Article) and path.count("/") == 3 and not path.endswith("/index.md")
        }

    def locales(self) -> list[str]:
        """The locales that are configured."""
        return [language["locale"] for language in self.languages()]

    def languages(self) -> list[dict[str, Any]]:
        """The i18n plugin's languages."""
        languages: list[dict[str, Any]] = self.settings()["plugins"][1]["i18n"]["languages"]
        return languages

    def options(self) -> dict[str, Any]:
        """Our plugin's options."""
        options: dict[str, Any] = self.settings()["plugins"][0]["helpcentre"]
        return options

    def settings(self) -> dict[str, Any]:
        """mkdocs.yml, to be changed in place."""
        return self.data(CONFIGURATION)

    def data(self, path: str) -> dict[str, Any]:
        """A YAML file, to be changed in place."""
        content = self.files[path]
        assert isinstance(content, dict)
        return content

    def copy(self) -> Sources:
        """The same state, to come back to."""
        return copy.deepcopy(self)

    def write(self, folder: Path, random: Random) -> None:
        """Make the files on disk equal to these, with any times that a clock or a copy may give."""
        for file in [*folder.rglob("*")]:
            path = file.relative_to(folder).as_posix()
            if file.is_file() and path.startswith(("docs/", "theme/")) and path not in self.files:
                file.unlink()
        for path, content in self.files.items():
            _write(folder / path, _encode(content), random)


def _encode(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content
    text = str(content) if isinstance(content, str | Article) else yaml.safe_dump(content, allow_unicode=True)
    return text.encode()


def _write(file: Path, content: bytes, random: Random) -> None:
    before = file.stat() if file.is_file() else None
    if before and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    chance = random.random()
    if before and chance < 0.2:
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif chance < 0.4:
        os.utime(file, (FIRST_DAY + random.randint(-DAY, DAY),) * 2)


def make_sources(random: Random) -> Sources:
    """A site in four locales, most articles in more than one."""
    sources = Sources({CONFIGURATION: _settings(), PICTURE: draw_picture(640, 360), **OWN})
    for number in range(9):
        path = f"{COLLECTIONS[number % 3]}/{'abcdefghi'[number]}-article.md"
        for locale in LOCALES[:4]:
            if locale == "en" or random.random() < 0.7:
                sources.files[f"docs/{locale}/{path}"] = make_article(locale, random)
    for locale in LOCALES[:4]:
        home = {"title": title(locale, random), "promoted": ["a-article", "e-article"]}
        sources.files[f"docs/{locale}/index.md"] = Article(home, (paragraph(locale, random),))
    sources.files[TAXONOMY] = {
        key: {"order": order, "icon": "cash", "title": {"en": key.title(), "fr": f"{key} (fr)"}}
        for order, key in enumerate(COLLECTIONS)
    }
    sources.files[FEES] = _fees()
    sources.files["docs/_data/synonyms.en.yml"] = [["refund", "money back"], ["owner", "holder"]]
    sources.files["docs/_data/redirects.yml"] = {"old.lumen.example": {"/a-*": "en/a-article"}}
    return sources


def make_article(locale: str, random: Random) -> Article:
    """An article with three parts."""
    blocks = [paragraph(locale, random)]
    for heading in HEADINGS[locale][:2]:
        blocks += [f"## {heading}", paragraph(locale, random)]
    return Article({"title": title(locale, random), "description": ""}, tuple(blocks))


def draw_picture(width: int, height: int) -> bytes:
    """The beginning of a PNG, which says its size (https://www.w3.org/TR/png-3/#11IHDR)."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")


def _settings() -> dict[str, Any]:
    languages = [
        {"locale": locale, "name": NAMES[locale], "default": locale == "en"} for locale in LOCALES[:4]
    ]
    return {
        "site_name": "Lumen Help",
        "site_url": "https://help.lumen.example/",
        "theme": {"name": "material", "font": False, "custom_dir": "theme"},
        "plugins": [
            {"helpcentre": {"support": "https://lumen.example/contact?about={title}"}},
            {"i18n": {"docs_structure": "folder", "languages": languages}},
        ],
        "markdown_extensions": ["helpcentre", {"toc": {"permalink": True}}],
        "validation": {"links": {"anchors": "warn"}},
    }


def _fees() -> dict[str, Any]:
    return {
        "title": {"en": "Payout fees", "fr": "Frais de versement"},
        "currency": "EUR",
        "columns": [{"key": "price", "label": {"en": "Price", "de": "Preis"}, "type": "money"}],
        "rows": [{"label": {"en": "Next day"}, "price": 0.5}, {"label": {"en": "At once"}, "price": 2}],
    }
