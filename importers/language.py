"""The language a text is written in, as far as its words tell; real pages lie about it.

Plain text in, an ISO 639 code out, and only where it is certain. Deterministic: the model is py3langid's
(https://github.com/adbar/py3langid), restricted to languages that help centres are written in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import escape
from itertools import islice
from typing import Any, Protocol, cast

from bs4 import Tag
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from .body import Body, parse_html
from .errors import SourceError
from .locales import Locales, parse_locale
from .model import Article, Failure, Notice
from .reading import elements, visible_text

COMMON = frozenset(
    "ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr "
    "uk vi zh".split()
)
"""Languages told apart in any text. Near twins (gl, bs, ms …) only where the site has them."""

ALIASES = {"nb": "no", "fil": "tl"}
"""Codes that the model knows by another name."""

SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9]*_[^\[\]]*\]")
"""An unrendered shortcode of a page builder: its words are nobody's language."""

CERTAIN = 0.97
LONG_ENOUGH = 60
"""Letters a text must have; a letter of a script without spaces counts for four."""
BLOCKS = frozenset({"p", "li", "td", "summary", "blockquote", "dd"})


def detect_language(text: str, *locales: str) -> str | None:
    """Return the language of `text`, None where it is too short or unclear.

    `locales` are those it may well be in, beside the common ones.
    """
    letters = islice(filter(str.isalpha, text), LONG_ENOUGH)
    if sum(4 if char >= "\u3040" else 1 for char in letters) < LONG_ENOUGH:
        return None
    extra = frozenset(language_of(locale) for locale in locales)
    language, probability = _identifier(extra - COMMON).classify(text[:5000])
    return language if probability >= CERTAIN else None


def language_of(locale: str) -> str:
    """Return the language of a locale as the model calls it: `pt-BR` → `pt`."""
    subtags = parse_locale(locale)
    language = subtags.language if subtags else locale
    return ALIASES.get(language, language)


def settle_locale(article: Article, locales: Locales, fallback: str | None) -> Article | Failure:
    """Give an article without a locale the user's, else the one its text is in, else the default."""
    if article.locale:
        return article
    if fallback:
        return replace(article, locale=fallback)
    root = parse_html(f"<p>{escape(article.title)}</p>{article.html}").body
    text = SHORTCODE.sub(" ", visible_text(root)) if root else ""
    language = detect_language(text, locales.default)
    try:
        locale = locales.resolve(language) if language else locales.default
    except SourceError as error:
        return Failure(article.origin, f"its text is in another language: {error.problem}. {error.hint}")
    notice = (
        Notice("locale-detected", f"the source names no locale; its text reads as `{language}`")
        if language
        else Notice("locale-assumed", f"the source names no locale: filed under the default, `{locale}`")
    )
    return replace(article, locale=locale, notices=(*article.notices, notice))


def note_other_languages(body: Body) -> None:
    """Note where the text, or some of its paragraphs, isn't in the body's language."""
    own = language_of(body.locale)
    whole = visible_text(body.root)
    found: dict[str, str] = {}
    in_own = 0
    for block in _innermost(body.root):
        text = visible_text(block)
        language = detect_language(text, body.locale)
        if language == own:
            in_own += len(text)
        elif language:
            found.setdefault(language, text)
    if not found and 2 * in_own > len(whole):
        return
    language = detect_language(whole, body.locale)
    if language and language != own:
        body.notice("locale-mismatch", f"filed under `{body.locale}`, but the text reads as `{language}`")
        return
    for language, text in found.items():
        excerpt = text if len(text) <= 80 else text[:79] + "…"
        body.notice("mixed-language", f"some text reads as `{language}`: “{excerpt}”")


def _innermost(root: Tag) -> list[Tag]:
    """The blocks that hold no other."""
    blocks = elements(root, BLOCKS)
    outer = {id(parent) for block in blocks for parent in block.parents if parent.name in BLOCKS}
    return [block for block in blocks if id(block) not in outer]


class Identifier(Protocol):
    """What is used of py3langid."""

    def classify(self, text: str) -> tuple[str, float]:
        """Return the most likely language and its probability."""
        ...


@lru_cache(maxsize=8)
def _identifier(extra: frozenset[str]) -> Identifier:
    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    known = set(identifier.labels)
    identifier.set_languages(sorted((COMMON | extra) & known))
    return cast(Identifier, identifier)
