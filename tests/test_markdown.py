"""The Markdown writer: what it writes for each element, and that the site renders the same HTML from it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from bench.structure import structure
from importers.markdown import html_to_markdown, tree_to_markdown
from importers.markdown.elements import WRITERS
from importers.markdown.pieces import ATOMS, MARKS

CASES = sorted((Path(__file__).parent / "cases" / "markdown").iterdir())
COMPONENTS = {
    "callouts",
    "questions",
    "tabs",
    "fees",
    "embeds",
    "footnotes",
    "captions",
    "support",
    "lists-mended",
}
"""Cases whose rendered HTML is another than the clean HTML: the dialect's own tests look at it."""


@cache
def dialect() -> Markdown:
    return Markdown(extensions=["helpcentre"])


def render(markdown: str) -> str:
    return str(dialect().reset().convert(markdown))


def as_clean(rendered: str) -> str:
    """Rendered HTML in the form that comes in: what the dialect says with classes said with attributes."""
    html = rendered.replace('class="language-text highlight"', "")
    for name, align in (("hc-start", "left"), ("hc-center", "center"), ("hc-end", "right")):
        html = html.replace(f'class="{name}"', f'align="{align}"')
    return re.sub(r'(<h\d) id="[^"]*"', r"\1", html)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
class TestCases:
    def test_writes_the_expected_markdown(self, case: Path) -> None:
        html = (case / "input.html").read_text(encoding="utf-8")
        assert html_to_markdown(html) == (case / "expected.md").read_text(encoding="utf-8")

    def test_renders_back_to_the_same_html(self, case: Path) -> None:
        if case.name in COMPONENTS:
            assert render((case / "expected.md").read_text(encoding="utf-8"))
            return
        html = (case / "input.html").read_text(encoding="utf-8")
        assert structure(render(html_to_markdown(html))) == structure(html)

    def test_leaves_no_trailing_blank(self, case: Path) -> None:
        markdown = (case / "expected.md").read_text(encoding="utf-8")
        assert markdown.endswith("\n")
        assert not re.search(r"[ \t]$|\n\n\n", markdown, re.MULTILINE)


def test_every_element_has_a_case() -> None:
    seen = BeautifulSoup("".join((case / "input.html").read_text(encoding="utf-8") for case in CASES), "lxml")
    missing = [kind for kind in {*WRITERS, *MARKS, *ATOMS} if not seen.select(kind)]
    assert not missing


PLAIN = (
    "5 * 3 = 15", "snake_case and __ alone", "C:\\Users\\Lumen", "a < b > c & d", "AT&T", "[brackets]",
    "50 %", "{{ page.title }}", "--8<-- \"file.md\"", ":smile:", "$x$", "~~no~~", "==no==", "a | b",
    "it's \"quoted\"", "#hashtag", "-dash", "+1", "1.5 kg", "(c)", "* alone", "www.lumen.example",
    "!important", "a^b^", "*[HTML]: x",
)  # fmt: skip
"""Texts in which nothing needs an escape."""

DANGEROUS = (
    "# no heading", "- no item", "+ no item", "* no item", "1. no item", "2024. A year", "> no quote",
    "---", "***", "_ _ _", "*no emphasis*", "_no emphasis_", "**no**", "`no code`", "[no](link)",
    "![no](image)", "<b>no tag</b>", "&amp; stays", "&copy; stays", "\\* stays", "\\\\", "!!! note",
    '!!! tip "Title"', '??? question "No"', '=== "No tab"', "/// caption", "///", ": no meaning",
    "``` no fence", "~~~ no fence", "[^1]", "[^1]: no note", "[no]: reference", "{: .no }", "text {: .no }",
    "text { .no }", "<!-- no comment -->", "<https://lumen.example>", "<me@lumen.example>", "ends in \\",
    "<", "</p>", "[", "](", "***bold*** and `", "|---|", "===", "<scr<b></b>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "&#60;script&#62;", "x{ onclick=alert(1) }",
    "a\x02b\x03c", "klzzwxh:0001", "`` ` ``", "a`b", "\\`", "![", "!", "x\\_y_", "*", "_", "**",
)  # fmt: skip
"""Texts that Python-Markdown or the dialect would read as markup."""


def as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_has_no_escape(text: str) -> None:
    assert html_to_markdown(f"<p>{as_html(text)}</p>") == (f"{text}\n" if text[:2] != "* " else f"\\{text}\n")


FRAMES = (
    "<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<ul><li><p>{}</p></li><li>x</li></ul>",
    "<table><tr><th>{}</th></tr><tr><td>{}</td></tr></table>", "<blockquote><p>{}</p></blockquote>",
    "<p>a<br>{}</p>", "<p><strong>{}</strong></p>", "<p><a href='x'>{}</a></p>", "<p>a<em>b</em>{}</p>",
    "<p>{}<em>b</em></p>", "<p>{}<code>x</code></p>", "<p><code>{}</code></p>",
    "<pre><code>{}</code></pre>", "<dl><dt>{}</dt><dd>{}</dd></dl>", "<p><a href='x'>a</a>{}</p>",
    "<p>{}<a href='x'>a</a></p>", "<p>a {}</p><p>b</p>", "<p><kbd>{}</kbd></p>",
    "<p><img src='x' alt='a'>{}</p>", "<p>Ends. {}</p>", "<p>{}<img src='x' alt='a'></p>",
)  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text(text: str, frame: str) -> None:
    html = frame.replace("{}", as_html(text).replace("\x02", "").replace("\x03", ""))
    assert structure(render(html_to_markdown(frame.replace("{}", as_html(text))))) == structure(html)


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("name", ["alt", "title", "src", "href"])
def test_attributes_stay_attributes(text: str, name: str) -> None:
    tag = BeautifulSoup("", "lxml").new_tag("a" if name == "href" else "img")
    tag.attrs.update({"src": "x.png", name: text.strip()} if tag.name == "img" else {"href": text.strip()})
    tag.append("link") if tag.name == "a" else None
    paragraph = BeautifulSoup("<p></p>", "lxml")
    assert paragraph.p
    paragraph.p.append(tag)
    expected = structure(re.sub("[\x02\x03]", "", str(paragraph)))
    assert structure(render(tree_to_markdown(paragraph))) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVa\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "\x01javascript:x",
        "blob:x",
        "file:///etc",
    ],
)
def test_unsafe_addresses_are_not_written(address: str) -> None:
    soup = BeautifulSoup("<p><a>text</a><img alt='picture'></p><iframe title='frame'></iframe>", "lxml")
    assert soup.a
    soup.a["href"] = address
    for tag in soup.find_all(["img", "iframe"]):
        tag["src"] = address
    assert tree_to_markdown(soup) == "textpicture\n\nframe\n"


def test_a_button_needs_no_html() -> None:
    html = '<p><a class="button" href="https://lumen.example/go">Go</a></p>'
    assert html_to_markdown(html) == "[Go](https://lumen.example/go){ .md-button }\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One sentence. Two sentences! Three? Yes.", 4),
        ("Use e.g. This or i.e. That.", 1),
        ("Dr. Who, z. B. Alles.", 1),
        ("Version 1.5 is out. it goes on.", 1),
        ("Voulez-vous payer\u00a0? Oui. C’est fait.", 3),
        ("هل تريد الدفع؟ نعم. انتهى.", 3),
        ("最初の文です。次の文です。", 1),
    ],
)
def test_a_sentence_has_a_line(text: str, lines: int) -> None:
    assert len(html_to_markdown(f"<p>{text}</p>").splitlines()) == lines


# --- what holds for every tree ----------------------------------------------------------------------

words = st.one_of(
    st.sampled_from(
        [
            "word",
            "Two words.",
            " space ",
            "a",
            "1.",
            "éà",
            "a\u00a0b",
            "支払い",
            "x. Y",
            *sorted(set(DANGEROUS) - {"a\x02b\x03c"}),
        ]
    ),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zs", "Zl", "Zp"]), min_size=1, max_size=6
    ),
)


def element(name: str, children: list[str], **attributes: str) -> str:
    written = "".join(
        f' {key}="{as_html(value).replace(chr(34), "&quot;")}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(children)}</{name}>"


text = words.map(as_html)
code = words.map(lambda word: element("code", [as_html(word)]))
inline = st.recursive(
    st.one_of(
        text,
        text,
        code,
        text.map(lambda one: f"a<br>b{one}c"),
        words.map(lambda word: f'<img src="x.png" alt="{as_html(word).replace(chr(34), "")}">'),
    ),
    lambda inner: st.builds(
        element,
        st.sampled_from(["strong", "em", "kbd", "sup", "del", "span"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=5,
)
link = st.builds(
    lambda inner, href: element("a", inner, href=href),
    st.lists(st.one_of(text, code), min_size=1, max_size=2),
    words,
)
line = st.lists(st.one_of(inline, inline, link), min_size=1, max_size=5)
leaf = st.one_of(
    st.builds(element, st.sampled_from(["p", "p", "h2", "h3"]), line),
    words.map(lambda word: f"<pre><code>{as_html(word)}</code></pre>"),
    st.just("<hr>"),
    st.lists(st.lists(line, min_size=2, max_size=2), min_size=1, max_size=3).map(
        lambda rows: element("table", [element("tr", [element("td", cell) for cell in row]) for row in rows])
    ),
)


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3)
    item = st.one_of(line.map(lambda one: element("li", one)), blocks.map(lambda some: element("li", some)))
    return st.one_of(
        st.builds(element, st.sampled_from(["ul", "ol"]), st.lists(item, min_size=1, max_size=3)),
        blocks.map(lambda some: element("blockquote", some)),
        blocks.map(lambda some: element("div", some)),
    )


ordinary = st.lists(st.recursive(leaf, containers, max_leaves=5), min_size=1, max_size=4).map("".join)
tags = st.sampled_from(
    sorted(
        {kind.partition(".")[0] for kind in WRITERS}
        | set(MARKS)
        | set(ATOMS)
        | set("li td tr dt dd summary section p div script".split())
    )
)
classes = st.sampled_from(["", "callout", "tabs", "fees", "gallery", "button", "footnotes", "footnote"])
anything = st.recursive(
    text,
    lambda inner: st.builds(
        lambda name, kind, value, children: element(
            name,
            children,
            **{
                "class": kind,
                "data-title": value,
                "href": value,
                "src": value,
                "data-ref": "1",
                "start": "3",
            },
        ),
        tags,
        classes,
        words,
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@example("<ul><li><ul><li><ul><li>a</li><li>b</li></ul></li></ul></li></ul>")
@example('<p><a href="word">a `</a><img src="x.png" alt="`"></p>')
@settings(max_examples=200, deadline=None)
@given(ordinary)
def test_round_trip(html: str) -> None:
    assert structure(render(html_to_markdown(html))) == structure(html)


@settings(max_examples=200, deadline=None)
@given(ordinary)
def test_a_second_pass_changes_nothing(html: str) -> None:
    markdown = html_to_markdown(html)
    assert html_to_markdown(as_clean(render(markdown))) == markdown


@settings(max_examples=200, deadline=None)
@given(anything)
def test_any_tree_is_written_and_renders_without_script(html: str) -> None:
    rendered = BeautifulSoup(render(html_to_markdown(html)), "lxml")
    assert not rendered.find(["script", "style", "object"])
    assert not [name for tag in rendered.find_all(True) for name in tag.attrs if name.startswith("on")]


@pytest.mark.parametrize(
    "name",
    ["div", "b", "em", "li", "ul", "blockquote", "details", "td", "table", "p", "h1", "a", "dl", "figure"],
)
def test_depth_has_no_limit(name: str) -> None:
    soup = BeautifulSoup("", "lxml")
    inner: Tag = soup
    for _ in range(10_000):
        child = soup.new_tag(name)
        inner.append(child)
        inner = child
    inner.append("innermost")
    assert "innermost" in render(tree_to_markdown(soup))
