"""Asks a built site's own search, outside a browser: for `helpcentre search`, for tests and measurements.

Pagefind has no query program, so the site's scripts run in Node.js (https://nodejs.org), which is needed
for this only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .errors import UsageError

DRIVER = Path(__file__).with_name("search.mjs")
ENGINE = "assets/javascripts/search-engine.js"
INDEXES = "assets/search"
NODE_MAJOR = 20


def search_site(
    site: Path, locale: str, queries: Sequence[str], options: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The answers that a built site gives to queries, as its assets/javascripts/search-engine.js has them.

    Args:
        site: the folder of the built site.
        locale: whose index to ask.
        queries: what a reader types.
        options: `collection`, `literal`, `most`.

    Raises:
        UsageError: there is no such site or locale, no Node.js, or the index is broken.
    """
    folder, engine = site / INDEXES / locale, site / ENGINE
    if not engine.is_file():
        raise UsageError(
            "there is no built site", where=str(site), hint="Run `mkdocs build`, or name it with --site."
        )
    if not folder.is_dir():
        known = sorted(path.name for path in (site / INDEXES).glob("*") if path.is_dir())
        raise UsageError(
            f"the site has no search for {locale!r}", where="--locale", hint=f"It has: {', '.join(known)}."
        )
    request = {
        "engine": str(engine.resolve()),
        "index": str(folder.resolve()),
        "locale": locale,
        "queries": list(queries),
        "options": dict(options or {}),
    }
    run = subprocess.run(
        [_node(), "--no-warnings", "--experimental-default-type=module", DRIVER],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    answer: dict[str, Any] = json.loads(run.stdout) if run.stdout else {"error": run.stderr.strip()[-200:]}
    if "error" in answer:
        raise UsageError(
            f"the site's search failed: {answer['error']}", where=str(folder), hint="Build the site again."
        )
    return list(answer["answers"])


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        raise UsageError(
            "`helpcentre search` needs Node.js, which was not found",
            hint=f"Install version {NODE_MAJOR} or newer; the built site itself does not need it.",
        )
    return node
