"""Compressed copies of a site's texts, `.br` and `.gz`, for servers that send them as they are.

The same text gives the same bytes. To make a copy takes long, so that one that is known isn't made again.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import PurePosixPath

import brotli

from .built import BuiltSite
from .hosts.facts import COMPRESSED

SUFFIXES = frozenset(f".{suffix}" for suffix in COMPRESSED.split("|"))
SMALLEST = 1024
"""Bytes; below, compressing saves no packet."""

Change = Callable[[bytes], bytes]

FORMATS: Mapping[str, tuple[Change, Change]] = {
    ".gz": (partial(gzip.compress, compresslevel=9, mtime=0), gzip.decompress),
    ".br": (partial(brotli.compress, quality=11), brotli.decompress),
}
"""What a copy's name ends with → how to compress, and how to undo it."""

MAKER = f"brotli {brotli.__version__}, zlib {zlib.ZLIB_RUNTIME_VERSION}"
"""Other versions may make other bytes."""

Copies = MutableMapping[str, Mapping[str, str]]
"""SHA-256 of a text → end of a copy's name → SHA-256 of the copy."""


def compress_all(site: BuiltSite, known: Copies) -> None:
    """Write `.br` and `.gz` beside every text.

    Args:
        site: the built site.
        known: the copies of an earlier build, which stay where they are; becomes those of this one.
    """
    earlier = dict(known)
    known.clear()
    missing = []
    for name, file in sorted(site.files.items()):
        if PurePosixPath(name).suffix not in SUFFIXES or file.size < SMALLEST:
            continue
        copies = earlier.get(file.sha256)
        if copies and all(site.keep(f"{name}{suffix}", digest) for suffix, digest in copies.items()):
            known[file.sha256] = copies
        else:
            missing.append((name, file.sha256))
    with ThreadPoolExecutor() as pool:  # compressing needs no interpreter
        made = pool.map(lambda each: _copies_of(site, each[0]), missing)
        for (name, digest), contents in zip(missing, made, strict=True):
            for suffix, content in contents.items():
                site.write(f"{name}{suffix}", content)
            known[digest] = {
                suffix: hashlib.sha256(content).hexdigest() for suffix, content in contents.items()
            }


def _copies_of(site: BuiltSite, name: str) -> dict[str, bytes]:
    """A text compressed, in each format; a copy that is right already is the copy."""
    text, copies = site.read(name), {}
    for suffix, (compress, undo) in FORMATS.items():
        there = site.read(f"{name}{suffix}")
        copies[suffix] = there if _holds(there, text, undo) else compress(text)
    return copies


def _holds(copy: bytes, text: bytes, undo: Change) -> bool:
    try:
        return bool(copy) and undo(copy) == text
    except (OSError, EOFError, zlib.error, brotli.error):
        return False  # half a file
