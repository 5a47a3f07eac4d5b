"""Parts of a site that were built on different machines: some locales each, in a folder with their addresses.

A shard is the folder of some locales, as they stand in the whole site, with a note of each: `shard-fr.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.exceptions import ConfigurationError

from .editions import Output
from .folder import digest_file

NOTE = "shard-{locale}.json"


def write_note(folder: Path, locale: str, key: str, output: Output) -> None:
    """Note what a locale's build has made.

    Args:
        folder: where its files are.
        locale: which one.
        key: fingerprint of what it was made from.
        output: what came of it.
    """
    note = {
        "made_from": key,
        "files": output.contents,
        "loads": sorted(output.loads),
        "logged": output.logged,
    }
    file = folder / NOTE.format(locale=locale)
    file.write_text(json.dumps(note, ensure_ascii=False, indent=0), encoding="utf-8", newline="\n")


def read_shards(folders: Iterable[Path], keys: Mapping[str, str]) -> dict[str, Output]:
    """What came of all locales, as shards have it.

    Args:
        folders: the shards.
        keys: locale → fingerprint of what it is made from here.

    Raises:
        ConfigurationError: a locale is missing, or was made from something else, or a file is damaged.
    """
    shards = list(folders)
    return {locale: _read_note(shards, locale, key) for locale, key in keys.items()}


def _read_note(shards: Iterable[Path], locale: str, key: str) -> Output:
    folder = next((each for each in shards if (each / NOTE.format(locale=locale)).is_file()), None)
    if folder is None:
        raise ConfigurationError(
            f"No shard has the locale '{locale}'. Build it with: helpcentre build --locales {locale}"
        )
    file = folder / NOTE.format(locale=locale)
    try:
        note = json.loads(file.read_text(encoding="utf-8"))
        contents, made_from = dict(note["files"]), note["made_from"]
        loads = frozenset((str(directive), str(address)) for directive, address in note["loads"])
        logged = tuple((str(name), int(level), str(message)) for name, level, message in note["logged"])
    except (ValueError, LookupError, TypeError) as error:
        raise ConfigurationError(f"{file}: is no note of a shard. Build the shard again.") from error
    if made_from != key:
        raise ConfigurationError(
            f"{file}: '{locale}' was built from other sources than are here, or with other versions of "
            "Python or its packages. Check out the same commit and install the same versions everywhere."
        )
    for name, digest in contents.items():
        if not (folder / name).is_file() or digest_file(folder / name) != digest:
            raise ConfigurationError(f"{folder / name}: is missing or damaged. Build the shard again.")
    return Output(
        contents, copied={name: str(folder / name) for name in contents}, loads=loads, logged=logged
    )
