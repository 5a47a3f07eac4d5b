"""Many articles: converted in several processes, once, and never all in memory at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from importers import workers
from importers.conversion import Outcome, attempt
from importers.errors import HelpcentreError, OutputError
from importers.locales import Locales
from importers.model import Article, Origin
from importers.pipeline import Options, run_import
from importers.report import Report
from importers.shelf import Shelf
from importers.web import Patience

from .servers import serve
from .servers.wordpress import WordPress

ROOT = Path(__file__).parent.parent
COUNT = 12


def page(number: int, text: str = "Open the settings, then the cards.") -> dict[str, Any]:
    """A page that links to the next one and shows a picture beside the export."""
    home = "https://lumen.example"
    following = (number + 1) % COUNT
    html = (
        f'<h2 id="part">Part {number}</h2><p>{text}</p>'
        f'<p><a href="{home}/help/topic-{following}/#part">Next</a></p>'
        f'<p><img src="{home}/wp-content/uploads/{number % 3}.png" alt="Screen {number}"></p>'
    )
    return {
        "id": 100 + number,
        "type": "page",
        "status": "publish",
        "slug": f"topic-{number}",
        "link": f"{home}/help/topic-{number}/",
        "modified_gmt": "2026-01-02T03:04:05",
        "title": {"rendered": f"Topic {number}"},
        "content": {"rendered": html},
        "excerpt": {"rendered": ""},
    }


def write_export(folder: Path, pages: list[dict[str, Any]]) -> Path:
    """A listing with its pictures beside it."""
    uploads = folder / "wp-content/uploads"
    uploads.mkdir(parents=True, exist_ok=True)
    for number in range(3):
        path = uploads / f"{number}.png"
        path.write_bytes(path.read_bytes() if path.exists() else b"\x89PNG\r\n\x1a\n" + bytes([number]) * 20)
    (folder / "pages.json").write_text(json.dumps(pages))
    return folder / "pages.json"


@pytest.fixture
def options(tmp_path: Path) -> Options:
    export = write_export(tmp_path / "export", [page(number) for number in range(COUNT)])
    return Options((str(export),), tmp_path / "docs", Locales("en"), cache=tmp_path / "cache")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what was converted, in this process."""
    paths: list[str] = []

    def watch(placed: Any, *others: Any) -> Outcome:
        paths.append(placed.path)
        return attempt(placed, *others)

    monkeypatch.setattr(workers, "attempt", watch)
    return paths


# --- several processes


def test_processes_write_the_same_bytes_as_one(options: Options, tmp_path: Path) -> None:
    alone = run_import(replace(options, processes=1))
    others = replace(options, docs=tmp_path / "others", cache=None, processes=3)
    assert run_import(others).to_json() == alone.to_json()
    assert tree(others.docs) == tree(options.docs)
    assert len(list((options.docs / "assets").iterdir())) == 3


def test_processes_get_the_pictures_that_the_network_has(tmp_path: Path) -> None:
    site = WordPress().write()
    results: list[tuple[str, dict[str, bytes]]] = []
    with serve(site) as address:
        for number in (1, 2):
            docs = tmp_path / str(number) / "docs"
            locales = Locales("en", ("en", "fr"))
            given = Options((address,), docs, locales, allowed_hosts=("127.0.0.1",), processes=number)
            results.append((run_import(replace(given, patience=Patience(tries=1))).to_json(), tree(docs)))
    assert results[0] == results[1]
    assert len([path for path in site.requests if "uploads" in path]) == 20  # ten, twice


def test_one_bad_article_stops_nothing(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(placed: Any, *others: Any) -> Outcome:
        return "it is bad" if placed.path.endswith("topic-3.md") else attempt(placed, *others)

    monkeypatch.setattr(workers, "attempt", fail)
    report = run_import(replace(options, processes=2))
    assert (report.totals["created"], report.totals["failed"]) == (COUNT - 1, 1)


def test_a_process_that_the_system_ends_is_an_error_for_users(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "attempt", lambda *_: os._exit(9))
    with pytest.raises(HelpcentreError, match="run the same command to go on"):
        run_import(replace(options, processes=2))
    monkeypatch.undo()
    assert run_import(replace(options, processes=2)).totals["created"] == COUNT


def test_a_killed_run_leaves_no_process_behind(options: Options, tmp_path: Path) -> None:
    script = """
import sys, time
from pathlib import Path
from importers import workers
from importers.links import LinkMap
pool = workers._start(2, LinkMap({}, frozenset(), "en", {}))
Path(sys.argv[1]).touch()
time.sleep(60)
"""
    ready = tmp_path / "ready"
    process = subprocess.Popen(
        [sys.executable, "-c", script, ready],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    wait_until(ready.exists)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until(lambda: not group_exists(process.pid))


def wait_until(is_true: Any) -> None:
    end = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.05)


def group_exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# --- nothing is converted twice


def test_what_has_not_changed_is_not_converted_again(options: Options, converted: list[str]) -> None:
    first = run_import(options)
    assert len(converted) == COUNT
    before = tree(options.docs)
    second = run_import(options)
    assert len(converted) == COUNT
    assert second.totals["unchanged"] == COUNT
    assert tree(options.docs) == before
    accounts = [(entry.account, entry.notices, entry.removed) for entry in second.entries]
    assert accounts == [(entry.account, entry.notices, entry.removed) for entry in first.entries]


def test_into_another_folder_the_same_bytes_come_out_of_the_cache(
    options: Options, converted: list[str], tmp_path: Path
) -> None:
    run_import(options)
    other = replace(options, docs=tmp_path / "other")
    run_import(other)
    assert tree(other.docs) == tree(options.docs)
    assert len(converted) == COUNT + 3  # where a picture is not there yet


def changes(options: Options) -> Iterator[tuple[str, set[str]]]:
    """Change something; what it was, and the articles that have to be converted again."""
    export = Path(options.sources[0])
    pages = [page(number) for number in range(COUNT)]
    pages[5] = page(5, "Another text.")
    write_export(export.parent, pages)
    yield "a text", {"topic-5"}
    (options.docs / "en/moved").mkdir()
    (options.docs / "en/help/topic-7.md").rename(options.docs / "en/moved/topic-7.md")
    yield "where a link leads", {"topic-6", "topic-7"}
    (export.parent / "wp-content/uploads/1.png").write_bytes(b"\x89PNG\r\n\x1a\n another")
    yield "a picture", {f"topic-{number}" for number in range(1, COUNT, 3)}
    next((options.docs / "assets").iterdir()).unlink()
    yield "a picture that is no more", {"some"}
    pages[2]["content"]["rendered"] = pages[2]["content"]["rendered"].replace('id="part"', "")
    write_export(export.parent, pages)
    yield "a place that a link leads to", {"topic-1", "topic-2"}


def test_what_changed_is_converted_again(options: Options, converted: list[str]) -> None:
    run_import(options)
    for change, expected in changes(options):
        converted.clear()
        run_import(options)
        names = {Path(path).stem for path in converted}
        assert names == expected or (names and expected == {"some"}), change
        converted.clear()
        kept = tree(options.docs)
        run_import(replace(options, cache=None))
        assert tree(options.docs) == kept, change


def test_another_program_converts_all_again(
    options: Options, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_import(options)
    monkeypatch.setattr("importers.conversions.program", lambda: "a later one")
    run_import(options)
    assert len(converted) == 2 * COUNT


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_cache_is_no_cache(damage: bytes, options: Options, converted: list[str]) -> None:
    run_import(options)
    before = tree(options.docs)
    assert options.cache
    (options.cache / "conversions.sqlite").write_bytes(damage)
    run_import(options)
    assert len(converted) == 2 * COUNT
    assert tree(options.docs) == before


# --- memory


def test_a_report_keeps_no_bodies_unless_they_are_asked_for(options: Options) -> None:
    def texts(report: Report) -> list[str]:
        return [entry.page.article.html + entry.page.body for entry in report.entries if entry.page]

    assert set(texts(run_import(options))) == {""}
    assert all("Part" in text for text in texts(run_import(replace(options, keep_texts=True))))


def article(name: str, html: str, locale: str = "en") -> Article:
    return Article(Origin("wordpress", name, "a.json", f"$[{name}]"), name, "Title", html, locale)


def test_bodies_come_back_as_they_were(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    bodies = {
        article("1", "<p>café 🙂</p>"): "<p>café 🙂</p>",
        article("2", ""): "",
        article("3", "\ud800"): "\ud800",
        article("3", "fr", "fr"): "fr",
        article("1", "another"): "<p>café 🙂</p>",  # the same again: the first counts
    }
    light = [shelf.put(each) for each in bodies]
    assert not any(each.html for each in light)
    assert [shelf.body_of(each) for each in light] == list(bodies.values())
    assert not [path for path in tmp_path.iterdir() if path.name != ".gitignore"]
    shelf.close()


def test_a_full_disk_names_the_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with monkeypatch.context():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        try:
            with pytest.raises(OutputError, match=r"a.json \$\[2\]"):
                for name in "12":
                    shelf.put(article(name, "x" * 900))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    shelf.close()
