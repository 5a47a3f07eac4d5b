"""Hostile HTML and hostile text, through the whole import to the rendered page: nothing of it may run.

The vectors are those that the published lists name (OWASP's filter evasion sheet, PortSwigger's, the tests of
DOMPurify and of Markdown renderers), one a line; `browser/test_safety.py` opens what comes of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from importers.conversion import convert
from importers.fidelity import render, verify
from importers.links import LinkMap
from importers.model import Article, Origin, Page
from importers.pairing import Placed
from importers.safety import find_unsafe

CASES = Path(__file__).parent / "cases" / "safety"
VECTORS = (CASES / "html.txt").read_text("utf-8").splitlines()
TEXTS = (CASES / "text.txt").read_text("utf-8").splitlines()


def imported(html: str) -> Page:
    """The page that a body becomes."""
    origin = Origin("wordpress", "1", "pages.json", url="https://lumen.example/help/pay/")
    article = Article(origin, group="1", title="Pay", html=html, locale="en")
    return convert(Placed(article, "pay", "en/help/pay.md"), LinkMap({}, frozenset(), "en", {}))


def as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("vector", VECTORS)
def test_hostile_html_becomes_a_harmless_page(vector: str) -> None:
    page = imported(f"<p>before</p>{vector}<p>after</p>")
    html = render(page.body, "en")
    assert verify(page.article, page).unsafe == find_unsafe(html) == ()
    soup = BeautifulSoup(html, "lxml")
    assert not soup.find_all("script iframe object embed form base meta link style svg math".split())
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name in ("style", "srcdoc")]
    assert html.lstrip().startswith("<p>before</p>")


FRAMES = (
    "<p>{}</p>", "<p>before<br>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>",
    "<p><strong>{}</strong> {}</p>",
    "<p><a href='https://lumen.example/'>{}</a>{}</p>", "<p><img src='x.png' alt='{}'>{}</p>",
    "<table><tr><th>a</th><th>{}</th></tr><tr><td>{}</td><td>b</td></tr></table>",
    "<table><tr><td rowspan=2>{}</td><td>{}</td></tr><tr><td><ul><li>{}</li></ul></td></tr></table>",
    "<details><summary>{}</summary><p>{}</p></details>",
    "<aside class='callout' data-kind='tip'><p>{}</p></aside>",
    "<figure><img src='x.png'><figcaption>{}</figcaption></figure>", "<blockquote><p>{}</p></blockquote>",
)  # fmt: skip
"""Where a text may stand."""


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_stays_text(text: str, frame: str) -> None:
    page = imported(frame.replace("{}", as_html(text).replace("'", "&#39;")))
    account = verify(page.article, page)
    assert account.unsafe == ()
    assert not account.losses


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>x</p><script>y</script>", ("script",)),
        ('<img src="x" onerror="y">', ("img onerror",)),
        ('<a href="javascript:y">x</a>', ("a href",)),
        ('<a href="data:text/html,x">x</a>', ("a href",)),
        ('<p style="color:red">x</p>', ("p style",)),
        ('<a href="https://lumen, (2018).example: x">x</a>', ()),
        ('<p class="x" data-y="z">x <img src="data:image/png;base64,AAAA" alt=""></p>', ()),
    ],
)
def test_the_last_wall_sees_what_a_sanitiser_would_take_out(html: str, found: tuple[str, ...]) -> None:
    assert find_unsafe(html) == found
