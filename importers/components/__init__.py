"""Components: what a person means by clean HTML. Tree in, tree out; to add one, add a line below."""

from __future__ import annotations

from collections.abc import Callable

from ..body import Body
from .callouts import recognise_callouts
from .chrome import remove_chrome
from .faq import recognise_faq
from .flow import flows
from .lists import recognise_lists
from .steps import recognise_steps
from .tables import recognise_tables

COMPONENTS: tuple[Callable[[Body], None], ...] = (
    remove_chrome,  # first: a question such as "Still stuck?" is no FAQ, a list of anchors no list of steps
    recognise_tables,  # a table used for layout hides what it holds from all that follow
    recognise_faq,  # before callouts: Intercom's authors put whole FAQs into one
    recognise_callouts,  # before lists: a note between two steps belongs to the first of them
    recognise_lists,  # before steps: numbers that stand alone above headings make step headings
    recognise_steps,  # last: it levels and counts what all others left
)


MOST_BLOCKS = 5_000
"""Blocks beside each other in an article, at most; a book has fewer in a chapter.

Moving a block takes Beautiful Soup a time that grows with the number of its neighbours.
"""


def recognise(body: Body) -> None:
    """Find steps, callouts, FAQs and fee tables in a clean body; take out the remains of its page.

    Changes `body.root` in place, within the vocabulary of clean HTML, and raises nothing. What leaves
    is recorded in `body.removed`, what was recognised is counted in `body.components`.
    """
    if any(len(flow.contents) > MOST_BLOCKS for flow in flows(body.root)):
        body.notice(
            "too-long", "too long for an article: written as it is, without looking for steps or callouts"
        )
        return
    for component in COMPONENTS:
        component(body)
    body.root.smooth()
