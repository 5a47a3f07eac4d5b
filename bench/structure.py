"""Two pieces of HTML compared by structure: tags, attributes and text, not the way they are laid out.

The site's dialect gives what it renders classes, ids and wrappers (`div.hc-steps`, a gallery's `div`): they
don't count, nor does white space between blocks or pictures, nor whether what stands alone in a block is
a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

KEPT = frozenset("href src alt title start value colspan rowspan width height open dir".split())
UNWRAPPED = frozenset("html body p div span section main thead tbody tfoot".split())
BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table tr td th hr dl dt dd figure figcaption details summary"
    " aside caption br".split()
)
INLINE = frozenset(
    "a strong em code del ins mark sub sup kbd img iframe video audio b i s u small q abbr cite samp"
    " var strike tt bdi bdo".split()
)
VOID = frozenset({"img", "br", "hr"})
KNOWN = BLOCKS | INLINE
"""Elements that count; others, such as `<foo>`, are none of HTML's."""
SYNONYMS = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code"}
DROPPED = frozenset("script style input label head".split())
BREAK = "¶"


def structure(html: str) -> list[str]:
    """A list that is equal for HTML of equal structure."""
    tokens: list[str] = []
    _walk(BeautifulSoup(html, "lxml"), tokens)
    return _tidy(tokens)


def _walk(root: Tag, tokens: list[str]) -> None:
    """List the tags and texts below `root` in order, without recursion."""
    stack: list[object] = list(reversed(root.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            tokens.append(node)
        elif isinstance(node, Tag):
            start, end = _tags(node)
            if start is None:
                continue
            tokens += start
            if node.name == "pre":
                tokens += ["=" + _code(node).rstrip("\n"), *end]
            else:
                stack += [*reversed(end), *reversed(node.contents)]
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            tokens.append("=" + re.sub(r"[ \t\n\r\f]+", " ", node))


def _code(pre: Tag) -> str:
    """The text of a code block, in which a `br` ends a line."""
    return "".join(
        str(one) if isinstance(one, NavigableString) else "\n" * (isinstance(one, Tag) and one.name == "br")
        for one in pre.descendants
    )


def _tags(tag: Tag) -> tuple[list[str] | None, list[str]]:
    """The tokens before and after an element's content; None to leave it out."""
    if tag.name in DROPPED or "admonition-title" in tag.get_attribute_list("class"):
        return None, []
    if "hc-gallery" in tag.get_attribute_list("class"):
        return [BREAK], [BREAK]
    if tag.name in UNWRAPPED:
        return ([BREAK], [BREAK]) if tag.name in ("div", "p") else ([], [])
    if tag.name not in KNOWN:
        return [], []
    name = SYNONYMS.get(tag.name, tag.name)
    kept = sorted((key, _value(key, str(value))) for key, value in tag.attrs.items() if key in KEPT)
    attributes = "".join(f' {key}="{value}"' for key, value in kept if value or key != "alt")
    return [f"<{name}{attributes}>"], [] if name in VOID else [f"</{name}>"]


def _value(name: str, value: str) -> str:
    """An attribute's value as a browser reads it."""
    if name == "open":
        return ""
    if name in ("href", "src"):
        return re.sub(r"[\t\n\r]", "", value.strip()).replace(" ", "%20")
    return " ".join(value.split())


def _tidy(tokens: list[str]) -> list[str]:
    """Without what doesn't show: space beside blocks or inside the edge of a mark, empty and split marks."""
    kept: list[str] = []
    for token in filter(None, _split_spaces(tokens)):
        if token == " ":
            _add_space(kept)
        elif token == BREAK or _is_block(token):
            _add_block(kept, token)
        elif token.startswith("="):
            _add_text(kept, token)
        else:
            _add_mark(kept, token)
    while kept and kept[-1] in (" ", BREAK):
        kept.pop()
    around = zip(["", *kept], kept, [*kept[1:], ""], strict=False)
    return [
        token for last, token, following in around if not (token == " " and _are_pictures(last, following))
    ]


def _are_pictures(*tokens: str) -> bool:
    return all(token.startswith("<img") for token in tokens)


def _add_block(kept: list[str], token: str) -> None:
    """Add a block's tag, or the edge of a paragraph, with no space before it."""
    while kept and kept[-1] in (" ", BREAK):
        kept.pop()
    if token != BREAK or (kept and not _is_block(kept[-1])):
        kept.append(token)


def _add_text(kept: list[str], token: str) -> None:
    """Add a text to the one before it, if there is one."""
    if kept[-1:] == [" "] and kept[-2:-1] and kept[-2].startswith("="):
        kept[-2:] = [f"{kept[-2]} {token[1:]}"]
    elif kept and kept[-1].startswith("="):
        kept[-1] += token[1:]
    else:
        kept.append(token)


def _add_mark(kept: list[str], token: str) -> None:
    """Add an inline tag, unless the mark only goes on, or is empty."""
    last = kept[-1] if kept else ""
    if _is_mark(token) and token == last.replace("</", "<"):
        kept.pop()
    elif _is_mark(token) and kept[-2:] == [token.replace("<", "</"), " "]:
        kept[-2:] = [" "]
    elif _is_mark(token) and last.startswith("<") and token == last.replace("<", "</"):
        kept.pop()
    elif token.startswith("</") and last == " ":
        kept[-1:] = [token, " "]
    else:
        kept.append(token)


def _split_spaces(tokens: list[str]) -> Iterator[str]:
    """Spaces at the edges of texts as tokens of their own; code blocks stay whole."""
    joined: list[str] = []
    for token in tokens:
        if token.startswith("=") and joined and joined[-1].startswith("="):
            joined[-1] += token[1:]
        else:
            joined.append(token)
    for last, token in pairwise(["", *joined]):
        if token.startswith("=") and not last.startswith("<pre"):
            text = re.sub(" +", " ", token[1:])
            yield " " * text.startswith(" ")
            yield f"={text.strip(' ')}" if text.strip(" ") else ""
            yield " " * text.endswith(" ")
        else:
            yield token


def _add_space(kept: list[str]) -> None:
    """Put a space before the marks that have just begun, unless there is one or a block begins."""
    index = len(kept)
    while index and _is_opening(kept[index - 1]):
        index -= 1
    if index and kept[index - 1] not in (" ", BREAK) and not _is_block(kept[index - 1]):
        kept.insert(index, " ")


def _is_opening(token: str) -> bool:
    return _name(token) in INLINE and not token.startswith("</") and _name(token) not in VOID


def _is_mark(token: str) -> bool:
    return _name(token) in INLINE - VOID - {"a"}


def _name(token: str) -> str:
    match = re.match(r"</?(\w+)", token)
    return match[1] if match else ""


def _is_block(token: str) -> bool:
    return token == BREAK or _name(token) in BLOCKS
