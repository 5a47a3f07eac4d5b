"""Pages as a browser shows them, before and after a change, and a page with both side by side.

Needs the extra `pictures` (playwright) and Chromium or Chrome; the sites are served on this machine alone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from .changes import ChangedPage

MOST = 30
"""Pages; a change of all pages is shown by some."""
SCREEN = {"width": 1200, "height": 800}
BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


class PictureError(Exception):
    """There is nothing to take pictures with; says what to install."""


def take_pictures(before: Path, after: Path, pages: Sequence[ChangedPage], target: Path) -> None:
    """Write `index.html` and two PNG files a page into a folder.

    Args:
        before: the site as it was.
        after: as it is.
        pages: what to show.
        target: the folder; it may be inside of `after`.

    Raises:
        PictureError: playwright or a browser is missing.
    """
    shown = pages[:MOST]
    target.mkdir(parents=True, exist_ok=True)
    for site, name, missing in ((before, "before", "new"), (after, "after", "removed")):
        there = [(number, page) for number, page in enumerate(shown, 1) if page.state != missing]
        with _serve(site) as base, _open_browser() as browser:
            tab = browser.new_page(viewport=SCREEN, reduced_motion="reduce")
            for number, page in there:
                tab.goto(base + page.url, wait_until="load")
                tab.screenshot(path=target / f"{number}-{name}.png", full_page=True)
    (target / "index.html").write_text(_write_page(shown), encoding="utf-8")


@contextmanager
def _serve(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def _open_browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 # an extra that few need
    except ImportError as error:
        raise PictureError("pictures need playwright: pip install 'helpcentre[pictures]'") from error
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=found, args=flags)
        except Error as error:
            raise PictureError("pictures need Chromium: playwright install chromium") from error
        try:
            yield browser
        finally:
            browser.close()


def _write_page(pages: Sequence[ChangedPage]) -> str:
    """A page that shows the pictures side by side; without styles, which a site's policy would refuse."""
    parts = []
    for number, page in enumerate(pages, 1):
        cells = [
            f'<td valign="top">{_picture(number, name) if page.state != missing else "–"}</td>'
            for name, missing in (("before", "new"), ("after", "removed"))
        ]
        parts.append(
            f"<h2>{escape(page.title)} ({page.state})</h2>\n<table><tr><th>Before</th><th>After</th></tr>"
            f"<tr>{''.join(cells)}</tr></table>\n"
        )
    head = '<meta charset="utf-8"><meta name="robots" content="noindex"><title>Before and after</title>'
    body = f"<h1>Before and after</h1>\n{''.join(parts)}"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>{body}</body></html>\n'


def _picture(number: int, name: str) -> str:
    return f'<a href="{number}-{name}.png"><img src="{number}-{name}.png" alt="{name}" width="600"></a>'
