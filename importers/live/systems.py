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
from ..sources.files import Document
from ..web import Answer, Web
from . import Fetched, Wanted, intercom, pages, wordpress, zendesk

LIVE: Mapping[str, Callable[[Wanted, Web, Mirror], Fetched]] = {
    "wordpress": wordpress.fetch,
    "zendesk": zendesk.fetch,
    "intercom": intercom.fetch,
    "webpage": pages.fetch,
}


@dataclass(slots=True)
class Pulled:
    """What all live sources of a run gave."""

    documents: dict[str, Sequence[Document | Failure]] = field(default_factory=dict)
    """By system."""
    gone: list[Gone] = field(default_factory=list)
    moved: list[OldAddress] = field(default_factory=list)
    name: str = ""
    """What the first site calls itself."""
    originals: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)


def pull(
    addresses: Iterable[str],
    system: str | None,
    wanted: Wanted,
    *,
    credentials: Mapping[str, AuthBase],
    web: Web,
    mirror: Mirror,
) -> Pulled:
    """Fetch everything at some addresses.

    Args:
        addresses: of sites or APIs.
        system: their system; None to find out.
        wanted: what to fetch of each.
        credentials: by system.
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
        found = LIVE[name](replace(wanted, url=address, auth=credentials.get(name)), web, mirror)
        pulled.documents[name] = [*pulled.documents.get(name, ()), *found.documents]
        pulled.gone += found.gone
        pulled.moved += found.moved
        pulled.name = pulled.name or found.name
        pulled.originals |= found.originals
        pulled.versions |= found.versions
    return pulled


def is_address(source: str) -> bool:
    """Whether a source is an address of the web rather than a file."""
    return source.startswith(("https://", "http://"))


def detect(address: str, web: Web) -> str:
    """Return the name of the system that runs at an address; what has no open API is read as pages.

    Raises:
        RemoteError: it doesn't answer.
    """
    if split_address(address).netloc in {split_address(root).netloc for root in intercom.REGIONS.values()}:
        return "intercom"
    page = web.open_page(address)
    if _names_api(page):
        return "wordpress"
    if page.status >= 400:
        raise RemoteError(f"it answers {page.status}", where=address, hint="Check the address.")
    centre = pages.centre_of(page)
    if centre == "zendesk" or ZENDESK_PAGE.search(page.content):
        return "zendesk" if zendesk.answers(page.url, web) else "webpage"
    if not centre and WORDPRESS_PAGE.search(page.content) and wordpress.answers(page.url, web):
        return "wordpress"
    return "webpage"


WORDPRESS_PAGE = re.compile(rb"/wp-(?:content|includes)/")
"""What pages of WordPress load, and others may show."""
ZENDESK_PAGE = re.compile(rb"static\.zdassets\.com/hc/|/hc/theming_assets/", re.IGNORECASE)


def _names_api(page: Answer) -> bool:
    """Whether a page names WordPress's API, which most sites do."""
    links = parse_header_links(page.headers.get("Link", ""))
    is_linked = any(link.get("rel") == wordpress.API for link in links)
    return is_linked or bool(wordpress.NAMED_API.search(page.content))
