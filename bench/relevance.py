"""How well search finds what people mean, beside Pagefind as it comes and Material's search.

queries/<locale>.yml has articles, what readers type, and which article answers it, judged by hand: search
was made with them at hand. queries/held_out/ has more for the same articles, judged before any was run; the
figures of that run are in guide/en/search/search-figures.md, and what they taught went into search since, as
rules and never for one query. queries/unseen/ was written after that, and run once. All three engines search
the same articles.
For each kind of query: recall@3 (is the answer among the first three?) and MRR (1 / place of the answer,
0 beyond the tenth). Needs Node.js.

    python -m bench.relevance            # all
    python -m bench.relevance held_out   # one of them, `tuned`, `held_out` or `unseen`
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import material
import yaml

from importers.searching import search_site

QUERIES = Path(__file__).parent / "queries"
SETS = {"tuned": QUERIES, "held_out": QUERIES / "held_out", "unseen": QUERIES / "unseen"}
PEERS = Path(__file__).with_name("peers.mjs")
DEEPEST = 10

Answers = list[list[str]]
"""For each query the keys of the articles found, best first."""


@dataclass(frozen=True)
class Case:
    """One query, and the article that answers it."""

    kind: str
    query: str
    key: str


def report(sets: Sequence[str] = tuple(SETS)) -> Iterator[str]:
    """Lines to print: a table per locale and set, rows by kind of query, columns by engine."""
    data = {path.stem: _read(path) for path in sorted(QUERIES.glob("*.yml"))}
    with TemporaryDirectory() as temporary:
        site = _build_site(Path(temporary), data)
        engines: Mapping[str, Callable[[str, Sequence[str]], Answers]] = {
            "helpcentre": lambda locale, queries: _ask_site(site, locale, queries),
            "pagefind": lambda locale, queries: _ask_pagefind(site, locale, queries),
            "material": lambda locale, queries: _ask_material(Path(temporary), locale, data[locale], queries),
        }
        for name in sets:
            for locale, content in data.items():
                queries = content["queries"] if name == "tuned" else _read(SETS[name] / f"{locale}.yml")
                cases = [
                    Case(kind, str(query), key) for kind in queries for query, key in queries[kind].items()
                ]
                unknown = {case.key for case in cases} - set(content["articles"])
                assert not unknown, f"{name} {locale}: no such articles: {unknown}"
                yield f"relevance {name} {locale}: {len(content['articles'])} articles, {len(cases)} queries"
                yield from _compare(locale, cases, engines)


def _compare(locale: str, cases: Sequence[Case], engines: Mapping[str, Any]) -> Iterator[str]:
    queries = [case.query for case in cases]
    places = {
        name: [_place(case.key, found) for case, found in zip(cases, ask(locale, queries), strict=True)]
        for name, ask in engines.items()
    }
    yield f"  {'':10}{'':5}" + "".join(f"{name:>16}" for name in places)
    for kind in [*dict.fromkeys(case.kind for case in cases), "all"]:
        chosen = [index for index, case in enumerate(cases) if kind in (case.kind, "all")]
        scores = "".join(f"{_score([found[index] for index in chosen]):>16}" for found in places.values())
        yield f"  {kind:10}{len(chosen):5}{scores}"
    for case, place in zip(cases, places["helpcentre"], strict=True):
        if not 1 <= place <= 3:
            yield f"    not among the first three: {case.kind}: {case.query} ({case.key})"


def _place(key: str, found: Sequence[str]) -> int:
    """The place of an article from 1; 0 if it was not found."""
    return found.index(key) + 1 if key in found[:DEEPEST] else 0


def _score(places: Sequence[int]) -> str:
    recall = mean(1 <= place <= 3 for place in places)
    return f"{recall:.2f} {mean(1 / place if place else 0 for place in places):.2f}"


def _build_site(folder: Path, data: Mapping[str, Any]) -> Path:
    docs = folder / "docs"
    for locale, content in data.items():
        for key, article in content["articles"].items():
            meta = {"title": article["title"], "slug": key, "keywords": article.get("keywords", [])}
            front = yaml.safe_dump(meta, allow_unicode=True)
            _write(docs / locale / "help" / f"{key}.md", f"---\n{front}---\n\n{article['text']}\n")
        _write(docs / locale / "index.md", f"---\ntitle: {locale}\n---\n")
        synonyms = yaml.safe_dump(content.get("synonyms", []), allow_unicode=True)
        _write(docs / "_data" / f"synonyms.{locale}.yml", synonyms)
    languages = [{"locale": locale, "name": locale, "default": locale == "en"} for locale in data]
    plugins = [{"i18n": {"docs_structure": "folder", "languages": languages}}, {"helpcentre": {}}]
    return _build(folder, "ours", {"plugins": plugins, "markdown_extensions": ["helpcentre"]})


def _ask_site(site: Path, locale: str, queries: Sequence[str]) -> Answers:
    answers = search_site(site, locale, queries, {"most": DEEPEST})
    return [_keys(result["url"].partition("#")[0] for result in answer["results"]) for answer in answers]


def _ask_pagefind(site: Path, locale: str, queries: Sequence[str]) -> Answers:
    bundle = site.parent / "pagefind"
    if not bundle.is_dir():
        command = [
            "-m",
            "pagefind",
            "--site",
            str(site),
            "--output-path",
            str(bundle),
            "--root-selector",
            "main",
        ]
        subprocess.run([sys.executable, *command, "--quiet"], check=True, capture_output=True)
    return _ask_peer({"engine": "pagefind", "bundle": str(bundle), "locale": locale, "queries": queries})


def _ask_material(folder: Path, locale: str, content: Mapping[str, Any], queries: Sequence[str]) -> Answers:
    docs = folder / f"material-{locale}"
    for key, article in content["articles"].items():
        _write(docs / "help" / f"{key}.md", f"# {article['title']}\n\n{article['text']}\n")
    settings = {"docs_dir": docs.name, "theme": {"name": "material", "font": False}}
    search = {"search": {"lang": [locale], "separator": r"[\s\u200b\-、。，．]+"}}
    site = _build(folder, f"site-{locale}", {**settings, "plugins": [search]})
    workers = Path(material.__file__).parent / "templates/assets/javascripts/workers"
    return _ask_peer(
        {
            "engine": "material",
            "worker": str(next(workers.glob("search.*.min.js"))),
            "index": str(site / "search/search_index.json"),
            "queries": queries,
        }
    )


def _ask_peer(request: Mapping[str, Any]) -> Answers:
    command = ["node", "--no-warnings", PEERS]
    run = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, check=True)
    return [_keys(addresses) for addresses in json.loads(run.stdout)]


def _keys(addresses: Any) -> list[str]:
    """The keys of articles: the last part of their addresses; nothing for home pages and collections."""
    parts = [unquote(address).removesuffix("index.html").strip("/").split("/") for address in addresses]
    return [path[-1] for path in parts if len(path) > 1 and path[-1] != "help"]


def _build(folder: Path, name: str, settings: Mapping[str, Any]) -> Path:
    configuration = {"site_name": "Lumen Help", "site_url": "https://help.lumen.example/", **settings}
    configuration.setdefault("theme", {"name": "material", "font": False})
    _write(folder / f"{name}.yml", yaml.safe_dump(configuration, allow_unicode=True))
    target = folder / name
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", folder / f"{name}.yml", "-d", target],
        check=True,
        capture_output=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return target


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    print("\n".join(report(sys.argv[1:] or tuple(SETS))))  # noqa: T201 (a program's output)
