"""The guide: it is a help centre without a mistake, and what it shows and quotes is what the code has."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from mkdocs.config import load_config

from hooks.commands import verify_site
from hooks.commands.check import COMMAND as CHECK
from hooks.config import HelpcentreConfig
from hooks.publish.hosts import HOSTS
from importers.cli import COMMANDS, SITE_COMMANDS, _parser

from .guide import messages
from .guide.reading import ARTICLES, BLOCK, GUIDE, ROOT, TEXT, Article
from .guide.sandbox import SETTINGS

MESSAGES = re.findall(
    r'^\?\?\? question "(.+)"$', ARTICLES["troubleshooting/error-messages"].text, re.MULTILINE
)
SCHEMAS = {
    "writing/front-matter": "front-matter",
    "theming/home-page": "front-matter",
    "translating/addresses": "front-matter",
    "theming/collections": "collections",
    "writing/fee-tables": "fees",
}
"""Article → the schema of the data that it shows."""
MKDOCS_KEYS = {"site_name", "theme", "plugins", "extra", "extra_css", "markdown_extensions", "validation"}


def parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    CHECK.add_arguments(parser)
    return parser.parse_args(arguments)


# --- as a site --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_is_built_strictly_by_ourselves(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", ROOT / "guide.yml", "-d", tmp_path],
        check=True,
        capture_output=True,
    )
    for name in ARTICLES:
        place = name.replace("search/", "finding/", 1) if name.startswith("search/") else name
        assert (tmp_path / place / "index.html").is_file(), name
    parser = argparse.ArgumentParser()
    verify_site.COMMAND.add_arguments(parser)
    told = verify_site.COMMAND.run(parser.parse_args([str(tmp_path)]))
    assert told.exit_code == 0, told.output


def test_the_check_finds_nothing_in_it() -> None:
    told = CHECK.run(parse("--all", "--config", str(ROOT / "guide.yml"), "--format", "json"))
    assert json.loads(told.output)["findings"] == []


def test_its_list_for_readers_of_the_repository_has_every_article() -> None:
    listed = re.findall(r"^- \[(.+)\]\(en/(.+)\.md\): ", (GUIDE / "README.md").read_text(), re.MULTILINE)
    assert {name: title for title, name in listed} == {
        name: yaml.safe_load(article.text.split("---\n")[1])["title"] for name, article in ARTICLES.items()
    }


def test_every_picture_is_shown_and_there() -> None:
    shown = set(re.findall(r"\(\.\./\.\./assets/([\w.-]+)\)", BLOCK.sub("", TEXT)))
    kept = {file.name for file in (GUIDE / "assets").iterdir()}
    assert kept - shown == {"overview.png", "article.png", "phone.png"}  # the README's, and its parts
    assert shown <= kept


# --- what it shows ----------------------------------------------------------------------------------


def blocks(language: str) -> list[Any]:
    return [
        pytest.param(article, block, id=f"{article.name}-{number}")
        for article in ARTICLES.values()
        for number, block in enumerate(article.blocks(language))
    ]


@pytest.mark.parametrize(("article", "block"), blocks("yaml"))
def test_yaml_is_what_its_readers_take(article: Article, block: str, tmp_path: Path) -> None:
    data = yaml.safe_load(block.removeprefix("---\n").removesuffix("---\n"))
    assert data
    if isinstance(data, dict) and data.keys() & MKDOCS_KEYS:
        assert_configures(data, tmp_path)
    elif isinstance(data, dict) and article.name in SCHEMAS:
        schema = json.loads((ROOT / f"hooks/schemas/{SCHEMAS[article.name]}.json").read_text())
        if SCHEMAS[article.name] == "front-matter":
            schema["required"] = []
        jsonschema.validate(json.loads(json.dumps(data, default=str)), schema)


def assert_configures(shown: dict[str, Any], folder: Path) -> None:
    """MkDocs and the plugin accept what an article shows of a mkdocs.yml, without a warning."""
    (folder / "docs").mkdir()
    plugins = [one for one in shown.pop("plugins", []) if "i18n" not in one]
    file = folder / "mkdocs.yml"
    settings = {**SETTINGS, **shown, "plugins": plugins or SETTINGS["plugins"][:1]}
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    assert "helpcentre" in load_config(str(file), strict=True).plugins


@pytest.mark.parametrize(("article", "block"), [*blocks("json"), *blocks("toml")])
def test_data_can_be_read(article: Article, block: str) -> None:
    if block.startswith("["):
        assert tomllib.loads(block)
    else:
        assert [json.loads(line) for line in block.splitlines()]


# --- what it has to have ----------------------------------------------------------------------------


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    found: set[str] = set()
    for action in parser._actions:
        found.update(option for option in action.option_strings if option.startswith("--"))
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                found |= options_of(below)
    return found - {"--help", "--version"}


@pytest.mark.parametrize("command", sorted([*COMMANDS, *entry_points(group=SITE_COMMANDS).names]))
def test_every_command_and_option_is_in_it(command: str) -> None:
    assert f"| `helpcentre {command}`" in TEXT or f", `helpcentre {command}` |" in TEXT
    missing = {option for option in options_of(_parser(command)) if not re.search(rf"{option}\b(?!-)", TEXT)}
    assert missing == set()


def test_every_option_of_the_plugin_has_a_row() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", ARTICLES["theming/settings"].text, re.MULTILINE)
    assert sorted(rows) == sorted(HelpcentreConfig().keys())


def test_every_line_of_front_matter_has_a_row() -> None:
    schema = json.loads((ROOT / "hooks/schemas/front-matter.json").read_text())
    cells = re.findall(r"^\| (`.*?`) \|", ARTICLES["writing/front-matter"].text, re.MULTILINE)
    names = {name for cell in cells for name in re.findall(r"`(\w+)", cell)}
    assert names == set(schema["properties"])


def test_every_host_has_a_recipe() -> None:
    named = set()
    for article in ARTICLES.values():
        if article.name.startswith("publishing/"):
            for block in article.blocks("yaml"):
                named.update(re.findall(r"hosts: \[(\w+)\]", block))
    assert named == set(HOSTS)


# --- messages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", MESSAGES)
def test_a_quoted_message_is_in_the_code(message: str) -> None:
    assert any(messages.says(message, text) for text in messages.all_texts())


@pytest.mark.parametrize("source", [messages.errors, messages.warnings])
def test_a_message_of_the_code_is_explained(source: Callable[[], Iterator[str]]) -> None:
    told = {template for template in source() if re.search(r"[a-z]{2}", template)}
    assert len(told) > 20
    assert {one for one in told if not any(messages.says(message, one) for message in MESSAGES)} == set()


def test_every_notice_is_explained() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|", ARTICLES["troubleshooting/notices"].text, re.MULTILINE)
    assert sorted(rows) == sorted(messages.notices())
