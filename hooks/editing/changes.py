"""Several changes to files that belong together: all are made, or none.

New texts are written beside their places first; then everything is renamed, which can hardly fail, and
what has been renamed is put back should it fail all the same.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Undo = Callable[[], object]


@dataclass
class ChangeSet:
    """What is to become of files below a folder, by their path with `/`."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    """File → its new text; the file may be new."""
    moves: dict[str, str] = field(default_factory=dict)
    """File → its new path. Where a moved file gets a new text too, `texts` has it by the new path."""
    removals: list[str] = field(default_factory=list)

    def write(self, path: str, text: str) -> None:
        """Give a file a text."""
        self.texts[path] = text

    def move(self, path: str, target: str) -> None:
        """Rename a file."""
        self.moves[path] = target

    def remove(self, path: str) -> None:
        """Take a file away."""
        self.removals.append(path)

    def describe(self) -> str:
        """One line for each change."""
        new = [path for path in self.texts if not (self.root / path).exists()]
        lines = [f"move    {path} → {target}" for path, target in self.moves.items()]
        lines += [f"remove  {path}" for path in self.removals]
        lines += [f"create  {path}" for path in sorted(new) if path not in self.moves.values()]
        lines += [f"change  {path}" for path in sorted(self.texts) if path not in new]
        return "\n".join(lines)

    def apply(self) -> None:
        """Make all changes.

        Raises:
            OSError: one could not be made; then none is.
        """
        undo: list[Undo] = []
        staged: dict[Path, Path] = {}
        try:
            for path, text in self.texts.items():
                staged[self.root / path] = _stage(self.root / path, text)
            for path in [*self.moves, *self.removals]:
                _set_aside(self.root / path, self.moves.get(path), self.root, undo)
            for target, temporary in staged.items():
                _put(temporary, target, undo)
        except BaseException:
            for step in reversed(undo):
                with contextlib.suppress(OSError):
                    step()
            raise
        finally:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
        for path in [*self.moves, *self.removals]:
            _backup(self.root / path).unlink(missing_ok=True)
        for target in staged:
            _backup(target).unlink(missing_ok=True)
        for path in [*self.moves, *self.removals]:
            _remove_empty_folders((self.root / path).parent, self.root)


def _stage(target: Path, text: str) -> Path:
    """Write a text beside its place; a file keeps its line ends and permissions."""
    target.parent.mkdir(parents=True, exist_ok=True)
    ends_dos = target.exists() and b"\r\n" in target.read_bytes()
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\r\n" if ends_dos else "\n") as file:
        file.write(text)
    Path(name).chmod(target.stat().st_mode if target.exists() else 0o644)
    return Path(name)


def _backup(path: Path) -> Path:
    return path.with_name(f".{path.name}.before")


def _set_aside(path: Path, target: str | None, root: Path, undo: list[Undo]) -> None:
    """Rename a file to its new place, or out of the way."""
    place = root / target if target else _backup(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    path.replace(place)
    undo.append(lambda: place.replace(path))


def _put(temporary: Path, target: Path, undo: list[Undo]) -> None:
    """Rename a written file to its place, with what was there kept until all is done."""
    if target.exists():
        target.replace(_backup(target))
        undo.append(lambda: _backup(target).replace(target))
    else:
        undo.append(lambda: target.unlink(missing_ok=True))
    temporary.replace(target)


def _remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
