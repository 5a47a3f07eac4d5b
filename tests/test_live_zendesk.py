"""Zendesk over the network: with a token and without, every way of paging, drafts, faults, deletions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from requests.auth import HTTPBasicAuth

from importers.errors import RefusedError, RemoteError, UsageError
from importers.live import Wanted
from importers.locales import Locales
from importers.pipeline import Options, run_import
from importers.report import Report
from importers.web import Patience

from .servers import Reply, serve
from .servers.wordpress import only, picture
from .servers.zendesk import AUTH, Zendesk, article, group, translation

QUICK = Patience(tries=4, first_wait=0.01, silence=2)
TOPICS = {
    101: ("Order a card", "Commander une carte"),
    102: ("Freeze a card", "Bloquer une carte"),
    103: ("Send an invoice", "Envoyer une facture"),
}
ENGLISH = "Open the settings of your account, and choose the card that you would like to change."
FRENCH = "Ouvrez les paramètres de votre compte, puis choisissez la carte que vous voulez changer."


def centre(**fields: Any) -> Zendesk:
    articles = [
        article(number, translation("en-us", english, ENGLISH), translation("fr", french, FRENCH))
        for number, (english, french) in TOPICS.items()
    ]
    section = group("section", 7, {"en-us": "Cards", "fr": "Cartes"}, category_id=3)
    category = group("category", 3, {"en-us": "Pay", "fr": "Payer"})
    return Zendesk(articles, [section], [category], **fields)


@contextmanager
def importing(help_centre: Zendesk, docs: Path, *, token: bool = False) -> Iterator[Options]:
    with serve(help_centre) as address:
        yield Options(
            sources=(f"{address}/hc/en-us",),
            docs=docs,
            locales=Locales("en", ("en", "fr")),
            system="zendesk",
            wanted=Wanted(),
            credentials={"zendesk": HTTPBasicAuth(*AUTH)} if token else {},
            allowed_hosts=("127.0.0.1",),
            patience=QUICK,
            cache=docs.parent / "cache",
        )


def pulled(help_centre: Zendesk, docs: Path, *, token: bool = False, **fields: Any) -> Report:
    with importing(help_centre, docs, token=token) as options:
        return run_import(replace(options, **fields))


@pytest.mark.parametrize("token", [False, True])
@pytest.mark.parametrize("paging", ["cursor", "number"])
def test_every_article_comes_in_every_locale(
    paging: Literal["cursor", "number"], token: bool, tmp_path: Path
) -> None:
    help_centre = centre(paging=paging)
    report = pulled(help_centre, tmp_path / "docs", token=token)
    assert report.totals["created"] == 6
    assert report.totals["skipped"] == report.totals["failed"] == 0
    assert (tmp_path / "docs/fr/cards/order-a-card.md").exists()
    data = yaml.safe_load((tmp_path / "docs/_data/collections.yml").read_text())
    assert data["cards"]["title"] == {"en": "Cards", "fr": "Cartes"}
    assert data["cards"]["parent"] == "pay"
    assert set(help_centre.authorized) == {token}


def test_with_a_token_each_list_is_read_once_and_without_once_for_each_locale(tmp_path: Path) -> None:
    agent, reader = centre(size=100), centre(size=100)
    pulled(agent, tmp_path / "one", token=True)
    pulled(reader, tmp_path / "two")
    assert len(agent.requests) == 3
    assert len(reader.requests) == 1 + 3 * 2


def test_where_translations_are_not_given_the_lists_of_all_locales_are_read(tmp_path: Path) -> None:
    help_centre = centre(sideloads=False)
    assert pulled(help_centre, tmp_path / "docs", token=True).totals["created"] == 6


def test_drafts_come_only_when_asked_for_and_outdated_translations_are_noted(tmp_path: Path) -> None:
    old = translation("fr", "Payer", FRENCH, outdated=True)
    help_centre = centre()
    help_centre.articles = [
        article(1, translation("en-us", "Later", ENGLISH, draft=True)),
        article(2, translation("en-us", "Now", ENGLISH), old, label_names=["pin"]),
    ]
    report = pulled(help_centre, tmp_path / "docs", token=True)
    assert {entry.origin.id for entry in report.entries} == {"2"}
    noted = {(entry.locale, notice.rule) for entry in report.entries for notice in entry.notices}
    assert {("fr", "outdated-translation"), ("en", "labels")} <= noted
    again = pulled(help_centre, tmp_path / "docs", token=True, wanted=Wanted(drafts=True))
    assert again.totals["created"] == 1
    assert "status: draft" in (tmp_path / "docs/en/cards/later.md").read_text()


def test_only_what_changed_since_a_day(tmp_path: Path) -> None:
    help_centre = centre()
    help_centre.articles[0]["translations"][1]["updated_at"] = "2026-03-01T00:00:00Z"
    report = pulled(help_centre, tmp_path / "docs", token=True, wanted=Wanted(since=date(2026, 2, 1)))
    assert {entry.origin.id for entry in report.entries} == {"101"}


def test_a_second_run_changes_nothing_and_what_is_gone_is_said(tmp_path: Path) -> None:
    help_centre, docs = centre(), tmp_path / "docs"
    pulled(help_centre, docs)
    assert pulled(help_centre, docs).totals["unchanged"] == 6
    help_centre.articles.pop()
    help_centre.articles[0]["translations"].pop()
    gone = {(entry.origin.id, entry.locale) for entry in pulled(help_centre, docs).entries if entry.is_gone}
    assert gone == {("103", "en"), ("103", "fr"), ("101", "fr")}


def test_limits_are_waited_for_and_cut_off_answers_asked_for_again(tmp_path: Path) -> None:
    limit = Reply(b"{}", 429, {"Retry-After": "0", "Content-Type": "application/json"})
    cut = Reply(b'{"articles": [', headers={"Content-Type": "application/json"})
    help_centre = centre(fault=only("articles", limit, cut, limit))
    assert pulled(help_centre, tmp_path / "docs").totals["created"] == 6


def test_pictures_are_downloaded_even_where_they_have_no_host(tmp_path: Path) -> None:
    help_centre = centre(fault=lambda _, path: Reply(picture(1)) if path.endswith("1.png") else None)
    with importing(help_centre, tmp_path / "docs") as options:
        here = options.sources[0].removesuffix("/hc/en-us")
        for one in help_centre.articles:
            one["translations"][0]["html_url"] = f"{here}/hc/en-us/articles/{one['id']}-x"
            one["translations"][0]["body"] += '<p><img src="/hc/article_attachments/1.png" alt="A"></p>'
        run_import(options)
    text = "".join(path.read_text() for path in (tmp_path / "docs/en").rglob("*.md"))
    assert text.count("../../assets/") == 3
    assert len(list((tmp_path / "docs/assets").iterdir())) == 1


def test_a_wrong_token_is_said_and_never_shown(tmp_path: Path) -> None:
    wrong = {"zendesk": HTTPBasicAuth("anna@lumen.example/token", "wrong-secret")}
    with pytest.raises(RemoteError, match="401") as caught:
        pulled(centre(), tmp_path / "docs", credentials=wrong)
    assert "wrong-secret" not in str(caught.value)
    assert not (tmp_path / "docs").exists()


def test_a_token_is_not_sent_over_plain_http(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="plain HTTP"):
        pulled(centre(), tmp_path / "docs", token=True, allowed_hosts=())


def test_a_private_address_is_not_asked_unless_allowed(tmp_path: Path) -> None:
    help_centre = centre()
    with pytest.raises(RefusedError):
        pulled(help_centre, tmp_path / "docs", allowed_hosts=())
    assert not help_centre.requests


def test_no_redirect_leads_to_a_private_address(tmp_path: Path) -> None:
    inner = centre()
    with serve(inner) as address:
        away = {"Location": f"{address.replace('127.0.0.1', 'localhost')}/api/v2/help_center/locales.json"}
        with pytest.raises(RefusedError):
            pulled(centre(fault=lambda *_: Reply(status=302, headers=away)), tmp_path / "docs", token=True)
    assert not inner.requests


def test_the_next_page_is_asked_of_the_same_host_whatever_an_answer_says(tmp_path: Path) -> None:
    elsewhere = {
        "articles": [],
        "meta": {"has_more": True},
        "links": {"next": "https://evil.example/x?page=2"},
    }
    reply = Reply(json.dumps(elsewhere).encode(), headers={"Content-Type": "application/json"})
    help_centre = centre(fault=only("/articles.json?page%5Bsize", reply))
    pulled(help_centre, tmp_path / "docs", token=True)
    assert any("articles.json" in path and "page=2" in path for path in help_centre.requests)
