"""Front matter changed by the line, so that a diff shows just what changed."""

from __future__ import annotations

import re

import yaml

from ..catalogue import FRONT_MATTER, take_fingerprint


def add_to_list(text: str, name: str, values: list[str]) -> str:
    """A file's text with values added to a list in its front matter, which is made if it isn't there."""
    match = FRONT_MATTER.match(text)
    head = match[1] if match else ""
    meta = yaml.safe_load(head) or {}
    given = meta.get(name) or []
    there = [str(each) for each in (given if isinstance(given, list) else [given])]
    wanted = [*there, *(value for value in values if value not in there)]
    line = yaml.safe_dump({name: wanted}, allow_unicode=True, width=10_000)
    if not match:
        return f"---\n{line}---\n\n{text}"
    own = re.compile(rf"^{re.escape(name)}:.*\n(?:[ \t]+.*\n|-[ \t].*\n)*", re.MULTILINE)
    if own.search(head):
        head = own.sub(lambda _: line, head, count=1)
    else:
        source = re.search(r"^source:", head, re.MULTILINE)
        at = source.start() if source else len(head)
        head = head[:at] + line + head[at:]
    return text[: match.start(1)] + head + text[match.end(1) :]


def rename_promoted(text: str, old: str, new: str) -> str:
    """A home page's text with another key in its list `promoted`; "" takes it out."""
    match = FRONT_MATTER.match(text)
    if not match:
        return text
    block = re.search(r"^promoted:[ \t]*\n(?:[ \t]*-[^\n]*\n)+", match[1], re.MULTILINE)
    if not block:
        return text
    item = re.compile(rf"^(?P<dash>[ \t]*-[ \t]*)[\"']?{re.escape(old)}[\"']?[ \t]*\n", re.MULTILINE)
    changed = item.sub(lambda found: f"{found['dash']}{new}\n" if new else "", block[0])
    start = match.start(1) + block.start()
    return text[:start] + changed + text[start + len(block[0]) :]


def fingerprint(text: str) -> str:
    """What tells a file's text from its earlier versions (catalogue.py)."""
    match = FRONT_MATTER.match(text)
    try:
        meta = yaml.safe_load(match[1]) if match else {}
    except yaml.YAMLError:
        meta = {}
    return take_fingerprint(meta if isinstance(meta, dict) else {}, text[match.end() :] if match else text)
