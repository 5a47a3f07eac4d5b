"""What comes of hostile HTML and text, opened in a real browser: no script or handler runs."""

from __future__ import annotations

from typing import Any

import pytest

from importers.fidelity import render
from tests.test_safety import TEXTS, VECTORS, as_html, imported

pytestmark = pytest.mark.browser

SPY = "for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.ran = true }"
INSPECT = """() => {
  document.addEventListener('click', event => event.preventDefault())
  for (const element of document.querySelectorAll('body *')) {
    for (const type of ['mouseover', 'pointerenter', 'focus', 'load', 'error', 'toggle', 'animationstart'])
      element.dispatchEvent(new Event(type))
    element.click?.()
  }
  const all = [...document.querySelectorAll('body *')]
  return {
    ran: window.ran === true,
    elements: all.map(each => each.localName).filter(name => /^(script|iframe|object|embed|form|base|svg|math)$/.test(name)),
    handlers: all.flatMap(each => each.getAttributeNames()).filter(name => /^on|^style$|^srcdoc$/.test(name)),
    addresses: all.flatMap(each => [each.href, each.src, each.poster, each.action])
      .filter(each => typeof each == 'string' && /^(javascript|vbscript|data|blob):/i.test(each) && !/^data:image\\/(png|gif|jpeg|webp)/.test(each)),
  }
}"""  # noqa: E501 (a script)


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    """A page that spies on what runs, and reaches no other server."""
    page = browser.new_page()
    page.add_init_script(SPY)
    page.goto("about:blank")
    page.route("**/*", lambda route: route.abort())
    return page


@pytest.mark.parametrize("source", [*VECTORS, *(f"<p>{as_html(text)}</p>" for text in TEXTS)])
def test_nothing_runs(page: Any, source: str) -> None:
    body = render(imported(f"<p>before</p>{source}").body, "en")
    page.set_content(f"<!doctype html><title>x</title><body>{body}", wait_until="domcontentloaded")
    seen = page.evaluate(INSPECT)
    assert seen == {"ran": False, "elements": [], "handlers": [], "addresses": []}


def test_the_spy_sees_what_runs(page: Any) -> None:
    page.set_content("<!doctype html><body><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>")
    seen = page.evaluate(INSPECT)
    assert seen["ran"]
    assert seen["handlers"] == ["onerror"]
    assert seen["addresses"] == ["javascript:alert(1)"]
