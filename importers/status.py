"""How far the translations of a docs folder are, and what in them an editor should look at.

Reads Markdown files and their front matter; `accept` alone writes. Whether a translation is stale is told by
fingerprints (see `history`), never by dates: a date says that somebody saved a file.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import unquote

from .errors import UsageError
from .history import fingerprint_of
from .language import detect_language, language_of
from .locales import Locales
from .segments import plain, split_text
from .sync import markdown_below
from .writer import read_body, read_meta, read_text, set_meta, write_file

State = Literal["original", "translated", "missing", "stale", "draft"]
Kind = Literal["mixed", "locale", "title", "links"]

PROBLEMS = ("missing", "stale", "draft", *get_args(Kind))
"""What a run can be made to fail on."""

TARGET = re.compile(r"\]\(\s*<?([^()\s<>]+)")
SENTENCE_END = re.compile(r"(?<=[.!?؟…])\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that should not be there."""

    kind: Kind
    """`mixed`: sentences in another language; `locale`: all of it is; `title`: the title is the original's;
    `links`: a link leads readers to another locale."""
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one locale."""

    locale: str
    path: str
    """Below the locale's folder, `billing/change-plan.md`: the same for all translations."""
    title: str
    """Its own, else the original's."""
    state: State
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Every article of a site in every locale."""

    default: str
    locales: tuple[str, ...]
    articles: tuple[Article, ...] = field(default=())

    def count(self, locale: str, problem: str) -> int:
        """Return how many articles of a locale have a state, or findings of a kind."""
        mine = (article for article in self.articles if article.locale == locale)
        return sum(_has(article, problem) for article in mine)

    def having(self, problems: Sequence[str]) -> list[Article]:
        """Return the articles that have one of some problems."""
        return [article for article in self.articles if any(_has(article, problem) for problem in problems)]

    def to_json(self) -> str:
        """Return it as JSON: `default`, `locales`, and `articles` as the classes here have them."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def _has(article: Article, problem: str) -> bool:
    return article.state == problem or any(finding.kind == problem for finding in article.findings)


def read_overview(docs: Path, locales: Locales) -> Overview:
    """Look through a docs folder.

    Raises:
        OutputError: a file can't be read.
        UsageError: there is no article in any of the locales.
    """
    site = locales.site or (locales.default,)
    texts: dict[tuple[str, str], str] = {}
    for source in markdown_below(docs):
        locale, _, path = source.partition("/")
        if locale in site and "/" in path and not path.endswith("/index.md"):
            texts[locale, path] = read_text(docs / source) or ""
    if not texts:
        raise UsageError(
            "there are no articles", where=str(docs), hint="Import some, or name the folder with --docs."
        )
    paths = sorted({path for _, path in texts})
    articles = (_article(locale, path, texts, locales) for locale in site for path in paths)
    return Overview(locales.default, tuple(site), tuple(article for article in articles if article))


def accept(docs: Path, files: Sequence[Path], locales: Locales) -> list[str]:
    """Note in translations that they say what their originals say now; return the files that changed.

    Raises:
        UsageError: a file is no translation of anything.
        OutputError: a file can't be read or written.
    """
    changed = []
    for file in files:
        path = _below(docs, file)
        locale, _, rest = path.partition("/")
        original = read_text(docs / locales.default / rest) if rest else None
        text = read_text(docs / path)
        if text is None or original is None or locale == locales.default or locale not in locales.site:
            raise UsageError(
                "it is no translation of an article",
                where=str(file),
                hint=f"Originals are in {docs / locales.default}.",
            )
        accepted = set_meta(text, "translated_from", fingerprint_of(original))
        if accepted != text:
            write_file(docs / path, accepted)
            changed.append(path)
    return changed


def is_stale(text: str, original: str) -> bool:
    """Return whether the original has changed since its translation was made, as far as that is noted."""
    made_from = read_meta(text).get("translated_from")
    return bool(made_from) and str(made_from) != fingerprint_of(original)


def _below(docs: Path, file: Path) -> str:
    try:
        return file.resolve().relative_to(docs.resolve()).as_posix()
    except ValueError:
        raise UsageError("it is not in the docs folder", where=str(file), hint=f"That is {docs}.") from None


def _article(
    locale: str, path: str, texts: Mapping[tuple[str, str], str], locales: Locales
) -> Article | None:
    """None where there is nothing to translate: the article is another locale's alone."""
    text, original = texts.get((locale, path)), texts.get((locales.default, path))
    if text is None:
        return Article(locale, path, _title(original, path), "missing") if original is not None else None
    findings = _findings(text, f"{locale}/{path}", None if locale == locales.default else original, locales)
    return Article(locale, path, _title(text, path), _state(locale, text, original, locales), tuple(findings))


def _title(text: str | None, path: str) -> str:
    return str(read_meta(text or "").get("title") or posixpath.basename(path).removesuffix(".md"))


def _state(locale: str, text: str, original: str | None, locales: Locales) -> State:
    if read_meta(text).get("status") == "draft":
        return "draft"
    if original is None or locale == locales.default:
        return "original"
    return "stale" if is_stale(text, original) else "translated"


def _findings(text: str, path: str, original: str | None, locales: Locales) -> Iterator[Finding]:
    locale = path.partition("/")[0]
    yield from _languages(text, locale)
    title = str(read_meta(text).get("title") or "")
    if (
        original
        and title
        and title == read_meta(original).get("title")
        and _is_language(title, locales.default)
    ):
        yield Finding("title", title)
    for target in TARGET.findall(read_body(text)):
        if leads := _other_locale(unquote(target), path, locales):
            yield Finding("links", leads)


def _languages(text: str, locale: str) -> Iterator[Finding]:
    own = language_of(locale)
    prose = [
        words for piece in split_text(read_body(text)) if piece.is_prose and (words := plain(piece.text))
    ]
    whole = detect_language(" ".join(prose), locale)
    if whole and whole != own:
        yield Finding("locale", whole)
        return
    for paragraph in prose:
        for sentence in SENTENCE_END.split(paragraph):
            language = detect_language(sentence, locale)
            if language and language != own:
                yield Finding("mixed", f"{language}: {sentence}")


def _is_language(title: str, default: str) -> bool:
    """Names are the same everywhere; a title of several words is not."""
    return len(title.split()) > 2 or detect_language(title, default) == language_of(default)


def _other_locale(target: str, path: str, locales: Locales) -> str:
    """The file of another locale that a link leads to; "" if it stays, or leaves the site.

    One to the original's file stays: the site leads it to the reader's own locale.
    """
    file = target.partition("#")[0]
    if not file or "://" in file or file.startswith("mailto:"):
        return ""
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file[0] != "/" else file[1:]
    locale = goal.partition("/")[0]
    return goal if locale in locales.site and locale not in (locales.default, path.partition("/")[0]) else ""
