"""What is read from WordPress and Intercom: articles, translations, collections, and what can't be one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.locales import Locales
from importers.model import Article, Collection, Failure
from importers.sources import SOURCES, Item, read_articles
from importers.sources.files import Node

ENGLISH = "Open the settings of your account, then choose the card that you would like to freeze."
FRENCH = "Ouvrez les paramètres de votre compte, puis choisissez la carte que vous souhaitez bloquer."


class Export:
    """Writes exports and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.locales = Locales("en", ("en", "fr", "de"))
        self.system: str | None = None
        self.fallback: str | None = None

    def read(self, *documents: Any, name: str = "export") -> list[Item]:
        """Read documents, each from a file of its own."""
        files = []
        for number, document in enumerate(documents):
            file = self.folder / f"{name}{number}.json"
            file.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
            files.append(str(file))
        return self.read_files(*files)

    def read_files(self, *sources: object) -> list[Item]:
        return list(read_articles(self.system, map(str, sources), self.locales, self.fallback))

    def articles(self, *documents: Any) -> list[Article]:
        items = self.read(*documents)
        assert not [item for item in items if isinstance(item, Failure)], items
        return [item for item in items if isinstance(item, Article)]

    def failure(self, *documents: Any) -> Failure:
        (failure,) = [item for item in self.read(*documents) if isinstance(item, Failure)]
        return failure


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


def wp(id_: int = 1, link: str = "https://x.example/en/help/freeze-a-card/", **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "type": "page",
        "status": "publish",
        "slug": link.rstrip("/").rpartition("/")[2],
        "link": link,
        "modified_gmt": "2026-01-20T14:35:15",
        "title": {"rendered": "Freeze a card &amp; more"},
        "content": {"rendered": f"<p>{ENGLISH}</p>", "protected": False},
        "parent": 0,
    } | fields


def intercom(id_: str = "9001", **fields: Any) -> dict[str, Any]:
    return {
        "type": "article",
        "id": id_,
        "title": "Freeze a card",
        "description": "In three taps",
        "body": f"<p>{ENGLISH}</p>",
        "state": "published",
        "updated_at": 1767939185,
        "url": f"https://help.x.example/en/articles/{id_}-freeze-a-card",
        "parent_id": None,
        "parent_ids": [],
        "default_locale": "en",
        "translated_content": None,
    } | fields


def content(title: str, body: str | None, **fields: Any) -> dict[str, Any]:
    return {"type": "article_content", "title": title, "body": body, "state": "published"} | fields


# --- WordPress


def test_a_page_says_everything_an_article_needs(export: Export) -> None:
    (article,) = export.articles(wp(excerpt={"rendered": "<p>Lost it?</p>"}))
    assert article.title == "Freeze a card & more"
    assert (article.locale, article.slug, article.collection) == ("en", "freeze-a-card", "help")
    assert article.description == "Lost it?"
    assert article.updated == datetime(2026, 1, 20, 14, 35, 15, tzinfo=UTC)
    assert (article.origin.id, article.origin.field) == ("1", "content.rendered")
    assert article.origin.url == "https://x.example/en/help/freeze-a-card/"


@pytest.mark.parametrize(
    "document",
    [
        wp(),
        [wp()],
        {"data": [wp()]},
        {"body": [wp()], "status": 200, "headers": {}},
        {"pages": [wp()]},
        [[wp()]],
    ],
)
def test_a_page_alone_or_in_any_listing(export: Export, document: Any) -> None:
    assert [article.origin.id for article in export.articles(document)] == ["1"]


def test_an_error_names_the_object_in_the_listing(export: Export) -> None:
    items = export.read([wp(1), {**wp(2), "title": [1]}, wp(3, link="https://x.example/en/help/c/")])
    assert [item.origin.id for item in items if isinstance(item, Article)] == ["1", "3"]
    (failure,) = [item for item in items if isinstance(item, Failure)]
    assert failure.origin.json_path == "$[1]"
    assert "expected text, found a list" in failure.reason


@pytest.mark.parametrize(
    "excerpt",
    [
        "<p>Open the settings […]</p>",
        "<p>[vc_row css=&#8221;.a{top: 1px}&#8221;][vc_column_text]Open the settings.</p>",
        f"<p>{ENGLISH[:40]}</p>",
    ],
)
def test_an_excerpt_that_wordpress_cut_is_no_description(export: Export, excerpt: str) -> None:
    (article,) = export.articles(wp(excerpt={"rendered": excerpt}))
    assert article.description == ""


def test_a_description_that_somebody_wrote_is_kept(export: Export) -> None:
    (written,) = export.articles(wp(excerpt={"rendered": "<p>Lost your card?</p>"}))
    (yoast,) = export.articles(wp(yoast_head_json={"description": "Short"}))
    assert (written.description, yoast.description) == ("Lost your card?", "Short")


@pytest.mark.parametrize(
    "fields",
    [
        {"wpml_current_locale": "fr_FR"},
        {"lang": "fr"},
        {"link": "https://x.example/fr/aide/carte/"},
    ],
)
def test_the_locale_is_the_plugins_or_in_the_address(export: Export, fields: dict[str, Any]) -> None:
    (article,) = export.articles(wp(content={"rendered": f"<p>{FRENCH}</p>"}, **fields))
    assert article.locale == "fr"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            {"wpml_translations": [{"locale": "fr_FR", "id": 2}]},
            {"wpml_translations": [{"locale": "en_US", "id": 1}]},
        ),
        ({"wpml_translations": {"fr_FR": {"locale": "fr_FR", "id": 2}}}, {"wpml_translations": []}),
        ({"translations": {"en": 1, "fr": 2}}, {"translations": {"en": 1, "fr": 2}}),
        ({"translations": []}, {"translations": {"en": 1, "fr": 2}}),
    ],
)
def test_translations_are_paired_by_the_plugins_fields(
    export: Export, first: dict[str, Any], second: dict[str, Any]
) -> None:
    english, french = export.articles(
        [wp(1, lang="en", **first), wp(2, "https://x.example/fr/aide/carte/", **second)]
    )
    assert english.group == french.group


def test_translations_are_paired_by_address_and_never_by_slug(export: Export) -> None:
    english, french, other = export.articles(
        [
            wp(1),
            wp(2, "https://x.example/fr/help/freeze-a-card/", slug="bloquer-une-carte"),
            wp(3, "https://x.example/fr/old/freeze-a-card/", slug="freeze-a-card"),
        ]
    )
    assert english.group == french.group != other.group
    assert french.slug == "bloquer-une-carte"


def test_pages_without_pretty_addresses_are_not_translations(export: Export) -> None:
    pages = [wp(id_, f"https://x.example/?page_id={id_}", slug=f"p{id_}") for id_ in (1, 2)]
    assert len({article.group for article in export.articles(pages)}) == 2


def test_the_collection_is_the_parent_then_the_category_then_the_folder(export: Export) -> None:
    category = {
        "id": 5,
        "taxonomy": "category",
        "slug": "cards",
        "name": "Cards",
        "link": "https://x.example/c/",
    }
    items = export.read(
        [
            wp(1, "https://x.example/en/support/", title={"rendered": "Support"}),
            wp(2, "https://x.example/en/x/a/", parent=1),
            wp(3, "https://x.example/en/x/b/", categories=[5]),
            wp(4, "https://x.example/en/x/c/", _embedded={"wp:term": [[{**category, "slug": "fees"}]]}),
            wp(5, "https://x.example/en/2026/01/d/"),
            category,
        ]
    )
    assert [item.collection for item in items if isinstance(item, Article)] == [
        "",
        "support",
        "cards",
        "fees",
        "",
    ]
    collections = {item.key: item.titles for item in items if isinstance(item, Collection)}
    assert collections == {"support": {"en": "Support"}, "cards": {"en": "Cards"}, "fees": {"en": "Cards"}}


def test_builder_content_in_another_language_becomes_that_locales_article(export: Export) -> None:
    builder = f"Freeze a card\n{ENGLISH}\n<h3>Step 1: Open your cards</h3> <ul> <li>Choose one.</li> </ul>"
    french, english = export.articles(
        wp(
            link="https://x.example/fr/help/freeze/",
            content={"rendered": f"<p>{FRENCH}</p>"},
            builder_content=builder,
        )
    )
    assert (french.locale, english.locale) == ("fr", "en")
    assert french.group == english.group
    assert (english.title, english.origin.field) == ("Freeze a card", "builder_content")
    assert english.html.startswith(f"<p>{ENGLISH}</p>")
    assert [notice.rule for notice in english.notices] == ["recovered"]


def test_builder_content_in_the_same_language_is_no_second_copy(export: Export) -> None:
    (article,) = export.articles(wp(builder_content=ENGLISH))
    assert article.origin.field == "content.rendered"


def test_the_text_in_the_pages_own_language_stays_with_the_page(export: Export) -> None:
    articles = export.articles(
        wp(link="https://x.example/fr/help/freeze/", builder_content=f"Titre\n{FRENCH}")
    )
    assert {article.locale: article.origin.field for article in articles} == {
        "fr": "builder_content",
        "en": "content.rendered",
    }


def test_an_empty_body_is_made_of_builder_content_or_custom_fields(export: Export) -> None:
    empty = {"rendered": "", "protected": False}
    acf = {
        "intro": "",
        "colour": "#ffffff",
        "text": f"<p>{ENGLISH}</p>",
        "image": {"url": "https://x.example/a.png"},
    }
    (builder,) = export.articles(wp(content=empty, builder_content=ENGLISH))
    (field,) = export.articles(wp(content=empty, acf=acf))
    assert builder.origin.field == "builder_content"
    assert (field.origin.field, field.html) == ("acf.text", f"<p>{ENGLISH}</p>")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"content": {"rendered": "", "protected": True}}, "password-protected"),
        ({"content": {"rendered": "\n<p>&nbsp;</p>\n"}}, "empty"),
        ({"content": {"rendered": None}}, "empty"),
        ({"status": "trash"}, "trash"),
        ({"type": "attachment"}, "media file"),
    ],
)
def test_what_is_rightly_left_out_is_skipped(export: Export, fields: dict[str, Any], reason: str) -> None:
    failure = export.failure(wp(**fields))
    assert failure.skipped
    assert reason in failure.reason


@pytest.mark.parametrize("status", ["draft", "pending", "private", "future"])
def test_drafts_are_drafts_without_an_address(export: Export, status: str) -> None:
    (article,) = export.articles(wp(status=status))
    assert (article.state, article.origin.url) == ("draft", None)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (
            {"code": "rest_forbidden", "message": "No.", "data": {"status": 401}},
            "WordPress answered with an error",
        ),
        ([wp(), 5], "expected a page, found a number"),
        ([wp(), {"title": {"rendered": "x"}}], "no `id`"),
        ({key: value for key, value in wp().items() if key != "content"}, "no `content`"),
        (wp(lang="xx"), "unknown locale 'xx'"),
        (wp(lang="es"), "'es' is not one of the site's (en, fr, de)"),
        (wp(content={"rendered": 5.5, "x": 1}, title={"rendered": {}}), "expected text, found an object"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(export: Export, document: Any, reason: str) -> None:
    failure = export.failure(document)
    assert not failure.skipped
    assert reason in failure.reason
    assert failure.reason.count(". ") >= 1


@pytest.mark.parametrize(
    "missing", ["slug", "title", "link", "modified_gmt", "status", "type", "parent", "slug"]
)
@pytest.mark.parametrize("null", [True, False])
def test_missing_and_null_fields_are_no_matter(export: Export, missing: str, null: bool) -> None:
    page = wp()
    page[missing] = None
    if not null:
        del page[missing]
    (article,) = export.articles(page)
    assert article.title
    assert article.html


def test_an_address_that_is_no_url_stops_nothing(export: Export) -> None:
    (article,) = export.articles(wp(link="http://[x/en/help/a"))
    assert article.title


# --- Intercom


def test_each_locale_with_a_body_is_an_article(export: Export) -> None:
    items = export.read(
        intercom(
            translated_content={
                "type": "article_translated_content",
                "en": content(
                    "Freeze a card",
                    f"<p>{ENGLISH}</p>",
                    url="https://h.example/en/articles/9001-freeze-a-card",
                ),
                "fr": content("Bloquer une carte", f"<p>{FRENCH}</p>", state="draft", url=None, updated_at=0),
                "de": content("Karte sperren", None),
                "pt": None,
            }
        )
    )
    articles = [item for item in items if isinstance(item, Article)]
    assert [(one.locale, one.state, one.slug) for one in articles] == [
        ("en", "published", "freeze-a-card"),
        ("fr", "draft", ""),
    ]
    assert {one.group for one in articles} == {"9001"}
    assert articles[1].origin.field == "translated_content.fr.body"
    assert articles[1].updated == datetime(1970, 1, 1, tzinfo=UTC)
    (skipped,) = [item for item in items if isinstance(item, Failure)]
    assert (skipped.locale, skipped.skipped, skipped.reason) == ("de", True, "its body is empty")


def test_without_translations_the_article_itself_is_read(export: Export) -> None:
    (article,) = export.articles({"type": "list", "data": [intercom()], "pages": None})
    assert (article.locale, article.origin.field, article.description) == ("en", "body", "In three taps")
    assert article.origin.json_path == "$.data[0]"


def test_without_a_default_locale_it_is_in_the_address(export: Export) -> None:
    (article,) = export.articles(
        intercom(default_locale=None, url="https://h.example/fr/articles/9001-carte")
    )
    assert article.locale == "fr"


def test_a_locale_the_site_lacks_fails_alone(export: Export) -> None:
    translations = {"en": content("A", "<p>A</p>"), "es": content("B", "<p>B</p>")}
    items = export.read(intercom(translated_content=translations))
    assert [type(item).__name__ for item in items] == ["Article", "Failure"]


def test_collections_have_names_in_each_locale_and_parents(export: Export) -> None:
    collections = {
        "type": "list",
        "data": [
            {
                "id": "10",
                "type": "collection",
                "name": "Cards",
                "icon": "credit-card",
                "order": 2,
                "parent_id": None,
                "default_locale": "en",
                "translated_content": {
                    "type": "group_translated_content",
                    "en": {"type": "group_content", "name": "Cards", "description": "All about cards"},
                    "fr": {"type": "group_content", "name": "Cartes", "description": None},
                    "xx": {"type": "group_content", "name": "?"},
                },
            },
            {"id": "11", "type": "collection", "name": "Limits", "parent_id": "10", "icon": None},
            {"id": "12", "type": "collection", "name": "Limits", "parent_id": 99},
        ],
    }
    items = export.read(
        collections, [intercom("1", parent_ids=[11]), intercom("2", parent_id=10, parent_ids=[11])]
    )
    assert [item.collection for item in items if isinstance(item, Article)] == ["limits", "cards"]
    cards, limits, same_name = (item for item in items if isinstance(item, Collection))
    assert cards.titles == {"en": "Cards", "fr": "Cartes"}
    assert (cards.descriptions, cards.order, cards.icon) == ({"en": "All about cards"}, 2, "credit-card")
    assert (limits.key, limits.parent, limits.source) == ("limits", "cards", "intercom:11")
    assert (same_name.key, same_name.parent) == ("limits-12", "")


def test_a_collection_that_is_not_in_the_export_is_noted(export: Export) -> None:
    collection = {"id": "10", "type": "collection", "name": "Cards"}
    article, *_ = export.articles([collection, intercom(parent_ids=[77])])
    assert article.collection == ""
    assert [notice.rule for notice in article.notices] == ["unknown-collection"]


def test_intercoms_error_is_no_article(export: Export) -> None:
    failure = export.failure({"type": "error.list", "errors": [{"code": "unauthorized", "message": "No"}]})
    assert "Intercom answered with an error" in failure.reason


# --- files


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty"),
        ("  \n", "the file is empty"),
        ('[{"id": 1, "title": ', "the JSON ends too early (line 1"),
        ('[{"id": 1, "title": "x', "the JSON ends too early (line 1"),
        ('{"id": 1,}', "it isn't JSON: "),
        ("id,title\n1,x\n", "it isn't JSON: "),
        ("<!doctype html>\n<title>502 Bad Gateway</title>", "it is an HTML or XML page, not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": 1}', "holds no articles from WordPress"),
        ("[]", "holds no articles from WordPress"),
        ("null", "holds no articles from WordPress"),
        ('"x"', "holds no articles from WordPress"),
    ],
)
def test_what_is_no_export_is_explained(export: Export, text: str, reason: str) -> None:
    failure = export.failure(text)
    assert not failure.skipped
    assert reason in failure.reason
    assert failure.origin.file.endswith("export0.json")


def test_text_in_another_encoding_is_explained(export: Export) -> None:
    file = export.folder / "latin.json"
    file.write_bytes('{"title": "é"}'.encode("latin-1"))
    (failure,) = export.read_files(file)
    assert isinstance(failure, Failure)
    assert "UTF-8" in failure.reason


def test_a_byte_order_mark_is_no_matter(export: Export) -> None:
    file = export.folder / "bom.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(wp()).encode())
    assert isinstance(export.read_files(file)[0], Article)


def test_an_export_of_another_system_says_how_to_import_it(export: Export) -> None:
    export.system = "wordpress"
    assert "Import it with `helpcentre import intercom`." in export.failure(intercom()).reason
    export.system = "intercom"
    assert "Import it with `helpcentre import wordpress`." in export.failure(wp()).reason


def test_one_bad_file_leaves_the_others_alone(export: Export) -> None:
    items = export.read("{", wp(), intercom(), "<html>")
    assert [type(item).__name__ for item in items] == ["Failure", "Failure", "Article", "Article"]


def test_a_folder_is_read_whole_whatever_its_files_are_called(export: Export) -> None:
    for path, document in {
        "wp-json/wp/v2/pages/19": wp(19, "https://x.example/en/a/"),
        "wp-json/wp/v2/pages/20/index.html": wp(20, "https://x.example/en/b/"),
        "more.JSON": wp(21, "https://x.example/en/c/"),
        "package.json": {"name": "x"},
    }.items():
        file = export.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(document))
    (export.folder / "page.html").write_text("<html></html>")
    (export.folder / ".hidden").mkdir()
    (export.folder / ".hidden/x.json").write_text("{")
    items = export.read_files(export.folder)
    assert sorted(item.origin.id for item in items if isinstance(item, Article)) == ["19", "20", "21"]
    others = [item for item in items if isinstance(item, Failure)]
    assert any(other.origin.file.endswith("package.json") for other in others)
    assert all(other.skipped for other in others)


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_a_missing_or_empty_folder_is_explained(export: Export, name: str) -> None:
    (export.folder / "empty").mkdir()
    (failure,) = export.read_files(export.folder / name)
    assert isinstance(failure, Failure)
    assert name in failure.origin.file
    assert not failure.skipped


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["fr", "<p>x</p>"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FULL = {
    "wordpress": wp(
        lang="en",
        translations={"fr": 2},
        wpml_translations=[{"id": 2, "locale": "fr_FR"}],
        builder_content=f"Titre\n{FRENCH}",
        acf={"text": ENGLISH},
        categories=[5],
        _embedded={
            "up": [{"slug": "help"}],
            "wp:term": [[{"id": 5, "taxonomy": "category", "slug": "c", "name": "C"}]],
        },
        yoast_head_json={"description": "Short"},
        excerpt={"rendered": "Short"},
    ),
    "intercom": intercom(
        parent_ids=[11],
        translated_content={
            "type": "article_translated_content",
            "fr": content("Carte", f"<p>{FRENCH}</p>", url="u"),
        },
    ),
    "collection": {
        "id": "11",
        "type": "collection",
        "name": "Cards",
        "order": 1,
        "icon": "cash",
        "translated_content": {"fr": {"name": "Cartes", "description": "x"}},
    },
}


@pytest.mark.parametrize("kind", FULL)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_stands_in_a_field_becomes_an_article_or_a_reason(kind: str, data: st.DataObject) -> None:
    document = json.loads(json.dumps(FULL[kind]))
    place = document
    while True:
        name = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[name], dict | list) or not place[name] or data.draw(st.booleans()):
            break
        place = place[name]
    place[name] = data.draw(JSON)
    node = Node(json.loads(json.dumps([document, FULL["collection"]])), "x.json")
    for source in SOURCES.values():
        source.matches(node)
        items = list(source.read([node], Locales("en", ("en", "fr"))))
        assert all(item.reason for item in items if isinstance(item, Failure))


def test_every_source_is_named_and_told_apart(export: Export) -> None:
    assert {"wordpress", "intercom"} <= set(SOURCES)
    assert all(source.TITLE for source in SOURCES.values())
