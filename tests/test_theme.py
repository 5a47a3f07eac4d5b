"""The templates, by what they make of a small site: no inline code, nothing foreign, no dead link."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urljoin, urlsplit

import jinja2
import pytest
import yaml
from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).parent.parent
OVERRIDES = ROOT / "overrides"
CASE = ROOT / "tests/cases/theme/site"
TEMPLATES = sorted(OVERRIDES.rglob("*.html"))
STYLES = sorted(OVERRIDES.rglob("*.css"))
LOADED = "script[src], img, iframe, video, audio, link[rel=stylesheet], link[rel=icon]"
LEFT_TO_RIGHT = {".hc-prose pre", ".hc-copy"}
"""Code runs from left to right in every language."""


def pages(site: Path) -> Iterator[tuple[Path, BeautifulSoup]]:
    """Each page of a built site, parsed."""
    for path in sorted(site.rglob("*.html")):
        yield path, BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def parse(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def select_one(soup: BeautifulSoup, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def test_every_interface_word_has_its_string() -> None:
    strings = yaml.safe_load((ROOT / "hooks/strings/en.yml").read_text(encoding="utf-8"))
    used = {key for path in TEMPLATES for key in re.findall(r"hc\.[tn]\(['\"]([\w.]+)", path.read_text())}
    assert used
    assert used <= set(strings)


def test_every_partial_is_used() -> None:
    source = "\n".join(path.read_text() for path in (*TEMPLATES, ROOT / "hooks/theme.py"))
    unused = [
        path.name for path in (OVERRIDES / "partials").iterdir() if f'"partials/{path.name}"' not in source
    ]
    assert unused == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_know_start_and_end_not_left_and_right(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/|@[^{]*\{", "", path.read_text(), flags=re.DOTALL)
    rules = ((selector.strip(), body) for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css))
    sided = [selector for selector, body in rules if re.search(r"[-:\s](left|right)\b", body)]
    assert set(sided) <= LEFT_TO_RIGHT


def test_pages_carry_no_inline_code(small_site: Path) -> None:
    for path, soup in pages(small_site):
        inline = [
            str(tag)
            for tag in soup.find_all(True)
            if tag.name == "style"
            or (tag.name == "script" and not tag.get("src") and "json" not in str(tag.get("type")))
            or any(name == "style" or name.startswith("on") for name in tag.attrs)
        ]
        assert inline == [], path


def test_pages_load_nothing_from_elsewhere(small_site: Path) -> None:
    for path, soup in pages(small_site):
        loaded = [
            str(tag.get("src") or tag.get("href"))
            for tag in soup.select(
                "script[src], img, iframe, video, audio, link[rel=stylesheet], link[rel=icon]"
            )
        ]
        assert loaded
        assert [url for url in loaded if urlsplit(url).netloc] == [], path


def test_links_lead_somewhere(small_site: Path) -> None:
    anchors = {path: {tag["id"] for tag in soup.select("[id]")} for path, soup in pages(small_site)}
    for path, soup in pages(small_site):
        here = "/" + path.relative_to(small_site).as_posix().removesuffix("index.html")
        for tag in soup.select("a[href], link[href], script[src], img[src]"):
            target = urlsplit(urljoin(here, str(tag.get("href") or tag.get("src"))))
            if target.scheme or target.netloc:
                continue
            file = small_site / unquote(target.path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), f"{here} → {target.geturl()}"
            if target.fragment:
                assert unquote(target.fragment) in anchors[file], f"{here} → {target.geturl()}"


def test_titles_are_escaped(small_site: Path) -> None:
    title = "Get a refund & what <happens> next"
    soup = parse(small_site / "billing/refunds/index.html")
    assert select_one(soup, "h1").text == title
    assert select_one(soup, "title").text == f"{title} – Lumen Help"
    listed = parse(small_site / "billing/index.html")
    assert title in [link.text for link in listed.select(".hc-list a")]


def test_a_page_in_another_language_says_so_in_the_readers(small_site: Path) -> None:
    soup = parse(small_site / "ar/الفوترة/refunds/index.html")
    assert (select_one(soup, "html")["lang"], select_one(soup, "html")["dir"]) == ("ar", "rtl")
    text = select_one(soup, ".hc-prose")
    assert (text["lang"], text["dir"]) == ("en", "ltr")
    assert select_one(soup, ".hc-notice bdi").text == "English"


def test_a_page_has_one_title(small_site: Path) -> None:
    for path, soup in pages(small_site):
        assert len(soup.select("h1")) == 1, path


def templates() -> jinja2.Environment:
    """Our templates alone, where `url` leaves addresses as they are."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(OVERRIDES))
    environment.filters["url"] = str
    return environment


def brand(**config: object) -> str:
    """The brand's style sheet for these settings of mkdocs.yml."""
    template = templates().get_template("assets/stylesheets/brand.css")
    theme = {"palette": None, "font": False, **config}
    return template.render(config=SimpleNamespace(theme=theme, extra=config.get("extra") or {}))


@pytest.mark.parametrize(
    ("palette", "colour"),
    [({"primary": "teal"}, "#009485"), ([{"primary": "deep-purple"}, {"primary": "red"}], "#7e56c2")],
)
def test_the_brands_colour_is_materials_setting(palette: object, colour: str) -> None:
    assert f"--brand: {colour};" in brand(palette=palette)


def test_the_brands_colour_may_be_any() -> None:
    assert "--brand: #0a7;" in brand(palette={"primary": "teal"}, extra={"brand": {"accent": "#0a7"}})


def test_without_settings_the_brand_is_ours() -> None:
    assert brand().split() == [":root", "{", "}"]


def test_fonts_are_the_owners() -> None:
    assert '--font-text: "Figtree",' in brand(font={"text": "Figtree"})


def siblings(count: int, here: int) -> list[str]:
    """Titles beside article `here` of a collection of `count`."""
    articles = [SimpleNamespace(title=f"Article {n}", url=f"c/{n}/", is_fallback=False) for n in range(count)]
    collection = SimpleNamespace(
        title="Collection", url="c/", articles=articles, count_text=f"{count} articles"
    )
    article = SimpleNamespace(url=articles[here].url, place=here)
    hc = SimpleNamespace(collection=collection, article=article, t=lambda key, **_: key)
    html = templates().get_template("partials/siblings.html").render(hc=hc)
    return [link.text for link in BeautifulSoup(html, "lxml").select("li a")]


@pytest.mark.parametrize(
    ("count", "here", "shown"),
    [
        (2, 0, range(2)),
        (12, 5, range(12)),
        (60, 0, range(12)),
        (60, 30, range(24, 36)),
        (60, 59, range(48, 60)),
    ],
)
def test_a_long_collection_shows_the_neighbours(count: int, here: int, shown: range) -> None:
    assert siblings(count, here) == [f"Article {n}" for n in shown]


def test_an_article_alone_has_no_neighbours() -> None:
    assert siblings(1, 0) == []


def test_owners_override_as_material_documents_it(
    tmp_path: Path, mkdocs_build: Callable[[Path, Path], None]
) -> None:
    shutil.copytree(CASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text(
        '{% extends "base.html" %}\n'
        "{% block announce %}We moved{% endblock %}\n"
        '{% block extrahead %}<meta name="owner" content="us">{% endblock %}\n'
    )
    (tmp_path / "docs/own.css").write_text("body { margin: 0 }")
    (tmp_path / "docs/own.js").write_text("")
    settings = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(
        settings.replace("  font: false", "  font: false\n  custom_dir: theme\n  logo: assets/settings.png")
        + "\nextra_css: [own.css]\nextra_javascript: [own.js]\n"
    )
    mkdocs_build(tmp_path, tmp_path / "site")
    for name in ("index.html", "billing/index.html", "billing/refunds/index.html", "404.html"):
        soup = parse(tmp_path / "site" / name)
        assert select_one(soup, ".hc-announce").text == "We moved"
        assert soup.select_one("meta[name=owner]")
        assert soup.select_one("link[href$='own.css']")
        assert soup.select_one("script[src$='own.js']")
        assert select_one(soup, ".hc-logo img")["src"]


BROKEN = {
    "partials/footer.html": ("<footer>\n{% if %}", "partials/footer.html', line 2: Expected an expression"),
    "partials/icon.html": ("{% macro icon() %}", "partials/icon.html', line 1: Unexpected end of template"),
    "article.html": ('{% include "gone.html" %}', "there is no 'gone.html'"),
    "main.html": ("{{ hc.nothing.at_all }}", "has no attribute 'nothing'"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_template_of_the_owners_is_named(name: str, tmp_path: Path) -> None:
    text, expected = BROKEN[name]
    shutil.copytree(CASE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache"))
    (tmp_path / "theme" / name).parent.mkdir(parents=True)
    (tmp_path / "theme" / name).write_text(text)
    settings = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(
        settings.replace("  font: false", "  font: false\n  custom_dir: theme")
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
