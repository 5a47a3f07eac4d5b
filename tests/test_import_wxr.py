"""WordPress's export files: what is read of them, what may be wrong, and the classic editor's paragraphs."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.body import parse_html
from importers.comparing import words
from importers.locales import Locales
from importers.model import Article, Collection, Failure
from importers.pipeline import Options, run_import
from importers.reading import visible_text
from importers.sources import Item, read_articles
from importers.sources.autop import add_paragraphs
from importers.sources.files import RawFile, read_documents
from importers.sources.wxr import Export

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
TAIL = "</channel></rss>"
TEXT = "Open the settings of your account, then choose the card that you would like to freeze."

Reader = Callable[[str], list[Item]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads the text of an export."""

    def read_text(text: str) -> list[Item]:
        file = tmp_path / "export.xml"
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        return list(read_articles(None, [str(file)], Locales("en", ("en", "fr", "pt-BR")), "en"))

    return read_text


def item(id_: int = 1, content: str = f"<p>{TEXT}</p>", fields: str = "", kind: str = "page") -> str:
    return f"""<item><title>Page {id_}</title><link>https://x.example/help/page-{id_}/</link>
<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{id_}</wp:post_id>
<wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>{fields}</item>\n"""


def articles(items: list[Item]) -> list[Article]:
    assert not [one for one in items if isinstance(one, Failure) and not one.skipped], items
    return [one for one in items if isinstance(one, Article)]


def failure(items: list[Item]) -> Failure:
    (found,) = [one for one in items if isinstance(one, Failure)]
    return found


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


def test_it_is_read_as_the_rest_api_would_answer(read: Reader) -> None:
    fields = (
        "<wp:post_modified_gmt>2026-01-20 14:35:15</wp:post_modified_gmt>"
        "<wp:post_name>page-one</wp:post_name>"
        '<category domain="category" nicename="cards"><![CDATA[All about cards]]></category>'
    )
    items = read(HEAD + item(fields=fields + meta("_wpml_import_language_code", "en")) + TAIL)
    (article,) = articles(items)
    assert (article.origin.system, article.origin.id) == ("wordpress", "1")
    assert article.origin.json_path == "$.rss.channel.item[0]"
    assert (article.slug, article.collection) == ("page-one", "cards")
    assert article.updated is not None
    assert article.updated.isoformat() == "2026-01-20T14:35:15+00:00"
    (collection,) = [one for one in items if isinstance(one, Collection)]
    assert collection.titles == {"en": "All about cards"}


def test_wpml_fields_pair_and_name_the_locale(read: Reader) -> None:
    def fields(code: str) -> str:
        return meta("_wpml_import_language_code", code) + meta("_wpml_import_translation_group", "g7")

    found = articles(read(HEAD + item(1, fields=fields("en")) + item(2, fields=fields("pt-br")) + TAIL))
    assert [one.locale for one in found] == ["en", "pt-BR"]
    assert len({one.group for one in found}) == 1


def test_older_namespaces_and_plain_feeds_are_read(read: Reader) -> None:
    older = HEAD.replace("export/1.2", "export/1.0")
    assert articles(read(older + item() + TAIL))[0].origin.id == "1"
    feed = (
        "<item><title>News</title><link>/news/</link><guid>https://x.example/?p=77</guid>"
        f"<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item>"
    )
    assert articles(read(HEAD + feed + TAIL))[0].origin.id == "77"


def test_pictures_named_by_number_are_found(read: Reader) -> None:
    files = "".join(
        item(
            number,
            kind="attachment",
            fields=f"<wp:attachment_url>https://x.example/{number}.png</wp:attachment_url>",
        )
        for number in (8, 9)
    )
    content = f'{TEXT}\n\n[gallery ids="8,9,99"]\n\n[vc_single_image image="9" img_size="full"]'
    (article,) = articles(read(HEAD + item(1, content) + files + TAIL))
    assert article.html.count("<img") == 2
    assert '[vc_single_image image="https://x.example/9.png"' in article.html


def test_a_gallery_without_numbers_shows_what_belongs_to_its_post(read: Reader) -> None:
    picture = item(
        8,
        kind="attachment",
        fields="<wp:post_parent>1</wp:post_parent><wp:attachment_url>https://x.example/8.png</wp:attachment_url>",
    )
    (article,) = articles(read(HEAD + item(1, "[gallery]") + picture + TAIL))
    assert "https://x.example/8.png" in article.html


def test_signs_that_xml_forbids_stop_nothing(read: Reader) -> None:
    found = articles(read(HEAD + item(1, f"<p>{TEXT}\x0b\x00 More.</p>") + item(2) + TAIL))
    assert [one.origin.id for one in found] == ["1", "2"]
    assert "More." in found[0].html


def test_damage_inside_costs_no_other_post(read: Reader) -> None:
    bad = "<item><title>Fish & chips</title><wp:post_id>2</wp:post_id><pubDate>&nbsp;</pubDate></item>"
    found = [one.origin.id for one in read(HEAD + item(1) + bad + item(3) + TAIL) if isinstance(one, Article)]
    assert "1" in found
    assert "3" in found


@pytest.mark.parametrize("cut", [40, 200, 280])
def test_a_file_that_was_cut_off_gives_what_is_whole_and_says_so(read: Reader, cut: int) -> None:
    whole = HEAD + item(1) + item(2)
    items = read(whole[: len(HEAD) + len(item(1)) + cut])
    assert [one.origin.id for one in items if isinstance(one, Article)] == ["1"]
    (found,) = [one for one in items if isinstance(one, Failure)]
    assert "ends too early or is damaged" in found.reason
    assert not found.skipped


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
THIEF = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declaration", [BOMB, THIEF, "<!-- harmless --> <?x?>\n" + BOMB])
def test_a_file_that_declares_entities_is_refused(read: Reader, declaration: str) -> None:
    text = (HEAD + item(1, fields="<wp:post_name>&c;&file;</wp:post_name>") + TAIL).replace(
        "<rss", f"{declaration}<rss"
    )
    found = failure(read(text))
    assert "document type declaration" in found.reason
    assert not found.skipped


@given(st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(HEAD.encode() + item(1).encode() + content)
        file.flush()
        items = list(read_articles("wordpress", [file.name], Locales("en"), "en"))
    assert all(isinstance(one, Article | Failure | Collection) for one in items)


def test_the_memory_does_not_grow_with_the_content(tmp_path: Path) -> None:
    """It grows with the number of posts, by what they say of each other."""
    file, size, posts = tmp_path / "export.xml", 100_000, 200
    with file.open("w") as out:
        out.write(HEAD)
        out.writelines(item(number, "x" * size) for number in range(posts))
        out.write(TAIL)
    (document,) = read_documents(str(file))
    assert isinstance(document, RawFile)
    tracemalloc.start()
    read = sum(len(node["content"]["rendered"].text()) > size for node in Export(document))
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == posts
    assert highest < size * posts / 5


# --- the classic editor


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One\r\nmore\r\n\r\n\r\nTwo", "<p>One<br>\nmore</p>\n<p>Two</p>"),
        ("One<br /><br />Two", "<p>One</p>\n<p>Two</p>"),
        ("<h2>Head</h2>\nText", "<h2>Head</h2>\n<p>Text</p>"),
        ("Text\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<p>Text</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<div>One\n\nTwo</div>", "<div>\n<p>One</p>\n<p>Two</p>\n</div>"),
        ('See <a\nhref="/x">this</a>', '<p>See <a href="/x">this</a></p>'),
        ("[gallery ids=1]\n\nText", "[gallery ids=1]\n<p>Text</p>"),
        ("<p>Already</p>\n\n<p>marked</p>", "<p>Already</p>\n<p>marked</p>"),
        ("<!-- wp:paragraph -->\n<p>a</p>\n\nb", "<!-- wp:paragraph -->\n<p>a</p>\n\nb"),
        ("", ""),
    ],
)
def test_paragraphs_are_made_as_wordpress_makes_them(raw: str, html: str) -> None:
    assert add_paragraphs(raw) == html


PIECES = st.sampled_from(
    ["one", "two\n", "\n\n", "<b>", "</b>", "<ul>", "<li>", "</li>", "</ul>", "<pre>", "</pre>", "<br>",
     "<hr>", "[x]", "[/x]", "<p>", "</p>", "<div>", "</div>", "<!-- c -->", "<table><tr><td>",
     "</td></tr></table>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_paragraphs_cost_no_word(pieces: list[str]) -> None:
    def read_words(html: str) -> list[str]:
        root = parse_html(f"<body>{html}").body
        return words(visible_text(root)) if root else []

    raw = " ".join(pieces)
    assert read_words(add_paragraphs(raw)) == read_words(raw)


@pytest.mark.parametrize("name", ["wxr-en-01", "wxr-en-02", "wxr-en-03", "avada-en-02"])
def test_the_corpus_is_imported_whole(name: str, shared: Path, tmp_path: Path) -> None:
    file = shared / "corpus" / "wordpress" / f"{name}.xml"
    report = run_import(Options((str(file),), tmp_path, Locales("en")))
    assert report.totals["failed"] == 0
    assert report.totals["created"] >= 6
    found = [entry.account.words for entry in report.entries if entry.account]
    lost, source = sum(len(tally.lost) for tally in found), sum(tally.source for tally in found)
    assert lost <= source / 1000


NOTES = '[{"content":"But for <em>Atlantis</em>.","id":"k1"},{"content":"","id":"k2"},{"id":3},5]'


def with_notes(content: str, notes: str) -> str:
    field = f"<wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[{notes}]]></wp:meta_value>"
    return f"{HEAD}{item(content=content, fields=f'<wp:postmeta>{field}</wp:postmeta>')}{TAIL}"


@pytest.mark.parametrize(
    "block", ["<!-- wp:footnotes /-->", '<!-- wp:footnotes {"fontSize":"small"} /-->', ""]
)
def test_the_notes_beside_a_text_are_footnotes_of_it(read: Reader, block: str) -> None:
    number = '<sup data-fn="k1" class="fn"><a href="#k1" id="k1-link">1</a></sup>'
    (article,) = articles(read(with_notes(f"<p>Free{number}. {TEXT}</p>\n{block}", NOTES)))
    listing = parse_html(article.html).select_one("ol.wp-block-footnotes")
    assert listing is not None
    assert [item.decode_contents() for item in listing.find_all("li")] == [
        'But for <em>Atlantis</em>. <a href="#k1-link">↩︎</a>'
    ]


@pytest.mark.parametrize("notes", ["", "[]", "[", "{}", "null", "[null]"])
def test_notes_that_cannot_be_read_are_none(read: Reader, notes: str) -> None:
    (article,) = articles(read(with_notes(f"<p>{TEXT}</p>", notes)))
    assert "<ol" not in article.html
