"""A real browser on built sites, served as a careful host would serve them.

`visit` opens pages of the small site of tests/cases/theme/site, or of another with `at=demo`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .serving import serve

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package `playwright`")

BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def address(small_site: Path) -> Iterator[str]:
    """Where the small site is served."""
    with serve(small_site) as address:
        yield address


@pytest.fixture(scope="session")
def demo(demo_site: Path) -> Iterator[str]:
    """Where the demo site is served."""
    with serve(demo_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Any Chrome or Chromium of this machine."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip("no Chrome or Chromium found; on Debian: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens a page: visit("billing/", width=360, scheme="dark"). A page that complains fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(
        path: str,
        *,
        at: str = address,
        width: int = 1280,
        scheme: str = "light",
        scripts: bool = True,
        **options: Any,
    ) -> Any:
        # Without motion, a style is read at its end and not in the midst of a transition.
        options = {"reduced_motion": "reduce"} | options
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=scripts,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(at + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
