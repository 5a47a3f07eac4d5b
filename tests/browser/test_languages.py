"""The eight-language site of test_multilingual in a real browser: choosing a language, and keeping it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from hooks.i18n.strings import load_strings
from tests.test_multilingual import ENGLISH_WORDS, build_eight, interface_words, make_docs
from tests.test_site import article

from .conftest import BROWSERS, FLAGS
from .serving import serve
from .test_quality import tool
from .test_reading import violations

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]

ARTICLE = "en-GB/payment-1/payment-1/"
"""There is none in Arabic and Japanese has one."""
NOT_INTERFACE = {"english", "uk", "brasil", "ctrl", "javascript"}
"""Names of languages and keys."""

EVERYTHING = """
!!! note

    {0}

### {0} {{ .step }}

{0}

### {0} 2 {{ .step }}

{0}

```console
1 2 3
```

=== "{0}"

    {0}

=== "{0} 2"

    {0}

![{0}](../../assets/picture.png)

![{0}](https://www.youtube.com/watch?v=abcdefghijk)

/// fees | {0}

| {0} | {0} |
| --- | --- |
| {0} | 0 EUR |
///

??? question "{0}?"

    {0}

??? question "{0} 2?"

    {0}

[{0}](support:)
"""
"""A page with each component, of one word."""


@pytest.fixture(scope="session")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served."""
    docs = make_docs()
    for locale, word in {"ja": "確認", "ar": "تأكيد"}.items():
        docs[f"{locale}/cards/everything.md"] = article(word, EVERYTHING.format(word), slug="x")
    folder = tmp_path_factory.mktemp("eight")
    picture = folder / "docs/assets/picture.png"
    picture.parent.mkdir(parents=True)
    shutil.copyfile(Path(__file__).parent.parent / "cases/theme/site/docs/assets/settings.png", picture)
    with serve(build_eight(folder, docs).folder) as address:
        yield address


def path_of(page: Any) -> str:
    return unquote(urlsplit(page.url).path)


def choose(page: Any, locale: str) -> Any:
    """Open the switcher and walk to a language by keyboard; gives its link."""
    page.locator(".hc-languages summary").focus()
    page.keyboard.press("Enter")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("locale => document.activeElement.hreflang === locale", locale):
            return page.locator(":focus")
    raise AssertionError(f"Tab never came to {locale}")


def test_a_language_is_chosen_by_keyboard_and_the_article_stays(visit: Visit, eight: str) -> None:
    page = visit(ARTICLE, at=eight)
    assert choose(page, "fr").inner_text() == "Français"
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/**")
    assert path_of(page) == "/fr/paiement-1/paiement-1/"
    assert page.locator("h1").inner_text() == "Paiement 1"


def test_escape_leaves_the_switcher(visit: Visit, eight: str) -> None:
    page = visit(ARTICLE, at=eight)
    choose(page, "fr")
    page.keyboard.press("Escape")
    assert page.locator(".hc-languages[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.hc-languages summary')")


def test_a_missing_translation_is_said_before_and_after_it_is_chosen(visit: Visit, eight: str) -> None:
    page = visit(ARTICLE, at=eight)
    missing = load_strings("en-GB").text("language.missing")
    assert choose(page, "ar").inner_text().split("\n") == ["العربية", missing]
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/**")
    notice = page.locator(".hc-notice")
    assert load_strings("ar").text("fallback.title") in notice.inner_text()
    text = page.locator("[lang='en-GB'] h1, h1[lang='en-GB']")
    assert (text.inner_text(), text.evaluate("one => getComputedStyle(one).direction")) == (
        "Payment 1",
        "ltr",
    )
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert violations(page) == []


def test_the_choice_is_remembered_for_the_root_alone(visit: Visit, eight: str) -> None:
    page = visit(ARTICLE, at=eight, locale="en-GB")
    choose(page, "uk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/uk/**")
    for path in ("ja/", "en-GB/404.html", ARTICLE, "fr/search/"):
        page.goto(eight + path)
        page.wait_for_load_state("networkidle")
        assert path_of(page) == f"/{path}"
    page.goto(eight)
    page.wait_for_url("**/uk/")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("pt-BR", "pt-BR"), ("pt-PT", "pt-BR"), ("zh-CN", "zh-Hans"), ("en-US", "en-GB"), ("he-IL", "he")],
)
def test_the_root_leads_a_first_visit_to_the_browsers_language(
    visit: Visit, eight: str, asked: str, shown: str
) -> None:
    page = visit("", at=eight, locale=asked)
    page.wait_for_url(f"**/{shown}/")


@pytest.mark.parametrize("options", [{"scripts": False}, {"locale": "sw"}], ids=["no scripts", "unknown"])
def test_the_root_lists_the_languages_for_everybody_else(
    visit: Visit, eight: str, options: dict[str, Any]
) -> None:
    page = visit("", at=eight, **options)
    page.wait_for_load_state("networkidle")
    assert path_of(page) == "/"
    assert page.locator("main a[hreflang]").count() == 8
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/fr/")


def test_without_scripts_the_switcher_works(visit: Visit, eight: str) -> None:
    page = visit(ARTICLE, at=eight, scripts=False)
    page.locator(".hc-languages summary").click()
    page.locator(".hc-languages a[hreflang=fr]").click()
    page.wait_for_url("**/fr/paiement-1/paiement-1/")


@pytest.mark.parametrize(("locale", "word"), [("ja", "確認"), ("ar", "تأكيد")])
def test_no_english_word_appears_while_a_page_is_used(
    visit: Visit, eight: str, locale: str, word: str
) -> None:
    """What scripts write counts as well: buttons, labels, the search dialog in each state."""
    noun = {"ja": "支払い-0", "ar": "الدفع-0"}[locale]
    page = visit(f"{locale}/{noun}/x/", at=eight, permissions=["clipboard-write", "clipboard-read"])
    page.wait_for_selector(".hc-step__tick")
    assert english_words(page, locale) == set()
    page.locator(".hc-step__tick").first.click()
    page.locator(".hc-copy").first.click()
    page.locator("details:not([data-menu])").first.click()
    page.keyboard.press("/")
    page.keyboard.type("zzyzx")
    page.wait_for_selector("dialog a.hc-support")
    assert english_words(page, locale) == set()
    page.locator("dialog input").fill(word)
    page.wait_for_selector("dialog [role=option]")
    assert english_words(page, locale) == set()
    page.keyboard.press("Escape")
    page.locator(".hc-prose img").first.click()
    assert english_words(page, locale) == set()


def english_words(page: Any, locale: str) -> set[str]:
    """Words of the English interface on a page as it is now."""
    text = interface_words(BeautifulSoup(page.content(), "lxml"), locale).lower()
    return set(re.findall(r"[a-z’]{2,}", text)) & (ENGLISH_WORDS - NOT_INTERFACE)


KINDS = {
    "root": "",
    "home": "ja/",
    "collection": "fr/paiement-1/",
    "article": ARTICLE,
    "article that only one language has": "fr/paiement-0/paiement-30/",
    "article in right-to-left script": "he/תשלום-1/תשלום-1/",
    "fallback": "ar/الدفع-1/payment-1/",
    "results": "uk/search/",
    "error": "zh-Hans/404.html",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_lighthouse_finds_canonical_and_alternate_addresses_right(
    eight: str, kind: str, tmp_path: Path
) -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or shutil.which("node") is None:
        pytest.skip("Lighthouse needs node and Chrome or Chromium")
    report = tmp_path / "report.json"
    command = [
        str(tool("lighthouse/cli/index.js")),
        eight + quote(KINDS[kind]),
        "--quiet",
        "--only-audits=hreflang,canonical",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags=--headless --lang=sw {FLAGS}",
    ]
    subprocess.run(
        ["node", *command], check=True, env={**os.environ, "CHROME_PATH": browser}, capture_output=True
    )
    audits = json.loads(report.read_text())["audits"]
    assert audits["hreflang"]["score"] == 1, audits["hreflang"]
    assert audits["canonical"]["score"] in (1, None), audits["canonical"]
    has_none = kind in ("error", "results")
    assert (audits["canonical"]["scoreDisplayMode"] == "notApplicable") is has_none
