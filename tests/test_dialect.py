"""The editors' Markdown: a folder of tests/cases/dialect has an input, its HTML and its warnings."""

from __future__ import annotations

import logging
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from hooks.components import BASE, CHANGES, HelpcentreExtension
from hooks.components.callouts import KIND_OF
from hooks.components.feedata import read_fees
from hooks.components.mistakes import MistakeError
from hooks.components.providers import PLAYERS, find_embed
from hooks.components.safety import is_safe_address
from hooks.components.steps import parse_step
from hooks.components.support import SupportError, support_link
from hooks.money import Amount, find_amounts, format_amount, shared_decimals

CASES = Path(__file__).parent / "cases" / "dialect"


GUIDE = Path(__file__).parent.parent / "guide/en/writing"


def render(text: str, **options: Any) -> str:
    return Markdown(extensions=[HelpcentreExtension(**options)]).convert(text)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_case_renders_as_expected(case: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = case / "config.yml"
    options = yaml.safe_load(config.read_text(encoding="utf-8")) if config.exists() else {}
    warnings = options.pop("warnings", [])
    if (case / "data").is_dir():
        options["data_dir"] = str(case / "data")
    with caplog.at_level(logging.WARNING):
        html = render((case / "input.md").read_text(encoding="utf-8"), **options)
    assert html.strip() == (case / "expected.html").read_text(encoding="utf-8").strip()
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) == len(warnings), logged
    for message, expected in zip(logged, warnings, strict=True):
        assert expected in message


STEP_HEADINGS = {
    "en": "Step 4: Save", "fr": "Étape 4 : Enregistrer", "de": "Schritt 4 – Speichern",
    "es": "Paso 4. Guardar",
    "pt": "Passo 4: Guardar", "pt-BR": "Passo 4 - Salvar", "it": "Passaggio 4: Salva",
    "nl": "Stap 4: Opslaan",
    "pl": "Krok 4: Zapisz", "cs": "Krok 4: Uložit", "sv": "Steg 4: Spara", "da": "Trin 4: Gem",
    "nb": "Trinn 4: Lagre",
    "fi": "Vaihe 4: Tallenna", "tr": "4. adım: Kaydet", "uk": "Крок 4. Зберегти", "ru": "Шаг 4. Сохранить",
    "el": "Βήμα 4: Αποθήκευση", "ro": "Pasul 4: Salvați", "ar": "الخطوة ٤: احفظ", "he": "שלב 4: שמירה",
    "ja": "手順４：保存", "ko": "4단계: 저장", "zh-Hans": "第四步：保存", "zh-TW": "步驟 4：儲存",
}  # fmt: skip


@pytest.mark.parametrize("heading", STEP_HEADINGS.values(), ids=STEP_HEADINGS.keys())
def test_step_headings_are_read_in_every_language(heading: str) -> None:
    step = parse_step(heading)
    assert step is not None
    assert step.number == "4"
    assert heading.startswith(step.label) and len(step.label) < len(heading)


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("STEP 4", "4"), ("Step 1 of 3: Save", "1"), ("Step 2.1: Save", "2.1"), ("Step 4a) Save", "4a"),
        ("Step Two: Save", "2"), ("Étape n° 3 : X", "3"), ("الخطوة الثالثة: احفظ", "3"),
        ("第十二步 保存", "12"),
        ("第二十步 保存", "20"), ("步骤③：保存", "3"), ("Step 4\u200f: X", "4"), ("ステップ 3 保存", "3"),
    ],
)  # fmt: skip
def test_step_numbers_are_read_in_every_form(heading: str, number: str) -> None:
    step = parse_step(heading)
    assert step is not None and step.number == number


@pytest.mark.parametrize(
    "heading",
    [
        "Step 2 verification", "2 step verification", "2-step verification", "2단계 인증", "Steps 4 and 5",
        "Stepping 4: X",
        "Passport 4: X", "4 ways to pay", "Next steps", "第12章 概要", "Step-by-step: 4", "Step four-wheel",
    ],
)  # fmt: skip
def test_other_headings_are_no_steps(heading: str) -> None:
    assert parse_step(heading) is None


@given(st.text(max_size=40))
@example("第十十步")
@example("Step ²: x")
@example("Step ४७: x")
def test_reading_a_step_heading_never_fails_and_loses_nothing(text: str) -> None:
    step = parse_step(text)
    assert step is None or (text.startswith(step.label) and step.number.isascii())


@pytest.mark.parametrize(
    ("heading", "inside"), [("## Frais", "Frais "), ("## Frais *fixes*", "Frais <em>fixes</em> ")]
)
def test_the_link_beside_a_heading_has_a_name_in_the_pages_language(heading: str, inside: str) -> None:
    md = Markdown(
        extensions=[HelpcentreExtension(locale="fr"), "toc"], extension_configs={"toc": {"permalink": True}}
    )
    html = md.convert(heading)
    address = html.split('id="')[1].split('"')[0]
    link = f'<a aria-label="Lien vers cette section" class="headerlink" href="#{address}">'
    assert f">{inside}{link}" in html


def test_step_heading_keeps_its_whole_text_in_id_and_contents() -> None:
    md = Markdown(extensions=[HelpcentreExtension(), "toc"])
    html = md.convert("## Étape 4 : Choisir *une* formule")
    tokens: list[dict[str, str]] = md.toc_tokens  # type: ignore[attr-defined]
    assert [(token["name"], token["id"]) for token in tokens] == [
        ("Étape 4 : Choisir une formule", "étape-4-choisir-une-formule")
    ]
    assert 'id="étape-4-choisir-une-formule"' in html


SYNTAX = [
    "# ", "## Step 1: ", "### Step 2: ", "1. ", "2. ", "- ", "    ", "> ",
    "!!! note", '!!! tip "x"', '=== "Tab"',
    '??? question "How?"', "/// fees | A", "///", "    data: cards", "    valid-from: x",
    "/// caption", "| a | b |",
    "| --- | ---: |", "| 1 EUR | 0 USD |", "![x](https://youtu.be/abcdef)", "![y](y.png)", "[s](support:)",
    "{ .step }", "{ .embed }", "{ onclick=x }", "**b**", "`c`", "```", "[^1]", "[^1]: n", "text",
    "4\\. ", "<b>",
    "&amp;", "\t", "4%",
]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from(SYNTAX), st.sampled_from(["", " ", "\n", "\n\n", "\n    "])), max_size=40
    )
)
def test_any_mixture_of_syntax_renders(parts: list[tuple[str, str]]) -> None:
    html = render("".join(text + space for text, space in parts))
    assert "onclick" not in re.sub(r">[^<]*<", "><", html)
    assert "\x02" not in html


def test_a_block_in_the_line_of_a_number_comes_to_an_end() -> None:
    html = render("1. /// fees\n]\n///\n/// fees\n\nThe rest.")
    assert "The rest." in html


@pytest.mark.parametrize("name", sorted(KIND_OF))
def test_every_callout_name_gives_one_of_four_kinds(name: str) -> None:
    html = render(f"!!! {name}\n    Text")
    assert re.match(
        r'<div class="admonition (note|tip|important|warning)">\n<p class="admonition-title">\w+</p>', html
    )


ADDRESSES = {
    "YouTube": ["https://www.youtube.com/embed/{id}?rel=0", "//www.youtube-nocookie.com/embed/{id}",
                "https://m.youtube.com/shorts/{id}", "http://youtu.be/{id}?t=90"],
    "Vimeo": ["https://player.vimeo.com/video/12345678?h={id}", "https://vimeo.com/channels/staff/12345678"],
    "Loom": ["https://www.loom.com/embed/{id}?hide=1"],
    "Wistia": ["https://fast.wistia.net/embed/iframe/{id}",
    "https://fast.wistia.com/embed/medias/{id}.jsonp"],
}  # fmt: skip


@pytest.mark.parametrize("provider", ADDRESSES)
def test_players_are_found_and_asked_only_after_a_click(provider: str) -> None:
    for address in ADDRESSES[provider]:
        url = address.format(id="abc123DEF_-")
        embed = find_embed(url)
        assert embed is not None and embed.provider == provider
        assert find_embed(embed.player) == find_embed(embed.page) or provider == "YouTube"
        html = render(f"![Film]({url})")
        assert re.search(r"<(?:img|iframe|video|script)", html) is None
        assert re.search(r"\ssrc=", html) is None


def test_every_player_has_a_test() -> None:
    assert len(PLAYERS) == len(ADDRESSES)


@pytest.mark.parametrize(
    "address", ["http://[bad", "https://evilyoutube.com/watch?v=abcdef", "https://youtube.com/", "x.png"]
)
def test_other_addresses_are_no_players(address: str) -> None:
    assert find_embed(address) is None
    assert "hc-embed" not in render(f"![x]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        " JavaScript:x",
        "java\nscript:x",
        "java&Tab;script:x",
        "&#x6A;avascript:x",
        "vbscript:x",
        "data:text/html,x",
    ],
)
def test_script_addresses_are_unsafe(address: str) -> None:
    assert not is_safe_address(address)


@pytest.mark.parametrize(
    "address", ["https://x/?javascript:x", "page.md#data", "mailto:a@b.c", "tel:+123", "lumen://open"]
)
def test_ordinary_addresses_are_safe(address: str) -> None:
    assert is_safe_address(address)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1)


@given(title=TEXT, url=TEXT)
@example(title="a&b=c #?%+ é\u00a0٣", url="https://x/?q=1&r=2#f")
def test_support_address_carries_any_title_intact(title: str, url: str) -> None:
    article = {"title": title, "url": url}
    for template in ("https://lumen.example/c?t={title}&u={url}", "mailto:a@lumen.example?t={title}&u={url}"):
        link = support_link({"default": template}, article, "fr")
        assert link is not None
        assert link.href.isascii() and not set(link.href) & set(' "<>+')
        assert parse_qs(urlsplit(link.href).query, strict_parsing=True) == {"t": [title], "u": [url]}


def test_support_line_breaks_are_what_mail_wants() -> None:
    link = support_link({"default": "mailto:a@b.c?body=Hi\n{title}"}, {"title": "x\r\ny\nz"}, "en")
    assert link is not None and link.href == "mailto:a@b.c?body=Hi%0D%0Ax%0D%0Ay%0D%0Az"


def test_support_chat_is_a_link_with_what_a_script_needs() -> None:
    chat = {"chat": True, "url": "https://lumen.example/chat?id={id}"}
    link = support_link({"fr": chat}, {"title": "T", "id": "a b"}, "fr-CA")
    assert link is not None and link.chat
    assert link.href == "https://lumen.example/chat?id=a%20b"
    assert link.attributes["data-article-title"] == "T"
    assert support_link({"fr": chat}, {}, "de") is None


@pytest.mark.parametrize(
    "template", ["javascript:alert(1)", "https://x/?{name}", {"chat": True}, "data:text/html,{title}"]
)
def test_unusable_support_addresses_are_refused(template: object) -> None:
    with pytest.raises(SupportError):
        support_link({"default": template}, {}, "en")


@pytest.mark.parametrize(
    ("locale", "money", "percent"),
    [
        ("en", "€1,234.50", "1.9%"), ("fr", "1\u202f234,50\xa0€", "1,9\xa0%"),
        ("de", "1.234,50\xa0€", "1,9\xa0%"),
        ("ar", "\u200f1,234.50\xa0€", "1.9%"), ("fa", "\u200e€\xa0۱٬۲۳۴٫۵۰", "۱٫۹%"),
        ("tr", "€1.234,50", "%1,9"),
        ("x-none", "€1,234.50", "1.9%"),
    ],
)  # fmt: skip
def test_amounts_are_written_as_the_locale_does(locale: str, money: str, percent: str) -> None:
    assert format_amount(Amount(Decimal("1234.5"), "EUR"), locale, 2).replace("\u200e%", "%") == money
    assert format_amount(Amount(Decimal("1.9"), "%"), locale).replace("\u200e", "") == percent


@pytest.mark.parametrize(
    "text", ["12,50 EUR", "10–20 EUR", "5 PDF", "1.234.5 EUR", "EUR 5", "5 eur", "A5 EURO"]
)
def test_what_is_not_canonical_stays_as_typed(text: str) -> None:
    assert list(find_amounts(text)) == []


def test_decimals_are_shared_down_a_column() -> None:
    def decimals(*written: str) -> dict[str, int]:
        return shared_decimals(amount for text in written for _, amount in find_amounts(text))

    assert decimals("0 EUR", "12.5 EUR") == {"EUR": 2}
    assert decimals("0 EUR", "12 EUR", "1.25 %", "2 %") == {"EUR": 0, "%": 2}
    assert decimals("100 JPY", "0.0025 USD") == {"JPY": 0, "USD": 4}


GOOD = """
currency: EUR
columns: [{key: a, label: A, type: money}, {key: b, label: B, type: percent, note: n}]
rows: [{label: R, a: 1, b: 2}]
notes: {n: N}
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("a: 1", "a: cheap", "'cheap' is no number"), ("a: 1", "a: yes", "'True' is no number"),
        ("a: 1", "a: .nan", "'nan' is no number"), ("b: 2", "b: 2 EUR", "'2 EUR' is no number"),
        ("EUR", "EURO", "'EURO' is no currency"), ("currency: EUR", "", "no currency is given"),
        ("a: 1", "a: 1 QQQ", "'QQQ' is no currency"), ("a: 1", "c: 1", "there is no column 'c'"),
        ("note: n", "note: m", "there is no note 'm'"), ("label: R", "label:", "a label is missing"),
        ("type: money", "type: cash", "'cash' is no type of column"),
        ("key: a", "key: label", "a key of its own"),
        ("[{label: R, a: 1, b: 2}]", "[]", "this must be a list"),
        ("[{label: R, a: 1, b: 2}]", "[1]", "this must have keys"),
        (GOOD, "- a", "this must have keys"), (GOOD, "a: b: c", "it is no YAML"),
        (GOOD, "", "this must have keys"),
        ("currency: EUR", "currency: EUR\nvalid_from: soon", "'soon' is no date"),
    ],
)  # fmt: skip
def test_mistakes_in_fee_data_name_the_place(tmp_path: Path, old: str, new: str, problem: str) -> None:
    file = tmp_path / "fees" / "x.yml"
    file.parent.mkdir()
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(MistakeError) as caught:
        read_fees(file)
    assert problem in caught.value.problem
    assert "fees/x.yml" in caught.value.where and caught.value.hint
    html = render("/// fees\n    data: x\n///", data_dir=str(tmp_path))
    assert '<div class="hc-error"' in html


def test_a_changed_price_shows_at_once(tmp_path: Path) -> None:
    file = tmp_path / "fees" / "x.yml"
    file.parent.mkdir()
    for number, price in enumerate(("1", "2")):
        file.write_text(GOOD.replace("a: 1", f"a: {price}"), encoding="utf-8")
        os.utime(file, (number, number))
        assert f"€{price}" in render("/// fees\n    data: x\n///", data_dir=str(tmp_path))


def test_everything_we_add_is_a_registered_change() -> None:
    md = Markdown(extensions=[HelpcentreExtension()])
    assert all(name in md.treeprocessors for name, _, _ in CHANGES)
    assert "toc" in md.treeprocessors and "admonition" in md.parser.blockprocessors
    assert BASE


def test_the_extension_keeps_the_sites_own_slugs() -> None:
    def slug(_text: str, _separator: str) -> str:
        return "own"

    md = Markdown(extensions=["toc", HelpcentreExtension()], extension_configs={"toc": {"slugify": slug}})
    assert 'id="own"' in md.convert("# كيف")
    assert 'id="كيف"' in Markdown(extensions=["toc", HelpcentreExtension()]).convert("# كيف")


def read_guide(language: str) -> list[str]:
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(GUIDE.glob("*.md")))
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    return blocks


def test_the_guide_shows_what_works(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data = next(block for block in read_guide("yaml") if block.startswith("title: {"))
    (tmp_path / "fees").mkdir()
    (tmp_path / "fees" / "cards.yml").write_text(data, encoding="utf-8")
    options = {"data_dir": str(tmp_path), "support": {"default": "https://lumen.example/contact"}}
    html = "\n".join(render(block, **options) for block in read_guide("markdown"))
    assert caplog.records == []
    parts = "hc-steps hc-step__label admonition hc-faq tabbed-set hc-fees hc-fees__notes hc-support md-button"
    for part in [*parts.split(), "figcaption", "hc-gallery", "hc-embed", "video", "hc-download"]:
        assert part in html, part
    assert not re.search(r"///|\?\?\?|!!!|===", html)


@pytest.mark.parametrize("locale", ["en", "fr", "de", "ar"])
def test_the_samples_fee_data_is_complete(locale: str, caplog: pytest.LogCaptureFixture) -> None:
    folder = Path(__file__).parent.parent / "docs" / "_data"
    names = sorted(file.stem for file in (folder / "fees").glob("*.yml"))
    assert names
    for name in names:
        html = render(f"/// fees\n    data: {name}\n///", locale=locale, data_dir=str(folder))
        assert "hc-fees__caption" in html
    assert caplog.records == []
