"""Intercom over the network: every way of paging, limits, faults, and what becomes of each locale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
import yaml

from importers.errors import RemoteError, UsageError
from importers.live import Wanted
from importers.locales import Locales
from importers.pipeline import Options, run_import
from importers.report import Report
from importers.web import Bearer, Patience

from .servers import serve
from .servers.intercom import TOKEN, Intercom, article, collection

QUICK = Patience(tries=4, first_wait=0.01, silence=2)
TEXTS = {
    101: ("Order a card", "Open the settings of your account and choose the card that you would like."),
    102: ("Freeze a card", "Freezing a card takes a second, and you can undo it at any time."),
    103: ("Send an invoice", "Write the invoice, look at it once more, and send it to your customer."),
    104: ("Invite a colleague", "Colleagues get a link by e-mail, which is good for seven days."),
    105: ("Close an account", "Before you close an account, take the money out of it."),
}


def articles(**fields: Any) -> list[dict[str, Any]]:
    return [article(number, *texts, **fields) for number, texts in TEXTS.items()]


@contextmanager
def importing(workspace: Intercom, docs: Path, token: str = TOKEN) -> Iterator[Options]:
    with serve(workspace) as address:
        yield Options(
            sources=(address,),
            docs=docs,
            locales=Locales("en", ("en", "fr")),
            system="intercom",
            wanted=Wanted(),
            credentials={"intercom": Bearer(token)} if token else {},
            allowed_hosts=("127.0.0.1",),
            patience=QUICK,
            cache=docs.parent / "cache",
        )


def pulled(workspace: Intercom, docs: Path, token: str = TOKEN) -> Report:
    with importing(workspace, docs, token) as options:
        return run_import(options)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("next_as", ["object", "string", "cursor"])
def test_a_list_is_read_to_its_end_however_it_names_the_next_page(
    next_as: Literal["object", "string", "cursor"], tmp_path: Path
) -> None:
    report = pulled(Intercom(articles(), next_as=next_as), tmp_path / "docs")
    assert report.totals["created"] == 10
    assert (tmp_path / "docs/fr/cards/order-a-card.md").exists()


def test_a_list_that_shifts_while_it_is_read_loses_and_doubles_nothing(tmp_path: Path) -> None:
    report = pulled(Intercom(articles(), shifts=2), tmp_path / "docs")
    assert report.totals["created"] == 10
    assert report.totals["skipped"] == 0


def test_a_limit_is_waited_for(tmp_path: Path) -> None:
    workspace = Intercom(articles(), limit=2)
    assert pulled(workspace, tmp_path / "docs").totals["created"] == 10


def test_without_the_multilingual_setting_there_is_one_locale(tmp_path: Path) -> None:
    report = pulled(Intercom(articles(multilingual=False)), tmp_path / "docs")
    assert report.totals["created"] == 5
    assert {entry.locale for entry in report.entries} == {"en"}


def test_collections_keep_their_levels_and_names(tmp_path: Path) -> None:
    found = [collection(10, "Money"), collection(11, "Cards", parent=10)]
    pulled(Intercom(articles(), collections=found), tmp_path / "docs")
    data = yaml.safe_load((tmp_path / "docs/_data/collections.yml").read_text())
    assert data["cards"]["parent"] == "money"
    assert data["cards"]["title"] == {"en": "Cards", "fr": "Cards (fr)"}


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    workspace = Intercom(articles())
    pulled(workspace, tmp_path / "docs")
    before = tree(tmp_path / "docs")
    assert pulled(workspace, tmp_path / "docs").totals["unchanged"] == 10
    assert tree(tmp_path / "docs") == before


def test_its_redirects_lead_to_the_articles(tmp_path: Path) -> None:
    redirects = [
        {
            "id": "1",
            "from_url": "/en/articles/9-old",
            "locale": "en",
            "target_type": "article",
            "target_id": "101",
        },
        {"id": "2", "from_url": "/fr/old", "locale": "fr", "target_type": "article", "target_id": "102"},
        {"id": "3", "from_url": "/en/x", "locale": "en", "target_type": "collection", "target_id": "11"},
    ]
    pulled(Intercom(articles(), redirects=redirects), tmp_path / "docs")
    data = yaml.safe_load((tmp_path / "docs/_data/redirects.yml").read_text())["help.lumen.example"]
    assert data["/en/articles/9-old"] == "en/order-a-card"
    assert data["/fr/old"] == "fr/freeze-a-card"
    assert data["/fr/articles/105"] == data["/fr/articles/105-*"] == "fr/close-an-account"
    assert "/en/x" not in data


@pytest.mark.parametrize(
    ("on_delete", "status"), [("keep", "kept"), ("draft", "updated"), ("remove", "removed")]
)
def test_an_article_that_is_gone_there_is_handled_as_asked(
    on_delete: Any, status: str, tmp_path: Path
) -> None:
    workspace, docs = Intercom(articles()), tmp_path / "docs"
    pulled(workspace, docs)
    workspace.articles.pop()
    del workspace.articles[0]["translated_content"]["fr"]
    with importing(workspace, docs) as options:
        report = run_import(replace(options, on_delete=on_delete))
        gone = {(entry.origin.id, entry.locale): entry.status for entry in report.entries if entry.is_gone}
        assert gone == {("105", "en"): status, ("105", "fr"): status, ("101", "fr"): status}
        assert (docs / "en/cards/close-an-account.md").exists() == (on_delete != "remove")
        assert (docs / "en/cards/order-a-card.md").exists()
        again = run_import(replace(options, on_delete=on_delete))
        assert not again.has_changed


def test_a_wrong_token_is_said_and_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RemoteError, match="401: Access Token Invalid") as caught:
        pulled(Intercom(articles()), tmp_path / "docs", token="wrong-secret")
    assert "wrong-secret" not in str(caught.value)
    assert not (tmp_path / "docs").exists()


def test_a_token_that_expires_half_way_leaves_the_docs_as_they_were(tmp_path: Path) -> None:
    workspace, docs = Intercom(articles()), tmp_path / "docs"
    pulled(workspace, docs)
    before = tree(docs)
    workspace.expires_after = len(workspace.requests) + 2
    with pytest.raises(RemoteError):
        pulled(workspace, docs)
    assert tree(docs) == before


def test_without_a_token_it_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--token-env"):
        pulled(Intercom(articles()), tmp_path / "docs", token="")


def test_our_server_speaks_as_the_contract_says(tmp_path: Path, shared: Path) -> None:
    contract = yaml.load((shared / "contracts/intercom-openapi-2.16.yaml").read_text(), yaml.CSafeLoader)
    workspace = Intercom(articles())
    pulled(workspace, tmp_path / "docs")
    assert len(workspace.answers) > 4
    for path, answer in workspace.answers:
        if path in contract["paths"]:
            said = contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            schema = _nullable({**said, "components": contract["components"]})
            jsonschema.Draft4Validator(schema).validate(answer)


def _nullable(schema: Any) -> Any:
    """Write OpenAPI's `nullable` as JSON Schema has it."""
    if isinstance(schema, list):
        return [_nullable(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _nullable(value) for key, value in schema.items() if key not in ("example", "examples")}
    if made.pop("nullable", False) is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
    return made
