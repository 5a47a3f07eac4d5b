"""What builds have made, kept from one to the next, in files that may be lost, shared or copied at any time.

A cache is a folder of packs. A pack maps keys to values; a key is a fingerprint of all that the value was
made from (`fingerprints.py`), so an entry is right in every branch and on every machine, or never asked for.

- A pack is read whole and checked; one that is damaged, or no pack, counts as empty.
- It is written beside itself and put in its place when it is complete: of two builds the later one's stays.
- A full disk or a folder that can't be written costs the next build time, nothing else.
- Entries that a build did not use stay for other branches while there is room, the last used longest.
  Time is counted in builds, so that no clock matters.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any, BinaryIO

import brotli

MAGIC = b"helpcentre pack 3\n"
CHECKSUM = 20
COMPRESSED = b"\0"
"""What a compressed value begins with; a pickle begins with its protocol."""

SPARE = 16 * 1024 * 1024
"""Bytes of entries that no build has used lately, in each pack; or twice what the last build used."""

SMALL = 2048
"""Bytes that it takes longer to compress than to write."""

SAFE = frozenset(
    {
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("builtins", "bytearray"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("mkdocs.structure.toc", "AnchorLink"),
        ("mkdocs.structure.toc", "TableOfContents"),
    }
)
"""Classes of values, besides those of this package, that nothing can be done with but to hold data."""

OWN = __name__.rpartition(".")[0].rpartition(".")[0]


class _Reader(pickle.Unpickler):
    """Reads values, and refuses to make anything but data: a cache may come from another machine."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in SAFE or (module, name) in _data_classes():
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no data of ours")


def _data_classes() -> frozenset[tuple[str, str]]:
    return frozenset((f"{OWN}.{module}", name) for module, name in DATA)


DATA = (
    ("reading", "Reading"),
    ("reading", "Section"),
    ("reading", "Question"),
    ("reading", "Procedure"),
    ("reading", "Step"),
    ("speed.pages", "Rendered"),
    ("speed.pages", "Finished"),
    ("speed.folder", "Known"),
)
"""Our own classes of which values are made: module and name."""


class Cache:
    """A folder of packs."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not be there."""
        self.folder = folder

    def pack(self, name: str, *, is_dense: bool = False) -> Pack:
        """A pack by its name; a dense one holds what is compressed already."""
        return Pack(self.folder / f"{name}.pack", is_dense=is_dense)


class Pack:
    """Values by fingerprint, read when the first is asked for, written by `save`."""

    def __init__(self, file: Path, *, is_dense: bool = False) -> None:
        """Use a file, which need not be there; the values of a dense one are not compressed."""
        self._file = file
        self._is_dense = is_dense
        self._stored: dict[str, bytes] | None = None
        self._used: dict[str, bytes] = {}
        self._is_changed = False

    def get(self, key: str) -> Any:
        """The value of a key; None where there is none that can be read."""
        content = self._used.get(key) or self._entries.get(key)
        if content is None:
            return None
        try:
            value = _Reader(io.BytesIO(_unpack(content))).load()
        except Exception:  # whatever it is, it is no value of ours
            return None
        self._used[key] = content
        return value

    def keep(self, key: str) -> None:
        """Count an entry as used without reading it."""
        if content := self._entries.get(key):
            self._used[key] = content

    def put(self, key: str, value: Any) -> None:
        """Give a key a value."""
        content = pickle.dumps(value, protocol=5)
        if len(content) > SMALL and not self._is_dense:
            content = COMPRESSED + brotli.compress(content, quality=0)
        if self._entries.get(key) != content:
            self._is_changed = True
        self._used[key] = content

    def save(self) -> None:
        """Write the pack, if there is anything new in it."""
        if not self._is_changed:
            return
        entries = self._with_room()
        try:
            _write(self._file, entries)
        except OSError:
            return
        self._stored, self._is_changed = entries, False

    @property
    def _entries(self) -> dict[str, bytes]:
        if self._stored is None:
            self._stored = _read(self._file)
        return self._stored

    def _with_room(self) -> dict[str, bytes]:
        """The entries to write: those not used first, the longest unused of them left out."""
        unused = {key: content for key, content in self._entries.items() if key not in self._used}
        room = max(SPARE, 2 * sum(map(len, self._used.values())))
        size = sum(map(len, unused.values()))
        for key in list(unused):
            if size <= room:
                break
            size -= len(unused.pop(key))
        return unused | self._used


def _unpack(content: bytes) -> bytes:
    if not content.startswith(COMPRESSED):
        return content
    unpacked: bytes = brotli.decompress(content[1:])
    return unpacked


def _read(file: Path) -> dict[str, bytes]:
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    start = len(MAGIC) + CHECKSUM
    body = memoryview(content)[start:]
    if content[:start] != MAGIC + hashlib.blake2b(body, digest_size=CHECKSUM).digest():
        return {}
    try:
        entries = _Reader(io.BytesIO(body)).load()
    except Exception:
        return {}
    return entries if isinstance(entries, dict) else {}


def _write(file: Path, entries: Mapping[str, bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=".new-", dir=file.parent)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123
            body = _Body(stream)
            stream.write(MAGIC + bytes(CHECKSUM))
            pickle.dump(dict(entries), body, protocol=5)
            stream.seek(len(MAGIC))
            stream.write(body.known.digest())
        os.replace(name, file)  # noqa: PTH105
    except OSError:
        os.unlink(name)  # noqa: PTH108
        raise


class _Body:
    """What follows upon a pack's checksum, while it is written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.known = hashlib.blake2b(digest_size=CHECKSUM)

    def write(self, content: bytes) -> int:
        """Write a part."""
        self.known.update(content)
        return self._stream.write(content)
