"""One article after its conversion: judged, merged with what editors wrote, written, and entered.

What its conversion came to in, its entry in the report out; nothing is written in a dry run.
"""

from __future__ import annotations

from dataclasses import replace

from .conversion import Outcome
from .errors import HelpcentreError
from .history import carry_over
from .merging import OnConflict
from .model import Origin, Page
from .pairing import Placed
from .report import Entry
from .sync import Archive, Identity, OnDelete, store, withdraw
from .writer import compose, write_asset


def store_outcome(
    outcome: Outcome,
    placed: Placed,
    archive: Archive,
    *,
    default_locale: str,
    on_conflict: OnConflict,
    dry_run: bool,
) -> Entry:
    """Write what an article's conversion came to; any error becomes its entry."""
    origin, locale = placed.article.origin, placed.article.locale
    if isinstance(outcome, str):
        return Entry(origin, "failed", outcome, locale)
    page, account = outcome.page, outcome.account
    if account.unsafe:
        reason = f"its page would hold what may run a script: {', '.join(account.unsafe)}"
        return Entry.of_page(page, account, "failed", f"{reason}. Please report it.")
    if not page.body.strip():
        return Entry.of_page(page, account, "skipped", "nothing is left of its body but chrome")
    try:
        if not dry_run:
            for asset in page.assets:
                write_asset(archive.docs, asset)
        text = compose(page, carry_over(page, archive, default_locale))
        decision = store(page, text, archive, on_conflict=on_conflict, dry_run=dry_run)
    except HelpcentreError as error:
        return Entry(origin, "failed", str(error), locale)
    return Entry.of_page(page, account, decision.status, decision.reason)


def withdraw_article(identity: Identity, archive: Archive, on_delete: OnDelete, *, dry_run: bool) -> Entry:
    """Do as asked with an article that is gone at its source."""
    known = archive.files[identity][0]
    origin = Origin(identity.system, identity.id, known.path, url=known.url or None)
    try:
        decision = withdraw(identity, archive, on_delete, dry_run=dry_run)
        return Entry(origin, decision.status, decision.reason, identity.locale, is_gone=True)
    except HelpcentreError as error:
        return Entry(origin, "failed", str(error), identity.locale)


def without_texts(entry: Entry) -> Entry:
    """Return an entry whose page has neither body nor media: a report of many must fit into the memory."""
    if entry.page is None:
        return entry
    page: Page = entry.page
    article = replace(page.article, html="")
    return replace(entry, page=replace(page, article=article, body="", assets=(), rewritten={}))
