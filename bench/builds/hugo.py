"""A site of Hugo with a theme as small as can be: lists and articles, no search, no components."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, ClassVar

from ..corpus import Corpus, Dialect, Place, read_words, with_front
from .generators import PICTURE, TEMPLATE_MARK, Command, Generator, write_file

BASE = f"""<!doctype html>
<html lang="{{{{ .Site.Language.Lang }}}}"><head><meta charset="utf-8">
<title>{{{{ .Title }}}} – {{{{ .Site.Title }}}}</title>
<meta name="description" content="{{{{ .Description }}}}"><link rel="canonical" href="{{{{ .Permalink }}}}">
{{{{ range .AllTranslations }}}}<link rel="alternate" hreflang="{{{{ .Lang }}}}" href="{{{{ .Permalink }}}}">{{{{ end }}}}
</head><body><p>{TEMPLATE_MARK}</p>
<nav>{{{{ range .Site.Home.Sections }}}}<a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a> {{{{ end }}}}</nav>
<main><h1>{{{{ .Title }}}}</h1>{{{{ block "main" . }}}}{{{{ end }}}}</main></body></html>
"""  # noqa: E501 (a template)
SINGLE = '{{ define "main" }}{{ .TableOfContents }}{{ .Content }}{{ end }}\n'
LIST = (
    '{{ define "main" }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
    "{{ end }}</ul>{{ end }}\n"
)


class Hugo(Generator):
    """https://gohugo.io, in the version that is on the PATH."""

    name = "hugo"
    made: ClassVar[tuple[str, ...]] = ("public", "resources")
    output: ClassVar[str] = "public"

    def install(self) -> str:
        """It is there or not: `apt-get install hugo`."""
        if not shutil.which("hugo"):
            return ""
        said = subprocess.run(["hugo", "version"], check=False, capture_output=True, text=True).stdout
        return said.partition(" ")[2].partition("-")[0].partition("+")[0].strip()

    def write(self, folder: Path, corpus: Corpus) -> None:
        """The articles, sections with their titles, the theme."""
        dialect = Dialect(_link, _note, "/shot.png", False)
        for locale in corpus.locales:
            for place in corpus.places:
                text = with_front(corpus.front(locale, place), corpus.text(locale, place, dialect))
                write_file(self.article(folder, locale, place), text)
            for key in corpus.collections:
                title = {"title": corpus.title(locale, Place(key))}
                write_file(folder / "content" / locale / key / "_index.md", with_front(title, ""))
            home = {"title": read_words()[locale].labels["home"]}
            write_file(folder / "content" / locale / "_index.md", with_front(home, ""))
        write_file(folder / "static" / "shot.png", PICTURE.read_bytes())
        write_file(folder / "config.json", json.dumps(_settings(corpus), ensure_ascii=False))
        write_file(self.template(folder), BASE)
        write_file(folder / "layouts" / "_default" / "single.html", SINGLE)
        write_file(folder / "layouts" / "_default" / "list.html", LIST)

    def build(self) -> Command:
        """The site into public/; only what differs is written."""
        return ["hugo", "--quiet"]

    def serve(self, port: int) -> Command:
        """From memory, as it does."""
        return ["hugo", "server", "--bind", "127.0.0.1", "--port", str(port)]

    def article(self, folder: Path, locale: str, place: Place) -> Path:
        """content/<locale>/<collection>/<key>.md."""
        return folder / "content" / locale / place.collection / f"{place.key}.md"

    def url(self, locale: str, place: Place) -> str:
        """Every locale below its code."""
        return _link(locale, place)[1:]

    def template(self, folder: Path) -> Path:
        """The base of all pages."""
        return folder / "layouts" / "_default" / "baseof.html"


def _settings(corpus: Corpus) -> dict[str, Any]:
    return {
        "baseURL": "https://help.lumen.example/",
        "title": "Lumen Help",
        "defaultContentLanguage": "en",
        "defaultContentLanguageInSubdir": True,
        "disableKinds": ["taxonomy", "term", "RSS"],
        "languages": {
            locale: {"contentDir": f"content/{locale}", "languageName": read_words()[locale].name}
            for locale in corpus.locales
        },
    }


def _link(locale: str, place: Place) -> str:
    return f"/{locale}/{place.collection}/{place.key}/"


def _note(title: str, text: str) -> str:
    return f"> **{title}**\n>\n> {text}"
