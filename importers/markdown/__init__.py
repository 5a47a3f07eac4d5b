"""Clean HTML → Markdown that the site's Python-Markdown renders back to the same HTML.

Comes in: the vocabulary that the cleaners and components leave, or any other HTML. Goes out: Markdown as a
careful editor would write it, without a trailing blank, always the same for the same tree. Pure; never raises
because of what the HTML holds, and takes time linear in its size. What a site may not show (scripts, unsafe
addresses) is not written; text that looks like Markdown, HTML or an attribute list is escaped.

A paragraph has a line for each sentence, so that a pull request shows what changed.
`escape` knows text, `inline` paragraphs, `flow` the tree, `elements` is the table of what writes what.
"""

from __future__ import annotations

from bs4 import Tag

from ..body import parse_html
from .elements import WRITERS
from .flow import Scope, write_blocks


def html_to_markdown(html: str) -> str:
    """Convert a piece of HTML or a whole document. Ends in a newline, unless nothing shows."""
    return tree_to_markdown(parse_html(html))


def tree_to_markdown(root: Tag) -> str:
    """Convert the content of an element."""
    text = write_blocks(root.contents, Scope(WRITERS))
    return f"{text}\n" if text else ""
