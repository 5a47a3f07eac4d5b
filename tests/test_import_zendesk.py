"""Zendesk's answers: what is read of them, in which locales, and what is not for everybody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from importers.locales import Locales
from importers.model import Article, Collection, Failure
from importers.pipeline import Options, run_import
from importers.sources import Item, read_articles

Reader = Callable[..., list[Item]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads documents, each from a file of its own."""

    def read_all(*documents: Any) -> list[Item]:
        files = []
        for number, document in enumerate(documents):
            file = tmp_path / f"{number}.json"
            file.write_text(json.dumps(document), "utf-8")
            files.append(str(file))
        return list(read_articles(None, files, Locales("en", ("en", "fr", "de"))))

    return read_all


def article(id_: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "html_url": f"https://x.example/hc/en-us/articles/{id_}-Freeze-a-card",
        "title": "Freeze a card",
        "body": "<p>Open the settings, then choose the card.</p>",
        "locale": "en-us",
        "section_id": 7,
        "draft": False,
        "updated_at": "2026-01-02T03:04:05Z",
    } | fields


def articles(items: list[Item]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


@pytest.mark.parametrize(
    "document",
    [
        {"articles": [article()], "count": 1},
        {"article": article()},
        [article()],
        article(),
        {"articles": [article()], "sections": [], "meta": {"has_more": False}},
        article(html_url=None),
    ],
)
def test_an_article_alone_or_in_any_answer(read: Reader, document: Any) -> None:
    (found,) = articles(read(document))
    assert (found.origin.system, found.origin.id, found.group, found.locale) == ("zendesk", "1", "1", "en")


def test_locales_fetched_one_after_the_other_are_translations(read: Reader) -> None:
    french = article(locale="fr", title="Bloquer", html_url="https://x.example/hc/fr/articles/1-Bloquer")
    found = articles(read({"articles": [article()]}, {"articles": [french]}))
    assert [(one.locale, one.group, one.slug) for one in found] == [
        ("en", "1", "Freeze-a-card"),
        ("fr", "1", "Bloquer"),
    ]


def test_a_translation_without_an_address_has_its_articles(read: Reader) -> None:
    inside = {
        "source_id": 1,
        "source_type": "Article",
        "locale": "de",
        "title": "Sperren",
        "body": "<p>So.</p>",
    }
    found = articles(read(article(translations=[inside])))
    assert found[1].origin.url == "https://x.example/hc/de/articles/1-Freeze-a-card"


def test_sections_and_categories_are_collections_by_their_default_name(read: Reader) -> None:
    names = [("en-us", "Cards"), ("fr", "Cartes")]
    sections = [
        {"id": 7, "name": name, "locale": code, "category_id": 3, "position": 4, "description": ""}
        for code, name in names
    ]
    category = {
        "id": 3,
        "name": "Pay",
        "locale": "en-us",
        "html_url": "https://x.example/hc/en-us/categories/3",
    }
    translated = {"source_id": 3, "source_type": "Category", "locale": "fr", "title": "Payer", "body": None}
    items = read(
        {"articles": [article()], "sections": sections, "categories": [category]},
        {"translations": [translated]},
    )
    assert articles(items)[0].collection == "cards"
    cards, pay = (item for item in items if isinstance(item, Collection))
    assert (cards.titles, cards.parent, cards.order) == ({"en": "Cards", "fr": "Cartes"}, "pay", 4)
    assert (pay.titles, pay.source) == ({"en": "Pay", "fr": "Payer"}, "zendesk:category:3")


@pytest.mark.parametrize(
    ("fields", "rule", "state"),
    [
        ({"outdated_locales": ["en-us"]}, "outdated-translation", "published"),
        ({"promoted": True}, "promoted", "published"),
        ({"label_names": ["pin"]}, "labels", "published"),
        ({"user_segment_id": 12}, "restricted", "draft"),
        ({"title": None}, "no-title", "published"),
    ],
)
def test_what_the_site_has_no_place_for_is_noted(
    read: Reader, fields: dict[str, Any], rule: str, state: str
) -> None:
    (found,) = articles(read([article(**fields)]))
    assert [notice.rule for notice in found.notices] == [rule]
    assert found.state == state


def test_a_draft_has_no_address(read: Reader) -> None:
    (found,) = articles(read([article(draft=True)]))
    assert (found.state, found.origin.url) == ("draft", None)


@pytest.mark.parametrize(
    ("document", "reason", "skipped"),
    [
        ({"error": "RecordNotFound", "description": "Not found"}, "answered with an error", False),
        ([article(), 5, {"name": 1}], "no article", False),
        ([article(body=[1])], "expected text, found a list", False),
        ([article(locale="es")], "'es' is not one of the site's", False),
        ([article(locale="??")], "unknown locale", False),
        ([article(body=" <p></p>")], "its body is empty", True),
    ],
)
def test_what_is_wrong_is_said(read: Reader, document: Any, reason: str, skipped: bool) -> None:
    failures = [item for item in read(document) if isinstance(item, Failure)]
    assert failures
    assert all(reason in failure.reason for failure in failures)
    assert all(failure.skipped is skipped for failure in failures)


@pytest.mark.parametrize(
    "field", ["html_url", "title", "section_id", "updated_at", "draft", "translations", "locale"]
)
@pytest.mark.parametrize("value", [None, 5, "", [], {}, [None], True])
def test_no_value_ends_in_a_traceback(read: Reader, field: str, value: Any) -> None:
    assert read({"articles": [article(**{field: value}), article(2)]})


def test_a_body_that_was_saved_beside_is_found(tmp_path: Path) -> None:
    (tmp_path / "44.json").write_text(
        json.dumps({"title": "Freeze", "html_url": "https://x.example/hc/en-us/articles/44-Freeze"})
    )
    (tmp_path / "44.html").write_text("<p>Open the settings.</p>")
    items = list(read_articles("zendesk", [str(tmp_path)], Locales("en")))
    assert [(one.origin.id, one.html) for one in articles(items)] == [("44", "<p>Open the settings.</p>")]


def test_the_corpus_is_imported_whole(shared: Path, tmp_path: Path) -> None:
    report = run_import(Options((str(shared / "corpus" / "zendesk"),), tmp_path, Locales("en"), "zendesk"))
    assert report.totals["failed"] == 0
    assert report.totals["created"] == 36
    assert not any(entry.account.words.lost for entry in report.entries if entry.account)
