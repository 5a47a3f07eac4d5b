"""What translators get and give back: one PO file per locale (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).

A message is one title, paragraph, list item or table cell of an original; its context is the article's path,
so that a message finds its article whatever else has changed. What a text is cut into is told by `segments`;
the files are Babel's. An article is written only where its messages differ from what an export gives now.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from .errors import SourceError
from .history import fingerprint_of
from .keys import make_slug
from .locales import Locales
from .segments import Piece, protected, split_text
from .status import is_stale, read_overview
from .sync import markdown_below
from .writer import FRONT_MATTER, read_body, read_meta, read_text, set_meta, write_file

TRANSLATED_META = ("title", "description")
COPIED_META = ("collection", "order")

HEADER = """\
msgid ""
msgstr ""
"Language: {}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

"""
"""Without the date that Babel writes: an export of the same articles is the same bytes."""

Outcome = Literal["written", "unchanged", "incomplete", "refused", "unknown"]
Key = tuple[str, str]
"""Context and original text of a message."""


@dataclass(frozen=True, slots=True)
class Message:
    """One text of an article."""

    context: str
    """The article's path, and a number from the second time on that it says the same."""
    text: str
    translation: str
    is_doubtful: bool
    """Whether the original has changed since: translators see it as fuzzy."""
    comment: str = ""

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an article that was in a PO file."""

    path: str
    outcome: Outcome
    reason: str = ""


def export_articles(
    docs: Path, locale: str, locales: Locales, *, everything: bool = False
) -> tuple[bytes, int]:
    """Return a PO file of what a locale lacks, or of all it could have, and how many articles are in it.

    Raises:
        OutputError: a file can't be read.
        UsageError: there are no articles.
    """
    wanted = {"missing", "stale", *(("translated", "draft") if everything else ())}
    overview = read_overview(docs, locales)
    paths = [one.path for one in overview.articles if one.locale == locale and one.state in wanted]
    catalog = Catalog()
    for path in paths:
        for message in _messages(docs, path, locale, locales.default):
            catalog.add(
                message.text,
                message.translation,
                flags=("fuzzy",) if message.is_doubtful else (),
                auto_comments=(message.comment,) if message.comment else (),
                context=message.context,
            )
    written = BytesIO()
    write_po(written, catalog, width=0, omit_header=True)
    return HEADER.format(locale).encode() + written.getvalue(), len(paths)


def import_articles(docs: Path, file: Path, locale: str, locales: Locales) -> list[Result]:
    """Write what a PO file has translated, and return what became of each of its articles.

    Raises:
        SourceError: it is no PO file.
        OutputError: a file of the docs folder can't be read or written.
    """
    given = _read(file)
    paths = dict.fromkeys(re.sub(r" \(\d+\)\Z", "", context) for context, _ in given)
    known = set(markdown_below(docs / locales.default))
    return [
        _import_one(docs, path, given, locale, locales.default)
        if path in known
        else Result(f"{locale}/{path}", "unknown", f"there is no article {locales.default}/{path}")
        for path in paths
    ]


def language_of_file(file: Path) -> str:
    """Return the locale that a PO file names in its header, else its name; "" if neither does.

    Raises:
        SourceError: it can't be read.
    """
    try:
        match = re.search(rb'^"Language: ?([\w-]+)', file.read_bytes(), re.MULTILINE)
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror}", where=str(file)) from error
    return match[1].decode().replace("_", "-") if match else file.stem


def _read(file: Path) -> dict[Key, str]:
    """Message → translation; a fuzzy one counts as none."""
    try:
        with file.open("rb") as stream:
            catalog = read_po(stream, charset="utf-8", abort_invalid=True)
    except (OSError, PoFileError, UnicodeDecodeError, ValueError) as error:
        raise SourceError(f"can't be read as a PO file: {error}", where=str(file)) from error
    return {
        (message.context or "", str(message.id)): "" if message.fuzzy else str(message.string or "")
        for message in catalog
        if message.id
    }


def _messages(docs: Path, path: str, locale: str, default: str) -> list[Message]:
    original = read_text(docs / default / path) or ""
    own = read_text(docs / locale / path)
    pieces = _prose(original)
    known = _align(pieces, _prose(own)) if own is not None else {}
    doubtful = own is not None and is_stale(own, original)
    seen: Counter[str] = Counter()
    messages = []
    for number, (kind, text) in enumerate(pieces):
        seen[text] += 1
        context = path if seen[text] == 1 else f"{path} ({seen[text]})"
        translation = known.get(number, "")
        comment = kind if kind in TRANSLATED_META else ""
        messages.append(Message(context, text, translation, doubtful and bool(translation), comment))
    return messages


def _prose(text: str) -> list[tuple[str, str]]:
    """What there is to translate in a file: the front matter's key or the mark before it, and the text."""
    meta = read_meta(text)
    found = [(name, str(meta[name])) for name in TRANSLATED_META if meta.get(name)]
    mark = ""
    for piece in split_text(read_body(text)):
        if piece.is_prose:
            found.append((mark, piece.text))
        mark = "" if piece.is_prose else piece.text.strip()
    return found


def _align(original: Sequence[tuple[str, str]], own: Sequence[tuple[str, str]]) -> Mapping[int, str]:
    """Number of an original text → its translation, where both articles are built alike."""
    if [kind for kind, _ in original] != [kind for kind, _ in own]:
        return {}
    return {number: text for number, (_, text) in enumerate(own)}


def _import_one(docs: Path, path: str, given: Mapping[Key, str], locale: str, default: str) -> Result:
    original, own = read_text(docs / default / path) or "", read_text(docs / locale / path)
    where = f"{locale}/{path}"
    messages = _messages(docs, path, locale, default)
    strings = [given.get(message.key, "") for message in messages]
    if not any(strings):
        return Result(where, "unchanged")
    if lacking := [message.text for message, string in zip(messages, strings, strict=True) if not string]:
        return Result(where, "incomplete", f"{len(lacking)} of {len(messages)} texts are not translated")
    for message, string in zip(messages, strings, strict=True):
        if string != message.translation and (lost := _differences(message.text, string)):
            return Result(where, "refused", f"{lost} in “{_short(string)}”")
    is_same = own is not None and strings == [message.translation for message in messages]
    text = own if is_same and own is not None else _compose(original, own, strings, path)
    if text != own or is_stale(text, original):
        text = set_meta(text, "translated_from", fingerprint_of(original))
    if text == own:
        return Result(where, "unchanged")
    write_file(docs / locale / path, text)
    return Result(where, "written")


def _compose(original: str, own: str | None, strings: Sequence[str], path: str) -> str:
    """The translation's file: its own front matter if there is one, the original's build, the new words."""
    meta = read_meta(original)
    rest = iter(strings)
    head: dict[str, object] = {name: next(rest) for name in TRANSLATED_META if meta.get(name)}
    body = "".join(_filled(split_text(read_body(original)), rest))
    match = FRONT_MATTER.match(own) if own else None
    if match:
        text = match[0] + body
    else:
        slug = make_slug(str(head.get("title") or ""))
        key = path.rpartition("/")[2].removesuffix(".md")
        head |= {} if key.startswith(slug) else {"slug": slug}
        head |= {name: meta[name] for name in COPIED_META if meta.get(name)}
        text = f"---\n---\n{body}"
    for name, value in head.items():
        if read_meta(text).get(name) != value:
            text = set_meta(text, name, value)
    return text


def _filled(pieces: Iterable[Piece], strings: Iterator[str]) -> Iterator[str]:
    return (next(strings) if piece.is_prose else piece.text for piece in pieces)


def _differences(text: str, translation: str) -> str:
    """What of links, code and placeholders a translation has lost or invented; "" if nothing."""
    before, after = protected(text), protected(translation)
    lost, new = list((before - after).elements()), list((after - before).elements())
    words = [f"lost {', '.join(lost)}"] if lost else []
    return " and ".join([*words, *([f"invented {', '.join(new)}"] if new else [])])


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
