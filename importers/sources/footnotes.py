"""The notes of WordPress's block "Footnotes", kept in an export beside the text in the field `footnotes`.

Source: `render_block_core_footnotes` in WordPress's `wp-includes/blocks/footnotes.php`.
"""

from __future__ import annotations

import json
import re
from html import escape

_BLOCK = re.compile(r"<!-- wp:footnotes\b[^>]*/-->")


def add_footnotes(content: str, field: str) -> str:
    """Put the notes where their block stands in raw `content`; else at its end, so that none is lost.

    Args:
        content: a post as it is saved, with block comments.
        field: the post's field `footnotes`, JSON; what can't be read holds no notes.
    """
    notes = "".join(
        f'<li id="{escape(id_)}">{text} <a href="#{escape(id_)}-link">↩︎</a></li>'
        for id_, text in _read(field)
    )
    if not notes:
        return content
    block = f'<ol class="wp-block-footnotes">{notes}</ol>'
    written, count = _BLOCK.subn(lambda _: block, content, count=1)
    return written if count else f"{content}\n\n{block}"


def _read(field: str) -> list[tuple[str, str]]:
    """The id and the HTML of each note."""
    try:
        notes = json.loads(field or "[]")
    except ValueError:
        return []
    return [
        (str(note["id"]), str(note["content"]))
        for note in (notes if isinstance(notes, list) else [])
        if isinstance(note, dict) and note.get("id") and note.get("content")
    ]
