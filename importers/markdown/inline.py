"""Inline content: a run of pieces as a line or a paragraph of Markdown.

A run is a flat list of pieces, each with the marks it stands in (`strong`, a link …), so that depth costs
nothing, and neighbours merge and empty marks vanish by themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise

from .addresses import is_autolink, write_target
from .escape import EDGE, Text, escape_line_starts, escape_text, survey
from .pieces import BREAK, Mark, Piece, write_code
from .tidy import tidy


def write_line(run: Sequence[Piece], *, in_cell: bool = False, is_part: bool = False) -> str:
    """A run as a single line: a heading, a cell of a pipe table, a title; or as a part of such a line."""
    pieces = tidy(run)
    return _Writer(pieces, in_cell=in_cell, is_part=is_part).write() if pieces else ""


def write_paragraph(run: Sequence[Piece]) -> str:
    """A run as a paragraph: a line for each sentence, and none that looks like the start of a block."""
    pieces = tidy(run)
    if not pieces:
        return ""
    return write_pictures(pieces) or escape_line_starts(_Writer(pieces, by_sentence=True).write())


def write_pictures(run: Sequence[Piece]) -> str:
    """Pictures and links of pictures, each on a line, as one paragraph; "" if there is anything else."""
    shown = [piece for piece in run if piece.is_markup or piece.text.strip()]
    for piece in shown:
        if not piece.text.startswith("![") or not piece.is_markup or any(m.kind != "a" for m in piece.marks):
            return ""
    groups = groupby(enumerate(shown), lambda each: each[1].marks or each[0])
    return "\n".join(write_line([piece for _, piece in group]) for _, group in groups)


def has_content(run: Sequence[Piece]) -> bool:
    """Whether anything of a run shows."""
    return bool(tidy(run))


class _Writer:
    """Writes one tidy run."""

    def __init__(
        self, pieces: list[Piece], *, in_cell: bool = False, is_part: bool = False, by_sentence: bool = False
    ) -> None:
        self.pieces = pieces
        self.by_sentence = by_sentence
        self.open: list[str] = []  # the delimiters of the emphasis that we are in
        plain = "".join(EDGE if piece.is_markup else piece.text for piece in pieces)
        self.whole: Text = survey(
            plain,
            has_code=any(piece.is_code or (piece.is_markup and "`" in piece.text) for piece in pieces),
            has_emphasis=any(mark.kind in DELIMITERS for piece in pieces for mark in piece.marks),
            in_cell=in_cell,
            is_part=is_part,
        )

    def write(self) -> str:
        return self._write(self.pieces, 0, "", "")

    def _write(self, pieces: Sequence[Piece], depth: int, before: str, after: str) -> str:
        """Write pieces that share their first `depth` marks and stand between two characters."""
        groups = [
            (mark, list(group))
            for mark, group in groupby(
                pieces, lambda piece: piece.marks[depth] if len(piece.marks) > depth else None
            )
        ]
        heads = [self._first_character(mark, group[0]) for mark, group in groups]
        written: list[str] = []
        for index, (mark, group) in enumerate(groups):
            previous = self._last_character(written[-1], groups[index - 1]) if index else before
            following = heads[index + 1] if index + 1 < len(groups) else after
            if mark is None:
                written.append(self._write_plain(group, depth, previous, following))
            elif mark.kind in DELIMITERS:
                written.append(self._write_emphasis(mark, group, depth, previous, following))
            else:
                write = self._write_link if mark.kind == "a" else self._write_html
                written.append(write(mark, group, depth))
        return _join(written)

    def _first_character(self, mark: Mark | None, piece: Piece) -> str:
        if mark is not None:
            return DELIMITERS[mark.kind][0] if mark.kind in DELIMITERS else EDGE
        return EDGE if piece.is_markup else piece.text[0]

    def _last_character(self, written: str, group: tuple[Mark | None, list[Piece]]) -> str:
        """What stands before the next group: a character of text or of a delimiter; else as behind markup."""
        mark, pieces = group
        if mark is None:
            return self._behind_markup(pieces[-1].text) if pieces[-1].is_markup else pieces[-1].text[-1]
        return written[-1] if mark.kind in DELIMITERS and written[-1] in "*_" else EDGE

    def _behind_markup(self, markup: str) -> str:
        """What a text behind a piece of markup begins with: a line, if a line break ends there."""
        return "\n" if markup == BREAK and self.by_sentence else EDGE

    def _write_plain(self, pieces: Sequence[Piece], depth: int, before: str, after: str) -> str:
        parts: list[str] = []
        in_link = any(mark.kind == "a" for mark in pieces[0].marks[:depth])
        for index, piece in enumerate(pieces):
            if piece.is_code:
                follows_code = index > 0 and pieces[index - 1].is_code
                parts.append(write_code(piece.text, follows_code=follows_code, in_cell=self.whole.in_cell))
                continue
            if piece.is_markup:
                parts.append(piece.text.replace("|", "\\|") if self.whole.in_cell else piece.text)
                if piece.is_break and self.by_sentence:
                    parts.append("\n")
                continue
            last = pieces[index - 1].text if index else ""
            left = before if not index else self._behind_markup(last)
            right = after if index + 1 == len(pieces) else EDGE
            if right and right in "*_[<`!":
                right = EDGE
            text = escape_text(piece.text, self.whole, left, right, in_link=in_link)
            parts.append(break_sentences(text) if self.by_sentence and not piece.marks else text)
        return _join(parts)

    def _write_emphasis(self, mark: Mark, group: Sequence[Piece], depth: int, before: str, after: str) -> str:
        for delimiter in DELIMITER_CHOICES[mark.kind]:
            if delimiter in self.open:
                continue
            self.open.append(delimiter)
            inner = self._write(group, depth + 1, delimiter[0], delimiter[0])
            self.open.pop()
            if _can_delimit(delimiter, inner, before, after):
                return delimiter + inner + delimiter
        return self._write_html(mark, group, depth)

    def _write_link(self, mark: Mark, group: Sequence[Piece], depth: int) -> str:
        if (
            len(group) == 1
            and not group[0].is_markup
            and not mark.title
            and not mark.attributes
            and len(group[0].marks) == depth + 1
            and is_autolink(mark.href, group[0].text)
        ):
            return f"<{mark.href}>"
        inner = self._write(group, depth + 1, EDGE, EDGE)
        return f"[{inner}]{write_target(mark.href, mark.title)}{mark.attributes}"

    def _write_html(self, mark: Mark, group: Sequence[Piece], depth: int) -> str:
        return f"<{mark.kind}{mark.attributes}>{self._write(group, depth + 1, EDGE, EDGE)}</{mark.kind}>"


DELIMITERS = {"strong": "**", "em": "*"}
DELIMITER_CHOICES = {"strong": ("**", "__"), "em": ("*", "_")}


def _join(parts: Sequence[str]) -> str:
    """Put parts together; an exclamation mark before a link would make it an image."""
    joined = [
        f"{part[:-1]}\\!" if part.endswith("!") and following.startswith("[") else part
        for part, following in pairwise([*parts, ""])
    ]
    return "".join(joined)


def _can_delimit(delimiter: str, inner: str, before: str, after: str) -> bool:
    """Whether a delimiter opens and closes emphasis here: CommonMark's flanking rules, on the safe side."""
    sign = delimiter[0]
    if not inner or sign in (before, after, inner[0], inner[-1]):
        return False
    if sign == "_" and (_is_word(before) or _is_word(after)):
        return False
    opens = not _is_punctuation(inner[0]) or _is_outside(before)
    closes = not _is_punctuation(inner[-1]) or _is_outside(after)
    return opens and closes and not inner[0].isspace() and not inner[-1].isspace()


def _is_word(char: str) -> bool:
    return char == "_" or (char != EDGE and char.isalnum())


def _is_outside(char: str) -> bool:
    return char in ("", EDGE) or char.isspace() or _is_punctuation(char)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


# --- sentences -------------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"((?:[^\W\d_]{3}|[)\]»”\"’%]|\A)[.…]|[!?؟۔।])([»”\"’)\]]?) (?=[^\W\d_])")


def break_sentences(text: str) -> str:
    """Begin a line with each sentence, so that a pull request shows the one that changed.

    A sentence ends in a mark, then a space, then a letter that is no small one; before a full stop there are
    three letters, so that "e.g.", "Dr." and "z. B." end none. Scripts without spaces keep one line: there,
    a line break would show as a space.
    """
    return _SENTENCE_END.sub(lambda m: m[0] if text[m.end()].islower() else f"{m[1]}{m[2]}\n", text)
