"""Interface text: every locale says everything, with the same placeholders, and nothing is said in vain."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from mkdocs.exceptions import ConfigurationError

from hooks.components.page import PageContext
from hooks.i18n.locales import parse_locale
from hooks.i18n.strings import ORIGINAL, PACKAGED, Text, load_strings, read_strings

ROOT = Path(__file__).parent.parent
LOCALES = sorted(file.stem for file in PACKAGED.glob("*.yml"))
NEEDED = frozenset(
    "en fr de es pt pt-BR it nl pl cs sv da nb fi tr uk ru el ro ar he ja ko zh-Hans zh-TW".split()
)
ENGLISH = read_strings(PACKAGED / f"{ORIGINAL}.yml")

CHOSEN_AT_RUN_TIME = re.compile(r"callout\.\w+")
"""Keys whose last part the code finds in the page."""


def forms(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def placeholders(text: Text) -> set[str]:
    return {name for form in forms(text) for _, name, _, _ in string.Formatter().parse(form) if name}


def source_of_everything_that_speaks() -> str:
    files = [*(ROOT / "hooks").rglob("*.py"), *(ROOT / "overrides").rglob("*.html")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_the_promised_locales_are_there() -> None:
    assert set(LOCALES) >= NEEDED


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_every_key(locale: str) -> None:
    assert read_strings(PACKAGED / f"{locale}.yml").keys() == ENGLISH.keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_has_the_placeholders_of_the_original(locale: str) -> None:
    texts = read_strings(PACKAGED / f"{locale}.yml")
    assert {key: placeholders(text) for key, text in texts.items()} == {
        key: placeholders(text) for key, text in ENGLISH.items()
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_plural_texts_have_the_forms_of_their_language(locale: str) -> None:
    needed = {*parse_locale(locale).plural_form.tags, "other"}
    for key, text in read_strings(PACKAGED / f"{locale}.yml").items():
        assert isinstance(text, str) == isinstance(ENGLISH[key], str), key
        if not isinstance(text, str):
            assert set(text) == needed, key


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != ORIGINAL])
def test_nothing_is_left_in_english(locale: str) -> None:
    texts = read_strings(PACKAGED / f"{locale}.yml")
    same = {key for key, text in texts.items() if text == ENGLISH[key]}
    assert same <= SAME_IN_BOTH.get(locale, set())


SAME_IN_BOTH = {
    "cs": {"callout.tip"},
    "da": {"callout.tip"},
    "es": {"feedback.no"},
    "fr": {"callout.important", "status.article"},
    "it": {"feedback.no"},
    "nl": {"callout.tip"},
    "ro": {"callout.important"},
}
"""Words that another language really has in common with English."""


@pytest.mark.parametrize("locale", LOCALES)
def test_texts_are_safe_in_html_attributes(locale: str) -> None:
    for key, text in read_strings(PACKAGED / f"{locale}.yml").items():
        for form in forms(text):
            assert not re.search(r"[\"<>&]", form), key
            assert form.strip() == form, key
            assert form, key


def test_every_text_is_used() -> None:
    source = source_of_everything_that_speaks()
    quoted = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)*)[\"']", source))
    assert not [key for key in ENGLISH if key not in quoted and not CHOSEN_AT_RUN_TIME.fullmatch(key)]


def test_every_text_that_is_asked_for_exists() -> None:
    asked = re.findall(r"\bhc\.[tn]\(\s*[\"']([\w.]+)[\"']", source_of_everything_that_speaks())
    assert asked
    assert not [key for key in asked if key not in ENGLISH]


@pytest.mark.parametrize(
    ("locale", "number", "expected"),
    [
        ("en", 1, "1 article"),
        ("en", 0, "0 articles"),
        ("fr", 0, "0 article"),
        ("de", 12000, "12.000 Artikel"),
        ("ar", 2, "مقالتان"),
        ("ar", 5, "5 مقالات"),
        ("ar", 11, "11 مقالة"),
    ],
)
def test_counting_follows_the_language(locale: str, number: int, expected: str) -> None:
    assert load_strings(locale).count("collection.articles", number) == expected


def test_a_region_uses_the_words_of_its_language() -> None:
    words = load_strings("fr-CA")
    assert words.text("search.label") == load_strings("fr").text("search.label")
    assert words.locale == "fr-CA"


def test_an_unknown_key_and_a_missing_value_are_errors_that_name_them() -> None:
    with pytest.raises(ConfigurationError, match=r"'no\.such\.key'"):
        load_strings("en").text("no.such.key")
    with pytest.raises(ConfigurationError, match=r"'article\.updated' \(en\).*\{date\}"):
        load_strings("en").text("article.updated")


def test_a_word_that_an_owner_gave_plural_forms_is_the_packaged_one_in_articles() -> None:
    page = PageContext(strings={"article.permalink": {"one": "a", "other": "b"}, "close": "Shut"})
    assert page.word("article.permalink") == ENGLISH["article.permalink"]
    assert page.word("close") == "Shut"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [", "YAML"),
        ("- a", "mapping"),
        ("a: 3", "'a'"),
        ("a: {one: x}", "`other`"),
        ("a: {several: x, other: y}", "'a'"),
    ],
)
def test_a_broken_strings_file_is_named(text: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "xx.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_strings(file)
    assert str(file) in str(caught.value)
    assert expected in str(caught.value)
