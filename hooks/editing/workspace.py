"""Files for those who edit: VS Code's schemas, snippets and tasks, and workflows for GitHub and GitLab.

A site's folder in, changes out; files that are there already stay as they are.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from ..schemas import SCHEMAS, load_schema
from .changes import ChangeSet

FOLDER = ".vscode"
FILES = ("settings.json", "tasks.json", "extensions.json", "helpcentre.code-snippets")
WORKFLOWS = {"github": ".github/workflows", "gitlab": ""}
"""Service → where it looks for workflows."""


def make_workspace(root: Path) -> ChangeSet:
    """What is to be written below a site's folder; schemas are always those of this version."""
    changes = ChangeSet(root)
    templates = files(__package__) / "vscode"
    for name in FILES:
        if not (root / FOLDER / name).exists():
            changes.write(f"{FOLDER}/{name}", (templates / name).read_text("utf-8"))
    for name in SCHEMAS:
        path = f"{FOLDER}/schemas/{name}.json"
        text = json.dumps(load_schema(name), ensure_ascii=False, indent=2) + "\n"
        if not (root / path).exists() or (root / path).read_text("utf-8") != text:
            changes.write(path, text)
    return changes


def make_workflows(root: Path, service: str) -> ChangeSet:
    """What is to be written below a site's folder for one of `WORKFLOWS`; what is there stays."""
    changes = ChangeSet(root)
    for template in sorted(
        (files(__package__) / "workflows" / service).iterdir(), key=lambda each: each.name
    ):
        path = f"{WORKFLOWS[service]}/{template.name}".lstrip("/")
        if not (root / path).exists():
            changes.write(path, template.read_text("utf-8"))
    if service == "gitlab" and not (root / ".gitlab-ci.yml").exists():
        changes.write(".gitlab-ci.yml", "include: helpcentre.gitlab-ci.yml\n")
    return changes
