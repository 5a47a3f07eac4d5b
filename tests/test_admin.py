"""The page for editors: what is written, and when. tests/browser/test_admin.py works with the editor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from hooks.admin.configuration import ARTICLE_LINES, HOME_LINES
from hooks.admin.publishing import path_in_repository
from hooks.admin.vendoring import editor_folder
from hooks.schemas import load_schema

from .test_site import BuiltSite, build_site

BACKEND = {"name": "github", "repo": "lumen/help", "branch": "main"}
DOCS = {
    "en/index.md": "---\ntitle: Help\n---\n",
    "en/cards/order.md": "---\ntitle: Order a card\n---\n\nChoose **Order**.\n",
    "en/billing/plans.md": "---\ntitle: Plans\n---\n\nThree plans.\n",
    "_data/collections.yml": (
        "billing: {order: 1, title: {en: Billing}}\n"
        "cards: {order: 2, parent: billing, title: {en: Cards}, description: {en: All about cards.}}\n"
    ),
    "_data/fees/cards.yml": "columns: []\nrows: []\n",
}


def build(folder: Path, backend: dict[str, str], *, fetched: bool = True) -> BuiltSite:
    """Build a site with an editor, or what stands in for one unless it is to be fetched."""
    (folder / ".git").mkdir(parents=True)
    if fetched:
        npm = editor_folder(folder / ".cache/helpcentre") / "npm"
        npm.mkdir(parents=True)
        (npm / "index.js").write_text("export default {};\n")
    return build_site(folder, DOCS, options={"admin": {"backend": backend}})


def test_the_editor_knows_the_collections_in_order(tmp_path: Path) -> None:
    site = build(tmp_path / "site", BACKEND)
    configuration = json.loads((site.folder / "admin/config.json").read_text("utf-8"))
    assert configuration["backend"] == BACKEND
    assert configuration["i18n"]["locales"] == ["en", "fr"]
    shown = [(each["name"], each["label"]) for each in configuration["collections"]]
    assert shown == [
        ("billing", "Billing"),
        ("cards", "Billing › Cards"),
        ("pages", "Home page"),
        ("fees", "Fees"),
    ]
    cards = configuration["collections"][1]
    assert cards["folder"] == "docs/{{locale}}/cards"
    assert cards["description"] == "All about cards."
    assert (cards["media_folder"], cards["public_folder"]) == ("/docs/assets", "../../assets")
    assert [field["name"] for field in cards["fields"]] == [*ARTICLE_LINES.split(), "body"]
    assert (site.folder / "admin/editor/npm/index.js").is_file()
    assert (site.folder / "admin/start.js").is_file()


def test_the_lines_are_those_of_the_front_matter() -> None:
    assert set(f"{ARTICLE_LINES} {HOME_LINES}".split()) <= set(load_schema("front-matter")["properties"])


def test_crawlers_and_search_never_hear_of_it(tmp_path: Path) -> None:
    site = build(tmp_path / "site", BACKEND)
    assert 'name="robots" content="noindex"' in (site.folder / "admin/index.html").read_text()
    assert not [file for file in site.folder.glob("*.xml") if "admin" in file.read_text()]


@pytest.mark.parametrize(
    ("backend", "allowed"),
    [
        (
            BACKEND,
            ["connect-src 'self' https://api.github.com", "blob: https://avatars.githubusercontent.com"],
        ),
        (
            {"name": "gitlab", "repo": "lumen/help", "api_root": "https://git.lumen.example/api/v4"},
            ["https://git.lumen.example"],
        ),
    ],
)
def test_the_policy_allows_what_the_editor_asks(
    tmp_path: Path, backend: dict[str, str], allowed: list[str]
) -> None:
    site = build(tmp_path / "site", backend)
    policy = (site.folder / "_headers").read_text()
    assert all(each in policy for each in allowed)
    assert "unsafe-inline" not in policy


def test_without_a_backend_there_is_no_editor(tmp_path: Path) -> None:
    site = build_site(tmp_path, DOCS)
    assert not (site.folder / "admin").exists()
    assert "github" not in (site.folder / "_headers").read_text()


def test_a_site_is_built_where_the_editor_cannot_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no npm
    site = build(tmp_path / "site", BACKEND, fetched=False)
    assert not (site.folder / "admin").exists()
    assert (site.folder / "index.html").is_file()
    (warning,) = [text for text in site.warnings if "'admin'" in text]
    assert "npm, which fetches it, is not installed" in warning
    assert "Run the build once with npm" in warning


def test_a_backend_has_a_name_and_a_repository(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        build(tmp_path / "site", {"name": "github"})
    assert "needs `repo`, as in: {name: github, repo: company/help, branch: main}" in caplog.text


@pytest.mark.parametrize(("repository", "path"), [("", "site/docs"), ("site", "docs"), (None, "docs")])
def test_paths_are_those_of_the_repository(tmp_path: Path, repository: str | None, path: str) -> None:
    docs = tmp_path / "site/docs"
    docs.mkdir(parents=True)
    if repository is not None:
        (tmp_path / repository / ".git").mkdir()
    assert path_in_repository(docs) == path
