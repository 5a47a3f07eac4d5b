"""Whole imports: a folder of tests/cases/import has an input, the docs it becomes, and its report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import importers
from importers.fidelity import KINDS
from importers.locales import Locales
from importers.pipeline import Options, run_import
from importers.report import Report

CASES = Path(__file__).parent / "cases" / "import"
SCHEMA = json.loads((Path(importers.__file__).parent / "report.schema.json").read_text())


def run(case: Path, docs: Path, **options: Any) -> Report:
    said = yaml.safe_load((case / "case.yml").read_text())
    report = run_import(
        Options(
            sources=(str(case / "input"),),
            docs=docs,
            locales=Locales(said["locales"][0], tuple(said["locales"])),
            system=said.get("system"),
            collection=said.get("collection"),
            **options,
        )
    )
    jsonschema.validate(json.loads(report.to_json()), SCHEMA)
    return report


def tree(folder: Path, *, state: bool = True) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        name: path.read_bytes()
        for path in sorted(files)
        if state or not (name := path.relative_to(folder).as_posix()).startswith(".helpcentre/")
        if (name := path.relative_to(folder).as_posix())
    }


def facts(report: Report) -> list[dict[str, Any]]:
    """What a case says of a report: what became of each article, and what a person is told."""
    found = []
    for entry in json.loads(report.to_json())["articles"]:
        fact = {
            name: entry[name] for name in ("id", "locale", "status", "path", "field", "reason") if entry[name]
        }
        for name, part in (("removed", "step"), ("warnings", "rule")):
            if entry[name]:
                fact[name] = sorted(each[part] for each in entry[name])
        lost = {name: entry[name]["lost"] for name in KINDS}
        if any(lost.values()):
            fact["lost"] = {name: each for name, each in lost.items() if each}
        found.append(fact)
    return found


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_case_becomes_the_expected_docs(case: Path, tmp_path: Path) -> None:
    report = run(case, tmp_path)
    found, expected = tree(tmp_path, state=False), tree(case / "expected")
    assert list(found) == list(expected)
    for name, content in found.items():
        if name.endswith((".md", ".yml")):
            assert content.decode() == expected[name].decode(), name
        else:
            assert content == expected[name], name
    assert facts(report) == yaml.safe_load((case / "report.yml").read_text())


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_second_import_changes_no_byte(case: Path, tmp_path: Path) -> None:
    first = run(case, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    second = run(case, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert second.totals["unchanged"] == first.totals["created"]
    assert second.totals["created"] == 0


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_dry_run_says_the_same_and_writes_nothing(case: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    dry = run(case, docs, dry_run=True)
    assert not docs.exists()
    assert dry.to_json() == run(case, docs).to_json()


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_an_import_that_was_cut_off_is_completed(case: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run(case, whole)
    run(case, cut)
    files = sorted(path for path in cut.rglob("*") if path.is_file())
    for path in files[::2]:  # as if they had not been written yet: articles without state, and the reverse
        if ".helpcentre" in path.parts or path.suffix != ".md":
            path.unlink()
    run(case, cut)
    assert tree(cut) == tree(whole)


def test_what_changed_here_and_there_is_merged(tmp_path: Path) -> None:
    case, docs = CASES / "wordpress-translations", tmp_path / "docs"
    run(case, docs)
    export = json.loads((case / "input" / "pages.json").read_text())
    (tmp_path / "case" / "input").mkdir(parents=True)
    (tmp_path / "case" / "case.yml").write_text((case / "case.yml").read_text())

    edited = docs / "en/help/freeze-a-card.md"
    edited.write_text(edited.read_text().replace("Refunds still arrive.", "Refunds arrive as before."))
    kept = docs / "fr/help/freeze-a-card.md"
    kept.write_text(kept.read_text().replace("à tout moment", "quand vous voulez"))
    (docs / "en/help/draft.md").unlink()
    (docs / "en/articles/help.md").unlink()
    export[2]["content"]["rendered"] = export[2]["content"]["rendered"].replace(
        "at any time", "day and night"
    )
    export[1]["content"]["rendered"] = export[1]["content"]["rendered"].replace("au même", "en un seul")
    (tmp_path / "case" / "input" / "pages.json").write_text(json.dumps(export))

    report = run(tmp_path / "case", docs)
    assert {entry.origin.id: entry.status for entry in report.entries} == {
        "10": "kept",
        "11": "updated",
        "12": "merged",
        "13": "kept",
        "14": "kept",
        "15": "skipped",
    }
    assert "day and night" in edited.read_text()
    assert "Refunds arrive as before." in edited.read_text()
    assert "quand vous voulez" in kept.read_text()
    assert not (docs / "en/help/draft.md").exists()
    assert "[the help centre](../../fr/articles/help.md)" in edited.read_text()
    assert run(tmp_path / "case", docs).totals["merged"] == 0


def test_importing_a_part_again_changes_no_byte(tmp_path: Path) -> None:
    case, docs = CASES / "intercom-locales", tmp_path / "docs"
    run(case, docs)
    before = tree(docs)
    for number, part in enumerate(json.loads((case / "input" / "articles.json").read_text())["data"]):
        export = tmp_path / f"{number}.json"
        export.write_text(json.dumps(part))
        report = run_import(Options((str(export),), docs, Locales("en", ("en", "fr", "pt-BR", "ar"))))
        assert not report.totals["updated"]
    assert tree(docs) == before


def test_a_translation_imported_later_finds_its_article(tmp_path: Path) -> None:
    pages = json.loads((CASES / "wordpress-translations" / "input" / "pages.json").read_text())
    for number, chosen in enumerate((pages[2], pages[3])):
        export = tmp_path / f"{number}.json"
        export.write_text(json.dumps(chosen))
        locales = Locales("en", ("en", "fr"))
        run_import(Options((str(export),), tmp_path / "docs", locales))
    names = {path.name for path in (tmp_path / "docs").glob("*/*/*.md")}
    assert names == {"freeze-a-card.md"}


@pytest.mark.parametrize(("system", "files"), [("wordpress", "*.json"), ("intercom", "")])
def test_the_corpus_is_imported_whole(
    system: str, files: str, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "corpus" / system
    sources = sorted(map(str, folder.glob(files))) if files else [str(folder)]
    report = run_import(Options(tuple(sources), tmp_path, Locales("en"), system))
    with capsys.disabled():
        reasons = sorted(
            {entry.reason for entry in report.entries if entry.status in ("failed", "skipped")}, key=str
        )
        print(f"\n{system}: {report.totals}", *reasons, sep="\n  ")  # noqa: T201 - figures to read
    assert report.totals["failed"] == 0
    assert report.totals["created"] > 80
    jsonschema.validate(json.loads(report.to_json()), SCHEMA)
    again = run_import(Options(tuple(sources), tmp_path, Locales("en"), system))
    assert again.totals["unchanged"] == report.totals["created"]
