"""What a file of the site is sent with, for targets that keep it with the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from mimetypes import MimeTypes

from .hosts.facts import ASK, FOREVER, HASHED

TYPES = MimeTypes()  # Python's own table, the same on every machine
for suffix, media_type in {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}.items():
    TYPES.add_type(media_type, suffix)
TEXTS = ("application/json", "application/manifest+json", "application/xml", "image/svg+xml")


def answer_headers(path: str, languages: Mapping[str, str]) -> dict[str, str]:
    """Type, caching and language of a file.

    Args:
        path: below the site's folder.
        languages: folder of a locale, `/fr/` or `/`, → its language tag.
    """
    media_type = TYPES.guess_type(path)[0] or "application/octet-stream"
    is_text = media_type.startswith("text/") or media_type in TEXTS
    headers = {
        "Content-Type": f"{media_type}; charset=utf-8" if is_text else media_type,
        "Cache-Control": FOREVER if re.match(HASHED, f"/{path}") else ASK,
    }
    folders = [folder for folder in languages if f"/{path}".startswith(folder)]
    if path.endswith(".html") and folders:
        headers["Content-Language"] = languages[max(folders, key=len)]
    return headers
