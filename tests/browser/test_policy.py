"""The policy of `_headers` holds on every kind of page: the browser refuses nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.test_site import LANGUAGES, article, build_site

from .serving import read_headers, serve
from .test_quality import PAGES

pytestmark = pytest.mark.browser

WATCH = """addEventListener(
    'securitypolicyviolation', event => tell(`${event.violatedDirective} ${event.blockedURI}`)
)"""
MORE_PAGES = {
    "every component": "every-component/",
    "every component ar": "ar/every-component/",
    "home fr": "fr/",
}


class Watched:
    """A page of which the browser tells what it refuses."""

    def __init__(self, browser: Any) -> None:
        self.refused: list[str] = []
        self.page = browser.new_page()
        self.page.expose_binding("tell", lambda _source, text: self.refused.append(text))
        self.page.add_init_script(WATCH)

    def use(self) -> None:
        """Do what loads and runs something: open all, search, answer."""
        page = self.page
        page.wait_for_load_state("networkidle")
        for summary in page.locator("main summary:visible").all():
            summary.click()
        for embed in page.locator(".hc-embed__link").all()[:1]:
            embed.hover()
        if page.locator("[data-search-open]:visible").count():
            page.keyboard.press("/")
            page.keyboard.type("card")
            page.wait_for_load_state("networkidle")
            page.keyboard.press("Escape")


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    watched = Watched(browser)
    yield watched
    watched.page.close()


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose root lets readers choose, with a page that has moved and one beside the collections."""
    docs = {
        "en/billing/plan.md": article("Plan", redirect_from=["old-plan"]),
        "en/contact.md": article("Contact"),
        "fr/billing/plan.md": article("Offre"),
    }
    folder = tmp_path_factory.mktemp("prefixed")
    site = build_site(
        folder, docs, languages=LANGUAGES[:2], options={"default_at_root": False, "status": True}
    )
    with serve(site.folder) as address:
        yield address


@pytest.mark.parametrize("path", [*PAGES.values(), *MORE_PAGES.values()], ids=[*PAGES, *MORE_PAGES])
def test_nothing_of_a_page_is_refused(watched: Watched, demo: str, path: str) -> None:
    answer = watched.page.goto(demo + path)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    watched.use()
    assert watched.refused == []


@pytest.mark.parametrize("path", ["", "en/", "en/contact/", "status/", "nowhere/at/all/"])
def test_nothing_is_refused_below_a_prefix(watched: Watched, prefixed: str, path: str) -> None:
    watched.page.goto(prefixed + path)
    watched.use()
    assert watched.refused == []


def test_a_page_that_leads_on_does(watched: Watched, prefixed: str) -> None:
    watched.page.goto(prefixed + "en/billing/old-plan/")
    watched.page.wait_for_url("**/en/billing/plan/")
    assert watched.refused == []


def test_what_is_refused_is_seen(watched: Watched, demo: str, demo_site: Path) -> None:
    assert "'unsafe-inline'" not in read_headers(demo_site)["Content-Security-Policy"]
    watched.page.goto(demo)
    watched.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'let a'}))"
    )
    watched.page.wait_for_timeout(100)
    assert [each.split()[0] for each in watched.refused] == ["script-src-elem"]
