"""Sites of MkDocs: ours, and Material with static-i18n as they come, which the bench installs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import yaml

from ..corpus import Corpus, Dialect, Place, read_words, with_front
from .generators import PICTURE, ROOT, TEMPLATE_MARK, Command, Generator, write_file

TEMPLATE = f'{{% extends "base.html" %}}\n{{% block announce %}}{TEMPLATE_MARK}{{% endblock %}}\n'


PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")


class MkdocsSite(Generator):
    """What both have in common."""

    made: ClassVar[tuple[str, ...]] = ("site", ".cache")
    output: ClassVar[str] = "site"
    has_heading: ClassVar[bool]

    def write(self, folder: Path, corpus: Corpus) -> None:
        """The articles, and mkdocs.yml."""
        dialect = Dialect(_link, _note, "../../assets/shot.png", self.has_heading)
        docs = folder / "docs"
        for locale in corpus.locales:
            for place in corpus.places:
                text = with_front(corpus.front(locale, place), corpus.text(locale, place, dialect))
                write_file(self.article(folder, locale, place), text)
            self.write_lists(docs, corpus, locale)
        write_file(docs / "assets" / "shot.png", PICTURE.read_bytes())
        write_file(self.template(folder), TEMPLATE)
        write_file(folder / "mkdocs.yml", yaml.safe_dump(self.settings(corpus), allow_unicode=True))

    def write_lists(self, docs: Path, corpus: Corpus, locale: str) -> None:
        """The home page and the collections' pages of a locale."""
        raise NotImplementedError

    def settings(self, corpus: Corpus) -> dict[str, Any]:  # noqa: ARG002 (its languages are the plugins')
        """mkdocs.yml."""
        return {
            "site_name": "Lumen Help",
            "site_url": "https://help.lumen.example/",
            "theme": {"name": "material", "font": False, "custom_dir": "theme"},
        }

    def article(self, folder: Path, locale: str, place: Place) -> Path:
        """docs/<locale>/<collection>/<key>.md."""
        return folder / "docs" / locale / place.collection / f"{place.key}.md"

    def url(self, locale: str, place: Place) -> str:
        """English at the root."""
        return f"{'' if locale == 'en' else f'{locale}/'}{place.collection}/{place.key}/"

    def template(self, folder: Path) -> Path:
        """The owner's main.html."""
        return folder / "theme" / "main.html"


class Ours(MkdocsSite):
    """This project."""

    name = "helpcentre"
    has_heading = False

    def install(self) -> str:
        """It is."""
        return version("helpcentre")

    def write_lists(self, docs: Path, corpus: Corpus, locale: str) -> None:
        """A home page; collections have data, and their pages are made."""
        write_file(docs / locale / "index.md", with_front({"title": read_words()[locale].labels["home"]}, ""))
        if locale == corpus.locales[-1]:
            taxonomy = {
                key: {
                    "order": order,
                    "title": {each: corpus.title(each, Place(key)) for each in corpus.locales},
                    "slug": dict.fromkeys(corpus.locales, key),
                }
                for order, key in enumerate(corpus.collections)
            }
            write_file(docs / "_data" / "collections.yml", yaml.safe_dump(taxonomy, allow_unicode=True))

    def settings(self, corpus: Corpus) -> dict[str, Any]:
        """The demo site's, without what belongs to Lumen and what only editors read."""
        options = {"support": "https://lumen.example/contact?about={title}"}
        i18n = {"docs_structure": "folder", "languages": _languages(corpus)}
        return {
            **super().settings(corpus),
            "plugins": [{"helpcentre": options}, {"i18n": i18n}],
            "markdown_extensions": ["helpcentre", {"toc": {"permalink": True}}],
        }

    def build(self) -> Command:
        """As an owner does."""
        return [sys.executable, "-m", "mkdocs", "build", "-q"]

    def serve(self, port: int) -> Command:
        """As an editor does."""
        return [sys.executable, "-m", "mkdocs", "serve", "-q", "--livereload", "-a", f"127.0.0.1:{port}"]


class Vanilla(MkdocsSite):
    """MkDocs, Material and static-i18n without us, as their documentation sets them up."""

    name = "vanilla"
    has_heading = True

    @property
    def python(self) -> Path:
        """The interpreter of its own environment."""
        return self.home / ".venv" / "bin" / "python"

    def install(self) -> str:
        """With pip, in the versions that this project is tested with."""
        if not self.python.exists():
            subprocess.run([sys.executable, "-m", "venv", self.home / ".venv"], check=True)
            pip: Command = [self.python, "-m", "pip", "install", "--disable-pip-version-check"]
            wanted: Command = ["--constraint", ROOT / "constraints.txt", *PACKAGES]
            if subprocess.run([*pip, *wanted], check=False, capture_output=True).returncode:
                shutil.rmtree(self.home)
                return ""
        return f"Material {version('mkdocs-material')}, static-i18n {version('mkdocs-static-i18n')}"

    def write_lists(self, docs: Path, corpus: Corpus, locale: str) -> None:
        """Pages that list what there is."""
        for key in corpus.collections:
            inside = [place for place in corpus.places if place.collection == key]
            links = [f"- [{corpus.title(locale, place)}]({place.key}.md)\n" for place in inside]
            title = corpus.title(locale, Place(key))
            write_file(docs / locale / key / "index.md", f"# {title}\n\n{''.join(links)}")
        links = [f"- [{corpus.title(locale, Place(key))}]({key}/index.md)\n" for key in corpus.collections]
        home = read_words()[locale].labels["home"]
        write_file(docs / locale / "index.md", f"# {home}\n\n{''.join(links)}")

    def settings(self, corpus: Corpus) -> dict[str, Any]:
        """With `navigation.prune`, which makes it faster."""
        settings = super().settings(corpus)
        settings["theme"]["features"] = ["navigation.prune", "navigation.indexes"]
        i18n = {"docs_structure": "folder", "languages": _languages(corpus)}
        return {
            **settings,
            "plugins": ["search", {"i18n": i18n}],
            "markdown_extensions": ["admonition", "attr_list", "tables", {"toc": {"permalink": True}}],
        }

    def build(self) -> Command:
        """The same command as ours."""
        return [self.python, "-m", "mkdocs", "build", "-q"]

    def serve(self, port: int) -> Command:
        """The same command as ours."""
        return [self.python, "-m", "mkdocs", "serve", "-q", "--livereload", "-a", f"127.0.0.1:{port}"]


def _languages(corpus: Corpus) -> list[dict[str, Any]]:
    return [
        {"locale": locale, "name": read_words()[locale].name, "default": locale == "en"}
        for locale in corpus.locales
    ]


def _link(_locale: str, place: Place) -> str:
    return f"../{place.collection}/{place.key}.md"


def _note(title: str, text: str) -> str:
    return f'!!! note "{title}"\n\n    {text}'
