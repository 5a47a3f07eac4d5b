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
            "مرحبا ١٢",
            "שלום",
            "👩\u200d💻 ✅",
            "«\u00a0oui\u00a0»",
            "a`b`c",
            "&nbsp;",
            "&#'",
            "<<me@lumen.example>",
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
        st.sampled_from(["strong", "em", "kbd", "sup", "del", "bdi", "mark", "u", "span"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=5,
)
link = st.builds(
    lambda inner, href: element("a", inner, href=href),
    st.lists(st.one_of(text, code), min_size=1, max_size=2),
    words,
)
line = st.deferred(lambda: st.lists(st.one_of(inline, inline, link), min_size=1, max_size=5))


def spanning_tables(cell: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    """Tables whose cells span columns and rows, the first one always."""

    def write(first: list[str], rows: list[list[tuple[list[str], str, int]]]) -> str:
        written = [
            element(
                "tr",
                [
                    element("td", content, **({name: str(size)} if name else {}))
                    for content, name, size in row
                ],
            )
            for row in [[(first, "colspan", 2)], *rows]
        ]
        return element("table", written)

    sized = st.tuples(cell, st.sampled_from(["", "colspan", "rowspan"]), st.integers(2, 3))
    return st.builds(write, cell, st.lists(st.lists(sized, min_size=1, max_size=3), max_size=2))


leaf = st.one_of(
    st.builds(element, st.sampled_from(["p", "p", "h2", "h3"]), line),
    words.map(lambda word: f"<pre><code>{as_html(word)}</code></pre>"),
    st.just("<hr>"),
    st.lists(st.lists(line, min_size=2, max_size=2), min_size=1, max_size=3).map(
        lambda rows: element("table", [element("tr", [element("td", cell) for cell in row]) for row in rows])
    ),
    spanning_tables(line),
)


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3)
    item = st.one_of(line.map(lambda one: element("li", one)), blocks.map(lambda some: element("li", some)))
    pair = st.builds(lambda term, meaning: element("dt", [*term]) + element("dd", [*meaning]), line, line)
    question = st.builds(lambda title, some: element("summary", [title]) + "".join(some), text, blocks)
    return st.one_of(
        st.builds(element, st.sampled_from(["ul", "ol"]), st.lists(item, min_size=1, max_size=3)),
        st.lists(pair, min_size=1, max_size=2).map(lambda some: element("dl", some)),
        question.map(lambda one: element("details", [one])),
        blocks.map(lambda some: element("blockquote", some)),
        blocks.map(lambda some: element("div", some)),
    )


nested = st.deferred(lambda: st.recursive(leaf, containers, max_leaves=5))
items = line.map(lambda one: [element("ul", [element("li", one), "<li>last</li>"])])
ordinary = st.lists(
    st.one_of(nested, nested, nested, spanning_tables(st.one_of(line, items))), min_size=1, max_size=4
).map("".join)
"""Blocks of all kinds; tables whose cells hold blocks stand at the top only: elsewhere they have no form."""
notes = st.lists(st.lists(nested, min_size=1, max_size=2).map("".join), min_size=1, max_size=3)
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
@example("<ul><li><ul><li>a<ul><li>b</li></ul></li></ul></li></ul>")
@example("<ul><li><dl><dt>a</dt><dd><p>b</p><p>c</p><ul><li>d</li></ul></dd></dl></li></ul>")
@example("<dl><dt>a</dt><dd><pre><code>b</code></pre></dd></dl>")
@example("<dl><dt>a</dt><dd><a href='x'>]: b</a></dd></dl>")
@example("<details open><summary># no heading</summary><p>a</p></details>")
@example("<ul><li><table><tr><td colspan=2>`</td></tr><tr><td>*a</td><td>b*`c`</td></tr></table></li></ul>")
@example("<table><tr><td><em>a<br>* b</em></td></tr></table>")
@example('<table><tr><td colspan="2"><a href="x"><code>&lt;/TR></code></a></td></tr></table>')
@example("<p><sub><b>a</b>{</sub>}</p><p>&amp;#<code>&amp;#</code><small>a</small>;</p>")
@example(
    "<p><a href='&amp;#_.'>a</a><sup>b</sup></p><ul><li>c;</li></ul><p>&lt;1&lt;/&lt;me@lumen.example&gt;</p>"
)
@settings(max_examples=200, deadline=None)
@given(ordinary)
def test_round_trip(html: str) -> None:
    assert structure(render(html_to_markdown(html))) == structure(html)


@example('<p>a</p><p><img src="x.png" alt="b"><img src="x.png" alt="c"></p>')
@settings(max_examples=200, deadline=None)
@given(ordinary)
def test_a_second_pass_changes_nothing(html: str) -> None:
    markdown = html_to_markdown(html)
    assert html_to_markdown(as_clean(render(markdown))) == markdown


@settings(max_examples=100, deadline=None)
@given(line, notes)
def test_notes_stay_with_their_numbers(text: list[str], notes: list[str]) -> None:
    numbers = range(1, len(notes) + 1)
    marks = "".join(f'x<sup class="footnote" data-ref="{number}"></sup> ' for number in numbers)
    written = "".join(
        f'<div data-ref="{number}">{note}</div>' for number, note in zip(numbers, notes, strict=True)
    )
    html = f'<p>{marks}</p><p>{"".join(text)}</p><div class="footnotes">{written}</div>'
    page = BeautifulSoup(render(html_to_markdown(html)), "lxml")
    assert [mark.text for mark in page.select(".footnote-ref")] == [str(number) for number in numbers]
    for back in page.select(".footnote-backref"):
        space = back.previous_sibling
        if isinstance(space, str) and space.endswith("\u00a0"):
            space.replace_with(space[:-1])
        back.decompose()
    found = [item.decode_contents() for item in page.select(".footnote > ol > li")]
    assert list(map(structure, found)) == list(map(structure, notes))


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
