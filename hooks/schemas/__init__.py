"""JSON Schemas of what editors write in YAML: one source for `helpcentre check` and for their text editors.

Draft 7, which VS Code's YAML language server reads (https://github.com/redhat-developer/yaml-language-server).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

SCHEMAS = ("front-matter", "collections", "fees", "synonyms", "terms")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of that name, one of `SCHEMAS`."""
    schema: dict[str, Any] = json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
    return schema


@cache
def load_validator(name: str) -> Draft7Validator:
    """What tells where data break the schema of that name."""
    from jsonschema import Draft7Validator  # noqa: PLC0415 (a build that checks nothing starts sooner)

    return Draft7Validator(load_schema(name))
