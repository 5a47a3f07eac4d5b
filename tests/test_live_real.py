"""A real WordPress, where one can be started: three languages, pictures, and its own ways to answer."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from importers.locales import Locales
from importers.pipeline import Options, run_import

pytestmark = pytest.mark.slow


class Server:
    """A WordPress of its own, in a folder."""

    def __init__(self, tool: Path, folder: Path) -> None:
        self._tool, self._folder = tool, folder
        self.address = self.run("start", "--languages", "en,fr,de", "--multilingual", "polylang")["base_url"]

    def run(self, command: str, *arguments: str) -> Any:
        result = subprocess.run(
            [self._tool, command, "--dir", self._folder, *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(result.stdout)

    def requests(self) -> list[str]:
        """What was asked since the last time."""
        log = self._folder / "log" / "requests.log"
        lines = log.read_text().splitlines()
        log.write_text("")
        return lines


@pytest.fixture(scope="module")
def wordpress(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    tool = shared / "tools" / "wordpress-server"
    if not (tool.exists() and shutil.which("php") and shutil.which("mariadbd")):
        pytest.skip("no WordPress can be started here: it needs PHP and MariaDB")
    server = Server(tool, tmp_path_factory.mktemp("wordpress") / "server")
    server.run("seed", "--demo", "60", "--images", "6")
    yield server
    server.run("stop")


def options(server: Server, docs: Path) -> Options:
    return Options(
        sources=(server.address,),
        docs=docs,
        locales=Locales("en", ("en", "fr", "de")),
        allowed_hosts=("127.0.0.1",),
        cache=docs.parent / "cache",
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_imported_once_then_only_listed(wordpress: Server, tmp_path: Path) -> None:
    wordpress.run("faults", "off")
    wordpress.requests()
    first = run_import(options(wordpress, tmp_path / "docs"))
    assert first.totals["failed"] == 0
    assert first.totals["created"] >= 50
    assert len(list((tmp_path / "docs/assets").iterdir())) == 6
    assert len(wordpress.requests()) < 30
    before = tree(tmp_path / "docs")
    second = run_import(options(wordpress, tmp_path / "docs"))
    assert second.totals["unchanged"] == first.totals["created"]
    assert tree(tmp_path / "docs") == before
    assert not [line for line in wordpress.requests() if "include=" in line or "uploads" in line]


@pytest.mark.parametrize(
    "faults", ["every=2", "truncate=3", "truncate=3 truncate_length=1", "html=3", "noise=Warning bom=1"]
)
def test_its_faults_leave_no_trace(faults: str, wordpress: Server, tmp_path: Path) -> None:
    wordpress.run("faults", "off")
    run_import(options(wordpress, tmp_path / "calm" / "docs"))
    wordpress.run("faults", *faults.split())
    run_import(options(wordpress, tmp_path / "storm" / "docs"))
    wordpress.run("faults", "off")
    assert tree(tmp_path / "storm" / "docs") == tree(tmp_path / "calm" / "docs")
