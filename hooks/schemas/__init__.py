"""JSON Schemas of what editors write in YAML: one source for `helpcentre check` and for their text editors.

Draft 7, which VS Code's YAML language server reads (https://github.com/redhat-developer/yaml-language-server).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMAS = ("front-matter", "collections", "fees", "synonyms", "terms")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of that name, one of `SCHEMAS`."""
    schema: dict[str, Any] = json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
    return schema
