"""What several test files need: the shared corpus, where there is one, and a built site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Property tests run the same examples each time; `HYPOTHESIS_PROFILE=explore pytest` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """A folder of real exports beside the project; they belong to others and are not part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared with real exports beside the project")
    return folder


@pytest.fixture(scope="session")
def mkdocs_build() -> Callable[[Path, Path], None]:
    """Builds a folder with a mkdocs.yml into another, strictly, as an owner would."""

    def build(source: Path, target: Path) -> None:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "--strict",
                "--quiet",
                "-f",
                source / "mkdocs.yml",
                "-d",
                target,
            ],
            check=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )

    return build


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory, mkdocs_build: Callable[[Path, Path], None]) -> Path:
    """The site of tests/cases/theme/site: a page of each kind, in two directions, some untranslated."""
    target = tmp_path_factory.mktemp("small-site")
    mkdocs_build(ROOT / "tests/cases/theme/site", target)
    return target


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, mkdocs_build: Callable[[Path, Path], None]) -> Path:
    """The sample site of this checkout."""
    target = tmp_path_factory.mktemp("demo-site")
    mkdocs_build(ROOT, target)
    return target
