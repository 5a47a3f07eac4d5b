"""Live sources: one file per system. An address in, the same documents out that an export would hold.

What is asked and what comes back is the same for all; reading the documents is the work of `sources`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from requests.auth import AuthBase

from ..addresses import split_address
from ..model import Failure, Gone, OldAddress
from ..sources.files import Document


class Known(NamedTuple):
    """An article that was imported before."""

    system: str
    id: str
    url: str
    """Its address at its source; "" for drafts."""

    @property
    def host(self) -> str:
        """Of its address."""
        return split_address(self.url).netloc


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to pull from one live source."""

    url: str = ""
    """Its address: a WordPress site, a help centre, an API."""
    types: tuple[str, ...] = ()
    """Post types of WordPress by the name of their route; () for pages, posts and what help plugins add."""
    since: date | None = None
    """Only what changed on that day or later."""
    drafts: bool = False
    auth: AuthBase | None = field(default=None, repr=False)
    known: frozenset[Known] = frozenset()
    """Every article that was imported before, of all systems."""

    @property
    def start(self) -> datetime | None:
        """The first moment of `since`."""
        return datetime.combine(self.since, time(), UTC) if self.since else None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a live source gave."""

    documents: Sequence[Document | Failure]
    gone: Sequence[Gone] = ()
    """What was imported before, and isn't there any more."""
    moved: Sequence[OldAddress] = ()
    """Redirects of the source's own."""
    name: str = ""
    """Of the site, as it calls itself."""
    originals: Mapping[str, str] = field(default_factory=dict)
    """Address of a picture's smaller copy → of the picture."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Address of a picture, or of a smaller copy → what the source says of its last change."""
