"""Public pages over the network: which belong to an import, what is asked for again, and what is gone."""

from __future__ import annotations

import contextlib
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.errors import RefusedError, RemoteError
from importers.live import pages as live_pages
from importers.live import robots, visits
from importers.live.extent import Extent
from importers.live.systems import detect
from importers.locales import Locales
from importers.pipeline import Options, run_import
from importers.report import Report
from importers.web import Patience, Web

from .servers import Reply, serve
from .servers.site import HERE, PROSE, Site, alternates, intercom, page
from .servers.wordpress import WordPress, only, picture
from .servers.zendesk import Zendesk

QUICK = Patience(tries=3, first_wait=0.01, silence=2)
LOCALES = Locales("en", ("en", "fr"))
PATHS = {"en": "/help/freeze-a-card", "fr": "/fr/aide/bloquer-une-carte"}


def site(**fields: Any) -> Site:
    """A plain site: a home page, two articles of which one is translated, a list, an imprint."""
    links = "".join(
        f"<li><a href='{path}'>{name} – read how this is done</a></li>"
        for path, name in (("/help/freeze-a-card", "Freeze"), ("/help/fees", "Fees"), ("/about", "About us"))
    )
    found: dict[str, str | bytes] = {
        "/": page("Lumen", f"<p>Welcome.</p><ul>{links}</ul>"),
        "/help/": page("Help", f"<ul>{links}</ul>"),
        PATHS["en"]: page("Freeze a card", head=alternates(PATHS), image="/img/1.png"),
        PATHS["fr"]: page("Bloquer une carte", locale="fr", head=alternates(PATHS)),
        "/help/fees": page("Fees"),
        "/about": page("About"),
        "/img/1.png": picture(1),
    }
    return Site(found, **fields)


@contextlib.contextmanager
def importing(served: Any, docs: Path, start: str = "/help/") -> Iterator[Options]:
    with serve(served) as address:
        yield Options(
            sources=(f"{address}{start}",),
            docs=docs,
            locales=LOCALES,
            system="webpage",
            allowed_hosts=("127.0.0.1",),
            patience=QUICK,
            cache=docs.parent / "cache",
        )


def pulled(served: Any, docs: Path, start: str = "/help/", **fields: Any) -> Report:
    with importing(served, docs, start) as options:
        return run_import(replace(options, **fields))


def titles(report: Report) -> set[str]:
    return {entry.page.article.title for entry in report.entries if entry.page}


# --- which pages


def test_what_lies_below_an_address_is_imported_in_every_language(tmp_path: Path) -> None:
    served = site()
    report = pulled(served, tmp_path / "docs")
    assert titles(report) == {"Freeze a card", "Bloquer une carte", "Fees"}
    assert (tmp_path / "docs/fr/help/freeze-a-card.md").exists()
    assert list((tmp_path / "docs/assets").iterdir())
    assert "/about" not in served.requests
    assert all(agent.startswith("helpcentre/") for agent in served.agents)


def test_a_sitemap_names_the_pages_and_the_home_page_is_no_article(tmp_path: Path) -> None:
    listed = dict.fromkeys(("/", "/help/fees", "/about", "/img/1.png", "/gone"), "")
    served = site(sitemap=listed, robots=f"Sitemap: {HERE}/sitemap.xml\n")
    report = pulled(served, tmp_path / "docs", "/")
    assert titles(report) == {"Fees", "About"}
    assert [entry.reason for entry in report.entries if entry.status == "skipped"] == ["it answers 404"]


def test_a_sitemap_itself_can_be_named(tmp_path: Path) -> None:
    served = site(sitemap={"/help/fees": "", "/about": ""})
    assert titles(pulled(served, tmp_path / "docs", "/sitemap-1.xml.gz")) == {"Fees", "About"}


def test_one_page_can_be_named(tmp_path: Path) -> None:
    served = site(sitemap={"/help/fees": "", "/about": ""})
    report = pulled(served, tmp_path / "docs", PATHS["en"])
    assert titles(report) == {"Freeze a card", "Bloquer une carte"}


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path) -> None:
    served = site(robots="User-agent: *\nDisallow: /help/fees$\nDisallow: /fr/*carte\n")
    report = pulled(served, tmp_path / "docs")
    assert titles(report) == {"Freeze a card"}
    assert not {"/help/fees", PATHS["fr"]} & set(served.requests)
    assert report.totals["skipped"] == 3  # these two, and the list
    assert report.totals["failed"] == 0


def test_a_site_that_lets_no_program_in_is_left_alone(tmp_path: Path) -> None:
    served = site(robots="User-agent: helpcentre\nDisallow: /\n")
    with pytest.raises(RemoteError, match=r"robots\.txt"):
        pulled(served, tmp_path / "docs")
    assert set(served.requests) == {"/robots.txt"}


def test_links_and_redirects_to_other_hosts_are_not_followed(tmp_path: Path) -> None:
    other = site()
    with serve(other) as elsewhere:
        served = site(redirects={"/help/fees": f"{elsewhere}/help/fees", "/help/old": PATHS["en"]})
        away, fees, old = (
            f"<a href='{path}'>x</a>" for path in (f"{elsewhere}/help/x", "/help/fees", "/help/old")
        )
        served.pages["/help/"] = page("Help", f"<p>{away}{fees}{old}</p>")
        report = pulled(served, tmp_path / "docs")
    assert not other.requests
    assert {"Freeze a card", "Bloquer une carte"} <= titles(report)
    assert [entry.reason for entry in report.entries if "another host" in (entry.reason or "")]


def test_a_private_address_is_reached_by_no_way(tmp_path: Path) -> None:
    served = site()
    with pytest.raises(RefusedError):
        pulled(served, tmp_path / "docs", allowed_hosts=())
    assert not served.requests


@pytest.mark.parametrize("path", ["/help/", "/robots.txt", "/sitemap.xml", "/help/fees", "/img/1.png"])
def test_no_redirect_leads_to_a_private_address(path: str, tmp_path: Path) -> None:
    inner = site()
    with serve(inner) as address:
        served = site(redirects={path: address.replace("127.0.0.1", "localhost") + "/help/"})
        with contextlib.suppress(RefusedError):
            pulled(served, tmp_path / "docs")
    assert served.requests
    assert not inner.requests


def test_a_number_of_pages_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_pages, "MOST", 2)
    report = pulled(site(), tmp_path / "docs")
    assert any("more than 2 pages" in (entry.reason or "") for entry in report.entries)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"no", 500),
        Reply(b"x" * 100, 403),
        Reply(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}),
        Reply(b"<html>", length=999, headers={"Content-Type": "text/html"}),
        Reply(b"", headers={"Content-Type": "text/html"}),
        Reply(status=301, headers={"Location": "/help/fees"}),
        Reply(status=301, headers={"Location": "http://[x"}),
    ],
)
def test_one_bad_page_never_stops_the_run(reply: Reply, tmp_path: Path) -> None:
    served = site(fault=lambda _, path: reply if path == "/help/fees" else None)
    assert titles(pulled(served, tmp_path / "docs")) == {"Freeze a card", "Bloquer une carte"}


@pytest.mark.parametrize(
    "content", [b"\x1f\x8bno gzip", b"<html>x", b"<urlset><url><loc>", b"", b"<!DOCTYPE x ["]
)
def test_a_sitemap_that_is_none_costs_nothing(content: bytes, tmp_path: Path) -> None:
    served = site(fault=lambda _, path: Reply(content) if path == "/sitemap.xml" else None)
    assert titles(pulled(served, tmp_path / "docs")) == {"Freeze a card", "Bloquer une carte", "Fees"}


def test_a_packed_sitemap_is_unpacked_no_further_than_its_protocol_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "LARGEST", 10_000)
    entry = b"<url><loc>http://x.example/</loc></url>"
    packed = gzip.compress(b"<urlset>" + entry * 100_000)
    served = site(fault=lambda _, path: Reply(packed) if path == "/sitemap.xml" else None)
    assert titles(pulled(served, tmp_path / "docs")) == {"Freeze a card", "Bloquer une carte", "Fees"}


# --- again and again


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_asks_only_whether_pages_changed(tmp_path: Path) -> None:
    served, docs = site(), tmp_path / "docs"
    with importing(served, docs) as options:
        run_import(options)
        before, asked = tree(docs), len(served.requests)
        report = run_import(options)
        assert report.totals["unchanged"] == 3
        assert tree(docs) == before
        assert served.unchanged == 3  # the first page comes whole
        served.pages["/help/fees"] = page("Fees", f"<p>{PROSE['en'] * 4}</p>")
        assert run_import(options).totals["updated"] == 1
    assert len(served.requests) - asked < 20


def test_what_a_sitemap_says_is_unchanged_is_not_asked_for(tmp_path: Path) -> None:
    served = site(sitemap={"/help/fees": "2026-01-01", "/about": ""}, has_tags=False)
    with importing(served, tmp_path / "docs", "/") as options:
        run_import(options)
        run_import(options)
        served.sitemap = {"/help/fees": "2026-01-02", "/about": ""}
        run_import(options)
    assert served.requests.count("/help/fees") == 2
    assert served.requests.count("/about") == 3


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_pages, "WAVE", 1)
    served = site(sitemap={f"/help/{number}": "" for number in range(9)}, has_tags=False)
    served.pages |= {f"/help/{number}": page(f"Topic {number}") for number in range(9)}

    with importing(served, tmp_path / "docs") as options:
        monkeypatch.setattr(live_pages, "visit", _cut_at("/help/5", visits.visit))
        with pytest.raises(KeyboardInterrupt):
            run_import(options)
        monkeypatch.undo()
        assert run_import(options).totals["created"] == 9
    assert all(served.requests.count(f"/help/{number}") == 1 for number in range(9))


def _cut_at(path: str, visit: Any) -> Any:
    def cut(address: str, *others: Any) -> Any:
        if address.endswith(path):
            raise KeyboardInterrupt
        return visit(address, *others)

    return cut


def test_only_what_a_server_has_no_more_is_gone(tmp_path: Path) -> None:
    served, docs = site(), tmp_path / "docs"
    with importing(served, docs) as options:
        run_import(options)
        served.pages["/help/"] = page("Help", "<p>Nothing is linked any more.</p>")
        assert not any(entry.is_gone for entry in run_import(options).entries)
        del served.pages["/help/fees"]
        served.fault = only(PATHS["en"], *[Reply(status=500)] * 3)
        report = run_import(options)
        gone = [entry for entry in report.entries if entry.is_gone]
    assert [Path(entry.origin.file).name for entry in gone] == ["fees.md"]
    assert report.totals["failed"] == 1


def test_a_page_that_moved_leads_on(tmp_path: Path) -> None:
    served, docs = site(), tmp_path / "docs"
    with importing(served, docs) as options:
        run_import(options)
        served.pages["/help/card-fees"] = page("Card fees")
        served.redirects["/help/fees"] = "/help/card-fees"
        report = run_import(options)
    assert [Path(entry.origin.file).name for entry in report.entries if entry.is_gone] == ["fees.md"]
    (paths,) = yaml.safe_load((docs / "_data/redirects.yml").read_text()).values()
    assert paths["/help/card-fees"] == "en/card-fees"


# --- Intercom and Zendesk


def item(number: int, title: str, locale: str = "en", **data: Any) -> str:
    """A public page of an Intercom article."""
    addresses = {code: f"{HERE}/{code}/articles/{number}-x" for code in ("en", "fr")}
    links = [
        {"id": code, "absoluteUrl": address, "selected": code == locale, "available": True}
        for code, address in addresses.items()
    ]
    content = {
        "articleId": str(number),
        "title": title,
        "blocks": [{"type": "paragraph", "text": PROSE[locale] * 3}],
    }
    crumbs = [
        {"url": f"{HERE}/{locale}/collections/5-cards", "name": "Cards" if locale == "en" else "Cartes"}
    ]
    return intercom({"articleContent": content, "localeLinks": links, "breadcrumbs": crumbs} | data)


def help_centre() -> Site:
    cards = {
        "id": "5",
        "name": "Cards",
        "url": f"{HERE}/en/collections/5-cards",
        "iconUrl": "https://x.example/assets/svg/icon:credit-card/fff",
        "description": "Order and freeze",
    }
    money = {"id": "4", "name": "Money", "url": f"{HERE}/en/collections/4-money", "iconUrl": None}
    down = "".join(f"<a href='/en/articles/{number}-x'>a</a>" for number in (1, 2))
    return Site(
        {
            "/en/": intercom(
                {"home": {"collections": [money, cards]}}, "<a href='/en/collections/5-cards'>c</a>"
            ),
            "/en/collections/5-cards": intercom({"collection": cards}, f"{down}<a href='/en/?q='>q</a>"),
            "/en/articles/1-x": item(1, "Freeze a card"),
            "/fr/articles/1-x": item(1, "Bloquer une carte", "fr"),
            "/en/articles/2-x": item(2, "Order a card", localeLinks=[]),
        },
        redirects={"/": "/en/", "/en": "/en/"},
    )


def test_an_intercom_help_centre_is_read_from_its_public_pages(tmp_path: Path) -> None:
    report = pulled(help_centre(), tmp_path / "docs", "/")
    assert titles(report) == {"Freeze a card", "Bloquer une carte", "Order a card"}
    assert {entry.origin.system for entry in report.entries} == {"intercom"}
    data = yaml.safe_load((tmp_path / "docs/_data/collections.yml").read_text())
    assert data["cards"]["title"] == {"en": "Cards", "fr": "Cartes"}
    assert (data["money"]["order"], data["cards"]["order"]) == (1, 2)
    assert data["cards"]["icon"] == "credit-card"


def test_a_collection_gives_its_articles_and_an_article_itself(tmp_path: Path) -> None:
    assert pulled(help_centre(), tmp_path / "a", "/en/collections/5-cards").totals["created"] == 3
    assert pulled(help_centre(), tmp_path / "b", "/en/articles/1-x").totals["created"] == 2


def test_an_article_that_redirects_to_its_new_words_is_the_same(tmp_path: Path) -> None:
    served, docs = help_centre(), tmp_path / "docs"
    with importing(served, docs, "/") as options:
        run_import(options)
        served.pages["/en/articles/2-new"] = served.pages.pop("/en/articles/2-x")
        served.redirects["/en/articles/2-x"] = "/en/articles/2-new"
        report = run_import(options)
        assert not any(entry.is_gone for entry in report.entries)
        served.redirects["/en/articles/2-x"] = "/en/"
        gone = {entry.origin.id for entry in run_import(options).entries if entry.is_gone}
    assert gone == {"2"}


def zendesk_pages() -> Site:
    def text(title: str, inner: str, path: str) -> str:
        return page(title, inner, head=f'<link rel="canonical" href="{HERE}{path}">')

    crumbs = (
        "<nav><ol class='breadcrumbs'><li><a href='/hc/en-us'>Help</a></li>"
        "<li><a href='/hc/en-us/categories/3-Pay'>Pay</a></li>"
        "<li><a href='/hc/en-us/sections/7-Cards'>Cards</a></li></ol></nav>"
    )
    body = f"{crumbs}<div class='article-body'><p>{PROSE['en'] * 2}</p></div>"
    here = "/hc/en-us/sections/7-Cards"
    section = "<a href='/hc/en-us/articles/{0}'>a</a><a href='/hc/en-us/sections/7-Cards?page=2'>next</a>"
    return Site(
        {
            "/hc/en-us": text("Help", "<a href='/hc/en-us/categories/3-Pay'>Pay</a>", "/hc/en-us"),
            "/hc/en-us/categories/3-Pay": text(
                "Pay", "<a href='/hc/en-us/sections/7-Cards'>Cards</a>", "/hc/en-us/categories/3-Pay"
            ),
            here: text("Cards", section.format("1-A"), here),
            f"{here}?page=2": text("Cards", section.format("2-B"), here),
            "/hc/en-us/articles/1-A": text("A", body, "/hc/en-us/articles/1-A"),
            "/hc/en-us/articles/2-B": text("B", body, "/hc/en-us/articles/2-B"),
            "/hc/en-us/community": page("Community"),
        },
        redirects={"/": "/hc/en-us"},
    )  # fmt: skip


def test_a_zendesk_help_centre_without_an_open_api_is_read_from_its_public_pages(tmp_path: Path) -> None:
    served = zendesk_pages()
    with importing(served, tmp_path / "docs", "/") as options:
        report = run_import(replace(options, system=None))
    assert {entry.origin.id for entry in report.entries} == {"1", "2"}
    assert {entry.origin.system for entry in report.entries} == {"zendesk"}
    data = yaml.safe_load((tmp_path / "docs/_data/collections.yml").read_text())
    assert (data["pay"]["order"], data["cards"]["parent"]) == (1, "pay")


@pytest.mark.parametrize(
    ("served", "start", "system"),
    [
        (site(), "/", "webpage"),
        (help_centre(), "/", "webpage"),
        (zendesk_pages(), "/", "webpage"),
        (Zendesk([]), "/hc/en-us", "zendesk"),
        (Site({"/": page("Lumen", "<img src='/wp-content/uploads/a.png'>")}), "/", "webpage"),
        (WordPress(), "/", "wordpress"),
    ],
)
def test_what_runs_at_an_address_is_found_out(served: Any, start: str, system: str) -> None:
    with serve(served) as address:
        assert detect(f"{address}{start}", Web(["127.0.0.1"], QUICK)) == system


# --- addresses


@pytest.mark.parametrize(
    ("start", "address", "is_held"),
    [
        ("https://x.example/help/", "https://x.example/help/a", True),
        ("https://x.example/help", "https://x.example/helpful", False),
        ("https://x.example/help/", "http://x.example/fr/help/a", True),
        ("https://x.example/help/", "https://x.example/help/a.pdf", False),
        ("https://x.example/help/", "https://y.example/help/a", False),
        ("https://x.example/", "https://x.example/wp-json/wp", False),
        ("https://x.example/help/index.html", "https://x.example/help/a.html", True),
    ],
)
def test_what_belongs_to_an_import(start: str, address: str, is_held: bool) -> None:
    assert Extent(start).holds(address) is is_held


@pytest.mark.parametrize(
    ("start", "address", "is_held"),
    [
        ("https://intercom.help/lumen/en/", "https://intercom.help/lumen/fr/articles/1-x", True),
        ("https://intercom.help/lumen/en/", "https://intercom.help/other/fr/articles/1-x", False),
        ("https://help.x.example/en/articles/1-x", "https://help.x.example/fr/collections/2", True),
        ("https://help.x.example/en/", "https://help.x.example/en/tickets", False),
    ],
)
def test_a_host_may_have_many_help_centres(start: str, address: str, is_held: bool) -> None:
    assert Extent(start, "intercom").holds(address) is is_held


def test_the_pages_of_the_corpus_are_read_as_they_were_saved(shared: Path, tmp_path: Path) -> None:
    """Real public pages, of both designs, as a server would give them."""
    found: dict[str, str | bytes] = {}
    for file in sorted((shared / "corpus/intercom/public").glob("*.html")):
        text = file.read_text("utf-8")
        number = file.name.split("-")[2]
        found[f"/en/articles/{number}-x"] = text
    assert len(found) == 2
    served = Site(found)
    for path in found:
        report = pulled(served, tmp_path / path.strip("/").replace("/", "-"), path)
        assert report.totals["failed"] == 0
        assert json.dumps([entry.origin.system for entry in report.entries if entry.page]) == '["intercom"]'
