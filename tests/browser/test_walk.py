"""One walk by keyboard alone, in both directions: search, article, step 3, fees, not helpful, ask support.

What a screen reader is told of the article is in tests/cases/theme/article-<locale>.aria.yml.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

CASES = Path(__file__).parent.parent / "cases" / "theme"
MOST_TABS = 60
WALKS = {
    "en": ("", "change plan", "Change your plan", "Card fees"),
    "ar": ("ar/", "خطتك", "تغيير خطتك", "رسوم البطاقات"),
}

Visit = Callable[..., Any]


def tab_to(page: Any, selector: str) -> Any:
    """Press Tab until the focus is on `selector`; everywhere on the way it must be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_FOCUS_SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.locator(":focus")
    raise AssertionError(f"Tab never came to {selector}")


IS_FOCUS_SEEN = """() => {
    const focused = document.activeElement;
    const seen = [focused, focused.parentElement, focused.nextElementSibling].filter(Boolean)
        .flatMap(one => [getComputedStyle(one), getComputedStyle(one, "::after")]);
    return focused === document.body || seen.some(style => style.outlineStyle !== "none");
}"""


@pytest.mark.parametrize("locale", WALKS)
def test_a_walk_by_keyboard_from_search_to_support(visit: Visit, locale: str) -> None:
    home, words, title, fees = WALKS[locale]
    page = visit(home)
    page.route("https://lumen.example/**", lambda route: route.fulfill(body="<title>Contact</title>"))
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.wait_for_selector("[data-search]:focus-within [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    page.wait_for_function("title => document.querySelector('h1').textContent === title", arg=title)
    page.wait_for_selector(".hc-step__tick")

    tick = tab_to(page, ".hc-step__tick[data-step='3']")
    page.keyboard.press("Space")
    assert tick.get_attribute("aria-pressed") == "true"

    region = tab_to(page, ".hc-fees__scroll")
    assert page.get_by_role("region", name=fees).element_handle() == region.element_handle() or fees in str(
        region.aria_snapshot()
    )

    tab_to(page, "button[value=no]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hc-feedback [role=status]:not(:empty)")

    tab_to(page, "a.hc-support")
    page.keyboard.press("Enter")
    page.wait_for_url("https://lumen.example/contact**")
    facts = parse_qs(urlsplit(page.url).query)
    assert (facts["title"], facts["locale"]) == ([title], [locale])


@pytest.mark.parametrize(
    ("locale", "path"), [("en", "billing/change-plan/"), ("ar", "ar/الفوترة/change-plan/")]
)
def test_what_a_screen_reader_is_told_of_an_article(visit: Visit, locale: str, path: str) -> None:
    page = visit(path)
    page.wait_for_selector(".hc-step__tick")
    told = page.locator("main").aria_snapshot()
    assert told.strip() == (CASES / f"article-{locale}.aria.yml").read_text(encoding="utf-8").strip()
