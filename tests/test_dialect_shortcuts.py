"""What the dialect doesn't try, since it can't match, changes nothing: the HTML is Python-Markdown's own."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.treeprocessors import InlineProcessor

from hooks.components import HelpcentreExtension
from hooks.components.inline import NEEDED, QuickInlineProcessor

INLINE = (
    *"` `` \\ [ ] ![ ( ) < > & * ** *** _ __ ^ ~ : / { } # + - . ! | = ' \" ; @".split(),
    *"[^1] [a] [a][b] ![p](q.png) [l](m.md) <b> </b> <!-- --> <a@b.example> <https://c.example>".split(),
    *"&amp; &nbsp; &#160; \\* \\\\ **a** *b* _c_ `d` **e*f** { .g } support: ٤ 手順 ½ ² 1 \x02 \x03".split(),
    "  \n", " ", " word ", "Step 4: ",
)  # fmt: skip
STARTS = (
    "", "", " ", "  ", "    ", "        ", "- ", "* ", "1. ", "> ", ": ", "# ", "### ", "#", "!!! tip",
    "??? ", '??? question "q"', '=== "t"', "/// fees | f", "/// caption", "///", "```", "***", "---", "===",
    "| a | b |", "| - | - |", "[^1]: ", "[a]: ", "*[a]: ", "<div markdown>", "</div>", "<p>", "Term",
)  # fmt: skip

LINES = st.builds(
    lambda start, parts: start + "".join(parts), st.sampled_from(STARTS), st.lists(st.sampled_from(INLINE))
)
TEXTS = st.lists(st.builds(str.__add__, LINES, st.sampled_from(("\n", "\n\n"))), max_size=9).map("".join)


def make_plain() -> Markdown:
    """The dialect without what this is about."""
    md = Markdown(extensions=[HelpcentreExtension()])
    md.treeprocessors.register(InlineProcessor(md), "inline", 20)
    md.parser.blockprocessors.deregister("hc_paragraphs")
    return md


@settings(max_examples=400)
@given(TEXTS)
@example("A *b* [c](d.md) `e` \\* & &nbsp;f <i>g</i>  \nh ![i](j.png) [^1]\n\n[^1]: k **l** _m_\n")
@example("/// fees | A\n\nB\n\n| a | b |\n| - | - |\n| 1 EUR | c |\n\nD\n///\n\nE\n")
@example('!!! tip\n    a\n\nb\n\n    c\n\n- d\n\n    e\n\nf\n: g\n\n??? question "h"\n    i\n\nj\n===\n')
def test_shortcuts_change_nothing(text: str) -> None:
    assert Markdown(extensions=[HelpcentreExtension()]).convert(text) == make_plain().convert(text)


@pytest.mark.parametrize("regex", NEEDED)
def test_what_a_pattern_needs_is_in_the_dialect(regex: str) -> None:
    md = Markdown(extensions=[HelpcentreExtension()])
    assert regex in {pattern.getCompiledRegExp().pattern for pattern in md.inlinePatterns}


def test_all_of_the_dialect_is_known() -> None:
    md = Markdown(extensions=[HelpcentreExtension()])
    assert isinstance(md.treeprocessors["inline"], QuickInlineProcessor)
    assert hasattr(InlineProcessor, "_InlineProcessor__handleInline")  # else ours is never called
    assert {pattern.getCompiledRegExp().pattern for pattern in md.inlinePatterns} == set(NEEDED)
    assert md.parser.blockprocessors["hc_paragraphs"].test(Element("div"), "Plain text.\nMore of it.")


class _Others(Extension):
    """An extension whose inline pattern and blocks begin with letters, like ordinary text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.inlinePatterns.register(_Shout("loud", md), "shout", 65)
        md.parser.blockprocessors.register(_Aside(md.parser), "aside", 45)


class _Shout(InlinePattern):
    def handleMatch(self, m: re.Match[str], _data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        element = Element("big")
        element.text = "*l*oud"
        return element, m.start(), m.end()


class _Aside(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return block.startswith("Aside ")

    def run(self, parent: Element, blocks: list[str]) -> None:
        self.parser.parseBlocks(parent, [f"# {blocks.pop(0)}"])


@pytest.mark.parametrize(
    "extensions", [[HelpcentreExtension(), _Others()], [_Others(), HelpcentreExtension()]]
)
def test_what_other_extensions_add_is_always_tried(extensions: list[Extension]) -> None:
    html = Markdown(extensions=extensions).convert("So loud\n\nAside it is")
    assert "So <big><em>l</em>oud</big>" in html
    assert "Aside it is</h1>" in html
