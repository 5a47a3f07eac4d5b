"""`helpcentre article`: what moves takes its translations, links and addresses along."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from hooks.check.checking import check, checkable
from hooks.check.docs_folder import DocsFolder
from hooks.check.findings import Finding
from hooks.check.formats import FORMATS
from hooks.check.rules import RULES
from hooks.check.settings import find_settings
from hooks.check.source import Source
from hooks.editing.articles import EditingError, create_article, find_article, move_article, remove_article
from hooks.editing.changes import ChangeSet
from hooks.editing.frontmatter import fingerprint
from hooks.editing.site import Site, read_site
from hooks.editing.workspace import make_workspace
from hooks.schemas import load_schema
from importers.cli import main

CONFIG = """\
site_name: Lumen
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: fr, name: Français}
        - {locale: en, name: English, default: true}
  - helpcentre
"""
ORIGINAL = (
    "---\ntitle: Fees\ndescription: What it costs.\n---\n\n"
    "See [plans](plans.md#b) and [cards](../cards/order.md).\n"
)
FILES = {
    "en/index.md": "---\npromoted:\n  - fees\n  - plans\n---\n",
    "en/billing/fees.md": ORIGINAL,
    "fr/billing/fees.md": (
        "---\ntitle: Tarifs\nslug: tarifs\n"
        f"translated_from: '{fingerprint(ORIGINAL)}'\nsource:\n  system: intercom\n  id: '1'\n---\n\n"
        "Voir [cartes](../cards/order.md).\n"
    ),
    "en/billing/plans.md": "---\ntitle: Plans\n---\n\n"
    "[Fees](fees.md#a), `[Fees](fees.md)`, [fees][f].\n\n[f]: <fees.md>\n",
    "fr/billing/plans.md": "---\ntitle: Offres\n---\n\n[Tarifs](fees.md), [à part](../cards/order.md)\n",
    "en/cards/order.md": "---\ntitle: Order\nredirect_from: get-a-card\n---\n\n[Fees](../billing/fees.md)\n",
    "_data/redirects.yml": "help.lumen.example:\n  /articles/1: en/fees\n  /articles/2: en/fees-and-more\n",
    "_data/collections.yml": "billing:\n  title: {en: Billing, fr: Facturation}\n"
    "cards:\n  title: {en: Cards, fr: Cartes}\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Callable[[], Site]:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    for name, text in FILES.items():
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return lambda: read_site(find_settings(tmp_path))


def read(site: Site, path: str) -> str:
    return (site.folder.docs / path).read_text()


def broken(site: Site) -> list[str]:
    library = DocsFolder(site.folder.docs, site.locales)
    rules = {"broken-link": "error", "broken-anchor": "off", "broken-image": "error"}
    only = {rule: "error" for rule, each in rules.items() if each == "error"}
    return [each.path for each in check(library, checkable(library), only, site.settings.root)]  # type: ignore[arg-type]


def test_an_article_moves_with_its_translations_links_and_addresses(site: Callable[[], Site]) -> None:
    move_article(site(), "fees", "cards/costs").apply()
    moved = site()
    assert sorted(path for path in moved.folder.paths if "costs" in path) == [
        "en/cards/costs.md",
        "fr/cards/costs.md",
    ]
    assert "fees.md" not in " ".join(moved.folder.paths)
    assert "[plans](../billing/plans.md#b) and [cards](order.md)" in read(moved, "en/cards/costs.md")
    assert "[Fees](../cards/costs.md#a), `[Fees](fees.md)`, [fees][f]" in read(moved, "en/billing/plans.md")
    assert "[f]: <../cards/costs.md>" in read(moved, "en/billing/plans.md")
    assert "promoted:\n  - costs\n  - plans\n" in read(moved, "en/index.md")
    assert "/articles/1: en/costs\n  /articles/2: en/fees-and-more" in read(moved, "_data/redirects.yml")
    assert "redirect_from:\n- /billing/fees/\n" in read(moved, "en/cards/costs.md")
    assert "redirect_from:\n- /fr/facturation/tarifs/\nsource:" in read(moved, "fr/cards/costs.md")
    assert broken(moved) == []


def test_a_translation_stays_as_fresh_as_it_was(site: Callable[[], Site]) -> None:
    move_article(site(), "fees", "cards/").apply()
    moved = site()
    meta = yaml.safe_load(read(moved, "fr/cards/fees.md").split("---")[1])
    assert meta["translated_from"] == fingerprint(read(moved, "en/cards/fees.md"))


def test_moving_there_and_back_leaves_only_the_earlier_address(site: Callable[[], Site]) -> None:
    move_article(site(), "fees", "cards/costs").apply()
    move_article(site(), "costs", "billing/fees").apply()
    for path, text in FILES.items():
        if not path.endswith("/fees.md"):
            assert read(site(), path) == text
    meta = yaml.safe_load(read(site(), "en/billing/fees.md").split("---")[1])
    assert meta["redirect_from"] == ["/billing/fees/", "/cards/costs/"]


def test_a_renamed_article_with_a_slug_of_its_own_keeps_its_address(site: Callable[[], Site]) -> None:
    move_article(site(), "fees", "costs").apply()
    assert "redirect_from" not in read(site(), "fr/billing/costs.md")
    assert "redirect_from:\n- /billing/fees/\n" in read(site(), "en/billing/costs.md")


def test_a_removed_article_leaves_its_links_and_addresses_to_another(site: Callable[[], Site]) -> None:
    remove_article(site(), "fees", "order").apply()
    left = site()
    assert "[Fees](../cards/order.md#a)" in read(left, "en/billing/plans.md")
    assert "redirect_from:\n- get-a-card\n- /billing/fees/\n" in read(left, "en/cards/order.md")
    assert "/articles/1: en/order" in read(left, "_data/redirects.yml")
    assert broken(left) == []


def test_an_article_that_is_linked_to_is_not_just_removed(site: Callable[[], Site]) -> None:
    with pytest.raises(EditingError, match="--instead"):
        remove_article(site(), "fees")
    remove_article(site(), "fees", is_unlinked=True).apply()
    assert "\nFees, `[Fees](fees.md)`, fees.\n\n" in read(site(), "en/billing/plans.md")
    assert "promoted:\n  - plans\n" in read(site(), "en/index.md")


def test_what_is_removed_for_good_is_gone_at_all_its_addresses(site: Callable[[], Site]) -> None:
    remove_article(site(), "fees", is_unlinked=True).apply()
    text = read(site(), "_data/redirects.yml")
    assert yaml.safe_load(text) == {
        "help.lumen.example": {"/articles/1": "gone", "/articles/2": "en/fees-and-more"},
        "this site": {"/billing/fees/": "gone", "/fr/facturation/tarifs/": "gone"},
    }
    remove_article(site(), "plans").apply()
    assert yaml.safe_load(read(site(), "_data/redirects.yml"))["this site"].keys() == {
        "/billing/fees/", "/fr/facturation/tarifs/", "/billing/plans/", "/fr/facturation/plans/",
    }  # fmt: skip


def test_a_new_article_is_a_draft_with_a_readable_key(site: Callable[[], Site]) -> None:
    create_article(site(), "Cómo: pagar «más»", "billing").apply()
    text = read(site(), "en/billing/como-pagar-mas.md")
    assert yaml.safe_load(text.split("---")[1]) == {
        "title": "Cómo: pagar «más»",
        "description": "",
        "status": "draft",
    }


def test_a_new_translation_stands_at_its_originals_path(site: Callable[[], Site]) -> None:
    create_article(site(), "Commander", "cards", "fr", "order").apply()
    assert "fr/cards/order.md" in site().folder.paths
    with pytest.raises(EditingError, match="already"):
        create_article(site(), "Commander", "cards", "fr", "order")
    with pytest.raises(EditingError, match="already"):
        create_article(site(), "Commander", "billing", "fr", "order")


@pytest.mark.parametrize(
    ("title", "collection", "locale"),
    [("x", "biling", "en"), ("x", "billing", "de"), ("!!", "billing", "en")],
)
def test_a_slip_is_told(site: Callable[[], Site], title: str, collection: str, locale: str) -> None:
    with pytest.raises(EditingError):
        create_article(site(), title, collection, locale)


def test_an_article_has_several_names(site: Callable[[], Site]) -> None:
    for name in ("fees", "billing/fees", "docs/fr/billing/fees.md"):
        assert find_article(site(), name) == "billing/fees"
    with pytest.raises(EditingError, match="Did you mean fees"):
        find_article(site(), "feess")


def test_a_dry_run_says_all_and_writes_nothing(
    site: Callable[[], Site], capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(site().settings.root / "mkdocs.yml")
    before = {path: read(site(), path) for path in site().folder.paths}
    assert main(["article", "move", "fees", "cards/", "--dry-run", "--config", config]) == 0
    assert "move    en/billing/fees.md → en/cards/fees.md" in capsys.readouterr().out
    assert {path: read(site(), path) for path in site().folder.paths} == before
    assert main(["article", "move", "none", "cards/", "--config", config]) == 1


def test_all_changes_are_made_or_none(site: Callable[[], Site], monkeypatch: pytest.MonkeyPatch) -> None:
    root = site().folder.docs
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    replaced = Path.replace
    for number in range(1, 30):
        calls = 0

        def fail(self: Path, target: os.PathLike[str], stop: int = number) -> Path:
            nonlocal calls
            calls += 1
            if calls == stop:
                raise OSError(28, "No space left on device", str(self))
            return replaced(self, target)

        monkeypatch.setattr(Path, "replace", fail)
        try:
            move_article(site(), "fees", "cards/costs").apply()
        except OSError:
            assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
        else:
            break
    assert number > 8
    assert not [path for path in root.rglob(".*") if path.is_file()]


def test_a_change_set_keeps_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one")
    file.chmod(0o600)
    changes = ChangeSet(tmp_path)
    changes.write("a.md", "two")
    changes.apply()
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("two", 0o600)


# --- the editor's tools -------------------------------------------------------------------------


def test_vs_code_gets_schemas_snippets_and_a_task(site: Callable[[], Site]) -> None:
    root = site().settings.root
    (root / ".vscode").mkdir()
    (root / ".vscode/settings.json").write_text("{}")
    assert main(["editor-files", str(root)]) == 0
    assert (root / ".vscode/settings.json").read_text() == "{}"
    assert json.loads((root / ".vscode/schemas/fees.json").read_text()) == load_schema("fees")
    assert make_workspace(root).texts == {}


def test_the_task_reads_what_the_check_writes() -> None:
    templates = Path(__file__).parent.parent / "hooks/editing/vscode"
    tasks = json.loads((templates / "tasks.json").read_text())["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]["regexp"]
    finding = Finding("docs/en/a.md", 3, 4, "html", "warning", "`<b>` is HTML", "Why.", "Fix.")
    match = re.match(pattern, FORMATS["text"]([finding], 1).splitlines()[0])
    assert match and match.groups() == ("docs/en/a.md", "3", "4", "warning", "`<b>` is HTML [html]")


def test_snippets_are_right() -> None:
    """Each one, with its placeholders as they stand, passes the check."""
    snippets = json.loads(
        (Path(__file__).parent.parent / "hooks/editing/vscode/helpcentre.code-snippets").read_text()
    )
    for name, snippet in snippets.items():
        text = "\n".join(snippet["body"]).replace("$CURRENT_YEAR", "2026").replace("$0", "")
        text = re.sub(r"\$\{\d\|([^,|]*)[^}]*\}|\$\{\d:([^{}]*)\}", lambda each: each[1] or each[2], text)
        rules = (
            "unknown-component",
            "component-title",
            "empty-component",
            "open-block",
            "step-number",
            "fee-amount",
        )
        source = Source("en/a/b.md", text + "\n")
        found = [
            each.problem
            for rule in RULES
            if rule.id in rules
            for each in rule.find(source, DocsFolder(Path(), ("en",)))
        ]
        assert found == [] and "$" not in text, name
