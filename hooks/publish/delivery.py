"""The last step of a build: what the servers that mkdocs.yml names need beside the pages.

Reads the built site's folder, writes into it: compressed copies, and the files of `hosts.py`; the
configuration of nginx and Caddy goes into `hosting/` beside it, where they don't serve it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path

import brotli

from .hosts import BESIDE, COMPRESSED, WRITERS, HostFacts
from .rules import HEADERS_FILE, REDIRECTS_FILE, parse_headers, parse_redirects

SUFFIXES = frozenset(f".{suffix}" for suffix in COMPRESSED.split("|"))
SMALLEST = 1024
"""Bytes; below, compressing saves no packet."""
SELF_SERVED = frozenset({"apache", "caddy", "nginx"})
"""The others compress by themselves."""


def deliver(site: Path, hosts: Iterable[str], languages: Mapping[str, str]) -> None:
    """Write what hosts need.

    Args:
        site: the built site.
        hosts: names of `hosts.WRITERS`.
        languages: folder of a locale, `/fr/` or `/`, → its language tag.
    """
    wanted = list(hosts)
    facts = HostFacts(
        parse_redirects(_read(site / REDIRECTS_FILE)), parse_headers(_read(site / HEADERS_FILE)), languages
    )
    if SELF_SERVED & set(wanted):
        compress_all(site)
    for host in wanted:
        folder = site.parent / "hosting" if host in BESIDE else site
        for name, text in WRITERS[host](facts).items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")


def compress_all(site: Path) -> None:
    """Write `.br` and `.gz` beside every text; the same input gives the same bytes."""
    for file in sorted(site.rglob("*")):
        if file.suffix not in SUFFIXES or not file.is_file() or file.stat().st_size < SMALLEST:
            continue
        content = file.read_bytes()
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
        file.with_name(f"{file.name}.br").write_bytes(brotli.compress(content, quality=11))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
