"""The collections of a site, as docs/_data/collections.yml names and orders them.

    billing:
      order: 1
      icon: credit-card-outline
      parent: ""
      title: {en: Billing, fr: Facturation}
      description: {en: Plans and invoices, fr: Offres et factures}
      slug: {fr: factures}    # else made from the title
      redirect_from: {fr: [facturation]}    # earlier slugs

Everything in it may be left out. A file that can't be understood stops the build, since each page
depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from mkdocs.exceptions import ConfigurationError

DATA_FOLDER = "_data"
COLLECTIONS_FILE = f"{DATA_FOLDER}/collections.yml"


@dataclass(frozen=True, slots=True)
class Collection:
    """A group of articles, as docs/_data/collections.yml or just a folder has it."""

    key: str
    order: float = float("inf")
    icon: str = ""
    parent: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    """Locale → title."""
    description: Mapping[str, str] = field(default_factory=dict)
    slug: Mapping[str, str] = field(default_factory=dict)
    redirect_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Locale → slugs it had before."""


def read_collections(docs_dir: Path) -> dict[str, Collection]:
    """Read docs/_data/collections.yml; an empty mapping where there is none.

    Raises:
        ConfigurationError: it is not what the documentation says; names the entry and what it must be.
    """
    file = docs_dir / COLLECTIONS_FILE
    if not file.is_file():
        return {}
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{file}: can't be read as YAML: {error}") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ConfigurationError(f"{file}: must be a mapping of collections, like `billing: {{order: 1}}`")
    collections = {str(key): _read_collection(str(key), value, file) for key, value in data.items()}
    _check_parents(collections, file)
    return collections


def _read_collection(key: str, value: object, file: Path) -> Collection:
    if value is None:
        return Collection(key)
    if not isinstance(value, dict):
        raise ConfigurationError(f"{file}: {key} must be a mapping, like `{key}: {{order: 1}}`")
    order = value.get("order")
    if order is not None and (isinstance(order, bool) or not isinstance(order, int | float)):
        raise ConfigurationError(f"{file}: {key}.order must be a number, not {order!r}")
    for name in ("icon", "parent"):
        if not isinstance(value.get(name) or "", str):
            raise ConfigurationError(f"{file}: {key}.{name} must be a text, not {value[name]!r}")
    return Collection(
        key,
        order=float("inf") if order is None else float(order),
        icon=value.get("icon") or "",
        parent=value.get("parent") or "",
        title=_read_texts(key, "title", value, file),
        description=_read_texts(key, "description", value, file),
        slug=_read_texts(key, "slug", value, file),
        redirect_from=_read_lists(key, "redirect_from", value, file),
    )


def _read_texts(key: str, name: str, value: Mapping[str, object], file: Path) -> dict[str, str]:
    texts = value.get(name)
    if texts is None:
        return {}
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise ConfigurationError(
            f"{file}: {key}.{name} must be texts per language, like `{name}: {{en: Plans, fr: Offres}}`"
        )
    return {str(locale): text for locale, text in texts.items() if text}


def _read_lists(key: str, name: str, value: Mapping[str, object], file: Path) -> dict[str, tuple[str, ...]]:
    lists = value.get(name)
    if lists is None:
        return {}
    if not isinstance(lists, dict) or not all(isinstance(each, str | list) for each in lists.values()):
        raise ConfigurationError(
            f"{file}: {key}.{name} must be slugs per language, like `{name}: {{fr: [offres]}}`"
        )
    return {
        str(locale): tuple(map(str, each)) if isinstance(each, list) else (each,)
        for locale, each in lists.items()
    }


def _check_parents(collections: Mapping[str, Collection], file: Path) -> None:
    for collection in collections.values():
        ancestors = {collection.key}
        parent = collection.parent
        while parent:
            if parent not in collections:
                raise ConfigurationError(f"{file}: {collection.key} is below '{parent}', which is not there")
            if parent in ancestors:
                raise ConfigurationError(f"{file}: {collection.key} is inside itself; change `parent`")
            ancestors.add(parent)
            parent = collections[parent].parent
