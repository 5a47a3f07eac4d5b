"""Large and hostile bodies: the work grows with the size, and no more.

The work is counted, as the calls of Python functions, so that the result is the same on every machine; what
one call does in C shows by the test's end. `bench` has the times.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from importers.fidelity import verify
from importers.markdown import html_to_markdown

from .test_safety import imported

GROWTH = 2.6
"""How much more work twice the size may be."""


def whole(html: str) -> str:
    """The whole way of an article, up to its verified Markdown."""
    page = imported(html)
    account = verify(page.article, page)
    assert account.unsafe == ()
    return page.body


def work(run: Callable[[str], object], html: str) -> int:
    """How many calls a conversion takes."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run(html)
    finally:
        sys.setprofile(before)
    return calls


SECTION = (
    "<h2>Pay a bill</h2><p>Open the <strong>settings</strong>, choose <a href='https://lumen.example/plans'>"
    "a plan</a> and pay. It takes a minute.</p><ol><li>One<ul><li>two</li></ul></li><li>three</li></ol>"
)
ROW = "<tr><td>Basic</td><td>0 EUR</td><td>1.9 %</td></tr>"
SHAPES: dict[str, Callable[[int], str]] = {
    "sections": lambda size: SECTION * size,
    "table": lambda size: f"<table>{ROW * size}</table>",
    "cells that span": lambda size: f"<table><tr><td rowspan=2>a</td><td>b</td></tr>{ROW * size}</table>",
    "one line": lambda size: f"<p>{'word <b>bold</b> ' * size}</p>",
    "one list": lambda size: f"<ul>{'<li>item</li>' * size}</ul>",
    "questions": lambda size: "<details><summary>Why?</summary><p>So.</p></details>" * size,
    "footnotes": lambda size: "".join(
        f"<p>a<sup><a href='#n{n}' id='r{n}'>1</a></sup></p><p id='n{n}'>b <a href='#r{n}'>x</a></p>"
        for n in range(size)
    ),
    "deep blocks": lambda size: "<div>" * size + "innermost",
    "deep marks": lambda size: "<b>" * size + "innermost",
    "deep quotes": lambda size: "<blockquote>" * size + "innermost",
    "deep tables": lambda size: "<table><tr><td>" * size + "innermost",
    "deep lists": lambda size: "<ul><li>" * size + "innermost",
}
"""Name → HTML of a size."""


@pytest.mark.parametrize("run", [html_to_markdown, whole], ids=["writer", "whole"])
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_size_is_twice_the_work(shape: str, run: Callable[[str], object]) -> None:
    run(SHAPES[shape](10))  # what is read only once is read now
    single, double = (work(run, SHAPES[shape](size)) for size in (60, 120))
    assert double <= GROWTH * single


SIGNS = (
    "[", "![", "](", "[a](", "<", "<a@", "&", "&#", "`", "*", "**a ", "_a", "~", "\\", "{", "{a} ", "(", "|",
    "! ", "1.", "1, ", "- ", "#", "=", "[^1]: ", "[a_ ", '[et_pb_text title="', "https://youtube.com/watch?&",
    "\u00a0", "\u200b", "e\u0301", "a. A ", "Step 1: ", "Note: ", "Q: ", "€1 ", "• ",
)  # fmt: skip
"""What regular expressions of ours, of Python-Markdown's and of its extensions look for."""
FRAMES = {
    "text": "<p>{}</p><p>{}</p>",
    "attributes": '<p><a href="{}" title="{}">x</a> <img src="{}" alt="{}"></p>',
    "code": "<p><code>{}</code></p><pre>{}</pre>",
    "cell": "<table><tr><th>{}</th><th>b</th></tr><tr><td>{}</td><td>c</td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_many_times_is_no_burden(sign: str, frame: str) -> None:
    text = (sign * 3_000).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    assert whole(FRAMES[frame].replace("{}", text)) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        SECTION * (10_000_000 // len(SECTION)),
        f"<table>{ROW * 16_667}</table>",
        *(
            tags * 10_000 + "innermost"
            for tags in ("<div>", "<b>", "<blockquote>", "<table>", "<td>", "<ul><li>")
        ),
    ],
    ids=lambda html: f"{html[:20]} {len(html)}",
)
def test_what_is_enormous_is_converted_whole(html: str) -> None:
    page = imported(html)
    assert not verify(page.article, page).losses
