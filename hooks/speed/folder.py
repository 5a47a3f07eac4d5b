"""The site's folder: made to hold just the files that it should, writing none that it holds already.

What a file there holds is known without reading it by what the file system says of it, remembered from
when it was put there. A file that anything else has written since is read again, or replaced.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from tempfile import mkstemp
from typing import NamedTuple

from mkdocs.exceptions import BuildError

from ..publish.built import folders_of, put
from ..publish.manifest import BuiltFile
from .swapping import make_beside, restore, swap, umask

Contents = Mapping[str, "Known"]
"""File below the site's folder → what is known of it."""


MANY, FEW = 2000, 500
"""Where so many files stay, linking them takes so long that so few new ones are moved over one by one,
which takes a hundredth of a second.
"""


class Known(NamedTuple):
    """A file's content, and by what it is recognised while nobody changes it."""

    digest: str
    version: tuple[int, ...]
    """Size, number and times: that of the content, which anyone can set, and that of the entry."""

    @classmethod
    def of(cls, digest: str, stat: os.stat_result) -> Known:
        """A content, and the file that has it."""
        return cls(digest, (stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns))

    def is_same(self, stat: os.stat_result) -> bool:
        """Whether a file is still the one that is known."""
        return self == Known.of(self.digest, stat)


def digest_file(file: Path | str) -> str:
    """What tells a file's content from any other: SHA-256, as the site's manifest has it."""
    with open(file, "rb") as stream:  # noqa: PTH123 (a Path for each of thousands costs more than reading it)
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_files(files: Iterable[str], known: Contents) -> dict[str, Known]:
    """The digests of files; those that are known are not read."""
    found = {}
    for file in files:
        stat = os.stat(file)  # noqa: PTH116
        last = known.get(file)
        found[file] = last if last and last.is_same(stat) else Known.of(digest_file(file), stat)
    return found


def digest_bytes(content: bytes) -> str:
    """The same of a content at hand."""
    return hashlib.sha256(content).hexdigest()


class SiteFolder:
    """A folder that a build is put into; a `BuiltSite`.

    What is new is written into a folder beside it, which gets the files that stay as links to the same
    ones, and in the end its place; the few that change of a large site are moved over from there instead.
    Where there can be no folder beside it, and where asked for, files are replaced one by one.
    """

    def __init__(self, folder: Path, known: Contents, *, in_place: bool = False) -> None:
        """Look at a folder; `known` is what the last build knew of it."""
        self.folder = folder
        self._in_place = in_place
        self._new: Path | None = None
        self._written: set[str] = set()
        self._present: dict[str, Known | None] = {}
        self._hidden: list[str] = []
        if not in_place:
            restore(folder)
        for name, stat in walk(str(folder), hidden=False):
            if "/" not in name and name.startswith(".") and name not in known:
                self._hidden.append(name)
            else:
                self._present[name] = _recognise(f"{folder}/{name}", stat, known.get(name))
        self.contents: dict[str, Known] = {}
        """What it should hold and does."""

    def digest_of(self, name: str) -> str:
        """Of a file that was there and is known; "" of others."""
        known = self._present.get(name)
        return known.digest if known else ""

    @property
    def digests(self) -> dict[str, str]:
        """Of the files that were there and are known."""
        return {name: known.digest for name, known in self._present.items() if known}

    @property
    def files(self) -> dict[str, BuiltFile]:
        """What it should hold and does, by size and digest."""
        return {name: BuiltFile(known.version[0], known.digest) for name, known in self.contents.items()}

    def read(self, name: str) -> bytes:
        """What a file that it should hold holds; nothing where there is none."""
        if name not in self.contents:
            return b""
        return ((self._target if name in self._written else self.folder) / name).read_bytes()

    def keep(self, name: str, sha256: str) -> bool:
        """Have a file of a content stay; says whether it is there."""
        if name in self._written and self.contents[name].digest != sha256 and self._target != self.folder:
            (self._target / name).unlink()  # what was to replace it gives way
            self._written.remove(name)
            del self.contents[name]
        known = self.contents.get(name) or self._present.get(name)
        if known is None or known.digest != sha256:
            return False
        self.contents[name] = known
        return True

    def take(self, name: str, source: Path, digest: str) -> None:
        """Have a file, moved here unless one of its content is here."""
        if self.keep(name, digest):
            return
        target = self._place_for(name)
        try:
            self._replace(name, source, target, digest)
        except OSError:  # another file system
            self._replace(name, _copy(source, target), target, digest)

    def take_folder(self, source: Path, digests: Mapping[str, str]) -> None:
        """Have the files of a folder, moved here.

        Args:
            source: the folder.
            digests: each file below it → digest.
        """
        same = {name for name, digest in digests.items() if digest == self.digest_of(name)}
        staying = {folder for name in same for folder in folders_of(name)}
        self._take_below(str(source), "", digests, staying)

    def _take_below(
        self, source: str, prefix: str, digests: Mapping[str, str], staying: Collection[str]
    ) -> None:
        """Take each folder in it whole where nothing of it is here, which costs as much as one file."""
        for entry in list(os.scandir(source)):
            name = f"{prefix}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                self.take(name, Path(entry.path), digests[name])
            elif name in staying or not self._move_folder(entry.path, name):
                self._take_below(entry.path, f"{name}/", digests, staying)
            else:
                for below, stat in walk(f"{self._target}/{name}", f"{name}/"):
                    self.contents[below] = Known.of(digests[below], stat)
                    self._written.add(below)

    def _move_folder(self, source: str, name: str) -> bool:
        """Move a folder to where there is none yet; says whether that could be done."""
        target = self._target / name
        if self._target == self.folder or os.path.lexists(target):
            return False
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.rename(source, target)  # noqa: PTH104
        except OSError:  # another file system
            return False
        return True

    def take_copy(self, name: str, source: Path, digest: str) -> None:
        """Have a copy of a file."""
        if not self.keep(name, digest):
            target = self._place_for(name)
            self._replace(name, _copy(source, target), target, digest)

    def write(self, name: str, content: bytes) -> None:
        """Have a file of a content."""
        digest = digest_bytes(content)
        if not self.keep(name, digest):
            target = self._place_for(name)
            self._replace(name, _write_new(target, content), target, digest)

    def write_beside(self, name: str, content: bytes) -> None:
        """Write a file beside the folder."""
        put(self.folder.parent / name, content)

    def _replace(self, name: str, source: Path, target: Path, digest: str) -> None:
        """Move a file into its place, and note what it is."""
        with source.open("rb") as opened:
            os.replace(source, target)  # noqa: PTH105
            self.contents[name] = Known.of(digest, os.fstat(opened.fileno()))
        self._written.add(name)

    @property
    def _target(self) -> Path:
        """Where files are written until all are there."""
        if self._new is None:
            self._new = (None if self._in_place else make_beside(self.folder)) or self.folder
        return self._new

    @property
    def _staying(self) -> set[str]:
        """Files that stand in the folder, and should."""
        return self.contents.keys() - self._written

    def _place_for(self, name: str) -> Path:
        target = self._target / name
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        for parent in target.parents:
            if parent == self._target:
                break
            if parent.is_file() or parent.is_symlink():
                parent.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def settle(self) -> None:
        """Make it hold what it should, and nothing else.

        Raises:
            BuildError: somebody has removed files of it meanwhile.
        """
        others = self._present.keys() - self.contents.keys()
        if not self._written and not others:
            return
        if self._target != self.folder:
            is_small_change = len(self._written) + len(others) <= FEW and len(self._staying) >= MANY
            if not is_small_change and self._change_places(self._target):
                return
            self._move_over(self._target)
        self._remove(others)

    def discard(self) -> None:
        """Leave nothing of a build that has failed."""
        if self._new and self._new != self.folder:
            shutil.rmtree(self._new, ignore_errors=True)

    def _change_places(self, new: Path) -> bool:
        """Have a new folder hold what stays, too, and take this one's place; says whether it could.

        Raises:
            BuildError: somebody has removed files meanwhile.
        """
        try:
            self._link(new)
        except FileNotFoundError as error:
            raise BuildError(
                f"{error.filename}: was removed while the site was built. Build again."
            ) from error
        try:
            swap(new, self.folder)
        except OSError:  # a disk of its own that isn't known as one
            return False
        self._note_links()
        return True

    def _link(self, new: Path) -> None:
        """Have a new folder hold the files that stay, as well as its owner's."""
        folders = set()
        for name in [*self._staying, *self._hidden]:
            source, place = f"{self.folder}/{name}", f"{new}/{name}"
            if (parent := os.path.dirname(place)) not in folders:  # noqa: PTH120
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103
                folders.add(parent)
            try:
                os.link(source, place, follow_symlinks=False)
            except FileNotFoundError:
                raise
            except OSError:  # no links on this disk, or none to files of others
                shutil.copy2(source, place, follow_symlinks=False)

    def _note_links(self) -> None:
        """Note what became of the files that stay: a link that is made or removed changes their entry."""
        for name in self._staying:
            stat = os.stat(self.folder / name)  # noqa: PTH116
            self.contents[name] = Known.of(self.contents[name].digest, stat)

    def _move_over(self, new: Path) -> None:
        """Replace files one by one: those first that pages may need, so that each is always whole."""
        self._new = self.folder
        for name in sorted(self._written, key=lambda name: (name in self._present, name)):
            source, target = new / name, self._place_for(name)
            digest = self.contents[name].digest
            try:
                self._replace(name, source, target, digest)
            except OSError:  # another file system
                self._replace(name, _copy(source, target), target, digest)
        shutil.rmtree(new, ignore_errors=True)

    def _remove(self, names: Collection[str]) -> None:
        """Remove files, and the folders that are left empty."""
        for name in names:
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):  # it gave way
                (self.folder / name).unlink()
        for folder in sorted({folder for name in names for folder in folders_of(name)}, reverse=True):
            with suppress(OSError):  # it isn't empty
                (self.folder / folder).rmdir()


def walk(folder: str, prefix: str = "", *, hidden: bool = True) -> Iterator[tuple[str, os.stat_result]]:
    """The files below a folder.

    Args:
        folder: where to look; there may be none.
        prefix: what their names begin with.
        hidden: whether also in its hidden folders, which in a site's are its owner's.
    """
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        name = f"{prefix}{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            yield name, entry.stat(follow_symlinks=False)
        elif hidden or not name.startswith("."):
            yield from walk(entry.path, f"{name}/")


def _recognise(path: str, stat: os.stat_result, last: Known | None) -> Known | None:
    """What a file holds: known, or read where only its entry has changed, as when a build was killed."""
    if last is None or last.is_same(stat):
        return last
    if last.version[0] != stat.st_size or not S_ISREG(stat.st_mode):
        return None
    return Known.of(last.digest, stat) if digest_file(path) == last.digest else None


def _copy(source: Path, target: Path) -> Path:
    """A copy of a file beside its target, complete before it takes its place."""
    return _write_new(target, source.read_bytes())


def _write_new(target: Path, content: bytes) -> Path:
    """A new file beside its target."""
    handle, name = mkstemp(prefix=".new-", dir=target.parent)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123
            stream.write(content)
        os.chmod(name, 0o666 & ~umask())  # noqa: PTH101
    except OSError:
        os.unlink(name)  # noqa: PTH108
        raise
    return Path(name)


def replace_file(file: Path, content: bytes) -> None:
    """Write a file that others read meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    _write_new(file, content).replace(file)
