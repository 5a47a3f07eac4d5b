"""Keys, pairing, and what becomes of files that both sides change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from importers.errors import OutputError
from importers.keys import LONGEST, add_suffix, is_reserved, make_key
from importers.model import Article, Collection, Notice, Origin, Page
from importers.pairing import Placement, place_articles
from importers.sync import Archive, decide, read_archive, store
from importers.taxonomy import COLLECTIONS, add_collections, known_folders, read_collections
from importers.writer import compose, read_meta


def article(id_: str, locale: str, slug: str, group: str = "", **fields: object) -> Article:
    url = f"https://x.example/{locale}/{slug}/"
    made = Article(
        Origin("wordpress", id_, "pages.json", url=url),
        group or id_,
        slug.title(),
        "<p>Text</p>",
        locale,
        slug,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def place(articles: Iterable[Article], archive: Archive | None = None, **options: str) -> Placement:
    return place_articles(articles, archive or Archive(Path("docs")), default_locale="en", **options)  # type: ignore[arg-type]


def paths(placement: Placement) -> list[str]:
    return [placed.path for placed in placement.placed]


# --- keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Change your plan", "change-your-plan"),
        ("Gérer l’abonnement & plus", "gerer-labonnement-plus"),
        ("../../etc/passwd", "etc-passwd"),
        ("/absolute", "absolute"),
        ("الاشتراك", "lshtrk"),
        ("C:\\con.md", "c-con-md"),
        ("", "page-7"),
        ("…", "page-7"),
    ],
)
def test_a_key_is_readable_ascii(text: str, key: str) -> None:
    assert make_key(text, otherwise="page-7") == key


@given(st.text(max_size=400))
def test_a_key_is_safe_on_every_file_system(text: str) -> None:
    key = make_key(text, otherwise="x")
    assert 0 < len(key) <= LONGEST
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert key == key.strip("-")
    assert len(add_suffix(key, text)) <= LONGEST


def test_a_long_key_ends_with_a_whole_word() -> None:
    assert make_key("word " * 60, otherwise="x") == "-".join(["word"] * 16)
    assert len(make_key("w" * 300, otherwise="x")) == LONGEST


# --- pairing


def test_translations_share_the_default_locales_key_and_collection() -> None:
    placement = place(
        [
            article("1", "fr", "gerer", "g", collection="facturation"),
            article("2", "en", "manage", "g", collection="billing"),
        ]
    )
    assert paths(placement) == ["fr/billing/manage.md", "en/billing/manage.md"]
    assert placement.collections == {"facturation": "billing", "billing": "billing"}


def test_without_the_default_locale_the_first_translation_names_the_key() -> None:
    assert paths(place([article("1", "fr", "gerer", "g"), article("2", "de", "verwalten", "g")])) == [
        "fr/articles/gerer.md",
        "de/articles/gerer.md",
    ]


@pytest.mark.parametrize("slug", ["con", "nul", "index", "readme", "com1", "LPT9"])
def test_reserved_names_get_a_suffix(slug: str) -> None:
    assert is_reserved(slug.lower())
    assert paths(place([article("7", "en", slug)])) == [f"en/articles/{slug.lower()}-7.md"]
    assert paths(place([article("7", "en", slug, title="How to pay")])) == ["en/articles/how-to-pay.md"]


def test_a_key_is_taken_once_whatever_the_collection() -> None:
    placement = place(
        [
            article("1", "en", "faq", collection="a"),
            article("2", "en", "faq", collection="b"),
            article("3", "fr", "faq", collection="a"),
        ]
    )
    assert paths(placement) == ["en/a/faq.md", "en/b/faq-2.md", "fr/a/faq-3.md"]


def test_two_articles_that_want_one_file_are_told_apart_by_a_failure() -> None:
    placement = place([article("1", "en", "a", "g"), article("2", "en", "b", "g")])
    assert paths(placement) == ["en/articles/a.md"]
    (failure,) = placement.failures
    assert not failure.skipped
    assert "it wants the file of article 1 (pages.json)" in failure.reason


def test_the_newest_of_the_same_article_read_twice_wins() -> None:
    old = article("1", "en", "a", updated=datetime(2026, 1, 1, tzinfo=UTC), title="Old")
    new = replace(old, updated=datetime(2026, 2, 1, tzinfo=UTC), title="New")
    for order in ([old, new], [new, old]):
        placement = place(order)
        assert [placed.article.title for placed in placement.placed] == ["New"]
        assert [failure.skipped for failure in placement.failures] == [True]


def test_a_recovered_text_gives_way_to_a_real_translation() -> None:
    recovered = article("1", "en", "", "g", notices=(Notice("recovered", ""),))
    placement = place([article("1", "fr", "a", "g"), recovered, article("2", "en", "b", "g")])
    assert [placed.article.origin.id for placed in placement.placed] == ["1", "2"]
    assert [failure.skipped for failure in placement.failures] == [True]


def test_one_collection_for_all() -> None:
    assert paths(place([article("1", "en", "a", collection="b")], collection="Old Help")) == [
        "en/old-help/a.md"
    ]


@pytest.mark.parametrize("collection", ["../../etc", "/root", "..", "🎉", "con"])
def test_a_collection_never_leaves_the_locales_folder(collection: str) -> None:
    (path,) = paths(place([article("1", "en", "../../a", collection=collection)]))
    assert path.startswith("en/")
    assert ".." not in path
    assert len(path.split("/")) == 3


# --- what is on disk


def page(article: Article, path: str, body: str) -> tuple[Page, str]:
    made = Page(article, path.rpartition("/")[2].removesuffix(".md"), path, body)
    return made, compose(made)


def test_an_imported_article_keeps_its_key_wherever_an_editor_moved_it(tmp_path: Path) -> None:
    first = article("1", "en", "manage", "g")
    store(*page(first, "en/billing/manage.md", "Text\n"), read_archive(tmp_path))
    (tmp_path / "en/account").mkdir()
    (tmp_path / "en/billing/manage.md").rename(tmp_path / "en/account/your-plan.md")
    renamed = replace(first, slug="other", collection="other")
    placement = place([renamed, article("2", "fr", "gerer", "g")], read_archive(tmp_path))
    assert paths(placement) == ["en/account/your-plan.md", "fr/account/your-plan.md"]
    decision = store(*page(renamed, "en/account/your-plan.md", "New text\n"), read_archive(tmp_path))
    assert decision.status == "updated"
    assert sorted(file.name for file in (tmp_path / ".helpcentre").rglob("*.md")) == ["your-plan.md"]


def test_ids_of_two_wordpress_sites_are_not_confused(tmp_path: Path) -> None:
    store(*page(article("1", "en", "a"), "en/x/a.md", "Text\n"), read_archive(tmp_path))
    other = replace(article("1", "en", "b"), origin=Origin("wordpress", "1", "f", url="https://y.example/b/"))
    assert paths(place([other], read_archive(tmp_path))) == ["en/articles/b.md"]


def test_a_file_that_was_not_imported_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "fr/x").mkdir(parents=True)
    (tmp_path / "fr/x/a.md").write_text("Written by hand\n")
    decision = store(*page(article("1", "fr", "a"), "fr/x/a.md", "Imported\n"), read_archive(tmp_path))
    assert decision.status == "conflict"
    assert (tmp_path / "fr/x/a.md").read_text() == "Written by hand\n"


def test_a_path_through_a_link_out_of_the_docs_folder_is_refused(tmp_path: Path) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    docs.mkdir()
    outside.mkdir()
    (docs / "en").symlink_to(outside)
    with pytest.raises(OutputError, match="outside the docs folder"):
        store(*page(article("1", "en", "a"), "en/a.md", "Text\n"), Archive(docs))
    assert not list(outside.iterdir())


BASE = "".join(f"Line {number}\n\n" for number in range(9))
HERE, THERE = BASE.replace("Line 1", "Line one"), BASE.replace("Line 7", "Line seven")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "status", "text"),
    [
        (None, None, THERE, "created", THERE),
        (BASE, BASE, BASE, "unchanged", None),
        (BASE, BASE, THERE, "updated", THERE),
        (BASE, HERE, BASE, "kept", None),
        (BASE, HERE, HERE, "unchanged", None),
        (BASE, HERE, THERE, "merged", THERE.replace("Line 1", "Line one")),
        (BASE, HERE, BASE.replace("Line 1", "Line I"), "conflict", None),
        (BASE, None, THERE, "kept", None),
        (None, HERE, THERE, "conflict", None),
        (None, THERE, THERE, "unchanged", None),
    ],
)
def test_what_becomes_of_a_file(
    base: str | None, ours: str | None, theirs: str, status: str, text: str | None
) -> None:
    decision = decide(base, ours, theirs)
    assert (decision.status, decision.text) == (status, text)
    assert (decision.reason is None) == (status in ("created", "unchanged", "updated"))


def test_front_matter_has_the_documented_order_and_nothing_empty() -> None:
    full = article(
        "5",
        "fr",
        "gerer",
        description="A: b",
        updated=datetime(2026, 1, 20, 23, tzinfo=UTC),
        state="draft",
    )
    _, text = page(full, "fr/billing/manage.md", "Text\n")
    assert list(read_meta(text)) == ["title", "description", "slug", "updated", "status", "source"]
    assert read_meta(text)["source"] == {
        "system": "wordpress",
        "id": "5",
        "url": "https://x.example/fr/gerer/",
    }
    _, bare = page(replace(full, description="", updated=None, state="published"), "fr/x/gerer.md", "Text\n")
    assert list(read_meta(bare)) == ["title", "source"]


# --- collections


def test_collections_are_added_and_an_editors_values_stay(tmp_path: Path) -> None:
    file = tmp_path / COLLECTIONS
    file.parent.mkdir()
    file.write_text(
        "# Ours\nbilling:\n  order: 9 # first\n  title:\n    en: Money # not Billing\n\n"
        "cards:\n  title: {en: Cards}\n"
    )
    add_collections(
        tmp_path,
        [
            Collection("billing", {"en": "Billing", "fr": "Facturation"}, order=1, icon="cash"),
            Collection("cards", {"en": "Cards", "ar": "البطاقات"}, parent="billing"),
            Collection("new", {"en": "New: things"}, {"en": "What is new"}, source="intercom:3"),
        ],
        {},
    )
    assert read_collections(tmp_path) == {
        "billing": {"order": 9, "title": {"en": "Money", "fr": "Facturation"}, "icon": "cash"},
        "cards": {"title": {"en": "Cards", "ar": "البطاقات"}, "parent": "billing"},
        "new": {"title": {"en": "New: things"}, "description": {"en": "What is new"}, "source": "intercom:3"},
    }
    text = file.read_text()
    assert all(comment in text for comment in ("# Ours", "# first", "# not Billing"))
    add_collections(tmp_path, [Collection("new", {"en": "Newer"})], {})
    assert file.read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "a: {}\n",
        "a:\n  order: 1",
        "a:\n  title:\n    en: x\n# end\n",
        "{a: {title: {en: x}}}\n",
        "a: &b {order: 1}\nc: *b\n",
    ],
)
def test_collections_can_be_added_to_any_style(tmp_path: Path, text: str) -> None:
    file = tmp_path / COLLECTIONS
    file.parent.mkdir()
    file.write_text(text)
    before = yaml.safe_load(text)
    add_collections(tmp_path, [Collection("a", {"en": "y", "fr": "z"}, order=3)], {})
    after = read_collections(tmp_path)
    assert after["a"]["title"]["fr"] == "z"
    assert after["a"]["order"] == before["a"].get("order", 3)


def test_a_renamed_collection_keeps_its_folder() -> None:
    known = {"billing": {"source": "intercom:3"}}
    assert known_folders([Collection("money", source="intercom:3")], known) == {"money": "billing"}


def test_a_broken_collections_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / COLLECTIONS).write_text("a: [\n")
    with pytest.raises(OutputError, match=r"collections\.yml"):
        read_collections(tmp_path)
