"""One article into one page, held against its source. Pure but for the readers of its media.

Parse, clean, recognise, point links and media at files, write Markdown, verify.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .assets import ExportFolder, MediaWanted, Reader, note_missing_alt, take_assets
from .body import Body, parse_html
from .cleaners import clean
from .components import recognise
from .errors import HelpcentreError
from .fidelity import Account, verify
from .language import note_other_languages
from .links import LinkMap, relink
from .markdown import tree_to_markdown
from .model import Page
from .pairing import Placed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Converted:
    """A page, and what became of everything that its source holds."""

    page: Page
    account: Account


Outcome = Converted | str
"""What conversion comes to; a text says why there is no page."""


def attempt(placed: Placed, links: LinkMap, readers: Sequence[Reader] = ()) -> Outcome:
    """Convert and verify an article, whatever it holds.

    Raises:
        MediaWanted: a reader has yet to get some of its media.
    """
    try:
        page = convert(placed, links, readers)
        return Converted(page, verify(placed.article, page))
    except MediaWanted:
        raise
    except HelpcentreError as error:
        return str(error)
    except Exception as error:  # a fault of the program, which must not cost the other articles
        log.debug("%s", placed.article.origin, exc_info=True)
        return f"fault of helpcentre, please report it: {error!r}"


def convert(placed: Placed, links: LinkMap, readers: Sequence[Reader] = ()) -> Page:
    """Clean an article's HTML, recognise what it means, and write it as Markdown for its place.

    Raises:
        MediaWanted: a reader has yet to get some of its media.
    """
    article, path = placed.article, placed.path
    root = parse_html(f"<body>{article.html}").body
    assert root is not None  # it was written there
    body = Body(
        root,
        article.locale or "",
        article.title,
        anchors=links.linked.get(path, frozenset()),
        notices=list(article.notices),
    )
    clean(body)
    note_other_languages(body)
    recognise(body)
    relinked = relink(body, article, path, links)
    media = take_assets(body, article, path, readers_of(placed, readers))
    note_missing_alt(body)
    rewritten = {old: media.rewritten.get(new, new) for old, new in relinked.items()}
    rewritten = {**media.rewritten, **{old: new for old, new in rewritten.items() if old != new}}
    return Page(
        article=article,
        key=placed.key,
        path=path,
        body=tree_to_markdown(body.root),
        removed=tuple(body.removed),
        notices=tuple(body.notices),
        components=body.components,
        rewritten=rewritten,
        assets=media.assets,
        links=tuple(relinked),
        media=media.asked,
    )


def readers_of(placed: Placed, readers: Sequence[Reader]) -> tuple[Reader, ...]:
    """Return who is asked for the media of an article: first the folder that its export lies in."""
    return (ExportFolder(Path(placed.article.origin.file).parent), *readers)
