"""What `fidelity.verify` says of pages that are whole, and of pages that lost something."""

from __future__ import annotations

import pytest

from importers.comparing import words
from importers.fidelity import Account, verify
from importers.inventory import take_inventory
from importers.model import Article, Origin, Page, Removal


def account(html: str, markdown: str, **page: object) -> Account:
    article = Article(Origin("test", "1", "test.json"), group="1", title="Title", html=html, locale="en")
    return verify(article, Page(article, "key", "en/key.md", markdown, **page))  # type: ignore[arg-type]


def test_a_page_that_says_the_same_is_whole() -> None:
    result = account(
        '<div class="row"><h2>Pay a bill</h2><p>Open <a href="https://x.example/pay">Pay</a>.</p></div>'
        "<table><tr><th>Plan</th></tr><tr><td>Basic</td></tr></table>",
        "## Pay a bill\n\nOpen [Pay](https://x.example/pay).\n\n| Plan |\n| --- |\n| Basic |\n",
    )
    assert not result.losses
    assert (result.words.source, result.words.kept) == (7, 7)
    assert (result.links.kept, result.cells.kept, result.headings.kept) == (1, 2, 1)
    assert result.moved == ()


def test_a_lost_word_is_named_between_its_neighbours() -> None:
    result = account("<p>Pay the bill before noon on the day</p>", "Pay the bill before on the day\n")
    assert result.words.lost == ("the bill before [noon] on the day",)
    assert result.losses


def test_a_word_lost_once_of_three_is_found_at_its_place() -> None:
    result = account("<p>one card, two card, three card</p>", "one card, two, three card\n")
    assert result.words.lost == ("one card two [card] three card",)


def test_a_recorded_removal_is_no_loss() -> None:
    removal = Removal("chrome", "nav", "menu", "Home Prices", links=("https://x.example/prices",))
    result = account(
        '<nav>Home <a href="https://x.example/prices">Prices</a></nav><p>Text</p>',
        "Text\n",
        removed=(removal,),
    )
    assert not result.losses
    assert (result.words.removed, result.links.removed) == (2, 1)


def test_a_removal_does_not_excuse_more_than_it_holds() -> None:
    removal = Removal("chrome", "nav", "menu", "Home")
    result = account("<nav>Home Home</nav><p>Text</p>", "Text\n", removed=(removal,))
    assert len(result.words.lost) == 1


@pytest.mark.parametrize(
    ("html", "markdown", "kind"),
    [
        ('<p><a href="https://x.example/a">A</a></p>', "A\n", "links"),
        ('<p>A <img src="https://x.example/a.png" alt=""></p>', "A\n", "images"),
        ('<p>A</p><iframe src="https://player.example/1"></iframe>', "A\n", "images"),
        ("<h2>A</h2><p>b</p>", "A\n\nb\n", "headings"),
        ("<table><tr><th>A</th></tr><tr><td>b</td></tr></table>", "A b\n", "cells"),
        ("<ul><li>A</li><li>b</li></ul>", "- A b\n", "items"),
    ],
)
def test_each_kind_of_loss_is_found(html: str, markdown: str, kind: str) -> None:
    result = account(html, markdown)
    assert getattr(result, kind).lost
    assert not result.words.lost


def test_text_that_the_page_says_twice_is_named() -> None:
    result = account("<p>Pay the bill</p>", "Pay the bill\n\nPay\n")
    assert not result.losses
    assert result.added == ("Pay the bill [Pay]",)


def test_what_the_site_says_of_itself_stands_for_no_word() -> None:
    result = account(
        '<p>Note loaded</p><iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
        "!!! note\n\n    ![](https://www.youtube.com/watch?v=abcdefghijk)\n",
    )
    assert len(result.words.lost) == 2
    assert result.added == ()


def test_words_that_the_source_ran_together_are_found_in_parts() -> None:
    result = account(
        "<p><a href='a.pdf'>Prices</a><a href='a.pdf'>Download</a></p>", "[Prices](a.pdf) [Download](a.pdf)\n"
    )
    assert not result.losses
    assert result.added == ()


def test_words_that_the_page_runs_together_are_lost() -> None:
    assert len(account("<p>Pay<br>now</p>", "Paynow\n").words.lost) == 2


def test_a_bold_line_is_no_heading_but_in_a_cell() -> None:
    assert account("<h2>Fees</h2><p>x</p>", "**Fees**\n\nx\n").headings.lost == ("Fees",)
    cell = account(
        "<table><tr><td><h2>Fees</h2></td><td>x</td></tr></table>", "| | |\n| --- | --- |\n| **Fees** | x |\n"
    )
    assert not cell.losses


def test_two_links_to_one_article_are_two() -> None:
    result = account(
        '<p><a href="https://x.example/?p=1">A</a> <a href="https://x.example/pay/">B</a></p>',
        "[A](pay.md) [B](pay.md)\n",
        rewritten={"https://x.example/?p=1": "pay.md", "https://x.example/pay/": "pay.md"},
    )
    assert not result.losses


def test_a_moved_word_that_comes_often_is_found_too() -> None:
    result = account("<p>one two one three</p>", "one one two three\n")
    assert len(result.moved) == 1


def test_a_caption_may_stand_above_or_below() -> None:
    result = account(
        "<table><caption>Fees</caption><tr><th>Plan</th></tr><tr><td>Basic</td></tr></table>",
        "| Plan |\n| --- |\n| Basic |\n\n/// caption\nFees\n///\n",
    )
    assert result.moved == ()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ul><li>A<ul><li>b</li></ul></li><li>c</li></ul>", "- A\n    - b\n- c\n"),
        ("<ul><li>A</li><ul><li>b</li></ul></ul>", "- A\n    - b\n"),
        ("<ul><li>A</li></ul><p>more</p><ol start='2'><li>B</li></ol>", "1. A\n\n    more\n\n2. B\n"),
        ("<ul class='accordion'><li><h3>A</h3><p>b</p></li></ul>", '??? question "A"\n\n    b\n'),
        (
            "<ol><li>one two three four five six<div>Note: seven</div></li></ol>",
            "1. one two three four five six\n\n    !!! note\n\n        seven\n",
        ),
    ],
)
def test_a_list_item_is_told_by_how_it_begins(html: str, markdown: str) -> None:
    assert account(html, markdown).items.lost == ()


def test_an_item_may_lose_its_mark() -> None:
    removal = Removal("decoration", "span", "a sign before the item", "✔")
    result = account("<ul><li>✔ A</li><li>✔ b</li></ul>", "- A\n- b\n", removed=(removal, removal))
    assert not result.losses
    assert result.items.kept == 2


def test_items_of_what_was_removed_are_removed() -> None:
    removal = Removal("chrome", "nav", "menu", "Home Prices", items=("Home", "Prices"))
    result = account("<nav><ul><li>Home</li><li>Prices</li></ul></nav><p>a</p>", "a\n", removed=(removal,))
    assert (result.items.removed, result.items.lost) == (2, ())


def test_doubled_and_moved_items_show() -> None:
    html = "<ol><li>Open it</li><li>Choose that</li><li>Pay now</li></ol>"
    assert account(html, "1. Choose that\n2. Open it\n3. Pay now\n").moved
    doubled = account(html, "1. Open it\n2. Choose that\n3. Choose that\n4. Pay now\n").added
    assert [place.count("[") for place in doubled] == [1, 1]


def test_the_site_numbers_footnotes() -> None:
    removal = Removal("footnotes", "sup", "the site numbers footnotes itself", "7")
    result = account("<p>A<sup>7</sup></p><ol><li>b</li></ol>", "A[^1]\n\n[^1]: b\n", removed=(removal,))
    assert not result.losses
    assert result.added == ()


@pytest.mark.parametrize("word", ["ab" * 99 + "c", "ab" * 100_000])
def test_a_long_word_is_parted_or_lost_but_never_a_burden(word: str) -> None:
    result = account(f"<p>{word}</p>", " ".join(["ab"] * (len(word) // 2)) + "\n")
    assert len(result.words.lost) == 1


def test_words_in_another_order_are_said_to_have_moved() -> None:
    result = account("<p>first second third fourth</p>", "second third fourth first\n")
    assert not result.losses
    assert result.moved == ("first",)


def test_rewritten_addresses_are_the_same_link_and_image() -> None:
    result = account(
        '<p><a href="https://x.example/help/pay/">A</a> <img src="data:image/png;base64,AAAA" alt="b"></p>',
        "[A](../billing/pay.md) ![b](../../assets/0.png)\n",
        rewritten={
            "https://x.example/help/pay/": "../billing/pay.md",
            "data:image/png;base64,AAAA": "../../assets/0.png",
        },
    )
    assert not result.losses


def test_a_lazy_image_is_one_image_by_any_of_its_addresses() -> None:
    result = account(
        '<img src="data:image/gif;base64,R0" data-lazy-src="https://x.example/a-300x200.png"'
        ' srcset="https://x.example/a.png 900w, https://x.example/a-300x200.png 300w">'
        '<noscript><img src="https://x.example/a-300x200.png"></noscript>',
        "![](https://x.example/a.png)\n",
    )
    assert (result.images.source, result.images.kept) == (1, 1)


def test_one_video_has_many_addresses() -> None:
    result = account(
        '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
        "![Video](https://youtu.be/abcdefghijk)\n",
    )
    assert result.images.kept == 1


def test_the_source_is_read_as_it_is_seen() -> None:
    inventory = take_inventory(
        "<style>p {color: red}</style><script>let a = 1</script><!-- no -->"
        "<p>A<b>B</b>c</p>d<p>e</p>f<div><span>g</span></div>h<br>i"
        "[et_pb_toggle title=&#8221;Open me&#8221; _builder_version=&#8221;3.0&#8221;]shut[/et_pb_toggle]"
    )
    assert inventory.words == ["ABc", "d", "e", "f", "g", "h", "i", "Open", "me", "shut"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000.50 €", ["1000.5", "€"]),
        ("1\u202f000,50 EUR", ["1000.5", "EUR"]),
        ("0,00 € or 0 €", ["0", "€", "or", "0", "€"]),
        ("l'abonnement", ["l", "abonnement"]),
        ("cafe\u0301", ["café"]),
        ("“Hi!” — there…", ["Hi", "there"]),
        ("الخُطوة ٤", ["الخطوة", "٤"]),
        ("手順4：開く", ["手順", "4", "開く"]),
    ],
)
def test_words_compare_what_is_read_not_how_it_is_set(text: str, expected: list[str]) -> None:
    assert words(text) == expected
