"""The pipeline: fetch → read → place → convert → write. One bad article never stops a run.

In memory is what is said of the articles; their bodies lie on a shelf and pass through one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from requests.auth import AuthBase

from .conversions import Conversions
from .dangling import note_dangling
from .downloads import Downloads
from .links import map_links
from .live import Known, Wanted
from .live.systems import Pulled, is_address, pull
from .locales import Locales
from .merging import OnConflict
from .mirror import Mirror, lock
from .model import Article, Collection, Failure, OldAddress
from .pairing import Placed, Placement, place_articles
from .redirects import Target, add_redirects
from .report import Entry, Report
from .shelf import Shelf
from .sources import Item, read_articles
from .storing import store_outcome, withdraw_article, without_texts
from .sync import Archive, Home, Identity, OnDelete, find_gone, read_archive, write_groups
from .taxonomy import add_collections, known_folders, read_collections
from .web import Patience, Web
from .workers import Workers, suit
from .writer import remove_unfinished

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
    """Folder for what may be deleted at any time: what was fetched and converted, and the lock."""
    keep_texts: bool = False
    """Whether the report's entries keep both bodies, for a page that shows them side by side."""
    processes: int | None = None
    """That convert; None for as many as suit."""


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
    default = options.locales.default
    with ExitStack() as opened:
        opened.enter_context(lock(None if options.dry_run else options.cache))
        web = opened.enter_context(closing(Web(options.allowed_hosts, options.patience)))
        shelf = opened.enter_context(closing(Shelf(options.cache)))
        if options.cache and not options.dry_run:
            remove_unfinished(options.docs)
        archive = read_archive(options.docs)
        pulled = pulled or fetch_sources(options, archive, web)
        items = list(_read(options, pulled, shelf))
        placement = _place(items, archive, options)
        gone = find_gone(archive, pulled.gone, items if pulled.documents else ())
        kept = archive.without(gone if options.on_delete == "remove" else ())
        links = map_links(placement.placed, kept, default, shelf.body_of)
        may_fetch = not options.dry_run and (options.download or pulled.documents)
        client = web if may_fetch else None
        downloads = Downloads(options.docs, client, pulled.originals, pulled.versions)
        opened.enter_context(closing(downloads))
        conversions = opened.enter_context(closing(Conversions(options.cache, options.docs, links)))
        processes = options.processes or suit(len(placement.placed))
        workers = opened.enter_context(Workers(links, downloads, conversions, shelf.body_of, processes))
        done = _write(placement.placed, workers, archive, options, progress)
        withdrawn = [
            withdraw_article(identity, archive, options.on_delete, dry_run=options.dry_run)
            for identity in gone
        ]
        if not options.dry_run:
            _add_data(items, placement, done, kept, moved=pulled.moved, options=options)
    failures = [*(item for item in items if isinstance(item, Failure)), *placement.failures]
    done = note_dangling(done, links, options.docs)
    converted = [done[one.path] for one in placement.placed]
    return Report([*map(Entry.of_failure, failures), *converted, *withdrawn])


def _read(options: Options, pulled: Pulled, shelf: Shelf) -> Iterator[Item]:
    """Read all sources; bodies go to the shelf."""
    files = [source for source in options.sources if not is_address(source)]
    for item in read_articles(options.system, files, options.locales, options.locale, pulled.documents):
        yield shelf.put(item) if isinstance(item, Article) else item


def _place(items: Sequence[Item], archive: Archive, options: Options) -> Placement:
    """Give each article its file."""
    collections = [item for item in items if isinstance(item, Collection)]
    return place_articles(
        [item for item in items if isinstance(item, Article)],
        archive,
        default_locale=options.locales.default,
        collection=options.collection,
        known_collections=known_folders(collections, read_collections(options.docs)),
    )


def _write(
    placed: Iterable[Placed], workers: Workers, archive: Archive, options: Options, progress: Progress
) -> dict[str, Entry]:
    """Convert and write articles, originals first: a translation notes which text of its original it has."""
    default = options.locales.default
    ordered = sorted(placed, key=lambda one: one.article.locale != default)
    done = {}
    for one, outcome in zip(progress(ordered), workers.convert(ordered), strict=True):
        entry = store_outcome(
            outcome,
            one,
            archive,
            default_locale=default,
            on_conflict=options.on_conflict,
            dry_run=options.dry_run,
        )
        done[one.path] = entry if options.keep_texts else without_texts(entry)
    return done


def _add_data(
    items: Iterable[Item],
    placement: Placement,
    done: Mapping[str, Entry],
    archive: Archive,
    *,
    moved: Iterable[OldAddress],
    options: Options,
) -> None:
    """Bring the site's data up to date: groups of translations, collections, redirects."""
    write_groups(archive, placement.homes)
    if not options.collection:
        collections = [item for item in items if isinstance(item, Collection)]
        add_collections(options.docs, collections, placement.collections)
    written = [one for one in placement.placed if done[one.path].status not in ("failed", "skipped")]
    add_redirects(options.docs, _targets(written, archive), moved, options.locales.default)


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
        Known(identity.system, identity.id, one.url)
        for identity, files in archive.files.items()
        for one in files
    }
    with closing(Mirror(options.cache)) as mirror:
        return pull(
            addresses,
            options.system,
            replace(options.wanted, known=frozenset(known)),
            credentials=options.credentials,
            web=web,
            mirror=mirror,
        )


def _targets(placed: Iterable[Placed], archive: Archive) -> Iterable[Target]:
    """Every article that old addresses can lead to: of this run, and of earlier ones."""
    here = {Identity.of(one.article): one for one in placed if not archive.is_deleted(one.article)}
    for identity, one in here.items():
        yield Target(identity.system, identity.id, one.article.origin.url or "", identity.locale, one.key)
    for identity, known in archive.files.items():
        if known and identity not in here:
            key = Home.of(known[0].path).key
            yield Target(identity.system, identity.id, known[0].url, identity.locale, key)
