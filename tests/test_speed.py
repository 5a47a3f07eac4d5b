"""What builds keep, and what they trust: damaged, foreign and full caches, builds that are killed or meet."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import partial, wraps
from pathlib import Path
from random import Random
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config

from hooks.commands.build import COMMAND as BUILD
from hooks.commands.merge import COMMAND as MERGE
from hooks.reading import Reading
from hooks.speed import building, swapping
from hooks.speed import cache as caching
from hooks.speed import folder as folders
from hooks.speed.cache import Cache, Pack
from hooks.speed.fingerprints import fingerprint
from hooks.speed.folder import SiteFolder, digest_file, digest_files
from hooks.speed.processes import ProcessError, can_fork, recording, run_all
from hooks.speed.tracing import listening, traced
from hooks.views import ArticleView
from tests.test_reproducible import hashes
from tests.test_site import LANGUAGES, article

# --- The cache ----------------------------------------------------------------------------------


def fill(folder: Path, **values: object) -> None:
    pack = Cache(folder).pack("pages")
    for key, value in values.items():
        pack.put(key, value)
    pack.save()


def test_what_is_put_is_found_by_the_next_build(tmp_path: Path) -> None:
    reading = Reading(lead="Pay.", links=("a", "b"))
    fill(tmp_path, one=reading, two={"updated": date(2026, 3, 1)}, three=("x", {"y"}))
    pack = Cache(tmp_path).pack("pages")
    assert pack.get("one") == reading
    assert pack.get("two") == {"updated": date(2026, 3, 1)}
    assert pack.get("three") == ("x", {"y"})
    assert pack.get("four") is None


@given(at=st.integers(0), flip=st.integers(1, 255))
def test_a_damaged_pack_is_no_pack(tmp_path_factory: pytest.TempPathFactory, at: int, flip: int) -> None:
    folder = tmp_path_factory.mktemp("cache")
    fill(folder, one="text", two="more text")
    file = folder / "pages.pack"
    content = bytearray(file.read_bytes())
    content[at % len(content)] ^= flip
    file.write_bytes(content)
    assert Pack(file).get("one") is None


@pytest.mark.parametrize("content", [b"", b"helpcentre pack 2\n", b"PK\x03\x04", os.urandom(5000)])
def test_what_is_no_pack_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pages.pack").write_bytes(content)
    assert Cache(tmp_path).pack("pages").get("one") is None
    fill(tmp_path, one="text")
    assert Cache(tmp_path).pack("pages").get("one") == "text"


class Foreign:
    """What an attacker would put into a cache: reading it does something."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, ("made-by-a-cache",))


def test_a_cache_of_another_makes_nothing_but_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(tmp_path, evil=Foreign(), good=1)
    pack = Cache(tmp_path).pack("pages")
    assert pack.get("evil") is None
    assert pack.get("good") == 1
    assert not Path("made-by-a-cache").exists()


def test_a_whole_pack_that_is_foreign_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    body = pickle.dumps({"one": Foreign()})
    checksum = hashlib.blake2b(body, digest_size=caching.CHECKSUM).digest()
    (tmp_path / "pages.pack").write_bytes(caching.MAGIC + checksum + body)
    assert Cache(tmp_path).pack("pages").get("one") is None
    assert not Path("made-by-a-cache").exists()


def test_a_pack_stays_bounded_and_keeps_what_was_used_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "SPARE", 50_000)
    for build in range(20):
        fill(tmp_path, **{f"{build}": os.urandom(10_000), "always": "text"})
    pack = Cache(tmp_path).pack("pages")
    assert (tmp_path / "pages.pack").stat().st_size < 80_000
    assert [build for build in range(20) if pack.get(str(build))] == [15, 16, 17, 18, 19][-6:] or pack.get(
        "19"
    )
    assert pack.get("19")
    assert not pack.get("0")
    assert pack.get("always") == "text"


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    fill(tmp_path / "file", one="text")
    assert Cache(tmp_path / "file").pack("pages").get("one") is None


def test_a_full_disk_leaves_the_last_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, one="text")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    fill(tmp_path, two="text")
    monkeypatch.undo()
    assert Cache(tmp_path).pack("pages").get("one") == "text"
    assert [file.name for file in tmp_path.iterdir()] == ["pages.pack"]


def test_an_entry_that_is_cut_off_is_none(tmp_path: Path) -> None:
    pack = Cache(tmp_path).pack("pages")
    pack.put("one", "text")
    pack._used["one"] = caching.COMPRESSED + brotli.compress(b"\x80\x05")
    assert pack.get("one") is None


# --- The site's folder --------------------------------------------------------------------------


def make(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        file = folder / name.replace("__", "/").replace("_html", ".html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def put(folder: SiteFolder, made: Path) -> None:
    take(folder, made)
    folder.settle()


def take(folder: SiteFolder, made: Path) -> None:
    files = [file for file in made.rglob("*") if file.is_file()]
    folder.take_folder(made, {file.relative_to(made).as_posix(): digest_file(file) for file in files})


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = SiteFolder(site, {})
    put(first, make(tmp_path / "1", a_html="A", b__c_html="C", d__e_html="E"))
    before = {name: (site / name).stat().st_mtime_ns for name in ("a.html", "b/c.html")}
    time.sleep(0.01)
    second = SiteFolder(site, first.contents)
    put(second, make(tmp_path / "2", a_html="A", b__c_html="changed"))
    assert hashes(site) == hashes(make(tmp_path / "3", a_html="A", b__c_html="changed"))
    assert (site / "a.html").stat().st_mtime_ns == before["a.html"]
    assert (site / "b/c.html").stat().st_mtime_ns > before["b/c.html"]
    assert not (site / "d").exists()


@pytest.mark.parametrize("keep_time", [True, False])
def test_what_somebody_changed_in_the_site_is_put_right(tmp_path: Path, keep_time: bool) -> None:
    site = tmp_path / "site"
    first = SiteFolder(site, {})
    put(first, make(tmp_path / "1", a_html="right"))
    stat = (site / "a.html").stat()
    (site / "a.html").write_text("wrong")
    if keep_time:  # the same size and time, as where a clock was set back
        os.utime(site / "a.html", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    put(SiteFolder(site, first.contents), make(tmp_path / "2", a_html="right"))
    assert (site / "a.html").read_text() == "right"


def test_hidden_files_at_the_top_are_the_owners(tmp_path: Path) -> None:
    site = make(tmp_path / "site", **{".git": "theirs", "old_html": "O"})
    put(SiteFolder(site, {}), make(tmp_path / "1", a_html="A"))
    assert set(hashes(site)) == {".git", "a.html"}


def test_a_file_gives_way_to_a_folder_and_a_folder_to_a_file(tmp_path: Path) -> None:
    site = make(tmp_path / "site", a="file", b__c="in a folder")
    put(SiteFolder(site, {}), make(tmp_path / "1", a__x="in a folder", b="file"))
    assert set(hashes(site)) == {"a/x", "b"}


def test_folders_of_several_sources_become_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = SiteFolder(site, {})
    take(first, make(tmp_path / "1", a__b__c_html="C", a__d_html="D", e__f_html="F", same_html="1"))
    put(first, make(tmp_path / "2", a__b__g_html="G", a__h__i_html="I", same_html="2"))
    assert {name: (site / name).read_text() for name in hashes(site)} == {
        "a/b/c.html": "C",
        "a/b/g.html": "G",
        "a/d.html": "D",
        "a/h/i.html": "I",
        "e/f.html": "F",
        "same.html": "2",
    }
    number = (site / "a/b/g.html").stat().st_ino
    second = SiteFolder(site, first.contents)
    assert second.digests == {name: known.digest for name, known in first.contents.items()}
    put(second, make(tmp_path / "3", a__b__g_html="G", a__b__j_html="J", k__l_html="L"))
    assert set(hashes(site)) == {"a/b/g.html", "a/b/j.html", "k/l.html"}
    assert (site / "a/b/g.html").stat().st_ino == number


@pytest.fixture
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How one folder takes the place of another: as the system does it, with two renames, not at all, or
    file by file, as where most of a large site stays.
    """
    if request.param == "files":
        monkeypatch.setattr(folders, "MANY", 1)
    elif request.param != "exchange":
        monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    if request.param == "none":
        monkeypatch.setattr(Path, "rename", lambda *_: os.link("/", "/nowhere"))  # fails
    return str(request.param)


WAYS = pytest.mark.parametrize("way", ["exchange", "renames", "none", "files"], indirect=True)


@WAYS
def test_the_site_changes_whole_where_it_can(tmp_path: Path, way: str) -> None:
    site, server = tmp_path / "site", make(tmp_path / "1", a_html="A", b__c_html="C", d__e_html="E")
    first = SiteFolder(site, {})
    put(first, server)
    number = (site / "b/c.html").stat().st_ino
    second = SiteFolder(site, first.contents)
    made = make(tmp_path / "2", a_html="changed", b__c_html="C")
    for name in ("a.html", "b/c.html"):
        second.take(name, made / name, digest_file(made / name))
    assert (site / "a.html").read_text() == "A"  # nobody sees the new one alone
    second.write("f.html", b"F")
    second.settle()
    assert {name: (site / name).read_text() for name in hashes(site)} == {
        "a.html": "changed",
        "b/c.html": "C",
        "f.html": "F",
    }
    assert (site / "b/c.html").stat().st_ino == number
    assert SiteFolder(site, second.contents).digests == {
        name: known.digest for name, known in second.contents.items()
    }
    assert {each.name for each in tmp_path.iterdir()} == {"1", "2", "site"}


def test_a_build_that_ends_while_a_few_files_are_moved_over_is_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MANY", 1)
    site, replace = tmp_path / "site", os.replace
    first = SiteFolder(site, {})
    put(first, make(tmp_path / "1", a_html="A", b_html="B", stays_html="C", gone_html="D"))
    second = SiteFolder(site, first.contents)
    take(second, make(tmp_path / "2", a_html="changed", b_html="too", new_html="N", stays_html="C"))
    moved: list[str] = []

    def end_after_two(source: Path, target: Path) -> None:
        if len(moved) == 2:
            raise KeyboardInterrupt
        moved.append(target.name)
        replace(source, target)

    monkeypatch.setattr(os, "replace", end_after_two)
    with pytest.raises(KeyboardInterrupt):
        second.settle()
    monkeypatch.undo()
    assert moved == ["new.html", "a.html"]  # what a changed page may need is there before it
    assert set(SiteFolder(site, first.contents).digests) == {"b.html", "stays.html", "gone.html"}
    put(SiteFolder(site, first.contents), make(tmp_path / "3", a_html="changed", stays_html="C"))
    assert {name: (site / name).read_text() for name in hashes(site)} == {
        "a.html": "changed",
        "stays.html": "C",
    }


def test_what_becomes_again_what_it_was_is_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = SiteFolder(site, {})
    put(first, make(tmp_path / "1", a_html="A", b_html="B"))
    number = site.stat().st_ino
    second = SiteFolder(site, first.contents)
    second.keep("b.html", first.contents["b.html"].digest)
    second.write("a.html", b"a draft")
    second.write("a.html", b"A")
    second.settle()
    second.discard()
    assert site.stat().st_ino == number
    assert second.contents == first.contents
    assert {each.name for each in tmp_path.iterdir()} == {"1", "site"}


@pytest.mark.parametrize("left", [".site.old", ".site.new-99999999-x"])
def test_what_a_killed_swap_has_left_is_put_right(tmp_path: Path, left: str) -> None:
    first = SiteFolder(tmp_path / "site", {})
    put(first, make(tmp_path / "1", a_html="A"))
    whole = left == ".site.old"
    make(tmp_path / left, a_html="half") if not whole else (tmp_path / "site").rename(tmp_path / left)
    assert set(SiteFolder(tmp_path / "site", first.contents).digests) == {"a.html"}
    assert {each.name for each in tmp_path.iterdir()} == {"1", "site"}


@pytest.mark.parametrize("kind", ["link", "hidden folder"])
def test_a_site_that_must_stay_is_changed_in_place(tmp_path: Path, kind: str) -> None:
    site = tmp_path / "site"
    if kind == "link":
        (tmp_path / "elsewhere").mkdir()
        site.symlink_to(tmp_path / "elsewhere")
    else:
        make(site, **{".git__config": "theirs"})
    number = site.stat().st_ino
    put(SiteFolder(site, {}), make(tmp_path / "1", a_html="A"))
    assert (site / "a.html").read_text() == "A"
    assert site.stat().st_ino == number
    assert site.is_symlink() == (kind == "link")


def test_a_file_that_is_only_known_under_another_entry_is_read(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = SiteFolder(site, {})
    put(first, make(tmp_path / "1", a_html="A", b_html="B"))
    os.link(site / "a.html", tmp_path / "a.html")  # as a build does that is killed then
    (site / "b.html").write_text("X")
    assert set(SiteFolder(site, first.contents).digests) == {"a.html"}


def test_a_picture_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_text("one")
    known = digest_files([str(file)], {})
    stat = file.stat()
    file.write_text("two")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert digest_files([str(file)], known)[str(file)].digest != known[str(file)].digest


# --- Processes ----------------------------------------------------------------------------------

log = logging.getLogger("mkdocs.plugins.helpcentre.test")


def forks(test: Callable[[], None]) -> Callable[[], None]:
    """Run a test in a process of its own if other tests have left threads in this one."""

    @wraps(test)
    def run() -> None:
        if can_fork():
            test()
            return
        command = [sys.executable, "-m", "pytest", "-q", f"{__file__}::{test.__name__}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr

    linux = pytest.mark.skipif(sys.platform != "linux", reason="only forked on Linux")
    return linux(run)


def work(number: int) -> tuple[int, int]:
    time.sleep(0.05 * (3 - number))  # the first one is the last to end
    log.warning("job %d", number)
    return number, os.getpid()


@forks
def test_results_and_warnings_come_in_order() -> None:
    with recording() as records:
        results = list(run_all([partial(work, number) for number in range(4)], processes=3))
    assert [number for number, _ in results] == [0, 1, 2, 3]
    assert len({process for _, process in results} - {os.getpid()}) == 4
    assert [record.getMessage() for record in records] == [f"job {number}" for number in range(4)]


def fail(number: int) -> None:
    if number == 1:
        log.warning("before it fails")
        raise ValueError("job 1")


@forks
def test_a_job_that_fails_fails_as_it_would_here() -> None:
    with recording() as records, pytest.raises(ValueError, match="job 1"):
        list(run_all([partial(fail, number) for number in range(3)], processes=2))
    assert [record.getMessage() for record in records] == ["before it fails"]


@forks
def test_a_process_that_is_killed_is_told() -> None:
    def killed() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ProcessError, match="memory"):
        list(run_all([killed, killed], processes=2))


# --- Fingerprints and tracing ---------------------------------------------------------------------


def test_reading_a_field_is_noted_once_somebody_listens() -> None:
    seen = traced(ArticleView, "url")
    view = seen(key="k", title="T", summary="", description="", url="a/", locale="en", is_fallback=False)
    assert view.title == "T"
    with listening() as asked:
        assert (view.title, view.key, view.title) == ("T", "k", "T")
    assert list(asked) == [("ArticleView", "a/", "title"), ("ArticleView", "a/", "key")]


def test_every_field_of_a_view_is_traced_but_the_one_it_is_known_by() -> None:
    noted = {name for name, value in vars(traced(ArticleView, "url")).items() if isinstance(value, property)}
    assert noted == {field.name for field in fields(ArticleView)} - {"url"}


def test_a_fingerprint_tells_inputs_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint(1) != fingerprint("1")
    assert fingerprint(date(2026, 1, 1)) == fingerprint(date(2026, 1, 1))


# --- Whole builds -------------------------------------------------------------------------------


@dataclass
class Project:
    """A small site in a folder of its own, built by the command."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        file = self.folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def start(self, target: str = "site", *options: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "-d", str(self.folder / target), *options],
            cwd=self.folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1790000000"},
            stderr=subprocess.PIPE,
            text=True,
        )

    def build(self, target: str = "site", *options: str) -> tuple[int, list[str]]:
        process = self.start(target, *options)
        told = process.communicate()[1]
        return process.returncode, [line for line in told.splitlines() if line.startswith("WARNING")]

    def forget(self) -> None:
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)


CONFIG = """\
site_name: Lumen Help
site_url: https://help.lumen.example/
theme: {name: material, font: false}
plugins:
  - helpcentre: {status: true}
  - i18n:
      docs_structure: folder
      languages: [%s]
markdown_extensions: [helpcentre, toc: {permalink: true}]
validation: {links: {anchors: warn}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "mkdocs.yml").write_text(CONFIG % json.dumps(LANGUAGES[:3])[1:-1], encoding="utf-8")
    project = Project(tmp_path)
    for locale in ("en", "fr"):
        for number in range(4):
            other = f"article-{(number + 1) % 4}.md#limits"
            text = f"Pay by card {number}.\n\n## Limits\n\nSee [the other]({other})."
            project.write(f"{locale}/cards/article-{number}.md", article(f"Card {number}", text))
    return project


@pytest.fixture
def told() -> Iterator[None]:
    """Commands called here leave MkDocs' build as it was."""
    from mkdocs.commands import build as mkdocs_build  # noqa: PLC0415

    before = mkdocs_build.build
    yield
    mkdocs_build.build = before


def expected(project: Project) -> dict[str, str]:
    """What the site is when it is built without anything known."""
    project.forget()
    project.build("cold")
    return hashes(project.folder / "cold")


@pytest.mark.slow
def test_where_nothing_has_changed_the_site_is_left_alone(project: Project) -> None:
    project.build()
    number = (project.folder / "site").stat().st_ino
    project.build()
    assert (project.folder / "site").stat().st_ino == number


@pytest.mark.slow
def test_warnings_are_told_again_and_strict_builds_fail_again(project: Project) -> None:
    links = "Un [lien](rien.md), un [autre](article-2.md#rien).\n\n## Limits\n\nTexte."
    project.write("fr/cards/article-1.md", article("Carte", links))
    first = project.build()
    assert len(first[1]) == 2
    assert project.build() == first
    project.write("en/cards/article-3.md", article("Card 3", "Changed [link](gone.md)."))
    assert set(first[1]) < set(project.build()[1])
    assert project.build("site", "--strict")[0] == 1


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(project: Project) -> None:
    config = project.folder / "mkdocs.yml"
    config.write_text(config.read_text().replace("{status: true}", "{status: true, hosts: [nginx, github]}"))
    sites = []
    for number in (1, 0):
        project.write("en/cards/article-1.md", article("Card 1", f"Version {number}.\n\n## Limits\n\nText."))
        began = time.monotonic()
        project.build()
        sites.append(hashes(project.folder / "site"))
    longest = time.monotonic() - began
    random = Random(20260201)
    for number in range(1, 15):
        text = f"Version {number % 2}.\n\n## Limits\n\nText."
        project.write("en/cards/article-1.md", article("Card 1", text))
        process = project.start()
        time.sleep(longest * random.uniform(0.2, 1))
        process.kill()
        process.communicate()
        assert hashes(project.folder / "site") in sites
    project.build()
    assert [file.name for file in (project.folder / ".cache/helpcentre").glob("build-*")] == []
    assert [file.name for file in project.folder.glob(".site*")] == []
    assert hashes(project.folder / "site") == sites[1] == expected(project)


@pytest.fixture
def one_processor() -> Iterator[None]:
    """Locales are built in turn, in one process."""
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system doesn't let a process choose its processors")
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


@pytest.mark.slow
def test_what_no_page_loads_any_more_is_allowed_no_more(project: Project, one_processor: None) -> None:
    film = "![How to pay](https://www.youtube.com/watch?v=dQw4w9WgXcQ)"
    project.write("en/cards/article-0.md", article("Card 0", film))
    project.build()
    assert "youtube" in (project.folder / "site/_headers").read_text()
    project.write("en/cards/article-0.md", article("Card 0", "Pay by card."))
    project.build()
    assert hashes(project.folder / "site") == expected(project)
    assert "youtube" not in (project.folder / "site/_headers").read_text()


@pytest.mark.slow
def test_two_builds_at_once_make_the_same_site(project: Project) -> None:
    builds = [project.start(), project.start(), project.start("other")]
    assert [build.communicate() and build.returncode for build in builds] == [0, 0, 0]
    project.build()
    site, other = hashes(project.folder / "site"), hashes(project.folder / "other")
    assert site == other == expected(project)


@pytest.mark.slow
def test_a_cache_without_a_site_gives_the_site_back(project: Project) -> None:
    """What continuous integration has: .cache restored, the site's folder gone."""
    project.build()
    shutil.rmtree(project.folder / "site")
    (project.folder / "other").mkdir()
    shutil.copytree(project.folder / "docs", project.folder / "other/docs")
    shutil.copytree(project.folder / ".cache", project.folder / "other/.cache")
    shutil.copy(project.folder / "mkdocs.yml", project.folder / "other")
    other = Project(project.folder / "other")
    other.build()
    assert hashes(other.folder / "site") == expected(project)


@pytest.mark.slow
def test_shards_make_the_same_site(project: Project, told: None) -> None:
    def run(command: Any, *arguments: str) -> Any:
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        config = str(project.folder / "mkdocs.yml")
        return command.run(parser.parse_args([*arguments, "--config", config]))

    one, two, whole = (str(project.folder / name) for name in ("one", "two", "whole"))
    os.environ["SOURCE_DATE_EPOCH"] = "1790000000"
    try:
        assert run(BUILD, "--locales", "en", "--site-dir", one).exit_code == 0
        assert run(MERGE, one, "--site-dir", whole).problem.startswith("No shard has the locale 'fr'")
        assert run(BUILD, "--locales", "fr,ar", "--site-dir", two).exit_code == 0
        assert run(BUILD, "--locales", "nl").exit_code == 1
        assert run(MERGE, one, two, "--site-dir", whole).exit_code == 0
        assert hashes(Path(whole)) == expected(project)
        (Path(two) / "fr/index.html").write_text("damaged")
        assert "damaged" in run(MERGE, one, two, "--site-dir", whole).problem
        project.write("fr/cards/article-1.md", article("Carte", "Autre texte."))
        assert "other sources" in run(MERGE, one, two, "--site-dir", whole).problem
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]


def test_a_site_that_mkdocs_builds_in_the_same_process_is_as_whole_as_ours(
    project: Project, one_processor: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    file, other = str(project.folder / "mkdocs.yml"), project.folder / "other"
    building.build(load_config(config_file=file))
    building.build_as_mkdocs(load_config(config_file=file, site_dir=str(other)))
    assert hashes(other) == hashes(project.folder / "site")


@pytest.mark.slow
def test_a_site_with_other_plugins_is_built_by_mkdocs(project: Project) -> None:
    config = project.folder / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - i18n:", "  - search\n  - i18n:"))
    assert project.build()[0] == 0
    assert not (project.folder / ".cache").exists()
    assert (project.folder / "site/fr/cards/article-1/index.html").is_file()
