"""A small help centre in which the guide's commands find all that they name, and a shell that runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ..servers.site import page
from .reading import ROOT, Article

LOCALES = {"en": "English", "fr": "Français", "de": "Deutsch", "ar": "العربية", "es": "Español"}
CASES = ROOT / "tests/cases/import"
TEXT = "Open the settings of your account, and choose what you would like to change. You get a refund, too.\n"
COLLECTIONS = {"billing": {"title": {"en": "Billing"}}, "plans": {"title": {"en": "Plans"}}}
LOG = (
    '{"event": "none", "query": "vat refund", "locale": "en"}\n'
    '{"event": "choice", "query": "card", "locale": "en", "rank": 4, "url": "/cards/order-a-card/"}\n'
)
SETTINGS: Mapping[str, Any] = {
    "site_name": "Our help",
    "site_url": "https://help.example.com/",
    "theme": {"name": "material", "font": False},
    "plugins": [
        {"helpcentre": {}},
        {
            "i18n": {
                "docs_structure": "folder",
                "languages": [
                    {"locale": locale, "name": name, "default": locale == "en"}
                    for locale, name in LOCALES.items()
                ],
            }
        },
    ],
    "markdown_extensions": ["helpcentre", {"toc": {"permalink": True}}],
}


def make_project(folder: Path) -> None:
    """Write a help centre with its articles, exports of other systems, and a repository with a remote."""
    files = {
        "mkdocs.yml": yaml.safe_dump(SETTINGS, allow_unicode=True, sort_keys=False),
        "docs/_data/collections.yml": yaml.safe_dump(COLLECTIONS),
        **{f"docs/{locale}/index.md": _article("Help", "") for locale in LOCALES},
        **{f"docs/en/billing/{key}.md": _article(key.capitalize(), TEXT) for key in ("fees", "old-fees")},
        "docs/en/plans/plans.md": _article("Plans", f"See [the fees](../billing/old-fees.md). {TEXT}"),
        "cancel.txt": f"Annuler votre offre\n\n{'Ouvrez les paramètres de votre compte. ' * 5}\n",
        "saved/order.html": page("Order a card"),
        "search.jsonl": LOG,
    }
    for name, text in files.items():
        _write(folder / name, text)
    copies = {
        ROOT / "samples/wordpress": "exports",
        ROOT / "samples/intercom": "exports/intercom",
        CASES / "zendesk-locales/input": "exports/zendesk",
        CASES / "wordpress-export/input": "exports/wxr",
        CASES / "text-copied/input": "exports/text",
    }
    for source, target in copies.items():
        shutil.copytree(source, folder / target, dirs_exist_ok=True)
    shutil.copy(folder / "exports/wxr/export.xml", folder / "lumen.WordPress.2026-02-01.xml")
    (folder / "export").mkdir()
    git = ["git", "-c", "user.name=Anna", "-c", "user.email=anna@lumen.example"]
    subprocess.run(["git", "init", "--quiet", "--bare", folder.parent / "remote.git"], check=True)
    subprocess.run([*git, "init", "--quiet"], cwd=folder, check=True)
    subprocess.run([*git, "remote", "add", "origin", folder.parent / "remote.git"], cwd=folder, check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "Begin"], cwd=folder, check=True)


def configure(folder: Path, article: Article) -> None:
    """Give the site the plugin's options that an article shows."""
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text())
    for block in article.blocks("yaml"):
        shown = yaml.safe_load(block)
        if isinstance(shown, dict) and isinstance(shown.get("plugins"), list):
            for plugin in shown["plugins"]:
                settings["plugins"][0]["helpcentre"].update(plugin.get("helpcentre") or {})
    _write(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))


class Shell:
    """Runs commands one after the other, as a reader would in one terminal."""

    def __init__(self, folder: Path, **environ: str) -> None:
        """Take the folder to begin in, and variables that are set there."""
        self.folder = folder
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environ = {
            **os.environ,
            "PATH": programs,
            "NO_MKDOCS_2_WARNING": "1",
            "COLUMNS": "200",
            "GIT_AUTHOR_NAME": "Anna",
            "GIT_AUTHOR_EMAIL": "anna@lumen.example",
            "GIT_COMMITTER_NAME": "Anna",
            "GIT_COMMITTER_EMAIL": "anna@lumen.example",
            **environ,
        }

    def run(self, line: str) -> tuple[int, str]:
        """Run a line; its exit code, and all that it says."""
        if change := re.fullmatch(r"cd (.*)", line):
            self.folder = (self.folder / change[1]).resolve(strict=True)
            return 0, ""
        if setting := re.fullmatch(r"export (\w+)=(.*)", line):
            self.environ[setting[1]] = setting[2]
            return 0, ""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


def _article(title: str, text: str) -> str:
    return f"---\ntitle: {title}\ndescription: What to know about it.\n---\n\n{text}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
