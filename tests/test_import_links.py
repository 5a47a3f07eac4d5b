"""Links between imported articles, and the media that an article shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import Tag

from importers.assets import ExportFolder, note_missing_alt, take_assets
from importers.body import Body, parse_html
from importers.links import map_links, relink
from importers.model import Article, Asset, Origin
from importers.pairing import Placed
from importers.sync import Archive, Identity, Known

HERE = "en/cards/here.md"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def article(
    id_: str, url: str | None, html: str = "<p>Text</p>", locale: str = "en", system: str = "wordpress"
) -> Article:
    return Article(Origin(system, id_, "x.json", url=url), f"{system}-{id_}", "Title", html, locale)


def body(html: str) -> Body:
    root = parse_html(html).body
    assert root is not None
    return Body(root, "en")


PLACED = [
    Placed(article("1", "https://x.example/en/cards/here/"), "here", HERE),
    Placed(
        article("2", "https://www.x.example/en/fees/there/", '<h2 id="atm">ATM</h2>'),
        "there",
        "en/fees/there.md",
    ),
    Placed(article("2", "https://x.example/fr/frais/la/", locale="fr"), "there", "fr/fees/there.md"),
    Placed(article("3", "https://x.example/en/fees/a b/"), "ab", "en/fees/a b.md"),
    Placed(
        article("9001", "https://help.x.example/en/articles/9001-roles", system="intercom"),
        "roles",
        "en/team/roles.md",
    ),
]


def follow(address: str, placed: Placed = PLACED[0]) -> tuple[str, list[str]]:
    """Return what a link in an article becomes, and what is noted."""
    links = map_links(PLACED, Archive(Path("docs")), "en")
    made = body(f'<p><a href="{address}">x</a></p>')
    rewritten = relink(made, placed.article, placed.path, links)
    link = made.root.find("a")
    assert isinstance(link, Tag)
    new = str(link["href"])
    assert rewritten.get(address, address) == new
    return new, [notice.rule for notice in made.notices]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/en/fees/there/", "../fees/there.md"),
        ("http://www.x.example/en/fees/there", "../fees/there.md"),
        ("https://x.example/EN/Fees/There/?utm_source=mail", "../fees/there.md"),
        ("/en/fees/there/", "../fees/there.md"),
        ("../../fees/there/", "../fees/there.md"),
        ("https://x.example/en/fees/there/#atm", "../fees/there.md#atm"),
        ("https://x.example/?page_id=2", "../fees/there.md"),
        ("https://x.example/?p=2#atm", "../fees/there.md#atm"),
        ("https://x.example/en/fees/a%20b/", "../fees/a%20b.md"),
        ("https://x.example/en/cards/here/", "here.md"),
        ("https://help.x.example/en/articles/9001-another-slug", "../team/roles.md"),
        ("https://help.x.example/articles/9001", "../team/roles.md"),
        ("https://intercom.help/x/en/articles/9001-roles", "../team/roles.md"),
        ("https://app.intercom.com/a/apps/x1/articles/articles/9001/show", "../team/roles.md"),
    ],
)
def test_a_link_to_an_imported_article_leads_to_its_file(address: str, expected: str) -> None:
    assert follow(address) == (expected, [])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://other.example/en/fees/there/", "https://other.example/en/fees/there/"),
        ("https://other.example/en/articles/9001-roles", "https://other.example/en/articles/9001-roles"),
        ("https://x.example/en/gone/", "https://x.example/en/gone/"),
        ("/en/gone/?a=b#c", "https://x.example/en/gone/?a=b#c"),
        ("mailto:help@x.example", "mailto:help@x.example"),
        ("support:", "support:"),
        ("#atm", "#atm"),
        ("tel:+3312345", "tel:+3312345"),
        ("http://[x", "http://[x"),
    ],
)
def test_any_other_link_stays_and_is_complete(address: str, expected: str) -> None:
    assert follow(address) == (expected, [])


def test_a_link_stays_in_the_readers_locale_and_else_falls_back() -> None:
    french = Placed(article("4", "https://x.example/fr/a/", locale="fr"), "a", "fr/cards/a.md")
    assert follow("https://x.example/en/fees/there/", french)[0] == "../fees/there.md"
    assert follow("https://x.example/en/cards/here/", french)[0] == "../../en/cards/here.md"


def test_a_place_that_is_not_there_is_left_off_and_noted() -> None:
    assert follow("https://x.example/en/fees/there/#gone") == ("../fees/there.md", ["missing-anchor"])


def test_the_places_that_are_linked_to_are_known_in_every_translation() -> None:
    linking = Placed(
        article("5", "https://x.example/en/e/", '<a href="/en/fees/there/#atm">ATM</a>'), "e", "en/cards/e.md"
    )
    assert map_links([*PLACED, linking], Archive(Path("docs")), "en").linked == {
        "en/fees/there.md": frozenset({"atm"}),
        "fr/fees/there.md": frozenset({"atm"}),
    }


def test_articles_of_earlier_imports_are_linked_to_and_keep_their_places() -> None:
    known = Known("en/old/earlier.md", "https://x.example/en/old/earlier/", frozenset({"limits"}))
    archive = Archive(Path("docs"), files={Identity("wordpress", "77", "en"): [known]})
    links = map_links(PLACED, archive, "en")
    assert links.resolve("/en/old/earlier/#limits", PLACED[0].article) == ("en/old/earlier.md", "limits")
    assert links.resolve("https://x.example/?p=77", PLACED[0].article) == ("en/old/earlier.md", "")
    assert links.linked["en/old/earlier.md"] == frozenset({"limits"})


# --- media


def take(html: str, folder: Path) -> tuple[str, list[Asset], list[str]]:
    made = body(html)
    source = article("1", "https://x.example/en/cards/here/")
    media = take_assets(made, source, HERE, [ExportFolder(folder)])
    return made.root.decode_contents(), list(media.assets), [notice.rule for notice in made.notices]


def test_files_beside_the_export_are_taken(tmp_path: Path) -> None:
    upload = tmp_path / "wp-content/uploads/2026/a b.png"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(PNG)
    html, (asset,), notices = take(
        '<img src="https://x.example/wp-content/uploads/2026/a%20b.png">', tmp_path
    )
    assert asset.content == PNG
    assert html == f'<img src="../../{asset.path}"/>'
    assert notices == []


@pytest.mark.parametrize(
    "address", ["https://x.example/../../secret.png", "/..%2f..%2fsecret.png", "/media/../x/secret.png"]
)
def test_nothing_outside_the_export_is_read(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "export/deep").mkdir(parents=True)
    (tmp_path / "export/deep/link").symlink_to(tmp_path)
    for path in (address, "https://x.example/link/secret.png"):
        assert take(f'<img src="{path}">', tmp_path / "export/deep")[1] == []


def test_a_file_with_a_false_name_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media/a.png").write_bytes(b"<html><script>alert(1)</script></html>")
    html, assets, notices = take('<img src="https://x.example/u/a.png">', tmp_path)
    assert (html, assets, notices) == ('<img src="https://x.example/u/a.png"/>', [], ["remote-image"])


def test_a_picture_without_words_is_noted(tmp_path: Path) -> None:
    made = body('<img src="a.png"><img src="b.png" alt="The card"><img src="c.png" alt="">')
    note_missing_alt(made)
    assert [notice.message for notice in made.notices] == [
        "a picture has no alternative text: a.png (and 1 more)"
    ]


def test_the_same_picture_is_stored_once(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    for name in ("a.png", "b.png"):
        (tmp_path / "media" / name).write_bytes(PNG)
    _, assets, _ = take('<img src="/u/a.png"><img src="/u/b.png">', tmp_path)
    assert len(assets) == 1
