"""Cloudflare Pages reads `_redirects` and `_headers`; where there is more than they hold, a worker does it.

Sources: https://developers.cloudflare.com/pages/configuration/redirects/ (2,000 exact redirects, 100 with
`*`), https://developers.cloudflare.com/pages/functions/advanced-mode/ (`_worker.js`, `_routes.json`).
"""

from __future__ import annotations

import json

from .edge import list_areas, write_script
from .facts import Host, HostFacts

MOST_EXACT = 2000
MOST_PREFIXES = 100
MOST_BYTES = 100_000
"""Of `_redirects`; what is beyond is dropped without a word."""
MOST_AREAS = 100


def write(facts: HostFacts) -> dict[str, str]:
    """A worker for the earlier addresses, if `_redirects` can't hold them or some are gone."""
    prefixes = sum(rule.is_prefix for rule in facts.moved)
    size = sum(len(rule.path.encode()) + len(rule.target) + 6 for rule in facts.moved)
    fits = prefixes <= MOST_PREFIXES and len(facts.moved) - prefixes <= MOST_EXACT and size <= MOST_BYTES
    if fits and not facts.gone and not any(rule.query for rule in facts.moved):
        return {}
    routes = {"version": 1, "include": list_areas(facts, MOST_AREAS), "exclude": ["/assets/*"]}
    return {
        "_worker.js": write_script("cloudflare.js", facts),
        "_routes.json": json.dumps(routes, ensure_ascii=False, indent=2) + "\n",
    }


HOST = Host(write)
