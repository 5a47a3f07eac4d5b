"""Copied text: its headings, lists, steps and tables, and what is left of the page it was copied from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.body import parse_html
from importers.comparing import words
from importers.locales import Locales
from importers.model import Article, Failure
from importers.pipeline import Options, run_import
from importers.reading import visible_text
from importers.sources import read_articles
from importers.sources.copied_blocks import Outline, split_groups
from importers.sources.copied_table import read_table
from importers.words import words_for

PROSE = "Open the settings of your account, and choose the card that you would like to freeze."


def outline(text: str) -> str:
    """The structure of a text, as HTML."""
    found = Outline(words_for("en"), text)
    found.read(split_groups(text.splitlines()))
    return "".join(found.html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"Cards\n\n{PROSE}", f"<h2>Cards</h2><p>{PROSE}</p>"),
        (f"Two ways:\n\nBy card\n\n{PROSE}", f"<h2>Two ways</h2><h3>By card</h3><p>{PROSE}</p>"),
        (f"Cards\n\nPlastic\n\n{PROSE}", f"<h2>Cards</h2><h3>Plastic</h3><p>{PROSE}</p>"),
        (
            f"Fees\n\n{PROSE}\n\nUp to 10 users\n\n{PROSE}\n\n"
            f"More than 10 users\n\n{PROSE}\n\nMore\n\n{PROSE}",
            f"<h2>Fees</h2><p>{PROSE}</p><h3>Up to 10 users</h3><p>{PROSE}</p>"
            f"<h3>More than 10 users</h3><p>{PROSE}</p><h2>More</h2><p>{PROSE}</p>",
        ),
        (
            f"Up to 10 users\n\n{PROSE}\n\nMore than 10 users\n\n{PROSE}",
            f"<h2>Up to 10 users</h2><p>{PROSE}</p><h2>More than 10 users</h2><p>{PROSE}</p>",
        ),
        ("Bread\n\nButter\n\nCheese\n\nDone.", "<p>Bread</p><p>Butter</p><p>Cheese</p><p>Done.</p>"),
        (f"{PROSE}\n\nThe end", f"<p>{PROSE}</p><p>The end</p>"),
        (f"NOTE:\n{PROSE}", f"<p>NOTE:<br>{PROSE}</p>"),
        ("• a\n• b", "<ul><li>a</li><li>b</li></ul>"),
        ("• a\n\n• b\n\n• c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("• a\n   - b\n   - c\n• d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("You need:\n- a\n- b\nthen go.", "<p>You need:</p><ul><li>a</li><li>b</li></ul><p>then go.</p>"),
        (
            "1\n\nOpen it.\n\nWait.\n\n2\n\nClose it.",
            "<ol><li><p>Open it.</p><p>Wait.</p></li><li><p>Close it.</p></li></ol>",
        ),
        (
            "1\n\nOpen it.\n\n2\n\nClose it.\n\n\nBye.",
            "<ol><li><p>Open it.</p></li><li><p>Close it.</p></li></ol><p>Bye.</p>",
        ),
        (
            f"1. Take it\n\n{PROSE}\n\n2. Leave it\n\n{PROSE}",
            f"<h3>1. Take it</h3><p>{PROSE}</p><h3>2. Leave it</h3><p>{PROSE}</p>",
        ),
        ("5\n\nA number alone is no step.", "<p>5</p><p>A number alone is no step.</p>"),
        (
            "a\tb\nc\td",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
        ),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
    ],
)
def test_the_structure_of_a_text(text: str, html: str) -> None:
    assert outline(text) == html


def test_lines_that_were_broken_for_their_width_are_joined() -> None:
    wrapped = "This is a line that was broken by a program which counts to a fixed width"
    text = f"{wrapped}\nand goes on here.\nShort\nones stay."
    assert outline(text).count("<br>") == 2


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["Kind of cardMonthly feeWho orders", "VirtualNo feeAll", "Plastic cardOne euroOwners"], 3),
        (["Our planYearly price", "Basic plan10 EUR", "Team plan25 EUR"], 2),
        (["Größe des KontosÄnderungen bis", "Kleine KontenÜber Nacht", "Große KontenÖfter am Tag"], 2),
    ],
)  # fmt: skip
def test_cells_that_ran_together_are_parted(lines: list[str], columns: int) -> None:
    rows = read_table(lines, "\n".join(lines))
    assert rows is not None
    assert [len(row) for row in rows] == [columns] * len(lines)
    assert ["".join(row) for row in rows] == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["PayPal", "MasterCard", "YouTube"],
        ["PayPal payments", "PayPal refunds", "PayPal fees"],
        ["Kind of cardMonthly fee", "Virtual cardNo fee"],
        ["Kind of cardMonthly fee", "Virtual card", "Plastic cardOne euro"],
        ["Dear Ana,", "thank you.Yours", "Lumen"],
        ["One", "Two", "Three"],
        [PROSE, PROSE, PROSE],
    ],
)
def test_when_in_doubt_it_is_no_table(lines: list[str]) -> None:
    assert read_table(lines, "\n".join(lines)) is None


LINES = st.sampled_from(
    ["", "", "1", "2", "• a", "  - b", "1. c", "2. d", "FAQ", "Is it so?", "Cards", "NOTE:", PROSE, "Now:",
     "a\tb", "x.png"]
)  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_no_word_is_lost_and_none_is_added(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = Outline(words_for("en"), text)
    found.read(split_groups(lines))
    root = parse_html(f"<body>{''.join(found.html)}").body
    kept = [word for word in words(visible_text(root) if root else "") if word.isalpha()]
    kept += [word for name in found.missing for word in words(name) if word.isalpha()]
    assert sorted(kept) == sorted(word for word in words(text) if word.isalpha())


def read_one(path: Path) -> Article | Failure:
    (item,) = read_articles("text", [str(path)], Locales("en"), "en")
    assert isinstance(item, Article | Failure)
    return item


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("x", f"Freeze a card\n\n{PROSE}", "Freeze a card"),
        ("x", f"Skip to main content\nFreeze a card\nUpdated over 2 weeks ago\n\n{PROSE}", "Freeze a card"),
        ("x", f"{PROSE}\n\nOther things\n\nText.\n\nFreeze your card\n\nText.", "Freeze your card"),
        ("freeze-a_card", PROSE, "Freeze a card"),
        ("17_ab", PROSE, "17_ab"),
    ],
)
def test_the_title_of_a_text(tmp_path: Path, name: str, text: str, title: str) -> None:
    file = tmp_path / f"{name}.txt"
    file.write_text(text, "utf-8")
    article = read_one(file)
    assert isinstance(article, Article)
    assert article.title == title
    assert any(notice.rule == "no-title" for notice in article.notices) == (not text.startswith(("F", "S")))


@pytest.mark.parametrize(
    ("content", "reason", "skipped"),
    [
        ("é".encode("latin-1") * 9, "isn't UTF-8", False),
        (b"", "empty", False),
        (b"A title\n\nx.png", "no text", True),
    ],
)
def test_what_is_no_text_is_explained(tmp_path: Path, content: bytes, reason: str, skipped: bool) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(content)
    failure = read_one(file)
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert failure.skipped is skipped


@pytest.mark.parametrize(
    ("seed", "parts"),
    [("001", {"steps": 4, "callout": 2}), ("002", {"faq": 4, "callout": 4, "table": 1})],
)
def test_the_seeds_become_articles(seed: str, parts: dict[str, int], shared: Path, tmp_path: Path) -> None:
    (file,) = (shared / "seeds").glob(f"{seed}_*.txt")
    report = run_import(Options((str(file),), tmp_path, Locales("fr"), "text", "fr"))
    (entry,) = report.entries
    assert entry.page is not None
    assert entry.account is not None
    assert not entry.account.words.lost
    assert {name: entry.page.components.get(name) for name in parts} == parts
    assert [notice.rule for notice in entry.notices if notice.rule == "missing-image"] == (
        ["missing-image"] if seed == "002" else []
    )
