"""Intercom's blocks, from which its public pages are drawn, as the HTML that its API answers for them.

Blocks in, HTML out, which the cleaner for Intercom reads. Their texts are HTML already. Seen in pages; there
is no published description.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

Block = Mapping[str, Any]


class UnknownBlockError(Exception):
    """A block of a kind that isn't known here; the page must be read as it was drawn."""


def blocks_to_html(blocks: Sequence[Any]) -> str:
    """Write blocks as HTML.

    Raises:
        UnknownBlockError: one of them is of no known kind, or lacks what makes it up.
    """
    return "\n".join(_write(block) for block in blocks)


def _write(block: Any) -> str:
    if not isinstance(block, dict):
        raise UnknownBlockError
    writer = WRITERS.get(str(block.get("type")))
    if writer is None:
        raise UnknownBlockError
    return writer(block)


def _paragraph(block: Block) -> str:
    return f'<p class="no-margin">{_text(block)}</p>'


def _heading(level: int) -> Callable[[Block], str]:
    def write(block: Block) -> str:
        anchor = block.get("idAttribute")
        attribute = f' id="{escape(str(anchor))}"' if anchor else ""
        return f"<h{level}{attribute}>{_text(block)}</h{level}>"

    return write


def _list_of(name: str) -> Callable[[Block], str]:
    def write(block: Block) -> str:
        items = [item if isinstance(item, dict) else {"text": str(item)} for item in _several(block, "items")]
        inner = "".join(f"<li>{_inside(item) if 'content' in item else _text(item)}</li>" for item in items)
        return f"<{name}>{inner}</{name}>"

    return write


def _callout(block: Block) -> str:
    style = block.get("style")
    colours = style if isinstance(style, dict) else {}
    look = "; ".join(
        f"{name}: {colours[key]}"
        for name, key in (("background-color", "backgroundColor"), ("border-color", "borderColor"))
        if colours.get(key)
    )
    attribute = f' style="{escape(look)}"' if look else ""
    return f'<div class="intercom-interblocks-callout"{attribute}>{_inside(block)}</div>'


def _image(block: Block) -> str:
    size = "".join(
        f' {name}="{block[name]}"' for name in ("width", "height") if isinstance(block.get(name), int)
    )
    alt = escape(str(block.get("alt") or block.get("altText") or ""))
    picture = f'<img src="{_address(block, "url")}" alt="{alt}"{size}>'
    link = block.get("linkUrl") or block.get("link_url")
    if link:
        picture = f'<a href="{escape(str(link))}">{picture}</a>'
    return f'<div class="intercom-container">{picture}</div>'


def _code(block: Block) -> str:
    language = block.get("language")
    name = f' class="language-{escape(str(language))}"' if language else ""
    return f"<pre><code{name}>{_text(block)}</code></pre>"


def _quote(block: Block) -> str:
    return f"<blockquote>{_inside(block) if 'content' in block else _text(block)}</blockquote>"


def _table(block: Block) -> str:
    rows = []
    for row in _several(block, "rows"):
        cells = row.get("cells") if isinstance(row, dict) else row
        if not isinstance(cells, list):
            raise UnknownBlockError
        rows.append("".join(f"<td>{_cell(cell)}</td>" for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="intercom-interblocks-table-container"><table><tbody>{body}</tbody></table></div>'


def _cell(cell: Any) -> str:
    return blocks_to_html(cell) if isinstance(cell, list) else _inside(cell)


def _button(block: Block) -> str:
    return f'<p><a class="intercom-h2b-button" href="{_address(block, "linkUrl")}">{_text(block)}</a></p>'


def _section(block: Block) -> str:
    """A collapsible section."""
    summary = block.get("summary")
    title = _text(summary) if isinstance(summary, dict) else str(summary or block.get("title") or "")
    inner = _inside(block)
    return (
        f'<details><summary>{title}</summary><div class="collapsible-section-content">{inner}</div></details>'
    )


def _inside(block: Any) -> str:
    return blocks_to_html(_several(block, "content"))


def _several(block: Any, name: str) -> list[Any]:
    value = block.get(name) if isinstance(block, dict) else None
    if not isinstance(value, list):
        raise UnknownBlockError
    return value


def _text(block: Block) -> str:
    text = block.get("text", "")
    if not isinstance(text, str):
        raise UnknownBlockError
    return text


def _address(block: Block, name: str) -> str:
    if not isinstance(block.get(name), str):
        raise UnknownBlockError
    return escape(str(block[name]))


WRITERS: Mapping[str, Callable[[Block], str]] = {
    "paragraph": _paragraph,
    "heading": _heading(1),
    "subheading": _heading(2),
    "subheading3": _heading(3),
    "subheading4": _heading(4),
    "callout": _callout,
    "orderedNestedList": _list_of("ol"),
    "unorderedNestedList": _list_of("ul"),
    "orderedList": _list_of("ol"),
    "unorderedList": _list_of("ul"),
    "image": _image,
    "code": _code,
    "quote": _quote,
    "table": _table,
    "button": _button,
    "collapsibleSection": _section,
    "horizontalRule": lambda _: "<hr>",
}
