"""The headers that a careful host sends with the site, as a file that hosts read.

The format is that of Netlify (https://docs.netlify.com/manage/routing/headers/) and Cloudflare Pages
(https://developers.cloudflare.com/pages/configuration/headers/), `_headers` at the site's root. The
policy (https://www.w3.org/TR/CSP3/) allows the site itself, and of other sites just what its articles
embed and what mkdocs.yml names; never inline code or styles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

HEADERS_FILE = "_headers"

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
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
