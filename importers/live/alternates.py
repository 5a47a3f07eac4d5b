"""Which pages translate each other, where a site's API hides it and only the pages' own HTML says it.

Saved answers of the REST API in, the same with `translations` out. Polylang without its paid part is such a
site, and WPML without its add-on. Pages whose addresses differ by the language alone need no question; of the
others one of each group is asked, since a page names all its translations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from ..addresses import join_address, split_address
from ..body import parse_html
from ..errors import RemoteError
from ..mirror import Mirror
from ..model import Failure
from ..sources.files import Node
from ..web import Web

FIELDS = ("translations", "wpml_translations")
"""Where a plugin says it itself."""

Names = Mapping[str, str]
"""Language → address of the page in it."""


def are_silent(documents: Sequence[Node | Failure]) -> bool:
    """Whether no object says anything of its translations."""
    nodes = [each for each in documents if isinstance(each, Node)]
    return not any(node[field].exists for node in nodes for field in FIELDS)


def add_translations(
    documents: Sequence[Node | Failure], homes: Names, web: Web, mirror: Mirror
) -> list[Node | Failure]:
    """Give objects the ids of their translations, as `hreflang` names them on their pages.

    Args:
        documents: the objects of a site.
        homes: language → address of its home page.
        web: the client.
        mirror: what pages said before.
    """
    pages = {_place(each["link"].text()): each for each in documents if isinstance(each, Node)}
    groups: dict[str, dict[str, str]] = {}
    for alone in _find_alone(pages, homes).values():
        asked = {place: pages[place] for place in alone if place not in groups}
        for place, named in _ask(asked, web, mirror).items():
            known = {code: where for code, address in named.items() if (where := _place(address)) in pages}
            group = {code: pages[where]["id"].name() for code, where in known.items()}
            groups |= dict.fromkeys((place, *known.values()), group)
    return [_with(each, groups) if isinstance(each, Node) else each for each in documents]


def _find_alone(pages: Iterable[str], homes: Names) -> dict[str, list[str]]:
    """Find the pages of each language whose address no other language has, too."""
    longest_first = sorted(map(_place, homes.values()), key=len, reverse=True)
    found: dict[str, list[tuple[str, str]]] = {}
    for place in pages:
        home = next((each for each in longest_first if place.startswith(each)), "")
        found.setdefault(place.removeprefix(home), []).append((home, place))
    alone: dict[str, list[str]] = {}
    for same in found.values():
        if len(same) == 1:
            ((home, place),) = same
            alone.setdefault(home, []).append(place)
    return alone


def _ask(pages: Mapping[str, Node], web: Web, mirror: Mirror) -> dict[str, Names]:
    """Read what pages name as their translations; those that did not change are not asked again."""
    listing = "alternates"
    versions = mirror.versions(listing)
    news = [place for place, page in pages.items() if versions.get(place) != page["modified_gmt"].name()]
    said = dict(zip(news, web.map(lambda place: _read(pages[place]["link"].text(), web), news), strict=True))
    mirror.save(
        listing,
        (
            (place, pages[place]["modified_gmt"].name(), names)
            for place, names in said.items()
            if names is not None
        ),
    )
    return {place: names for place, names in mirror.read(listing, pages) if isinstance(names, dict)}


def _read(address: str, web: Web) -> Names | None:
    """Read a page; None where it doesn't answer."""
    try:
        answer = web.get(address, accept="text/html")
    except RemoteError:
        return None
    links = parse_html(answer.text).find_all("link", rel="alternate", hreflang=True, href=True)
    return {
        code: join_address(answer.url, str(link["href"]))
        for link in links
        if (code := str(link["hreflang"])) != "x-default"
    }


def _with(page: Node, groups: Mapping[str, Mapping[str, str]]) -> Node:
    group = groups.get(_place(page["link"].text()), {})
    return Node({**page.value, "translations": group}, page.file, page.path) if len(group) > 1 else page


def _place(address: str) -> str:
    """Return a page's host and path, as both sides write them."""
    parts = split_address(address)
    path = unquote(parts.path).strip("/")
    return f"{parts.netloc}/{path}/" if path else f"{parts.netloc}/"
