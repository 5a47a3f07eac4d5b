"""What a person means is found in clean HTML, and nothing else is touched."""

from __future__ import annotations

import cProfile
import json
import pstats
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from importers.body import Body, parse_html
from importers.cleaners import clean
from importers.components import COMPONENTS, MOST_BLOCKS, recognise
from importers.components.amounts import amounts_for
from importers.components.flow import BLOCKS
from importers.components.steps import read_step
from importers.reading import visible_text
from importers.words import fold, step_word, words_for

CASES = Path(__file__).parent / "cases" / "recognise"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())
BLOCK_TAGS = "|".join([*BLOCKS, *"li tr td th thead tbody caption summary section dt dd".split()])
LINE_ENDS = re.compile(
    r"(</(?:p|h\d|ul|ol|table|aside|details|blockquote|summary|tr|li)>|<(?:ul|ol|aside|details)\b[^>]*>)"
)


@dataclass
class Case:
    """One folder: a body, what becomes of it, what leaves it."""

    folder: Path

    def read(self, name: str) -> object:
        """A YAML file of the folder; None if it isn't there."""
        file = self.folder / name
        return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None

    def body(self) -> Body:
        """The input, with the locale (default: en) and title of `config.yml`."""
        config = {"locale": "en", **(self.read("config.yml") or {})}  # type: ignore[dict-item]
        return make_body((self.folder / "input.html").read_text(encoding="utf-8"), **config)


def make_body(html: str, locale: str = "en", title: str = "") -> Body:
    root = parse_html(f"<div>{html}</div>").find("div")
    assert isinstance(root, Tag)
    return Body(root, locale, title)


def lines(root: Tag) -> list[str]:
    """The HTML of a body with one block a line, white space between blocks gone."""
    html = re.sub(r"\s+", " ", root.decode_contents())
    html = re.sub(rf"\s*(</?(?:{BLOCK_TAGS})\b[^>]*>)\s*", r"\1", html)
    return LINE_ENDS.sub(r"\1\n", html).split("\n")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W①-⑳]+", text))


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(request.param)


def test_recognises(case: Case) -> None:
    body = case.body()
    recognise(body)
    expected = make_body((case.folder / "expected.html").read_text(encoding="utf-8"))
    assert lines(body.root) == lines(expected.root)
    removed = [[removal.step, removal.text] for removal in body.removed if removal.text]
    assert removed == (case.read("removed.yml") or [])


def test_recognising_twice_changes_nothing(case: Case) -> None:
    body = case.body()
    recognise(body)
    again = make_body(body.root.decode_contents(), body.locale, body.title)
    recognise(again)
    assert lines(again.root) == lines(body.root)
    assert not [removal for removal in again.removed if removal.text]


def test_every_component_has_cases() -> None:
    named = {folder.name.split("-")[0] for folder in FOLDERS}
    assert {component.__module__.rsplit(".", 1)[1] for component in COMPONENTS} == named


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Step 4: Subscribe", 4, "Subscribe"),
        ("STEP 4 - Subscribe", 4, "Subscribe"),
        ("Step 2 -> Click", 2, "Click"),
        ("Step 12 → Click", 12, "Click"),
        ("Step 3 Connect", 3, "Connect"),
        ("Step 3", 3, ""),
        ("Step one: Connect", 1, "Connect"),
        ("\u200b\u200bStep 1: Go", 1, "Go"),
        ("Étape 4 : Souscrire", 4, "Souscrire"),
        ("ETAPE N°1 : ACCUEIL", 1, "ACCUEIL"),
        ("Schritt 4: Abo wählen", 4, "Abo wählen"),
        ("Paso 4. Elija", 4, "Elija"),
        ("Passo 4 – Escolha", 4, "Escolha"),
        ("Stap 4: Kies", 4, "Kies"),
        ("Krok 4: Wybierz", 4, "Wybierz"),
        ("4. krok: Vyberte", 4, "Vyberte"),
        ("Steg 4: Välj", 4, "Välj"),
        ("Trin 4: Vælg", 4, "Vælg"),
        ("Trinn 4: Velg", 4, "Velg"),
        ("Vaihe 4: Valitse", 4, "Valitse"),
        ("4. adım: Seçin", 4, "Seçin"),
        ("ADIM 4: Seçin", 4, "Seçin"),
        ("Крок 4: Виберіть", 4, "Виберіть"),
        ("Шаг 4: Выберите", 4, "Выберите"),
        ("Βήμα 4: Επιλέξτε", 4, "Επιλέξτε"),
        ("ΒΗΜΑ 4: Επιλέξτε", 4, "Επιλέξτε"),
        ("Pasul 4: Alegeți", 4, "Alegeți"),
        ("4. lépés: Válasszon", 4, "Válasszon"),
        ("الخطوة ٤: اختر", 4, "اختر"),
        ("الخطوة 4: اختر", 4, "اختر"),
        ("الخطوة الرابعة: اختر", 4, "اختر"),
        ("שלב 4: בחרו", 4, "בחרו"),
        ("手順4：選択", 4, "選択"),
        ("ステップ４：選択", 4, "選択"),
        ("4단계: 선택", 4, "선택"),
        ("步骤 4：选择", 4, "选择"),
        ("第4步：选择", 4, "选择"),
        ("第四步 选择", 4, "选择"),
        ("步驟4：選擇", 4, "選擇"),
    ],
)
def test_reads_step_labels_of_every_language(text: str, number: int, title: str) -> None:
    step = read_step(text)
    assert step is not None
    assert (step.number, text[step.end :]) == (number, title)


@pytest.mark.parametrize(
    "text",
    [
        "Step-by-step guide",
        "Steps 1 to 3",
        "Step 2 is the hardest",
        "2 step verification",
        "Next step: 4 ways",
        "Stepping stones 4",
        "Étape de paiement",
        "4 pasos",
        "第四季度",
        "",
    ],
)
def test_reads_no_step_where_there_is_none(text: str) -> None:
    assert read_step(text) is None


LOCALES = "en fr de es pt it nl pl cs sv da nb fi tr uk ru el ro ar he ja ko zh-Hans zh-TW".split()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_words_for_each_kind_and_for_a_step(locale: str) -> None:
    own = {label.kind for label in words_for(locale).labels.values() if not label.is_title}
    assert own == {"note", "tip", "important", "warning"}
    step = read_step(f"{step_word(locale)} 4: X")
    assert step is not None
    assert step.number == 4


@pytest.mark.parametrize(("locale", "expected"), [("fr", "warning"), ("en", "important")])
def test_a_label_means_what_it_means_in_the_articles_locale(locale: str, expected: str) -> None:
    assert words_for(locale).labels[fold("Attention")].kind == expected


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "€12.50", "12.50 EUR"),
        ("en", "$1,200.00", "1200.00 USD"),
        ("en", "USD 5", "5 USD"),
        ("en", "1.9%", "1.9 %"),
        ("fr", "12,50 €", "12.50 EUR"),
        ("fr", "1 200 €", "1200 EUR"),
        ("fr", "1,9 %", "1.9 %"),
        ("de", "1.200,50 €", "1200.50 EUR"),
        ("ar", "١٢٫٥٠ €", "12.50 EUR"),
        ("tr", "%1,9", "1.9 %"),
        ("ja", "500円", "500 JPY"),
        ("sv", "49 kr", "49 SEK"),
        ("fr", "1.000 €", None),  # a thousand, or one with three decimals?
        ("en", "12,50 €", None),
        ("fr", "12 $", None),  # which dollar?
        ("en", "5 kr", None),
        ("en", "1.4% + €0.25", None),
        ("en", "Top 10", None),
        ("en", "€12.505", None),
        ("de", "5,- €", None),
    ],
)
def test_writes_only_amounts_that_are_beyond_doubt(locale: str, text: str, expected: str | None) -> None:
    assert amounts_for(locale).canonical(text) == expected


def test_counts_headings_and_items_as_steps() -> None:
    body = make_body("<h2>Step 1: A</h2><ol><li>x</li><li>y<ol><li>z</li></ol></li></ol><h2>Step 2: B</h2>")
    recognise(body)
    assert body.components == {"steps": 4}


ATOMS = st.sampled_from(
    "Step 1: Go|Step 2|1|2|1. One|2. Two|• dot|Note:|Note: text|Why?|Q: Why?|A: So.|FAQ|Need more help?|"
    "Contact support|Was this helpful?|⚠️ Careful|12 €||text".split("|")
)
WRAPPERS = st.sampled_from(
    "<p>{}</p> <p><strong>{}</strong></p> <p>{}<br/>{}</p> <h2>{}</h2> <h4>{}</h4> <ol><li>{}</li></ol> "
    "<ul><li>{}</li><li>{}</li></ul> <blockquote><p>{}</p></blockquote> <dl><dt>{}</dt><dd>{}</dd></dl> "
    "<aside~class='callout'~data-kind='tip'><p>{}</p><p>{}</p></aside> <p><img~src='x.png'~alt='alt'/></p> "
    "<table><tbody><tr><td>{}</td><td>{}</td></tr><tr><td>{}</td><td>{}</td></tr></tbody></table> "
    "<p><a~class='button'~href='#'>{}</a></p> <details><summary>{}</summary><p>{}</p></details> <hr/> "
    "{}".split()
)


@given(st.lists(st.tuples(WRAPPERS, st.lists(ATOMS, min_size=4, max_size=4)), max_size=12))
def test_no_word_is_lost_whatever_the_blocks(parts: list[tuple[str, list[str]]]) -> None:
    body = make_body("".join(wrapper.replace("~", " ").format(*atoms) for wrapper, atoms in parts))
    before = words(visible_text(body.root))
    recognise(body)
    assert not before - after_words(body)


def after_words(body: Body) -> Counter[str]:
    """The words of a body, of the titles it shows, and of what was removed from it."""
    titles = [str(tag.get("data-title") or "") for tag in body.root.find_all(True)]
    return words(" ".join([visible_text(body.root), *titles, *(removal.text for removal in body.removed)]))


def test_no_word_of_real_articles_is_lost(shared: Path) -> None:
    lost = {}
    for name, locale, title, html in real_bodies(shared):
        body = Body(parse_html(html), locale, title)
        clean(body)
        before = words(visible_text(body.root))
        body.removed.clear()
        recognise(body)
        missing = {
            word for word in before - after_words(body) if not word.isdecimal()
        }  # "1,9 %" becomes "1.9 %"
        if missing:
            lost[name] = missing
    assert not lost


def real_bodies(shared: Path) -> list[tuple[str, str, str, str]]:
    """Name, locale, title and HTML of the WordPress and Intercom bodies of the corpus."""
    found = []
    for file in sorted((shared / "corpus" / "wordpress").glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        for page in data if isinstance(data, list) else [data]:
            html = (page.get("content") or {}).get("rendered") or ""
            found.append((file.name, file.stem.split("-")[1], page["title"]["rendered"], html))
    for file in sorted((shared / "corpus" / "intercom" / "eazybe").glob("article-*.json")):
        translations = json.loads(file.read_text(encoding="utf-8")).get("translated_content") or {}
        for locale, content in translations.items():
            if isinstance(content, dict) and content.get("body"):
                found.append((f"{file.name} {locale}", locale, content.get("title") or "", content["body"]))
    return found


@pytest.mark.parametrize(
    "unit",
    [
        "<p>1. x</p>",
        "<p>1</p><p>x</p>",
        "<p>Note: x</p>",
        "<p>Step 1: x</p>",
        "<h3>Why?</h3><p>x</p>",
        "<p><strong>Why?</strong> x</p>",
        "<ol><li>x</li></ol><p><img src='a'/></p>",
        "<table><tr><td>x</td><td>5 €</td></tr></table>",
        "<p>{}</p>".format(" " * 300),
        "<p>x<br/>x</p>",
    ],
)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    assert calls(unit * 400) < 2.6 * calls(unit * 200)


def calls(html: str) -> int:
    """How many Python functions are called to recognise `html`: a measure that no busy machine disturbs."""
    body = make_body(html)
    profile = cProfile.Profile()
    profile.runcall(recognise, body)
    total: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return total


def test_what_is_far_too_long_for_an_article_is_left_alone_and_reported() -> None:
    body = make_body("<p>Note: x</p>" * (MOST_BLOCKS + 1))
    before = lines(body.root)
    recognise(body)
    assert lines(body.root) == before
    assert [notice.rule for notice in body.notices] == ["too-long"]
