"""What comes of hostile HTML and text, opened in a real browser: no script or handler runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importers.fidelity import render
from importers.locales import Locales
from importers.pipeline import Options, run_import
from tests.test_safety import TEXTS, VECTORS, as_html, imported
from tests.test_site import LANGUAGES, article, build_site

from .serving import serve

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


# --- the same on a built site ------------------------------------------------------------------------

ON_SITE = """() => {
  document.addEventListener('click', event => event.preventDefault(), true)
  for (const element of document.querySelectorAll('.md-content *')) {
    for (const type of ['mouseover', 'pointerenter', 'focus', 'load', 'error', 'toggle', 'animationstart'])
      element.dispatchEvent(new Event(type))
    element.click?.()
  }
  const all = [...document.querySelectorAll('*')]
  return {
    ran: window.ran === true,
    elements: all.map(each => each.localName).filter(name => /^(iframe|object|embed|base|math|frame)$/.test(name)),
    handlers: all.flatMap(each => each.getAttributeNames()).filter(name => /^on|^srcdoc$/.test(name)),
    addresses: all.flatMap(each => [each.href, each.src, each.poster, each.action])
      .filter(each => typeof each == 'string' && /^(javascript|vbscript|data:text)/i.test(each)),
    refreshes: document.querySelectorAll('meta[http-equiv=refresh i]').length,
  }
}"""  # noqa: E501 (a script)


def export(folder: Path) -> Path:
    """An export whose articles are hostile in text, title, excerpt, address and category."""
    texts = [*TEXTS] * 2
    posts = [
        {
            "id": number,
            "type": "page",
            "slug": f"article-{number}",
            "link": f"https://lumen.example/help/article-{number}/",
            "title": {"rendered": f"{number} {as_html(text)} {vector}"},
            "excerpt": {"rendered": f"<p>{as_html(text)}</p>{vector}"},
            "content": {"rendered": f"<p>before</p><p>{as_html(text)}</p>{vector}"},
        }
        for number, (vector, text) in enumerate(zip(VECTORS, texts, strict=False), 1)
    ]
    file = folder / "pages.json"
    file.write_text(json.dumps(posts), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of nothing but hostile articles, imported and built."""
    folder = tmp_path_factory.mktemp("hostile")
    report = run_import(Options((str(export(folder)),), folder / "docs", Locales("en"), "wordpress"))
    assert {entry.status for entry in report.entries} == {"created"}
    site = build_site(folder, {"en/index.md": article("Help")}, languages=LANGUAGES[:1])
    return site.folder


@pytest.mark.slow
def test_nothing_runs_on_the_site(hostile_site: Path, browser: Any) -> None:
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(SPY)
    page = context.new_page()
    files = sorted(hostile_site.rglob("*.html"))
    assert len(files) > len(VECTORS)
    with serve(hostile_site) as address:
        page.route(lambda url: not url.startswith(address), lambda route: route.abort())
        for file in files:
            page.goto(address + file.relative_to(hostile_site).as_posix(), wait_until="load")
            seen = page.evaluate(ON_SITE)
            assert seen == {"ran": False, "elements": [], "handlers": [], "addresses": [], "refreshes": 0}, (
                file
            )
    context.close()
