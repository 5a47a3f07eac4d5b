"""What a change makes of a site, for those who look it over: two builds in, changed pages as Markdown out.

A page counts as changed where its own part is another. Pages that differ around it only, in navigation or
related articles, are counted.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from lxml import html

from ..publish.manifest import Difference, Manifest, compare, make_manifest, total
from .pages import read_page
from .verifying import ERROR_PAGE, Problem, read_site, verify

MOST_LISTED = 50
TEXT = "hc-columns__text"
"""The class of an article's text in our templates."""


class ChangedPage(NamedTuple):
    """A page that readers find otherwise than before."""

    path: str
    """Its file, below the site's folder."""
    title: str
    state: str
    """`new`, `changed` or `removed`."""
    before: int
    """Bytes; 0 where it wasn't there."""
    after: int

    @property
    def url(self) -> str:
        """Its address, relative to the site's root."""
        return quote(self.path.removesuffix("index.html"))


class Weight(NamedTuple):
    """A page's HTML as it is sent, compressed."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Changes:
    """How two builds differ."""

    pages: tuple[ChangedPage, ...]
    around: int
    """How many pages differ around their own part only."""
    difference: Difference
    before: Manifest
    after: Manifest
    heaviest: Weight
    problems: tuple[Problem, ...]
    """What `verify-site` finds in the second."""


def compare_sites(before: Path, after: Path) -> Changes:
    """Compare two builds of a site."""
    old, new = make_manifest(before, {}), make_manifest(after, {})
    difference = compare(old, new)
    pages = [*_list_changed(before, after, difference)]
    touched = [path for path in difference.changed if _is_page(path)]
    weights = (
        Weight(path, len(gzip.compress((after / path).read_bytes()))) for path in new.files if _is_page(path)
    )
    changed = sum(page.state == "changed" for page in pages)
    return Changes(
        tuple(pages),
        len(touched) - changed,
        difference,
        old,
        new,
        max(weights, key=lambda each: each.size, default=Weight("", 0)),
        tuple(verify(read_site(after))),
    )


def write_markdown(changes: Changes, *, url: str, pictures: str, page_budget: int, broken_budget: int) -> str:
    """The changes as a comment of a pull request.

    Args:
        changes: what differs.
        url: where the second build can be looked at, with a slash at its end; "" for nowhere.
        pictures: address of the pictures before and after; "" for none.
        page_budget: kilobytes that the heaviest page may have, compressed.
        broken_budget: how many problems there may be.
    """
    counts = {
        state: sum(page.state == state for page in changes.pages) for state in ("changed", "new", "removed")
    }
    lines = ["### What this changes for readers", ""]
    told = ", ".join(f"{count} {state}" for state, count in counts.items())
    lines.append(f"Pages: {told}; {changes.around} more differ only around their text.")
    if changes.pages:
        lines += ["", "| Page | | Size |", "| --- | --- | ---: |"]
        lines += [_row(page, url) for page in changes.pages[:MOST_LISTED]]
        if len(changes.pages) > MOST_LISTED:
            lines.append(f"| … and {len(changes.pages) - MOST_LISTED} more | | |")
    lines += ["", f"[Pictures before and after]({pictures})"] if pictures else []
    size = total(changes.after.files, changes.after.files)
    growth = size - total(changes.before.files, changes.before.files)
    lines += ["", f"The site is {_kilobytes(size)} ({_signed(growth)})."]
    weight = changes.heaviest
    lines.append(
        f"{_mark(weight.size <= page_budget * 1000)} The heaviest page, `/{weight.path}`, is "
        f"{_kilobytes(weight.size)} compressed; {page_budget} kB are allowed."
    )
    lines.append(
        f"{_mark(len(changes.problems) <= broken_budget)} {len(changes.problems)} problems in links, "
        f"redirects and translations; {broken_budget} are allowed."
    )
    lines += [f"- `{problem.path}`: {problem.what}" for problem in changes.problems[:MOST_LISTED]]
    return "\n".join(lines) + "\n"


def is_within(changes: Changes, *, page_budget: int, broken_budget: int) -> bool:
    """Whether the second build keeps to its budgets."""
    return changes.heaviest.size <= page_budget * 1000 and len(changes.problems) <= broken_budget


def _list_changed(before: Path, after: Path, difference: Difference) -> Iterator[ChangedPage]:
    states: Mapping[str, str] = {
        **dict.fromkeys(difference.added, "new"),
        **dict.fromkeys(difference.changed, "changed"),
        **dict.fromkeys(difference.removed, "removed"),
    }
    for path, state in sorted(states.items()):
        if not _is_page(path):
            continue
        old = (before / path).read_bytes() if state != "new" else b""
        new = (after / path).read_bytes() if state != "removed" else b""
        content = new or old
        if read_page(content, path).refresh or (state == "changed" and _own_part(old) == _own_part(new)):
            continue
        yield ChangedPage(path, _title(content) or path, state, len(old), len(new))


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not path.endswith(ERROR_PAGE)


def _own_part(content: bytes) -> bytes:
    """A page's part of its own: of an article its text, without what is around it."""
    root = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    found = root.find_class(TEXT) or [*root.iter("main")] or [root]
    part: bytes = html.tostring(found[0], encoding="utf-8")
    return part


def _title(content: bytes) -> str:
    root = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    titles = [*root.iter("h1"), *root.iter("title")]
    return " ".join(titles[0].text_content().replace("¶", "").split()) if titles else ""


def _row(page: ChangedPage, url: str) -> str:
    title = page.title.replace("|", "\\|").replace("[", "\\[").replace("]", "\\]")
    linked = f"[{title}]({url}{page.url})" if url and page.state != "removed" else title
    size = f"{_kilobytes(page.after)} ({_signed(page.after - page.before)})"
    return f"| {linked} `/{page.path.removesuffix('index.html')}` | {page.state} | {size} |"


def _mark(is_good: bool) -> str:
    return "✅" if is_good else "❌"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.1f} kB"


def _signed(size: int) -> str:
    return f"{size / 1000:+,.1f} kB"
