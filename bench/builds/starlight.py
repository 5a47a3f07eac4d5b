"""A site of Starlight, as its documentation sets it up: search by Pagefind, sitemap, side bar."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, ClassVar

from ..corpus import Corpus, Dialect, Place, read_words, with_front
from .generators import PICTURE, TEMPLATE_MARK, Command, Generator, write_file

PACKAGES = {"@astrojs/starlight": "^0.42", "astro": "^7.3", "sharp": "^0.34", "node": "^22.12"}
"""With the Node.js that Astro wants, whatever the system has."""

CONTENT = """import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""
CONFIGURATION = """import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
export default defineConfig({
  site: 'https://help.lumen.example',
  integrations: [starlight(SETTINGS)],
});
"""
FOOTER = f"<p>{TEMPLATE_MARK}</p>\n"


class Starlight(Generator):
    """https://starlight.astro.build, from npm."""

    name = "starlight"
    made: ClassVar[tuple[str, ...]] = ("dist", ".astro", "node_modules")
    output: ClassVar[str] = "dist"

    def install(self) -> str:
        """With npm; its folder of sites is inside that of its packages, where Node.js finds them."""
        if not shutil.which("npm"):
            return ""
        write_file(self.home / "package.json", json.dumps({"private": True, "dependencies": PACKAGES}))
        installed = self.home / "node_modules" / "@astrojs" / "starlight" / "package.json"
        if not installed.exists():
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
            if subprocess.run(command, cwd=self.home, check=False).returncode:
                return ""
        found: str = json.loads(installed.read_text())["version"]
        return found

    def write(self, folder: Path, corpus: Corpus) -> None:
        """The articles, pages that list what there is, the configuration."""
        dialect = Dialect(_link, _note, "/shot.png", False)
        for locale in corpus.locales:
            for place in corpus.places:
                front = corpus.front(locale, place)
                del front["updated"]  # it would have to be a date of YAML
                text = with_front(front, corpus.text(locale, place, dialect))
                write_file(self.article(folder, locale, place), text)
            _write_lists(folder / "src" / "content" / "docs" / locale, corpus, locale)
        write_file(folder / "public" / "shot.png", PICTURE.read_bytes())
        write_file(folder / "src" / "content.config.ts", CONTENT)
        settings = json.dumps(_settings(corpus), ensure_ascii=False)
        write_file(folder / "astro.config.mjs", CONFIGURATION.replace("SETTINGS", settings))
        package = {
            "private": True,
            "type": "module",
            "dependencies": PACKAGES,
        }  # what Vite must not leave out
        write_file(folder / "package.json", json.dumps(package))
        write_file(self.template(folder), FOOTER)

    def build(self) -> Command:
        """The site into dist/, with its index for search."""
        return [*self._astro, "build", "--silent"]

    def serve(self, port: int) -> Command:
        """Without search, as it does."""
        return [*self._astro, "dev", "--host", "127.0.0.1", "--port", str(port)]

    @property
    def _astro(self) -> tuple[Path, Path]:
        commands = self.home / "node_modules" / ".bin"
        return commands / "node", commands / "astro"

    def article(self, folder: Path, locale: str, place: Place) -> Path:
        """src/content/docs/<locale>/<collection>/<key>.md."""
        return folder / "src" / "content" / "docs" / locale / place.collection / f"{place.key}.md"

    def url(self, locale: str, place: Place) -> str:
        """Every locale below its code."""
        return _link(locale, place)[1:]

    def template(self, folder: Path) -> Path:
        """The foot of all pages."""
        return folder / "src" / "Footer.astro"


def _settings(corpus: Corpus) -> dict[str, Any]:
    return {
        "title": "Lumen Help",
        "defaultLocale": "en",
        "locales": {
            locale: {"label": read_words()[locale].name, "lang": locale} for locale in corpus.locales
        },
        "sidebar": [
            {
                "label": corpus.title("en", Place(key)),
                "collapsed": True,
                "items": [{"autogenerate": {"directory": key}}],
            }
            for key in corpus.collections
        ],
        "components": {"Footer": "./src/Footer.astro"},
    }


def _write_lists(docs: Path, corpus: Corpus, locale: str) -> None:
    for key in corpus.collections:
        inside = [place for place in corpus.places if place.collection == key]
        links = [f"- [{corpus.title(locale, place)}]({_link(locale, place)})\n" for place in inside]
        title = corpus.title(locale, Place(key))
        write_file(docs / key / "index.md", with_front({"title": title}, "".join(links)))
    links = [f"- [{corpus.title(locale, Place(key))}](/{locale}/{key}/)\n" for key in corpus.collections]
    title = read_words()[locale].labels["home"]
    write_file(docs / "index.md", with_front({"title": title}, "".join(links)))


def _link(locale: str, place: Place) -> str:
    return f"/{locale}/{place.collection}/{place.key}/"


def _note(title: str, text: str) -> str:
    return f":::note[{title}]\n{text}\n:::"
