"""Search in a real browser: by keyboard, in both directions, with typos, without results, without index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from hooks.search.servers.server import ADMIN_KEY, SEARCH_KEY
from tests.servers import serve as serve_search
from tests.servers.search import ADMIN, SEARCH, Meilisearch, Typesense
from tests.test_site import LANGUAGES, article, build_site

from .serving import serve
from .test_reading import ARTICLE, violations

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]

LOADED = """performance.getEntriesByType("resource").map(entry => entry.name)
    .filter(name => name.includes("search"))"""


def search_for(page: Any, words: str) -> Any:
    """Types into the focused search field and waits for the answer."""
    page.keyboard.type(words)
    page.wait_for_function(
        """words => {
            const field = document.activeElement.closest("[data-search]");
            const status = field.querySelector("[role=status]").textContent;
            const { words: texts } = JSON.parse(document.getElementById("search-settings").textContent);
            return status && status !== texts.loading && field.dataset.shown === words;
        }""",
        arg=words,
    )
    return page.locator("[data-search]:focus-within [role=option]")


@pytest.fixture
def broken(browser: Any, address: str) -> Iterator[Callable[[str, str], Any]]:
    """Opens a page of a site on which some files answer with an error, which browsers complain of."""
    context = browser.new_context()

    def open_page(path: str, missing: str) -> Any:
        page = context.new_page()
        page.route(missing, lambda route: route.fulfill(status=404, body="<!doctype html>not here"))
        page.goto(address + path)
        return page

    yield open_page
    context.close()


def test_search_by_keyboard_leads_to_an_article(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.locator("[data-search-open]").focus()
    page.keyboard.press("/")
    results = search_for(page, "refnud")
    assert results.first.inner_text().startswith("Get a refund & what <happens> next\nBilling")
    assert "Showing results for “refund”" in page.locator("[data-search]:focus-within").inner_text()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    field = page.locator("#search")
    assert field.get_attribute("aria-activedescendant") == results.first.get_attribute("id")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hasAttribute('data-search-open')")
    page.keyboard.press("Control+k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/billing/refunds/")


def test_search_loads_nothing_before_it_is_used_and_its_own_language_then(visit: Visit) -> None:
    page = visit("ar/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(LOADED) == []
    page.keyboard.press("/")
    search_for(page, "خطتك")
    indexes = {
        name.split("/assets/search/")[1].split("/")[0]
        for name in page.evaluate(LOADED)
        if "/assets/search/" in name
    }
    assert indexes == {"ar"}


def test_a_hit_leads_to_the_step_or_question_that_matched(visit: Visit) -> None:
    page = visit("")
    page.keyboard.press("/")
    first = search_for(page, "old plan").first
    assert first.get_attribute("href").endswith("/billing/change-plan/#can-i-go-back-to-the-old-plan")
    assert "Can I go back to the old plan?" in first.locator("small").inner_text()
    assert first.locator("mark").all_inner_texts()
    page.keyboard.press("Enter")
    page.wait_for_url("**#can-i-go-back-to-the-old-plan")
    assert page.locator("#can-i-go-back-to-the-old-plan").get_attribute("open") is not None


def test_search_in_arabic_finds_untranslated_articles_and_says_so(visit: Visit) -> None:
    page = visit("ar/")
    page.keyboard.press("/")
    results = search_for(page, "خطه")
    assert results.first.inner_text().startswith("تغيير خطتك\nالفوترة")
    assert violations(page) == []
    page.locator("#home-search").fill("")
    result = search_for(page, "refund").first
    assert unquote(urlsplit(result.evaluate("link => link.href")).path).startswith("/ar/الفوترة/")
    assert result.get_attribute("lang") == "en"
    assert "الإنجليزية" in result.inner_text()


def test_nothing_found_offers_support_with_the_query(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.keyboard.press("/")
    assert search_for(page, "zzyzx").count() == 0
    ask = page.locator("[data-search]:focus-within a.hc-support")
    assert parse_qs(urlsplit(ask.get_attribute("href")).query)["title"] == ["zzyzx"]
    assert violations(page) == []


@pytest.mark.parametrize(
    "query", ['<img src=x onerror="document.title=1">', '"<b>plan</b>"', "plan\\ [(*+?^$", "%00 %ff"]
)
def test_markup_in_a_query_is_only_text(visit: Visit, query: str) -> None:
    page = visit("")
    title = page.title()
    page.keyboard.press("/")
    search_for(page, query)
    assert page.locator("[data-search] :is(img, b)").count() == 0
    assert page.title() == title


@pytest.mark.parametrize("path", ["", "ar/"], ids=["en", "ar"])
@pytest.mark.parametrize(
    "missing", ["**/pagefind.js", "**/*.pf_meta", "**/wasm.*", "**/index/*", "**/vocabulary.json"]
)
def test_a_broken_index_gives_a_message_and_support(
    broken: Callable[[str, str], Any], path: str, missing: str
) -> None:
    page = broken(path, missing)
    page.keyboard.press("/")
    page.keyboard.type("billing" if not path else "الفوترة")
    page.wait_for_selector("[data-search] a.hc-support")
    status = page.locator("[data-search]:focus-within [role=status]").inner_text()
    assert status == page.evaluate(
        "JSON.parse(document.getElementById('search-settings').textContent).words.failed"
    )
    assert violations(page) == []


def test_topics_narrow_a_search(visit: Visit) -> None:
    page = visit("search/?q=plan")
    page.wait_for_selector("[role=option]")
    topic = page.locator("#content .hc-search__topic")
    assert topic.locator("option").all_inner_texts() == ["All topics", "Billing"]


def test_recent_searches_stay_in_this_browser(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.keyboard.press("/")
    search_for(page, "refund").first.click()
    page.wait_for_url("**/billing/refunds/")
    page.keyboard.press("/")
    page.get_by_role("button", name="refund", exact=True).wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="refund", exact=True).click()
    page.wait_for_selector("[role=option]")
    page.locator("#search").fill("")
    page.get_by_role("button", name="Clear").click()
    assert page.get_by_role("button", name="refund", exact=True).count() == 0


def test_the_page_of_results_can_be_linked_to(visit: Visit) -> None:
    page = visit("ar/search/?q=" + "خطتك")
    page.wait_for_selector("#content [role=option]")
    assert page.locator("#content [role=option] strong").first.inner_text() == "تغيير خطتك"
    assert violations(page) == []
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    page.locator("#page-search").fill("رسوم")
    page.wait_for_function("() => decodeURIComponent(location.search) === '?q=رسوم'")


def test_without_scripts_the_form_leads_to_all_articles(visit: Visit) -> None:
    page = visit("", scripts=False)
    page.locator("#home-search").fill("refund")
    page.locator("#home-search").press("Enter")
    page.wait_for_url("**/search/?q=refund")
    assert page.get_by_role("link", name="Get a refund & what <happens> next").is_visible()


def test_the_page_of_results_fits_the_smallest_phone(visit: Visit) -> None:
    page = visit("search/?q=plan", width=320)
    page.wait_for_selector("[role=option]")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert violations(page) == []


def test_reports_name_no_reader(visit: Visit) -> None:
    page = visit("")
    page.evaluate(
        """document.addEventListener("helpcentre:search", event => {
            (window.told ??= []).push(event.detail);
        })"""
    )
    page.keyboard.press("/")
    search_for(page, "zzyzx qqq@zzz.zz 7777 7777 7777")
    page.wait_for_function("() => window.told")
    assert page.evaluate("window.told") == [{"event": "none", "query": "zzyzx @ #", "locale": "en"}]


def test_a_suggestion_searches(visit: Visit) -> None:
    page = visit("")
    page.get_by_role("button", name="card fees").click()
    page.wait_for_selector("#home-search-results [role=option]")
    assert page.locator("#home-search").input_value() == "card fees"


def test_an_error_page_searches_too(visit: Visit) -> None:
    page = visit("404.html")
    page.locator("#error-search").focus()
    assert search_for(page, "refund").count() == 1


@pytest.fixture(scope="session")
def japanese(
    tmp_path_factory: pytest.TempPathFactory, mkdocs_build: Callable[[Path, Path], None]
) -> Iterator[str]:
    """Where a site in Japanese is served."""
    folder = tmp_path_factory.mktemp("japanese")
    (folder / "mkdocs.yml").write_text(
        "site_name: ヘルプ\nsite_url: https://help.lumen.example/\ntheme: {name: material, font: false}\n"
        "plugins:\n  - i18n:\n      docs_structure: folder\n"
        "      languages: [{locale: ja, name: 日本語, default: true}]\n"
        "  - helpcentre: {support: 'https://lumen.example/contact?about={title}'}\n"
        "markdown_extensions: [helpcentre]\n",
        encoding="utf-8",
    )
    articles = {
        "change-plan": (
            "プランを変更する\n---\n\n設定からプランを選びます。\n\n## 解約する\n\n月末まで解約できます。\n"
        ),
        "reset-password": "パスワードを再設定する\n---\n\n一時間有効なリンクを送ります。\n",
    }
    for key, text in articles.items():
        file = folder / "docs/ja/help" / f"{key}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {text}", encoding="utf-8")
    mkdocs_build(folder, folder / "site")
    with serve(folder / "site") as address:
        yield address


def test_search_in_japanese_by_keyboard(browser: Any, japanese: str) -> None:
    page = browser.new_page()
    page.goto(japanese)
    page.keyboard.press("/")
    results = search_for(page, "パスワド")
    assert results.first.inner_text().startswith("パスワードを再設定する")
    assert violations(page) == []
    page.locator("[data-search]:focus-within input").fill("")
    results = search_for(page, "プラン変更")
    assert results.first.locator("mark").all_inner_texts()
    page.locator("[data-search]:focus-within input").fill("")
    results = search_for(page, "解約したい")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change-plan/#*")
    page.close()


@pytest.mark.parametrize("engine", ["typesense", "meilisearch"])
def test_a_search_server_is_asked_in_the_same_field(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setenv(ADMIN_KEY, ADMIN)
    monkeypatch.setenv(SEARCH_KEY, SEARCH)
    text = "Move up.\n\n## Step by step\n\nOpen the settings."
    docs = {"en/billing/plan.md": article("Change your plan", text)}
    with serve_search(Typesense() if engine == "typesense" else Meilisearch()) as server:
        options = {"search": {"engine": engine, "url": server}}
        site = build_site(tmp_path, docs, languages=LANGUAGES[:1], options=options, strict=True)
        with serve(site.folder) as address:
            page = visit("", at=address)
            page.keyboard.press("/")
            first = search_for(page, "settings").first
            assert first.inner_text().split("\n") == [
                "Change your plan", "Billing › Step by step", "Open the settings."
            ]  # fmt: skip
            assert first.locator("mark").all_inner_texts() == ["settings"]
            assert violations(page) == []
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            page.wait_for_url("**/billing/plan/#step-by-step")
            page.wait_for_load_state("networkidle")
