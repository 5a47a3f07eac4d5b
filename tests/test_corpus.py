"""Every body of the corpus through the whole import: nothing lost, and Markdown that an editor would accept.

The corpus is real help centres beside the project, `../shared/corpus`. `make test` takes a document of each
builder and help desk, `.ci/run` takes all.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from importers.fidelity import Account
from importers.locales import Locales
from importers.model import Page
from importers.pipeline import Options, run_import

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
if not CORPUS.is_dir():
    pytest.skip("there is no ../shared/corpus with real exports beside the project", allow_module_level=True)

DOCUMENTS = [
    path for path in sorted(CORPUS.rglob("*")) if path.suffix in (".json", ".xml", ".html") and path.is_file()
]
QUICK_SIZE = 60_000


def _family(path: Path) -> str:
    """The builder or help desk of a document: `wordpress/elementor`, `intercom/public`."""
    folder = path.parent.relative_to(CORPUS).as_posix()
    return f"{folder}/{path.stem.split('-')[0]}" if folder == "wordpress" else folder


def _parameters() -> list[ParameterSet]:
    """Every document; all but a small one of each family are slow."""
    seen: set[str] = set()
    found = []
    for path in DOCUMENTS:
        is_quick = _family(path) not in seen and path.stat().st_size < QUICK_SIZE
        seen |= {_family(path)} if is_quick else set()
        marks = [] if is_quick else [pytest.mark.slow]
        found.append(pytest.param(path, id=path.relative_to(CORPUS).as_posix(), marks=marks))
    return found


@cache
def import_document(path: Path) -> tuple[tuple[Page, Account], ...]:
    """The pages that an import of one document makes."""
    options = Options(
        (str(path),), path.parent / "no docs", Locales("en"), locale="en", dry_run=True, keep_texts=True
    )
    entries = run_import(options).entries
    for entry in entries:
        assert entry.status != "failed" or entry.page is None, entry.reason
    return tuple((entry.page, entry.account) for entry in entries if entry.page and entry.account)


@pytest.mark.parametrize("path", _parameters())
class TestDocuments:
    def test_nothing_is_lost(self, path: Path) -> None:
        for page, account in import_document(path):
            assert not account.losses, page.path

    def test_nothing_is_doubled(self, path: Path) -> None:
        for page, account in import_document(path):
            assert not account.added, page.path

    def test_the_order_is_kept(self, path: Path) -> None:
        """But for shortcodes that were never rendered: a button's text comes after what it stands under."""
        for page, account in import_document(path):
            assert not account.moved or "[et_pb_" in page.article.html, page.path

    def test_the_markdown_is_an_editors(self, path: Path) -> None:
        for page, _ in import_document(path):
            text = _without_code(page.body)
            for name, pattern in UNWANTED.items():
                found = pattern.search(text)
                assert not found, (
                    f"{page.path}: {name}: {text[max(0, found.start() - 60) : found.end() + 20]!r}"
                )

    def test_html_stands_only_for_what_markdown_cannot_say(self, path: Path) -> None:
        """Tables with cells that span others or hold blocks; no other block."""
        for page, _ in import_document(path):
            for table in re.findall(r"(?s)<table.*?</table>", _without_code(page.body)):
                assert re.search(r"(?:row|col)span=|markdown=\"block\"", table), f"{page.path}: {table[:200]}"


def test_few_tables_are_html() -> None:
    """Pipes say nearly all."""
    pages = [page for path in DOCUMENTS[:20] for page, _ in import_document(path)]
    html = sum(page.body.count("<table") for page in pages)
    pipes = sum(len(re.findall(r"(?m)^ *\|(?: :?---+:? \|)+$", page.body)) for page in pages)
    assert pipes
    assert html <= pipes


UNWANTED = {
    "class or style": re.compile(r"<[a-z][^<>]*\s(?:class|style|id|on\w+|data-[\w-]+)\s*="),
    "HTML block": re.compile(
        r"(?m)^\s*</?(?:div|section|p|figure|iframe|video|ul|ol|li|h[1-6]|form|style|script)\b"
    ),
    "shortcode": re.compile(r"\[/?(?:et_pb|vc|mk|fusion|wpb|bt_bb|nectar|av)_\w+[^\]]*\](?!\()"),
    "empty heading": re.compile(r"(?m)^[ >]*#{1,6} +(?:\{[^{}]*\} *)?$"),
    "empty link": re.compile(r"(?<!!)\[\]\("),
    "trailing blank": re.compile(r"(?m)[ \t]$"),
    "three line feeds": re.compile(r"\n{3}"),
    "empty list item": re.compile(r"(?m)^\s*(?:-|\d+\.)\s*$"),
    "invisible character": re.compile("[\u200b\u2060\ufeff\u00ad]"),
}  # fmt: skip
"""What no editor would write."""

_FENCE = re.compile(r"(?ms)^([ >]*)(`{3,})[^`\n]*\n.*?^[ >]*\2`*$")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.+?)(?<!`)\1(?!`)")


def _without_code(markdown: str) -> str:
    """Markdown with something harmless instead of code."""
    return _SPAN.sub("code", _FENCE.sub(r"\1code", markdown))
