"""What is read from a rendered page, which articles are related, and what makes a slug."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.i18n.slugs import LONGEST, is_slug_safe, slugify
from hooks.reading import first_sentences, read_html, reading_minutes
from hooks.related import Profile, count_pairs, find_related


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", "One. Two! Three?"),
        (
            "Short. " + "A much longer sentence follows here. " * 5,
            "Short. A much longer sentence follows here.",
        ),
        ("設定を開きます。プランを選びます。", "設定を開きます。プランを選びます。"),
        ("هل تحتاج إلى مساعدة؟ اكتب إلينا.", "هل تحتاج إلى مساعدة؟ اكتب إلينا."),
        ("", ""),
    ],
)
def test_a_description_is_made_of_whole_sentences(text: str, expected: str) -> None:
    assert first_sentences(text, 60) == expected


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    cut = first_sentences("word " * 40, 42)
    assert cut == "word word word word word word word word…"


@given(st.text(), st.integers(min_value=2, max_value=200))
def test_a_description_is_never_too_long(text: str, longest: int) -> None:
    assert len(first_sentences(text, longest)) <= longest


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 1), ("word " * 660, 3), ("設" * 900, 2), ("word " * 220 + "設" * 450, 2)]
)
def test_reading_time_counts_words_or_characters(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes


def test_the_lead_is_running_text_not_a_callout() -> None:
    html = '<div class="admonition note"><p>Note</p><p>Mind this.</p></div><p>The <b>text</b>, at last.</p>'
    assert read_html(html).lead == "The text, at last."


def test_a_page_of_lists_still_has_a_lead() -> None:
    assert read_html("<h2>A</h2><ul><li>First thing.</li><li>Second.</li></ul>").lead == "First thing."


def test_branches_are_procedures_under_their_headings() -> None:
    html = """
      <h2>On the web</h2>
      <div class="hc-steps">
        <div class="hc-step">
          <h3 id="a"><span class="hc-step__label">Step 1: </span>Open</h3><p>Press it.</p>
        </div>
        <div class="hc-step"><h3 id="b"><span class="hc-step__label">Step 2: </span>Close</h3></div>
      </div>
      <h2>On a phone</h2>
      <div class="hc-steps">
        <div class="hc-step"><h3 id="c">Tap</h3><ol class="hc-steps"><li class="hc-step">x</li></ol></div>
        <div class="hc-step"><h3 id="d">Wait</h3></div>
      </div>"""
    found = [
        (procedure.title, [(step.title, step.text, step.anchor) for step in procedure.steps])
        for procedure in read_html(html).procedures
    ]
    assert found == [
        ("On the web", [("Open", "Press it.", "a"), ("Close", "", "b")]),
        ("On a phone", [("Tap", "x", "c"), ("Wait", "", "d")]),
    ]


def test_one_list_of_steps_is_a_procedure_and_two_are_just_lists() -> None:
    steps = '<ol class="hc-steps"><li class="hc-step">Open it.</li><li class="hc-step">Close it.</li></ol>'
    assert [step.text for step in read_html(steps).procedures[0].steps] == ["Open it.", "Close it."]
    assert read_html(steps + steps).procedures == ()


def test_words_of_scripts_without_spaces_are_pairs_of_neighbours() -> None:
    assert count_pairs({"plan": 2, "料金表": 3, "料金": 1}) == {"plan": 2, "料金": 4, "金表": 3}


def profile(text: str, *links: str, collection: str = "a") -> Profile:
    return Profile(((1, Counter(text.split())),), frozenset(links), collection)


def test_articles_that_share_rare_words_are_related() -> None:
    profiles = {
        "refund": profile("the invoice refund takes days"),
        "cancel": profile("the refund of an invoice"),
        "password": profile("the password opens every app"),
        "login": profile("the password lets you in"),
    }
    found = find_related(profiles, 1)
    assert found == {"refund": ["cancel"], "cancel": ["refund"], "password": ["login"], "login": ["password"]}


def test_a_link_relates_articles_both_ways() -> None:
    found = find_related({"a": profile("one", "b"), "b": profile("two"), "c": profile("three")}, 3)
    assert (found["a"], found["b"]) == (["b"], ["a"])


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.lists(st.sampled_from("red green blue grey".split()), max_size=6),
        max_size=8,
    )
)
def test_relations_are_other_articles_and_the_same_each_time(texts: Mapping[str, list[str]]) -> None:
    profiles = {key: profile(" ".join(words)) for key, words in texts.items()}
    found = find_related(profiles, 3)
    assert found == find_related(profiles, 3)
    assert found.keys() == profiles.keys()
    for key, others in found.items():
        assert key not in others
        assert len(set(others)) == len(others) <= 3


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Change your plan!", "change-your-plan"),
        ("Tarif ändern", "tarif-ändern"),
        ("料金プランの変更", "料金プランの変更"),
        ("تغيير الخطة؟", "تغيير-الخطة"),
        ("हिन्दी में", "हिन्दी-में"),
        ("e\u0301cole", "école"),
        ("../../etc/passwd", "etc-passwd"),
        ("!?", ""),
    ],
)
def test_a_slug_keeps_letters_of_every_script(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_one_safe_part_of_an_address(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not set(slug) & set("/\\.?#% ")
    assert len(slug.encode()) <= LONGEST


@pytest.mark.parametrize("text", ["a/b", "a\\b", "..", ".", "", " ", "!?"])
def test_what_is_no_slug_is_refused(text: str) -> None:
    assert not is_slug_safe(text)
