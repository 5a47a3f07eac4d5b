"""The site that articles are imported into, as its mkdocs.yml says: where its docs are, its locales.

Reads one YAML file; knows nothing of MkDocs itself, so that an import needs no site that builds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .errors import UsageError
from .locales import Locales

CONFIG = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Project:
    """A site's folder."""

    folder: Path
    """With its mkdocs.yml."""
    docs: Path
    locales: Locales


class _Loader(yaml.SafeLoader):
    """Reads over MkDocs' own tags, `!ENV` and `!!python/name:`."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def find_project(start: Path) -> Project | None:
    """Return the project whose mkdocs.yml is in `start` or the nearest folder above, if there is one.

    Raises:
        UsageError: that file can't be read.
    """
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / CONFIG).is_file():
            return read_project(place / CONFIG)
    return None


def read_project(config: Path) -> Project:
    """Read a project's mkdocs.yml.

    Raises:
        UsageError: it is no YAML mapping, or can't be opened.
    """
    try:
        data = yaml.load(config.read_text(encoding="utf-8"), _Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"can't read it: {error}", where=str(config), hint="Mend the file first.") from error
    if not isinstance(data, dict):
        raise UsageError("it holds no settings", where=str(config), hint="See https://www.mkdocs.org.")
    languages = list(_languages(data.get("plugins")))
    codes = tuple(str(language["locale"]) for language in languages)
    default = next((str(one["locale"]) for one in languages if one.get("default")), None)
    return Project(
        folder=config.parent,
        docs=config.parent / str(data.get("docs_dir") or "docs"),
        locales=Locales(default or (codes[0] if codes else "en"), codes),
    )


def _languages(plugins: Any) -> Iterator[Mapping[str, Any]]:
    """The `languages` of the i18n plugin (https://ultrabug.github.io/mkdocs-static-i18n/), in either form."""
    entries = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    for name, options in entries:
        if name == "i18n" and isinstance(options, dict):
            for language in options.get("languages") or ():
                if isinstance(language, dict) and language.get("locale") not in (None, "null"):
                    yield language


def _pairs(plugins: Any) -> Iterator[tuple[str, Any]]:
    for plugin in plugins if isinstance(plugins, list) else ():
        if isinstance(plugin, dict):
            yield from plugin.items()
