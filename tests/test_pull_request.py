"""A pull request as editors and reviewers live through it: the real commands, a bare repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
INVITE = "docs/en/getting-started/invite-your-team.md"
STEPS = "docs/en/account-and-security/turn-on-two-step-verification.md"
FEES = "docs/{}/cards-and-payments/fees-and-limits.md"
LINK = "../billing-and-plans/plans-and-pricing.md"
OLD, NEW = "10000 EUR", "12000 EUR"


class Told(NamedTuple):
    code: int
    text: str


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in a repository of its own, with `main` pushed to a bare one."""
    place = tmp_path_factory.mktemp("git")
    subprocess.run(
        ["git", "init", "--quiet", "--bare", "--initial-branch=main", "remote.git"], cwd=place, check=True
    )
    subprocess.run(
        ["git", "clone", "--quiet", "remote.git", "work"], cwd=place, check=True, capture_output=True
    )
    work = place / "work"
    shutil.copytree(ROOT / "docs", work / "docs")
    shutil.copy(ROOT / "mkdocs.yml", work)
    (work / ".gitignore").write_text("/site/\n")
    for name, value in (("name", "Editor"), ("email", "editor@lumen.example")):
        subprocess.run(["git", "config", f"user.{name}", value], cwd=work, check=True)
    commit(work, "The help centre")
    subprocess.run(["git", "branch", "--move", "--force", "main"], cwd=work, check=True)
    subprocess.run(["git", "push", "--quiet", "origin", "main"], cwd=work, check=True)
    return work


def commit(work: Path, message: str) -> None:
    subprocess.run(["git", "add", "--all"], cwd=work, check=True)
    subprocess.run(["git", "commit", "--quiet", "--message", message], cwd=work, check=True)


def run(work: Path, *command: str, **environment: str) -> Told:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1760000000", **environment}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=work, env=env, check=False, capture_output=True, text=True
    )
    return Told(done.returncode, done.stdout + done.stderr)


def edit(work: Path, path: str, old: str, new: str) -> int:
    """Change a file; gives the line."""
    text = (work / path).read_text()
    assert old in text
    (work / path).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def published(told: Told) -> tuple[int, int, int]:
    """Files and bytes that moved, and files that stayed."""
    found = re.search(r"(\d+) files uploaded \(([\d,]+) bytes\), .*, (\d+) as they were", told.text)
    assert found, told.text
    return int(found[1]), int(found[2].replace(",", "")), int(found[3])


@pytest.mark.slow
def test_a_pull_request_from_its_mistakes_to_its_readers(
    checkout: Path, record_property: Callable[[str, object], None]
) -> None:
    build = ("mkdocs", "build", "--strict", "--quiet")
    publish = ("helpcentre", "publish", "git:origin#gh-pages")
    assert run(checkout, *build).code == 0
    shutil.copytree(checkout / "site", checkout.parent / "before")
    all_files, all_bytes, stayed = published(run(checkout, *publish))
    assert stayed == 0

    # An editor breaks a link, skips a step and changes a price in one language only.
    subprocess.run(["git", "checkout", "--quiet", "-b", "edit"], cwd=checkout, check=True)
    link = edit(checkout, INVITE, LINK, LINK.replace("plans-and", "plan-and"))
    step = edit(checkout, STEPS, "### Step 3:", "### Step 4:")
    fee = edit(checkout, FEES.format("fr"), OLD, NEW)
    commit(checkout, "New limits")
    pull_request = {"GITHUB_BASE_REF": "main"}
    told = run(checkout, "helpcentre", "check", "--format", "github", **pull_request)
    assert told.code == 1
    for path, line, rule in (
        (INVITE, link, "broken-link"),
        (STEPS, step, "step-number"),
        (FEES.format("fr"), fee, "fee-difference"),
    ):
        assert re.search(rf"^::error file={path},line={line},.*{rule}", told.text, re.M), told.text

    # Mended, in all languages.
    edit(checkout, INVITE, LINK.replace("plans-and", "plan-and"), LINK)
    edit(checkout, STEPS, "### Step 4:", "### Step 3:")
    for locale in ("en", "de", "ar"):
        if (checkout / FEES.format(locale)).is_file():
            edit(checkout, FEES.format(locale), OLD, NEW)
    commit(checkout, "As in the other languages")
    told = run(checkout, "helpcentre", "check", "--format", "github", **pull_request)
    assert told.code == 0, told.text

    # What its reviewers see, and what goes to the host once it is merged.
    assert run(checkout, *build).code == 0
    changes = run(
        checkout, "helpcentre", "changes", "../before", "site", "--url", "https://preview.lumen.example/"
    )
    assert changes.code == 0, changes.text
    assert "https://preview.lumen.example/cards-and-payments/fees-and-limits/" in changes.text
    assert "invite-your-team" not in changes.text
    planned = run(checkout, *publish, "--dry-run")
    files, size, stayed = published(Told(0, planned.text.replace(" to upload", " uploaded")))
    assert published(run(checkout, *publish)) == (files, size, stayed)
    moved = subprocess.run(
        ["git", "diff", "--name-only", "-z", "gh-pages~", "gh-pages"],
        cwd=checkout.parent / "remote.git", check=True, capture_output=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    pages = [path for path in moved if path.endswith("index.html")]
    assert "cards-and-payments/fees-and-limits/index.html" in pages
    assert len(pages) < 10, "those four, editors' status, and what names them among related articles"
    assert files < 50 and stayed > all_files - 50
    assert size < all_bytes / 5
    told = run(checkout, *publish)
    assert "Nothing to publish" in told.text
    record_property("moved", f"{files} of {all_files} files, {size:,} of {all_bytes:,} bytes")
    print(f"{files} of {all_files} files moved, {size:,} of {all_bytes:,} bytes")  # noqa: T201
