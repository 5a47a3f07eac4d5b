"""What Markdown has no form for, in the site's own syntax: callouts, questions, tabs, captions, footnotes …

Trees in, Markdown out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import PageElement

from .blocks import INDENT, indent
from .flow import SEPARATOR, Scope, read_run, write_blocks
from .inline import write_line, write_paragraph, write_pictures
from .pieces import Piece, attribute, footnote_name, read_embed

CALLOUTS = frozenset({"note", "tip", "important", "warning"})


def write_callout(tag: Tag, scope: Scope) -> str:
    """`!!! tip "Title"`; without a title the site writes the kind's word in the page's language."""
    kind = attribute(tag, "data-kind")
    title = _quoted(_write_title(tag))
    content = write_blocks(tag.contents, scope.inside())
    opening = " ".join(filter(None, ("!!!", kind if kind in CALLOUTS else "note", title)))
    return _titled(opening, content) if content or title else ""


def write_question(tag: Tag, scope: Scope) -> str:
    """`??? question "Title"`, or `???+` where it is open."""
    summary = _child(tag, "summary")
    title = write_line(read_run(summary.contents, scope)) if summary else ""
    content = write_blocks(_others(tag, summary), scope.inside(is_indented=bool(title)))
    sign = "???+" if "open" in tag.attrs else "???"
    title = re.sub(r"\A#{1,6} ", r"\\\g<0>", title)  # else it would be a heading in the title
    return _titled(f"{sign} question {_quoted(title)}", content) if title else content


def write_tabs(tag: Tag, scope: Scope) -> str:
    """`=== "Title"` for each tab; what stands beside the tabs comes before them."""
    tabs = [child for child in tag.contents if isinstance(child, Tag) and child.name == "section"]
    parts = [write_blocks(_others(tag, *tabs), scope)]
    for number, tab in enumerate(tabs, 1):
        title = _write_title(tab) or str(number)
        parts.append(_titled(f'=== "{title}"', write_blocks(tab.contents, scope.inside())))
    return "\n\n".join(filter(None, parts))


def write_footnotes(tag: Tag, scope: Scope) -> str:
    """`[^1]: Text` for each note."""
    notes = [child for child in tag.contents if isinstance(child, Tag) and footnote_name(child)]
    parts = [write_blocks(_others(tag, *notes), scope)]
    for note in notes:
        content = _behind_mark(write_blocks(note.contents, scope.inside()))
        parts.append(f"[^{footnote_name(note)}]: {indent(content)}" if content else "")
    return "\n\n".join(filter(None, parts))


def write_definitions(tag: Tag, scope: Scope) -> str:
    """Terms, each on a line, and `:   ` before what they mean."""
    written, last = "", ""
    for kind, child in _definitions(tag):
        if kind == "dt":
            text = write_paragraph(read_run(child.contents, scope)).replace("\n", " ")
            gap = "\n" if last == "dt" else "\n\n"
        else:
            content = write_blocks(child.contents, scope.inside(is_indented=bool(last)))
            text = f":   {indent(_behind_mark(content))}" if content and last else content
            gap = "\n\n" if child.find("p", recursive=False) or "\n\n" in content else "\n"
        if text:
            written += (gap if written else "") + text
            last = kind if last or kind == "dt" else ""
    return written


def _behind_mark(content: str) -> str:
    """Blocks as they stand behind the mark of a note or a meaning: a fence has a line to itself."""
    return f"{SEPARATOR}\n\n{content}" if re.match("(?:> )*```", content) else content


def _definitions(tag: Tag) -> Iterator[tuple[str, Tag]]:
    """The terms and meanings of a list, also grouped by a `div`; anything else is read as a meaning."""
    for child in tag.contents:
        if isinstance(child, Tag):
            inner = [one for one in child.contents if isinstance(one, Tag)]
            if child.name == "div" and inner and all(one.name in ("dt", "dd") for one in inner):
                yield from ((one.name, one) for one in inner)
            else:
                yield ("dt" if child.name == "dt" else "dd"), child


def write_figure(tag: Tag, scope: Scope) -> str:
    """What a figure shows, with its caption; pictures that stand together are a gallery."""
    caption = _child(tag, "figcaption")
    nodes = _others(tag, caption)
    content = write_pictures(read_run(nodes, scope)) or write_blocks(nodes, scope.inside(is_indented=False))
    return add_caption(content, caption, scope)


def add_caption(content: str, caption: Tag | None, scope: Scope) -> str:
    """A block with its caption under it."""
    text = write_blocks(caption.contents, scope.inside(is_indented=False)) if caption else ""
    if not content or not text:
        return content or text
    return f"{content}\n\n/// caption\n{text}\n///"


def write_embed(tag: Tag, scope: Scope) -> str:
    """A frame, a film or a sound, as a paragraph."""
    return write_paragraph([read_embed(tag)._replace(marks=scope.marks)])


def _child(tag: Tag, name: str) -> Tag | None:
    """The first child of that name."""
    found = tag.find(name, recursive=False)
    return found if isinstance(found, Tag) else None


def _others(tag: Tag, *excluded: Tag | None) -> list[PageElement]:
    """The children of an element but for some."""
    left_out = {id(child) for child in excluded}
    return [child for child in tag.contents if id(child) not in left_out]


def _titled(opening: str, content: str) -> str:
    """A line that opens a block, and its content indented."""
    return f"{opening}\n\n{INDENT}{indent(content)}" if content else opening


def _quoted(title: str) -> str:
    return f'"{title}"' if title else ""


def _write_title(tag: Tag) -> str:
    """The title that stands in an attribute, as inline Markdown."""
    return write_line([Piece(attribute(tag, "data-title"))])
