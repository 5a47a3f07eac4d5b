"""Pictures and players: what those who can't see them are told, and what other sites are told of readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from ...components.providers import find_embed, split_address
from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Source

FILE_NAME = re.compile(
    r"[\w%-]+\.(?:png|jpe?g|gif|webp|avif|svg)|(?:img|image|screenshot|capture)[ _-]*\d*", re.I
)
MEDIA = frozenset(
    ".png .jpg .jpeg .gif .webp .avif .svg .bmp .mp4 .webm .ogv .mov .mp3 .ogg .wav .m4a".split()
)


def find_missing_alternatives(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Pictures without words, or with their file's name instead."""
    for link in source.links:
        if not link.is_image:
            continue
        words = link.text.strip()
        if not words:
            fix = "Write between the brackets what a reader who can't see it needs to know."
            yield Found(link.start, "the picture has no words", fix)
        elif FILE_NAME.fullmatch(words) or words == PurePosixPath(unquote(link.address)).stem:
            yield Found(link.start, f"'{words}' is a file's name", "Write what the picture shows.")


def find_remote_media(source: Source, library: DocsFolder) -> Iterator[Found]:
    """Pictures and films that readers' browsers load from other sites."""
    for link in source.links:
        url = split_address(link.address) if link.is_image and "//" in link.address else None
        if url is None or not url.netloc or url.netloc == library.host or find_embed(link.address):
            continue
        if PurePosixPath(url.path).suffix.lower() in MEDIA:
            fix = "Save it below docs/assets/ and link to it there."
            yield Found(link.at, f"it is loaded from {url.netloc}", fix)


RULES = (
    Rule(
        "missing-alt",
        "warning",
        "Readers who can't see the picture learn nothing.",
        find_missing_alternatives,
    ),
    Rule(
        "remote-media",
        "warning",
        "The other site learns who reads the page, and can take the file away.",
        find_remote_media,
    ),
)
