"""Collections: `docs/_data/collections.yml`, which editors own and imports only add to.

billing:
  order: 1
  icon: credit-card-outline
  parent: ""
  title: {en: Billing, fr: Facturation}
  description: {en: Plans and invoices}
  source: intercom:1234
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from .errors import OutputError
from .model import Collection
from .writer import read_text, write_file

COLLECTIONS = "_data/collections.yml"


def read_collections(docs: Path) -> dict[str, Any]:
    """Return what the file says, {} where there is none.

    Raises:
        OutputError: it isn't a YAML mapping.
    """
    path = docs / COLLECTIONS
    try:
        data = yaml.safe_load(read_text(path) or "")
    except yaml.YAMLError as error:
        raise OutputError(f"it isn't YAML: {error}", where=str(path), hint="Mend the file first.") from error
    if data is not None and not isinstance(data, dict):
        raise OutputError(
            "it should map collections to their settings", where=str(path), hint="Mend the file first."
        )
    return data or {}


def known_folders(collections: Iterable[Collection], data: Mapping[str, Any]) -> dict[str, str]:
    """Return the folder of each collection that was imported before, whatever it is called now."""
    by_source = {
        entry["source"]: key for key, entry in data.items() if isinstance(entry, dict) and entry.get("source")
    }
    return {one.key: by_source[one.source] for one in collections if one.source in by_source}


def add_collections(
    docs: Path, collections: Iterable[Collection], folders: Mapping[str, str], *, dry_run: bool = False
) -> None:
    """Add what the file doesn't say yet about these collections.

    Args:
        docs: the docs folder.
        collections: as the source has them.
        folders: a source's collection → its folder here, where that differs.
        dry_run: write nothing.

    Raises:
        OutputError: the file can't be read or written.
    """
    data = read_collections(docs)
    text = read_text(docs / COLLECTIONS) or ""
    for collection in collections:
        key = folders.get(collection.key, collection.key)
        entry = _entry(collection, folders)
        if key not in data:
            text = f"{text.rstrip()}\n{_dump({key: entry})}".lstrip()
            data[key] = entry
        elif isinstance(data[key], dict):
            text = _add_missing(text, data, key, entry)
    if yaml.safe_load(text) != (data or None):  # a style that can't be added to, such as an anchor
        text = _dump(data)
    if not dry_run and text != (read_text(docs / COLLECTIONS) or ""):
        write_file(docs / COLLECTIONS, text)


def _entry(collection: Collection, folders: Mapping[str, str]) -> dict[str, Any]:
    entry = {
        "order": collection.order,
        "icon": collection.icon,
        "parent": folders.get(collection.parent, collection.parent),
        "title": dict(collection.titles),
        "description": dict(collection.descriptions),
        "source": collection.source,
    }
    return {name: value for name, value in entry.items() if value not in (None, "", {})}


def _add_missing(text: str, data: dict[str, Any], key: str, entry: Mapping[str, Any]) -> str:
    """Add to one collection what it lacks, and touch nothing else of the text, comments included."""
    known = data[key]
    for name, value in entry.items():
        if name not in known:
            text = _insert(text, (key,), name, value)
            known[name] = value
        elif isinstance(value, dict) and isinstance(known[name], dict):
            for locale in value.keys() - known[name].keys():
                text = _insert(text, (key, name), locale, value[locale])
                known[name][locale] = value[locale]
    return text


def _insert(text: str, place: tuple[str, ...], name: str, value: Any) -> str:
    """Insert `name: value` at the end of the mapping at `place`, in the style that it is written in."""
    node: Any = yaml.compose(text)
    for step in place:
        node = next(child for label, child in node.value if label.value == step)
    if node.flow_style:
        end = node.end_mark.index - 1
        separator = ", " if node.value else ""
        return f"{text[:end].rstrip()}{separator}{_dump({name: value}, flow=True)[1:-1]}{text[end:]}"
    line_end = text.find("\n", _end(node))
    line_end = len(text) if line_end < 0 else line_end
    indent = " " * node.value[0][0].start_mark.column
    addition = "".join(f"\n{indent}{line}" for line in _dump({name: value}).splitlines())
    return text[:line_end] + addition + text[line_end:]


def _end(node: yaml.Node) -> int:
    """Where the last value of a node ends; a block's own mark stands behind the comments after it."""
    while isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        node = node.value[-1][1]
    return max(node.start_mark.index, node.end_mark.index - 1)


def _dump(value: Any, *, flow: bool = False) -> str:
    text: str = yaml.safe_dump(
        value, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=flow
    )
    return text.strip() if flow else text
