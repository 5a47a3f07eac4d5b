"""Who answers on loopback for addresses in the guide: a WordPress, an Intercom, a Zendesk, plain pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..servers import Handler, Reply, Request
from ..servers.intercom import Intercom
from ..servers.intercom import article as intercom_article
from ..servers.site import HERE, Site, page
from ..servers.wordpress import WordPress
from ..servers.zendesk import Zendesk, article, group, translation

ENGLISH = "Open the settings of your account, and choose the card that you would like to change."
FRENCH = "Ouvrez les paramètres de votre compte, puis choisissez la carte que vous voulez changer."
FIELDS = "id,type,status,slug,parent,title,excerpt,content,lang,translations,modified_gmt,link"
TYPES = b'{"page": {"slug": "page", "rest_base": "pages"}, "docs": {"slug": "docs", "rest_base": "docs"}}'
JSON = {"Content-Type": "application/json"}


def wordpress(folder: str = "") -> Handler:
    """A WordPress with a post type of its own and a user; who names no fields gets all."""
    site = WordPress(folder=folder).write()

    def answer(request: Request) -> Reply:
        route = urlsplit(request.path).path.partition("/wp-json/wp/v2/")[2]
        if route == "types":
            return Reply(TYPES, headers=JSON)
        if route == "docs":
            return Reply(b"[]", headers={**JSON, "X-WP-Total": "0"})
        if route == "users/me":
            return Reply(b'{"id": 1, "name": "Anna"}', headers=JSON)
        if route == "pages" and "_fields" not in request.path:
            request = Request(f"{request.path}&_fields={FIELDS}", request.headers)
        return site(request)

    return answer


def zendesk() -> Handler:
    """A Zendesk help centre of one article."""
    own = article(101, translation("en-us", "Order a card", ENGLISH), translation("fr", "Commander", FRENCH))
    sections = [group("section", 7, {"en-us": "Cards", "fr": "Cartes"}, category_id=3)]
    return Zendesk([own], sections, [group("category", 3, {"en-us": "Pay", "fr": "Payer"})])


def intercom() -> Handler:
    """A workspace of two articles."""
    return Intercom([intercom_article(n, title, ENGLISH) for n, title in ((101, "Order"), (102, "Freeze"))])


def pages() -> Handler:
    """A site of plain pages, some of them below /support/ and some in what looks like a collection."""
    paths = ("/support/order/", "/support/freeze/", "/en/collections/12-cards/order/", "/about/")
    links = "".join(f"<li><a href='{HERE}{path}'>{path}</a></li>" for path in paths)
    lists = {
        path: page("Help", f"<ul>{links}</ul>") for path in ("/", "/support/", "/en/collections/12-cards")
    }
    articles = {path: page(f"Page {number}") for number, path in enumerate(paths)}
    return Site({**lists, **articles}, dict.fromkeys(paths, ""))
