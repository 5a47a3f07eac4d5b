"""WordPress over the network: fetched once, faults survived, edits kept, killed at any moment."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from importers.cli import main
from importers.errors import OutputError, RemoteError
from importers.live import Wanted
from importers.locales import Locales
from importers.mirror import lock
from importers.pipeline import Options, run_import
from importers.web import Patience

from .servers import Reply, serve
from .servers.wordpress import WordPress, only, picture

ROOT = Path(__file__).parent.parent
QUICK = Patience(tries=4, first_wait=0.01, silence=2)


@contextmanager
def importing(site: WordPress, docs: Path, **options: Any) -> Iterator[Options]:
    with serve(site) as address:
        yield Options(
            sources=(f"{address}{site.folder}/",),
            docs=docs,
            locales=Locales("en", ("en", "fr")),
            allowed_hosts=("127.0.0.1",),
            patience=QUICK,
            cache=docs.parent / "cache",
            **options,
        )


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_page_may_have_its_texts_below_the_address_of_each_language(tmp_path: Path) -> None:
    site, docs = WordPress(is_translated=True).write(), tmp_path / "docs"
    with importing(site, docs) as options:
        assert run_import(options).totals["created"] == 10
        assert "Ouvrez les paramètres" in (docs / "fr/help/order-a-card.md").read_text()
        assert "/fr/help/order-a-card/" in (docs / "fr/help/order-a-card.md").read_text()
        assert "Open the settings" in (docs / "en/help/order-a-card.md").read_text()
        asked = len(site.requests)
        assert run_import(options).totals["unchanged"] == 10
        assert not [path for path in site.requests[asked:] if "include" in path or "uploads" in path]


@pytest.mark.parametrize(("folder", "is_plain"), [("", False), ("", True), ("/blog", False), ("/blog", True)])
def test_a_site_is_found_and_fetched_once(folder: str, is_plain: bool, tmp_path: Path) -> None:
    site, docs = WordPress(folder=folder, is_plain=is_plain).write(), tmp_path / "docs"
    with importing(site, docs) as options:
        assert run_import(options).totals["created"] == 10
        assert len(list((docs / "assets").iterdir())) == 10
        before, asked = tree(docs), len(site.requests)
        assert run_import(options).totals["unchanged"] == 10
        assert tree(docs) == before
        assert not [path for path in site.requests[asked:] if "include" in path or "uploads" in path]


def test_without_the_cache_pictures_are_not_downloaded_again(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    with importing(site, docs) as options:
        run_import(options)
        shutil.rmtree(tmp_path / "cache")
        asked = len(site.requests)
        assert run_import(options).totals["unchanged"] == 10
        assert not [path for path in site.requests[asked:] if "uploads" in path]


def test_a_dry_run_fetches_no_picture_and_writes_nothing(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    with importing(site, docs) as options:
        assert run_import(replace(options, dry_run=True)).totals["created"] == 10
        assert not docs.exists()
        assert not [path for path in site.requests if "uploads" in path]


def test_a_picture_that_was_replaced_is_downloaded_again(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    with importing(site, docs) as options:
        run_import(options)
        site.replace_picture(12, 200)
        asked = len(site.requests)
        report = run_import(options)
        assert {entry.origin.id for entry in report.entries if entry.status == "updated"} == {"12"}
        assert [path for path in site.requests[asked:] if "uploads" in path] == ["/uploads/12.png"]
        text = (docs / "en/help/freeze-a-card.md").read_text()
        (name,) = re.findall(r"assets/\w+\.png", text)
        assert (docs / name).read_bytes() == picture(200)
        shutil.rmtree(tmp_path / "cache")  # what is known of it lies in the project, too
        asked = len(site.requests)
        assert run_import(options).totals["unchanged"] == 10
        assert not [path for path in site.requests[asked:] if "uploads" in path]


FAULTS: dict[str, Callable[[], Callable[[int, str], Reply | None]]] = {
    "a storm of limits": lambda: (
        lambda number, _: Reply(status=429, headers={"Retry-After": "0"}) if number % 2 else None
    ),
    "answers cut off": lambda: only("include", Reply(b'[{"id": 10, "ti'), Reply(b"[", length=900)),
    "pages in place of answers": lambda: only("wp-json", *[Reply(b"<html>Maintenance</html>")] * 3),
    "a fatal error": lambda: only("include", *[Reply(b"<html>Fatal</html>", 500)] * 2),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_leave_no_trace(fault: str, tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    with importing(site, docs) as options:
        run_import(options)
        calm = tree(docs)
        shutil.rmtree(docs)
        shutil.rmtree(tmp_path / "cache")
        site.fault = FAULTS[fault]()
        run_import(options)
        assert tree(docs) == calm


def test_a_page_that_breaks_the_server_costs_no_other(tmp_path: Path) -> None:
    def breaks(_: int, path: str) -> Reply | None:
        return Reply(status=500) if "include" in path and "13" in path else None

    site, docs = WordPress(fault=breaks).write(), tmp_path / "docs"
    with importing(site, docs) as options:
        report = run_import(options)
        assert report.totals["created"] == 9
        (failed,) = [entry for entry in report.entries if entry.status == "failed"]
        assert failed.origin.id == "13"
        assert not any(entry.is_gone for entry in run_import(options).entries)


def test_a_page_that_is_left_out_of_its_batch_is_asked_for_alone(tmp_path: Path) -> None:
    site, docs = WordPress(withheld={13}).write(), tmp_path / "docs"
    with importing(site, docs) as options:
        assert run_import(options).totals["created"] == 10
        site.fault = lambda _, path: Reply(b'{"code": "rest_forbidden"}', 401) if "pages/13" in path else None
        site.edit(13, "Autre texte.")
        site.edit(14, "Another text.")
        report = run_import(options)
        (failed,) = [entry for entry in report.entries if entry.status == "failed"]
        assert failed.origin.id == "13"
        assert report.totals["updated"] == 1
        site.fault = lambda _, path: None
        assert run_import(options).totals["updated"] == 1


def test_a_picture_that_cannot_be_had_keeps_its_address(tmp_path: Path) -> None:
    def missing(_: int, path: str) -> Reply | None:
        if path == "/uploads/11.png":
            return Reply(b"<html><script>alert(1)</script></html>")
        return Reply(status=404) if path == "/uploads/10.png" else None

    site, docs = WordPress(fault=missing).write(), tmp_path / "docs"
    with importing(site, docs) as options:
        notices = [
            notice.message
            for entry in run_import(options).entries
            for notice in entry.notices
            if notice.rule == "remote-image"
        ]
        assert "/uploads/10.png](" not in (docs / "en/help/order-a-card.md").read_text()
        assert "/uploads/10.png)" in (docs / "en/help/order-a-card.md").read_text()
    assert [message.rpartition(": ")[2] for message in sorted(notices)] == [
        "the server answers 404",
        "it is no kind of file that may be published",
    ]


def test_when_it_cannot_be_listed_nothing_is_written(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    with importing(site, docs) as options:
        run_import(options)
        before = tree(docs)
        site.pages.clear()
        site.fault = lambda _, path: Reply(status=503) if "pages" in path else None
        with pytest.raises(RemoteError):
            run_import(replace(options, on_delete="remove"))
        assert tree(docs) == before


def test_edits_here_and_there(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    english, first, second, third = docs / "en/help", "One thing first.", "Then another.", "That is all."
    with importing(site, docs) as options:
        run_import(options)

        def rewrite(name: str, old: str, new: str) -> None:
            path = english / name
            path.write_text(path.read_text().replace(old, new))

        paragraphs = ["Open the settings of your account.", "Choose what you would like to change."]
        site.edit(10, first, paragraphs[1], "Save it at the end.")  # only there
        rewrite("freeze-a-card.md", paragraphs[0], third)  # only here
        site.edit(14, first, paragraphs[1], "Save it at the end.")  # other paragraphs
        rewrite("send-an-invoice.md", "Save it at the end.", third)
        rewrite("send-an-invoice.md", "title: Send an invoice", "title: Send invoices")
        site.edit(16, first, paragraphs[1], "Save it at the end.")  # the same paragraph
        rewrite("invite-a-colleague.md", paragraphs[0], second)
        moved = docs / "en/closing/close-an-account.md"  # moved here, changed there
        moved.parent.mkdir()
        (english / "close-an-account.md").rename(moved)
        site.edit(18, first, paragraphs[1], "Save it at the end.")
        del site.pages[11]

        report = run_import(options)
        found = {entry.origin.id: entry.status for entry in report.entries if entry.status != "unchanged"}
        assert found == {
            "10": "updated", "12": "kept", "14": "merged", "16": "conflict", "18": "updated", "11": "kept"
        }  # fmt: skip
        merged = (english / "send-an-invoice.md").read_text()
        assert all(text in merged for text in (first, third, "title: Send invoices", "updated: 2026-01-02"))
        assert first in moved.read_text()
        assert not (english / "close-an-account.md").exists()
        assert second in (english / "invite-a-colleague.md").read_text()

        marked = run_import(replace(options, on_conflict="markers"))
        assert marked.totals["conflict"] == 1
        text = (english / "invite-a-colleague.md").read_text()
        assert second in text and first in text and "<<<<<<<" in text
        assert run_import(options).totals["conflict"] == 1  # it is still to be decided
        rewrite("invite-a-colleague.md", text, text.partition("<<<<<<<")[0] + third + "\n")
        assert run_import(options).totals["conflict"] == 0


def test_the_sources_side_can_be_taken(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    path = docs / "en/help/order-a-card.md"
    with importing(site, docs, on_conflict="theirs") as options:
        run_import(options)
        path.write_text(path.read_text().replace("Open the", "Open all the").replace("at the end", "now"))
        site.edit(10, "Another first.", "Choose what you would like to change.", "Save it at the end.")
        assert run_import(options).totals["merged"] == 1
    text = path.read_text()
    assert "Another first." in text and "Open all" not in text and "Save it now." in text


def test_what_is_deleted_here_stays_deleted(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    with importing(site, docs) as options:
        run_import(options)
        (docs / "en/help/order-a-card.md").unlink()
        site.edit(10, "It was changed.")
        assert run_import(options).totals["kept"] == 1
        assert not (docs / "en/help/order-a-card.md").exists()


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    site, docs = WordPress().write(), tmp_path / "docs"
    with importing(site, docs) as options:
        with lock(options.cache), pytest.raises(OutputError, match="another import"):
            run_import(options)
        assert run_import(options).totals["created"] == 10


def test_post_types_can_be_chosen(tmp_path: Path) -> None:
    site = WordPress().write()
    with importing(site, tmp_path / "docs", wanted=Wanted(types=("page",))) as options:
        assert run_import(options).totals["created"] == 10


# --- the command


def project(folder: Path, address: str) -> Path:
    """A site with one source."""
    folder.mkdir()
    languages = [{"locale": "en", "name": "English", "default": True}, {"locale": "fr", "name": "Français"}]
    config = {"site_name": "x", "plugins": [{"i18n": {"docs_structure": "folder", "languages": languages}}]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config))
    (folder / "pyproject.toml").write_text(
        f'[tool.helpcentre.sources.website]\nsource = "{address}"\nallow-host = ["127.0.0.1"]\n'
    )
    return folder


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "importers.cli", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_sync_pulls_what_pyproject_names(tmp_path: Path) -> None:
    site = WordPress().write()
    with serve(site) as address:
        folder = project(tmp_path / "site", address)
        check = command(folder, "sync", "--check")
        assert (check.returncode, (folder / "docs").exists()) == (1, False), check.stderr
        assert command(folder, "sync").returncode == 0
        assert command(folder, "sync", "--check").returncode == 0
        site.edit(10, "It was changed.")
        plan = command(folder, "sync", "website", "--check", "--json")
        assert plan.returncode == 1
        (change,) = json.loads(plan.stdout)["website"]["articles"]
        assert (change["status"], change["path"]) == ("updated", "en/help/order-a-card.md")
        unknown = command(folder, "sync", "blog")
        assert (unknown.returncode, "there is no source 'blog'" in unknown.stderr) == (2, True)
        subprocess.run(["git", "init", "--quiet", folder], check=True)
        listed = subprocess.run(
            ["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True
        )
        assert "docs/" in listed.stdout
        assert ".cache" not in listed.stdout


def test_a_new_site_is_made_of_what_runs_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = WordPress().write()
    with serve(site) as address:
        arguments = ["new", str(tmp_path / "site"), "--from", address, "--allow-host", "127.0.0.1"]
        assert main(arguments) == 0
    config = (tmp_path / "site/mkdocs.yml").read_text()
    assert "site_name: Lumen" in config
    assert "locale: fr" in config
    assert (tmp_path / "site/docs/fr/help/order-a-card.md").exists()
    assert f'source = "{address}"' in (tmp_path / "site/pyproject.toml").read_text()
    assert len([path for path in site.requests if "/pages?include" in path]) == 1
    assert site.requests.count("/") == 1
    assert "Made" in capsys.readouterr().out


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_completes(tmp_path: Path) -> None:
    site = WordPress(topics=40).write()
    with serve(site) as address:
        whole = project(tmp_path / "whole", address)
        began = time.monotonic()
        assert command(whole, "sync").returncode == 0
        lasts = time.monotonic() - began
        expected = tree(whole / "docs")
        moments = random.Random(4)
        for number in range(20):
            folder = project(tmp_path / f"cut{number}", address)
            process = subprocess.Popen(
                [sys.executable, "-m", "importers.cli", "sync"],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(moments.uniform(0.2, lasts))
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert command(folder, "sync").returncode == 0
            assert tree(folder / "docs") == expected
