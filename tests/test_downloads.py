"""Downloads and redirects: what an address is known by, which file is taken, and where old addresses lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from importers.assets import Stored
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


def contents(docs: Path, downloads: Downloads, *addresses: str) -> list[bytes | str]:
    """What addresses hold: the file, or why there is none."""
    found = [downloads.read([address]).get(address) for address in addresses]
    downloads.close()
    return [
        (docs / each.path).read_bytes() if isinstance(each, Stored) else str(each or "") for each in found
    ]


def test_a_signed_address_is_the_same_file_when_it_is_signed_anew(tmp_path: Path, web: Web) -> None:
    asked: list[str] = []

    def handle(request: Request) -> Reply:
        asked.append(request.path)
        return Reply(picture(1))

    with serve(handle) as address:
        for query in ("expires=1&signature=abc&req=x", "expires=2&signature=def&req=y"):
            downloads = Downloads(tmp_path, web, {})
            assert contents(tmp_path, downloads, f"{address}/i/o/1/a.png?{query}") == [picture(1)]
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
        found = contents(tmp_path, Downloads(tmp_path, web, originals), *names)
    assert found == [picture(1), picture(2), picture(3)]


def test_nothing_is_asked_of_private_addresses(tmp_path: Path) -> None:
    client = Web(patience=Patience(tries=1))
    addresses = ["http://127.0.0.1:9/a.png", "../b.png", "mailto:x@y.example"]
    found = contents(tmp_path, Downloads(tmp_path, client, {}), *addresses)
    client.close()
    assert found == ["it is an address of a private network", "", ""]


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
