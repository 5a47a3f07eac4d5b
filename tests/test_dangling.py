"""Links to articles that a run could not write."""

from __future__ import annotations

import json
from pathlib import Path

from importers.locales import Locales
from importers.pipeline import Options, run_import

LIST = '<ul class="wp-block-latest-posts"><li><a href="https://lumen.example/a/">Post</a></li></ul>'


def page(number: int, html: str) -> dict[str, object]:
    slug = "ab"[number]
    return {
        "id": number + 1,
        "type": "page",
        "link": f"https://lumen.example/{slug}/",
        "slug": slug,
        "title": {"rendered": slug.upper()},
        "content": {"rendered": html},
    }


def dangling(folder: Path, other: str) -> list[str]:
    """The notices about links of an article that leads to another one, which holds `other`."""
    linking = '<p>More about it on <a href="https://lumen.example/b/">the other page</a>.</p>'
    export = folder / "pages.json"
    export.write_text(json.dumps([page(0, linking), page(1, other)]), encoding="utf-8")
    entries = run_import(Options((str(export),), folder / "docs", Locales("en"), processes=1)).entries
    return [notice.message for notice in entries[0].notices if notice.rule == "dangling-link"]


def test_a_link_to_an_article_that_is_nothing_but_chrome_is_noted(tmp_path: Path) -> None:
    (message,) = dangling(tmp_path, LIST)
    assert message.startswith("https://lumen.example/b/ leads to an article that was not written: nothing is")


def test_a_link_to_an_article_that_is_there_is_not(tmp_path: Path) -> None:
    assert dangling(tmp_path, "<p>Text</p>") == []
    assert dangling(tmp_path, LIST) == []  # the file of the import before is still there
