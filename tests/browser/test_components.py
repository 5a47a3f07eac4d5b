"""What a reader can do with the components: the demo site's page that has them all, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .test_reading import violations

pytestmark = pytest.mark.browser

EVERYTHING = {"en": "every-component/", "ar": "ar/جميع-المكونات/"}

Visit = Callable[..., Any]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", EVERYTHING.values(), ids=EVERYTHING)
def test_every_component_is_accessible(visit: Visit, demo: str, path: str, width: int, scheme: str) -> None:
    assert violations(visit(path, at=demo, width=width, scheme=scheme)) == []


@pytest.mark.parametrize("path", EVERYTHING.values(), ids=EVERYTHING)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_component_scrolls_the_page_sideways(visit: Visit, demo: str, path: str, scripts: bool) -> None:
    """320 px are also what 1280 px at 400 % zoom leave (WCAG 2.2, 1.4.10)."""
    page = visit(path, at=demo, width=320, scripts=scripts)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", EVERYTHING.values(), ids=EVERYTHING)
def test_components_bear_large_text(visit: Visit, demo: str, path: str) -> None:
    """A reader who sets the browser's text to 200 % loses nothing (WCAG 2.2, 1.4.4)."""
    page = visit(path, at=demo, width=1280)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_prices_show_one_currency_and_one_period_at_a_time(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["en"], at=demo)
    table = page.get_by_role("table", name="Prices by currency and period")
    row = table.get_by_role("row").filter(has_text="Team")
    assert row.inner_text().split() == ["Team", "€12.50", "1.4%2"]
    page.get_by_role("radio", name="USD").press("Space")
    page.get_by_role("radio", name="Monthly").press("ArrowRight")
    assert row.inner_text().split() == ["Team", "$135", "1.4%2"]
    page.get_by_role("radio", name="GBP").check()
    assert row.inner_text().split() == ["Team", "£110", "1.4%2"]


def test_without_scripts_all_prices_are_there(visit: Visit, demo: str) -> None:
    row = visit(EVERYTHING["en"], at=demo, scripts=False).get_by_role("row").filter(has_text="Team").first
    assert {"€12.50", "$13.50", "£11", "€125", "$135", "£110"} <= set(row.inner_text().split())


def test_all_answers_open_and_close_at_once(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["en"], at=demo)
    page.get_by_role("button", name="Open all answers").click()
    assert page.locator(".hc-faq__item:not([open])").count() == 0
    page.get_by_role("button", name="Close all answers").press("Enter")
    assert page.locator(".hc-faq__item[open]").count() == 0
    page.get_by_text("Is this one closed?").click()
    assert page.get_by_role("button", name="Open all answers").is_visible()


def test_the_browsers_own_search_finds_closed_answers(visit: Visit, demo: str) -> None:
    """A text fragment looks for text as "find in page" does: https://wicg.github.io/scroll-to-text-fragment/."""
    page = visit(EVERYTHING["en"] + "#:~:text=until%20you%20open%20it", at=demo)
    page.get_by_text("Yes, until you open it.").wait_for()


def test_the_address_of_a_heading_can_be_copied(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["en"], at=demo, permissions=["clipboard-read", "clipboard-write"])
    link = page.locator("#callouts > .headerlink")
    assert link.evaluate("link => getComputedStyle(link).opacity") == "0"
    link.focus()
    page.wait_for_function("link => getComputedStyle(link).opacity === '1'", arg=link.element_handle())
    link.press("Enter")
    page.wait_for_selector(".hc-announced:text('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == f"{demo}every-component/#callouts"
    assert page.url.endswith("#callouts")


def test_a_step_keeps_the_authors_digits(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["ar"], at=demo)
    circles = page.locator("div.hc-steps > .hc-step > .hc-step__tick")
    assert circles.evaluate_all("all => all.map(one => one.dataset.step)") == ["١", "٢", "٣"]


def test_pictures_below_the_first_wait_for_the_reader(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["en"], at=demo)
    page.wait_for_load_state("networkidle")
    pictures = page.locator(".hc-prose img")
    assert pictures.evaluate_all("all => all.every(one => one.width && one.height)")
    assert pictures.nth(0).evaluate("one => one.complete && one.naturalWidth > 0")
    assert pictures.last.evaluate("one => !one.currentSrc || !one.complete")


def test_nothing_moves_where_the_reader_wants_no_motion(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["en"], at=demo, reduced_motion="reduce")
    moving = """[...document.querySelectorAll("*")].filter(one => {
        const style = getComputedStyle(one);
        return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
    }).map(one => one.className)"""
    assert page.evaluate(moving) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_signs_stay_visible_in_the_readers_own_colours(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["en"], at=demo, forced_colors="active")
    tick = page.locator(".hc-step__tick").first
    tick.click()
    pressed, other = (
        page.locator(".hc-step__tick").nth(index).evaluate("one => getComputedStyle(one).backgroundColor")
        for index in (0, 1)
    )
    assert pressed != other
    sign = page.locator(".admonition-title").first
    painted = sign.evaluate("one => getComputedStyle(one, '::before').backgroundColor")
    assert painted == page.evaluate("getComputedStyle(document.body).color")
    chosen, unchosen = (
        page.locator(".hc-fees__switch label")
        .nth(index)
        .evaluate("one => getComputedStyle(one).backgroundColor")
        for index in (0, 1)
    )
    assert chosen != unchosen


def test_on_paper_everything_is_open(visit: Visit, demo: str) -> None:
    page = visit(EVERYTHING["en"], at=demo)
    page.emulate_media(media="print")
    for text in ("Yes, until you open it.", "Tap your picture"):
        assert page.get_by_text(text).first.is_visible(), text
    assert not page.locator(".hc-header").is_visible()


@pytest.mark.parametrize("track", [True, False])
def test_analytics_are_not_even_fetched_where_the_reader_asks_for_privacy(
    visit: Visit, demo: str, track: bool
) -> None:
    page = visit("", at=demo)
    page.add_init_script(f"Object.defineProperty(navigator, 'doNotTrack', {{value: '{int(not track)}'}})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "analytics" in request.url else None)
    page.route("**/analytics.js", lambda route: route.fulfill(content_type="text/javascript", body=""))

    def with_analytics(route: Any) -> None:
        answer = route.fetch()
        meta = '<meta name="helpcentre:analytics" content="/analytics.js"></head>'
        route.fulfill(response=answer, body=answer.text().replace("</head>", meta))

    page.route(demo, with_analytics)
    page.reload()
    page.wait_for_load_state("networkidle")
    assert bool(asked) == track
