"""Staleness, what an editor should look at, and what translators get and give back."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from hooks.catalogue import take_fingerprint as fingerprint_of_the_site
from importers.cli import main
from importers.errors import SourceError, UsageError
from importers.exchange import export_articles, import_articles, language_of_file
from importers.history import carry_over, take_fingerprint
from importers.locales import Locales
from importers.model import Article, Origin, Page
from importers.segments import plain, protected, split_text
from importers.status import Finding, accept, read_overview
from importers.sync import read_archive, store
from importers.writer import compose, read_body, read_meta, set_meta

ROOT = Path(__file__).parent.parent
LOCALES = Locales("en", ("en", "fr", "de"))

ENGLISH = """\
---
title: Change your plan
description: What it costs, and when it takes effect.
order: 2
---

You can change the plan at **any** time; see [the fees](fees.md#monthly).

### Step 1: Open the settings

!!! warning "Before you start"
    Only owners see `Billing`.

=== "On a phone"

    Tap your picture.

```console
$ lumen plan --list
```

/// fees | Monthly fees
    valid-from: 2026-01-01

| Plan | Fee |
| --- | ---: |
| Basic | 0 EUR |
///

![The settings](../../assets/settings.png){ width="300" }
"""

FRENCH = {
    "Change your plan": "Changer d’offre",
    "What it costs, and when it takes effect.": "Ce que cela coûte, et quand cela prend effet.",
    "You can change the plan at **any** time; see [the fees](fees.md#monthly).": (
        "Vous pouvez changer d’offre à **tout** moment ; voir [les tarifs](fees.md#monthly)."
    ),
    "Step 1: Open the settings": "Étape 1 : Ouvrez les réglages",
    "Before you start": "Avant de commencer",
    "Only owners see `Billing`.": "Seuls les propriétaires voient `Billing`.",
    "On a phone": "Sur un téléphone",
    "Tap your picture.": "Touchez votre photo.",
    "Monthly fees": "Tarifs mensuels",
    "Plan": "Offre",
    "Fee": "Tarif",
    "Basic": "Essentiel",
    "0 EUR": "0 EUR",
    '![The settings](../../assets/settings.png){ width="300" }': (
        '![Les réglages](../../assets/settings.png){ width="300" }'
    ),
}


def write(docs: Path, name: str, text: str) -> Path:
    file = docs / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def article(title: str, body: str = "Some text.", **meta: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in meta.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}\n"


def fingerprint(text: str) -> str:
    return take_fingerprint(read_meta(text), read_body(text))


def translated(po: bytes, words: dict[str, str]) -> bytes:
    """A PO file as a translator gives it back."""
    catalog = Catalog()
    for message in read_po(po.decode().splitlines(keepends=True)):
        if message.id:
            catalog.add(str(message.id), words.get(str(message.id), ""), context=message.context)
    stream = BytesIO()
    write_po(stream, catalog, omit_header=True)
    return po.split(b"\n\n")[0] + b"\n\n" + stream.getvalue()


# --- staleness --------------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from(["title", "description", "slug"]), st.text()), st.text())
def test_importer_and_site_take_the_same_fingerprint(meta: dict[str, str], body: str) -> None:
    assert take_fingerprint(meta, body) == fingerprint_of_the_site(meta, body)


def test_a_fingerprint_sees_words_and_not_dates() -> None:
    text = article("Fees")
    assert fingerprint(text) == fingerprint(set_meta(text, "updated", "2026-03-03"))
    assert fingerprint(text) == fingerprint(text.replace("\n", "\r\n"))
    assert fingerprint(text) != fingerprint(text.replace("Some", "No"))
    assert fingerprint(text) != fingerprint(set_meta(text, "title", "Prices"))


def imported(docs: Path, locale: str, body: str, slug: str = "") -> str:
    """Import one article, as the pipeline does, and return its file."""
    origin = Origin("wordpress", locale, "pages.json", url=f"https://lumen.example/{locale}/plan/")
    page = Page(
        Article(origin, "1", f"Plan {locale}", "", locale=locale, slug=slug),
        "change-plan",
        f"{locale}/billing/change-plan.md",
        f"{body}\n",
    )
    archive = read_archive(docs)
    store(page, compose(page, carry_over(page, archive, "en")), archive)
    return (docs / page.path).read_text(encoding="utf-8")


def test_an_imported_translation_is_stale_once_only_its_original_has_changed(tmp_path: Path) -> None:
    english = imported(tmp_path, "en", "One.")
    french = imported(tmp_path, "fr", "Un.")
    assert read_meta(french)["translated_from"] == fingerprint(english)
    imported(tmp_path, "en", "Two.")
    assert imported(tmp_path, "fr", "Un.") == french
    assert state(tmp_path) == "stale"
    imported(tmp_path, "fr", "Deux.")
    assert state(tmp_path) == "translated"


def state(docs: Path, locale: str = "fr") -> str:
    (found,) = [one.state for one in read_overview(docs, LOCALES).articles if one.locale == locale]
    return found


def test_a_slug_that_changes_at_the_source_leaves_a_redirect(tmp_path: Path) -> None:
    assert "redirect_from" not in imported(tmp_path, "fr", "Un.", "offre")
    assert read_meta(imported(tmp_path, "fr", "Un.", "changer-d-offre"))["redirect_from"] == ["offre"]
    again = imported(tmp_path, "fr", "Un.", "changer-d-offre")
    assert again == imported(tmp_path, "fr", "Un.", "changer-d-offre")
    assert read_meta(imported(tmp_path, "fr", "Un.", "offre"))["redirect_from"] == ["changer-d-offre"]


def test_an_editor_says_that_a_translation_is_up_to_date(tmp_path: Path) -> None:
    write(tmp_path, "en/a/x.md", article("Fees"))
    file = write(tmp_path, "fr/a/x.md", article("Tarifs", translated_from="0123456789ab"))
    assert state(tmp_path) == "stale"
    assert accept(tmp_path, [file], LOCALES) == ["fr/a/x.md"]
    assert state(tmp_path) == "translated"
    assert accept(tmp_path, [file], LOCALES) == []


@pytest.mark.parametrize("name", ["en/a/x.md", "fr/a/only.md", "gone.md"])
def test_only_a_translation_can_be_accepted(name: str, tmp_path: Path) -> None:
    write(tmp_path, "en/a/x.md", article("Fees"))
    write(tmp_path, "fr/a/only.md", article("Tarifs"))
    with pytest.raises(UsageError, match="no translation"):
        accept(tmp_path, [tmp_path / name], LOCALES)


def test_setting_a_line_of_front_matter_leaves_every_other_byte() -> None:
    text = "---\r\ntitle: 'Fees'  # ours\r\nsource:\r\n  id: 1\r\n---\r\n\r\nText.\r\n"
    changed = set_meta(text, "translated_from", "ab")
    assert changed == text.replace("source:", "translated_from: ab\nsource:")
    assert set_meta(changed, "translated_from", "cd") == changed.replace("ab\n", "cd\n")
    assert set_meta("Text.\n", "title", "Fees") == "---\ntitle: Fees\n---\n\nText.\n"


# --- what an editor should look at ------------------------------------------------------------------

GERMAN_SENTENCE = (
    "Diese Einstellung finden Sie in der Übersicht unter Rechnungen und Zahlungen Ihres Unternehmens."
)
FRENCH_TEXT = (
    "Vous trouverez ce réglage dans la page des factures de votre entreprise, à côté de l’adresse. "
    "Choisissez ensuite le compte sur lequel les paiements de vos clients doivent arriver chaque semaine."
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    write(docs, "en/index.md", article("Home"))
    write(docs, "en/a/index.md", article("Collection"))
    write(docs, "en/a/done.md", article("How to change the plan"))
    write(docs, "fr/a/done.md", article("Changer d’offre", FRENCH_TEXT))
    write(docs, "de/a/done.md", article("How to change the plan", FRENCH_TEXT))
    write(docs, "en/a/mixed.md", article("Settings"))
    write(docs, "fr/a/mixed.md", article("Réglages", f"{FRENCH_TEXT} {GERMAN_SENTENCE}"))
    write(
        docs,
        "fr/a/only.md",
        article("SIRET", "[Ici](../../de/a/done.md), [là](done.md), [texte](../../en/a/mixed.md)"),
    )
    write(docs, "de/a/draft.md", article("Entwurf", status="draft"))
    write(docs, "_data/collections.yml", "a: {order: 1}\n")
    write(tmp_path, "mkdocs.yml", SETTINGS)
    return docs


SETTINGS = """\
site_name: Lumen Help
plugins:
  - helpcentre
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: fr, name: Français}
        - {locale: de, name: Deutsch}
"""


def test_each_article_has_a_state_in_each_locale(site: Path) -> None:
    found = {(one.locale, one.path): one.state for one in read_overview(site, LOCALES).articles}
    assert found == {
        ("en", "a/done.md"): "original",
        ("en", "a/mixed.md"): "original",
        ("fr", "a/done.md"): "translated",
        ("fr", "a/mixed.md"): "translated",
        ("fr", "a/only.md"): "original",
        ("de", "a/done.md"): "translated",
        ("de", "a/mixed.md"): "missing",
        ("de", "a/draft.md"): "draft",
    }


def test_findings_say_what_is_wrong_and_where(site: Path) -> None:
    found = {
        f"{one.locale}/{one.path}": one.findings
        for one in read_overview(site, LOCALES).articles
        if one.findings
    }
    assert found == {
        "fr/a/mixed.md": (Finding("mixed", f"de: {GERMAN_SENTENCE}"),),
        "fr/a/only.md": (Finding("links", "de/a/done.md"),),
        "de/a/done.md": (Finding("locale", "fr"), Finding("title", "How to change the plan")),
    }


def test_the_command_fails_on_what_it_is_told_to(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = ["--docs", str(site)]
    assert main(["status", *docs]) == 0
    assert main(["status", *docs, "--fail-on", "stale"]) == 0
    assert main(["status", *docs, "--fail-on", "stale,missing"]) == 1
    assert main(["status", *docs, "--fail-on", "missing", "--locale", "fr"]) == 0
    assert main(["status", *docs, "--fail-on", "everything"]) == 2
    capsys.readouterr()
    assert main(["status", *docs, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["locales"] == ["en", "fr", "de"]
    assert {
        "locale": "de",
        "path": "a/mixed.md",
        "title": "Settings",
        "state": "missing",
        "findings": [],
    } in data["articles"]


# --- what translators get ---------------------------------------------------------------------------

MARKDOWN = [*ROOT.glob("docs/*/*/*.md"), *ROOT.glob("tests/cases/**/*.md"), *ROOT.glob("guide/**/*.md")]


def test_pieces_joined_are_the_text() -> None:
    assert len(MARKDOWN) > 50
    for file in MARKDOWN:
        text = read_body(file.read_bytes().decode())
        assert "".join(piece.text for piece in split_text(text)) == text, file


@given(st.text(alphabet='ab1 \n\r\t|`~#*-_[](){}!?=/"<>:>', max_size=80))
def test_pieces_of_any_text_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in split_text(text)) == text


def test_prose_is_what_a_translator_translates_and_nothing_else() -> None:
    prose = [piece.text for piece in split_text(read_body(ENGLISH)) if piece.is_prose]
    assert prose == list(FRENCH)[2:]


def test_what_must_survive_is_known() -> None:
    text = 'See [the **fees**](a_(b).md "Title") and `x` <https://lumen.example> {name} %(count)s[^1].'
    assert sorted(protected(text)) == sorted(
        ["a_(b).md", "`x`", "<https://lumen.example>", "{name}", "%(count)s", "[^1]"]
    )
    assert plain("See [the **fees**](fees.md) in `x`.") == "See the fees in ."


def test_a_translation_comes_back_as_an_article_built_like_its_original(tmp_path: Path) -> None:
    write(tmp_path, "en/a/plan.md", ENGLISH)
    po, count = export_articles(tmp_path, "fr", LOCALES)
    assert count == 1
    file = tmp_path / "fr.po"
    file.write_bytes(translated(po, FRENCH))
    (result,) = import_articles(tmp_path, file, "fr", LOCALES)
    assert (result.path, result.outcome) == ("fr/a/plan.md", "written")
    text = (tmp_path / "fr/a/plan.md").read_text(encoding="utf-8")
    assert "### Étape 1 : Ouvrez les réglages" in text
    assert '!!! warning "Avant de commencer"\n    Seuls les propriétaires voient `Billing`.' in text
    assert "| Offre | Tarif |\n| --- | ---: |\n| Essentiel | 0 EUR |" in text
    assert "```console\n$ lumen plan --list\n```" in text
    assert read_meta(text) == {
        "title": "Changer d’offre",
        "description": "Ce que cela coûte, et quand cela prend effet.",
        "slug": "changer-d-offre",
        "order": 2,
        "translated_from": fingerprint(ENGLISH),
    }
    assert state(tmp_path) == "translated"


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.md"))}


def test_a_round_trip_without_a_change_changes_no_byte(tmp_path: Path) -> None:
    for file in ROOT.glob("docs/*/*/*.md"):
        write(tmp_path, file.relative_to(ROOT / "docs").as_posix(), file.read_bytes().decode())
    before = tree(tmp_path)
    for locale in ("fr", "de"):
        po, count = export_articles(tmp_path, locale, LOCALES, everything=True)
        assert count > 10
        assert po == export_articles(tmp_path, locale, LOCALES, everything=True)[0]
        (tmp_path / f"{locale}.po").write_bytes(po)
        results = import_articles(tmp_path, tmp_path / f"{locale}.po", locale, LOCALES)
        assert {result.outcome for result in results} == {"unchanged"}
    assert tree(tmp_path) == before


def test_a_stale_translation_is_fuzzy_until_a_translator_has_looked(tmp_path: Path) -> None:
    write(tmp_path, "en/a/x.md", article("Fees", "New text."))
    write(
        tmp_path,
        "fr/a/x.md",
        article("Tarifs", "Ancien texte.", translated_from="0123456789ab", slug="tarifs"),
    )
    po, _ = export_articles(tmp_path, "fr", LOCALES)
    assert po.count(b"#, fuzzy") == 2
    file = tmp_path / "fr.po"
    file.write_bytes(po)
    assert [result.outcome for result in import_articles(tmp_path, file, "fr", LOCALES)] == ["unchanged"]
    file.write_bytes(translated(po, {"Fees": "Tarifs", "New text.": "Nouveau texte."}))
    assert [result.outcome for result in import_articles(tmp_path, file, "fr", LOCALES)] == ["written"]
    assert state(tmp_path) == "translated"
    text = (tmp_path / "fr/a/x.md").read_text(encoding="utf-8")
    assert (read_meta(text)["slug"], read_body(text)) == ("tarifs", "\nNouveau texte.\n")


@pytest.mark.parametrize(
    ("words", "outcome", "reason"),
    [
        ({"See [fees](x.md) and `Fee`.": ""}, "incomplete", "1 of 2"),
        (
            {"See [fees](x.md) and `Fee`.": "Voir [tarifs](y.md) et `Fee`."},
            "refused",
            "lost x.md and invented y.md",
        ),
        ({"See [fees](x.md) and `Fee`.": "Voir [tarifs](x.md) et `Tarif`."}, "refused", "lost `Fee`"),
    ],
)
def test_a_translation_that_lacks_or_loses_something_is_not_written(
    words: dict[str, str], outcome: str, reason: str, tmp_path: Path
) -> None:
    write(tmp_path, "en/a/x.md", article("Fees", "See [fees](x.md) and `Fee`."))
    po, _ = export_articles(tmp_path, "fr", LOCALES)
    file = tmp_path / "fr.po"
    file.write_bytes(translated(po, {"Fees": "Tarifs", **words}))
    (result,) = import_articles(tmp_path, file, "fr", LOCALES)
    assert result.outcome == outcome
    assert reason in result.reason
    assert not (tmp_path / "fr").exists()


def test_the_same_words_may_be_translated_in_two_ways(tmp_path: Path) -> None:
    write(tmp_path, "en/a/x.md", article("Fees", "Open\n\n- Open"))
    po, _ = export_articles(tmp_path, "fr", LOCALES)
    contexts = re.findall(rb'msgctxt "(.+)"\nmsgid "Open"', po)
    assert contexts == [b"a/x.md", b"a/x.md (2)"]


def test_a_file_that_is_no_po_file_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, "fr.po", "msgid only\n")
    with pytest.raises(SourceError, match=r"fr\.po"):
        import_articles(tmp_path, file, "fr", LOCALES)
    assert language_of_file(file) == "fr"
    with pytest.raises(SourceError, match=r"none\.po"):
        language_of_file(tmp_path / "none.po")


def test_an_article_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    original = write(tmp_path, "en/a/x.md", article("Fees"))
    po, _ = export_articles(tmp_path, "fr", LOCALES)
    original.rename(tmp_path / "en/a/y.md")
    file = tmp_path / "fr.po"
    file.write_bytes(translated(po, {"Fees": "Tarifs", "Some text.": "Texte."}))
    (result,) = import_articles(tmp_path, file, "fr", LOCALES)
    assert (result.outcome, result.reason) == ("unknown", "there is no article en/a/x.md")


def test_a_file_writes_nothing_beside_the_articles(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, "en/a/x.md", article("Fees"))
    secret = write(tmp_path, "x.md", article("Fees"))
    po, _ = export_articles(docs, "fr", LOCALES)
    file = write(tmp_path, "fr.po", "")
    words = {"Fees": "Tarifs", "Some text.": "Texte."}
    file.write_bytes(translated(po, words).replace(b'"a/x.md"', b'"../../x.md"'))
    assert [result.outcome for result in import_articles(docs, file, "fr", LOCALES)] == ["unknown"]
    assert secret.read_text(encoding="utf-8") == article("Fees")


def test_an_article_that_is_built_otherwise_is_not_taken_for_its_translation(tmp_path: Path) -> None:
    write(tmp_path, "en/a/x.md", article("Fees", "## One\n\nTwo."))
    write(tmp_path, "fr/a/x.md", article("Tarifs", "Deux.\n\n## Un", translated_from="0123456789ab"))
    po, _ = export_articles(tmp_path, "fr", LOCALES)
    assert b"Deux" not in po


def test_the_commands_hand_over_files(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["translate", "export", "--docs", str(site), "--out", str(out)]) == 0
    assert [file.name for file in out.iterdir()] == ["de.po"]
    assert main(["translate", "import", "--docs", str(site), str(out / "de.po")]) == 0
    assert "1 unchanged" in capsys.readouterr().out
