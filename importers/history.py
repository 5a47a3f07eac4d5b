"""What an article's front matter keeps of its past: the slugs it had, and the text it was translated from.

A page as it was converted and the state of earlier imports in, front matter out; writes nothing. Translators
and `status` compare fingerprints too, so what they are is decided here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from .model import Page
from .sync import IMPORTED, Archive
from .writer import read_body, read_meta, read_text, slug_of

Meta = Mapping[str, Any]


def take_fingerprint(meta: Meta, body: str) -> str:
    """Return what tells a text from its earlier versions.

    "How staleness is found" in guide/en/translating/translation-status.md explains it.
    Half of the contract with the site, which computes the same in hooks/catalogue.py.
    """
    parts = (str(meta.get("title") or ""), str(meta.get("description") or ""), body)
    text = "\n\n".join(part.replace("\r\n", "\n").strip() for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def fingerprint_of(text: str) -> str:
    """Return the fingerprint of a file's text."""
    return take_fingerprint(read_meta(text), read_body(text))


def carry_over(page: Page, archive: Archive, default_locale: str) -> dict[str, Any]:
    """Return the front matter that only earlier imports and the original can tell.

    Raises:
        OutputError: a file of the docs folder can't be read.
    """
    earlier = archive.imported_path_of(page.article)
    base = read_text(archive.docs / IMPORTED / earlier) if earlier else None
    return {
        "redirect_from": _earlier_slugs(page, earlier, read_meta(base)) if earlier and base else [],
        "translated_from": _original_of(page, base, archive, default_locale),
    }


def _earlier_slugs(page: Page, earlier: str, base: Meta) -> list[str]:
    """The slugs that the source gave the article before, without the one it has now."""
    now = slug_of(page) or page.key
    known = base.get("redirect_from")
    before = str(base.get("slug") or earlier.rpartition("/")[2].removesuffix(".md"))
    slugs = [*(known if isinstance(known, list) else ()), before]
    return [slug for slug in dict.fromkeys(map(str, slugs)) if slug != now]


def _original_of(page: Page, base: str | None, archive: Archive, default_locale: str) -> str:
    """The original's fingerprint when this translation came: one that has not changed keeps what it has."""
    locale, _, rest = page.path.partition("/")
    if locale == default_locale:
        return ""
    known = str(read_meta(base or "").get("translated_from") or "")
    meta = {"title": page.article.title, "description": page.article.description}
    if base and known and fingerprint_of(base) == take_fingerprint(meta, page.body):
        return known
    path = f"{default_locale}/{rest}"
    original = read_text(archive.docs / IMPORTED / path) or read_text(archive.docs / path)
    return fingerprint_of(original) if original else ""
