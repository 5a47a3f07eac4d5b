"""A site in eight locales, partly translated: what a crawler finds in the built files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import ConfigurationError

from hooks.i18n.codes import check_codes, theme_language
from hooks.i18n.locales import nearest_locale
from hooks.i18n.strings import ORIGINAL, PACKAGED, load_strings, read_strings
from tests.test_site import LANGUAGES, SITE_URL, XHTML, article, build_site
from tests.test_site import BuiltSite as Site

LOCALES = {
    "en-GB": ("English (UK)", "Lumen Help", "Payment", "Choose the account, and confirm the payment."),
    "fr": ("Français", "Aide Lumen", "Paiement", "Choisissez le compte, puis confirmez le paiement."),
    "pt-BR": ("Português (Brasil)", "Ajuda Lumen", "Pagamento", "Escolha a conta e confirme o pagamento."),
    "zh-Hans": ("简体中文", "帮助中心", "付款", "选择账户，然后确认付款。"),
    "ja": ("日本語", "ヘルプセンター", "支払い", "口座を選び、支払いを確認します。"),
    "ar": ("العربية", "مركز المساعدة", "الدفع", "اختر الحساب ثم أكّد الدفع."),
    "he": ("עברית", "מרכז העזרה", "תשלום", "בחרו את החשבון ואשרו את התשלום."),
    "uk": ("Українська", "Довідка", "Платіж", "Виберіть рахунок і підтвердьте платіж."),
}
"""Locale → its name, the site's name in it, and words for articles."""

DEFAULT = "en-GB"
ARTICLES = 30
COLLECTIONS = ("cards", "invoices", "account", "team", "taxes")


def path_of(number: int) -> str:
    return f"{COLLECTIONS[number % len(COLLECTIONS)]}/article-{number}.md"


def has(number: int, locale: str) -> bool:
    """A third of the articles is missing in each locale but the default, another third in each."""
    if number >= ARTICLES:
        return locale == "fr"  # two articles that only the French have
    return locale == DEFAULT or (number + list(LOCALES).index(locale)) % 3 != 0


def make_docs() -> dict[str, str]:
    titles = {
        locale: {key: f"{words[2]} {key}" for key in COLLECTIONS} if locale == DEFAULT else {}
        for locale, words in LOCALES.items()
    }
    docs = {}
    for locale, (_, _, noun, sentence) in LOCALES.items():
        for number in range(ARTICLES + 2):
            if has(number, locale):
                docs[f"{locale}/{path_of(number)}"] = article(
                    f"{noun} {number}", f"{sentence}\n\n## {noun}\n\n{sentence}", slug=f"{noun}-{number}"
                )
        titles[locale] = {key: f"{noun} {index}" for index, key in enumerate(COLLECTIONS)}
    collections = {
        key: {"title": {locale: names[key] for locale, names in titles.items()}} for key in COLLECTIONS
    }
    docs["_data/collections.yml"] = json.dumps(collections, ensure_ascii=False)
    docs["fr/cards/article-10.md"] = article(
        "Paiement 10", "Texte.", slug="nouveau", redirect_from=["ancien"]
    )
    return docs


@dataclass
class Crawl:
    """A built site as a crawler sees it."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Address below the site → page, without redirects."""
        found = {}
        for file in sorted(self.folder.rglob("*.html")):
            html = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
            if html.select_one("meta[charset]") and not html.select_one("meta[http-equiv=refresh]"):
                found[file.relative_to(self.folder).as_posix().removesuffix("index.html")] = html
        return found

    @property
    def indexed(self) -> Iterator[tuple[str, BeautifulSoup]]:
        """Pages that search engines may list."""
        return ((url, html) for url, html in self.pages.items() if not html.select("meta[name=robots]"))

    def at(self, address: str) -> BeautifulSoup:
        """The page at a whole address."""
        assert address.startswith(SITE_URL), f"{address} is not absolute"
        return self.pages[unquote(urlsplit(address).path).lstrip("/")]


def link(html: BeautifulSoup, selector: str) -> str:
    found = html.select_one(selector)
    assert found is not None, selector
    return str(found["href"])


def alternates(html: BeautifulSoup) -> dict[str, str]:
    return {str(each["hreflang"]): str(each["href"]) for each in html.select("link[rel=alternate][hreflang]")}


def build_eight(folder: Path, docs: dict[str, str]) -> Site:
    """A site in all eight languages."""
    languages: list[dict[str, Any]] = [
        {"locale": locale, "name": words[0], "site_name": words[1], "default": locale == DEFAULT}
        for locale, words in LOCALES.items()
    ]
    options = {
        "default_at_root": False,
        "status": True,
        "support": "https://lumen.example/contact",
        "feedback": {"mode": "event"},
    }
    return build_site(folder, docs, languages=languages, options=options, strict=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_eight(tmp_path_factory.mktemp("eight"), make_docs())


@pytest.fixture(scope="module")
def crawl(built: Site) -> Crawl:
    return Crawl(built.folder)


def test_every_page_says_its_language_and_direction(crawl: Crawl) -> None:
    seen = set()
    for url, html in crawl.pages.items():
        locale = url.partition("/")[0]
        if locale in LOCALES:
            assert html.html is not None
            assert (html.html["lang"], html.html["dir"]) == (
                locale,
                "rtl" if locale in ("ar", "he") else "ltr",
            )
            seen.add(locale)
    assert seen == set(LOCALES)


def test_the_switcher_keeps_the_article_wherever_there_is_one(crawl: Crawl, built: Site) -> None:
    keys = {url: context.article.key for url, context in built.contexts.items() if context.article}
    followed = 0
    for url, html in crawl.pages.items():
        for each in html.select(".hc-languages li a"):
            target = urljoin(SITE_URL + url, str(each["href"]))
            page = crawl.at(target)
            assert page.html is not None
            assert page.html["lang"] == each["hreflang"] == each["lang"]
            goal = unquote(urlsplit(target).path).lstrip("/")
            if url in keys and (goal in keys or int(keys[url].rpartition("-")[2]) < ARTICLES):
                assert keys[goal] == keys[url]
            followed += 1
    assert followed > 8 * 8 * ARTICLES


def test_every_link_of_the_site_leads_to_a_file(crawl: Crawl) -> None:
    for url, html in crawl.pages.items():
        for each in html.select("a[href], link[rel=stylesheet], script[src]"):
            target = urljoin(SITE_URL + url, str(each.get("href") or each.get("src")))
            if target.startswith(SITE_URL):
                path = unquote(urlsplit(target).path).lstrip("/")
                assert (crawl.folder / path / ("index.html" if target.endswith("/") else "")).exists(), (
                    url,
                    target,
                )


def test_only_real_translations_are_alternates_and_each_names_the_others(crawl: Crawl, built: Site) -> None:
    for url, html in crawl.pages.items():
        found = alternates(html)
        context = built.contexts.get(url)
        if context and context.article:
            number = int(context.article.key.rpartition("-")[2])
            expected = {locale for locale in LOCALES if has(number, locale)} | {"x-default"}
            assert set(found) == (set() if context.is_fallback else expected), url
        for target in found.values():
            assert alternates(crawl.at(target)) == found
        if found and url:
            assert SITE_URL + url in map(unquote, found.values())


def test_each_text_has_one_canonical_address(crawl: Crawl, built: Site) -> None:
    for url, context in built.contexts.items():
        canonical = link(crawl.pages[url], "link[rel=canonical]")
        target = crawl.at(canonical)
        assert target.html is not None
        assert link(target, "link[rel=canonical]") == canonical
        assert (unquote(canonical) == SITE_URL + url) is not context.is_fallback
        assert target.html["lang"] == context.content_locale


def test_sitemaps_list_each_original_text_once_and_nothing_else(crawl: Crawl, built: Site) -> None:
    listed: list[str] = []
    for locale in LOCALES:
        entries = built.sitemap(f"sitemap-{locale}.xml")
        assert all(each.startswith(f"{SITE_URL}{locale}/") for each in entries)
        for address, translations in entries.items():
            found = {tag: unquote(each) for tag, each in alternates(crawl.at(address)).items()}
            assert translations == (
                found if len(found) > 2 else {}
            )  # the page itself and x-default say nothing
        listed += entries
    originals = {SITE_URL + url for url, context in built.contexts.items() if not context.is_fallback}
    assert len(listed) == len(set(listed))
    assert set(listed) == originals
    assert XHTML  # the namespace in which translations are read


def test_each_locale_has_an_error_page_whose_links_work_from_any_depth(crawl: Crawl) -> None:
    for locale in ("", *LOCALES):
        html = crawl.pages[f"{locale}/404.html" if locale else "404.html"]
        assert html.html is not None
        assert html.html["lang"] == (locale or DEFAULT)
        assert html.select("main [data-search] input")
        assert html.select("meta[name=robots][content=noindex]")
        for each in html.select("a[href], link[rel=stylesheet], script[src]"):
            address = str(each.get("href") or each.get("src"))
            assert address.startswith(("/", "#", "https://lumen.example/")), address
            if address.startswith("/"):
                path = unquote(urlsplit(address).path).lstrip("/")
                assert (crawl.folder / path).exists(), address


def test_the_root_lets_readers_choose_and_is_the_address_for_all_other_languages(crawl: Crawl) -> None:
    root = crawl.pages[""]
    names = {str(each["lang"]): each.get_text() for each in root.select("main a[hreflang]")}
    assert names == {locale: words[0] for locale, words in LOCALES.items()}
    assert alternates(root)["x-default"] == SITE_URL
    assert alternates(root) == alternates(crawl.pages["ja/"])
    assert [str(each["src"]).rpartition("/")[2] for each in root.select("script[src]")] == ["root.js"]
    scripts = {
        str(each["src"]) for url, html in crawl.pages.items() if url for each in html.select("script[src]")
    }
    assert not [script for script in scripts if script.endswith("root.js")]


def test_the_status_page_is_for_editors_alone(crawl: Crawl) -> None:
    status = crawl.pages["status/"]
    assert status.select("meta[name=robots][content=noindex]")
    for url, html in crawl.pages.items():
        assert not [each for each in html.select("a[href]") if "status/" in str(each["href"])], url
    counts = [cell.get_text() for cell in status.select("thead tr:nth-of-type(2) td")]
    expected = [sum(has(number, locale) for number in range(ARTICLES + 2)) for locale in LOCALES]
    assert counts == [f"{count} / {ARTICLES + 2}" for count in expected]
    for each in status.select("table a"):
        assert urljoin(f"{SITE_URL}status/", str(each["href"])).removeprefix(SITE_URL)
        crawl.at(urljoin(f"{SITE_URL}status/", str(each["href"])))


GERMAN = "Sie finden die Karte in der Übersicht, und dort können Sie sie auch sperren oder ändern."
FRENCH = "Vous trouverez le réglage dans la page des factures de votre entreprise, à côté de votre adresse."


def test_the_status_page_says_what_an_editor_should_look_at(tmp_path: Path) -> None:
    docs = {
        "en/a/plan.md": article("How to change a plan", "You can change it at any time."),
        "fr/a/plan.md": article("How to change a plan", f"{FRENCH}\n\n{GERMAN}"),
        "de/a/plan.md": article("Den Tarif wechseln", FRENCH),
        "en/a/fees.md": article("Fees", "What it costs."),
        "fr/a/fees.md": article("Fees", f"{FRENCH} [Ici](../../de/a/plan.md) et [là](../../en/a/plan.md)."),
        "de/a/fees.md": article("Gebühren", status="draft"),
    }
    languages = [*LANGUAGES[:2], LANGUAGES[3]]
    site = build_site(tmp_path, docs, languages=languages, options={"status": True})
    html = site.html("status/index.html")
    assert [each["lang"] for each in html.select(".hc-status__review h3 bdi")] == ["fr", "de"]
    assert [each.get_text() for each in html.select(":is(.hc-status__review dt, .hc-status__review dd)")] == [
        "Fees",
        "Link to another language: de/a/plan.md",
        "How to change a plan",
        f"Paragraph in another language: {GERMAN}",
        "Title not translated: How to change a plan",
        "Den Tarif wechseln",
        f"All in another language: {FRENCH}",
    ]
    marks = [str(each["href"]) for each in html.select("td a.hc-status--review")]
    assert sorted(marks) == ["#review-de", "#review-fr", "#review-fr"]
    assert len(html.select("td.hc-status--draft")) == 1
    for each in html.select(".hc-status__review a"):
        assert (site.folder / "status" / unquote(str(each["href"])) / "index.html").is_file()


def test_an_earlier_slug_leads_on(crawl: Crawl) -> None:
    folder = crawl.folder / "fr"
    (moved,) = folder.rglob("ancien/index.html")
    html = BeautifulSoup(moved.read_text(encoding="utf-8"), "lxml")
    assert unquote(link(html, "link[rel=canonical]")).endswith("/nouveau/")
    assert (moved.parent / link(html, "a") / "index.html").resolve().is_file()
    refresh = html.select_one("meta[http-equiv=refresh]")
    assert refresh is not None
    assert refresh["content"] == f"0; url={link(html, 'a')}"


ENGLISH_WORDS = {
    word.lower()
    for text in read_strings(PACKAGED / f"{ORIGINAL}.yml").values()
    for form in ([text] if isinstance(text, str) else text.values())
    for word in re.findall(r"[A-Za-z’]{2,}", re.sub(r"\{\w+\}", "", form))
}


def interface_words(html: BeautifulSoup, locale: str) -> str:
    """What a page shows and says in its own language; what is in another is marked as such."""
    for each in html.select("[lang]"):
        if not each.decomposed and each.name != "html" and each["lang"] != locale:
            each.decompose()
    said = [str(each.get(name)) for name in SPOKEN for each in html.select(f"[{name}]")]
    settings = [each.get_text() for each in html.select("script[type='application/json']")]
    said += [
        word
        for each in settings
        for word in json.loads(each).get("words", {}).values()
        if isinstance(word, str)
    ]
    for each in html.select("script, style"):
        each.decompose()
    return re.sub(r"\{\w+\}", "", " ".join([html.get_text(" "), *said]))


SPOKEN = (
    "aria-label",
    "title",
    "placeholder",
    "alt",
    "data-copy",
    "data-copied",
    "data-enlarge",
    "data-close",
    "data-done",
    "data-open-all",
    "data-close-all",
    "data-currency",
    "data-period",
    "data-yes",
    "data-no",
    "data-failed",
)


@pytest.mark.parametrize("locale", ["ja", "ar"])
def test_no_english_interface_word_is_left(locale: str, crawl: Crawl) -> None:
    own = [(url, html) for url, html in crawl.pages.items() if url.startswith(f"{locale}/")]
    assert len(own) > ARTICLES
    for url, html in own:
        text = interface_words(BeautifulSoup(str(html), "lxml"), locale)
        words = {word.lower() for word in re.findall(r"[A-Za-z’]{2,}", text)}
        words -= {"english", "uk", "brasil", "ctrl", "javascript"}
        assert not words & ENGLISH_WORDS, url


def test_a_default_language_without_documents_is_told_with_its_folder(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"fr/a/x.md": article("X")})
    assert ["docs/en" in warning for warning in site.warnings] == [True]


def test_a_language_that_is_not_built_is_named_nowhere(tmp_path: Path) -> None:
    languages = [*LANGUAGES[:2], {**LANGUAGES[3], "build": False}]
    docs = {f"{locale}/a/x.md": article(f"X {locale}") for locale in ("en", "fr", "de")}
    site = build_site(tmp_path, docs, languages=languages, strict=True)
    crawl = Crawl(site.folder)
    assert set(alternates(crawl.pages["a/x/"])) == {"en", "fr", "x-default"}
    assert not [url for url in crawl.pages if url.startswith("de/")]
    assert "/de/" not in (site.folder / "sitemap.xml").read_text(encoding="utf-8")


def test_a_collection_that_is_called_like_a_language_leaves_it_its_home_page(tmp_path: Path) -> None:
    docs = {"en/fr/x.md": article("X"), "fr/fr/x.md": article("X")}
    site = build_site(tmp_path, docs)
    assert site.contexts["fr/"].kind == "home"
    assert ["'fr/index.md'" in warning and "'en/fr/'" in warning for warning in site.warnings] == [True]


def test_a_collection_that_has_moved_takes_its_articles_along(tmp_path: Path) -> None:
    collections = "a: {title: {en: New}, redirect_from: {en: old}}"
    docs = {"_data/collections.yml": collections, "en/a/x.md": article("X")}
    site = build_site(tmp_path, docs, languages=LANGUAGES[:1], strict=True)
    for old, new in (("old/", "../new/"), ("old/x/", "../../new/x/")):
        assert link(site.html(f"{old}index.html"), "a") == new


def test_an_earlier_address_may_be_anywhere_and_may_be_a_file(tmp_path: Path) -> None:
    paths = ["/hc/en-us/articles/991-x/", "/fr/aide/x.html", "/%D8%AA/"]
    docs = {"en/a/x.md": article("X", redirect_from=paths)}
    site = build_site(tmp_path, docs, languages=LANGUAGES[:1], strict=True)
    for name in ("hc/en-us/articles/991-x/index.html", "fr/aide/x.html", "ت/index.html"):
        target = (site.folder / name).parent / link(site.html(name), "a")
        assert (target / "index.html").resolve() == (site.folder / "a/x/index.html").resolve()


def test_hosts_get_every_earlier_address_as_rules(tmp_path: Path) -> None:
    moved = """
    help.lumen.example: {/fr/articles/12-*: fr/x, /fr/articles/12: fr/x, /gone: en/gone, /a/x/: en/x}
    lumen.example: {/aide/offre/: fr/x, "/?p=12": en/x}
    """
    docs = {
        "_data/redirects.yml": moved,
        "en/a/x.md": article("X", redirect_from=["old"]),
        "fr/a/x.md": article("X", slug="é"),
    }
    site = build_site(tmp_path, docs, strict=True)
    assert (site.folder / "_redirects").read_text(encoding="utf-8").splitlines() == [
        "/ p=12 /a/x/ 301",
        "/a/old/ /a/x/ 301",
        "/aide/offre/ /fr/a/%C3%A9/ 301",
        "/fr/articles/12 /fr/a/%C3%A9/ 301",
        "/fr/articles/12-* /fr/a/%C3%A9/ 301",
    ]


@pytest.mark.parametrize(("text", "expected"), [("a: [", "YAML"), ("a: b", "must be hosts")])
def test_broken_redirects_stop_the_build_and_say_where(text: str, expected: str, tmp_path: Path) -> None:
    docs = {"en/a/x.md": article("X"), "_data/redirects.yml": text}
    with pytest.raises(ConfigurationError, match=rf"redirects\.yml.*{expected}"):
        build_site(tmp_path, docs)


def test_the_default_locale_at_the_root_needs_no_page_to_choose(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"en/a/x.md": article("X")}, strict=True)
    assert site.contexts[""].kind == "home"
    assert not (site.folder / "status").exists()
    assert alternates(site.html("fr/index.html"))["x-default"] == SITE_URL


# --- any locale -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["en", "pt-BR", "es-419", "zh-Hans", "zh-TW", "en-GB", "fil", "sr-Latn", "ca-valencia"]
)
def test_any_code_of_bcp_47_will_do(code: str) -> None:
    check_codes([code])


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["pt-br"], "`pt-BR`"),
        (["zh-hans"], "`zh-Hans`"),
        (["english"], "'english'"),
        (["e"], "Examples"),
        (["pt_BR", "pt-BR"], "same language"),
    ],
)
def test_a_wrong_code_is_told_with_the_right_one(codes: list[str], expected: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(expected)):
        check_codes(codes)


def test_a_site_in_locales_that_other_plugins_do_not_know_builds(tmp_path: Path) -> None:
    codes = ("es-419", "fil", "sr-Latn", "zh-TW")
    languages = [*LANGUAGES[:1], *({"locale": code, "name": code} for code in codes)]
    docs = {
        "en/a/x.md": article("X"),
        "es-419/a/x.md": article("Equis"),
        "fil/a/x.md": article("X", "!!! note\n    Tandaan ito."),
        "_data/strings/fil.yml": "search.label: Maghanap\ncallout.note: Tala",
    }
    site = build_site(tmp_path, docs, languages=languages)
    assert site.contexts["es-419/"].t("search.label") == "Buscar"
    assert site.contexts["zh-TW/"].t("search.label") == "搜尋"
    assert site.contexts["fil/"].t("search.label") == "Maghanap"
    assert "Tala" in site.html("fil/a/x/index.html").select_one(".hc-prose").get_text()  # type: ignore[union-attr]
    assert [warning.partition("'")[2].partition("'")[0] for warning in site.warnings] == ["fil", "sr-Latn"]


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("es-419", "es"), ("en-GB", "en"), ("zh", "zh-Hans"), ("zh-HK", "zh-TW"), ("zh-Hant", "zh-TW"),
        ("no", "nb"), ("pt-AO", "pt"), ("sr-Latn", None), ("fil", None), ("uz-Arab", None),
    ],
)  # fmt: skip
def test_a_locale_without_words_has_those_of_a_near_one_or_none(code: str, nearest: str | None) -> None:
    assert nearest_locale(code, (file.stem for file in PACKAGED.glob("*.yml"))) == nearest


def test_templates_of_material_get_a_language_it_has() -> None:
    assert [theme_language(code) for code in ("es-419", "en-GB", "zh-Hans", "sr-Latn", "fil")] == [
        "es", "en", "zh", "sr", "tl",
    ]  # fmt: skip


# --- an owner's own words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("search.label: [", "YAML"),
        ("search.labl: Find", "'search.labl'"),
        ("search.label: Find {site}", "{site}"),
        ("search.label: Find {", "brace"),
    ],
)
def test_broken_words_of_an_owner_are_named(text: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "en.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_strings("en", tmp_path)
    assert str(file) in str(caught.value)
    assert expected in str(caught.value)
