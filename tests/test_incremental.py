"""Whatever happens to a site, building it again makes what a cold build makes, byte for byte.

A random walk changes the sources of a small site; after each step the site is built where its cache is, and
a copy of its sources is built where there is none. Output, warnings and exit code must be the same. Now and
then something bad happens on the way to the cache or to the output.

    HELPCENTRE_SEED=7 HELPCENTRE_STEPS=2000 pytest -m slow tests/test_incremental.py
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest
import yaml

from tests.walk.builds import LOG, Outcome, finish, kill, read_tree, start_build
from tests.walk.edits import EDITS, Edit
from tests.walk.owner_edits import OWNER_EDITS
from tests.walk.sources import CONFIGURATION, make_sources

SEED = int(os.environ.get("HELPCENTRE_SEED", "1"))
STEPS = int(os.environ.get("HELPCENTRE_STEPS", "300"))
WALK = 30
"""Steps from a fresh site; a failure is then never far from the beginning."""
CACHE = ".cache"
STRICT = "--strict"
DISK_FULL = 20_000
"""Bytes that fit into one file on a disk that is nearly full."""


class Walk:
    """A site on its way: its sources, and the folder that it is built in again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.seed = seed
        self.sources = make_sources(self.random)
        self.earlier = [self.sources.copy()]
        self.folder, self.cold = folder / "warm", folder / "cold"
        self.folder.mkdir()
        self.done: list[str] = []

    def run(self, steps: int) -> None:
        """Take steps, comparing after each; fails with the way to the difference."""
        self.compare(())
        for _ in range(steps):
            self.edit()
            if self.random.random() < 0.15:
                hazard = self.random.choice(HAZARDS)
                self.done.append(f"({hazard.__name__})")
                hazard(self)
            self.compare((STRICT,) if self.random.random() < 0.25 else ())

    def edit(self) -> None:
        """One edit; now and then several at once, or back to an earlier state."""
        if self.random.random() < 0.06:
            number = self.random.randrange(len(self.earlier))
            self.sources = self.earlier[number].copy()
            self.done.append(f"back to state {number}")
        for _ in range(self.random.choice([1, 1, 1, 3])):
            self._edit_once()
        self.earlier.append(self.sources.copy())
        self.write()

    def _edit_once(self) -> None:
        edits: Sequence[Edit] = OWNER_EDITS if self.random.random() < 0.3 else EDITS
        while not (told := self.random.choice(edits)(self.sources, self.random)):
            pass
        self.done.append(told)

    def write(self) -> None:
        self.sources.write(self.folder, self.random)

    def compare(self, arguments: Sequence[str]) -> None:
        """Build here and cold, at the same time."""
        self.write()
        shutil.rmtree(self.cold, ignore_errors=True)
        leave_out = shutil.ignore_patterns(CACHE, "site", "hosting", LOG)
        shutil.copytree(self.folder, self.cold, ignore=leave_out)
        by_mkdocs = not arguments and self.random.random() < 0.3
        if by_mkdocs:
            leave_to_mkdocs(self.cold)
        here = self.start(arguments)
        cold = start_build(self.cold, self.sources.now, arguments)
        got, expected = finish(here, self.folder), finish(cold, self.cold)
        if by_mkdocs:  # it may say the same twice
            got, expected = (replace(each, said=tuple(dict.fromkeys(each.said))) for each in (got, expected))
        self.check(got, expected)

    def start(self, arguments: Sequence[str] = (), largest_file: int = 0) -> BaseProcess:
        """Begin a build here; every other walk changes its site as a large one is changed."""
        return start_build(
            self.folder, self.sources.now, arguments, largest_file, as_large=self.seed % 2 == 0
        )

    def check(self, got: Outcome, expected: Outcome) -> None:
        """The same words and exit code; where a site is made, the same site."""
        way = "\n  ".join((f"HELPCENTRE_SEED={self.seed}, after {len(self.done)} edits:", *self.done[-12:]))
        assert expected.code in (0, 1), f"{expected}\n{way}"
        assert not any("Traceback" in message for message in expected.said), f"{expected}\n{way}"
        assert got == expected, f"{got}\n{expected}\n{way}"
        if expected.code == 0:
            assert_same_trees(self.folder, self.cold, way)


def leave_to_mkdocs(folder: Path) -> None:
    """A hook that does nothing; with an owner's hooks MkDocs and the i18n plugin build in their own way."""
    settings = yaml.safe_load((folder / CONFIGURATION).read_text(encoding="utf-8"))
    settings["hooks"] = [*settings.get("hooks", []), "nothing.py"]
    (folder / CONFIGURATION).write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "nothing.py").write_text("")


def assert_same_trees(got: Path, expected: Path, way: str) -> None:
    for name in ("site", "hosting"):
        if not (expected / name).is_dir():
            continue  # what is for servers that are no longer configured stays, as in any build
        one, other = read_tree(got / name), read_tree(expected / name)
        different = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
        told = ", ".join(different[:8])
        assert not different, f"{told} ({len(different)} in all) in {got / name}, {expected / name}\n{way}"


# --- what may happen on the way -----------------------------------------------------------------


def lose_cache(walk: Walk) -> None:
    shutil.rmtree(walk.folder / CACHE, ignore_errors=True)


def keep_cache(walk: Walk) -> None:
    """As continuous integration does: keep a copy, or bring one back that is older."""
    kept, cache = walk.folder.parent / "kept", walk.folder / CACHE
    if kept.is_dir():
        shutil.rmtree(cache, ignore_errors=True)
        kept.rename(cache)
    elif cache.is_dir():
        shutil.copytree(cache, kept)


def damage_cache(walk: Walk) -> None:
    """Files of it are cut short, hold something else, or are gone."""
    files = [file for file in sorted((walk.folder / CACHE).rglob("*")) if file.is_file()]
    for file in walk.random.sample(files, min(len(files), 20)):
        content = file.read_bytes()
        damaged = walk.random.choice([content[: len(content) // 2], b"", b"\0garbage", None])
        file.write_bytes(damaged) if damaged is not None else file.unlink()


def lose_output(walk: Walk) -> None:
    """The whole site, as on a fresh machine with a cache."""
    shutil.rmtree(walk.folder / "site", ignore_errors=True)


def touch_output(walk: Walk) -> None:
    """Somebody deletes a page, changes another, and leaves a file behind."""
    site = walk.folder / "site"
    pages = sorted(site.rglob("*.html"))
    if pages:
        walk.random.choice(pages).unlink()
        (site / "left-behind.html").write_text("left behind")
        walk.random.choice(sorted(site.rglob("*.html"))).write_text("changed by hand")


def build_elsewhere(walk: Walk) -> None:
    """Into another folder, strictly, with the same cache."""
    elsewhere = ("--site-dir", str(walk.folder.parent / "elsewhere"), STRICT)
    finish(walk.start(elsewhere), walk.folder)


def build_twice_at_once(walk: Walk) -> None:
    """Two builds with one cache."""
    other = walk.start(("--site-dir", str(walk.folder.parent / "elsewhere")))
    finish(walk.start(), walk.folder)
    finish(other, walk.folder)


def kill_build(walk: Walk) -> None:
    """Somewhere between its beginning and its end."""
    kill(walk.start(), after=walk.random.random() * 1.5)


def fill_disk(walk: Walk) -> None:
    """Larger files can't be written."""
    process = walk.start(largest_file=walk.random.randrange(DISK_FULL))
    finish(process, walk.folder)


HAZARDS: tuple[Callable[[Walk], None], ...] = (
    lose_cache,
    keep_cache,
    damage_cache,
    lose_output,
    touch_output,
    build_elsewhere,
    build_twice_at_once,
    kill_build,
    fill_disk,
)


# --- the tests ----------------------------------------------------------------------------------


@pytest.fixture
def walk(tmp_path: Path, request: pytest.FixtureRequest) -> Walk:
    return Walk(tmp_path, request.param)


@pytest.mark.parametrize("walk", [SEED], indirect=True)
def test_a_short_walk_ends_where_cold_builds_do(walk: Walk) -> None:
    walk.run(10)


@pytest.mark.slow
@pytest.mark.parametrize("walk", range(SEED + 1, SEED + 1 + -(-STEPS // WALK)), indirect=True)
def test_a_long_walk_ends_where_cold_builds_do(walk: Walk) -> None:
    walk.run(WALK)
