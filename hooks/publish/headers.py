"""The headers that a careful host sends with the site, as a file that hosts read.

The format is that of Netlify (https://docs.netlify.com/manage/routing/headers/) and Cloudflare Pages
(https://developers.cloudflare.com/pages/configuration/headers/), `_headers` at the site's root. The
policy (https://www.w3.org/TR/CSP3/) allows the site itself, and of other sites just what its articles
embed and what mkdocs.yml names; never inline code or styles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from .built import folders_of
from .hosts.facts import FOREVER, HASHED
from .rules import Headers, parse_headers

MARK = "# Written by helpcentre; a file of this name in the docs folder takes its place."
MOST_RULES = 100
"""What Cloudflare Pages reads."""
CACHE = "Cache-Control"
LANGUAGE = "Content-Language"

Load = tuple[str, str]
"""A directive of the policy (`frame-src`) and an address under it; those of the site itself say nothing."""

BASE = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # search is WebAssembly
    "style-src": "'self'",
    "img-src": "'self' data:",  # the icons of the style sheet
    "media-src": "'self'",
    "frame-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}
"""What every site needs: directive → sources."""


def write_policy(loads: Iterable[Load]) -> str:
    """The Content-Security-Policy of a site that may load these addresses."""
    origins: dict[str, set[str]] = defaultdict(set)
    for directive, address in loads:
        url = urlsplit(address)
        if url.netloc:
            origins[directive].add(f"{url.scheme or 'https'}://{url.netloc}")
        elif url.scheme and not url.path:
            origins[directive].add(address)  # `blob:`
    return "; ".join(
        " ".join([directive, sources, *sorted(origins[directive])]) for directive, sources in BASE.items()
    )


def write_headers(loads: Iterable[Load]) -> str:
    """The headers file of a site that may load these addresses."""
    headers = {
        "Content-Security-Policy": write_policy(loads),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return _write([Headers("/*", headers)])


def complete_headers(text: str, files: Iterable[str], languages: Mapping[str, str]) -> str:
    """A headers file of ours with the languages of folders, and a long life for what never changes.

    Hosts add up the headers of all patterns that fit, so no two of these fit one file.

    Args:
        text: the file; an owner's stays as it is.
        files: the site's.
        languages: folder of a locale, `/fr/` or `/`, → its language tag.
    """
    if not text.startswith(MARK):
        return text
    names = sorted(files)
    rules = [block for block in parse_headers(text) if not {LANGUAGE, CACHE} & block.values.keys()]
    rules += [Headers(f"{folder}*", {LANGUAGE: tag}) for folder, tag in languages.items() if folder != "/"]
    if tag := languages.get("/"):
        others = tuple(folder.lstrip("/") for folder in languages if folder != "/")
        pages = [name for name in names if name.endswith(".html") and not name.startswith(others)]
        tops = {f"/{name.partition('/')[0]}/*" if "/" in name else "/" for name in pages}
        rules += [Headers(top, {LANGUAGE: tag}) for top in sorted(tops)]
    rules += [Headers(pattern, {CACHE: FOREVER}) for pattern in _unchanging(names)]
    return _write(rules[:MOST_RULES])


def _unchanging(names: Iterable[str]) -> list[str]:
    """Patterns for files that are named by their content: whole folders of them first."""
    fixed, mixed = [], set[str]()
    for name in names:
        if re.match(HASHED, f"/{name}"):
            fixed.append(name)
        else:
            mixed.update(folders_of(name))
    whole = {name: [folder for folder in folders_of(name) if folder not in mixed] for name in fixed}
    outermost = dict.fromkeys(folders[-1] for folders in whole.values() if folders)
    return [f"/{folder}/*" for folder in outermost] + [f"/{name}" for name in fixed if not whole[name]]


def _write(blocks: Iterable[Headers]) -> str:
    lines = [MARK]
    for block in blocks:
        lines += [block.pattern, *(f"  {name}: {value}" for name, value in block.values.items())]
    return "\n".join(lines) + "\n"
