"""What the dialect doesn't try, since it can't match, changes nothing: the HTML is Python-Markdown's own."""

from __future__ import annotations

import re
from typing import Any, cast
from xml.etree.ElementTree import Comment, Element, SubElement, fromstring

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.serializers import to_xhtml_string
from markdown.treeprocessors import InlineProcessor
from mkdocs.structure import pages

from hooks import components
from hooks.components import HelpcentreExtension
from hooks.components.inline import NEEDED, QuickInlineProcessor
from hooks.components.remarks import Remark
from hooks.components.serialiser import serialise
from hooks.speed.instances import shared_instances

INLINE = (
    *"` `` \\ [ ] ![ ( ) < > & * ** *** _ __ ^ ~ : / { } # + - . ! | = ' \" ; @".split(),
    *"[^1] [a] [a][b] ![p](q.png) [l](m.md) <b> </b> <!-- --> <a@b.example> <https://c.example>".split(),
    *"&amp; &nbsp; &#160; \\* \\\\ **a** *b* _c_ `d` **e*f** { .g } support: ٤ 手順 ½ ² 1 \x02 \x03".split(),
    "  \n", "\n \n", "\t", "\r\n", " ", " word ", "Step 4: ",
)  # fmt: skip
STARTS = (
    "", "", " ", "  ", "    ", "        ", "- ", "* ", "1. ", "> ", ": ", "# ", "### ", "#", "!!! tip",
    "??? ", '??? question "q"', '=== "t"', "/// fees | f", "/// caption", "///", "```", "***", "---", "===",
    "| a | b |", "| - | - |", "[TOC]", "~~~", "[^1]: ", "[a]: ", "*[a]: ", "<div markdown>", "</div>", "<p>",
    "Term",
)  # fmt: skip

LINES = st.builds(
    lambda start, parts: start + "".join(parts), st.sampled_from(STARTS), st.lists(st.sampled_from(INLINE))
)
TEXTS = st.lists(st.builds(str.__add__, LINES, st.sampled_from(("\n", "\n\n"))), max_size=9).map("".join)


def make_plain(monkeypatch: pytest.MonkeyPatch) -> Markdown:
    """The dialect without what this is about."""
    with monkeypatch.context() as patch:
        patch.setattr(components, "quicken", lambda _md: None)
        patch.setattr(components, "quicken_complete", lambda _md: None)
        md = Markdown(extensions=[HelpcentreExtension()])
    md.treeprocessors.register(InlineProcessor(md), "inline", 20)
    for name in ("hc_paragraphs", "hc_headings"):
        md.parser.blockprocessors.deregister(name)
    return md


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
@example(text="A *b* [c](d.md) `e` \\* & &nbsp;f <i>g</i>  \nh ![i](j.png) [^1]\n\n[^1]: k **l** _m_\n")
@example(text="/// fees | A\n\nB\n\n| a | b |\n| - | - |\n| 1 EUR | c |\n\nD\n///\n\nE\n")
@example(text='!!! tip\n    a\n\nb\n\n    c\n\n- d\n\n    e\n\nf\n: g\n\n??? question "h"\n    i\n\nj\n===\n')
@example(text="# A\n\n[TOC]\n\n## B *c*\n\n- [TOC]\n")
@example(text="> ~~~\n> a\n> ~~~\n\n    ```\n    b\n    ```\n\n/// caption\n```c\nd\n```\n///\n")
def test_shortcuts_change_nothing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    made, plain = Markdown(extensions=[HelpcentreExtension()]), make_plain(monkeypatch)
    assert made.convert(text) == plain.convert(text)
    assert vars(made)["toc_tokens"] == vars(plain)["toc_tokens"]


DIALECT = "hooks.components"


def make_shared(*extensions: str | Extension, **options: object) -> Markdown:
    """An instance for a page, as MkDocs asks for it."""
    configs = {"helpcentre": options, DIALECT: options, "toc": {"permalink": True}}
    made: Markdown = vars(pages)["markdown"].Markdown(extensions=extensions, extension_configs=configs)
    return made


@settings(max_examples=300)
@given(st.lists(TEXTS, min_size=2, max_size=4))
@example(["[^1] a\n\n[^1]: b\n", "!!! tip\n    c\n", "    d\n\n[^1] `e`\n\n[^1]: f\n"])
@example(
    ["/// fees | A\n\nB", "B\n\n| a | b |\n| - | - |\n| 1 | 2 |\n", "- a\n\n    /// caption\n", "c\n///\n"]
)
@example(['=== "t"\n\n    ```py\n    a\n    ```\n', '=== "t"\n\n    # T\n', "# T\n\n# T\n"])
def test_an_instance_that_has_rendered_others_renders_as_a_new_one(texts: list[str]) -> None:
    with shared_instances():
        used = {id(make_shared(DIALECT, "toc", locale="fr")) for _ in texts}
        shared = [make_shared(DIALECT, "toc", locale="fr").convert(text) for text in texts]
    fresh = []
    for text in texts:
        with shared_instances():
            fresh.append(make_shared(DIALECT, "toc", locale="fr").convert(text))
    assert len(used) == 1
    assert shared == fresh


def test_pages_in_other_languages_and_with_remarks_have_an_instance_of_their_own() -> None:
    with shared_instances():
        one = make_shared(DIALECT, locale="fr")
        assert make_shared(DIALECT, locale="fr", remarks=(Remark(1, "p", "w", "h"),)) is not one
        assert make_shared(DIALECT, locale="de") is not one
        assert make_shared(DIALECT, locale="fr") is one


def test_with_an_extension_that_nobody_knows_each_page_has_an_instance_of_its_own() -> None:
    with shared_instances():
        one, other = (make_shared(DIALECT, _Others(), locale="fr") for _ in range(2))
    assert one is not other


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
    assert md.parser.blockprocessors["hc_headings"].test(Element("div"), "## Plain heading")
    assert isinstance(md.treeprocessors["toc"], TocTreeprocessor)
    assert type(md.treeprocessors["toc"]) is not TocTreeprocessor


UNUSUAL = {
    "a comment": "<div><p>a</p></div>",
    "an attribute without a value": '<details open="x"><p>a &amp; b</p></details>',
    "a script": "<div><script>a</script></div>",
    "capitals": "<DIV><BR /></DIV>",
    "what isn't empty where it should be": "<p><br>a<b>c</b></br>d</p>",
    "marks": '<p title="a &lt; &quot;b&quot; &amp;amp; c">&lt;a&gt; &amp;amp; &amp; "b"</p>',
    "a tail": "<p><b>a</b> &lt; c</p>",
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_any_tree_is_written_as_python_markdown_writes_it(name: str) -> None:
    root = fromstring(UNUSUAL[name])
    if name == "a comment":
        root.append(Comment("b"))
    if name == "an attribute without a value":
        root.attrib["open"] = cast(Any, None)
    if name == "a script":
        root[0].text = "1 < 2 && 3"
    assert serialise(root) == to_xhtml_string(root)


def test_a_tree_may_be_deep() -> None:
    root = leaf = Element("div")
    for _ in range(5000):
        leaf = SubElement(leaf, "div")
    assert serialise(root) == to_xhtml_string(root)


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
