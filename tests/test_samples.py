"""The sample exports of the fictional company Lumen: right in form, whole in every locale, our own words."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
import yaml
from bs4 import BeautifulSoup

Json = dict[str, Any]

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
WORDPRESS = SAMPLES / "wordpress"
INTERCOM = SAMPLES / "intercom"
EXPORTS = sorted(SAMPLES.glob("*/*.json"))
LOCALES = ("en", "fr", "de", "ar")
WORDPRESS_LOCALES = {"en_US": "en", "fr_FR": "fr", "de_DE": "de", "ar": "ar"}
SHINGLE = 8
"""So many words in a row don't agree with somebody else's text by chance."""


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def pages() -> list[Json]:
    single = [load(path) for path in sorted(WORDPRESS.glob("page-*.json"))]
    return [*load(WORDPRESS / "pages.json"), *single]


def articles() -> list[Json]:
    data: list[Json] = load(INTERCOM / "articles.json")["data"]
    return data


def collections() -> list[Json]:
    data: list[Json] = load(INTERCOM / "collections.json")["data"]
    return data


def locale_of(page: Json) -> str:
    if "wpml_current_locale" in page:
        return WORDPRESS_LOCALES[page["wpml_current_locale"]]
    first = urlsplit(page["link"]).path.split("/")[1]
    locale = first if first in LOCALES else "en"
    assert page.get("lang", locale) == locale
    return locale


def plain(html: str) -> str:
    return re.sub(r"[ \n]+", " ", BeautifulSoup(html, "lxml").get_text(" ")).strip()  # keeps no-break spaces


def texts() -> Iterator[tuple[str, str, str, str]]:
    """Name, locale, HTML and description of every body."""
    for page in pages():
        yield (
            f"page {page['id']}",
            locale_of(page),
            page["content"]["rendered"],
            plain(page["excerpt"]["rendered"]),
        )
    for article in articles():
        for locale in LOCALES:
            if content := article["translated_content"].get(locale):
                yield f"article {article['id']}", locale, content["body"], content["description"]


# --- form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_an_export_can_be_read_and_reviewed(path: Path) -> None:
    data = load(path)
    assert path.read_text(encoding="utf-8") == json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page["id"]))
def test_a_page_has_the_fields_of_the_rest_api(page: Json) -> None:
    """https://developer.wordpress.org/rest-api/reference/pages/"""
    assert page["type"] == "page"
    assert page["status"] == "publish"
    for field in ("date", "date_gmt", "modified", "modified_gmt"):
        assert datetime.fromisoformat(page[field]).tzinfo is None
    assert page["date_gmt"] < page["date"] <= page["modified"]
    assert page["title"]["rendered"]
    assert page["content"]["protected"] is False
    assert page["excerpt"]["rendered"].startswith("<p>")
    assert page["guid"]["rendered"].endswith(f"?page_id={page['id']}")
    assert page["link"].endswith("/")
    for field in ("author", "featured_media", "parent", "menu_order"):
        assert isinstance(page[field], int)


def test_translations_of_pages_name_each_other() -> None:
    by_id = {page["id"]: page for page in pages()}
    assert len(by_id) == len(pages())
    for page in by_id.values():
        own = (locale_of(page), page["id"])
        wpml = page.get("wpml_translations")
        if isinstance(wpml, dict):
            for code, other in wpml.items():
                translation = by_id[other["id"]]
                assert locale_of(translation) == WORDPRESS_LOCALES[code]
                assert other["href"] == translation["link"]
                assert own[1] in [back["id"] for back in translation["wpml_translations"].values()]
        for locale, other_id in page.get("translations", {}).items():
            assert locale_of(by_id[other_id]) == locale
            assert by_id[other_id]["translations"] == page["translations"]


@pytest.mark.parametrize(
    ("kind", "file"), [("article_list_item", "articles.json"), ("collection", "collections.json")]
)
def test_intercom_answers_keep_to_the_published_schema(kind: str, file: str, shared: Path) -> None:
    """Each object against Intercom's own OpenAPI description, version 2.16."""
    description = yaml.safe_load((shared / "contracts" / "intercom-openapi-2.16.yaml").read_text("utf-8"))
    schemas = _json_schema(description["components"]["schemas"])
    schemas["article_content"]["properties"]["url"]["type"] = ["string", "null"]  # a draft's is null in truth
    validator = jsonschema.Draft202012Validator(
        {"$ref": f"#/components/schemas/{kind}", "components": {"schemas": schemas}}
    )
    envelope = load(INTERCOM / file)
    assert envelope["type"] == "list"
    assert envelope["total_count"] == len(envelope["data"]) > 0
    for item in envelope["data"]:
        assert [error.message for error in validator.iter_errors(item)] == []


def _json_schema(node: Any) -> Any:
    """OpenAPI 3.0's `nullable` as JSON Schema says it; `$ref`s stay as they are."""
    if isinstance(node, list):
        return [_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    schema = {key: _json_schema(value) for key, value in node.items() if key not in ("nullable", "example")}
    if node.get("nullable") is True and isinstance(node.get("type"), str):
        schema["type"] = [node["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def test_the_default_locale_is_the_root_of_an_intercom_article() -> None:
    for article in articles():
        default = article["translated_content"][article["default_locale"]]
        for field in ("title", "description", "body", "state", "url"):
            assert article[field] == default[field]


def test_collections_have_two_levels_and_names_in_every_locale() -> None:
    by_id = {collection["id"]: collection for collection in collections()}
    for collection in by_id.values():
        assert all(collection["translated_content"][locale]["name"] for locale in LOCALES)
        assert all(collection["translated_content"][locale]["description"] for locale in LOCALES)
        if collection["parent_id"]:
            assert by_id[collection["parent_id"]]["parent_id"] is None
    assert sum(collection["parent_id"] is None for collection in by_id.values()) == 5
    assert len(by_id) == 7
    for article in articles():
        assert {str(parent) for parent in article["parent_ids"]} <= by_id.keys()


# --- content ------------------------------------------------------------------------------------


def _groups() -> list[set[str]]:
    """Locales of each article, translations together; a page's flattened original counts as one."""
    groups: list[set[str]] = [
        {locale for locale in LOCALES if locale in article["translated_content"]} for article in articles()
    ]
    by_root: dict[str, set[str]] = defaultdict(set)
    for page in pages():
        if isinstance(wpml := page.get("wpml_translations"), dict):
            root = f"wpml {min([page['id'], *(other['id'] for other in wpml.values())])}"
        elif "translations" in page:
            root = f"polylang {min(page['translations'].values())}"
        else:
            path = [part for part in urlsplit(page["link"]).path.split("/") if part]
            root = "/".join(path[1:] if path[0] in LOCALES else path)
        by_root[root].add(locale_of(page))
        if "Step 1" in page.get("builder_content", ""):
            by_root[root].add("en")
    return [*groups, *by_root.values()]


def test_articles_are_translated_but_not_all_of_them() -> None:
    groups = _groups()
    counts = {locale: sum(locale in group for group in groups) for locale in LOCALES}
    assert counts["en"] >= 16
    assert all(counts[locale] >= 0.7 * counts["en"] for locale in LOCALES)
    assert all(counts[locale] < counts["en"] for locale in LOCALES if locale != "en")
    assert {"fr"} in groups


def test_every_article_has_a_description_that_fits_a_search_result() -> None:
    for name, locale, _, description in texts():
        assert 20 < len(description) <= 155, f"{name} {locale}: {description}"
        assert description.endswith("."), f"{name} {locale}: {description}"


FOREIGN_PUNCTUATION = {
    "en": re.compile(r"\w'\w|[«»„]"),
    "fr": re.compile(r"\w[?!;»]|«\w| [?!;:»]|« |\w'\w|[“”]"),
    "de": re.compile(r"[«»]|\"|\w'\w|\bdu\b|\bdein"),
    "ar": re.compile(r"[؀-ۿ]\s*[?;]|[؀-ۿ],|\""),
}
"""What a writer of that language would not type: another's quotes, spaces and marks, or the familiar you."""


def test_texts_keep_to_their_language_s_typography() -> None:
    for name, locale, html, description in texts():
        soup = BeautifulSoup(html, "lxml")
        for tag in soup.find_all(["code", "pre", "style", "svg"]):
            tag.decompose()
        for text in [*soup.stripped_strings, description]:
            if not re.match(r"https?:|[\w.]+@|app\.", text):
                found = FOREIGN_PUNCTUATION[locale].search(text)
                assert not found, f"{name} {locale}: {found and found[0]!r} in {text!r}"


def test_pictures_and_downloads_lie_beside_the_export_and_are_small() -> None:
    used = set()
    for folder, bodies in (
        (WORDPRESS, [page["content"]["rendered"] for page in pages()]),
        (INTERCOM, [content["body"] for article in articles() for content in _contents(article)]),
    ):
        for body in bodies:
            soup = BeautifulSoup(body, "lxml")
            addresses = [str(tag["src"]) for tag in soup.find_all("img")]
            addresses += [str(tag["href"]) for tag in soup.find_all("a", href=re.compile("/wp-content/"))]
            for address in addresses:
                path = urlsplit(address).path.lstrip("/")
                file = folder / path if folder == WORDPRESS else folder / "media" / Path(path).name
                assert file.is_file(), address
                assert file.stat().st_size <= 30_000
                used.add(file)
    stored = {path for path in SAMPLES.rglob("*") if path.suffix in (".png", ".pdf")}
    assert used == stored


def _contents(article: Json) -> list[Json]:
    return [content for content in article["translated_content"].values() if isinstance(content, dict)]


def test_links_inside_the_help_centre_lead_to_an_article() -> None:
    known = {unquote(page["link"]) for page in pages()}
    known |= {content["url"] for article in articles() for content in _contents(article) if content["url"]}
    known.add("https://lumen.example/help/billing-and-plans/update-your-billing-details/")
    for name, locale, html, _ in texts():
        for link in BeautifulSoup(html, "lxml").find_all("a", href=True):
            address = unquote(str(link["href"])).partition("#")[0]
            if "/help/" in address or address.startswith("https://help.lumen.example"):
                assert address in known, f"{name} {locale}: {address}"


def test_the_read_me_names_every_article() -> None:
    read_me = (SAMPLES / "README.md").read_text(encoding="utf-8")
    titles = {plain(page["title"]["rendered"]) for page in pages() if locale_of(page) == "en"}
    titles |= {article["title"] for article in articles()}
    assert [title for title in sorted(titles) if f"| {title} |" not in read_me] == []


# --- our own words ------------------------------------------------------------------------------


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def test_no_sentence_is_somebody_else_s(shared: Path) -> None:
    """Nothing of the documents that the importers are tried on may be published."""
    own = set().union(*(_shingles(plain(html)) for _, _, html, _ in texts()))
    assert own
    for path in sorted([*(shared / "corpus").rglob("*.*"), *(shared / "seeds").iterdir()]):
        if path.suffix in (".json", ".html", ".xml", ".txt"):
            text = path.read_text(encoding="utf-8", errors="replace")
            if text.startswith(("{", "[")):
                text = re.sub(r"\\[nrt]", " ", json.dumps(json.loads(text), ensure_ascii=False))
            found = own & _shingles(re.sub(r"<[^>]*>", " ", text))
            assert not found, f"{path.name}: {' '.join(min(found))}"
