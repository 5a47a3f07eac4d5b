"""The links of an author's Markdown as whole addresses, for a text that is read away from its site."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote, urlsplit

from ..config import SiteFacts
from ..plan import Plan, PlannedPage


def whole_address(address: str, page: PlannedPage, plan: Plan, site: SiteFacts, support: str) -> str:
    """Where a link of a page's source leads.

    Args:
        address: as written: `../billing/change-plan.md#fees`, `#fees`, `support:`, `https://…`.
        page: the page with the link.
        plan: all pages.
        site: the site's facts; without an address of its own, links begin at its root.
        support: the page's support address; "" if there is none.
    """
    if address == "support:":
        return support or address
    url = urlsplit(address)
    if url.scheme or url.netloc or url.path.startswith("/"):
        return address
    target = _target(url.path, page, plan) if url.path else page.url
    whole = site.absolute(target) or f"/{target}"
    return f"{whole}#{url.fragment}" if url.fragment else whole


def _target(path: str, page: PlannedPage, plan: Plan) -> str:
    """The address below the site's root of a file that is named from a page's folder."""
    source = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), unquote(path)))
    locale, _, rest = source.partition("/")
    edition = plan.editions.get(locale)
    linked = edition.pages.get(rest) if edition else None
    return linked.url if linked else quote(source)
