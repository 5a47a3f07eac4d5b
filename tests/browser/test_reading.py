"""What a reader can do on each page, in a real browser: read, search, ask; by keyboard, both directions."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
ARTICLE = "billing/change-plan/"
PAGES = {
    "home": "",
    "collection": "billing/",
    "article": ARTICLE,
    "page": "about/",
    "error": "404.html",
    "home ar": "ar/",
    "collection ar": "ar/الفوترة/",
    "article ar": "ar/الفوترة/change-plan/",
    "fallback ar": "ar/الفوترة/refunds/",
    "error ar": "ar/404.html",
}

Visit = Callable[..., Any]


def violations(page: Any) -> list[str]:
    """What axe finds (WCAG 2.2 AA and best practice), one line a finding."""
    if not AXE.is_file():
        pytest.skip("axe-core is missing; install it with: npm ci --prefix tests/browser")
    page.evaluate(AXE.read_text())
    return [
        f"{rule['id']}: {node['html']}"
        for rule in page.evaluate("axe.run()")["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_page_is_accessible(visit: Visit, path: str, width: int, scheme: str) -> None:
    assert violations(visit(path, width=width, scheme=scheme)) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_scrolls_sideways_on_the_smallest_phone(visit: Visit, path: str) -> None:
    assert visit(path, width=320).evaluate("document.documentElement.scrollWidth") == 320


def test_an_article_is_light_and_asks_nobody_else(visit: Visit, address: str, small_site: Path) -> None:
    page = visit("billing/card-fees/")
    page.wait_for_load_state("networkidle")
    urls = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert all(url.startswith(address) for url in urls)
    assert len(urls) + 1 <= 8
    files = [
        small_site / "billing/card-fees/index.html",
        *(small_site / url.removeprefix(address) for url in urls),
    ]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 25_000


def test_nothing_moves_while_the_page_loads(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.wait_for_load_state("networkidle")
    shifts = """new Promise(done => {
        let moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
            .observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(moved), 200);
    })"""
    assert page.evaluate(shifts) == 0


def test_languages_by_keyboard(visit: Visit) -> None:
    page = visit(ARTICLE)
    menu = page.locator(".hc-languages")
    menu.locator("summary").press("Enter")
    assert "not translated yet" in menu.get_by_role("link", name="Français").inner_text()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    menu.locator("summary").press("Enter")
    menu.get_by_role("link", name="العربية").press("Enter")
    page.wait_for_url("**/ar/*/change-plan/")
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_the_colour_scheme_is_remembered_until_it_is_the_systems_again(visit: Visit) -> None:
    page = visit("")
    toggle = page.get_by_role("button", name="Dark mode")
    assert toggle.get_attribute("aria-pressed") == "false"
    toggle.click()
    page.reload()
    assert toggle.get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    toggle.click()
    assert page.evaluate("localStorage.length") == 0


def test_an_address_opens_its_question(visit: Visit) -> None:
    page = visit(ARTICLE + "#what-happens-to-my-invoices")
    assert page.get_by_text("They stay.").is_visible()


def test_steps_can_be_ticked_and_stay_where_they_are(visit: Visit) -> None:
    page = visit(ARTICLE)
    tick = page.get_by_role("button", name="Mark this step as done: 2")
    tick.scroll_into_view_if_needed()
    before = tick.bounding_box()
    tick.click()
    assert tick.bounding_box() == before
    page.reload()
    assert tick.get_attribute("aria-pressed") == "true"


def test_not_helpful_thanks_and_offers_support(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.evaluate("addEventListener('helpcentre:feedback', event => { window.heard = event.detail; })")
    page.get_by_role("button", name="No").press("Enter")
    assert "support" in page.locator(".hc-feedback [role=status]").inner_text()
    assert page.evaluate("window.heard") == {"article": "change-plan", "locale": "en", "helpful": "no"}


@pytest.mark.parametrize(
    ("path", "title", "locale"),
    [(ARTICLE, "Change your plan", "en"), (PAGES["article ar"], "تغيير خطتك", "ar")],
)
def test_support_is_told_what_the_reader_was_reading(
    visit: Visit, path: str, title: str, locale: str
) -> None:
    link = visit(path).locator(".hc-contact a").get_attribute("href")
    facts = parse_qs(urlsplit(link).query)
    assert facts["title"] == [title]
    assert facts["locale"] == [locale]


def test_a_chat_can_take_over_the_support_link(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.evaluate(
        "addEventListener('helpcentre:support', event => { event.preventDefault(); window.asked = true; })"
    )
    page.locator(".hc-contact a").click()
    assert page.evaluate("window.asked")
    assert page.url.endswith(ARTICLE)


def test_a_video_is_fetched_only_after_a_click(visit: Visit, address: str) -> None:
    page = visit(ARTICLE)
    elsewhere = re.compile(f"^(?!{re.escape(address)})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if elsewhere.match(request.url) else None)
    page.route(elsewhere, lambda route: route.fulfill(body=""))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.get_by_role("link", name="Watch how to change your plan").click()
    page.wait_for_selector("iframe[title='Watch how to change your plan']")
    assert [urlsplit(url).netloc for url in asked] == ["www.youtube-nocookie.com"]


def test_a_picture_can_be_enlarged_and_focus_returns(visit: Visit) -> None:
    page = visit(ARTICLE)
    picture = page.get_by_role("button", name="Enlarge the image: The settings page")
    picture.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_selector(".hc-viewer", state="detached")
    assert page.evaluate("document.activeElement.className") == "hc-zoom"


def test_tabs_by_keyboard(visit: Visit) -> None:
    page = visit(ARTICLE)
    assert not page.get_by_text("Open the app.").is_visible()
    page.get_by_role("radio", name="Terminal").press("ArrowRight")
    assert page.get_by_text("Open the app.").is_visible()


def test_the_contents_mark_where_the_reader_is(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.locator("#questions").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#questions').scrollIntoView({behavior: 'instant'})")
    page.wait_for_selector(".hc-contents [aria-current]:text-is('Questions')")


def test_the_skip_link_leads_to_the_text(visit: Visit) -> None:
    page = visit(ARTICLE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_everything_is_there(visit: Visit, width: int) -> None:
    page = visit(ARTICLE, scripts=False, width=width)
    assert not page.locator("[data-search-open]").is_visible()
    page.locator(".hc-languages summary").click()
    assert page.get_by_role("link", name="العربية").is_visible()
    page.get_by_text("What happens to my invoices?").click()
    assert page.get_by_text("They stay.").is_visible()
    page.locator(".tabbed-labels label").nth(1).click()
    assert page.get_by_text("Open the app.").is_visible()


BRANDS = """
    #ef5552 #e92063 #4051b5 #02a6f2 #00bdd6 #009485 #cbdc38 #ffec3d #757575 #000000 #ffffff
""".split()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_brand_colour_stays_readable(visit: Visit, scheme: str) -> None:
    page = visit("", scheme=scheme)
    ratios = page.evaluate(CONTRASTS, BRANDS)
    assert {brand: pair for brand, pair in zip(BRANDS, ratios, strict=True) if min(pair) < 4.5} == {}


CONTRASTS = """brands => {
    const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const probe = document.body.appendChild(document.createElement("i"));
    const luminance = name => {
        probe.style.color = `var(${name})`;
        paint.fillStyle = getComputedStyle(probe).color;
        paint.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    return brands.map(brand => {
        document.documentElement.style.setProperty("--brand", brand);
        return [["--accent", "--raised"], ["--accent", "--accent-soft"], ["--accent-text", "--accent"]]
            .map(([one, other]) => contrast(one, other));
    });
}"""
