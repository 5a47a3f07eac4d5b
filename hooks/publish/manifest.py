"""What a build has made: every file with its size and hash, and the languages of its folders.

`_manifest.json` at the root of the site. Two of them tell what changed; the one at a target tells what was
published there. Itself it isn't in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .rules import MANIFEST_FILE


class ManifestError(ValueError):
    """A manifest can't be read."""


class BuiltFile(NamedTuple):
    """A file as it was built."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> BuiltFile:
        """A file of some content."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """A built site's files."""

    files: Mapping[str, BuiltFile]
    """By path, with `/`."""
    languages: Mapping[str, str]
    """Folder of a locale, `/fr/` or `/`, → its language tag."""


class Difference(NamedTuple):
    """What is to be done at a target."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def make_manifest(site: Path, languages: Mapping[str, str]) -> Manifest:
    """Read every file of a built site."""
    files = ((file.relative_to(site).as_posix(), file) for file in site.rglob("*") if file.is_file())
    found = {name: BuiltFile.of(file.read_bytes()) for name, file in files if name != MANIFEST_FILE}
    return Manifest(dict(sorted(found.items())), languages)


def read_manifest(site: Path) -> Manifest:
    """A built site's manifest; one without is read file by file.

    Raises:
        ManifestError: it is something else.
    """
    file = site / MANIFEST_FILE
    return parse_manifest(file.read_bytes(), str(file)) if file.is_file() else make_manifest(site, {})


def parse_manifest(content: bytes, name: str) -> Manifest:
    """The text of a manifest.

    Args:
        content: the file.
        name: what it is called in an error.

    Raises:
        ManifestError: it is something else.
    """
    try:
        data = json.loads(content)
        files = {path: BuiltFile(int(each["bytes"]), each["sha256"]) for path, each in data["files"].items()}
        return Manifest(files, dict(data["languages"]))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ManifestError(f"{name}: is no manifest of a built site. Build the site again.") from error


def write_manifest(manifest: Manifest) -> str:
    """A manifest as text, one file a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    files = [
        f'  {encode(path)}: {{"bytes": {file.size}, "sha256": {encode(file.sha256)}}}'
        for path, file in manifest.files.items()
    ]
    languages = encode(dict(manifest.languages))
    return f'{{"version": 1, "languages": {languages}, "files": {{\n' + ",\n".join(files) + "\n}}\n"


def compare(before: Manifest, after: Manifest) -> Difference:
    """What is new, other and no more."""
    old, new = before.files, after.files
    return Difference(
        tuple(path for path in new if path not in old),
        tuple(path for path in new if path in old and old[path] != new[path]),
        tuple(path for path in old if path not in new),
    )


def total(files: Mapping[str, BuiltFile], paths: Iterable[str]) -> int:
    """The bytes of some files."""
    return sum(files[path].size for path in paths)
