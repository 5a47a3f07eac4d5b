"""Code blocks: their text as it stands, and their language. Text that is only set like one is text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bs4 import Tag
from bs4.element import NavigableString

from ..body import describe
from ..model import Removal
from . import blocks, links
from .translation import Exit, Translation
from .writing.tree import Node

_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*)([\w+#-]+)")
_NO_LANGUAGES = frozenset({"auto", "none", "plain", "plaintext", "text", "generic", "raw"})


def _read(translation: Translation, tag: Tag) -> Exit | None:
    """A listing; one with a link in it and no `code` is text, since only there a link can stay."""
    targets = [address for link in tag.find_all("a") if (address := links.address_of(link))]
    if tag.find("code") is None and not all(map(links.is_dead, targets)):
        return _text(translation)
    _code(translation, tag, targets)
    return None


def _text(translation: Translation) -> Exit:
    """A paragraph, whose lines end where they do."""
    end = blocks.line(translation, "p")
    translation.preformatted += 1

    def leave() -> None:
        translation.preformatted -= 1
        end()

    return leave


def _code(translation: Translation, tag: Tag, targets: Sequence[str]) -> None:
    if targets:
        reason = "links inside a code block"
        translation.body.removed.append(Removal("links", describe(tag), reason, "", links=tuple(targets)))
    parts = [
        "\n" if isinstance(node, Tag) else str(node)
        for node in tag.descendants
        if type(node) is NavigableString or (isinstance(node, Tag) and node.name == "br")
    ]
    code = "".join(parts).replace("\r\n", "\n").replace("\u200b", "").strip("\n").rstrip()
    if code:
        language = _language(tag)
        attrs = {"class": f"language-{language}"} if language else {}
        translation.out.block(Node("pre", children=[Node("code", attrs, [code])]))


def _language(tag: Tag) -> str:
    """The language of a code block, by the habits of Prism, highlight.js, SyntaxHighlighter and Enlighter."""
    for each in (tag.find("code"), tag):
        if not isinstance(each, Tag):
            continue
        names = ("data-language", "data-lang", "data-enlighter-language")
        named = next((str(each.attrs[name]) for name in names if each.attrs.get(name)), "")
        found = _LANGUAGE.search(" ".join(map(str, each.get_attribute_list("class"))))
        language = re.sub(r"[^\w+#-]", "", named or (found[1] if found else "")).lower()
        if language:
            return "" if language in _NO_LANGUAGES else language
    return ""


READERS: dict[str, Callable[[Translation, Tag], Exit | None]] = dict.fromkeys(
    ("pre", "listing", "xmp"), _read
)
