"""A look at sources before there is a site: which locales they have, and what the site calls itself.

Sources in, what a new site needs of them out; what was fetched goes on into the import, so nothing is
fetched twice.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass

from .live.systems import Pulled, is_address
from .locales import parse_locale
from .model import Article
from .pipeline import Options, fetch_sources
from .sources import read_articles
from .sync import Archive
from .web import Web


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found."""

    locales: tuple[str, ...]
    """The one with the most articles first, which is the default one."""
    name: str
    """What the site calls itself; "" where it doesn't say."""
    pulled: Pulled


def survey(options: Options) -> Survey:
    """Look at sources; `options.locales` names no site's locales yet.

    Raises:
        RemoteError: a live source doesn't answer.
        UsageError: credentials are missing.
    """
    with closing(Web(options.allowed_hosts, options.patience)) as web:
        pulled = fetch_sources(options, Archive(options.docs), web)
    files = [source for source in options.sources if not is_address(source)]
    items = read_articles(options.system, files, options.locales, options.locale, pulled.documents)
    counts = Counter(item.locale for item in items if isinstance(item, Article) and item.locale)
    found = [locale for locale, _ in counts.most_common() if parse_locale(locale)]
    return Survey(tuple(found), pulled.name, pulled)
