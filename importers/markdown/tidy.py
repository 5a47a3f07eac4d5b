"""Runs made tidy: white space folded and moved out of marks, neighbours joined. Pieces in, pieces out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .pieces import BREAK, Mark, Piece

_SPACES = re.compile(r"[ \t\n\r\f]+")


def tidy(run: Sequence[Piece]) -> list[Piece]:
    """Fold white space, move it out of marks, join neighbours; no space at the edges or beside a break."""
    pieces: list[Piece] = []
    for piece in _split_edges(run):
        last = pieces[-1] if pieces else Piece(BREAK, is_markup=True)
        if not piece.is_markup:
            text = piece.text
            if last.is_break or (not last.is_markup and last.text.endswith(" ")):
                text = text.lstrip(" ")
            if not text:
                continue
            if pieces and not last.is_markup and last.marks == piece.marks:
                pieces[-1] = last._replace(text=last.text + text)
                continue
            pieces.append(piece._replace(text=text))
            continue
        if piece.is_break:
            _strip_end(pieces)
        pieces.append(piece)
    _strip_end(pieces)
    while pieces and pieces[-1].is_break:
        pieces.pop()
        _strip_end(pieces)
    while pieces and pieces[0].is_break:
        pieces.pop(0)
    return _strip_ends(pieces)


def _strip_end(pieces: list[Piece]) -> None:
    """Take the space off the end of what is there so far."""
    while pieces and not pieces[-1].is_markup:
        text = pieces[-1].text.rstrip(" ")
        if text:
            pieces[-1] = pieces[-1]._replace(text=text)
            return
        pieces.pop()


def _strip_ends(pieces: list[Piece]) -> list[Piece]:
    """Without other kinds of space at the edges, which Python-Markdown strips from every block."""
    while pieces and not pieces[0].is_markup and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].is_markup and not pieces[-1].text.strip():
        pieces.pop()
    if pieces and not pieces[0].is_markup:
        pieces[0] = pieces[0]._replace(text=pieces[0].text.lstrip())
    if pieces and not pieces[-1].is_markup:
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip())
    return pieces


def _split_edges(run: Sequence[Piece]) -> Iterator[Piece]:
    """Each piece with white space folded, and a space at the edge of a mark outside of it."""
    folded = [
        piece if piece.is_markup else piece._replace(text=_SPACES.sub(" ", piece.text)) for piece in run
    ]
    folded = [piece for piece in folded if piece.text or piece.is_markup]
    for index, piece in enumerate(folded):
        if piece.is_markup or not piece.marks or not (piece.text[0].isspace() or piece.text[-1].isspace()):
            yield piece
            continue
        before = folded[index - 1].marks if index else ()
        after = folded[index + 1].marks if index + 1 < len(folded) else ()
        inner = piece.text.strip()
        if not inner:
            yield piece._replace(marks=_common(_common(before, piece.marks), after))
            continue
        left = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        right = piece.text[len(piece.text.rstrip()) :]
        if left:
            yield Piece(left, _common(before, piece.marks))
        yield piece._replace(text=inner)
        if right:
            yield Piece(right, _common(piece.marks, after))


def _common(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks that two neighbours share."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return one[:count]
