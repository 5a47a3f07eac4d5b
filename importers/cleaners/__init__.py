"""Cleaners: a builder's HTML into clean semantic HTML, the same whoever built the page.

One file per builder says what its classes mean, in the order of `CLEANERS`; `reader` reads the body
once with these meanings and `compose` writes it anew from an allow-list, so that no script, style,
event handler or unknown address can pass. What is visible and leaves is recorded in `Body.removed`.
"""

from __future__ import annotations

from ..body import Body
from . import (
    aria,
    avada,
    beaver,
    bold,
    bricks,
    brizy,
    divi,
    elementor,
    enfold,
    footnotes,
    gutenberg,
    hover,
    intercom,
    kadence,
    oxygen,
    plain,
    players,
    siteorigin,
    themify,
    wpbakery,
    zendesk,
)
from .markup import Markup
from .reader import Reader
from .rules import Cleaner
from .shortcodes import Vocabulary
from .writing.outline import shape
from .writing.tree import to_soup

CLEANERS: tuple[Cleaner, ...] = (
    # Help desks first: their bodies hold nothing else, and their classes are their own.
    intercom.CLEANER,
    zendesk.CLEANER,
    # Builders: a page may have several, one inside the other. Their classes don't overlap.
    themify.CLEANER,
    elementor.CLEANER,
    divi.CLEANER,
    wpbakery.CLEANER,
    beaver.CLEANER,
    avada.CLEANER,
    enfold.CLEANER,
    bricks.CLEANER,
    oxygen.CLEANER,
    brizy.CLEANER,
    bold.CLEANER,
    kadence.CLEANER,
    siteorigin.CLEANER,
    # Clean HTML, and classes so plain that many a theme has them.
    plain.CLEANER,
    # WordPress itself after the builders, which stand inside its blocks and reuse its classes.
    gutenberg.CLEANER,
    # What links to a note and back, whoever made it.
    footnotes.CLEANER,
    # What any theme may do, whoever built the page.
    hover.CLEANER,
    players.CLEANER,
    # What says its meaning by ARIA only: the accordions and tabs of every builder we don't know.
    aria.CLEANER,
)

SHORTCODES = Vocabulary.of_all(cleaner.shortcodes for cleaner in CLEANERS)


def clean(body: Body) -> None:
    """Rewrite `body` in clean HTML; its root is then a new element, and what left is in `body.removed`."""
    markup = Markup(body.root, body.anchors)
    for cleaner in CLEANERS:
        if cleaner.matches(markup):
            cleaner.clean(markup)
    page = Reader(body, markup, SHORTCODES).read()
    shape(body, page)
    body.root = to_soup(page.root)
