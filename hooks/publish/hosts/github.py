"""GitHub Pages (https://docs.github.com/en/pages) sends no headers of ours and redirects nothing."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .facts import Host, HostFacts


def write(facts: HostFacts) -> dict[str, str]:
    """A page that leads on at every earlier address, and `.nojekyll`, which keeps names with a `_`."""
    pages = {}
    for rule in facts.moved:
        path = rule.path.strip("/")
        file = path if path.endswith(".html") else f"{path}/index.html"
        if path and not rule.is_prefix and not rule.query and file not in facts.files:
            pages[file] = _lead(rule.target)
    return {".nojekyll": "", **pages}


def warn(facts: HostFacts) -> Iterable[str]:
    """What it answers with the error page."""
    if lost := sum(rule.is_prefix or bool(rule.query) for rule in facts.moved):
        yield f"GitHub Pages can't lead on from {lost} addresses with `*` or a query"
    if facts.gone:
        yield f"GitHub Pages answers {len(facts.gone)} removed addresses with 404, not 410"
    if facts.headers:
        yield "GitHub Pages sends no headers of a site's own, so no Content-Security-Policy"


def _lead(target: str) -> str:
    address = escape(target)
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{address}</title>'
        f'<link rel="canonical" href="{address}"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={address}"></head>\n'
        f'<body><p><a href="{address}">{address}</a></p></body></html>\n'
    )


HOST = Host(write, warn=warn)
