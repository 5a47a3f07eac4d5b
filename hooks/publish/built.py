"""A built site as publishing sees it: files with their sizes and hashes, into which more are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Protocol

from .manifest import BuiltFile, make_manifest


class BuiltSite(Protocol):
    """A built site, wherever its files are until it is complete. Names are paths below it, with `/`."""

    @property
    def files(self) -> Mapping[str, BuiltFile]:
        """Every file that it has now."""

    def read(self, name: str) -> bytes:
        """What a file of it holds; nothing where there is none."""

    def keep(self, name: str, sha256: str) -> bool:
        """Have a file stay that an earlier build has left; says whether it is there."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file into it."""

    def write_beside(self, name: str, content: bytes) -> None:
        """Write a file beside its folder, where no server looks."""


class FolderSite:
    """A built site that is complete but for what is written into it here."""

    def __init__(self, folder: Path) -> None:
        """Look at a folder."""
        self.folder = folder

    @cached_property
    def files(self) -> dict[str, BuiltFile]:
        """Every file that it has now."""
        return dict(make_manifest(self.folder, {}).files)

    def read(self, name: str) -> bytes:
        """What a file of it holds; nothing where there is none."""
        file = self.folder / name
        return file.read_bytes() if file.is_file() else b""

    def keep(self, name: str, sha256: str) -> bool:
        """Whether a file of this content is there."""
        return name in self.files and self.files[name].sha256 == sha256

    def write(self, name: str, content: bytes) -> None:
        """Write a file into it."""
        put(self.folder / name, content)
        self.files[name] = BuiltFile.of(content)

    def write_beside(self, name: str, content: bytes) -> None:
        """Write a file beside its folder, where no server looks."""
        put(self.folder.parent / name, content)


def folders_of(name: str) -> Iterator[str]:
    """The folders that a file of a site is in, innermost first: `a/b/c.html` → `a/b`, `a`."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def write_file(file: Path, content: bytes) -> None:
    """Write a file that nobody reads yet, and its folder where there is none."""
    try:
        file.write_bytes(content)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def put(file: Path, content: bytes) -> None:
    """Write a file in one step, if it isn't so already: whoever reads it has the old one, or the new."""
    if file.is_file() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)
