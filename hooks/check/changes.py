"""Which files a pull request changes, as git tells it: in continuous integration only those are checked."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def find_base(environment: Mapping[str, str]) -> str:
    """What a pull request is compared with; "" outside of one.

    GitHub names the branch, GitLab the commit
    (https://docs.github.com/en/actions/reference/workflows-and-actions/variables,
    https://docs.gitlab.com/ci/variables/predefined_variables/).
    """
    if branch := environment.get("GITHUB_BASE_REF"):
        return f"origin/{branch}"
    return environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")


def list_changed(base: str, folder: Path) -> list[Path] | None:
    """The files below `folder` that were added or changed since `base`.

    None where git can't tell, or a file went away: any other may link to it.
    """
    command = [
        "git",
        "diff",
        "--name-status",
        "-z",
        "--no-renames",
        "--relative",
        f"{base}...HEAD",
        "--",
        ".",
    ]
    try:
        result = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except OSError:
        return None
    fields = result.stdout.decode().split("\0")
    states, names = fields[:-1:2], fields[1::2]
    if result.returncode or "D" in states:
        return None
    return [folder / name for name in names]
