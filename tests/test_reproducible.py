"""The same input gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hooks.commands.verify_site import COMMAND
from hooks.search.ordering import _decode, _encode
from hooks.verify.verifying import Site, read_site, verify

ROOT = Path(__file__).parent.parent


def build(source: Path, **environment: str) -> Path:
    target = source / "built"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", source / "mkdocs.yml", "-d", target],
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1760000000", **environment},
    )
    return target


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample, built in two folders, with two ages of files, time zones, locales and hash seeds."""
    first, second = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two words")
    for folder in (first, second):
        shutil.copytree(ROOT / "docs", folder / "docs")
        text = (ROOT / "mkdocs.yml").read_text()
        every = "  - helpcentre:\n      hosts: [apache, caddy, nginx, vercel]"
        (folder / "mkdocs.yml").write_text(text.replace("  - helpcentre:", every, 1))
    for file in (second / "docs").rglob("*"):
        os.utime(file, (1_500_000_000, 1_500_000_000))
    return (
        build(first, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1"),
        build(second, TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8", PYTHONHASHSEED="2"),
    )


@pytest.mark.slow
def test_two_builds_are_identical(sites: tuple[Path, Path]) -> None:
    first, second = map(hashes, sites)
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
    assert hashes(sites[0].parent / "hosting") == hashes(sites[1].parent / "hosting")


@pytest.mark.slow
def test_the_sample_has_no_broken_link_redirect_or_translation(sites: tuple[Path, Path]) -> None:
    assert list(verify(read_site(sites[0]))) == []


# --- verify-site --------------------------------------------------------------------------------

HOST = "https://help.lumen.example/"
HEAD = '<link rel="canonical" href="https://help.lumen.example/{path}">'
GOOD = {
    "index.html": (
        '<html lang="en"><head>' + HEAD.format(path="") + "</head>"
        '<a href="a/">A</a><a href="a/#place">A</a><a href="/moved/">M</a><img src="x.png"></html>'
    ),
    "a/index.html": (
        '<html lang="en"><head>' + HEAD.format(path="a/")
        + '<link rel="alternate" hreflang="en" href="https://help.lumen.example/a/">'
        '<link rel="alternate" hreflang="fr" href="https://help.lumen.example/fr/a/">'
        '<link rel="alternate" hreflang="x-default" href="https://help.lumen.example/a/">'
        '</head><h2 id="place">Place</h2><a href="#place">P</a></html>'
    ),
    "fr/a/index.html": (
        '<html lang="fr"><head>' + HEAD.format(path="fr/a/")
        + '<link rel="alternate" hreflang="en" href="https://help.lumen.example/a/">'
        '<link rel="alternate" hreflang="fr" href="https://help.lumen.example/fr/a/">'
        '<link rel="alternate" hreflang="x-default" href="https://help.lumen.example/a/">'
        "</head></html>"
    ),
    "404.html": '<html lang="en"><a href="nowhere">N</a></html>',
    "x.png": "",
    "_redirects": "/moved/ /a/ 301\n",
}  # fmt: skip


def site(folder: Path, **changed: tuple[str, str]) -> Site:
    for name, text in GOOD.items():
        old, new = changed.get(name.partition("/")[0].partition(".")[0], ("", ""))
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        assert old in text
        file.write_text(text.replace(old, new) if old else text)
    return read_site(folder)


def test_a_good_site_has_no_problem(tmp_path: Path) -> None:
    assert list(verify(site(tmp_path))) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"index": ('href="a/"', 'href="b/"')}, "`b/` leads to nothing"),
        ({"index": ("#place", "#plaice")}, "has no place `#plaice`"),
        ({"index": ("x.png", "y.png")}, "`y.png` leads to nothing"),
        ({"a": (f'nical" href="{HOST}a/', f'nical" href="{HOST}b/')}, "canonical address is nothing"),
        ({"a": ('hreflang="x-default"', 'hreflang="de"')}, "have no x-default"),
        ({"a": (f'"fr" href="{HOST}fr/a/', f'"fr" href="{HOST}fr/b/')}, "translation `fr` is nothing"),
        ({"fr": (f'"en" href="{HOST}a/', f'"en" href="{HOST}')}, "doesn't name it"),
        ({"fr": ('html lang="fr"', 'html lang="de"')}, "is in `de`"),
        ({"_redirects": ("/a/ 301", "/b/ 301")}, "/moved/ leads to nothing"),
        ({"_redirects": ("/moved/ /a/ 301\n", "/moved/ /a/\n/a/ /fr/a/\n")}, "leads to another redirect"),
        ({"_redirects": ("/moved/ /a/ 301\n", "/moved/ /a/\n/moved/ /fr/a/\n")}, "two rules"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, changed: dict[str, tuple[str, str]], problem: str) -> None:
    told = [f"{each.path}: {each.what}" for each in verify(site(tmp_path, **changed))]
    assert any(problem in each for each in told), told


def test_the_command_ends_with_1_where_something_is_wrong(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    COMMAND.add_arguments(parser)
    site(tmp_path)
    assert COMMAND.run(parser.parse_args([str(tmp_path)])).exit_code == 0
    (tmp_path / "x.png").unlink()
    assert COMMAND.run(parser.parse_args([str(tmp_path)])).exit_code == 1
    assert COMMAND.run(parser.parse_args([str(tmp_path / "a" / "b")])).exit_code == 2


@pytest.mark.parametrize(
    "value", [[], ["a", [0, 23, 24, 255, 256, 65_535, 65_536]], ["é" * 300, [["x"] * 30]]]
)
def test_pagefinds_files_keep_their_form(value: object) -> None:
    content = _encode(value)
    assert _decode(content, 0) == (value, len(content))
