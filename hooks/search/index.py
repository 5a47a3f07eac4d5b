"""Builds a locale's index with Pagefind (https://pagefind.app), whose program comes with its Python package.

The program is run on a folder of records: its Python API answers ten records a second.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.exceptions import BuildError
from pagefind.service import get_executable

from .ordering import settle_order
from .words import base_language

ENTRY = "pagefind-entry.json"
SCRIPT = "pagefind.js"
PARTS = ("index", "fragment", "filter")
SMALL_PARTS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "6000"}
"""A word's part of the index is about 10 kB instead of 27. Pagefind promises nothing about this variable;
where it goes by another the index is as good, and a query fetches more of it."""
PAGEFIND_NAMES = {"nb": "no", "nn": "no"}
"""Languages that Pagefind stems under another code."""


def index_folder(locale: str) -> str:
    """Where a locale's index is below the site folder, with a slash at its end."""
    return f"assets/search/{locale}/"


def write_index(pages: Mapping[str, str], locale: str, folder: Path) -> None:
    """Write a locale's index; the same records give the same bytes.

    Args:
        pages: path below the site folder → record as HTML.
        locale: whose index it is; its language's stemming is used.
        folder: where it goes. What is there goes away.

    Raises:
        BuildError: Pagefind can't be run.
    """
    language = base_language(locale)
    shutil.rmtree(folder, ignore_errors=True)
    with TemporaryDirectory(prefix="helpcentre-search-") as temporary:
        for path, html in pages.items():
            file = Path(temporary, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, encoding="utf-8")
        _run_pagefind(Path(temporary), folder, PAGEFIND_NAMES.get(language, language))
    settle_order(folder, ENTRY)
    for file in set(folder.iterdir()) - set(_needed(folder)):
        file.unlink()


def _run_pagefind(source: Path, bundle: Path, language: str) -> None:
    program = get_executable() or "pagefind"
    run = subprocess.run(
        [program, "--site", source, "--output-path", bundle, "--force-language", language],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **SMALL_PARTS},
    )
    if run.returncode or not (bundle / ENTRY).is_file():
        raise BuildError(
            f"The search index could not be made: Pagefind ended with {run.returncode}.\n"
            f"{run.stderr.strip() or run.stdout.strip()}\n"
            "Install it with: pip install 'pagefind[extended]'"
        )


def _needed(bundle: Path) -> Iterable[Path]:
    """What a query fetches, files and folders; Pagefind's own interfaces and worker stay out of the site."""
    entry = json.loads((bundle / ENTRY).read_text(encoding="utf-8"))
    engines = {language["wasm"] or "unknown" for language in entry["languages"].values()}
    yield bundle / ENTRY
    yield bundle / SCRIPT
    yield from bundle.glob("*.pf_meta")
    yield from (bundle / f"wasm.{engine}.pagefind" for engine in engines)
    yield from (bundle / part for part in PARTS)
