"""Redirects as a script at a host's edge, for hosts whose own rules are too few or can't say 410."""

from __future__ import annotations

import json
import posixpath
from importlib.resources import files
from urllib.parse import quote

from ..rules import GONE
from .facts import HostFacts


def lead_table(facts: HostFacts) -> dict[str, str]:
    """Earlier address → where it leads, "" where it is gone. Folders have no slash, `*` ends a prefix."""
    return {
        (rule.path if rule.is_prefix else rule.path.rstrip("/") or "/")
        + (f"?{rule.query}" if rule.query else ""): "" if rule.status == GONE else rule.target
        for rule in (*reversed(facts.moved), *facts.gone)
    }


def write_script(template: str, facts: HostFacts, **values: object) -> str:
    """A script of this folder that carries its table of redirects."""
    errors = {folder: f"{folder}404.html" for folder in facts.folders}
    table = dict(sorted(lead_table(facts).items()))
    return fill(template, TABLE=table, ERRORS=errors, **values) + fill("lead.js")


def fill(template: str, **values: object) -> str:
    """A script of this folder with data in the place of the names."""
    text = (files(__package__) / "scripts" / template).read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f'"{{{name}}}"', json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return text


def list_areas(facts: HostFacts, most: int) -> list[str]:
    """Patterns around all earlier addresses, at most so many: a script runs for these alone."""
    paths = [rule.path for rule in facts.redirects]
    by_folder = {f"{posixpath.dirname(path.rstrip('/')).rstrip('/')}/*" for path in paths}
    by_start = {f"/{path.split('/')[1]}/*" if path.count("/") > 1 else "/*" for path in paths}
    for areas in (by_folder, by_start):
        if len(areas) <= most and "/*" not in areas:
            return sorted(quote(area, safe="/*") for area in areas)
    return ["/*"]
