"""`helpcentre check`: each prepared mistake is found at its place, and nothing else anywhere."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from hooks.check.changes import find_base, list_changed
from hooks.check.checking import apply_edits, check, checkable
from hooks.check.docs_folder import DocsFolder
from hooks.check.findings import Edit, Finding
from hooks.check.formats import FORMATS
from hooks.check.rules import RULES
from hooks.check.settings import SettingsError, find_settings, read_severities
from hooks.check.source import Source
from hooks.commands.check import COMMAND
from hooks.schemas import SCHEMAS, load_schema
from importers.cli import main

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/cases/check"


def find(site: Path) -> list[Finding]:
    settings = find_settings(site)
    library = DocsFolder(settings.docs, settings.locales, settings.host)
    return list(check(library, checkable(library), settings.severities, settings.root))


def test_each_mistake_is_found_at_its_place_and_nothing_else_is() -> None:
    found = [f"{each.path}:{each.line}:{each.column} {each.rule}" for each in find(CASES)]
    assert found == (CASES / "expected.txt").read_text().splitlines()


def test_there_are_sixty_mistakes_one_a_file() -> None:
    paths = [line.partition(":")[0] for line in (CASES / "expected.txt").read_text().splitlines()]
    assert len(paths) == len(set(paths)) >= 60


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_every_rule_has_a_case(rule: str) -> None:
    assert f" {rule}\n" in (CASES / "expected.txt").read_text(), f"add a mistake to {CASES}/docs/en/{rule}/"


@pytest.mark.parametrize("finding", find(CASES), ids=lambda each: f"{each.path}:{each.line}")
def test_a_finding_says_what_is_wrong_why_it_matters_and_what_to_write(finding: Finding) -> None:
    assert (
        finding.problem and finding.why.endswith((".", "?")) and finding.fix.rstrip("`").endswith((".", "?"))
    )
    assert not finding.problem.endswith(".")


def test_the_sample_has_no_mistake_but_what_its_authors_left() -> None:
    """A film without a title, a long title, no description, and a page that is shorter in Arabic."""
    found = {(each.path.partition("/")[2].partition("/")[2], each.rule) for each in find(ROOT)}
    assert found == {
        ("invoices/create-and-send-an-invoice.md", "missing-alt"),
        ("invoices/correct-an-invoice.md", "long-title"),
        ("billing-and-plans/update-your-billing-details.md", "missing-description"),
        ("every-component.md", "fee-rows"),
    }


def test_the_guide_has_every_rule_as_it_is() -> None:
    rows = [f"| `{rule.id}` | {rule.severity} | {rule.why} |" for rule in RULES]
    guide = (ROOT / "guide/en/writing/check-rules.md").read_text()
    assert [
        line for line in guide.splitlines() if re.match(r"\| `[a-z-]+` \| (error|warning|info) ", line)
    ] == rows


# --- mending ----------------------------------------------------------------------------------


def test_fix_mends_what_can_only_be_meant_one_way(tmp_path: Path) -> None:
    site = shutil.copytree(CASES, tmp_path / "site")
    before = find(site)
    answer = COMMAND.run(parse("--fix", "--format", "json", str(site / "docs")))
    after = json.loads(answer.output)["findings"]
    mended = {(each.path, each.rule) for each in before} - {(each["path"], each["rule"]) for each in after}
    assert mended == {(each.path, each.rule) for each in before if each.edit}
    assert {rule for _, rule in mended} == {
        "fee-amount", "front-matter-value", "heading-space", "repeated-title", "term", "unknown-component",
    }  # fmt: skip
    assert "updated: 2026-03-07\n" in (site / "docs/en/front-matter-value/date.md").read_text()
    assert "| C | 12.50 EUR |" in (site / "docs/en/fee-amount/comma.md").read_text()
    again = COMMAND.run(parse("--fix", "--format", "json", str(site / "docs")))
    assert again.output == answer.output


def test_fix_keeps_every_other_byte(tmp_path: Path) -> None:
    site = tmp_path
    (site / "mkdocs.yml").write_text("site_name: x\n")
    file = site / "docs/en/a/b.md"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"---\r\ntitle: One\r\ndescription: Two.\r\n---\r\n\r\n##Three\r\n")
    COMMAND.run(parse("--fix", str(file)))
    assert file.read_bytes() == b"---\r\ntitle: One\r\ndescription: Two.\r\n---\r\n\r\n## Three\r\n"
    assert [path.name for path in file.parent.iterdir()] == ["b.md"]


def test_edits_that_overlap_are_made_one_at_a_time() -> None:
    assert apply_edits("abcdef", [Edit(1, 3, "X"), Edit(2, 4, "Y"), Edit(5, 5, "Z")]) == "aXdeZf"


# --- settings ---------------------------------------------------------------------------------


def test_severities_are_the_owners() -> None:
    severities = read_severities({"html": "error", "missing-alt": False, "term": "off"})
    assert severities["html"] == "error"
    assert not {"missing-alt", "term"} & set(severities)


@pytest.mark.parametrize("given", [{"htlm": "error"}, {"html": "fatal"}, {"html": True}])
def test_a_slip_in_the_settings_is_told(given: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        read_severities(given)


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    answer = COMMAND.run(parse("--config", str(tmp_path / "mkdocs.yml")))
    assert (answer.exit_code, bool(answer.problem)) == (2, True)


# --- formats ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_file_and_line_of_each(name: str) -> None:
    findings = find(CASES)
    written = FORMATS[name](findings, 100)
    for finding in findings:
        assert finding.path in written and finding.rule in written


def test_github_shows_a_message_beside_its_line() -> None:
    finding = Finding("docs/a,b.md", 3, 4, "html", "info", "50 % off", "Why.", "Do:\nthis.")
    assert FORMATS["github"]([finding], 1) == (
        "::notice file=docs/a%2Cb.md,line=3,col=4,title=html::50 %25 off. Why. Do:%0Athis."
    )


def test_gitlab_tells_two_of_one_kind_apart() -> None:
    one = Finding("docs/a.md", 3, 1, "html", "error", "x", "Why.", "Fix.")
    two = Finding("docs/a.md", 9, 1, "html", "error", "x", "Why.", "Fix.")
    report = json.loads(FORMATS["gitlab"]([one, two], 1))
    assert len({each["fingerprint"] for each in report}) == 2
    assert report[0]["location"] == {"path": "docs/a.md", "lines": {"begin": 3}}


def test_sarif_has_a_place_for_each_result() -> None:
    (run,) = json.loads(FORMATS["sarif"](find(CASES), 100))["runs"]
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


# --- pull requests ------------------------------------------------------------------------------


def test_a_pull_request_is_compared_with_its_base() -> None:
    assert find_base({"GITHUB_BASE_REF": "main"}) == "origin/main"
    assert find_base({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc"}) == "abc"
    assert find_base({"CI": "true"}) == ""


def test_only_what_a_pull_request_changes_is_listed(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    docs = tmp_path / "docs"
    docs.mkdir()
    git("init", "--initial-branch=main")
    for name in ("kept.md", "changed.md"):
        (docs / name).write_text("one\n")
    git("add", ".")
    git("commit", "-m", "one")
    (docs / "changed.md").write_text("two\n")
    (docs / "añadido.md").write_text("two\n")
    git("add", ".")
    git("commit", "-m", "two")
    assert list_changed("main~1", docs) == [docs / "añadido.md", docs / "changed.md"]
    assert list_changed("nowhere", docs) is None
    (docs / "kept.md").unlink()
    git("commit", "-am", "three")
    assert list_changed("main~2", docs) is None  # any file may link to it


def test_a_pull_request_is_told_of_the_translations_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", "abc")
    changed = [CASES / "docs/en/fee-difference/amount.md"]
    monkeypatch.setattr("hooks.commands.check.list_changed", lambda _base, _folder: changed)
    answer = COMMAND.run(parse("--config", str(CASES / "mkdocs.yml"), "--format", "json"))
    assert [each["path"] for each in json.loads(answer.output)["findings"]] == [
        "docs/fr/fee-difference/amount.md"
    ]
    everything = COMMAND.run(parse("--config", str(CASES / "mkdocs.yml"), "--format", "json", "--all"))
    assert json.loads(everything.output)["files"] > 60


# --- the command --------------------------------------------------------------------------------


def test_the_command_ends_with_1_where_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(CASES / "docs/en/broken-link/slip.md")]) == 1
    assert "docs/en/broken-link/slip.md:6:17: error: " in capsys.readouterr().out
    assert main(["check", str(CASES / "docs/en/html")]) == 0


@pytest.mark.parametrize(("severity", "code"), [("error", 1), ("warning", 0)])
def test_a_strict_build_refuses_an_error_that_only_the_check_knows(
    tmp_path: Path, severity: str, code: int
) -> None:
    site = shutil.copytree(ROOT / "tests/cases/theme/site", tmp_path / "site")
    config = (site / "mkdocs.yml").read_text()
    ours = f"  - helpcentre:\n      check: {{step-number: {severity}}}\n"
    (site / "mkdocs.yml").write_text(config.replace("  - helpcentre:\n", ours, 1))
    article = site / "docs/en/billing/refunds.md"
    article.write_text(article.read_text() + "\n## Step 1: One\n\nText.\n\n## Step 3: Three\n\nText.\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(site / "mkdocs.yml")]
    result = subprocess.run(
        [*command, "-d", str(tmp_path / "built")], capture_output=True, text=True, check=False
    )
    told = "docs/en/billing/refunds.md:11: 3 follows 1 [step-number]" in result.stderr
    assert (result.returncode, told) == (code, bool(code)), result.stderr


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    Draft7Validator.check_schema(load_schema(name))


def test_code_is_not_prose() -> None:
    text = "a `b` c\n\n```md\n# d\n```\n\n    e\n\n- f\n\n        g\n\n<!-- h -->\n"
    prose = Source("en/a/b.md", text).prose
    assert len(prose) == len(text)
    assert prose.split() == ["a", "c", "-", "f", "g"]


def parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    COMMAND.add_arguments(parser)
    return parser.parse_args(arguments)
