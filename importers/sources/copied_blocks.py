"""Copied text into HTML: what its lines, blank lines, bullets and numbers say of its structure.

Text in; headings, paragraphs, lists, steps and tables out, and the names of pictures it lacks. Labels
("Note:") and questions stay paragraphs: `components` knows them. When unsure, a line stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from ..words import Words, fold
from .copied_table import read_table

LONGEST_HEADING = 90
LONGEST_LEAD = 60
"""A heading that ends with a colon has at most so many characters."""
WRAPPED = 60
"""From this length on a line may have been broken for its width."""

_BULLET = re.compile(r"(?P<indent>\s*)(?:[•●◦▪‣∙■○]\s*|[-–—*]\s+)(?=\S)")
_NUMBER = re.compile(r"(?P<indent>\s*)(?P<number>\d{1,2})[.)]\s+(?=\S)")
_LONE = re.compile(r"\s*(?P<number>\d{1,2})[.)]?\s*")
_PICTURE = re.compile(r"[^/<>|:*?\"]{1,120}\.(?:png|jpe?g|gif|webp|svg|heic|bmp|tiff?)", re.IGNORECASE)
_QUESTION = re.compile(r"[?？؟][\s»\"”’)]*$")
_SENTENCE_END = re.compile(r"[.!;,:…。！；，：、][\s»\"”’)]*$")
_QUANTITY = re.compile(r"(?<![\w.])\d+(?![\w.])")
_COLON = re.compile(r"[:：]$")
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines without a blank one between."""

    lines: tuple[str, ...]
    gap: int
    """Blank lines before it."""

    @property
    def line(self) -> str:
        """Its only line, "" if it has several."""
        return self.lines[0].strip() if len(self.lines) == 1 else ""

    @property
    def number(self) -> int | None:
        """The number that it is, and nothing else."""
        lone = _LONE.fullmatch(self.line)
        return int(lone["number"]) if lone else None


@dataclass(slots=True)
class Outline:
    """The structure of a text, as far as it is read."""

    words: Words
    text: str
    html: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Names of pictures that the text has instead of them."""
    _is_faq: bool = False
    _is_deeper: bool = False
    _last_level: int = 0

    def read(self, groups: Sequence[Group]) -> None:
        """Read all groups, in order."""
        position = 0
        while position < len(groups):
            rest = groups[position:]
            position += self._read_steps(rest) or self._read_items(rest) or self._read_group(groups, position)

    # Steps whose number stands alone, each with all its paragraphs

    def _read_steps(self, groups: Sequence[Group]) -> int:
        """Read a run of lone numbers from one up; returns how many groups it took."""
        starts = _lone_numbers(groups)
        if len(starts) < 2:
            return 0
        end = starts[-1] + 2
        while end < len(groups) and groups[end].gap < 2 and not self._is_heading_at(groups, end):
            end += 1
        steps = [
            "".join(self._paragraph(group) for group in groups[start + 1 : stop])
            for start, stop in pairwise([*starts, end])
        ]
        self.html.append(_list("ol", steps))
        return end

    # Lists

    def _read_items(self, groups: Sequence[Group]) -> int:
        """Read a list that begins with the first group, over blank lines; returns how many groups it took."""
        if self._is_numbered_heading(groups, 0):
            return 0
        taken: list[str] = []
        count = 0
        for group in groups:
            if not all(_marker(line) for line in _joined(group.lines)) or (
                taken and not _follows(taken[-1], group.lines[0])
            ):
                break
            taken += _joined(group.lines)
            count += 1
        if not taken or (len(taken) == 1 and _NUMBER.match(taken[0])):
            return 0
        self.html.append(_nested(taken))
        return count

    # All else

    def _read_group(self, groups: Sequence[Group], position: int) -> int:
        group = groups[position]
        if level := self._level(groups, position):
            title = group.line.rstrip(":： ")
            self.headings.append(title)
            self._last_level = level
            self.html.append(f"<h{level}>{escape(title, quote=False)}</h{level}>")
        elif rows := read_table(group.lines, self.text):
            self.html.append(_table(rows))
        else:
            self._read_mixed(group)
        return 1

    def _read_mixed(self, group: Group) -> None:
        """Lines, some of which may be list items."""
        for is_list, lines in _parts(_joined(group.lines)):
            self.html.append(_nested(lines) if is_list else self._paragraph(Group(tuple(lines), 0)))

    def _paragraph(self, group: Group) -> str:
        """Lines as a paragraph; a picture's name is kept aside."""
        lines = []
        for line in group.lines:
            if _PICTURE.fullmatch(line.strip()):
                self.missing.append(line.strip())
            else:
                lines.append(line.strip())
        return f"<p>{_join_lines(lines)}</p>" if lines else ""

    # Headings

    def _level(self, groups: Sequence[Group], position: int) -> int:
        """The level of the heading at a position, 0 if it is none.

        No level is said in a text: numbered headings, those below a line that ends with a colon, the second
        of two, and cases ("Up to 10 users", "More than 10 users") are the deeper ones.
        """
        is_faq = fold(groups[position].line) in self.words.faq
        if is_faq or self._is_lead(groups, position):
            self._is_faq, self._is_deeper = is_faq, not is_faq
            return 2
        if self._is_numbered_heading(groups, position):
            self._is_faq = False
            return 3
        if not self._is_heading(groups, position):
            return 0
        self._is_faq = False
        self._is_deeper = self._is_deeper or _ends(groups, position - 1, _COLON)
        is_deeper = self._is_deeper or self._is_heading_at(groups, position - 1)
        return 3 if is_deeper or self._is_case(groups, position) else 2

    def _is_case(self, groups: Sequence[Group], position: int) -> bool:
        """Whether a heading draws a line at a number, and the next or last one at the same."""
        own = set(_QUANTITY.findall(groups[position].line))
        if not (own and self.headings):
            return False
        if own & set(_QUANTITY.findall(self.headings[-1])):
            return self._last_level == 3
        later = (
            group.line for at, group in enumerate(groups) if at > position and self._is_heading(groups, at)
        )
        return bool(own & set(_QUANTITY.findall(next(later, ""))))

    def _is_heading(self, groups: Sequence[Group], position: int) -> bool:
        """Whether a line that looks like a heading is one, by what stands around it."""
        if not self._is_heading_at(groups, position) or self._run(groups, position) > 2:
            return False
        is_pair = _QUESTION.search(groups[position].line) or _ends(groups, position - 1, _QUESTION)
        return not (self._is_faq and is_pair)

    def _run(self, groups: Sequence[Group], position: int) -> int:
        """How many lines that look like headings follow each other here: three are a list without bullets."""
        start = end = position
        while self._is_heading_at(groups, start - 1):
            start -= 1
        while self._is_heading_at(groups, end + 1):
            end += 1
        return end - start + 1

    def _is_heading_at(self, groups: Sequence[Group], position: int) -> bool:
        """Whether a short line that is no sentence stands alone, and something follows."""
        if not 0 <= position < len(groups) - 1:
            return False
        return self._is_title(groups[position].line)

    def _is_title(self, line: str) -> bool:
        if not 2 < len(line) <= LONGEST_HEADING or _SENTENCE_END.search(line) or _ADDRESS.search(line):
            return False
        if _marker(line) or _LONE.fullmatch(line) or _PICTURE.fullmatch(line) or "\t" in line:
            return False
        first = next((char for char in line if char.isalpha()), "")
        folded = fold(line)
        is_known = folded in self.words.labels or folded in self.words.page or folded in self.words.feedback
        return bool(first) and not first.islower() and not is_known

    def _is_lead(self, groups: Sequence[Group], position: int) -> bool:
        """Whether a short line with a colon stands above a heading: "And now the steps:"."""
        line = groups[position].line
        return (
            2 < len(line) <= LONGEST_LEAD
            and line.endswith((":", "："))
            and fold(line) not in self.words.labels
            and self._is_title(line.rstrip(":： "))
            and self._is_heading_at(groups, position + 1)
        )

    def _is_numbered_heading(self, groups: Sequence[Group], position: int) -> bool:
        """Whether "2. Ask for a copy" stands above text of its own, and so does another number."""
        own = self._numbered_title(groups, position)
        return own is not None and any(
            self._numbered_title(groups, other) in (own - 1, own + 1)
            for other in range(len(groups))
            if other != position
        )

    def _numbered_title(self, groups: Sequence[Group], position: int) -> int | None:
        line = groups[position].line
        number = _NUMBER.match(line)
        if not number or not self._is_title(line[number.end() :]) or position + 1 >= len(groups):
            return None
        following = groups[position + 1].lines[0]
        return None if _marker(following) or _LONE.fullmatch(following) else int(number["number"])


# --- lines ----------------------------------------------------------------------------------------


def split_groups(lines: Sequence[str]) -> list[Group]:
    """Part lines at the blank ones; where there are none at all, each line stands for itself."""
    is_dense = len(lines) > 5 and all(line.strip() for line in lines)
    groups: list[Group] = []
    current: list[str] = []
    gap = 0
    for line in [*lines, ""]:
        if line.strip():
            current.append(line.rstrip())
            if not is_dense:
                continue
        if current:
            groups.append(Group(tuple(current), gap))
            current, gap = [], 0
        gap += not line.strip()
    return groups


def _lone_numbers(groups: Sequence[Group]) -> list[int]:
    """Where the numbers 1, 2, 3 … stand alone, if the first group is the 1."""
    if not groups or groups[0].number != 1:
        return []
    starts = [0]
    for position, group in enumerate(groups[:-1]):
        if group.number == len(starts) + 1 and position > starts[-1] + 1:
            starts.append(position)
    return starts


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines, those that a list item goes on with added to it."""
    joined: list[str] = []
    for line in lines:
        item = _marker(joined[-1]) if joined else None
        is_more = item and not _marker(line) and len(line) - len(line.lstrip()) > len(item["indent"])
        if is_more:
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line)
    return joined


def _marker(line: str) -> re.Match[str] | None:
    return _BULLET.match(line) or _NUMBER.match(line)


def _follows(before: str, line: str) -> bool:
    """Whether a list item goes on with the list of the one before it."""
    number, previous = _NUMBER.match(line), _NUMBER.match(before)
    if number and previous:
        return int(number["number"]) == int(previous["number"]) + 1
    return bool(number) == bool(previous)


def _parts(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Runs of list items and of other lines."""
    run: list[str] = []
    for line in lines:
        if run and bool(_marker(line)) != bool(_marker(run[-1])):
            yield bool(_marker(run[-1])), run
            run = []
        run.append(line)
    if run:
        yield bool(_marker(run[-1])) and len(run) > 1, run


def _join_lines(lines: Sequence[str]) -> str:
    """Lines as the inside of a paragraph: broken where the author broke them."""
    text = ""
    for before, line in pairwise(["", *lines]):
        is_wrapped = len(before) >= WRAPPED and before[-1:].isalnum() and line[:1].islower()
        text += ("" if not text else " " if is_wrapped else "<br>") + escape(line, quote=False)
    return text


def _ends(groups: Sequence[Group], position: int, pattern: re.Pattern[str]) -> bool:
    return position >= 0 and bool(pattern.search(groups[position].lines[-1].strip()))


# --- HTML -----------------------------------------------------------------------------------------


def _nested(lines: Sequence[str]) -> str:
    """List items as lists, those that are indented deeper inside the one before."""
    items: list[str] = []
    first = _marker(lines[0])
    indent = len(first["indent"]) if first else 0
    position = 0
    while position < len(lines):
        marker = _marker(lines[position])
        end = position + 1
        while end < len(lines) and _depth(lines[end]) > max(indent, _depth(lines[position])) + 1:
            end += 1
        text = escape(lines[position][marker.end() if marker else 0 :].strip(), quote=False)
        inner = _nested(lines[position + 1 : end]) if end > position + 1 else ""
        items.append(text + inner)
        position = end
    number = _NUMBER.match(lines[0])
    return _list("ol" if number else "ul", items, int(number["number"]) if number else 1)


def _depth(line: str) -> int:
    marker = _marker(line)
    return len(marker["indent"]) if marker else 0


def _list(name: str, items: Sequence[str], start: int = 1) -> str:
    attribute = f' start="{start}"' if start != 1 else ""
    return f"<{name}{attribute}>{''.join(f'<li>{item}</li>' for item in items)}</{name}>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [[escape(cell, quote=False) for cell in row] for row in rows]
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return (
        f"<table><thead><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr></thead>"
        f"<tbody>{lines}</tbody></table>"
    )
