"""The plugin: small sites are built for real, and looked at as templates and as crawlers see them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from hooks.theme import TEMPLATES
from hooks.views import ArticleView, CollectionView, FeedbackView, HelpContext, SupportView

SITE_URL = "https://help.lumen.example/"
XHTML = "{http://www.w3.org/1999/xhtml}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

LANGUAGES: list[dict[str, Any]] = [
    {"locale": "en", "name": "English", "default": True},
    {"locale": "fr", "name": "Français"},
    {"locale": "ar", "name": "العربية"},
    {"locale": "de", "name": "Deutsch"},
]


@dataclass
class BuiltSite:
    """A site on disk, with what its templates were given and what MkDocs complained of."""

    folder: Path
    contexts: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    navigation: dict[str, list[str]] = field(default_factory=dict)

    def html(self, path: str) -> BeautifulSoup:
        return BeautifulSoup((self.folder / path).read_text(encoding="utf-8"), "lxml")

    def pages(self) -> Iterator[tuple[str, BeautifulSoup]]:
        for file in sorted(self.folder.rglob("index.html")):
            url = file.relative_to(self.folder).as_posix().removesuffix("index.html")
            yield url, self.html(f"{url}index.html")

    def sitemap(self, name: str) -> dict[str, dict[str, str]]:
        """Address → hreflang → address of the translation."""
        root = ElementTree.parse(self.folder / name).getroot()
        return {
            unquote(entry.findtext(f"{SITEMAP}loc", "")): {
                link.get("hreflang", ""): unquote(link.get("href", "")) for link in entry.iter(XHTML)
            }
            for entry in root
        }


class Listener(logging.Handler):
    """Collects warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def build_site(
    folder: Path,
    docs: Mapping[str, str],
    *,
    languages: list[dict[str, Any]] | None = None,
    options: Mapping[str, Any] | None = None,
    strict: bool = False,
    **settings: Any,
) -> BuiltSite:
    """Write a site's sources into a folder and build it."""
    for name, text in docs.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    i18n = {"docs_structure": "folder", "languages": languages or LANGUAGES[:2]}
    configuration = {
        "site_name": "Lumen Help",
        "site_url": SITE_URL,
        "theme": {"name": "material", "font": False},
        "plugins": [{"helpcentre": dict(options or {})}, {"i18n": i18n}],
        "markdown_extensions": ["helpcentre", {"toc": {"permalink": True}}],
        "strict": strict,
        **settings,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(configuration, allow_unicode=True), encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    site = BuiltSite(folder / "site")
    config.plugins.events["page_context"].append(_keep_context(site))
    config.plugins.events["nav"].append(_keep_navigation(site, config))
    listener = Listener()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        build(config)
    finally:
        logger.removeHandler(listener)
        site.warnings = listener.messages
    return site


def _keep_context(site: BuiltSite) -> Any:
    def keep(context: Any, page: Any, config: Any, nav: Any) -> None:
        site.contexts[unquote(page.url)] = context["hc"]

    return keep


def _keep_navigation(site: BuiltSite, config: Any) -> Any:
    def keep(nav: Any, config: Any, files: Any) -> None:
        site.navigation[config.plugins["i18n"].current_language] = [unquote(page.url) for page in nav.pages]

    return keep


def article(title: str, text: str = "Some text.", **meta: Any) -> str:
    front = yaml.safe_dump({"title": title, **meta}, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n{text}\n"


COLLECTIONS = """
billing:
  order: 1
  icon: credit-card-outline
  title: {en: Billing, fr: Facturation, ar: الفوترة}
  description: {en: Plans and invoices, fr: Offres et factures}
refunds:
  order: 1
  parent: billing
  title: {en: Refunds, fr: Remboursements}
account:
  order: 2
  title: {en: Your account, fr: Votre compte}
  slug: {fr: compte}
"""

STEPS = """Switch whenever you like. It takes two minutes.

## For owners

### Step 1: Open the settings

See [invoices](invoices.md#download) and [closing](../account/close.md).

### Step 2: Pick a plan

Press **Choose**.

??? question "Can I go back?"

    Yes, at any time.
"""

DOCS = {
    "_data/collections.yml": COLLECTIONS,
    ".helpcentre/imported/en/billing/change-plan.md": article("As it was imported"),
    "en/index.md": article("Home", "", question="What is it?", promoted=["close", "change-plan"]),
    "en/billing/change-plan.md": article(
        "Change your plan",
        STEPS,
        slug="change-your-plan",
        order=1,
        updated="2026-03-03",
        source={"system": "wordpress", "id": "991"},
    ),
    "en/billing/invoices.md": article(
        "Download an invoice",
        "Your plan decides the date of an invoice.\n\n## Download\n\nPress it.",
        description="Get invoices as PDF.",
    ),
    "en/refunds/ask.md": article("Ask for a refund", "A refund of an invoice takes five days."),
    "en/account/close.md": (
        "# Close your account\n\nOnly owners can close it. See [plans](../billing/change-plan.md)."
    ),
    "en/account/secret.md": article("Not ready", status="draft"),
    "fr/billing/index.md": article("Facturation et offres", "Tout sur vos factures.", slug="factures"),
    "fr/billing/change-plan.md": article(
        "Changer d’offre",
        "Voir [les factures](invoices.md#download) et [la clôture](../account/close.md).",
        slug="changer-d-offre",
    ),
    "fr/account/siret.md": article("Ajouter votre SIRET", "Voir [l’offre](../billing/change-plan.md)."),
    "ar/billing/change-plan.md": article("تغيير الخطة", "انظر [الفواتير](invoices.md).", slug="تغيير-الخطة"),
    "de/billing/change-plan.md": article("Tarif ändern", "Öffnen Sie das Menü.", slug="Tarif ändern"),
}

OPTIONS = {
    "support": {
        "default": "https://lumen.example/c?t={title}&u={url}&i={id}&l={locale}",
        "fr": "mailto:a@b.c",
    }
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_site(
        tmp_path_factory.mktemp("site"), DOCS, languages=LANGUAGES, options=OPTIONS, strict=True
    )


def test_a_strict_build_has_no_warnings(site: BuiltSite) -> None:
    assert site.warnings == []


def test_addresses_are_made_of_the_slugs_of_each_locale(site: BuiltSite) -> None:
    assert {
        "",
        "billing/",
        "billing/change-your-plan/",
        "your-account/close/",
        "fr/factures/changer-d-offre/",
        "fr/compte/siret/",
        "ar/الفوترة/تغيير-الخطة/",
        "de/billing/tarif-ändern/",
    } <= set(site.contexts)


def test_every_internal_link_leads_to_a_file(site: BuiltSite) -> None:
    checked = 0
    for url, html in site.pages():
        for link in html.select("a[href], link[href], script[src], img[src]"):
            target = urljoin(SITE_URL + url, str(link.get("href") or link.get("src")))
            if target.startswith(SITE_URL) and link.get("rel") != ["canonical"]:
                path = unquote(urlsplit(target).path).lstrip("/")
                assert (site.folder / (path or "index.html")).exists(), f"{url} links to {target}"
                checked += 1
    assert checked > 200


def test_links_by_file_lead_to_the_readers_own_locale(site: BuiltSite) -> None:
    french = site.html("fr/factures/changer-d-offre/index.html").select_one(".hc-prose")
    assert french is not None
    assert [link["href"] for link in french.select("a")] == [
        "../invoices/#download",
        "../../compte/close/",
    ]


def test_translations_name_each_other(site: BuiltSite) -> None:
    alternates = {
        url: {each.hreflang: unquote(each.url_absolute) for each in context.alternates}
        for url, context in site.contexts.items()
    }
    plan = alternates["billing/change-your-plan/"]
    assert plan == {
        "en": f"{SITE_URL}billing/change-your-plan/",
        "fr": f"{SITE_URL}fr/factures/changer-d-offre/",
        "ar": f"{SITE_URL}ar/الفوترة/تغيير-الخطة/",
        "de": f"{SITE_URL}de/billing/tarif-ändern/",
        "x-default": f"{SITE_URL}billing/change-your-plan/",
    }
    for links in alternates.values():
        for target in links.values():
            assert alternates[target.removeprefix(SITE_URL)] == links


def test_a_fallback_owns_up_to_being_one(site: BuiltSite) -> None:
    context = site.contexts["fr/factures/invoices/"]
    assert context.is_fallback
    assert (context.locale, context.content_locale) == ("fr", "en")
    assert context.canonical == f"{SITE_URL}billing/invoices/"
    assert context.alternates == ()
    assert context.t("fallback.title") == "Pas encore en français"


def test_a_fallback_of_a_left_to_right_text_stays_so_in_a_right_to_left_site(site: BuiltSite) -> None:
    context = site.contexts["ar/الفوترة/invoices/"]
    assert (context.dir, context.content_dir) == ("rtl", "ltr")


def test_the_switcher_keeps_the_article_or_says_that_it_is_not_translated(site: BuiltSite) -> None:
    languages = site.contexts["fr/compte/siret/"].languages
    found = {each.locale: (unquote(each.url), each.is_translated, each.is_current) for each in languages}
    assert found == {
        "en": ("your-account/", False, False),
        "fr": ("fr/compte/siret/", True, True),
        "ar": ("ar/your-account/", False, False),
        "de": ("de/your-account/", False, False),
    }


def test_sitemaps_hold_translations_and_neither_fallbacks_nor_drafts(site: BuiltSite) -> None:
    index = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    names = [
        location.removeprefix(SITE_URL) for entry in index if (location := entry.findtext(f"{SITEMAP}loc"))
    ]
    assert names == ["sitemap-en.xml", "sitemap-fr.xml", "sitemap-ar.xml", "sitemap-de.xml"]
    listed = {url for name in names for url in site.sitemap(name)}
    originals = {SITE_URL + url for url, context in site.contexts.items() if not context.is_fallback}
    assert listed == originals
    french = site.sitemap("sitemap-fr.xml")[f"{SITE_URL}fr/factures/changer-d-offre/"]
    assert french["ar"] == f"{SITE_URL}ar/الفوترة/تغيير-الخطة/"
    assert french["x-default"] == f"{SITE_URL}billing/change-your-plan/"


def test_each_locale_has_its_own_error_page_that_works_at_any_depth(site: BuiltSite) -> None:
    for folder, locale, home in (("", "en", "/"), ("fr/", "fr", "/fr/"), ("ar/", "ar", "/ar/")):
        html = site.html(f"{folder}404.html")
        assert html.html is not None
        assert html.html["lang"] == locale
        links = {str(link["href"]) for link in html.select("main a[href^='/']")}
        assert home in links
        assert not html.select("a[href^='../'], a[href^='./']")


def test_collections_are_ordered_nested_and_counted(site: BuiltSite) -> None:
    home = site.contexts[""]
    assert [each.title for each in home.collections] == ["Billing", "Your account"]
    billing = home.collections[0]
    assert billing.icon == "credit-card-outline"
    assert [each.title for each in billing.articles] == ["Change your plan", "Download an invoice"]
    assert [each.key for each in billing.children] == ["refunds"]
    assert (billing.count, billing.count_text) == (3, "3 articles")


def test_a_collection_keeps_the_text_an_editor_gave_it(site: BuiltSite) -> None:
    french = site.contexts["fr/factures/"]
    assert french.collection.title == "Facturation et offres"
    assert "Tout sur vos factures." in site.html("fr/factures/index.html").get_text()


def test_a_collection_nobody_translated_counts_as_a_fallback(site: BuiltSite) -> None:
    context = site.contexts["ar/your-account/"]
    assert context.is_fallback
    assert context.canonical == f"{SITE_URL}your-account/"


def test_navigation_follows_the_collections(site: BuiltSite) -> None:
    assert site.navigation["en"] == [
        "",
        "billing/",
        "billing/change-your-plan/",
        "billing/invoices/",
        "refunds/",
        "refunds/ask/",
        "your-account/",
        "your-account/close/",
    ]


def test_breadcrumbs_lead_through_the_collections(site: BuiltSite) -> None:
    crumbs = site.contexts["refunds/ask/"].breadcrumbs
    assert [(link.title, link.url) for link in crumbs] == [
        ("Help home", ""),
        ("Billing", "billing/"),
        ("Refunds", "refunds/"),
    ]


def test_an_article_knows_its_neighbours_and_relatives(site: BuiltSite) -> None:
    view = site.contexts["billing/change-your-plan/"].article
    assert (view.previous, view.next.title) == (None, "Download an invoice")
    assert {each.title for each in view.related[:2]} == {"Download an invoice", "Close your account"}
    assert (view.key, view.source_id) == ("change-plan", "991")


def test_dates_are_written_in_the_readers_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777600000")  # 2026-05-01
    site = build_site(
        tmp_path,
        {"en/a/x.md": article("X", updated="2026-03-01"), "fr/a/x.md": article("X", updated="2026-05-01")},
    )
    english, french = site.contexts["a/x/"].article, site.contexts["fr/a/x/"].article
    assert (english.updated_text, english.updated_ago) == ("Updated March 1, 2026", "2 months ago")
    assert (french.updated_text, french.updated_ago) == ("Mis à jour le 1 mai 2026", "aujourd’hui")


def test_a_description_is_the_summary_or_the_first_sentences(site: BuiltSite) -> None:
    assert site.contexts["billing/invoices/"].description == "Get invoices as PDF."
    plan = site.contexts["billing/change-your-plan/"]
    assert plan.description == "Switch whenever you like. It takes two minutes."
    assert plan.article.summary == ""


def test_a_title_may_stand_as_the_first_heading(site: BuiltSite) -> None:
    assert site.contexts["your-account/close/"].article.title == "Close your account"
    assert len(site.html("your-account/close/index.html").select("h1")) == 1


def test_the_home_page_promotes_articles_by_key_in_every_locale(site: BuiltSite) -> None:
    assert [each.title for each in site.contexts[""].promoted] == ["Close your account", "Change your plan"]
    assert [each.title for each in site.contexts["fr/"].promoted] == ["Close your account", "Changer d’offre"]


def test_support_is_told_which_article_the_reader_comes_from(site: BuiltSite) -> None:
    url = site.contexts["ar/الفوترة/تغيير-الخطة/"].support.url
    assert url == (
        "https://lumen.example/c?t=%D8%AA%D8%BA%D9%8A%D9%8A%D8%B1%20%D8%A7%D9%84%D8%AE%D8%B7%D8%A9"
        "&u=https%3A%2F%2Fhelp.lumen.example%2Far%2F%25D8%25A7%25D9%2584%25D9%2581%25D9%2588%25D8%25AA%25D8%25B1"
        "%25D8%25A9%2F%25D8%25AA%25D8%25BA%25D9%258A%25D9%258A%25D8%25B1-%25D8%25A7%25D9%2584%25D8%25AE%25D8%25B7"
        "%25D8%25A9%2F&i=change-plan&l=ar"
    )
    assert site.contexts["fr/compte/siret/"].support.url == "mailto:a@b.c"


def test_structured_data_says_what_the_page_says(site: BuiltSite) -> None:
    documents = {each["@type"]: each for each in site.contexts["billing/change-your-plan/"].jsonld}
    assert set(documents) == {"BreadcrumbList", "TechArticle", "FAQPage", "HowTo"}
    trail = documents["BreadcrumbList"]["itemListElement"]
    assert [entry["name"] for entry in trail] == ["Help home", "Billing", "Change your plan"]
    assert documents["TechArticle"]["dateModified"] == "2026-03-03"
    question = documents["FAQPage"]["mainEntity"][0]
    assert (question["name"], question["acceptedAnswer"]["text"]) == ("Can I go back?", "Yes, at any time.")
    steps = documents["HowTo"]["step"]
    assert [step["name"] for step in steps] == ["Open the settings", "Pick a plan"]
    anchors = {element["id"] for element in site.html("billing/change-your-plan/index.html").select("[id]")}
    assert {urlsplit(step["url"]).fragment for step in steps} <= anchors


def test_the_home_page_describes_the_site(site: BuiltSite) -> None:
    assert [each["@type"] for each in site.contexts["fr/"].jsonld] == ["WebSite", "Organization"]


def test_drafts_are_not_published(site: BuiltSite) -> None:
    assert not [url for url in site.contexts if "secret" in url]
    assert not list(site.folder.rglob("*secret*"))


def test_shared_data_is_not_published(site: BuiltSite) -> None:
    assert not (site.folder / "_data").exists()


def test_no_page_asks_a_third_party_for_anything(site: BuiltSite) -> None:
    for url, html in site.pages():
        for element in html.select(
            "script[src], img[src], iframe[src], link[rel=stylesheet], link[rel=preload]"
        ):
            address = str(element.get("src") or element.get("href"))
            assert not urlsplit(address).netloc, f"{url} loads {address}"


def test_a_locale_may_leave_untranslated_articles_out(tmp_path: Path) -> None:
    docs = {
        "en/a/x.md": article("X"),
        "en/a/y.md": article("Y"),
        "fr/a/x.md": article("X", "Voir [Y](y.md)."),
    }
    site = build_site(tmp_path, docs, languages=LANGUAGES, options={"fallback": {"fr": False}}, strict=True)
    assert "fr/a/y/" not in site.contexts
    assert "ar/a/y/" in site.contexts
    link = site.html("fr/a/x/index.html").select_one(".hc-prose a")
    assert link is not None
    assert link["href"] == "../../../a/y/"


def test_a_draft_translation_gives_way_to_the_original(tmp_path: Path) -> None:
    docs = {"en/a/x.md": article("Original"), "fr/a/x.md": article("Ébauche", status="draft")}
    site = build_site(tmp_path, docs, strict=True)
    context = site.contexts["fr/a/x/"]
    assert (context.is_fallback, context.article.title) == (True, "Original")


def test_addresses_can_be_files_instead_of_folders(tmp_path: Path) -> None:
    docs = {"en/a/x.md": article("X", slug="new x"), "fr/a/x.md": article("X", slug="nouveau")}
    site = build_site(tmp_path, docs, strict=True, use_directory_urls=False)
    assert {"a/new-x.html", "fr/a/nouveau.html", "a/index.html"} <= set(site.contexts)
    assert (site.folder / "fr/a/nouveau.html").is_file()


def test_a_site_without_an_address_builds(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"en/a/x.md": article("X")}, strict=True, site_url="")
    context = site.contexts["a/x/"]
    assert (context.canonical, context.alternates, context.jsonld) == ("", (), ())
    assert not (site.folder / "sitemap.xml").exists()


def test_a_site_below_a_path_links_from_its_error_page(tmp_path: Path) -> None:
    docs = {"en/a/x.md": article("X")}
    site = build_site(tmp_path, docs, strict=True, site_url="https://lumen.example/help/")
    assert site.html("404.html").select("main a[href='/help/']")
    assert site.contexts["a/x/"].canonical == "https://lumen.example/help/a/x/"


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("hc", HelpContext),
        ("hc.article", ArticleView),
        ("hc.collection", CollectionView),
        ("hc.support", SupportView),
        ("hc.feedback", FeedbackView),
    ],
)
def test_templates_ask_only_for_what_there_is(name: str, view: type[Any]) -> None:
    templates = "\n".join(file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.html"))
    asked = set(re.findall(rf"(?<![\w.]){re.escape(name)}\.(\w+)", templates))
    assert asked
    assert not [attribute for attribute in asked if not hasattr(view, attribute)]


def test_an_owners_template_comes_before_ours(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "article.html").write_text("<p>Mine: {{ hc.article.title }}</p>", encoding="utf-8")
    theme = {"name": "material", "custom_dir": str(theirs)}
    site = build_site(tmp_path, {"en/a/x.md": article("X")}, strict=True, theme=theme)
    assert "Mine: X" in site.html("a/x/index.html").get_text()


def test_slugs_may_be_in_any_script(tmp_path: Path) -> None:
    languages = [LANGUAGES[0], {"locale": "ja", "name": "日本語"}]
    docs = {
        "_data/collections.yml": "a: {title: {en: Plans, ja: 料金プラン}}",
        "en/a/x.md": article("X"),
        "ja/a/x.md": article("プランを変更する", "設定を開きます。", slug="プランを変更する"),
    }
    site = build_site(tmp_path, docs, languages=languages)
    assert "ja/料金プラン/プランを変更する/" in site.contexts
    assert (site.folder / "ja/料金プラン/プランを変更する/index.html").is_file()


def test_a_locale_without_interface_text_is_told_to_the_owner(tmp_path: Path) -> None:
    languages = [LANGUAGES[0], {"locale": "kk", "name": "Қазақша"}]
    site = build_site(tmp_path, {"en/a/x.md": article("X")}, languages=languages)
    assert ["'kk'" in warning for warning in site.warnings] == [True]
    assert site.contexts["kk/"].t("search.label") == "Search"


BAD_DATA = {
    "two articles want one address": (
        {"en/a/x.md": article("X", slug="same"), "en/a/y.md": article("Y", slug="same")},
        ("en/a/x.md", "en/a/y.md", "a/y/index.html"),
    ),
    "two collections want one address": (
        {
            "en/a/x.md": article("X"),
            "en/b/y.md": article("Y"),
            "_data/collections.yml": "a: {title: {en: Same}}\nb: {title: {en: Same}}",
        },
        ("en/a/", "en/b/"),
    ),
    "a slug with a slash": (
        {"en/a/x.md": article("X", slug="../../etc")},
        ("en/a/x.md", "../../etc", "key 'x'"),
    ),
    "a slug of dots": ({"en/a/x.md": article("X", slug="..")}, ("en/a/x.md", "'..'")),
    "a slug with nothing left": ({"en/a/x.md": article("X", slug="!?")}, ("en/a/x.md", "!?")),
    "a collection's slug with a slash": (
        {"en/a/x.md": article("X"), "_data/collections.yml": "a: {slug: {en: b/c}}"},
        ("collections.yml", "b/c"),
    ),
    "one key in two collections": (
        {"en/a/x.md": article("X"), "fr/b/x.md": article("X")},
        ("en/a/x.md", "fr/b/x.md"),
    ),
    "an earlier slug that can't be one": (
        {"en/a/x.md": article("X", redirect_from=["../up"])},
        ("en/a/x.md", "redirect_from", "../up"),
    ),
    "an earlier path that leaves the site": (
        {"en/a/x.md": article("X", redirect_from="/../../etc/")},
        ("en/a/x.md", "/../../etc/"),
    ),
    "an earlier slug that another article has now": (
        {"en/a/x.md": article("X", redirect_from=["y"]), "en/a/y.md": article("Y")},
        ("en/a/x.md", "a/y/index.html", "en/a/y.md"),
    ),
    "no text in the default locale": ({"fr/a/x.md": article("X")}, ("docs/en", "default")),
    "a folder of no locale": ({"en/a/x.md": article("X"), "pt/a/x.md": article("X")}, ("'pt'", "languages")),
    "front matter that is no YAML": (
        {"en/a/x.md": "---\ntitle: Fees: all of them\n---\nText.\n"},
        ("en/a/x.md", "YAML", "quotes"),
    ),
    "a date that is none": ({"en/a/x.md": article("X", updated="last week")}, ("en/a/x.md", "last week")),
    "a chosen collection that is not there": (
        {"en/index.md": article("Home", collections=["gone"]), "en/a/x.md": article("X")},
        ("en/index.md", "gone"),
    ),
    "a promoted article that is not there": (
        {"en/index.md": article("Home", promoted=["gone"]), "en/a/x.md": article("X")},
        ("en/index.md", "gone"),
    ),
}


def test_the_home_page_chooses_collections(tmp_path: Path) -> None:
    docs = {f"en/{key}/{key}-one.md": article(key.title()) for key in ("cards", "fees", "teams")}
    site = build_site(tmp_path, docs | {"en/index.md": article("Home", collections=["teams", "cards"])})
    assert [each.key for each in site.contexts[""].featured] == ["teams", "cards"]
    assert [each.key for each in site.contexts[""].collections] == ["cards", "fees", "teams"]


@pytest.mark.parametrize("name", BAD_DATA)
def test_bad_data_is_a_warning_that_names_the_file(name: str, tmp_path: Path) -> None:
    docs, expected = BAD_DATA[name]
    site = build_site(tmp_path, docs)
    assert len(site.warnings) == 1, site.warnings
    for part in expected:
        assert part in site.warnings[0]


def test_a_warning_fails_a_strict_build(tmp_path: Path) -> None:
    with pytest.raises(Abort):
        build_site(tmp_path, {"en/a/x.md": article("X", slug="..")}, strict=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("billing: [", "can't be read as YAML"),
        ("- billing", "must be a mapping"),
        ("billing: yes", "billing must be a mapping"),
        ("billing: {order: first}", "billing.order must be a number, not 'first'"),
        ("billing: {title: Billing}", "billing.title must be texts per language"),
        ("billing: {icon: [a]}", "billing.icon must be a text"),
        ("billing: {redirect_from: [a]}", "billing.redirect_from must be slugs per language"),
        ("billing: {parent: gone}", "'gone'"),
        ("a: {parent: b}\nb: {parent: a}", "inside itself"),
    ],
)
def test_broken_collections_stop_the_build_and_say_where(text: str, expected: str, tmp_path: Path) -> None:
    docs = {"en/billing/x.md": article("X"), "_data/collections.yml": text}
    with pytest.raises(ConfigurationError) as caught:
        build_site(tmp_path, docs)
    assert "collections.yml" in str(caught.value)
    assert expected in str(caught.value)


def test_a_document_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "docs/en/a/x.md"
    file.parent.mkdir(parents=True)
    file.write_bytes("Gebühren".encode("latin-1"))
    with pytest.raises(ConfigurationError, match=r"'en/a/x\.md'.*UTF-8"):
        build_site(tmp_path, {})


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"support": "javascript:alert(1)"}, "javascript"),
        ({"support": {"default": "https://a.example/{name}"}}, "{name}"),
        ({"support": {"pt": "https://a.example/"}}, "'pt' is not a language of the site"),
        ({"fallback": "sometimes"}, "true, false"),
        ({"feedback": {"mode": "post"}}, "address to post to"),
    ],
)
def test_wrong_options_say_what_is_right(
    options: dict[str, Any], expected: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises((Abort, ConfigurationError)) as caught:
        build_site(tmp_path, {"en/a/x.md": article("X")}, options=options)
    assert expected in caplog.text + str(caught.value)


def test_the_plugin_asks_for_the_i18n_plugin(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="needs the plugin 'i18n'"):
        build_site(tmp_path, {"en/a/x.md": article("X")}, plugins=["helpcentre"])


def test_building_twice_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777600000")
    first = build_site(tmp_path / "1", DOCS, options=OPTIONS)
    second = build_site(tmp_path / "2", DOCS, options=OPTIONS)
    trees = [
        {
            file.relative_to(site.folder): file.read_bytes()
            for file in site.folder.rglob("*")
            if file.suffix in (".html", ".xml", ".json", ".css")
        }
        for site in (first, second)
    ]
    assert trees[0] == trees[1]
