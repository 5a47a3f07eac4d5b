"""The table of block elements. To add one: a function from its tree to Markdown, and a line here.

Inline elements have tables of their own, `MARKS` and `ATOMS` in `inline.py`.
"""

from __future__ import annotations

from ..reading import HEADINGS
from .blocks import write_code, write_heading, write_list, write_quote, write_rule
from .components import (
    write_callout,
    write_definitions,
    write_embed,
    write_figure,
    write_footnotes,
    write_question,
    write_tabs,
)
from .flow import EMBEDS, Writer
from .tables import write_table

WRITERS: dict[str, Writer] = {
    **dict.fromkeys(HEADINGS, write_heading),
    "hr": write_rule,
    "blockquote": write_quote,
    "pre": write_code,
    **dict.fromkeys(("ul", "ol"), write_list),
    "table": write_table,
    "dl": write_definitions,
    "figure": write_figure,
    "aside.callout": write_callout,
    "details": write_question,
    "div.tabs": write_tabs,
    "div.footnotes": write_footnotes,
    **dict.fromkeys(EMBEDS, write_embed),
}
"""Element, or element and class → what writes it. Those that only end a paragraph are `BOUNDARIES`."""
