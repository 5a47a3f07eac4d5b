"""Plain text as Markdown that shows the same text: escapes by position, where Python-Markdown would act.

Text in, text out. A character is escaped only where it would begin or end something in the site's dialect,
since editors read the result: `5 * 3`, `snake_case` and `C:\\Users` stay as they are. What has no backslash
escape in Python-Markdown (`<`, `&`, `:`, `=`, `?`, `~`) becomes a character reference.
Sources: Python-Markdown's `inlinepatterns.py` and `blockprocessors.py`, and those of each extension.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!|/")
"""What a backslash escapes: `Markdown.ESCAPED_CHARS`, the pipe of tables, the slash of pymdownx's blocks."""
BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!|/]|\Z)")
"""A backslash that would escape what follows it."""

MANY = 50
"""Brackets in a paragraph; Python-Markdown looks for the end of each one that isn't escaped."""
EDGE = "\x00"
"""Stands for the end of the text, or for markup beside it."""

_SPECIAL = re.compile(r"_+|[\\`*\[\]<&{|]")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z0-9]+;)")
_MAIL = re.compile(r"<[^>\s]{0,300}@")
"""What may become an address of mail; a sign in between may be escaped itself."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class Text(NamedTuple):
    """What has to be known about a whole paragraph to escape a piece of it."""

    ticks: bool
    """Whether a backtick may pair with another; in a table, with one in any cell of the row."""
    stars: bool
    lines: bool
    """Whether an underscore may pair with another."""
    links: bool
    """Whether brackets may make a link or a footnote."""
    braces: bool
    """Whether a brace right behind markup may begin an attribute list."""
    in_cell: bool = False


def survey(
    text: str, *, has_code: bool, has_emphasis: bool, in_cell: bool = False, is_part: bool = False
) -> Text:
    """Look over the plain text of a paragraph, or of a part of one; in it markup counts as `EDGE`."""
    return Text(
        ticks=has_code or in_cell or is_part or text.count("`") > 1,
        stars=has_emphasis or is_part or text.count("*") > 1,
        lines=has_emphasis or is_part or text.count("_") > 1,
        links=is_part or "](" in text or "[^" in text or text.count("[") > MANY,
        braces=is_part or "}" in text,
        in_cell=in_cell,
    )


def strip_controls(text: str) -> str:
    """Take out what no HTML document may hold and Python-Markdown uses as marks of its own."""
    return _CONTROL.sub("", text)


def escape_text(
    text: str, whole: Text, before: str = EDGE, after: str = EDGE, *, in_link: bool = False
) -> str:
    """Escape a piece of text that stands between the characters `before` and `after`.

    `before` is "" at the start of a paragraph and a line break after one, `after` is "" at its end.
    """
    if not _SPECIAL.search(text):
        return text
    last_brace = text.rfind("}")
    ends_in_brace = not text[last_brace + 1 :].strip()
    brackets = whole.links or (in_link and not is_balanced(text, "[]"))

    def escape(match: re.Match[str]) -> str:
        signs, start, end = match[0], match.start(), match.end()
        left = text[start - 1] if start else before
        right = text[end] if end < len(text) else after
        if needs_escape(signs[0], start, left, right):
            if signs == "]" and right == ":":  # a backslash would leave what looks like a reference
                return "&#93;"
            return ENTITIES.get(signs) or "".join(f"\\{sign}" for sign in signs)
        return signs

    def needs_escape(sign: str, index: int, left: str, right: str) -> bool:
        needed = {
            "\\": right in ESCAPABLE or right in (EDGE, "<", "&"),
            "`": whole.ticks,
            "*": whole.stars and not (_is_space(left) and _is_space(right)),
            "_": whole.lines and not _is_harmless_line(left, right),
            "[": brackets,
            "]": brackets and in_link,
            "<": right == EDGE or right.isalpha() or right in "/!?" or bool(_MAIL.match(text, index)),
            "&": right == "#" or bool(_ENTITY.match(text, index)),
            "{": (whole.braces and index == 0 and left != "")
            or (index < last_brace and ends_in_brace and left.isspace()),
            "|": whole.in_cell,
        }
        return needed[sign]

    return _SPECIAL.sub(escape, text)


ENTITIES = {"<": "&lt;", "&": "&amp;"}


def _is_space(char: str) -> bool:
    return not char or char.isspace()


def is_balanced(text: str, pair: str) -> bool:
    """Whether brackets of one kind, such as `[]`, open and close in turn."""
    depth = 0
    for char in re.findall(f"[{re.escape(pair)}]", text):
        depth += 1 if char == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0


def _is_harmless_line(left: str, right: str) -> bool:
    """Whether underscores between these characters join two words, or stand free: neither begins emphasis."""
    joins = left != EDGE and left.isalnum() and right.isalnum()
    return joins or (_is_space(left) and _is_space(right))


def escape_attribute(text: str) -> str:
    """Escape plain text for an image's description or a link's title, which become attributes."""
    text = re.sub(r"&(?=#|\w+;)", "&amp;", BACKSLASH.sub(r"\\\\", text).replace("`", "\\`"))
    if "](" in text or "[^" in text or not is_balanced(text, "[]"):
        text = re.sub(r"([\[\]])", r"\\\1", text)
    return re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)


# --- the start of a line ---------------------------------------------------------------------------

_LINE_START = re.compile(
    r"""(?mx)^(?:
      (?P<back> \#{1,6}(?=[ ]) | [-+*](?=[ ]) | > | !!![ ]?(?=[\w-]) | \[(?=[^\[\]]*\]:)
            | /(?=/{2,}[ ]*(?:[\w-]|$))
            | (?=([-_*])(?:[ ]{0,2}\2){2,}[ ]*$) . | -(?=-*[ ]*$) | [|:-](?=[-:|][-:|\ ]*$))
    | (?P<number> \d+)\.(?=[ ])
    | (?P<entity> :(?=[ ]) | =(?==*[ ]*$) | =(?===[+!]*[ ]+") | \?(?=\?\?) | ~(?=~~))
    )"""
)


def escape_line_starts(markdown: str) -> str:
    """Escape what would make a line a heading, a list, a quote … in finished inline Markdown."""
    return _LINE_START.sub(_escape_start, markdown)


def _escape_start(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}\\."
    if match["entity"]:
        return f"&#{ord(match['entity'])};"
    return "\\" + match[0]
