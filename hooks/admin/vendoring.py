"""The editor's files: taken from npm once, in the version and with the checksums of npm/package-lock.json."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

PINNED = files(__package__) / "npm"
PACKAGE = "node_modules/@sveltia/cms"
WANTED = ("npm", "locales", "LICENSE.txt")
"""What the editor needs in a browser; it loads the rest itself, from beside it."""
NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")


class VendoringError(Exception):
    """The editor can't be had; the message says why."""


def editor_folder(cache: Path) -> Path:
    """Where `cache` has the editor in the version that is wanted."""
    version = hashlib.sha256((PINNED / "package-lock.json").read_bytes()).hexdigest()[:12]
    return cache / "admin" / version


def fetch_editor(cache: Path) -> Path:
    """A folder with the editor's files; fetched if `cache` doesn't have it.

    Args:
        cache: where it may be kept; it can be deleted at any time.

    Raises:
        VendoringError: npm is not there, or can't get the package.
    """
    folder = editor_folder(cache)
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with as_file(PINNED) as source, tempfile.TemporaryDirectory(dir=folder.parent) as name:
        work, made = Path(name) / "work", Path(name) / "made"
        shutil.copytree(source, work)
        try:
            subprocess.run(NPM, cwd=work, check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise VendoringError("npm, which fetches it, is not installed") from error
        except subprocess.CalledProcessError as error:
            lines = (error.stderr or error.stdout or "").strip().splitlines()
            raise VendoringError(f"npm says: {lines[-1] if lines else 'nothing'}") from error
        made.mkdir()
        for wanted in WANTED:
            shutil.move(work / PACKAGE / wanted, made / wanted)
        for debugging in made.rglob("*.map"):
            debugging.unlink()
        try:
            made.rename(folder)
        except OSError:  # another build was quicker
            if not folder.is_dir():
                raise
    return folder
