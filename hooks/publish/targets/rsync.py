"""A folder that the program rsync reaches, here or at another machine (https://rsync.samba.org/)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .target import TargetError, run

MISSING = ("No such file or directory", "failed: No such file")


class RsyncTarget:
    """`rsync:user@host:/srv/site` or `rsync:/srv/site`."""

    def __init__(self, address: str, site: Path) -> None:
        """Take the address as rsync has it, without its last slash."""
        self._folder = address.rstrip("/")
        self._site = site

    def read(self, path: str) -> bytes | None:
        """A file that is there; None if it isn't."""
        with TemporaryDirectory() as place:
            try:
                run(["rsync", f"{self._folder}/{path}", f"{place}/"])
            except TargetError as error:
                if any(words in str(error) for words in MISSING):
                    return None
                raise
            return Path(place, Path(path).name).read_bytes()

    def upload(self, paths: Sequence[str]) -> None:
        """Put files there; each takes the place of the one before in one step, all of them at the end."""
        options = ["--ignore-times", "--delay-updates", "--mkpath", "--perms", "--chmod=D755,F644"]
        self._send([*options], self._site, paths)

    def remove(self, paths: Sequence[str]) -> None:
        """Take files away, and folders that are empty then."""
        if not paths:
            return
        folders = {str(folder) for path in paths for folder in Path(path).parents if str(folder) != "."}
        self._delete(paths)
        for folder in sorted(folders, key=lambda each: -each.count("/")):  # rsync keeps what holds a file
            self._delete([folder])

    def finish(self) -> None:
        """Nothing is left to do."""

    def _delete(self, paths: Sequence[str]) -> None:
        """Name what isn't in a folder that has nothing but the folders above."""
        with TemporaryDirectory() as place:
            for path in paths:
                Path(place, path).parent.mkdir(parents=True, exist_ok=True)
            self._send(["--delete-missing-args"], Path(place), paths)

    def _send(self, options: Iterable[str], source: Path, paths: Sequence[str]) -> None:
        if paths:
            command = ["rsync", "--from0", "--files-from=-", *options, f"{source}/", f"{self._folder}/"]
            run(command, given="\0".join(paths).encode())
