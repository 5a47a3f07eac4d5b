"""Downloads and redirects: what an address is known by, which file is taken, and where old addresses lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from importers.assets import content_path
from importers.downloads import Downloads
from importers.model import OldAddress
from importers.redirects import REDIRECTS, Target, add_redirects
from importers.web import Patience, Web
from importers.writer import write_file

from .servers import Reply, Request, serve
from .servers.wordpress import picture


@pytest.fixture
def web() -> Iterator[Web]:
    client = Web({"127.0.0.1"}, Patience(tries=2, first_wait=0.01))
    yield client
    client.close()


def store(docs: Path, contents: dict[str, bytes | str]) -> None:
    """Write what was downloaded, as an import does."""
    for content in contents.values():
        if isinstance(content, bytes) and (path := content_path(content)):
            write_file(docs / path, content)


def test_a_signed_address_is_the_same_file_when_it_is_signed_anew(tmp_path: Path, web: Web) -> None:
    asked: list[str] = []

    def handle(request: Request) -> Reply:
        asked.append(request.path)
        return Reply(picture(1))

    with serve(handle) as address:
        downloads = Downloads(tmp_path, web, {})
        store(tmp_path, downloads.read([f"{address}/i/o/1/a.png?expires=1&signature=abc&req=x"]))
        downloads.save()
        later = Downloads(tmp_path, web, {})
        again = f"{address}/i/o/1/a.png?expires=2&signature=def&req=y"
        assert later.read([again]) == {again: picture(1)}
    assert len(asked) == 1
    assert "signature" not in (tmp_path / ".helpcentre/assets.yml").read_text()


def test_the_picture_is_taken_that_stands_behind_a_smaller_one(tmp_path: Path, web: Web) -> None:
    def handle(request: Request) -> Reply:
        known = {"/wp-content/uploads/a.png": 1, "/b-original.png": 2, "/wp-content/uploads/c-80x60.png": 3}
        number = known.get(request.path)
        return Reply(picture(number)) if number else Reply(status=404)

    with serve(handle) as address:
        uploads = f"{address}/wp-content/uploads"
        originals = {f"{uploads}/b-80x60.png": f"{address}/b-original.png"}
        names = [f"{uploads}/{name}-80x60.png" for name in "abc"]
        found = Downloads(tmp_path, web, originals).read(names)
    assert [found[name] for name in names] == [picture(1), picture(2), picture(3)]


def test_nothing_is_asked_of_private_addresses(tmp_path: Path) -> None:
    client = Web(patience=Patience(tries=1))
    found = Downloads(tmp_path, client, {}).read(
        ["http://127.0.0.1:9/a.png", "../b.png", "mailto:x@y.example"]
    )
    client.close()
    assert found == {"http://127.0.0.1:9/a.png": "it is an address of a private network"}


def test_redirects_stay_as_an_editor_made_them(tmp_path: Path) -> None:
    old = "https://help.lumen.example/en/articles/12-freeze"
    freeze = Target("intercom", "12", old, "en", "freeze-a-card")
    write_file(
        tmp_path / REDIRECTS,
        "help.lumen.example: {/en/articles/12: en/other, /en/articles/12-*: en/gone, /mine: en/other}",
    )
    other = Target("intercom", "13", "", "en", "other")
    moved = [OldAddress("/was/here", "intercom", "12"), OldAddress("javascript:x", "intercom", "12")]
    add_redirects(tmp_path, [freeze, other], moved, "en")
    assert yaml.safe_load((tmp_path / REDIRECTS).read_text()) == {
        "help.lumen.example": {
            "/en/articles/12": "en/other",  # an editor's choice
            "/en/articles/12-*": "en/freeze-a-card",  # led to an article that is no more
            "/mine": "en/other",
            "/was/here": "en/freeze-a-card",
        }
    }
