"""What can go wrong on the way: the next run completes, and nothing is half written or lost."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from requests.auth import HTTPBasicAuth

from importers.errors import OutputError, RemoteError
from importers.locales import Locales
from importers.pipeline import Options, run_import
from importers.web import Patience

from .servers import Reply, serve
from .servers.wordpress import WordPress

QUICK = Patience(tries=3, first_wait=0.01, silence=0.5)
LOCALES = Locales("en", ("en", "fr"))


def options(address: str, docs: Path) -> Options:
    return Options(
        (address,),
        docs,
        LOCALES,
        credentials={"wordpress": HTTPBasicAuth("editor", "secret")},
        allowed_hosts=("127.0.0.1",),
        patience=QUICK,
        cache=docs.parent / "cache",
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def user(_: int, path: str) -> Reply | None:
    """Who asks is known."""
    return Reply(b'{"id": 1}', headers={"Content-Type": "application/json"}) if "users/me" in path else None


@pytest.fixture
def site() -> WordPress:
    return WordPress(topics=60, fault=user).write()


@pytest.fixture
def address(site: WordPress) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture
def undisturbed(site: WordPress, address: str, tmp_path: Path) -> dict[str, bytes]:
    """What an import without faults writes."""
    assert run_import(options(address, tmp_path / "calm/docs")).totals["created"] == 120
    site.requests.clear()
    return tree(tmp_path / "calm/docs")


def test_a_password_that_expires_half_way_leaves_nothing_half_done(
    site: WordPress, address: str, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    def expire(number: int, path: str) -> Reply | None:
        refused = Reply(
            b'{"code": "rest_forbidden", "message": "No"}', 401, {"Content-Type": "application/json"}
        )
        return refused if number > 6 else user(number, path)

    site.fault = expire
    with pytest.raises(RemoteError, match="Check the credentials"):
        run_import(options(address, tmp_path / "docs"))
    assert not (tmp_path / "docs").exists()
    site.fault = user
    run_import(options(address, tmp_path / "docs"))
    assert tree(tmp_path / "docs") == undisturbed


def test_a_list_that_shifts_while_it_is_read_loses_nothing(
    site: WordPress, address: str, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    shifts = iter((40, 50))

    def shift(number: int, path: str) -> Reply | None:
        if "offset=100" in path and "include" not in path and (id_ := next(shifts, 0)):
            del site.pages[id_]  # what stood behind it moves to the page before, which was read already
        return user(number, path)

    site.fault = shift
    report = run_import(options(address, tmp_path / "docs"))
    assert report.totals["created"] == 118
    assert not report.has_failed
    here = {name for name in tree(tmp_path / "docs") if name.endswith(".md") and not name.startswith(".")}
    everything = {name for name in undisturbed if name.endswith(".md") and not name.startswith(".")}
    assert len(everything - here) == 2


def test_a_server_that_stalls_is_asked_again(
    site: WordPress, address: str, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    never = threading.Event()
    stalls = iter(("include", "uploads", "types"))
    waiting = [next(stalls)]

    def stall(number: int, path: str) -> Reply | None:
        if waiting and waiting[0] in path:
            waiting[:] = [following] if (following := next(stalls, "")) else []
            return Reply(stall=never)
        return user(number, path)

    site.fault = stall
    try:
        assert not run_import(options(address, tmp_path / "docs")).has_failed
    finally:
        never.set()
    assert tree(tmp_path / "docs") == undisturbed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        os.name != "posix"
        or os.geteuid() != 0
        or not mount("-t", "tmpfs", "-o", "size=400k", "tmpfs", folder)
    ):
        pytest.skip("only root can make a disk to fill")
    yield folder
    subprocess.run(["umount", folder], check=True)


def mount(*arguments: str | Path) -> bool:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_is_said_and_the_next_run_completes(
    address: str, undisturbed: dict[str, bytes], small_disk: Path, tmp_path: Path
) -> None:
    given = replace(options(address, small_disk / "docs"), cache=tmp_path / "cache")
    with pytest.raises(OutputError, match="can't be written: No space left on device") as caught:
        run_import(given)
    assert str(small_disk / "docs") in str(caught.value)
    written = tree(small_disk / "docs")
    assert 0 < len(written) < len(undisturbed)
    for name, content in written.items():  # whole, but for what a translation says of an original that failed
        known = [line for line in undisturbed[name].splitlines() if not line.startswith(b"translated_from")]
        assert [line for line in content.splitlines() if not line.startswith(b"translated_from")] == known
    assert mount("-o", "remount,size=20m", small_disk)
    run_import(given)
    assert tree(small_disk / "docs") == undisturbed
