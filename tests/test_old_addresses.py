"""Every address that the articles of the corpus had leads to their page: in built sites and on servers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

import pytest
import yaml

from hooks.publish.rules import Redirect, parse_redirects
from importers.locales import Locales, parse_locale
from importers.newsite import create_site
from importers.pipeline import Options, run_import
from importers.redirects import REDIRECTS
from importers.writer import read_meta
from tests.test_hosts import SERVERS, ask_server, serve

pytestmark = pytest.mark.slow


def lead(path: str, rules: Mapping[tuple[str, str], Redirect], site: Path) -> Path | None:
    """Where an old path and query lead: the first rule that fits, else the page that stands there."""
    parts = urlsplit(path)
    plain = unquote(parts.path)
    rule = rules.get((plain, parts.query)) or next(
        (each for each in rules.values() if each.is_prefix and plain.startswith(each.path[:-1])), None
    )
    page = site / unquote(rule.target if rule else plain).strip("/") / "index.html"
    return page if page.is_file() else None


class Moved(NamedTuple):
    """An imported help centre, built for the servers that run here."""

    site: Path
    articles: Mapping[str, set[str]]
    """Path that an article had → keys of articles; sites of the corpus may have had the same."""
    titles: Mapping[str, str]
    """Key of an article that readers see → its title."""
    urls: Collection[str]
    """Where the articles were."""

    @property
    def shown(self) -> Iterator[tuple[str, set[str]]]:
        """The old paths of articles that readers see, with the titles to be found there.

        The corpus mixes sites: where a page of the new one stands, it stays.
        """
        redirects = parse_redirects((self.site / "_redirects").read_text())
        rules = {(each.path, each.query) for each in redirects}
        for path, keys in self.articles.items():
            wanted = {self.titles[key] for key in keys if key in self.titles}
            plain, _, query = unquote(path).partition("?")
            page = self.site / plain.strip("/") / "index.html"
            is_taken = (plain, query) not in rules and page.is_file()
            if wanted and (not is_taken or any(title in unescape(page.read_text()) for title in wanted)):
                yield path.replace("*", "an-older-slug"), wanted


@pytest.fixture(scope="module", params=["wordpress", "intercom", "zendesk"])
def moved(request: pytest.FixtureRequest, shared: Path) -> Iterator[Moved]:
    """The corpus of a system, imported and built where servers without rights can read it."""
    system = request.param
    with TemporaryDirectory(prefix="helpcentre-moved-") as place:
        Path(place).chmod(0o755)
        imported, project = Path(place, "imported"), Path(place, "project")
        report = run_import(Options((str(shared / "corpus" / system),), imported, Locales("en"), system))
        locales = [path.name for path in sorted(imported.iterdir()) if parse_locale(path.name)]
        create_site(project, sorted(locales, key=lambda locale: locale != "en"))
        shutil.copytree(imported, project / "docs", dirs_exist_ok=True)
        settings = project / "mkdocs.yml"
        every = "- helpcentre:\n      hosts: [apache, caddy, nginx]"
        settings.write_text(settings.read_text().replace("- helpcentre:", every, 1))
        command = (sys.executable, "-m", "mkdocs", "build", "-q", "-f", settings)
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        built = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert built.returncode == 0, built.stderr

        created = [entry for entry in report.entries if entry.page and entry.status == "created"]
        titles: dict[str, str] = {}
        for entry in created:
            meta = read_meta((imported / entry.page.path).read_text()) if entry.page else {}
            if entry.page and meta.get("status") != "draft":
                titles[f"{entry.locale}/{entry.page.key}"] = str(meta["title"])
        articles: dict[str, set[str]] = {}
        for paths in yaml.safe_load((imported / REDIRECTS).read_text()).values():
            for path, name in paths.items():
                articles.setdefault(path, set()).add(name)
        # The corpus mixes sites that don't say which they are: what several have under one id is one article.
        ids = Counter((entry.origin.id, entry.locale) for entry in created)
        urls = [
            entry.origin.url
            for entry in created
            if entry.origin.url and ids[entry.origin.id, entry.locale] == 1
        ]
        yield Moved(project / "site", articles, titles, urls)


def test_every_address_of_an_article_is_known(moved: Moved) -> None:
    known = {unquote(path).rstrip("/") for path in moved.articles}
    for url in moved.urls:
        path = re.sub("/+", "/", unquote(urlsplit(url).path)).rstrip("/")
        assert path in known or any(each.endswith("*") and path.startswith(each[:-1]) for each in known), url
    assert len(moved.articles) >= len(moved.titles)
    assert len(list(moved.shown)) > 0.95 * len(moved.articles)


def test_every_old_address_leads_to_its_article(moved: Moved) -> None:
    redirects = parse_redirects((moved.site / "_redirects").read_text())
    rules = {(each.path, each.query): each for each in redirects}
    wrong = []
    for path, wanted in moved.shown:
        page = lead(path, rules, moved.site)
        if not (page and any(title in unescape(page.read_text()) for title in wanted)):
            wrong.append((path, page, wanted))
    assert wrong == []


@pytest.mark.parametrize("name", SERVERS)
def test_real_servers_lead_every_old_address_to_its_article(name: str, moved: Moved, tmp_path: Path) -> None:
    wrong = []
    with serve(name, moved.site, tmp_path) as port:
        for path, wanted in moved.shown:
            answer = ask_server(port, quote(path, safe="/?=&%*"))
            status = answer.status
            if status in (301, 308):
                target = urlsplit(answer.headers["location"])
                answer = ask_server(port, target._replace(scheme="", netloc="").geturl())
            if answer.status != 200 or not any(title in unescape(answer.body.decode()) for title in wanted):
                wrong.append((path, status, answer.status))
    assert wrong == []
