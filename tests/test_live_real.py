"""A real WordPress, where one can be started: three languages, pictures, and its own ways to answer."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from importers.locales import Locales
from importers.pipeline import Options, run_import

pytestmark = pytest.mark.slow


class Server:
    """A WordPress of its own, in a folder."""

    def __init__(self, tool: Path, folder: Path, plugin: str = "polylang") -> None:
        self._tool, self._folder = tool, folder
        started = self.run("start", "--languages", "en,fr,de", "--multilingual", plugin)
        self.address: str = started["base_url"]
        self._auth = (started["username"], started["application_password"])

    def seed(self, items: list[dict[str, Any]]) -> dict[str, int]:
        """Write pages; the ids by their keys."""
        file = self._folder / "items.json"
        file.write_text(json.dumps(items))
        ids: dict[str, int] = self.run("seed", str(file))["ids"]
        return ids

    def edit(self, id_: int, content: str) -> None:
        """Give a page another content, as its editor would."""
        address = f"{self.address}/wp-json/wp/v2/pages/{id_}"
        requests.post(address, json={"content": content}, auth=self._auth, timeout=60).raise_for_status()

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
def tool(shared: Path) -> Path:
    """What starts a WordPress."""
    tool = shared / "tools" / "wordpress-server"
    if not (tool.exists() and shutil.which("php") and shutil.which("mariadbd")):
        pytest.skip("no WordPress can be started here: it needs PHP and MariaDB")
    return tool


@pytest.fixture(scope="module")
def wordpress(tool: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
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


@pytest.mark.parametrize("plugin", ["polylang-free", "wpml", "wpml1"])
def test_translations_are_found_whatever_plugin_makes_them(plugin: str, tool: Path, tmp_path: Path) -> None:
    server = Server(tool, tmp_path / "server", plugin)
    try:
        server.seed([page(number, locale) for number in range(4) for locale in ("en", "fr", "de")])
        assert run_import(options(server, tmp_path / "docs")).totals["created"] == 12
        names = {
            locale: {path.relative_to(tmp_path / "docs" / locale) for path in found}
            for locale in ("en", "fr", "de")
            if (found := (tmp_path / "docs" / locale).rglob("*.md"))
        }
        assert names["en"] == names["fr"] == names["de"]
        assert len(names["en"]) == 4
        server.requests()
        assert run_import(options(server, tmp_path / "docs")).totals["unchanged"] == 12
        assert not [line for line in server.requests() if "include=" in line]
    finally:
        server.run("stop")


WORDS = {"en": "Paragraph", "fr": "Paragraphe", "de": "Absatz"}


def text(number: int, locale: str = "en", **changes: str) -> str:
    """Three paragraphs, some of them changed."""
    parts = {
        name: f"{WORDS[locale]} {name} {number}, Lumen: {locale}." for name in ("first", "second", "third")
    }
    return "\n\n".join(f"<p>{part}</p>" for part in (parts | changes).values())


def page(number: int, locale: str = "en") -> dict[str, Any]:
    """A page, its translations in one group with it."""
    return {
        "type": "page",
        "title": f"Edited {number}",
        "slug": f"edited-{number}",
        "lang": locale,
        "group": f"edited-{number}",
        "key": f"{locale}:edited-{number}",
        "content": text(number, locale),
    }


def test_five_edits_there_and_five_here(wordpress: Server, tmp_path: Path) -> None:
    wordpress.run("faults", "off")
    ids = wordpress.seed([page(number, locale) for number in range(8) for locale in ("en", "fr", "de")])
    docs = tmp_path / "docs"
    run_import(options(wordpress, docs))
    (folder,) = {path.parent for path in docs.glob("en/*/edited-*.md")}
    before = tree(docs)
    time.sleep(1.1)  # WordPress tells in whole seconds when a page was changed

    def change_here(number: int, old: str, new: str) -> None:
        path = folder / f"edited-{number}.md"
        written = path.read_text()
        assert old in written
        path.write_text(written.replace(old, new))

    for number in (0, 1):  # only there
        wordpress.edit(ids[f"en:edited-{number}"], text(number, first="New there."))
    for number in (2, 3):  # both, different paragraphs
        wordpress.edit(ids[f"en:edited-{number}"], text(number, first="New there."))
        change_here(number, f"Paragraph third {number}", "New here")
    wordpress.edit(ids["en:edited-4"], text(4, second="New there."))  # both, the same paragraph
    change_here(4, "Paragraph second 4", "New here")
    for number in (5, 6):  # only here
        change_here(number, f"Paragraph second {number}", "New here")

    report = run_import(options(wordpress, docs))
    statuses = {
        entry.page.path.rpartition("/")[2]: entry.status
        for entry in report.entries
        if entry.page and entry.status != "unchanged"
    }
    assert statuses == {
        "edited-0.md": "updated",
        "edited-1.md": "updated",
        "edited-2.md": "merged",
        "edited-3.md": "merged",
        "edited-4.md": "conflict",
        "edited-5.md": "kept",
        "edited-6.md": "kept",
    }
    after = {path.stem: path.read_text() for path in folder.glob("edited-*.md")}
    for number in (0, 1, 2, 3):
        assert "New there." in after[f"edited-{number}"]
    for number in (2, 3, 4, 5, 6):
        assert "New here" in after[f"edited-{number}"]
    assert "New there." not in after["edited-4"]
    changed = {name for name, content in tree(docs).items() if content != before.get(name)}
    state = f".helpcentre/imported/{folder.relative_to(docs)}"
    assert changed == {
        *(str(folder.relative_to(docs) / f"edited-{number}.md") for number in range(7)),
        *(f"{state}/edited-{number}.md" for number in range(4)),
    }
    assert run_import(options(wordpress, docs)).totals["updated"] == 0
