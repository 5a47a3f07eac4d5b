"""Saved web pages: where their content is, what they say of themselves, and which are translations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from importers.body import parse_html
from importers.locales import Locales
from importers.model import Article, Collection, Failure
from importers.pipeline import Options, run_import
from importers.sources import Item, read_articles
from importers.sources.intercom_blocks import UnknownBlockError, blocks_to_html
from importers.sources.page_content import find_content
from importers.sources.page_facts import read_facts

PROSE = "Open the settings of your account, then choose the card that you would like to freeze. " * 3
FRENCH = "Ouvrez les paramètres de votre compte, puis choisissez la carte que vous souhaitez bloquer. " * 3

Reader = Callable[..., list[Item]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads pages, each from a file of its own."""

    def read_all(*pages: str | bytes, site: tuple[str, ...] = ("en", "fr", "zh")) -> list[Item]:
        files = []
        for number, page in enumerate(pages):
            file = tmp_path / f"page{number}.html"
            file.write_bytes(page.encode() if isinstance(page, str) else page)
            files.append(str(file))
        return list(read_articles(None, files, Locales("en", site)))

    return read_all


def page(body: str = f"<main><p>{PROSE}</p></main>", head: str = "", lang: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def one(items: list[Item]) -> Article:
    (article,) = [item for item in items if isinstance(item, Article)]
    return article


# --- where the content is


@pytest.mark.parametrize(
    "body",
    [
        "<header>Menu</header><main>{}</main><footer>Imprint</footer>",
        '<div class="top">Menu</div><div role="main">{}</div>',
        "<nav>Menu</nav><article>{}</article><aside>Other</aside>",
        '<main><article><header>by Ana</header><div class="entry-content">{}</div></article></main>',
        '<main><div class="entry-content">{}</div><section class="comments">First!</section></main>',
        '<div id="page"><header>Menu</header><div><div id="b">{}</div></div><footer>x</footer></div>',
        '<div class="entry-content">{}</div><div class="more">Other</div>',
        "<main></main><article>{}</article>",
        f'<nav>Menu</nav><div><nav class="deep">{"A menu longer than the text. " * 99}</nav>{{}}</div>',
    ],
)
def test_only_the_main_content_is_kept_and_the_rest_is_named(body: str) -> None:
    text = f"<p>{PROSE}</p><h2>More</h2><p>{PROSE}</p>"
    content = find_content(parse_html(f"<body>{body.format(text)}"), "")
    assert content.html == text
    if any(word in body for word in ("Menu", "Imprint", "Other", "by Ana", "First!")):
        assert content.left_out
        assert all("words)" in each for each in content.left_out)


def test_a_page_of_several_articles_is_kept_whole() -> None:
    teasers = "".join(f"<article><h2>{name}</h2><p>{PROSE}</p></article>" for name in "abc")
    assert find_content(parse_html(f"<body><main>{teasers}</main>"), "").html == teasers


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Freeze a card | Lumen</title>", "<main><p>x</p></main>", "Freeze a card"),
        (
            "<title>Lumen – Freeze a card</title><meta property=og:site_name content=Lumen>",
            "",
            "Freeze a card",
        ),
        ("<title>Pre-paid cards</title>", "", "Pre-paid cards"),
        ("<title>x</title><meta property='og:title' content='Freeze a card'>", "", "Freeze a card"),
        ("<title>Lumen</title>", "<main><h1>Freeze a card</h1><p>x</p></main>", "Freeze a card"),
        ("<title>Cards - Lumen</title>", "<main><h1>Cards</h1><h1>Fees</h1><p>x</p></main>", "Cards"),
    ],
)
def test_the_title_is_the_articles_not_the_sites(read: Reader, head: str, body: str, title: str) -> None:
    assert one(read(page(body or f"<main><p>{PROSE}</p></main>", head))).title == title


# --- what a page says of itself


@pytest.mark.parametrize(
    ("head", "updated"),
    [
        (
            '<meta property="article:modified_time" content="2026-01-02T03:04:05+01:00">',
            "2026-01-02T02:04:05+00:00",
        ),
        ('<meta name="last-modified" content="2026-01-02">', "2026-01-02T00:00:00+00:00"),
        (
            '<script type="application/ld+json">{"@graph": [{"dateModified": "2026-01-02"}]}</script>',
            "2026-01-02T00:00:00+00:00",
        ),
        ('<script type="application/ld+json">{broken</script><meta name=revised content=soon>', None),
    ],
)
def test_the_date_is_found_in_any_convention(head: str, updated: str | None) -> None:
    found = read_facts(parse_html(page(head=head))).updated
    assert (found.isoformat() if found else None) == updated


@pytest.mark.parametrize(
    ("head", "url", "slug"),
    [
        ('<link rel="canonical" href="https://x.example/a/cards/">', "https://x.example/a/cards/", "cards"),
        ('<link rel="canonical" href="/help/cards/">', "", "cards"),
        ('<meta property="og:url" content="https://x.example/cards">', "https://x.example/cards", "cards"),
        ("<!-- saved from url=(0020)https://x.example/cards -->", "https://x.example/cards", "cards"),
        ('<link rel="canonical" href="{{ site_url }}">', "", ""),
    ],
)  # fmt: skip
def test_the_address_is_found_in_any_place(head: str, url: str, slug: str) -> None:
    facts = read_facts(parse_html(page(head=head)))
    assert (facts.url, facts.slug) == (url, slug)


def test_a_wrong_language_of_the_page_is_not_believed(read: Reader) -> None:
    wrong = one(read(page(f"<main><p>{FRENCH}</p></main>", lang="en-US")))
    assert (wrong.locale, [notice.rule for notice in wrong.notices]) == (
        "fr",
        ["no-title", "locale-detected"],
    )
    assert one(read(page(lang="en-US"))).locale == "en"


def test_links_get_their_host_and_pictures_stay(read: Reader) -> None:
    body = f'<main><p>{PROSE}<a href="../fees/">a</a> <a href="#b">b</a> <img src="x_files/a.png"></p></main>'
    html = one(read(page(body, '<link rel="canonical" href="https://x.example/help/cards/">'))).html
    assert 'href="https://x.example/help/fees/"' in html
    assert 'href="#b"' in html
    assert 'src="x_files/a.png"' in html


def test_pages_that_name_each_other_are_translations(read: Reader) -> None:
    english, french = "https://x.example/help/cards", "https://x.example/fr/aide/cartes"
    pages = {"en": english, "fr": french}.items()
    alternates = "".join(f'<link rel="alternate" hreflang="{code}" href="{url}">' for code, url in pages)
    found = read(
        page(head=f'<link rel="canonical" href="{english}">{alternates}'),
        page(f"<main><p>{FRENCH}</p></main>", f'<link rel="canonical" href="{french}">{alternates}', "fr"),
        page(head='<link rel="canonical" href="https://x.example/help/fees">'),
    )
    articles = [item for item in found if isinstance(item, Article)]
    assert [article.locale for article in articles] == ["en", "fr", "en"]
    assert articles[0].group == articles[1].group != articles[2].group


def test_an_encoding_that_the_page_names_is_read(read: Reader) -> None:
    text = page(f"<main><p>{FRENCH}</p></main>", '<meta charset="iso-8859-1">', "fr")
    assert "paramètres" in one(read(text.encode("latin-1"))).html


@pytest.mark.parametrize("text", [page(""), page('<div id="app"></div><script>run()</script>')])
def test_a_page_without_content_is_explained(read: Reader, text: str) -> None:
    (failure,) = read(text)
    assert isinstance(failure, Failure)
    assert failure.skipped
    assert "by script" in failure.reason


# --- Intercom and Zendesk


def intercom(blocks: Any, drawn: str = "<p>As drawn.</p>", **data: Any) -> str:
    content = {
        "articleId": "12",
        "title": "Cards",
        "blocks": blocks,
        "lastUpdatedDate": "2026-03-16T21:09:36Z",
    }
    links = [{"id": "fr", "absoluteUrl": "https://x.example/fr/articles/12-cartes", "selected": True}]
    properties = {"articleContent": content, "localeLinks": links, "breadcrumbs": []} | data
    script = json.dumps({"props": {"pageProps": properties}})
    return page(
        f'<main><div class="article_body"><article>{drawn}</article></div><section>Related</section></main>'
        f'<script id="__NEXT_DATA__" type="application/json">{script}</script>'
    )


def test_an_intercom_page_is_the_same_article_as_in_an_export(read: Reader) -> None:
    crumbs = [{"url": "https://x.example/fr/collections/5-paiements", "name": "Paiements"}]
    items = read(intercom([{"type": "paragraph", "text": "Bonjour"}], breadcrumbs=crumbs))
    article = one(items)
    assert (article.origin.system, article.origin.id, article.group) == ("intercom", "12", "12")
    assert (article.locale, article.slug, article.collection) == ("fr", "cartes", "paiements")
    (collection,) = [item for item in items if isinstance(item, Collection)]
    assert collection.source == "intercom:5"


@pytest.mark.parametrize("blocks", [[{"type": "hologram"}], [{"type": "table"}], [5], [{"type": "image"}]])
def test_where_a_block_is_unknown_the_page_is_read_as_drawn(read: Reader, blocks: Any) -> None:
    assert one(read(intercom(blocks))).html == "<p>As drawn.</p>"
    with pytest.raises(UnknownBlockError):
        blocks_to_html(blocks)


@pytest.mark.parametrize(
    "data", [{"articleContent": None}, {"localeLinks": 5}, {"breadcrumbs": [None, {"url": 1}]}]
)
def test_no_page_data_ends_in_a_traceback(read: Reader, data: Any) -> None:
    assert read(intercom([{"type": "paragraph", "text": "Hello"}], **data))


def test_a_zendesk_page_is_the_same_article_as_in_an_export(read: Reader) -> None:
    body = (
        '<ol class="breadcrumbs"><li><a href="/hc/fr/sections/9-Cartes">Cartes</a></li></ol><main>'
        '<h1 class="article-title">Bloquer</h1><div class="article-body"><p>Bonjour</p></div></main>'
    )
    items = read(page(body, '<link rel="canonical" href="https://x.example/hc/fr/articles/34-Bloquer">'))
    article = one(items)
    assert (article.origin.system, article.origin.id, article.locale) == ("zendesk", "34", "fr")
    assert (article.title, article.html, article.slug) == ("Bloquer", "<p>Bonjour</p>", "Bloquer")
    assert article.collection == "cartes"


# --- any page

TAGS = st.sampled_from(
    ["<main>", "</main>", "<article>", "</article>", "<h1>", "</h1>", "<div class=entry-content>", "</div>",
     "<nav>", "a b", "<html>", "<meta property=og:title>", "<link rel=canonical href='http://[x'>",
     "<p>text</p>",
     "<link hreflang=fr rel=alternate>", "<base href='//'>", "<script id=__NEXT_DATA__>[1]</script>", "\0",
     "<script type=application/ld+json>[1]</script>", "<a href='http://[x'>", "<title>|", "<body>"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=20))
def test_no_markup_ends_in_a_traceback(tags: list[str]) -> None:
    soup = BeautifulSoup("<html>" + "".join(tags), "lxml")
    facts = read_facts(soup)
    find_content(soup, facts.title)


@pytest.mark.parametrize("folder", ["wordpress", "intercom/public"])
def test_the_corpus_is_imported_whole(folder: str, shared: Path, tmp_path: Path) -> None:
    files = sorted(map(str, (shared / "corpus" / folder).glob("*.html")))
    report = run_import(Options(tuple(files), tmp_path, Locales("en"), "webpage"))
    assert report.totals["failed"] == 0
    assert report.totals["created"] >= len(files) - 1
    found = [entry.account.words for entry in report.entries if entry.account]
    lost, source = sum(len(tally.lost) for tally in found), sum(tally.source for tally in found)
    assert lost <= source / 1000
