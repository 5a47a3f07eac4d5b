"""What a search costs the reader: bytes over the wire and time to the first result, in a real browser.

    python -m bench.search_cost site/ refund "card payment"

Each query is typed on a fresh visit of the site's home page; the figures are its own, then those of the same
query with one more word. Needs Playwright and Chromium.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.serving import serve

TYPE = """async query => {
    const input = document.activeElement, start = performance.now();
    input.value = query;
    input.dispatchEvent(new Event("input", {bubbles: true}));
    while (!document.querySelector("[role=option]")) await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""
SETTLE = 1500
"""Milliseconds after which nothing more is fetched."""


def measure(page: Any, address: str, query: str) -> str:
    """One line of figures."""
    received: list[int] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    received.clear()
    page.keyboard.press("/")
    page.wait_for_timeout(SETTLE)
    before = sum(received)
    milliseconds = page.evaluate(TYPE, query)
    at_first = sum(received)
    page.wait_for_timeout(SETTLE)
    first = sum(received)
    page.evaluate(TYPE, f"{query} account")
    page.wait_for_timeout(SETTLE)
    return (
        f"{query}: {before} bytes before typing, {at_first} at the first result after {milliseconds:.0f} ms, "
        f"{first} in all, {sum(received) - first} for the next query"
    )


def main(site: Path, queries: list[str]) -> None:
    """Print a line for each query."""
    with serve(site) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for query in queries:
            page = browser.new_context().new_page()
            print(measure(page, address, query))  # noqa: T201 (a program's output)
            page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
