"""Search servers: what a build writes to them, and what pages ask them.

No real server could be had from a package registry; those of tests/servers/search.py hold both sides to the
servers' published descriptions.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort, BuildError

from hooks.search.servers.server import ADMIN_KEY, SEARCH_KEY
from tests.servers import serve
from tests.servers.search import ADMIN, SEARCH, Meilisearch, Typesense
from tests.test_site import BuiltSite, article, build_site

ENGINES = ("typesense", "meilisearch")
Server = Typesense | Meilisearch

PLAN = """\
You can move up.

## Step by step

Open the settings.

??? question "May I go back?"

    Any time.
"""
DOCS = {
    "_data/synonyms.en.yml": "- [plan, subscription]\n",
    "_data/collections.yml": "billing: {title: {en: Billing, fr: Facturation}}\n",
    "en/billing/plan.md": article("Change your plan", PLAN, keywords=["tier"], description="Up & down."),
    "en/billing/fees.md": article("Fees", "What a plan costs."),
    "fr/billing/plan.md": article("Changer d’offre", "Une offre.", slug="offre"),
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(ADMIN_KEY, ADMIN)
    monkeypatch.setenv(SEARCH_KEY, SEARCH)
    return str(request.param)


@pytest.fixture
def server(engine: str) -> Server:
    return Typesense() if engine == "typesense" else Meilisearch()


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    with serve(server) as address:
        yield address


def build(folder: Path, engine: str, address: str, docs: dict[str, str] = DOCS) -> BuiltSite:
    return build_site(folder, docs, options={"search": {"engine": engine, "url": f"{address}/"}}, strict=True)


@contextmanager
def fails(expected: str) -> Iterator[None]:
    """Expect the build to end with an error that says something."""
    with pytest.raises(Abort) as caught:
        yield
    assert isinstance(caught.value.__context__, BuildError)
    assert re.search(expected, str(caught.value.__context__))


def indexed(server: Server, locale: str) -> list[dict[str, Any]]:
    """The documents that readers of a locale get."""
    name = f"help_{locale}"
    return server.documents[server.aliases[name] if isinstance(server, Typesense) else name]


def test_a_build_writes_each_locale_to_its_index_and_none_into_the_site(
    tmp_path: Path, engine: str, server: Server, address: str
) -> None:
    site = build(tmp_path, engine, address)
    assert [(one["page"], one["anchor"], one["heading"]) for one in indexed(server, "en")] == [
        ("billing/fees/", "", ""),
        ("billing/", "", ""),
        ("billing/plan/", "", ""),
        ("billing/plan/", "step-by-step", "Step by step"),
        ("billing/plan/", "may-i-go-back", "May I go back?"),
    ]
    top = indexed(server, "en")[2]
    assert (top["keywords"], top["synonyms"], top["place"]) == (["tier"], ["subscription"], ["Billing"])
    assert top["text"] == "Up & down.\nYou can move up."
    assert {one["page"]: one["language"] for one in indexed(server, "fr")} == {
        "fr/facturation/": "",
        "fr/facturation/fees/": "en",
        "fr/facturation/offre/": "",
    }
    assert not (site.folder / "assets/search").exists()


def test_readers_never_meet_a_half_written_index(
    tmp_path: Path, engine: str, server: Server, address: str
) -> None:
    build(tmp_path, engine, address)
    before = indexed(server, "en")
    server.asked.clear()
    docs = {**DOCS, "en/billing/fees.md": article("Fees", "What it costs.")}
    build(tmp_path, engine, address, docs)
    assert "What it costs." in [one["text"] for one in indexed(server, "en")]
    assert "What it costs." not in [one["text"] for one in before]
    assert len(server.documents) == 2  # nothing is left behind
    turn = "PUT /aliases/help_en" if engine == "typesense" else "POST /swap-indexes"
    writes = [call for call in server.asked if "documents" in call]
    assert server.asked.index(turn) > server.asked.index(writes[0])


def test_what_is_left_of_a_build_that_was_broken_off_goes_away(tmp_path: Path) -> None:
    server = Typesense()
    server.collections["help_en_0123456789ab"] = {"name": "help_en_0123456789ab", "fields": []}
    server.documents["help_en_0123456789ab"] = []
    server.collections["help_en_GB"] = {"name": "help_en_GB", "fields": []}
    with serve(server) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv(ADMIN_KEY, ADMIN)
        patch.setenv(SEARCH_KEY, SEARCH)
        build(tmp_path, "typesense", address)
    assert "help_en_0123456789ab" not in server.collections
    assert "help_en_GB" in server.collections


def test_pages_have_the_key_that_searches_and_nothing_has_the_other(
    tmp_path: Path, engine: str, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    site = build(tmp_path, engine, address)
    settings = site.html("fr/index.html").select_one("#search-settings")
    assert settings is not None
    assert json.loads(settings.text)["server"] == {
        "engine": engine,
        "url": address,
        "index": "help_fr",
        "key": SEARCH,
    }
    assert f"connect-src 'self' {address}" in (site.folder / "_headers").read_text(encoding="utf-8")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if ADMIN.encode() in path.read_bytes()]
    assert ADMIN not in caplog.text


def test_without_keys_the_site_searches_its_own_index(
    tmp_path: Path, engine: str, server: Server, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ADMIN_KEY)
    site = build(tmp_path, engine, address)
    assert (site.folder / "assets/search/en/vocabulary.json").is_file()
    assert server.asked == []
    settings = site.html("index.html").select_one("#search-settings")
    assert settings is not None
    assert json.loads(settings.text)["server"] is None


def test_a_server_that_is_away_or_refuses_stops_the_build_and_is_named(
    tmp_path: Path, engine: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fails(r"help_en.*127\.0\.0\.1:9"):
        build(tmp_path, engine, "http://127.0.0.1:9")
    monkeypatch.setenv(ADMIN_KEY, "wrong-key")
    with fails("help_en.*…"):
        build(tmp_path, engine, address)


def test_a_document_that_is_refused_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADMIN_KEY, ADMIN)
    monkeypatch.setenv(SEARCH_KEY, SEARCH)
    server = Typesense(refuses_documents=True)
    with serve(server) as address, fails("must be a string"):
        build(tmp_path, "typesense", address)
    assert server.aliases == {}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"engine": "typesense"}, "needs the address"),
        ({"engine": "solr", "url": "https://search.lumen.example"}, "typesense"),
        ({"engine": "typesense", "url": "https://search.lumen.example", "index": "a/b"}, "letters"),
    ],
)
def test_a_wrong_option_is_told(
    tmp_path: Path, options: dict[str, str], expected: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        build_site(tmp_path, DOCS, options={"search": options})
    assert expected in caplog.text


# What pages ask


def ask(site: BuiltSite, locale: str, query: str, options: dict[str, str] | None = None) -> Any:
    """The answer that the scripts of a page get, in Node.js."""
    if shutil.which("node") is None:
        pytest.skip("needs Node.js")
    settings = site.html(f"{locale}index.html").select_one("#search-settings")
    assert settings is not None
    module = site.folder / "assets/javascripts/search-server.js"
    script = (
        f"import {{ open }} from {str(module)!r};"
        f"const search = await open({{ ...{settings.text}, base: '/' }});"
        f"console.log(JSON.stringify(await search.search({json.dumps(query)}, {json.dumps(options or {})})))"
    )
    flags = ["--no-warnings", "--experimental-default-type=module", "--input-type=module"]
    run = subprocess.run(["node", *flags, "-e", script], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def test_pages_get_answers_of_the_one_form(tmp_path: Path, engine: str, address: str) -> None:
    site = build(tmp_path, engine, address)
    answer = ask(site, "", "settings")
    assert answer == {
        "results": [
            {
                "url": "/billing/plan/#step-by-step",
                "title": "Change your plan",
                "section": "Step by step",
                "place": ["Billing"],
                "language": "",
                "excerpt": ["Open the ", "settings", "."],
                "terms": ["settings"],
            }
        ],
        "total": 1,
        "corrected": "",
        "nearest": [],
        "completions": [],
    }
    assert {one["url"] for one in ask(site, "", "subscription")["results"]} == {
        "/billing/plan/",
        "/billing/fees/",
    }
    assert [one["url"] for one in ask(site, "", "plan", {"collection": "none"})["results"]] == []
    assert ask(site, "", "zzyzx")["total"] == 0
    (found,) = ask(site, "fr/", "costs")["results"]
    assert (found["url"], found["language"]) == ("/fr/facturation/fees/", "en")
