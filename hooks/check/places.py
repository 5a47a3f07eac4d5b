"""Where in a YAML text a value stands, for data that is checked after it has been read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from ..loader import Loader

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

Path = Sequence[str | int]


def read_path(written: str) -> list[str | int]:
    """A place as messages name it, `rows[2].monthly`, in parts."""
    return [int(index) if index else name for index, name in _PART.findall(written)]


def find_place(text: str, path: Path) -> int:
    """Offset of the value at `path`, or of the nearest around it that there is; 0 if it is no YAML."""
    try:
        node = yaml.compose(text, Loader)
    except yaml.YAMLError:
        return 0
    at = 0
    for part in path:
        child = _child(node, part)
        if child is None:
            break
        at, node = child
    return at


def find_error(error: yaml.YAMLError, text: str) -> int:
    """Offset at which a text stops being YAML."""
    mark = getattr(error, "problem_mark", None)
    lines = text.splitlines(keepends=True)
    return min(sum(map(len, lines[: mark.line])) + mark.column, len(text)) if mark else 0


def _child(node: Any, part: str | int) -> tuple[int, Any] | None:
    """Where a part begins, and what it holds: a key of a mapping begins with its name."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value) == str(part):
                return key.start_mark.index, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.index, node.value[part]
    return None
