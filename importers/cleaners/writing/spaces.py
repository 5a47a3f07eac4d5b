"""White space as HTML has it: a run is one space, what can't be seen is nothing, some spaces stay."""

from __future__ import annotations

import re

_GAP = " \t\n\r\f\v\x85\xa0\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffc]+")
_INNER_GAP = re.compile(f"[{_GAP}]{{2,}}|[\t\n\r\f\v\u2028\u2029\x85]")
_FIXED_SPACES = frozenset("\u202f\u3000\u2009")
"""White space with a meaning, kept where it stands alone: French punctuation, figures, Japanese."""
_NO_BREAK = "\xa0"
_BINDS_BEFORE = re.compile(r"(?:[\d«„№§]|(?<!\w)[^\W\d_]|(?<!\w)[^\W\d_]{1,2}\.)\Z")
"""What a no-break space binds to what follows: a number, an opening quote, a preposition, "Mr."."""
_BINDS_AFTER = frozenset("0123456789:;?!»%‰€$£¥°/…–—")
"""What it binds to what precedes: French punctuation, units, dashes."""
CONTEXT = 6
"""Characters before a space that tell what it means, at most."""


def part(text: str) -> tuple[str, str, str]:
    """The white space before a text, the text with the white space in it folded, and that after it."""
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    body = text.strip(_GAP)
    if not body:
        return text, "", ""
    start = text.index(body[0])
    after = text[start + len(body) :]
    folded = _INNER_GAP.sub(_fold_run, body)
    if _NO_BREAK in folded:
        folded = re.sub(_NO_BREAK, _loosen, folded)
    return text[:start], folded, after


def fold(gap: str, before: str, after: str) -> str:
    """One space for a run of them; a single one with a meaning between two texts stays itself."""
    if gap == _NO_BREAK:
        return gap if _binds(before, after) else " "
    return gap if gap in _FIXED_SPACES else " "


def _fold_run(run: re.Match[str]) -> str:
    return run[0] if run[0] in _FIXED_SPACES else " "


def _loosen(space: re.Match[str]) -> str:
    """A no-break space that binds nothing is what a word processor left behind."""
    start, end, text = *space.span(), space.string
    return space[0] if _binds(text[max(0, start - CONTEXT) : start], text[end : end + 1]) else " "


def _binds(before: str, after: str) -> bool:
    return after[:1] in _BINDS_AFTER or bool(_BINDS_BEFORE.search(before))
