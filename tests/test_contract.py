"""What the importers write, the hooks render: the only test that knows both halves.

Between them is nothing but Markdown, so each goes all the way: HTML of a source, recognised and written
as Markdown, rendered by the dialect.
"""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown

from hooks.components import HelpcentreExtension
from importers.body import Body, parse_html
from importers.components import recognise
from importers.markdown import tree_to_markdown
from importers.words import step_word, words_for

LOCALES = (
    "en fr de es pt it nl pl cs sv da nb fi tr uk ru el ro hu bg ar he ja ko zh-Hans zh-TW vi id".split()
)


def render(html: str, locale: str = "en") -> BeautifulSoup:
    """The page that comes of a clean body."""
    root = parse_html(f"<div>{html}</div>").find("div")
    assert isinstance(root, Tag)
    body = Body(root, locale)
    recognise(body)
    page = Markdown(extensions=[HelpcentreExtension(locale=locale)])
    return BeautifulSoup(page.convert(tree_to_markdown(body.root)), "lxml")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "form", ["{word} {number}: Go", "{word} {number} - Go", "{number}. {word}: Go", "{word} {number}"]
)
def test_step_headings_of_every_locale_are_rendered_as_steps(locale: str, form: str) -> None:
    word = step_word(locale)
    html = "".join(f"<h3>{form.format(word=word, number=number)}</h3><p>x</p>" for number in (1, 2, 3))
    steps = render(html, locale).select(".hc-steps > .hc-step")
    assert [step["data-step"] for step in steps] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "heading",
    [
        "Step 2 -> Click",
        "Step 2 → Click",
        "STEP 2. Click",
        "Step two: Click",
        "ETAPE N°2 : Cliquez",
        "Etapa 2: Clique",
        "第2步：选择",
        "第二步：选择",
        "手順２：選択",
        "ステップ2 選択",
        "2단계: 선택",
        "الخطوة ٢: اختر",
        "الخطوة الثانية: اختر",
        "2. adım: Seçin",
    ],
)
def test_both_halves_read_the_same_forms(heading: str) -> None:
    steps = render(f"<h2>{heading}</h2><p>x</p>").select(".hc-step")
    assert [int(str(step["data-step"])) for step in steps] == [2]  # in the author's own digits


@pytest.mark.parametrize(
    "heading", ["Step-by-step guide", "Step 2 is hard", "2 step verification", "4 pasos"]
)
def test_neither_half_takes_other_headings_for_steps(heading: str) -> None:
    assert not render(f"<h2>{heading}</h2><p>x</p>").select(".hc-step")


@pytest.mark.parametrize("locale", LOCALES)
def test_callouts_of_every_locale_are_rendered(locale: str) -> None:
    labels = {
        label.kind: word
        for word, label in reversed(list(words_for(locale).labels.items()))
        if not label.is_title
    }
    html = "".join(f"<p>{word}: x</p><p>y</p>" for word in labels.values())
    admonitions = render(html, locale).select("div.admonition")
    assert [set(admonition["class"]) - {"admonition"} for admonition in admonitions] == [
        {kind} for kind in labels
    ]


def test_branches_are_steps_of_their_own() -> None:
    page = render(
        "<h3>Step 1: A</h3><p>x</p><h3>If new</h3><h4>Step 2: B</h4><p>x</p>"
        "<h3>If not</h3><h4>Step 2: C</h4><p>x</p><h3>Step 3: D</h3><p>x</p>"
    )
    groups = [[step["data-step"] for step in group.select(".hc-step")] for group in page.select(".hc-steps")]
    assert groups == [["1"], ["2"], ["2"], ["3"]]


def test_faq_fees_and_lists_are_rendered() -> None:
    page = render(
        "<h2>FAQ</h2><p><strong>Is it free?</strong></p><p>No.</p><h2>Prices</h2>"
        "<table><tr><td><b>Plan</b></td><td><b>Fee</b></td></tr><tr><td>A</td><td>€1.50</td></tr>"
        "<tr><td>B</td><td>€2.50</td></tr></table><h2>Order</h2><p>1. One</p><p>2. Two</p>".replace(
            "b>", "strong>"
        )
    )
    assert [summary.get_text() for summary in page.select(".hc-faq summary")] == ["Is it free?"]
    assert len(page.select("figure.hc-fees td.hc-num")) == 2
    assert [item["data-step"] for item in page.select("ol.hc-steps > li")] == ["1", "2"]
