"""Tables in copied text: the cells of a row stand in one line, parted by tabs, or by nothing at all.

Lines that follow each other in, the rows of a table out; None unless every line has the same number of
cells. Where cells ran together (`BasicFree of chargeBy e-mail`), a cell begins with a capital right after
a small letter. Names are written so too (`PayPal`), hence the caution: when in doubt it is no table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

FEWEST_ROWS = 3
"""Lines that ran together, the header included, before they are taken for a table."""
MOST_COLUMNS = 8
LONGEST_HEADER = 60

CLOSING = ")]»”’%€$£.!?…"
"""Signs that end a cell as well as a small letter does."""
_NUMBER_EDGE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=[\d%€$£])(?=[^\W\d_])")
_TOKEN = re.compile(r"\S+")


def read_table(lines: Sequence[str], text: str) -> list[list[str]] | None:
    """Return the rows of a table.

    Args:
        lines: without blank ones between.
        text: the whole text; what looks like two cells but comes again elsewhere is a name.
    """
    return _read_tabs(lines) or _read_run_together(lines, text)


def _read_tabs(lines: Sequence[str]) -> list[list[str]] | None:
    rows = [[cell.strip() for cell in line.strip("\n").split("\t")] for line in lines]
    widths = {len(row) for row in rows}
    return rows if len(rows) > 1 and len(widths) == 1 and 2 <= widths.pop() <= MOST_COLUMNS else None


def _read_run_together(lines: Sequence[str], text: str) -> list[list[str]] | None:
    if len(lines) < FEWEST_ROWS:
        return None
    rows = [_split(line, _edges(line, text)) for line in lines]
    header = rows[0]
    for number, line in enumerate(lines):
        if len(rows[number]) < len(header):  # an amount may begin or end a cell too
            rows[number] = _split(line, sorted({*_edges(line, text), *_number_edges(line)}))
    return rows if _is_table(rows) else None


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all rows have as many cells as the header, and the header is one."""
    header = rows[0]
    if not 2 <= len(header) <= MOST_COLUMNS or any(len(row) != len(header) for row in rows):
        return False
    if any(len(cell) > LONGEST_HEADER or cell.endswith((".", "!", ",", ";")) for cell in header):
        return False
    # with two columns, one name a line is all it takes to look like a table
    return len(header) > 2 or all(" " in row[0] or " " in row[1] for row in rows)


def _edges(line: str, text: str) -> list[int]:
    """Where a small letter or a closing sign meets a capital inside what is written as one word."""
    return [
        position
        for position in range(1, len(line))
        if _starts_cell(line, position) and text.count(_token(line, position)) == 1
    ]


def _starts_cell(line: str, position: int) -> bool:
    before, after = line[position - 1], line[position]
    opens = after.isupper() and (before.islower() or before in CLOSING)
    is_initial = before == "." and line[max(0, position - 2) : position - 1].isupper()  # U.S.
    return opens and not is_initial


def _number_edges(line: str) -> list[int]:
    return [edge.start() for edge in _NUMBER_EDGE.finditer(line)]


def _token(line: str, position: int) -> str:
    """The word around a position."""
    return next(found[0] for found in _TOKEN.finditer(line) if found.start() <= position < found.end())


def _split(line: str, edges: Sequence[int]) -> list[str]:
    cuts = [0, *edges, len(line)]
    return [line[start:end].strip() for start, end in pairwise(cuts)]
