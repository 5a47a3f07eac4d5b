"""The live sources by name, and which of them runs at an address. To add one: a module, a line in `LIVE`.

Addresses in, what their systems gave out, joined; which system an address is, its home page says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from requests.auth import AuthBase
from requests.utils import parse_header_links

from ..addresses import split_address
from ..errors import RemoteError, UsageError
from ..mirror import Mirror
from ..model import Failure, Gone, OldAddress
from ..sources.files import Node
from ..web import Answer, Web
from . import Fetched, Wanted, intercom, wordpress

LIVE: Mapping[str, Callable[[Wanted, Web, Mirror], Fetched]] = {
    "wordpress": wordpress.fetch,
    "intercom": intercom.fetch,
}


@dataclass(slots=True)
class Pulled:
    """What all live sources of a run gave."""

    documents: dict[str, Sequence[Node | Failure]] = field(default_factory=dict)
    """By system."""
    gone: list[Gone] = field(default_factory=list)
    moved: list[OldAddress] = field(default_factory=list)
    name: str = ""
    """What the first site calls itself."""
    originals: dict[str, str] = field(default_factory=dict)


def pull(
    addresses: Iterable[str],
    system: str | None,
    wanted: Wanted,
    *,
    credentials: Mapping[str, AuthBase],
    known: Iterable[tuple[str, str, str]],
    web: Web,
    mirror: Mirror,
) -> Pulled:
    """Fetch everything at some addresses.

    Args:
        addresses: of sites or APIs.
        system: their system; None to find out.
        wanted: what to fetch of each.
        credentials: by system.
        known: system, host and id of what was imported before.
        web: the client.
        mirror: what was fetched before.

    Raises:
        RemoteError: one of them doesn't answer, or runs no system that is known.
        UsageError: credentials are missing, or can't be sent there.
    """
    pulled = Pulled()
    for address in addresses:
        name = system or detect(address, web)
        if name not in LIVE:
            raise UsageError(
                f"{name} can't be read live", where=address, hint=f"What can be: {', '.join(LIVE)}; or files."
            )
        ours = frozenset((host, id_) for of, host, id_ in known if of == name)
        found = LIVE[name](replace(wanted, url=address, auth=credentials.get(name), known=ours), web, mirror)
        pulled.documents[name] = [*pulled.documents.get(name, ()), *found.documents]
        pulled.gone += found.gone
        pulled.moved += found.moved
        pulled.name = pulled.name or found.name
        pulled.originals |= found.originals
    return pulled


INTERCOM_PAGE = re.compile(rb"intercom\.help|intercomcdn|/articles/\d{5,}-|intercom-articles", re.IGNORECASE)
ZENDESK_PAGE = re.compile(rb"zdassets\.com|zendesk\.com", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Whether a source is an address of the web rather than a file."""
    return source.startswith(("https://", "http://"))


def detect(address: str, web: Web) -> str:
    """Return the name of the system that runs at an address.

    Raises:
        RemoteError: it doesn't answer, or runs none that can be read live; the message says what can be done.
    """
    if split_address(address).netloc in {split_address(root).netloc for root in intercom.REGIONS.values()}:
        return "intercom"
    page = web.get(address, accept="text/html,*/*;q=0.5")
    if page.status >= 400 and not _is_wordpress(page):
        raise RemoteError(f"it answers {page.status}", where=address, hint="Check the address.")
    if _is_wordpress(page):
        return "wordpress"
    if INTERCOM_PAGE.search(page.content):
        problem = "an Intercom help centre runs there: its articles come from Intercom's API"
        hint = "Run `helpcentre import intercom --token-env INTERCOM_TOKEN`, or import saved pages."
    elif "/hc/" in page.url or ZENDESK_PAGE.search(page.content):
        problem = "a Zendesk help centre runs there, which can't be read live yet"
        hint = "Save /api/v2/help_center/articles.json, sections.json and categories.json, and import them."
    else:
        problem = "it is no WordPress, Intercom or Zendesk"
        hint = "Save its pages as HTML files, and import their folder."
    raise RemoteError(problem, where=address, hint=hint)


def _is_wordpress(page: Answer) -> bool:
    links = parse_header_links(page.headers.get("Link", ""))
    if any(link.get("rel") == wordpress.API for link in links) or wordpress.NAMED_API.search(page.content):
        return True
    return b"/wp-content/" in page.content or b"/wp-includes/" in page.content
