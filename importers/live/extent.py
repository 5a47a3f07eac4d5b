"""How far an import of public pages goes: which addresses of a host belong to it, and what each of them is.

The page that an import starts at in, answers about addresses out. Help centres of Intercom and Zendesk are
told by their addresses; of any other site what lies below the first page belongs to it, in every language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag

from requests.utils import requote_uri

from ..addresses import split_address
from ..locales import Locales

Centre = Literal["intercom", "zendesk", ""]
"""What draws the pages; "" for any other site."""

ITEM = re.compile(r"/(articles|collections|sections|categories)/\d+")
INTERCOM_FOLDER = re.compile(
    r"(/|/.*?/)(?:[a-z]{2}(?:-[A-Za-z]{2,4})?/?)?(?:(?:articles|collections)/\d+.*)?"
)
INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
NO_PAGE = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|ico|css|js|json|xml|rss|pdf|zip|gz|mp[34]|webm|docx?|xlsx?|pptx?)$"
    r"|/(?:wp-json|wp-admin|wp-login\.php|feed|xmlrpc\.php)(?:/|$)",
    re.IGNORECASE,
)
_LOCALES = Locales("en")


@dataclass(frozen=True, slots=True)
class Extent:
    """What belongs to an import that starts at an address."""

    start: str
    centre: Centre = ""
    lists_all: bool = False
    """Whether the first page is a sitemap: then all of its host may belong to it."""

    @property
    def origin(self) -> str:
        """Scheme and host."""
        parts = split_address(self.start)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def folder(self) -> str:
        """The path that all its pages stand below; one host of Intercom's has many help centres."""
        path = split_address(self.start).path or "/"
        if self.centre == "zendesk":
            return "/hc/"
        if self.centre == "intercom":
            found = INTERCOM_FOLDER.fullmatch(path)
            return found[1] if found else "/"
        return "/" if self.lists_all else f"{INDEX.sub('', path).rstrip('/')}/"

    @property
    def is_whole(self) -> bool:
        """Whether it is all of a help centre, or of what lies below an address, and nothing is missing."""
        return self.lists_all or not (self.centre and self.kind(self.start) != "home")

    def holds(self, address: str) -> bool:
        """Whether a page belongs to it, as far as its address tells."""
        parts = split_address(address)
        if parts.netloc != split_address(self.start).netloc or NO_PAGE.search(parts.path):
            return False
        if self.centre:
            path = parts.path if parts.path.startswith(self.folder) else f"{parts.path}/"
            return path.startswith(self.folder) and self.kind(address) != "other"
        if self.lists_all:
            return True
        own = _LOCALES.split_path(f"{self.origin}{self.folder}")[1]
        return _LOCALES.split_path(INDEX.sub("/", address))[1][: len(own)] == own

    def kind(self, address: str) -> Literal["home", "list", "article", "other", "page"]:
        """Say what an address is: of a help centre by its words, of another site always a `page`."""
        if not self.centre:
            return "page"
        path = split_address(address).path
        if found := ITEM.search(path):
            return "article" if found[1] == "articles" else "list"
        rest = f"{path.rstrip('/')}/".removeprefix(self.folder).strip("/")
        return "home" if re.fullmatch(r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]{2,4})?)?", rest) else "other"

    def is_home(self, address: str) -> bool:
        """Whether an address is the host's first page, in whatever language."""
        return not _LOCALES.split_path(INDEX.sub("/", address))[1]

    def normal(self, address: str) -> str:
        """Write an address as all links to one page have it in common: as `same_page`, with one scheme."""
        own, parts = split_address(self.start), split_address(same_page(address))
        return parts._replace(scheme=own.scheme).geturl() if parts.netloc == own.netloc else parts.geturl()


def same_page(address: str) -> str:
    """Write an address without its fragment, other scripts in it as browsers send them."""
    return str(requote_uri(urldefrag(address).url)) if split_address(address).netloc else address
