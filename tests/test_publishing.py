"""A built site brought to a bucket, a folder and a branch: only what differs moves, in a safe order."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from hooks.commands import Answer, publish, publish_files
from hooks.publish.built import FolderSite
from hooks.publish.delivery import deliver
from hooks.publish.hosts.facts import FOREVER
from hooks.publish.manifest import ManifestError, make_manifest, parse_manifest, read_manifest, write_manifest
from hooks.publish.targets import TargetError, open_target
from hooks.publish.uploading import list_stages, plan_upload
from hooks.publish.uploading import publish as upload

SITE = {
    "index.html": "home",
    "a/index.html": "a",
    "b/index.html": "b",
    "old/index.html": "leads to a",
    "fr/index.html": "accueil",
    "fr/été (1)/index.html": "été",
    "assets/0123456789abcdef.png": "png",
    "assets/article.js": "let a;",
    "_redirects": "/old/ /a/ 301\n",
}
LANGUAGES = {"/": "en", "/fr/": "fr"}


def build(folder: Path, changed: dict[str, str | None] | None = None) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in {**SITE, **(changed or {})}.items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    deliver(FolderSite(folder), [], LANGUAGES)
    return folder


def run(address: str, site: Path, *options: str) -> Answer:
    parser = argparse.ArgumentParser()
    publish.COMMAND.add_arguments(parser)
    return publish.COMMAND.run(parser.parse_args([address, "--site", str(site), *options]))


def git(*arguments: str | Path, folder: Path) -> str:
    told = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return told.stdout


Place = tuple[str, Callable[[], dict[str, str]]]
"""An address, and what is there."""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="help")

        def read() -> dict[str, str]:
            listed = client.list_objects_v2(Bucket="help").get("Contents", ())
            return {
                each["Key"].removeprefix("site/"): client.get_object(Bucket="help", Key=each["Key"])["Body"]
                .read()
                .decode()
                for each in listed
            }

        yield "s3://help/site", read


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    if not shutil.which("rsync"):
        pytest.skip("rsync is not installed")
    target = tmp_path / "srv/help"
    return f"rsync:{target}", lambda: {
        file.relative_to(target).as_posix(): file.read_text()
        for file in target.rglob("*")
        if file.is_file() or (file.is_dir() and not any(file.iterdir()))  # an empty folder is an error
    }


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    git("init", "--quiet", "--bare", "--initial-branch=main", tmp_path / "remote.git", folder=tmp_path)
    git("clone", "--quiet", tmp_path / "remote.git", tmp_path / "checkout", folder=tmp_path)
    monkeypatch.chdir(tmp_path / "checkout")
    for name in ("NAME", "EMAIL"):
        monkeypatch.delenv(f"GIT_COMMITTER_{name}", raising=False)

    def read() -> dict[str, str]:
        if not git("branch", "--list", "pages", folder=tmp_path / "remote.git"):
            return {}
        names = git("ls-tree", "-rz", "--name-only", "pages", folder=tmp_path / "remote.git").split("\0")
        return {name: git("show", f"pages:{name}", folder=tmp_path / "remote.git") for name in names if name}

    return "git:origin#pages", read


@pytest.fixture(params=["bucket", "folder", "branch"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


def there(site: Path) -> dict[str, str]:
    return {file.relative_to(site).as_posix(): file.read_text() for file in site.rglob("*") if file.is_file()}


def test_only_what_differs_moves(place: Place, tmp_path: Path) -> None:
    address, read = place
    site = build(tmp_path / "site")
    told = run(address, site)
    assert told.problem == "" and told.exit_code == 0
    assert read() == there(site)
    assert "9 files uploaded" in told.output

    told = run(address, site)
    assert told.output == "Nothing to publish: 9 files are there as they are here."

    build(site, {"a/index.html": "other", "b/index.html": None, "fr/été (1)/index.html": None, "c.txt": "c"})
    planned = run(address, site, "--dry-run")
    assert planned.output.splitlines() == [
        "change  a/index.html  5 bytes",
        "create  c.txt  1 bytes",
        "remove  b/index.html  1 bytes",
        "remove  fr/été (1)/index.html  5 bytes",
        "2 files to upload (6 bytes), 2 to remove (6 bytes), 6 as they were (44 bytes).",
        "Nothing was changed (--dry-run).",
    ]
    assert read() != there(site)
    assert run(address, site).exit_code == 0
    assert read() == there(site)


def test_what_others_put_there_stays(folder: Place, tmp_path: Path) -> None:
    address, read = folder
    site = build(tmp_path / "site")
    run(address, site)
    (tmp_path / "srv/help/b/own.txt").write_text("of the owner")
    build(site, {"b/index.html": None})
    run(address, site)
    assert read().keys() - there(site).keys() == {"b/own.txt"}


def test_objects_are_sent_with_what_their_readers_need(bucket: Place, tmp_path: Path) -> None:
    run(bucket[0], build(tmp_path / "site"))
    client = boto3.client("s3")

    def ask(key: str) -> dict[str, str]:
        answer: dict[str, str] = client.head_object(Bucket="help", Key=f"site/{key}")
        return answer

    page = ask("fr/été (1)/index.html")
    assert (page["ContentType"], page["ContentLanguage"]) == ("text/html; charset=utf-8", "fr")
    assert "must-revalidate" in page["CacheControl"]
    assert ask("a/index.html")["ContentLanguage"] == "en"
    assert ask("assets/0123456789abcdef.png")["CacheControl"] == FOREVER
    assert ask("assets/article.js")["ContentType"] == "text/javascript; charset=utf-8"
    assert ask("old/index.html")["WebsiteRedirectLocation"] == "/a/"


def test_a_branch_is_moved_by_one_commit_and_the_checkout_stays(branch: Place, tmp_path: Path) -> None:
    site = build(tmp_path / "site")
    (tmp_path / "checkout/mine.txt").write_text("unfinished")
    run(branch[0], site)
    run(branch[0], build(site, {"a/index.html": "other"}))
    remote = tmp_path / "remote.git"
    assert git("rev-list", "--count", "pages", folder=remote).strip() == "2"
    changed = git("diff", "--name-only", "pages~", "pages", folder=remote).split()
    assert changed == ["_manifest.json", "a/index.html"]
    assert git("status", "--porcelain", folder=tmp_path / "checkout") == "?? mine.txt\n"


class Recorder:
    """A target that fails after some steps."""

    def __init__(self, steps: int = 100) -> None:
        self.steps = steps
        self.done: list[tuple[str, tuple[str, ...]]] = []
        self.files: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def upload(self, paths: list[str]) -> None:
        self._do("upload", tuple(paths))

    def remove(self, paths: list[str]) -> None:
        self._do("remove", tuple(paths))

    def finish(self) -> None:
        self._do("finish", ())

    def _do(self, what: str, paths: tuple[str, ...]) -> None:
        if len(self.done) == self.steps:
            raise TargetError("the line is dead")
        self.done.append((what, paths))


def test_what_pages_load_comes_first_and_what_is_gone_goes_last(tmp_path: Path) -> None:
    site, target = build(tmp_path / "site"), Recorder()
    target.files["_manifest.json"] = b'{"languages": {}, "files": {"gone.html": {"bytes": 1, "sha256": "0"}}}'
    upload(site, plan_upload(site, target), target)  # type: ignore[arg-type]
    assert [(what, paths[:1]) for what, paths in target.done] == [
        ("upload", ("assets/0123456789abcdef.png",)),
        ("upload", ("_redirects",)),
        ("upload", ("a/index.html",)),
        ("remove", ("gone.html",)),
        ("upload", ("_manifest.json",)),
        ("finish", ()),
    ]


@pytest.mark.parametrize("steps", range(5))
def test_a_run_that_was_cut_short_is_done_again(tmp_path: Path, steps: int) -> None:
    site, target = build(tmp_path / "site"), Recorder(steps)
    planned = plan_upload(site, target)  # type: ignore[arg-type]
    with pytest.raises(TargetError):
        upload(site, planned, target)  # type: ignore[arg-type]
    assert plan_upload(site, target).paths == planned.paths  # type: ignore[arg-type]


def test_a_target_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    site = build(tmp_path / "site")
    for address in ("ftp://x", "s3:", "git:origin", "site"):
        told = run(address, site)
        assert told.exit_code == 2 and "Traceback" not in told.problem
    assert run("rsync:/tmp", tmp_path / "none").exit_code == 2
    with pytest.raises(TargetError, match="names no branch"):
        open_target("git:origin", site)


def test_a_target_that_is_not_there_says_so(branch: Place, bucket: Place, tmp_path: Path) -> None:
    site = build(tmp_path / "site")
    for address in ("s3://none", f"git:{os.sep}none#pages"):
        told = run(address, site)
        assert told.exit_code == 1 and told.problem


def test_a_manifest_is_read_as_it_is_written(tmp_path: Path) -> None:
    site = build(tmp_path / "site")
    manifest = make_manifest(site, LANGUAGES)
    assert read_manifest(site) == manifest
    assert parse_manifest(write_manifest(manifest).encode(), "") == manifest
    assert "_manifest.json" not in manifest.files
    assert [path for stage in list_stages(plan_upload(site, Recorder()).difference) for path in stage]  # type: ignore[arg-type]
    for text in (b"", b"[]", b'{"files": {"a": 1}, "languages": {}}'):
        with pytest.raises(ManifestError):
            parse_manifest(text, "x")


def test_files_for_a_host_are_written_without_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(tmp_path / "site")
    (tmp_path / "mkdocs.yml").write_text("plugins: [{helpcentre: {hosts: [github]}}]\n")
    monkeypatch.chdir(tmp_path)
    parser = argparse.ArgumentParser()
    publish_files.COMMAND.add_arguments(parser)
    assert publish_files.COMMAND.run(parser.parse_args([])).exit_code == 0
    assert (site / ".nojekyll").is_file()
    told = publish_files.COMMAND.run(parser.parse_args([str(site), "--host", "nginx"]))
    assert '"~^/fr/" "fr";' in (tmp_path / "hosting/nginx/maps.conf").read_text()
    assert "hosting for nginx" in told.output
    assert ".nojekyll" in read_manifest(site).files
    assert publish_files.COMMAND.run(parser.parse_args([str(tmp_path)])).exit_code == 2
