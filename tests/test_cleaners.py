"""Every builder's HTML becomes the same clean HTML, and nothing visible goes without a record."""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from xml.etree import ElementTree

import nh3
import pytest
import yaml
from bs4 import Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.body import Body, parse_html
from importers.cleaners import CLEANERS, clean
from importers.cleaners.links import is_dead
from importers.cleaners.shortcodes import read_attributes
from importers.comparing import words
from importers.inventory import take_inventory
from importers.model import Removal

CASES = Path(__file__).parent / "cases" / "cleaners"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())

VOCABULARY: dict[str, set[str]] = {
    "a": {"href", "title", "class"},
    "aside": {"class", "data-kind", "data-title"},
    "audio": {"src", "title"},
    "code": {"class"},
    "details": {"open"},
    "div": {"class", "data-ref"},
    "figure": {"class"},
    "iframe": {"src", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "section": {"data-title"},
    "sup": {"class", "data-ref"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "video": {"src", "title", "poster"},
    **{
        name: set()
        for name in (
            "blockquote br caption dd del dl dt em figcaption h2 h3 h4 h5 h6 hr ins kbd li mark p pre strong "
            "sub summary table tbody thead tr ul"
        ).split()
    },
}
"""What clean HTML may hold; `id` is allowed where a link needs it."""
BLOCKS = frozenset("p h2 h3 h4 h5 h6 ul ol table blockquote pre hr aside details div figure dl".split())


def cleaned(source: str, title: str = "") -> Body:
    body = parse_html(f"<body>{source}").body
    assert isinstance(body, Tag)
    result = Body(body, "en", title)
    clean(result)
    return result


def inner(body: Body) -> str:
    return body.root.decode_contents()


def lines(source: str) -> list[str]:
    """HTML with one tag a line, for comparing and for reading the difference."""
    return [line for line in re.sub(r"\s*(</?[^>]*>)\s*", r"\n\1\n", source).split("\n") if line.strip()]


def record(removal: Removal) -> dict[str, object]:
    fields = {
        name: getattr(removal, name) for name in ("step", "text", "links", "images", "headings", "cells")
    }
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in fields.items() if value
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case_is_cleaned_as_expected(folder: Path) -> None:
    config = folder / "config.yml"
    title = yaml.safe_load(config.read_text(encoding="utf-8"))["title"] if config.exists() else ""
    body = cleaned((folder / "input.html").read_text(encoding="utf-8"), title)
    assert lines(inner(body)) == lines((folder / "expected.html").read_text(encoding="utf-8"))
    removed = folder / "removed.yml"
    expected = yaml.safe_load(removed.read_text(encoding="utf-8")) if removed.exists() else []
    assert [record(removal) for removal in body.removed] == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case_keeps_to_the_vocabulary_and_is_stable(folder: Path) -> None:
    body = cleaned((folder / "input.html").read_text(encoding="utf-8"))
    assert strangers(body.root) == []
    assert lines(inner(cleaned(inner(body)))) == lines(inner(body))


def test_every_builder_has_a_case() -> None:
    names = {folder.name.split("-")[0] for folder in FOLDERS}
    assert {cleaner.name for cleaner in CLEANERS} <= names


def strangers(root: Tag) -> list[str]:
    """What stands in `root` and is no clean HTML."""
    found = [
        f"<{tag.name} {name}>"
        for tag in root.find_all(True)
        for name in [*tag.attrs, ""]
        if tag.name not in VOCABULARY or (name and name != "id" and name not in VOCABULARY[tag.name])
    ]
    found += [str(tag)[:80] for tag in root.find_all("p") if tag.find(list(BLOCKS))]
    found += [str(tag)[:80] for tag in root.find_all(["p", "h2", "h3", "li", "ul", "a"]) if is_blank(tag)]
    found += [str(child)[:80] for child in root.children if not isinstance(child, Tag)]
    return found


def is_blank(tag: Tag) -> bool:
    return not tag.get_text(strip=True) and tag.find(["img", "iframe", "video", "audio", "pre", "hr"]) is None


# Safety


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe src='data:text/html,x'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<video src='javascript:alert(1)' poster='javascript:x' onerror=x><source onerror=alert(1)></video>",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=javascript:x'>",
    "<link rel=stylesheet href='https://evil.example/x.css'><style>@import 'x'</style>",
    "<p style='background:url(javascript:x)' onclick=x class=callout data-kind=note>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template><textarea><script>alert(1)</script></textarea>",
    "<scr<b></b>ipt>alert(1)</scr<b></b>ipt>",
    "<img src='javascript:alert(1)' srcset='javascript:alert(1) 2x' data-src='data:text/html,x'>",
    "<div class='et_pb_toggle'>[et_pb_button button_text='x' button_url='javascript:alert(1)']</div>",
    "[vc_raw_html]JTNDc2NyaXB0JTNFYWxlcnQlMjgxJTI5JTNDJTJGc2NyaXB0JTNF[/vc_raw_html]",
    '<div class=elementor-widget-video data-settings=\'{"youtube_url":"javascript:alert(1)"}\'></div>',
    "<aside class='callout' data-kind='x\" onload=\"y' data-title='<script>'>x</aside>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_hostile_is_left(attack: str) -> None:
    """By construction only clean HTML is written; a maintained sanitiser finds nothing more to take."""
    body = cleaned(f"<p>before</p>{attack}<p>after</p>")
    assert strangers(body.root) == []
    assert sanitised(inner(body)) == normal(inner(body))
    assert "before" in inner(body)


def sanitised(source: str) -> list[str]:
    return normal(
        nh3.clean(
            source,
            tags=set(VOCABULARY),
            attributes={name: {*attrs, "id"} for name, attrs in VOCABULARY.items()},
            url_schemes={"http", "https", "mailto", "tel", "sms", "ftp", "support", "data"},
            link_rel=None,
        )
    )


def normal(source: str) -> list[str]:
    """HTML as one parser writes it, attributes in order."""
    root = parse_html(f"<body>{source}")
    for tag in root.find_all(True):
        tag.attrs = dict(sorted(tag.attrs.items()))
    return lines(str(root))


@pytest.mark.parametrize(
    ("address", "dead"),
    [
        ("https://lumen.example", False),
        ("/help#x", False),
        ("#x", False),
        ("localhost:8080/x", False),
        ("MAILTO:a@b.c", False),
        ("#", True),
        ("", True),
        ("JaVaScRiPt:x", True),
        ("java\tscript:x", True),
        ("file:///etc/passwd", True),
    ],
)
def test_only_addresses_that_lead_somewhere_safe_are_links(address: str, dead: bool) -> None:
    assert is_dead(address) is dead


# Shortcodes


@pytest.mark.parametrize(
    "text",
    [
        ' title="Fees &amp; taxes" open="on"',
        " title=”Fees &amp; taxes” open=”on”",
        " title=“Fees &amp; taxes“ open=“on″",
        " title=»\xa0Fees &amp; taxes\xa0» open=»\xa0on\xa0»",
    ],
)
def test_attributes_of_a_shortcode_are_read_whatever_quotes_wordpress_gave_them(text: str) -> None:
    assert read_attributes(text) == {"title": "Fees & taxes", "open": "on"}


@pytest.mark.parametrize("text", ["See [1] and [note].", "Dear [first_name],", "a[i] = b[j]", "[", "[[]]"])
def test_square_brackets_of_the_text_stay(text: str) -> None:
    assert cleaned(f"<p>{text}</p>").root.get_text() == text


# Any tree


NAMES = st.sampled_from(
    "div p span b i ul ol li table tr td th h1 h3 h6 a img br hr details summary figure figcaption "
    "blockquote pre code dl dt dd section center font button form iframe style script strong em sup tbody "
    "thead".split()
)
CLASSES = st.sampled_from(
    "accordion-title accordion-content elementor-tab-title elementor-tab-content elementor-tabs wp-caption "
    "gallery fusion-alert intercom-interblocks-callout et_pb_button elementor-button wp-block-gallery "
    "sr-only".split()
)
TEXT = st.text(alphabet="ab é]*_<>&#\n\u00a0\u200b日", max_size=12).map(html.escape)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, css, inside: f'<{name} class="{css}" href="#x" src="/x.png">{"".join(inside)}</{name}>',
        NAMES,
        CLASSES,
        st.lists(children, max_size=4),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.recursive(TEXT, element, max_leaves=25), max_size=4).map("".join))
def test_any_tree_becomes_clean_html(source: str) -> None:
    body = cleaned(source)
    assert strangers(body.root) == []
    assert not lost_words(source, body)


NESTED = "div span b blockquote ul ol li table td a em section font p h2 dl figure details".split()


@pytest.mark.parametrize("name", NESTED)
def test_ten_thousand_levels_are_read_and_come_out_few(name: str) -> None:
    body = cleaned(f"<{name}>" * 10_000 + "at the bottom" + f"</{name}>" * 10_000)
    assert "at the bottom" in body.root.get_text()
    assert max(len(list(tag.parents)) for tag in body.root.find_all(True)) < 100


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        '<p class="no-margin">Text with <b>bold</b> and <a href="https://lumen.example/">a link</a></p>',
        '<a href="a.png"><img src="a-300x200.png" srcset="a-300x200.png 300w, a.png 900w"></a>',
        '<div class="elementor-tab-title">Q</div><div class="elementor-tab-content"><p>A</p></div>',
        "<table><tr><td>1</td><td>2</td></tr></table>",
        "[vc_row][vc_column]",
        "<form>x<input></form>",
    ],
)
def test_work_grows_with_size_only(part: str) -> None:
    """Eight times the size runs eight times the lines; with a quadratic step it were sixty-four times."""
    few, many = (_count_lines(part * size) for size in (250, 2_000))
    assert many < 9 * few


def _count_lines(html: str) -> int:
    """Lines of Python that cleaning runs: as many on every machine, however busy."""
    root = parse_html(f"<body>{html}").body
    assert isinstance(root, Tag)
    lines = 0

    def trace(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        clean(Body(root, "en"))
    finally:
        sys.settrace(before)
    return lines


# Real pages


def lost_words(source: str, body: Body) -> list[str]:
    """Words of `source` that are neither in the clean HTML nor in a record.

    Where the source glues two words and one of them leaves, or gets a line of its own, both halves count.
    """
    titles = [str(tag["data-title"]) for tag in body.root.select("[data-title]")]
    kept = Counter(take_inventory(inner(body)).words)
    kept.update(word for text in [*titles, *(each.text for each in body.removed)] for word in words(text))
    expected = Counter(take_inventory(source).words)
    added = kept - expected
    return [
        word
        for word in expected - kept
        if not any(word[:cut] in added and word[cut:] in added for cut in range(1, len(word)))
        and not any(word in glued for glued in added)
    ]


def lost_links(source: str, body: Body) -> list[str]:
    gone = [f'<a href="{html.escape(link)}">x</a>' for each in body.removed for link in each.links]
    return list((link_targets(source) - link_targets(inner(body)) - link_targets("".join(gone))).elements())


def link_targets(source: str) -> Counter[str]:
    return Counter("".join(link.split()) for link in take_inventory(source).links)


def lost_images(source: str, body: Body) -> list[str]:
    kept = {address for image in take_inventory(inner(body)).images for address in image}
    gone = "".join(f'<img src="{html.escape(image)}">' for each in body.removed for image in each.images)
    kept.update(address for image in take_inventory(gone).images for address in image)
    return [min(image) for image in take_inventory(source).images if not image & kept]


def real_bodies(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Name, title and HTML of every body in the corpus."""
    corpus = shared / "corpus"
    for file in sorted(corpus.rglob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        articles = data if isinstance(data, list) else data.get("data") or data.get("articles") or [data]
        for article in articles:
            yield from article_bodies(file, article)
    for file in sorted(corpus.rglob("*.xml")):
        for item in ElementTree.parse(file).iter("item"):
            encoded = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
            yield file.name, item.findtext("title") or "", encoded
    for file in sorted(corpus.rglob("*.html")):
        root = parse_html(file.read_text(encoding="utf-8", errors="replace"))
        main = root.select_one("main, article, [role=main], .fl-builder-content, .elementor, .brz")
        yield file.name, "", (main or root.body or root).decode_contents()


def article_bodies(file: Path, article: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    for owner in (article, *dict(article.get("translated_content") or {}).values()):  # type: ignore[call-overload]
        if not isinstance(owner, dict):
            continue
        title, content = owner.get("title"), owner.get("content") or owner.get("body")
        title = title.get("rendered") if isinstance(title, dict) else title
        content = content.get("rendered") if isinstance(content, dict) else content
        if content:
            yield f"{file.name} {article.get('id')}", html.unescape(str(title or "")), str(content)


def test_real_pages_lose_nothing(shared: Path) -> None:
    """Every word, link and image of every real body is in the clean HTML or in a record."""
    losses = []
    count = 0
    for name, title, source in real_bodies(shared):
        body = cleaned(source, title)
        count += 1
        losses += [f"{name}: {stranger}" for stranger in strangers(body.root)]
        losses += [f"{name}: image {image}" for image in lost_images(source, body)]
        losses += [f"{name}: link {link}" for link in lost_links(source, body)]
        losses += [f"{name}: word {word}" for word in lost_words(source, body)]
    assert count > 400
    assert losses == []
