"""Files that make VS Code know articles and data: schemas, snippets, and the check as a task.

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
