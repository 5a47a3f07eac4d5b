"""Python-Markdown without work that most pages have no use for: the same HTML, sooner.

Besides inline Markdown (`inline.py`) and blocks that are plain (`paragraphs.py`): fenced code is looked for
where there is a fence, callouts, tables, attribute lists and escapes where there is a mark of one; a table of
contents in the text is made where the text asks for one; the order of processors, and which elements are
blocks, are found out once instead of for each line and element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.serializers import to_xhtml_string
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, STX, Registry

from .serialiser import serialise

T = TypeVar("T")
Test = Callable[[Element, str], bool]

FENCES = ("```", "~~~", STX)
"""What of fenced code is in a text: its fence, or what stands for code that has been found before."""

MARKS = {"admonition": "!!!", "details": "???", "tabbed": "==="}
"""Name of a parser of blocks whose content is indented → what their first line begins with."""

NEEDED = {"table": "|", "hashheader": "#", "quote": ">"}
"""Name of a parser of blocks → what there is in all of them."""

HEADING_TAGS = frozenset(f"{letter}{level}" for letter in "hH" for level in range(1, 7))


def quicken(md: Markdown) -> None:
    """Spare an instance the work; its extensions may still add to it."""
    for name in ("fenced_raw_block", "fenced_code_block"):
        fences: Any = md.preprocessors[name]
        fences.run = partial(_find_fences, fences.run)
    for name, mark in MARKS.items():
        parser: Any = md.parser.blockprocessors[name]
        parser.test = _only_marked(parser, parser.test, mark)
    for name, needed in NEEDED.items():
        parser = md.parser.blockprocessors[name]
        parser.test = partial(_only_holding, needed, parser.test)
    registries: tuple[Any, ...] = (md.parser.blockprocessors, md.treeprocessors, md.postprocessors)
    for registry in registries:
        if type(registry) is Registry:
            registry.__class__ = _QuickRegistry


def quicken_complete(md: Any) -> None:
    """Spare an instance the work that can be known with all extensions there."""
    md.is_block_level = cache(partial(type(md).is_block_level, md))
    if md.serializer is to_xhtml_string:
        md.serializer = serialise
    for processors in (md.preprocessors, md.treeprocessors):
        for name, (kind, quick) in QUICK.items():
            if name in processors and type(processors[name]) is kind:
                processors[name].__class__ = quick


def _find_fences(run: Callable[[list[str]], list[str]], lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    return run(lines) if any(fence in text for fence in FENCES) else lines


def _only_marked(parser: Any, test: Test, mark: str) -> Test:
    """A parser's test, for blocks that have its mark or may be inside of one that has."""

    def is_marked(parent: Element, block: str) -> bool:
        if mark in block or block.startswith(" ") or parser.current_sibling is not None:
            return test(parent, block)
        return False

    return is_marked


def _only_holding(needed: str, test: Test, parent: Element, block: str) -> bool:
    return needed in block and test(parent, block)


class _QuickRegistry(Registry[T]):
    """Processors by priority, in a list that is made anew only when one comes or goes."""

    _known: list[T] | None = None

    def __iter__(self) -> Iterator[T]:
        if self._known is None:
            self._known = list(super().__iter__())
        return iter(self._known)

    def register(self, item: T, name: str, priority: float) -> None:
        """Add a processor."""
        self._known = None
        super().register(item, name, priority)

    def deregister(self, name: str, strict: bool = True) -> None:
        """Remove one."""
        self._known = None
        super().deregister(name, strict)


class _QuickNormalize(NormalizeWhitespace):
    """Python-Markdown's own, for texts that aren't normal."""

    def run(self, lines: list[str]) -> list[str]:
        """Remove tabs, other line breaks, Markdown's own marks, and spaces in lines of nothing else."""
        text = "\n".join(lines)
        is_normal = not any(char in text for char in "\t\r" + STX + ETX) and not any(map(str.isspace, lines))
        return [*lines, "", ""] if is_normal else super().run(lines)


class _QuickAttributes(AttrListTreeprocessor):
    """Python-Markdown's own, for texts that have an attribute list."""

    def run(self, doc: Element) -> None:
        """Give elements their attributes."""
        if "{" in "".join(doc.itertext()):
            super().run(doc)


class _QuickUnescape(UnescapeTreeprocessor):
    """Python-Markdown's own, for texts that have an escaped character."""

    def unescape(self, text: str) -> str:
        """A text with its characters."""
        return super().unescape(text) if STX in text else text


class _Elements:
    """Some of a tree's elements, for who asks for all."""

    def __init__(self, elements: list[Element]) -> None:
        self.elements = elements

    def iter(self) -> Iterator[Element]:
        """They, in order."""
        return iter(self.elements)


class _QuickToc(TocTreeprocessor):
    """Python-Markdown's own, which makes a list of the headings even where no text has its marker.

    Of these only `Markdown.toc_tokens` is right then, which is what MkDocs reads, and not `Markdown.toc`.
    """

    def run(self, doc: Element) -> None:
        """Give headings ids, and the page its table of contents."""
        self._doc = doc
        self._is_asked = self.marker in "".join(doc.itertext())
        looked_at: Any = _Elements([each for each in doc.iter() if each.attrib or each.tag in HEADING_TAGS])
        super().run(looked_at)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """The list."""
        return super().build_toc_div(toc_list) if self._is_asked else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:  # noqa: ARG002 (it isn't all)
        """Put the list into the text."""
        if self._is_asked:
            super().replace_marker(self._doc, elem)


QUICK: dict[str, tuple[type, type]] = {
    "normalize_whitespace": (NormalizeWhitespace, _QuickNormalize),
    "attr_list": (AttrListTreeprocessor, _QuickAttributes),
    "toc": (TocTreeprocessor, _QuickToc),
    "unescape": (UnescapeTreeprocessor, _QuickUnescape),
}
"""Name of a processor → Python-Markdown's class, and the one that takes its place."""
