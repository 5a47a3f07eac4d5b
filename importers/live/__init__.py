"""Live sources: one file per system. An address in, the same documents out that an export would hold.

What is asked and what comes back is the same for all; reading the documents is the work of `sources`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from requests.auth import AuthBase

from ..model import Failure, Gone, OldAddress
from ..sources.files import Node


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
    known: frozenset[tuple[str, str]] = frozenset()
    """Host and id of every article that was imported from that system before."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a live source gave."""

    documents: Sequence[Node | Failure]
    gone: Sequence[Gone] = ()
    """What was imported before, and isn't there any more."""
    moved: Sequence[OldAddress] = ()
    """Redirects of the source's own."""
    name: str = ""
    """Of the site, as it calls itself."""
    originals: Mapping[str, str] = field(default_factory=dict)
    """Address of a picture's smaller copy → of the picture."""
