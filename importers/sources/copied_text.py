"""Text that was copied from a help centre's page: `import text FILE --locale fr`.

A text file in, one article out; its structure is read by `copied_blocks`. Lines of the page around it stay
in the article's HTML where `components` takes them out on the record; what this module leaves out, it notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..errors import SourceError
from ..locales import Locales
from ..model import Article, Failure, Notice, Origin
from ..words import fold, words_for
from .copied_blocks import Group, Outline, split_groups
from .files import TEXT, Document, RawFile

TITLE = "copied text"
SUFFIXES = TEXT

LONGEST_TITLE = 120
FIRST_LINES = 6
"""Lines at the start among which those of the page around the text are looked for."""

_UPDATED = re.compile(
    r"(?:last |zuletzt |dernière |última |ultimo )?(?:updated|modified|mise? à jour|aktualisiert|"
    r"actualizado|atualizado|aggiornato|bijgewerkt|zaktualizowano|uppdaterad|opdateret|oppdatert|обновлено)\b",
    re.IGNORECASE,
)
"""How a line begins that says when the page was changed."""
_SENTENCE = re.compile(r"[.;,:…。；，：]$")


def matches(document: Document) -> bool:
    """Whether a document is a text file and no markup."""
    return (
        isinstance(document, RawFile)
        and document.path.suffix.lower() in {*TEXT, ""}
        and not document.head.lstrip().startswith(b"<")
        and b"\0" not in document.head
    )


def read(documents: Iterable[Document], locales: Locales) -> Iterator[Article | Failure]:  # noqa: ARG001
    """Read each file as one article; only the user knows its locale."""
    for document in documents:
        if not isinstance(document, RawFile):
            continue
        try:
            yield _read_article(document)
        except SourceError as error:
            yield Failure(Origin("text", "", document.file), f"{error.problem}. {error.hint}")


def _read_article(document: RawFile) -> Article | Failure:
    stem = document.path.stem if document.file != "-" else "text"
    origin = Origin("text", stem, document.file)
    lines = _lines(document)
    head, lines, dates = _take_page_lines(lines)
    groups = split_groups(lines)
    title = _title(groups)
    if title:
        groups = [Group(groups[0].lines[1:], 0), *groups[1:]] if len(groups[0].lines) > 1 else groups[1:]
    outline = Outline(words_for(""), "\n".join(lines))
    outline.read(groups)
    if not any(outline.html):
        return Failure(origin, "it holds no text but a title", skipped=True)
    notices = [
        Notice("page-chrome", f"a line of the page around the text was left out: “{each}”") for each in dates
    ]
    if not title:
        title = _likeliest(outline.headings, lines) or _name(stem) or stem
        notices.append(Notice("no-title", f"the text has no title: it is called “{title}” for now"))
    notices += (
        Notice("missing-image", f"the text has only the name of a picture: {name}")
        for name in outline.missing
    )
    return Article(
        origin=origin,
        group=stem,
        title=title,
        html="\n".join([*head, *filter(None, outline.html)]),
        notices=tuple(notices),
    )


def _lines(document: RawFile) -> list[str]:
    """Return the lines of a file.

    Raises:
        SourceError: it isn't UTF-8 text.
    """
    with document.open() as file:
        content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            "it isn't UTF-8 text", where=document.file, hint="Save the text in UTF-8."
        ) from error
    return [line.replace("\u00a0", " ").replace("\u200b", "") for line in text.splitlines()]


def _take_page_lines(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Part the lines of the page around the text from its start: as HTML, the rest, and those with a date."""
    words = words_for("")
    head, dates, rest = [], [], []
    seen = 0
    for line in lines:
        seen += bool(line.strip())
        text = line.strip()
        if 0 < seen <= FIRST_LINES and text and fold(text) in words.page:
            head.append(f"<p>{text}</p>")
        elif (
            0 < seen <= FIRST_LINES and _UPDATED.match(text) and len(text) < 60 and not _SENTENCE.search(text)
        ):
            dates.append(text)
        else:
            rest.append(line)
    return head, rest, dates


def _title(groups: list[Group]) -> str:
    """Return the first line if it is a title: short, no sentence, and text follows."""
    if not groups or not groups[0].line or len(groups) < 2:
        return ""
    line = groups[0].line
    is_title = len(line) <= LONGEST_TITLE and not _SENTENCE.search(line) and groups[0].number is None
    return line if is_title and not line.startswith(("•", "-", "*", "http")) else ""


def _likeliest(headings: list[str], lines: list[str]) -> str:
    """Return the heading whose words the first paragraph has most of: that says what the text is about."""
    start = set(_words(next(filter(None, lines), "")))
    shares = {
        heading: sum(word in start for word in words) / len(words)
        for heading in headings
        if (words := _words(heading))
    }
    return max(shares, key=lambda heading: shares[heading], default="")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", fold(text))


def _name(stem: str) -> str:
    """Make a title of a file's name, "" if nobody would call an article so."""
    words = re.split(r"[\s_-]+", stem)
    is_name = all(re.fullmatch(r"[^\W\d_]+", word) for word in words) and len(max(words, key=len)) > 3
    return " ".join(words).capitalize() if is_name else ""
