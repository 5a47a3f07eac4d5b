"""What the components know about the page they render, and the one way in which they complain.

Nothing here needs MkDocs: the plugin fills in a `PageContext` through the extension's options; a test
or another program leaves it empty and gets English words and no support address.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..i18n.locales import nearest_locale
from ..loader import Loader

log = logging.getLogger("mkdocs.plugins.helpcentre")
"""A child of MkDocs' own logger, so that `mkdocs build --strict` counts our warnings."""

DEFAULT_LOCALE = "en"
STRINGS = Path(__file__).parent.parent / "strings"


@dataclass(frozen=True, slots=True)
class PageContext:
    """One page while it is rendered."""

    locale: str = DEFAULT_LOCALE
    """BCP 47 code of the page's text: `fr`, `pt-BR`."""
    data_dir: str = ""
    """The folder of shared data (`docs/_data`); "" where there is none."""
    folder: str = ""
    """The folder of the page's Markdown file, from which its pictures are named; "" where it is no file."""
    article: Mapping[str, str] = field(default_factory=dict)
    """`title`, `url` (absolute), `id` and `locale`, for the support link and for messages."""
    support: Mapping[str, Any] = field(default_factory=dict)
    """Locale or `default` → address template; see `support.py`."""
    strings: Mapping[str, Any] = field(default_factory=dict)
    """Interface words; a key without a text is read from the packaged file of the locale."""

    def word(self, key: str, **values: str) -> str:
        """An interface word in the page's language, with its placeholders filled in."""
        text = self.strings.get(key)
        if not text or not isinstance(text, str):
            text = packaged_words(self.locale).get(key) or packaged_words(DEFAULT_LOCALE)[key]
        return text.format(**values) if values else text

    def warn(self, problem: str, *, where: str = "", hint: str = "") -> None:
        """Tell the site's owner: the problem, where it is, what to do. Fails a `--strict` build."""
        page = self.article.get("url") or self.article.get("title") or "a page"
        log.warning("%s: %s%s%s", page, problem, f" ({where})" if where else "", f". {hint}" if hint else "")


@dataclass(slots=True)
class Current:
    """What a Markdown instance renders now: one renders many pages in turn."""

    page: PageContext


def fallbacks(locale: str) -> list[str]:
    """The locale and what stands in for it: `pt-BR` → `pt-BR`, `pt`; `zh_TW` → `zh-TW`, `zh`."""
    parts = locale.replace("_", "-").split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


@cache
def packaged_words(locale: str) -> Mapping[str, str]:
    """The words of `hooks/strings/<locale>.yml`, or of the nearest locale that we have; else empty."""
    name = nearest_locale(locale, (file.stem for file in STRINGS.glob("*.yml")))
    if name is None:
        return {}
    words = yaml.load((STRINGS / f"{name}.yml").read_text(encoding="utf-8"), Loader)
    return {key: text for key, text in words.items() if isinstance(text, str)}
