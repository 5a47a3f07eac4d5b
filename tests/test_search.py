"""What search knows, which words it makes of it, and what the command line does with a built site."""

from __future__ import annotations

import filecmp
import json
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import BuildError, ConfigurationError

from hooks.i18n.strings import PACKAGED
from hooks.reading import Section, read_html
from hooks.search.index import Indexing
from hooks.search.records import Record, render_record
from hooks.search.synonyms import find_synonyms, read_synonyms
from hooks.search.vocabulary import make_vocabulary
from hooks.search.words import compound_parts, count_words, divide_elisions, fold, words_in
from importers.cli import main
from importers.errors import SourceError, UsageError
from importers.search_report import Buried, Missed, read_log
from importers.searching import search_site
from tests.test_site import LANGUAGES, article, build_site

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")

PLAN = Record(
    destination="billing/change-plan/index.html",
    title="Change your plan",
    summary="Move <up> or down.",
    keywords=("tier", "upgrade"),
    sections=(Section("", "", "Any time."), Section("step-1", "Open the settings", "Choose Plan.")),
    words={"any": 1, "time": 1, "choose": 1, "plan": 1},
    topic="billing",
    place=("Billing",),
)


# Reading


def test_a_text_is_divided_where_links_can_lead() -> None:
    html = (
        "<p>Before <b>all</b>.</p><h2 id='a'>First<a class='headerlink' href='#a'>¶</a></h2><p>One.</p>"
        "<ul><li>Two</li></ul><div class='hc-faq'><details class='hc-faq__item' id='why'>"
        "<summary>Why?</summary><div class='hc-faq__answer'><p>Because.</p></div></details></div>"
        "<h3>No anchor</h3>"
    )
    assert read_html(html).sections == (
        Section("", "", "Before all."),
        Section("a", "First", "One. Two"),
        Section("why", "Why?", "Because. No anchor"),
    )


# Words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Été", "ete"),
        ("Straße", "STRASSE"),
        ("الإلغاء", "الالغاء"),
        ("مُحَدَّدة", "محدده"),
        ("على", "علي"),
        ("ガイド", "カイト"),
    ],
)
def test_readers_need_not_know_accents_and_vowel_signs(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’abonnement d'été, aujourd'hui", ["l", "abonnement", "d", "été", "aujourd", "hui"]),
        ("Don’t pay twice", ["don", "t", "pay", "twice"]),
        ("مُحَدَّدة الآن", ["مُحَدَّدة", "الآن"]),
        ("プランを変更する", ["プラン", "変更"]),
        ("更改套餐", ["更改套餐"]),
    ],
)
def test_words_end_where_readers_of_the_language_see_them_end(text: str, words: list[str]) -> None:
    assert list(words_in(text)) == words


def test_elisions_are_divided_where_a_language_has_them() -> None:
    assert divide_elisions("l’abonnement", "fr") == "l’ abonnement"
    assert divide_elisions("the boys’club", "en") == "the boys’club"


def test_compounds_are_found_by_their_last_part() -> None:
    lexicon = {"karten", "gebühren", "zahlung", "methode", "kartengebühren"}
    parts = {"kartengebühren": "gebühren", "zahlungsmethode": "methode"}
    assert compound_parts([*parts, "karten"], lexicon, "de") == parts
    assert compound_parts(["kartengebühren"], lexicon, "fr") == {}


# Synonyms and vocabulary


def test_synonyms_of_what_an_article_speaks_of(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.en.yml"
    file.write_text("- [refund, money back]\n- [plan, subscription]\n- [card, plastic]\n", encoding="utf-8")
    groups = read_synonyms(file)
    assert find_synonyms(["Refunds and your subscription"], groups) == ("money back", "plan")


def test_arabic_synonyms_are_seen_behind_articles(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.ar.yml"
    file.write_text("- [باقة, اشتراك]\n", encoding="utf-8")
    assert find_synonyms(["إلغاء الاشتراك"], read_synonyms(file)) == ("باقة",)


@pytest.mark.parametrize("text", ["refund: money back", "- refund", "- [a"])
def test_broken_synonyms_are_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "synonyms.en.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="synonyms"):
        read_synonyms(file)


def test_a_vocabulary_has_each_word_once_where_it_counts_most() -> None:
    fallback = Record("x/index.html", "Untranslated words", language="en")
    vocabulary = make_vocabulary([PLAN, fallback], (), "en")
    assert vocabulary["count"] == 2
    assert vocabulary["words"] == [
        "change plan tier upgrade your",
        "open settings the",
        "any choose down move time",
    ]


def test_every_language_of_the_interface_knows_the_words_that_only_ask() -> None:
    packaged = {file.stem for file in PACKAGED.glob("*.yml")}
    fillers = {locale: make_vocabulary([], (), locale)["fillers"].split() for locale in packaged}
    assert [locale for locale, words in fillers.items() if len(words) < 10] == []
    assert "how" in fillers["en"]
    assert make_vocabulary([], (), "th")["fillers"] == ""


# Index


def test_a_record_is_a_page_with_its_anchors_and_no_markup_of_authors() -> None:
    html = render_record(PLAN, "en", {"synonyms": ("subscription",)})
    assert '<h2 id="step-1"' in html
    assert "Move &lt;up&gt; or down." in html
    assert 'data-pagefind-meta="keywords[title]" title="tier, upgrade"' in html
    assert 'data-pagefind-meta="synonyms[title]" title="subscription"' in html
    assert 'data-pagefind-filter="topic[title]" title="billing"' in html


@given(st.text(st.sampled_from("abÉßİıñ1²½٤_-.,’'–\u0301\u200b\u2028 \n\tشىカ料x"), max_size=60))
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert count_words(text) == Counter(words_in(text))


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    pages = {f"a/{number}/index.html": render_record(PLAN, "en", {}).encode() for number in range(40)}
    for folder in ("one", "two"):
        Indexing(pages, "en", tmp_path / folder).finish()
    names = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(names) > 40
    same, _, _ = filecmp.cmpfiles(
        tmp_path / "one", tmp_path / "two", [str(name) for name in names], shallow=False
    )
    assert len(same) == len(names)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_an_index_that_is_left_leaves_nothing(tmp_path: Path, scratch: Path) -> None:
    indexing = Indexing({"a/index.html": render_record(PLAN, "en", {}).encode()}, "en", tmp_path / "index")
    assert len(list(scratch.iterdir())) == 1
    indexing.stop()
    assert indexing._program.poll() is not None
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("program", "why"), [("no-such-pagefind", "No such file"), ("false", "ended with 1")]
)
def test_an_index_that_cannot_be_made_is_an_error(
    program: str, why: str, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hooks.search.index.get_executable", lambda: program)
    with pytest.raises(BuildError, match=rf"could not be made: .*{why}"):
        Indexing({"a/index.html": b"<p>A</p>"}, "en", tmp_path / "index").finish()
    assert list(scratch.iterdir()) == []


def test_an_owner_who_keeps_the_search_of_mkdocs_is_told(tmp_path: Path) -> None:
    i18n = {"docs_structure": "folder", "languages": LANGUAGES[:1]}
    plugins = ["search", {"helpcentre": {}}, {"i18n": i18n}]
    site = build_site(tmp_path, {"en/a/x.md": article("X")}, plugins=plugins)
    assert ["search' writes an index" in warning for warning in site.warnings] == [True]


def test_only_articles_and_collections_of_a_locale_are_searched(small_site: Path) -> None:
    assert not (small_site / "search/search_index.json").exists()
    fragments = {
        path.name: len(list((path / "fragment").iterdir()))
        for path in (small_site / "assets/search").iterdir()
    }
    assert fragments == {"en": 4, "fr": 4, "ar": 4}


# Scripts


def run_script(script: str) -> str:
    """What a script prints that uses `words`, the site's search-words.js."""
    module = Path("overrides/assets/javascripts/search-words.js").resolve()
    run = subprocess.run(
        [
            "node",
            "--no-warnings",
            "--experimental-default-type=module",
            "--input-type=module",
            "-e",
            f"import * as words from {str(module)!r}; {script}",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.strip()


@needs_node
@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("refund", "refund", 0),
        ("refnud", "refund", 1),
        ("refun", "refund", 1),
        ("plan", "clam", 2),
        ("a", "xyz", 3),
    ],
)
def test_swapped_letters_are_one_mistake(one: str, other: str, distance: int) -> None:
    assert int(run_script(f"console.log(words.editDistance({one!r}, {other!r}, 5))")) == distance


@needs_node
@pytest.mark.parametrize(
    ("one", "other", "is_family"),
    [
        ("export", "exportieren", True),
        ("kundigung", "kundigen", True),
        ("invoice", "invite", False),
        ("pay", "payment", False),
        ("transfer", "transaction", False),
    ],
)
def test_forms_of_one_word_are_told_by_how_they_begin(one: str, other: str, is_family: bool) -> None:
    assert run_script(f"console.log(words.isFamily({one!r}, {other!r}))") == str(is_family).lower()


@needs_node
@pytest.mark.parametrize(
    ("locale", "query", "essence"),
    [
        ("en", "how do I change my plan?", "change plan?"),
        ("en", "how do I", "how do I"),
        ("en", '"my plan"', '"my plan"'),
        ("fr", "où sont mes factures", "factures"),
        ("ar", "كيف أغيّر الباقة", "أغيّر الباقة"),
        ("ja", "プランはどうやって変えますか", "プランは 変え"),
        ("zh-Hans", "怎么更改套餐", "更改套餐"),
        ("th", "how", "how"),
    ],
)
def test_a_question_is_searched_without_the_words_that_only_ask(
    locale: str, query: str, essence: str
) -> None:
    vocabulary = json.dumps(make_vocabulary([], (), locale))
    assert run_script(f"console.log(words.readVocabulary({vocabulary}).essence({query!r}))") == essence


# Command line


@needs_node
def test_the_built_site_is_searched_from_the_command_line(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "refnud", "--locale", "en", "--site", str(small_site)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Showing results for: refund",
        "1. Get a refund & what <happens> next",
        "   /billing/refunds/",
    ]
    assert main(["search", "zzyzx", "--locale", "en", "--site", str(small_site)]) == 1


@needs_node
def test_queries_in_many_shapes_find_the_article(small_site: Path) -> None:
    queries = {
        "en": ["chnage plan", "changing plans", "PLAN", '"old plan"'],
        "ar": ["خطه", "تغيير الخطه", "خطتك"],
    }
    for locale, texts in queries.items():
        for text, answer in zip(texts, search_site(small_site, locale, texts), strict=True):
            assert "change-plan" in answer["results"][0]["url"], text


@needs_node
@pytest.mark.parametrize(("has_folders", "page"), [(True, "/cards/fees/"), (False, "/cards/fees.html")])
def test_results_lead_to_the_pages(has_folders: bool, page: str, tmp_path: Path) -> None:
    docs = {"en/cards/fees.md": article("Fees", "Prices.\n\n## Deadlines\n\nOn Monday.")}
    site = build_site(tmp_path, docs, languages=LANGUAGES[:1], use_directory_urls=has_folders)
    answers = search_site(site.folder, "en", ["prices", "monday", "cards"])
    found = [answer["results"][0]["url"] for answer in answers]
    assert found == [page, f"{page}#deadlines", "/cards/"]


def test_a_search_that_cannot_be_run_says_what_is_missing(
    small_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="no built site"):
        search_site(tmp_path, "en", ["x"])
    with pytest.raises(UsageError, match="It has: ar, en, fr"):
        search_site(small_site, "de", ["x"])
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match=r"needs Node\.js"):
        search_site(small_site, "en", ["x"])


@needs_node
def test_a_broken_index_is_told(small_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(small_site, site)
    next((site / "assets/search/en").glob("*.pf_meta")).unlink()
    with pytest.raises(UsageError, match="Build the site again"):
        search_site(site, "en", ["plan"])


def test_a_log_becomes_a_list_for_editors() -> None:
    log = [
        '{"event": "none", "query": "Refund  fee", "locale": "en"}',
        '{"event": "none", "query": "refund fee", "locale": "en"}',
        "",
        '{"event": "choice", "query": "card", "locale": "en", "rank": 4, "url": "/cards/"}',
        '{"event": "choice", "query": "plan", "locale": "en", "rank": 1, "url": "/plan/"}',
    ]
    report = read_log(log, "log")
    assert report.missed == (Missed("en", "refund fee", 2),)
    assert report.buried == (Buried("en", "card", 1, 4, "/cards/"),)


@pytest.mark.parametrize("line", ["oops", "[]", '{"event": "none"}', '{"event": "other"}'])
def test_a_line_that_is_no_event_is_named(line: str) -> None:
    with pytest.raises(SourceError, match="log:2"):
        read_log(["", line], "log")


def test_the_report_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"event": "none", "query": "vat", "locale": "en"}\n', encoding="utf-8")
    assert main(["search-report", str(log)]) == 0
    assert "1  en  vat" in capsys.readouterr().out
