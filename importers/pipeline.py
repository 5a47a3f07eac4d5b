"""The pipeline: fetch → read → place → convert → verify → write. One bad article never stops a run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from requests.auth import AuthBase

from .addresses import split_address
from .conversion import convert
from .downloads import Downloads
from .errors import HelpcentreError
from .fidelity import verify
from .history import carry_over
from .links import LinkMap, map_links
from .live import Wanted
from .live.systems import Pulled, is_address, pull
from .locales import Locales
from .merging import OnConflict
from .mirror import Mirror, lock
from .model import Article, Collection, Failure, Origin
from .pairing import Placed, place_articles
from .redirects import Target, add_redirects
from .report import Entry, Report
from .sources import Item, read_articles
from .sync import Archive, Home, Identity, OnDelete, find_gone, read_archive, store, withdraw, write_groups
from .taxonomy import add_collections, known_folders, read_collections
from .web import Patience, Web
from .writer import compose, remove_unfinished, write_asset

log = logging.getLogger(__name__)

Progress = Callable[[Sequence[Placed]], Iterable[Placed]]
"""Shows how far a run is; gives back what it is given."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can ask of an import, the same for every source."""

    sources: tuple[str, ...]
    docs: Path
    locales: Locales
    system: str | None = None
    """The source's name in the registry; None to find out."""
    locale: str | None = None
    """For articles whose source doesn't say."""
    collection: str | None = None
    dry_run: bool = False
    on_conflict: OnConflict = "keep"
    on_delete: OnDelete = "keep"
    wanted: Wanted = field(default_factory=Wanted)
    """What to fetch where a source is an address."""
    credentials: Mapping[str, AuthBase] = field(default_factory=dict, repr=False)
    """System → what it lets us in with."""
    download: bool = False
    """Whether to fetch media of files, too; live sources always give theirs."""
    allowed_hosts: tuple[str, ...] = ()
    """Hosts with private addresses that may be asked."""
    patience: Patience | None = None
    cache: Path | None = None
    """Folder for what may be deleted at any time: what was fetched, and the lock."""


def run_import(options: Options, progress: Progress = iter, pulled: Pulled | None = None) -> Report:
    """Import everything, and report what became of each article.

    Args:
        options: what is asked.
        progress: shows how far it is.
        pulled: what live sources gave, where they were asked already.

    Raises:
        OutputError: the docs folder can't be read or written at all, or another run is at work on it.
        RemoteError: a live source doesn't answer; nothing was written then.
    """
    with (
        lock(None if options.dry_run else options.cache),
        closing(Web(options.allowed_hosts, options.patience)) as web,
    ):
        if options.cache and not options.dry_run:
            remove_unfinished(options.docs)
        archive = read_archive(options.docs)
        pulled = pulled or fetch_sources(options, archive, web)
        files = [source for source in options.sources if not is_address(source)]
        items = list(read_articles(options.system, files, options.locales, options.locale, pulled.documents))
        may_fetch = not options.dry_run and (options.download or pulled.documents)
        downloads = Downloads(options.docs, web if may_fetch else None, pulled.originals)
        try:
            return _write(items, archive, pulled, downloads, options=options, progress=progress)
        finally:
            if not options.dry_run:
                downloads.save()


def fetch_sources(options: Options, archive: Archive, web: Web) -> Pulled:
    """Fetch from the sources that are addresses.

    Raises:
        RemoteError: one of them doesn't answer.
        UsageError: credentials are missing, or can't be sent there.
    """
    addresses = [source for source in options.sources if is_address(source)]
    if not addresses:
        return Pulled()
    known = {
        (identity.system, split_address(one.url).netloc, identity.id)
        for identity, files in archive.files.items()
        for one in files
    }
    with closing(Mirror(options.cache)) as mirror:
        return pull(
            addresses,
            options.system,
            options.wanted,
            credentials=options.credentials,
            known=known,
            web=web,
            mirror=mirror,
        )


def _write(
    items: Sequence[Item],
    archive: Archive,
    pulled: Pulled,
    downloads: Downloads,
    *,
    options: Options,
    progress: Progress,
) -> Report:
    """Place, convert and write what was read."""
    locale = options.locales.default
    collections = [item for item in items if isinstance(item, Collection)]
    gone = find_gone(archive, pulled.gone, items if pulled.documents else ())
    removed = gone if options.on_delete == "remove" else ()
    placement = place_articles(
        [item for item in items if isinstance(item, Article)],
        archive,
        default_locale=locale,
        collection=options.collection,
        known_collections=known_folders(collections, read_collections(options.docs)),
    )
    links = map_links(placement.placed, archive.without(removed), locale)
    failures = [*(item for item in items if isinstance(item, Failure)), *placement.failures]
    entries = [Entry.of_failure(failure) for failure in failures]
    # Originals first: a translation notes which text of the original it came with.
    placed = sorted(placement.placed, key=lambda one: one.article.locale != locale)
    done = {one.path: _import_one(one, links, archive, downloads, options) for one in progress(placed)}
    entries += (done[one.path] for one in placement.placed)
    entries += (_withdraw(identity, archive, options) for identity in gone)
    if not options.dry_run:
        write_groups(archive, placement.homes)
        if not options.collection:
            add_collections(options.docs, collections, placement.collections)
        written = [one for one in placement.placed if done[one.path].status not in ("failed", "skipped")]
        add_redirects(options.docs, _targets(written, archive.without(removed)), pulled.moved, locale)
    return Report(entries)


def _targets(placed: Iterable[Placed], archive: Archive) -> Iterable[Target]:
    """Every article that old addresses can lead to: of this run, and of earlier ones."""
    here = {Identity.of(one.article): one for one in placed if not archive.is_deleted(one.article)}
    for identity, one in here.items():
        yield Target(identity.system, identity.id, one.article.origin.url or "", identity.locale, one.key)
    for identity, known in archive.files.items():
        if known and identity not in here:
            key = Home.of(known[0].path).key
            yield Target(identity.system, identity.id, known[0].url, identity.locale, key)


def _withdraw(identity: Identity, archive: Archive, options: Options) -> Entry:
    """Do as asked with an article that is gone at its source."""
    known = archive.files[identity][0]
    origin = Origin(identity.system, identity.id, known.path, url=known.url or None)
    try:
        decision = withdraw(identity, archive, options.on_delete, dry_run=options.dry_run)
        return Entry(origin, decision.status, decision.reason, identity.locale, is_gone=True)
    except HelpcentreError as error:
        return Entry(origin, "failed", str(error), identity.locale)


def _import_one(
    placed: Placed, links: LinkMap, archive: Archive, downloads: Downloads, options: Options
) -> Entry:
    """Convert and write one article; any error becomes its entry."""
    origin, locale = placed.article.origin, placed.article.locale
    try:
        page = convert(placed, links, [downloads.read])
        account = verify(placed.article, page)
        if account.unsafe:
            reason = f"its page would hold what may run a script: {', '.join(account.unsafe)}"
            return Entry.of_page(page, account, "failed", f"{reason}. Please report it.")
        if not page.body.strip():
            return Entry.of_page(page, account, "skipped", "nothing is left of its body but chrome")
        if not options.dry_run:
            for asset in page.assets:
                write_asset(archive.docs, asset)
        text = compose(page, carry_over(page, archive, links.default_locale))
        decision = store(page, text, archive, on_conflict=options.on_conflict, dry_run=options.dry_run)
        return Entry.of_page(page, account, decision.status, decision.reason)
    except HelpcentreError as error:
        return Entry(origin, "failed", str(error), locale)
    except Exception as error:  # a fault of the program, which must not cost the other articles
        log.debug("%s", origin, exc_info=True)
        return Entry(origin, "failed", f"fault of helpcentre, please report it: {error!r}", locale)
