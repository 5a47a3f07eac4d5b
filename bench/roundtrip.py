"""The round trip: HTML → Markdown → Python-Markdown with the site's dialect → the same HTML?

The cases are the examples of the CommonMark specification, from the npm package `commonmark-spec`, without
the sections on raw HTML and those that render to nothing. Others, where installed, run beside ours.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from markdown import Markdown

from importers.markdown import html_to_markdown

from .structure import structure

PACKAGE = "commonmark-spec@0.31.2"
CACHE = Path(__file__).parent.parent / ".cache"
ARCHIVE = CACHE / "commonmark-spec-0.31.2.tgz"
LEFT_OUT = frozenset({"HTML blocks", "Raw HTML"})
WHOLE = frozenset({"Lists", "List items", "Emphasis and strong emphasis", "Code spans", "Fenced code blocks",
                   "Indented code blocks", "Links", "Images", "Autolinks"})  # fmt: skip
"""Sections of which every case has to come back."""

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} *([^\n]*)$", re.MULTILINE | re.DOTALL)

Converter = Callable[[str], str]


class Case(NamedTuple):
    """One example of the specification."""

    number: int
    section: str
    html: str


def fetch_cases() -> list[Case]:
    """The structural cases; the package is fetched once.

    Raises:
        subprocess.CalledProcessError: npm could not fetch it.
    """
    if not ARCHIVE.exists():
        CACHE.mkdir(exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(ARCHIVE) as archive:
        text = next(
            file
            for member in archive
            if member.name.endswith("spec.txt") and (file := archive.extractfile(member))
        )
        return list(read_cases(text.read().decode()))


def read_cases(spec: str) -> Iterator[Case]:
    """The cases in the specification's text."""
    number, section = 0, ""
    for match in _EXAMPLE.finditer(spec):
        if match[3] is not None:
            section = match[3].strip()
            continue
        number += 1
        html = match[2].replace("→", "\t")
        if section not in LEFT_OUT and html.strip():
            yield Case(number, section, html)


def converters() -> Iterator[tuple[str, Converter]]:
    """Ours, and those of others that are installed."""
    yield "helpcentre", html_to_markdown
    if importlib.util.find_spec("markdownify"):
        from markdownify import markdownify  # noqa: PLC0415 (optional)

        yield "markdownify", markdownify
    if importlib.util.find_spec("html_to_markdown"):
        from html_to_markdown import convert  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

        yield "html-to-markdown", lambda html: str(getattr(result := convert(html), "content", result))
    if importlib.util.find_spec("html2text"):
        from html2text import HTML2Text  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

        yield "html2text", lambda html: str(HTML2Text(bodywidth=0).handle(html))


def failing(cases: list[Case], convert: Converter) -> list[Case]:
    """The cases that don't come back."""
    dialect = Markdown(extensions=["helpcentre"])
    return [case for case in cases if not comes_back(case.html, convert, dialect)]


def comes_back(html: str, convert: Converter, dialect: Markdown) -> bool:
    """Whether a piece of HTML is the same after the round trip."""
    try:
        return structure(dialect.reset().convert(convert(html))) == structure(html)
    except Exception:  # another converter's crash is a failure, not the end of the table
        return False


def report() -> Iterator[str]:
    """The table, then what of ours does not come back."""
    cases = fetch_cases()
    sections = Counter(case.section for case in cases)
    yield f"Round trip of {len(cases)} CommonMark examples through the site's Python-Markdown"
    yield ""
    yield f"{'converter':18} {'all':>9} {'lists, emphasis, code, links, images':>41}"
    ours: list[Case] = []
    for name, convert in converters():
        lost = failing(cases, convert)
        ours = lost if name == "helpcentre" else ours
        strict = sum(sections[section] for section in WHOLE)
        kept = strict - sum(case.section in WHOLE for case in lost)
        yield f"{name:18} {1 - len(lost) / len(cases):9.1%} {kept / strict:41.1%}"
    yield ""
    for case in ours:
        reason = REASONS.get(case.number, "no reason known")
        yield f"not the same: example {case.number} ({case.section}): {reason}"


REASONS = {
    25: "non-breaking spaces before a paragraph's first word: Python-Markdown strips them",
    79: "empty headings: Python-Markdown has no form for them (pymdownx.saneheaders wants text after `#`)",
}
"""Example → why Python-Markdown cannot express it."""
