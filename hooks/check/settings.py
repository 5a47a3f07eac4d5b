"""What mkdocs.yml says of the site and of the rules; MkDocs itself isn't started, which would take longer
than the check. It is the one place for settings:

    plugins:
      - helpcentre:
          check:
            html: error             # error | warning | info | off
            missing-description: off
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from .findings import OFF, SEVERITIES, Severity
from .rules import RULES

CONFIG = ("mkdocs.yml", "mkdocs.yaml")


class SettingsError(ValueError):
    """The site can't be found or its settings can't be read; says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A site as `check` needs it."""

    root: Path
    """The folder of mkdocs.yml."""
    docs: Path
    locales: tuple[str, ...]
    """The default one first."""
    host: str
    severities: Mapping[str, Severity]
    """Rule → severity; rules that are off have none."""
    default_at_root: bool = True
    """The plugin's option."""
    directory_urls: bool = True
    """MkDocs' `use_directory_urls`."""
    site: Path = Path("site")
    """Where it is built."""
    hosts: tuple[str, ...] = ()
    """The plugin's option."""


def find_settings(start: Path) -> Settings:
    """The settings of the site around `start`.

    Raises:
        SettingsError: there is none, or its mkdocs.yml can't be read.
    """
    folder = start.resolve()
    for place in (folder, *folder.parents):
        for name in CONFIG:
            if (place / name).is_file():
                return read_settings(place / name)
    raise SettingsError(
        "there is no mkdocs.yml here or above. Run it in a site's folder, or name one with --config."
    )


def read_settings(config: Path) -> Settings:
    """The settings in a mkdocs.yml.

    Raises:
        SettingsError: it can't be read, or names a rule or severity that there isn't.
    """
    try:
        with config.open("rb") as file:
            data = yaml_load(file, _loader())
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{config}: can't be read: {error}") from error
    plugins = dict(_plugins(data.get("plugins")))
    options = plugins.get("helpcentre") or {}
    languages = [
        one for one in (plugins.get("i18n") or {}).get("languages") or () if one.get("locale") != "null"
    ]
    languages.sort(key=lambda one: not one.get("default"))
    return Settings(
        root=config.parent,
        docs=(config.parent / str(data.get("docs_dir") or "docs")),
        locales=tuple(str(one["locale"]) for one in languages) or ("en",),
        host=urlsplit(str(data.get("site_url") or "")).netloc,
        severities=read_severities(options.get("check") or {}),
        default_at_root=options.get("default_at_root") is not False,
        directory_urls=data.get("use_directory_urls") is not False,
        site=config.parent / str(data.get("site_dir") or "site"),
        hosts=tuple(str(host) for host in options.get("hosts") or ()),
    )


def read_severities(given: Mapping[str, object]) -> dict[str, Severity]:
    """Rule → severity, with an owner's changes.

    Raises:
        SettingsError: there is no such rule or severity.
    """
    severities: dict[str, Severity] = {rule.id: rule.severity for rule in RULES}
    for name, value in given.items():
        word = OFF if value is False else value  # YAML reads `off` as false
        if name not in severities:
            raise SettingsError(
                f"`check:` names a rule that there isn't, '{name}'. See `helpcentre check --rules`."
            )
        if word == OFF:
            del severities[name]
        elif word in SEVERITIES:
            severities[name] = word
        else:
            raise SettingsError(f"`check: {name}: {value}`: write one of {', '.join(SEVERITIES)}, {OFF}.")
    return severities


def _loader() -> Any:
    """MkDocs' own loader, which also passes over `!!python/name:` tags that it would import."""
    loader = get_yaml_loader()
    loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
    return loader


def _plugins(entries: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The plugins with their options, in either form that MkDocs takes."""
    listed = entries.items() if isinstance(entries, dict) else []
    if isinstance(entries, list):
        listed = [pair for entry in entries if isinstance(entry, dict) for pair in entry.items()]
    for name, options in listed:
        if isinstance(options, dict):
            yield str(name), options
