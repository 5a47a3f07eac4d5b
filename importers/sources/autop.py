"""WordPress's classic editor saves text without paragraphs: what a theme shows is made of its blank lines.

Raw post content in, HTML with `<p>` and `<br>` out, as `wpautop` and `shortcode_unautop` do
(https://developer.wordpress.org/reference/functions/wpautop/). Content made of blocks is left as it is.
"""

from __future__ import annotations

import re

BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|"
    "address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|"
    "details|menu|summary|iframe|video|audio|script"
)
_CONTAINERS = "div|blockquote|section|article|aside|header|footer|form"
"""Blocks whose text is in paragraphs too, where `wpautop` leaves half of one."""
_OPENING = re.compile(rf"(<(?:{BLOCKS})[\s/>])", re.IGNORECASE)
_CLOSING = re.compile(rf"(</(?:{BLOCKS})>)", re.IGNORECASE)
_CONTAINER_START = re.compile(rf"(<(?:{_CONTAINERS})(?:\s[^<>]*)?>)", re.IGNORECASE)
_CONTAINER_END = re.compile(rf"(</(?:{_CONTAINERS})>)", re.IGNORECASE)
_RULE = re.compile(r"(<hr\b[^<>]*>)", re.IGNORECASE)
_WHOLE = re.compile(r"<(pre|script|style|textarea)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""Elements in which a line feed is no layout."""
_TAG = re.compile(r"<[^<>]*>")
_BLANK = re.compile(r"\n\s*\n")
_AROUND_BLOCK = re.compile(rf"<p>\s*(</?(?:{BLOCKS})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_BEHIND_BLOCK = re.compile(rf"(</?(?:{BLOCKS})(?:\s[^<>]*)?/?>)\s*</p>", re.IGNORECASE)
_BREAK_AT_BLOCK = re.compile(rf"(</?(?:{BLOCKS})(?:\s[^<>]*)?/?>)\s*<br>", re.IGNORECASE)
_BREAK_BEFORE_BLOCK = re.compile(
    r"<br>(\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol|figcaption)[\s>])", re.IGNORECASE
)
_SHORTCODE_ALONE = re.compile(r"<p>\s*((?:\[/?[a-z][\w-]*[^\[\]]*\]\s*(?:<br>)?\s*)+)</p>", re.IGNORECASE)


def add_paragraphs(content: str) -> str:
    """Return raw post content as WordPress shows it; blocks say themselves what they are."""
    if "<!-- wp:" in content or not content.strip():
        return content
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"<pre \0{len(kept) - 1}\0></pre>"

    text = _WHOLE.sub(keep, content.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"<br\s*/?>\s*<br\s*/?>", "\n\n", text, flags=re.IGNORECASE)
    text = _OPENING.sub(r"\n\n\1", text)
    text = _CLOSING.sub(r"\1\n\n", text)
    text = _CONTAINER_END.sub(r"\n\n\1", _CONTAINER_START.sub(r"\1\n\n", text))
    text = _RULE.sub(r"\1\n\n", text)
    text = _TAG.sub(lambda tag: tag[0].replace("\n", " "), text)
    parts = [part.strip("\n") for part in _BLANK.split(text) if part.strip()]
    text = "\n".join(f"<p>{part}</p>" for part in parts)
    text = _AROUND_BLOCK.sub(r"\1", text)
    text = _BEHIND_BLOCK.sub(r"\1", text)
    text = _add_breaks(text)
    text = _SHORTCODE_ALONE.sub(lambda match: match[1].replace("<br>", ""), text)
    return re.sub(r"<pre \0(\d+)\0></pre>", lambda match: kept[int(match[1])], text).strip()


def _add_breaks(text: str) -> str:
    """Line feeds that are left inside a paragraph are its line breaks."""
    text = re.sub(r"<br\s*/?>\s*\n|(?<!</p>)(?<=\S)[ \t]*\n", "<br>\n", text, flags=re.IGNORECASE)
    text = re.sub(r"</p><br>", "</p>", text)
    text = _BREAK_AT_BLOCK.sub(r"\1", text)
    return _BREAK_BEFORE_BLOCK.sub(r"\1", text)
