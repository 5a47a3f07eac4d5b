"""A look at sources before there is a site: their locales, and what the site they come from looks like.

Sources in, what a new site needs of them out; what was fetched goes on into the import, so nothing is
fetched twice. A site's look is asked for where its articles came from, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from .addresses import split_address
from .assets import make_asset
from .body import parse_html
from .brand import Brand, read_brand
from .errors import HelpcentreError, RemoteError
from .live import wordpress
from .live.extent import Extent
from .live.pages import open_page
from .live.systems import Pulled, is_address
from .locales import parse_locale
from .model import Article, Asset
from .pipeline import Options, fetch_sources
from .sources import Item, detect_system, read_articles
from .sources.files import RawFile, read_documents
from .sync import Archive
from .web import MEGABYTE, Web

LARGEST_PICTURE = 5 * MEGABYTE
PICTURES = ("logo", "icon", "image")


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found."""

    locales: tuple[str, ...]
    """The one with the most articles first, which is the default one."""
    pulled: Pulled
    brand: Brand
    pictures: Mapping[str, Asset] = field(default_factory=dict)
    """`logo`, `icon`, `image` → what was downloaded of the brand's."""


def survey(options: Options) -> Survey:
    """Look at sources; `options.locales` names no site's locales yet.

    Raises:
        RemoteError: a live source doesn't answer.
        UsageError: credentials are missing.
    """
    with closing(Web(options.allowed_hosts, options.patience)) as web:
        pulled = fetch_sources(options, Archive(options.docs), web)
        files = [source for source in options.sources if not is_address(source)]
        items = list(read_articles(options.system, files, options.locales, options.locale, pulled.documents))
        brand = Brand(name=pulled.name)
        for found in (*_live_brands(options, pulled, items, web), *_saved_brands(files)):
            brand |= found
        may_fetch = options.download or bool(pulled.documents)
        pictures = dict(_fetch_pictures(brand, web)) if may_fetch else {}
    counts = Counter(item.locale for item in items if isinstance(item, Article) and item.locale)
    locales = tuple(locale for locale, _ in counts.most_common() if parse_locale(locale))
    return Survey(locales, pulled, brand, pictures)


def _live_brands(options: Options, pulled: Pulled, items: list[Item], web: Web) -> Iterator[Brand]:
    """What first pages say; that one can't be read costs no import."""
    for address in filter(is_address, options.sources):
        try:
            if "wordpress" in pulled.documents:
                yield wordpress.find_brand(address, web)
            page = open_page(_first_page(address, pulled, items), web)
            yield read_brand(parse_html(page.text), page.url)
        except RemoteError:
            continue


def _first_page(address: str, pulled: Pulled, items: list[Item]) -> str:
    """Where readers come in: of an API, the help centre that its articles are in."""
    if "intercom" not in pulled.documents:
        return address
    urls = (item.origin.url for item in items if isinstance(item, Article))
    extent = Extent(next((url for url in urls if url), address), "intercom")
    return f"{extent.origin}{extent.folder}"


def _saved_brands(files: list[str]) -> Iterator[Brand]:
    """What the first saved page says."""
    for file in files:
        for document in read_documents(file):
            if isinstance(document, RawFile) and detect_system(document) == "webpage":
                try:
                    with document.open() as opened:
                        page = parse_html(opened.read().decode("utf-8", "replace"))
                except HelpcentreError:
                    continue
                yield read_brand(page, "")
                return


def _fetch_pictures(brand: Brand, web: Web) -> Iterator[tuple[str, Asset]]:
    """Download the brand's pictures; what can't be had, or is no picture, is left out."""
    for role in PICTURES:
        address = getattr(brand, role)
        if not split_address(address).netloc:
            continue
        try:
            answer = web.get(address, accept="image/*", limit=LARGEST_PICTURE)
        except RemoteError:
            continue
        asset = make_asset(answer.content) if answer.status == 200 else None
        if asset:
            yield role, asset
