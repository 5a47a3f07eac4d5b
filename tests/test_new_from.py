"""`helpcentre new --from`: what a new site takes from where its articles were."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from importers.body import parse_html
from importers.brand import Brand, read_brand
from importers.cli import main

from .servers import serve
from .servers.site import Site, page
from .servers.wordpress import WordPress, picture
from .test_live_pages import help_centre, site

Build = Callable[[Path, Path], None]
HERE = "https://x.example/"


class Loader(yaml.SafeLoader):
    """Reads a mkdocs.yml."""


def make(served: Any, folder: Path, *options: str) -> dict[str, Any]:
    """Make a site in `folder`, and return its configuration."""
    with serve(served) as address:
        assert main(["new", str(folder), "--from", address, "--allow-host", "127.0.0.1", *options]) == 0
    config: dict[str, Any] = yaml.load((folder / "mkdocs.yml").read_text("utf-8"), Loader)
    return config


def branded() -> Site:
    """An Intercom help centre whose pages carry its settings."""
    served = help_centre()
    settings = '"app": {"id": "ab12"}, "theme": {"locale": "en", "siteName": "Lumen: Help", "color": "00796B", "logo": "{here}/logo.png"}'  # noqa: E501
    for path, text in served.pages.items():
        assert isinstance(text, str)
        served.pages[path] = text.replace('"theme": {"locale": "en"}', settings).replace(
            "Imprint", "<a href='mailto:help@lumen.example?subject=x'>Write</a>"
        )
    served.pages["/logo.png"] = picture(9)
    return served


def test_a_help_centres_settings_become_the_new_sites(
    tmp_path: Path, mkdocs_build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site"
    config = make(branded(), folder)
    assert config["site_name"] == "Lumen: Help"
    assert config["extra"]["brand"] == {"accent": "#00796b"}
    assert (folder / "docs" / config["theme"]["logo"]).read_bytes() == picture(9)
    assert config["plugins"][0]["helpcentre"]["support"]["default"].startswith("mailto:help@lumen.example?")
    languages = [each["locale"] for each in config["plugins"][1]["i18n"]["languages"]]
    assert languages == ["en", "fr"]
    collections = yaml.safe_load((folder / "docs/_data/collections.yml").read_text())
    assert (collections["money"]["order"], collections["cards"]["icon"]) == (1, "credit-card")
    said = capsys.readouterr().out
    assert "#00796b" in said
    assert "messenger (ab12)" in said
    assert "not found: icon, preview" in said
    assert "collections: cards (3)" in said
    mkdocs_build(folder, tmp_path / "built")
    assert "Lumen: Help" in (tmp_path / "built/index.html").read_text("utf-8")


def test_what_is_not_found_is_not_made_up(tmp_path: Path) -> None:
    config = make(site(), tmp_path / "card-help")
    assert config["site_name"] == "Lumen"
    assert "extra" not in config
    assert config["theme"] == {"name": "material", "font": False}
    assert config["plugins"][0] == {"helpcentre": None}


def test_a_name_of_ones_own_wins(tmp_path: Path) -> None:
    assert make(site(), tmp_path / "site", "--name", "Ours")["site_name"] == "Ours"


def test_wordpress_says_its_name_and_a_picture_that_is_none_is_not_taken(tmp_path: Path) -> None:
    config = make(WordPress(topics=1).write(), tmp_path / "site")
    assert config["site_name"] == "Lumen"
    served = site()
    served.pages["/"] = page("Lumen", head='<link rel="apple-touch-icon" href="/help/fees">')
    assert "favicon" not in make(served, tmp_path / "other")["theme"]


def test_a_saved_page_has_a_brand_and_nothing_is_fetched_for_it(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(
        page(
            "Fees",
            head='<meta name="theme-color" content="#123"><link rel=icon href="https://x.example/i.png">',
        )
    )
    assert main(["new", str(tmp_path / "site"), "--from", str(tmp_path / "saved.html")]) == 0
    config = yaml.load((tmp_path / "site/mkdocs.yml").read_text(), Loader)
    assert config["extra"]["brand"]["accent"] == "#112233"
    assert "favicon" not in config["theme"]


def test_the_private_host_that_was_allowed_is_allowed_again_in_a_sync(tmp_path: Path) -> None:
    make(site(), tmp_path / "site")
    settings = tomllib.loads((tmp_path / "site/pyproject.toml").read_text())
    assert settings["tool"]["helpcentre"]["sources"]["website"]["allow-host"] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("head", "body", "brand"),
    [
        ('<meta name="theme-color" content="#fff">', "", Brand()),
        ('<meta name="theme-color" content="red;}">', "", Brand()),
        ("<style>:root{--wp--preset--color--primary: #0a5;}</style>", "", Brand(accent="#00aa55")),
        ('<link rel="apple-touch-icon" href="/i.png">', "", Brand(icon=f"{HERE}i.png")),
        ('<link rel="icon" href="data:image/png;base64,AA">', "", Brand()),
        ("", '<header><a class="logo"><img src="l.svg"></a></header>', Brand(logo=f"{HERE}l.svg")),
        ('<meta property="og:image" content="/p.png">', "", Brand(image=f"{HERE}p.png")),
        ("", '<a href="mailto:sales@x.example">a</a><a href="mailto:help@x.example">b</a>',
         Brand(support="mailto:help@x.example")),
        ("", '<a href="/hc/fr/requests/new">x</a>', Brand(support=f"{HERE}hc/fr/requests/new")),
        ("", '<a href="/contact-us/">x</a>', Brand(support=f"{HERE}contact-us/")),
        ("", '<a href="/contacts-api/x">x</a>', Brand()),
        ("", '<script src="https://widget.intercom.io/widget/ab12"></script>', Brand(chat="ab12")),
        ("<title>Home | Lumen Help</title>", "", Brand(name="Lumen Help")),
    ],
)  # fmt: skip
def test_a_brand_is_read_from_a_page(head: str, body: str, brand: Brand) -> None:
    assert read_brand(parse_html(f"<html><head>{head}</head><body>{body}</body></html>"), HERE) == brand


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_page_ends_in_a_traceback(address: str, colour: str) -> None:
    markup = parse_html(
        "<html><head><title>x</title></head><body><a>x</a><img class=custom-logo></body></html>"
    )
    assert markup.a
    assert markup.img
    markup.a["href"] = f"mailto:{address}"
    markup.img["src"] = address
    meta = markup.new_tag("meta", attrs={"name": "theme-color", "content": colour})
    markup.append(meta)
    assert read_brand(markup, HERE).accent == "" or read_brand(markup, HERE).accent.startswith("#")
