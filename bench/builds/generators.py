"""What a generator of sites is to the bench, and those that it knows."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar

from ..corpus import Corpus, Place

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".cache" / "bench"
"""Where generators are installed and their sites are."""

AWAY = HOME / "away"
"""What is to be removed."""

PICTURE = ROOT / "samples" / "intercom" / "media" / "card-order.png"
"""What every article shows."""

TEMPLATE_MARK = "Template 0"
"""What templates say, so that they can be changed."""

Command = Sequence[str | Path]


class Generator(ABC):
    """Makes a site of a corpus."""

    name: ClassVar[str]
    made: ClassVar[tuple[str, ...]]
    """What builds write, output and caches, below a site's folder."""
    output: ClassVar[str]

    @property
    def home(self) -> Path:
        """Where it is installed."""
        return HOME / self.name

    @abstractmethod
    def install(self) -> str:
        """Make it ready.

        Returns:
            Its version, or "" where it can't be had.
        """

    @abstractmethod
    def write(self, folder: Path, corpus: Corpus) -> None:
        """Write a site's sources."""

    @abstractmethod
    def build(self) -> Command:
        """The command that builds the site of the folder it is run in."""

    @abstractmethod
    def serve(self, port: int) -> Command:
        """The command that serves it while it is written."""

    @abstractmethod
    def article(self, folder: Path, locale: str, place: Place) -> Path:
        """The source of an article."""

    @abstractmethod
    def url(self, locale: str, place: Place) -> str:
        """The address of an article or a collection below the server."""

    @abstractmethod
    def template(self, folder: Path) -> Path:
        """A template that all pages share; it says `TEMPLATE_MARK`."""

    def site(self, corpus: Corpus) -> Path:
        """The folder of a corpus's site, with its sources written anew."""
        folder = self.home / f"{corpus.size}x{corpus.width}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.write(folder, corpus)
        return folder

    def forget(self, folder: Path) -> None:
        """Put away everything that builds have made.

        It is removed when all is measured: for minutes after thousands of files were removed, ext4 takes
        longer to make new ones.
        """
        AWAY.mkdir(parents=True, exist_ok=True)
        for name in self.made:
            if (folder / name).exists():
                (folder / name).rename(Path(mkdtemp(dir=AWAY)) / name)


def write_file(file: Path, content: str | bytes) -> None:
    """Write a file with the folders that it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
