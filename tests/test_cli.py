"""The command as a person uses it: exit codes, what is printed, and where files go."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from importers import conversion
from importers.body import Body
from importers.cli import main


class Command:
    """Runs `helpcentre` in this process, in a folder of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = ""
        self.err = ""

    def __call__(self, *arguments: object) -> int:
        """Return the exit code; `out` and `err` then hold what was printed."""
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:  # argparse
            code = int(stop.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return code


@pytest.fixture
def helpcentre(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command, run in an empty folder outside any project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return Command(capsys)


GUIDE = Path(__file__).parent.parent / "guide/en/importing/import-options.md"
ENGLISH = "Open the settings of your account, then choose the card that you would like to freeze."


def page(id_: int = 1, path: str = "en/help/freeze-a-card", **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "type": "page",
        "status": "publish",
        "slug": path.rpartition("/")[2],
        "link": f"https://x.example/{path}/",
        "title": {"rendered": "Freeze a card"},
        "content": {"rendered": f"<p>{ENGLISH}</p>", "protected": False},
    } | fields


def save(path: Path, document: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return path


def files(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.startswith((".", "_data/")))


# --- import


def test_an_import_writes_articles_a_report_and_a_summary(helpcentre: Command, tmp_path: Path) -> None:
    export = save(
        tmp_path / "pages.json", [page(), page(2, "fr/help/freeze-a-card"), page(3, content={"rendered": ""})]
    )
    assert helpcentre("import", "wordpress", export, "--docs", "docs", "--report", "out/report.json") == 0
    assert files(tmp_path / "docs") == ["en/help/freeze-a-card.md", "fr/help/freeze-a-card.md"]
    report = json.loads((tmp_path / "out/report.json").read_text())
    assert report["source"] == "wordpress"
    assert report["totals"]["created"] == 2
    rows = [line.split() for line in helpcentre.out.splitlines()]
    assert rows == [["locale", "created", "skipped"], ["en", "1", "1"], ["fr", "1", "0"], ["all", "2", "1"]]
    assert "its body is empty" in helpcentre.err


def test_without_a_system_it_says_what_it_found(helpcentre: Command, tmp_path: Path) -> None:
    save(tmp_path / "export/a.json", page())
    save(
        tmp_path / "export/b.json", {"type": "article", "id": "7", "title": "T", "body": f"<p>{ENGLISH}</p>"}
    )
    assert helpcentre("import", "export", "--docs", "docs") == 0
    assert "Found: 1 from Intercom, 1 from WordPress" in helpcentre.out


def test_standard_input_is_a_source(
    helpcentre: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(page()).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert helpcentre("import", "wordpress", "-", "--docs", "docs") == 0
    assert files(tmp_path / "docs") == ["en/help/freeze-a-card.md"]


def test_the_project_around_gives_docs_and_locales(
    helpcentre: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {
        "docs_dir": "content",
        "plugins": [{"i18n": {"languages": [{"locale": "fr"}, {"locale": "de", "default": True}]}}],
    }
    save(tmp_path / "mkdocs.yml", yaml.safe_dump(config) + "env: !ENV HOME\n")
    export = save(tmp_path / "x/pages.json", [page(1, "de/hilfe/karte"), page(2, "en/help/card")])
    monkeypatch.chdir(tmp_path / "x")
    text = {
        "rendered": "<p>Öffnen Sie die Einstellungen und wählen Sie die Karte, die Sie sperren wollen.</p>"
    }
    save(export, [page(1, "de/hilfe/karte", content=text), page(2, "x/help/card", lang="en")])
    assert helpcentre("import", export) == 1
    assert files(tmp_path / "content") == ["de/hilfe/karte.md"]
    assert "locale 'en' is not one of the site's (fr, de)" in helpcentre.err
    assert "$[1]" in helpcentre.err


def test_options_are_for_what_the_source_does_not_say(helpcentre: Command, tmp_path: Path) -> None:
    export = save(tmp_path / "pages.json", [page(1, "help/a"), page(2, "fr/help/b")])
    assert helpcentre("import", export, "--docs", "d", "--locale", "pt_BR", "--collection", "Old help") == 0
    assert files(tmp_path / "d") == ["fr/old-help/b.md", "pt/old-help/a.md"]


def test_a_dry_run_writes_nothing_but_the_report(helpcentre: Command, tmp_path: Path) -> None:
    export = save(tmp_path / "pages.json", [page()])
    assert helpcentre("import", export, "--docs", "d", "--dry-run", "--report", "r.json") == 0
    assert files(tmp_path) == ["pages.json", "r.json"]
    assert "Nothing was written" in helpcentre.out
    assert json.loads((tmp_path / "r.json").read_text())["articles"][0]["status"] == "created"


def test_a_report_can_be_a_page(helpcentre: Command, tmp_path: Path) -> None:
    export = save(tmp_path / "pages.json", [page()])
    assert helpcentre("import", export, "--docs", "d", "--report", "r.html") == 0
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")


def test_messages_of_one_kind_are_limited(helpcentre: Command, tmp_path: Path) -> None:
    export = save(tmp_path / "pages.json", [page(number, lang="xx") for number in range(1, 31)])
    assert helpcentre("import", export, "--docs", "d") == 1
    assert helpcentre.err.count("failed:") == 9
    assert "and 22 more" in helpcentre.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.json", "", "the file is empty"),
        ("cut.json", '[{"id": 1, "content": {"rend', "ends too early (line 1, column"),
        ("page.json", "<html><h1>502</h1></html>", "it is an HTML or XML page, not JSON"),
        ("text.json", "hello", "it isn't JSON"),
        (
            "other.json",
            {"type": "article", "id": "1", "title": "a", "body": "b"},
            "helpcentre import intercom",
        ),
        ("wrong.json", {"a": 1}, "holds no articles from WordPress"),
        ("bad.json", [{"content": {"rendered": "x"}}], "$[0]: the page has no `id`"),
        ("empty", None, "the folder holds no exports"),
        ("missing.json", None, "there is no such file or folder"),
    ],
)
def test_bad_input_is_named_and_costs_no_other_article(
    helpcentre: Command, tmp_path: Path, name: str, content: Any, message: str
) -> None:
    if name == "empty":
        (tmp_path / name).mkdir()
    elif content is not None:
        save(tmp_path / name, content)
    good = save(tmp_path / "good.json", page())
    assert helpcentre("import", "wordpress", name, good, "--docs", "docs") == 1
    assert message in helpcentre.err
    assert name in helpcentre.err
    assert "Traceback" not in helpcentre.err + helpcentre.out
    assert files(tmp_path / "docs") == ["en/help/freeze-a-card.md"]


def test_two_articles_that_want_one_file(helpcentre: Command, tmp_path: Path) -> None:
    export = save(tmp_path / "pages.json", [page(1), page(2), page(3, "en/help/other")])
    assert helpcentre("import", export, "--docs", "docs") == 1
    assert "pages.json $[1] (en): it wants the file of article 1" in helpcentre.err
    assert files(tmp_path / "docs") == ["en/help/freeze-a-card.md", "en/help/other.md"]


def test_a_file_that_cannot_be_opened_is_named(helpcentre: Command, tmp_path: Path) -> None:
    save(tmp_path / "export/good.json", page())
    (tmp_path / "export/gone.json").symlink_to("nowhere")
    assert helpcentre("import", "export", "--docs", "docs") == 1
    assert "gone.json: can't be read: No such file or directory" in helpcentre.err
    assert files(tmp_path / "docs") == ["en/help/freeze-a-card.md"]


def test_a_folder_that_cannot_be_written_is_named(helpcentre: Command, tmp_path: Path) -> None:
    export = save(tmp_path / "pages.json", [page(), page(2, "fr/help/freeze-a-card")])
    save(tmp_path / "docs/en", "a file where a folder should be")
    assert helpcentre("import", export, "--docs", "docs") == 1
    assert "can't be written" in helpcentre.err
    assert files(tmp_path / "docs") == ["en", "fr/help/freeze-a-card.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_docs_without_permission_are_named(helpcentre: Command, tmp_path: Path) -> None:
    export = save(tmp_path / "pages.json", page())
    (tmp_path / "docs").mkdir(mode=0o500)
    assert helpcentre("import", export, "--docs", "docs") == 1
    assert "Check the folder's permissions" in helpcentre.err


def test_a_fault_in_one_article_is_reported_without_a_traceback(
    helpcentre: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(body: Body) -> None:
        if "Broken" in body.title:
            raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(conversion, "recognise", fail)
    export = save(tmp_path / "pages.json", [page(1, "en/a", title={"rendered": "Broken"}), page(2, "en/b")])
    assert helpcentre("import", export, "--docs", "docs") == 1
    assert "fault of helpcentre" in helpcentre.err
    assert "Traceback" not in helpcentre.err
    assert files(tmp_path / "docs") == ["en/articles/b.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import"], "SOURCE"),
        (["import", "wordpress", "--docs", "d"], "`import wordpress` needs an address, a file or a folder"),
        (["import", "a.json"], "there is no mkdocs.yml here or above"),
        (["import", "a.json", "--docs", "d", "--locale", "xx"], "--locale: unknown locale 'xx'"),
        (
            ["import", "a.json", "--docs", "d", "--default-locale", "?"],
            "--default-locale: unknown locale '?'",
        ),
        (["import", "a.json", "--docs", "file"], "the docs folder is a file"),
        (["new", "site"], "--locales"),
        (["new", "site", "--locales", ","], "no locales were given"),
        (["new", "site", "--locales", "en,klingon"], "unknown locale 'klingon'"),
        (["sing"], "invalid choice"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_exits_2(helpcentre: Command, tmp_path: Path, arguments: list[str], message: str) -> None:
    save(tmp_path / "file", "")
    assert helpcentre(*arguments) == 2
    assert message in helpcentre.err
    assert files(tmp_path) == ["file"]


def test_a_broken_mkdocs_yml_is_named(helpcentre: Command, tmp_path: Path) -> None:
    save(tmp_path / "mkdocs.yml", "a: [")
    assert helpcentre("import", "x.json") == 2
    assert "mkdocs.yml" in helpcentre.err


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["import", "--help"], ["new", "--help"]])
def test_help_and_version(helpcentre: Command, arguments: list[str]) -> None:
    assert helpcentre(*arguments) == 0
    assert helpcentre.out


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_a_loss_is_said_and_with_strict_an_error(
    helpcentre: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int
) -> None:
    monkeypatch.setattr(conversion, "tree_to_markdown", lambda _: ENGLISH.replace("card ", "") + "\n")
    export = save(tmp_path / "pages.json", [page()])
    assert helpcentre("import", export, "--docs", "docs", "--report", "report.json", *options) == code
    assert "lost: en/help/freeze-a-card.md: words 1, such as: then choose the [card] that" in helpcentre.err
    entry = json.loads((tmp_path / "report.json").read_text())["articles"][0]
    assert len(entry["words"]["lost"]) == 1
    assert entry["added"] == entry["moved"] == []


def test_the_guide_has_every_option(helpcentre: Command) -> None:
    helpcentre("import", "--help")
    options = set(re.findall(r"--[a-z-]+", helpcentre.out)) - {"--help"}
    documented = set(re.findall(r"^\| `(--[a-z-]+)", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert documented == options


# --- new


def test_a_new_site_can_be_imported_into_and_built(helpcentre: Command, tmp_path: Path) -> None:
    assert helpcentre("new", "site", "--locales", "en,fr,pt_BR,ar,es-419", "--name", "Lumen: help") == 0
    export = save(tmp_path / "pages.json", [page(), page(2, "fr/help/freeze-a-card", lang="fr")])
    os.chdir(tmp_path / "site")
    assert helpcentre("import", export) == 0
    config = yaml.safe_load((tmp_path / "site/mkdocs.yml").read_text())
    assert config["site_name"] == "Lumen: help"
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stdout + build.stderr
    built = tmp_path / "site/site"
    assert (built / "index.html").is_file()
    assert all((built / locale / "index.html").is_file() for locale in ("fr", "pt-BR", "ar", "es-419"))
    assert (built / "help/freeze-a-card/index.html").is_file()


def test_a_new_site_never_touches_a_folder_with_files(helpcentre: Command, tmp_path: Path) -> None:
    save(tmp_path / "site/mine.txt", "mine")
    assert helpcentre("new", "site", "--locales", "en") == 1
    assert "the folder is not empty" in helpcentre.err
    assert files(tmp_path / "site") == ["mine.txt"]
