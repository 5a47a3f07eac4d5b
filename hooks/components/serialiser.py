"""The tree of a page as XHTML: what Python-Markdown's serializer gives, sooner.

That one is ready for comments, qualified names and attributes without a value at each element, and keeps a
stack of its own. Ours leaves to it a tree that has any of them, or is too deep.
"""

from __future__ import annotations

from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.extensions.toc import escape_cdata
from markdown.serializers import to_xhtml_string

RAW = frozenset({"script", "style"})
"""Elements whose text isn't escaped."""

QUOTE = '"'


class _UnusualError(Exception):
    """Something that only Python-Markdown's serializer knows."""


def serialise(element: Element) -> str:
    """An element, with what is in it and the text that follows it, as XHTML."""
    try:
        return _write(element)
    except (_UnusualError, RecursionError):
        return to_xhtml_string(element)


def _write(element: Element) -> str:
    tag, text, tail = element.tag, element.text, element.tail
    if not isinstance(tag, str) or not tag.islower() or tag in RAW:
        raise _UnusualError
    attributes = _write_attributes(element.attrib) if element.attrib else ""
    after = _escape(tail) if tail else ""
    if tag in HTML_EMPTY:
        return f"<{tag}{attributes} />{after}"
    inside = _escape(text) if text else ""
    if len(element):
        inside += "".join(map(_write, element))
    return f"<{tag}{attributes}>{inside}</{tag}>{after}"


def _write_attributes(attributes: dict[str, str]) -> str:
    """Attributes in the order of their names, with a space before each."""
    written = ""
    for name in sorted(attributes) if len(attributes) > 1 else attributes:
        value = attributes[name]
        if not isinstance(name, str) or not isinstance(value, str):
            raise _UnusualError
        written += f' {name}="{_escape(value).replace(QUOTE, "&quot;")}"'
    return written


def _escape(text: str) -> str:
    return escape_cdata(text) if "&" in text or "<" in text or ">" in text else text
