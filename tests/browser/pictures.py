"""Takes the guide's pictures from the built demo site: `make pictures` writes them to guide/assets/.

Each component comes from the page "Every component"; what a picture shows is listed here and nowhere else.
"""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from .conftest import BROWSERS, FLAGS
from .serving import serve

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "site"
TARGET = ROOT / "guide" / "assets"

ARTICLE = "billing-and-plans/change-or-cancel-your-plan/"
COMPONENTS = (
    "steps",
    "short-steps",
    "callouts",
    "questions",
    "fees",
    "tabs",
    "pictures",
    "videos-and-other-embeds",
    "buttons-downloads-support",
)
"""Ids of the sections of "Every component"; each is a picture of its own."""

SECTION = """id => {
    const heading = document.getElementById(id);
    let last = heading;
    while (last.nextElementSibling && !["H2", "HR"].includes(last.nextElementSibling.tagName)
           && !last.nextElementSibling.matches(".footnote")) last = last.nextElementSibling;
    const top = heading.getBoundingClientRect().bottom + scrollY + 4;
    const bottom = last.getBoundingClientRect().bottom + scrollY + 16;
    return {x: 0, y: top, width: innerWidth, height: bottom - top};
}"""

OVERVIEW = """<style>
    body {{ margin: 0; padding: 40px; width: 1520px; background: linear-gradient(120deg, #e9edfb, #f6f2ea); }}
    div {{ position: relative; height: 760px; }}
    img {{ position: absolute; border-radius: 12px; box-shadow: 0 12px 48px rgb(16 24 40 / 22%); }}
    img:nth-child(1) {{ left: 0; top: 0; width: 940px; }}
    img:nth-child(2) {{ left: 620px; top: 90px; width: 900px; }}
    img:nth-child(3) {{ left: 330px; top: 250px; width: 250px; border-radius: 24px; }}
</style><div>{}</div>"""
"""The home page, an article in front of it, and the article on a phone."""


class Photographer:
    """Opens pages of the served site and takes pictures of them."""

    def __init__(self, browser: Any, address: str) -> None:
        """Take a running browser and the address of the site."""
        self._browser = browser
        self._address = address

    def page(self, path: str, width: int = 1280, height: int = 860, scheme: str = "light") -> Any:
        """A page that has come to rest."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(self._address + path)
        page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        return page

    def take(self, name: str, path: str, **options: Any) -> bytes:
        """A picture of the first screen of a page."""
        page = self.page(path, **options)
        return self._keep(name, page.screenshot(), page)

    def take_search(self, name: str, path: str, words: str) -> bytes:
        """A picture of the search while it is open."""
        page = self.page(path)
        page.keyboard.press("/")
        page.keyboard.type(words)
        page.wait_for_selector("[data-search]:focus-within [role=option]")
        page.keyboard.press("ArrowDown")
        return self._keep(name, page.screenshot(), page)

    def take_branded(self, name: str, path: str, colour: str) -> bytes:
        """A picture of a page in another company's colour."""
        page = self.page(path, height=560)
        page.evaluate(f"document.documentElement.style.setProperty('--brand', '{colour}')")
        return self._keep(name, page.screenshot(), page)

    def take_components(self) -> None:
        """A picture of each section of "Every component"."""
        page = self.page("every-component/", width=720)
        for section in COMPONENTS:
            clip = page.evaluate(SECTION, section)
            self._keep(section, page.screenshot(full_page=True, clip=clip))
        page.context.close()

    def compose(self, name: str, pictures: list[bytes]) -> None:
        """Several pictures in one, as OVERVIEW arranges them."""
        page = self._browser.new_page(viewport={"width": 1600, "height": 840})
        sources = (f"data:image/png;base64,{base64.b64encode(picture).decode()}" for picture in pictures)
        page.set_content(OVERVIEW.format("".join(f'<img src="{source}">' for source in sources)))
        self._keep(name, page.screenshot(), page)

    @staticmethod
    def _keep(name: str, picture: bytes, page: Any = None) -> bytes:
        (TARGET / f"{name}.png").write_bytes(picture)
        if page:
            page.context.close()
        return picture


def main() -> None:
    """Take all pictures.

    Raises:
        SystemExit: there is no browser, or the site has not been built.
    """
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        raise SystemExit("no Chrome or Chromium found; on Debian: apt-get install chromium")
    if not (SITE / "_headers").is_file():
        raise SystemExit(f"{SITE} has not been built; run: make site")
    TARGET.mkdir(exist_ok=True)
    with serve(SITE) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=FLAGS.split())
        photographer = Photographer(browser, address)
        photographer.take_components()
        desktop = [photographer.take("home", ""), photographer.take("article", ARTICLE)]
        phone = photographer.take("phone", ARTICLE, width=390, height=780)
        photographer.compose("overview", [*desktop, phone])
        photographer.take("dark", ARTICLE, scheme="dark")
        photographer.take("collection", "cards-and-payments/", height=700)
        photographer.take("right-to-left", "ar/")
        photographer.take_search("search", ARTICLE, "card fees")
        photographer.take_branded("brand", "", "#00796b")
        browser.close()


if __name__ == "__main__":
    main()
