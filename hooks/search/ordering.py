"""Puts what Pagefind writes in the order of its hash tables, which differs from run to run, into a fixed one.

The values of a filter, and the list of filters, are so; a file's name is a hash of its content, and the
index names its files. The files are CBOR (RFC 8949) of arrays, texts and whole numbers behind a signature,
compressed (https://github.com/CloudCannon/pagefind, `pagefind/src/index`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

SIGNATURE = b"pagefind_dcd"
FILTERS = 3
"""Where the index has the list of its filters, each a name and a file."""
UNSIGNED, TEXT, ARRAY = 0, 3, 4
"""CBOR's major types that occur."""


def settle_order(bundle: Path, entry: str) -> None:
    """Rewrite the filters and the index of a bundle; `entry` is the file that names the index.

    Raises:
        ValueError: Pagefind's files have another form than the one above.
    """
    data = json.loads((bundle / entry).read_text(encoding="utf-8"))
    for facts in data["languages"].values():
        index = _read(bundle / f"pagefind.{facts['hash']}.pf_meta")
        prefix = facts["hash"].partition("_")[0]
        for filter_facts in index[FILTERS]:
            file = bundle / "filter" / f"{filter_facts[1]}.pf_filter"
            name, values = _read(file)
            file.unlink()
            filter_facts[1] = _write([name, sorted(values)], file.with_name(f"{prefix}_%s.pf_filter"), 7)
        index[FILTERS].sort()
        (bundle / f"pagefind.{facts['hash']}.pf_meta").unlink()
        facts["hash"] = _write(index, bundle / f"pagefind.{prefix}_%s.pf_meta", 10)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (bundle / entry).write_text(text, encoding="utf-8")


def _read(file: Path) -> Any:
    content = gzip.decompress(file.read_bytes())
    if not content.startswith(SIGNATURE):
        raise ValueError(f"{file.name} is no file of Pagefind's")
    value, end = _decode(content, len(SIGNATURE))
    if end != len(content):
        raise ValueError(f"{file.name} goes on after its end")
    return value


def _write(value: Any, pattern: Path, digits: int) -> str:
    """Write a value under the hash of its content; returns what the index calls it."""
    content = SIGNATURE + _encode(value)
    name = pattern.name % hashlib.sha256(content).hexdigest()[:digits]
    pattern.with_name(name).write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    return name.removeprefix("pagefind.").partition(".")[0]


def _decode(content: bytes, at: int) -> tuple[Any, int]:
    """The value at a place, and where it ends."""
    kind, size = content[at] >> 5, content[at] & 31
    at += 1
    if size >= 24:
        length = 1 << (size - 24)
        size, at = int.from_bytes(content[at : at + length], "big"), at + length
    if kind == UNSIGNED:
        return size, at
    if kind == TEXT:
        return content[at : at + size].decode(), at + size
    if kind != ARRAY:
        raise ValueError(f"Pagefind's files hold a value of another kind, {kind}")
    values = []
    for _ in range(size):
        value, at = _decode(content, at)
        values.append(value)
    return values, at


def _encode(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(UNSIGNED, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(TEXT, len(text)) + text
    return _head(ARRAY, len(value)) + b"".join(map(_encode, value))


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    power = next(power for power in range(4) if size < 1 << (8 << power))
    return bytes([kind << 5 | 24 + power]) + size.to_bytes(1 << power, "big")
