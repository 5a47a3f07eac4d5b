"""What `mkdocs serve` tells editors on the page, and the built site tells nobody."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.structure.files import File

from hooks.catalogue import read_document
from hooks.components import HelpcentreExtension
from hooks.components.remarks import Remark, find_blocks
from hooks.speed.building import build
from hooks.speed.serving import _Preview
from tests.test_site import article, build_site

DOCS = {
    "en/cards/order.md": article(
        "Order a card",
        "First words.\n\n## Step 1: Open it\n\nText.\n\n## Step 3: Send it\n\n/// notice\nText.\n///\n",
        description="How to order a card.",
        status="draft",
    ),
    "en/cards/freeze.md": article("Freeze a card", description="How to freeze a card."),
    "fr/cards/freeze.md": article(
        "Bloquer une carte", "Du texte.", description="Comment faire.", translated_from="0ld"
    ),
    "en/cards/limits.md": article("Limits", description="What cards can do."),
    "fr/cards/limits.md": article("Plafonds", "Du texte.", description="Ce que permet une carte."),
    "en/index.md": "---\ntitle: Help\n---\n[Nothing](cards/nothing.md)\n",
}


def preview(folder: Path) -> Path:
    """Build the site as `mkdocs serve` does."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "preview"))
    plugin: Any = config.plugins["helpcentre"]
    plugin.command = "serve"
    build(config, serve_url="http://127.0.0.1:8000/")
    plugin.command = ""  # MkDocs keeps plugins for its next command
    return folder / "preview"


def bar(page: Path) -> Tag | None:
    return BeautifulSoup(page.read_text(), "lxml").select_one(".hc-editor")


def told(page: Path) -> list[str]:
    """What the bar says, item by item."""
    found = bar(page)
    return [each.get_text(" ", strip=True) for each in found.select("li, summary")] if found else []


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    build_site(folder, DOCS)
    return preview(folder)


def test_a_draft_says_so_with_its_languages_and_mistakes(previewed: Path) -> None:
    said = told(previewed / "cards/order/index.html")
    assert said[:3] == ["Draft", "Missing Français", "Findings: 2"]
    assert [line.split(".")[0] for line in said[3:]] == [
        "Line 12 3 follows 1",
        "Line 14 There is no block `/// notice`",
    ]


def test_mistakes_in_components_stand_where_they_are(previewed: Path) -> None:
    soup = BeautifulSoup((previewed / "cards/order/index.html").read_text(), "lxml")
    boxes = {box.select("p")[1].text: box for box in soup.select(".hc-prose .hc-error")}
    assert list(boxes) == ["en/cards/order.md:12", "en/cards/order.md:14"]
    before_step, before_block = boxes.values()
    assert before_step.find_next("h2").text.startswith("Step 3")  # type: ignore[union-attr]
    assert before_block.find_next_sibling("p").text.startswith("/// notice")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("cards/freeze/", ["Out of date Français"]),
        ("fr/cards/freeze/", ["À mettre à jour Français"]),
        ("cards/limits/", []),
        ("fr/cards/order/", ["Brouillon", "Manquant Français"]),
    ],
)
def test_articles_tell_how_their_translations_are(previewed: Path, page: str, said: list[str]) -> None:
    assert told(previewed / page / "index.html")[: max(1, len(said))] == said


def test_pages_that_are_no_articles_have_findings_alone(previewed: Path) -> None:
    said = told(previewed / "index.html")
    assert said[0] == "Findings: 1"
    assert said[1].startswith("Line 4 There is no 'en/cards/nothing.md' to link to.")


def test_a_change_elsewhere_is_told_again(tmp_path: Path) -> None:
    build_site(tmp_path, DOCS)
    assert told(preview(tmp_path) / "cards/freeze/index.html") == ["Out of date Français"]
    (tmp_path / "docs/fr/cards/freeze.md").unlink()
    assert told(preview(tmp_path) / "cards/freeze/index.html") == ["Missing Français"]


def test_a_change_of_text_alone_is_no_reason_to_build_everything(tmp_path: Path) -> None:
    file = tmp_path / "en" / "a" / "x.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: X\n---\nBefore.\n", encoding="utf-8")
    document = read_document(File("en/a/x.md", str(tmp_path), "", True), "en", "a/x.md")
    edition = SimpleNamespace(pages={"a/x.md": SimpleNamespace(document=document)})
    config = SimpleNamespace(docs_dir=str(tmp_path), use_directory_urls=True)
    plugin: Any = SimpleNamespace(
        plan=SimpleNamespace(editions={"en": edition}),
        works=SimpleNamespace(site=SimpleNamespace(config=config)),
    )
    preview = _Preview(lambda: None, plugin)
    file.write_text("---\ntitle: X\n---\nAfter.\n", encoding="utf-8")
    read = preview._read(str(file))
    assert read is not None
    assert read.text.endswith("After.\n")
    file.write_text("---\ntitle: Y\n---\nAfter.\n", encoding="utf-8")
    assert preview._read(str(file)) is None


def test_the_built_site_has_nothing_of_it(tmp_path: Path) -> None:
    build_site(tmp_path, DOCS)
    preview(tmp_path)  # whose cache both share
    site = build_site(tmp_path, DOCS).folder
    assert not (site / "assets/stylesheets/editor.css").exists()
    texts = [page.read_text() for page in site.rglob("*.html")]
    assert texts
    assert not [text for text in texts if "hc-editor" in text or "editor.css" in text]


def render(text: str, line: int) -> str:
    """A text with a remark at a line, both counted from the top."""
    remark = Remark(text.rstrip().count("\n") + 2 - line, "it is wrong", "here", "Mend it.")
    return Markdown(extensions=[HelpcentreExtension(remarks=(remark,))]).convert(text)


@pytest.mark.parametrize(
    ("text", "line", "before"),
    [
        ("One.\n\nTwo,\ngoes on.\n", 4, "<p>Two"),
        ("One.\n\n- a\n\n- b\n", 5, "<ul"),
        ("One.\n\n1. a\n\n    more\n\n2. b\n\nTwo.\n", 7, "<ol"),
        ("One.\n\n```\n\n# no heading\n```\n\nTwo.\n", 5, "<div class"),
        ("One.\n\n/// fees | Costs\n\n| A | B |\n| --- | --- |\n| a | 1 EUR |\n///\n", 7, "<figure"),
        ("One.\n\n!!! note\n    Words.\n", 4, '<div class="admonition'),
    ],
)
def test_a_box_stands_before_what_it_is_about(text: str, line: int, before: str) -> None:
    plain = Markdown(extensions=[HelpcentreExtension()]).convert(text)
    html = render(text, line)
    box = html[html.index('<div class="hc-error"') : html.index("Mend it.</span></p></div>") + 25]
    assert html.split(box)[1].strip().startswith(before)
    assert "".join(html.replace(box, "").split()) == "".join(plain.split())


def test_a_text_without_blocks_at_the_margin_has_its_box_on_top() -> None:
    assert find_blocks(["", "    code"]) == []
    assert render("    code\n", 1).startswith('<div class="hc-error"')
