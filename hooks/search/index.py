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
from tempfile import mkdtemp

from mkdocs.exceptions import BuildError
from pagefind.service import get_executable

from ..publish.built import write_file
from .ordering import settle_order
from .words import base_language

ENTRY = "pagefind-entry.json"
SCRIPT = "pagefind.js"
PARTS = ("index", "fragment", "filter")
SMALL_PARTS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "3000"}
"""A word's part of the index is about 6 kB instead of 27, and is made a little sooner. Pagefind promises
nothing about this variable; where it goes by another the index is as good, and a query fetches more of it.
"""
RECORD_FILES = "**/*.{html,index}"
"""The record of `a/index.html` is a file `a.index`: with a folder for each there were twice as much to make
and to remove. Results then have addresses `/a.index`, which search-engine.js knows.
"""
PAGEFIND_NAMES = {"nb": "no", "nn": "no"}
"""Languages that Pagefind stems under another code."""


def index_folder(locale: str) -> str:
    """Where a locale's index is below the site folder, with a slash at its end."""
    return f"assets/search/{locale}/"


class Indexing:
    """Pagefind while it makes a locale's index; the same records give the same bytes."""

    def __init__(
        self, pages: Mapping[str, bytes], locale: str, folder: Path, workshop: Path | None = None
    ) -> None:
        """Begin.

        Args:
            pages: path below the site folder → record as HTML in UTF-8.
            locale: whose index it is; its language's stemming is used.
            folder: where it goes. What is there goes away.
            workshop: where the records are left; without one they are removed. Where many files have been
                removed within minutes, ext4 takes long to make new ones.

        Raises:
            BuildError: Pagefind can't be run.
        """
        self._folder = folder
        self._records = Path(mkdtemp(prefix="helpcentre-search-", dir=workshop))
        self._is_left = workshop is not None
        for path, html in pages.items():
            write_file(self._records / _record_name(path), html)
        shutil.rmtree(folder, ignore_errors=True)
        language = base_language(locale)
        places = ("--site", self._records, "--output-path", folder, "--glob", RECORD_FILES)
        try:
            self._program = subprocess.Popen(
                [
                    get_executable() or "pagefind",
                    *places,
                    "--force-language",
                    PAGEFIND_NAMES.get(language, language),
                ],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, **SMALL_PARTS},
            )
        except OSError as error:
            self._remove()
            raise _failed(str(error)) from error

    def finish(self) -> None:
        """Wait for the index.

        Raises:
            BuildError: it could not be made.
        """
        said, _ = self._program.communicate()
        self._remove()
        if self._program.returncode or not (self._folder / ENTRY).is_file():
            told = said.decode(errors="replace").strip()
            raise _failed(f"Pagefind ended with {self._program.returncode}.\n{told}")
        settle_order(self._folder, ENTRY)
        for file in set(self._folder.iterdir()) - set(_needed(self._folder)):
            file.unlink()

    def stop(self) -> None:
        """Let it be."""
        self._program.kill()
        self._program.communicate()
        self._remove()

    def _remove(self) -> None:
        if not self._is_left:
            shutil.rmtree(self._records, ignore_errors=True)


def _record_name(path: str) -> str:
    return f"{path.removesuffix('/index.html')}.index" if path.endswith("/index.html") else path


def _failed(why: str) -> BuildError:
    return BuildError(
        f"The search index could not be made: {why}\nInstall it with: pip install 'pagefind[extended]'"
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
