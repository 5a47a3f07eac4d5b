"""Locale codes, folders of addresses, and the language a text is in."""

from __future__ import annotations

import pytest

from importers.errors import SourceError
from importers.language import detect_language, settle_locale
from importers.locales import Locales, parse_locale
from importers.model import Article, Failure, Origin

SITE = Locales("en", ("en", "fr", "pt-BR", "zh", "ar"))
ANY = Locales("en")

FRENCH = "Ouvrez les paramètres de votre compte, puis choisissez la carte que vous souhaitez bloquer."
ENGLISH = "Open the settings of your account, then choose the card that you would like to freeze."
SPANISH = "Abra los ajustes de su cuenta y elija la tarjeta que quiere bloquear durante unos días."
JAPANESE = "アカウントの設定を開き、停止したいカードを選んでください。"


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("fr", "fr"), ("fr_FR", "fr"), ("FR-fr", "fr"), ("fr-CA", "fr"), ("en_US", "en"), ("pt-br", "pt-BR"),
        ("pt", "pt-BR"), ("zh-CN", "zh"), ("zh_Hans", "zh"), ("ar", "ar"),
    ],
)  # fmt: skip
def test_a_sources_code_becomes_the_sites_locale(code: str, locale: str) -> None:
    assert SITE.resolve(code) == locale


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("fr_FR", "fr"), ("fr_CA", "fr-CA"), ("de_DE_formal", "de"), ("pt_PT", "pt-PT"), ("zh_TW", "zh-TW"),
        ("es-419", "es-419"), ("zh_hans", "zh"), ("iw", "he"), ("nb_NO", "nb"),
    ],
)  # fmt: skip
def test_without_a_site_every_known_locale_is_taken_in_its_shortest_form(code: str, locale: str) -> None:
    assert ANY.resolve(code) == locale


@pytest.mark.parametrize("code", ["es", "pt-PT", "zh-TW"])
def test_a_locale_the_site_lacks_is_named_with_what_to_do(code: str) -> None:
    with pytest.raises(SourceError) as caught:
        SITE.resolve(code)
    assert code in str(caught.value)
    assert "en, fr, pt-BR, zh, ar" in str(caught.value)
    assert "mkdocs.yml" in caught.value.hint


@pytest.mark.parametrize("code", ["", "xx", "english", "fr/../..", "qq-QQ", "fr-ZZZZZ1", "12"])
def test_what_is_no_locale_is_refused(code: str) -> None:
    if code == "fr-ZZZZZ1":  # an unknown variant says nothing of the language
        assert parse_locale(code) is not None
    else:
        with pytest.raises(SourceError, match="unknown locale"):
            ANY.resolve(code)


def test_of_two_sites_locales_the_likelier_region_wins() -> None:
    locales = Locales("en", ("en-GB", "en-US", "pt-PT", "pt-BR"))
    assert locales.resolve("en") == "en-US"
    assert locales.resolve("pt") == "pt-BR"
    assert locales.resolve("pt_PT") == "pt-PT"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/fr/support/a/", ("fr", ("support", "a"))),
        ("https://x.example/blog/fr/a/", ("fr", ("blog", "a"))),
        ("https://x.example/fr/", ("fr", ())),
        ("https://x.example/support/it/", (None, ("support", "it"))),
        ("https://x.example/new/a", (None, ("new", "a"))),
        ("https://x.example/%d8%a3/a", (None, ("أ", "a"))),
        ("/pt_br/a", ("pt", ("a",))),
        ("http://[x", (None, ("http:", "[x"))),
        ("", (None, ())),
    ],
)
def test_the_locale_in_an_address(address: str, expected: tuple[str | None, tuple[str, ...]]) -> None:
    assert ANY.split_path(address) == expected


def test_a_folder_is_a_locale_only_if_the_site_has_it() -> None:
    assert SITE.split_path("https://x.example/it/support/a/") == (None, ("it", "support", "a"))


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (JAPANESE, "ja")])
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "OK", "12.50 EUR / 1.9 %", "Menu"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect_language(text) is None


def article(html: str) -> Article:
    return Article(Origin("wordpress", "1", "x.json"), "1", "", html)


def test_without_a_locale_the_users_wins_then_the_texts_then_the_default() -> None:
    french = article(f"<p>{FRENCH}</p>")
    given, found, assumed = (
        settle_locale(french, SITE, "ar"),
        settle_locale(french, SITE, None),
        settle_locale(article("<p>OK</p>"), SITE, None),
    )
    assert isinstance(given, Article)
    assert isinstance(found, Article)
    assert isinstance(assumed, Article)
    assert (given.locale, found.locale, assumed.locale) == ("ar", "fr", "en")
    assert [notice.rule for notice in found.notices] == ["locale-detected"]
    assert [notice.rule for notice in assumed.notices] == ["locale-assumed"]


def test_a_text_in_a_language_the_site_lacks_is_not_filed_under_another() -> None:
    settled = settle_locale(article(f"<p>{SPANISH}</p>"), SITE, None)
    assert isinstance(settled, Failure)
    assert "'es'" in settled.reason
