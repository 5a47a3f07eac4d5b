"""Files beside the pages: the policy that hosts send, and the articles as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from hooks.components.fees import draw_as_markdown
from hooks.components.page import PageContext
from hooks.publish.headers import write_headers, write_policy
from hooks.publish.texts import copy_url

CASES = Path(__file__).parent / "cases"

PROJECT = {
    "mkdocs.yml": """\
site_name: Help
site_url: https://x.example/help/
site_description: Answers.
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      languages: [{locale: en, name: English, default: true}, {locale: fr, name: Français}]
  - helpcentre:
      support: https://x.example/contact?a={id}
      feedback: {mode: post, endpoint: https://api.x.example/feedback}
markdown_extensions: [helpcentre, toc]
extra:
  analytics: {script: https://count.x.example/count.js}
  brand: {image: assets/card.png}
""",
    "docs/assets/card.png": "",
    "docs/en/index.md": "",
    "docs/en/billing/fees.md": """\
---
title: Fees
description: What it costs.
updated: 2026-03-03
---

See [the plans](plans.md#a), [below](#fees), [a file](../../assets/card.png "Card") and
[ask us](support:){ .md-button }.

```markdown
[not a link](plans.md)
```

/// fees
    data: cards
///
""",
    "docs/en/billing/plans.md": "# Plans\n\n## A\n\n![Map](https://maps.x.example/a){ .embed }\n\nText.\n",
    "docs/fr/index.md": "",
    "docs/fr/billing/plans.md": "---\ntitle: Offres\nslug: offres\n---\n\n![A](https://img.x.example/a.png)\n",
    "docs/_data/fees/cards.yml": """\
title: Cards
currency: EUR
columns:
  - {key: monthly, label: Price, unit: a month, type: money, note: vat}
rows:
  - {label: Basic, monthly: 0}
  - {label: Team, monthly: {EUR: 12.50, USD: 14}}
notes: {vat: Without VAT., other: Prices may change.}
""",
}

COPY = """\
# Fees

> What it costs.

https://x.example/help/billing/fees/ · Updated March 3, 2026

See [the plans](https://x.example/help/billing/plans/#a), \
[below](https://x.example/help/billing/fees/#fees), \
[a file](https://x.example/help/assets/card.png "Card") and
[ask us](https://x.example/contact?a=fees).

```markdown
[not a link](plans.md)
```

**Cards**

|  | Price a month (1) |
| --- | --- |
| Basic | 0 EUR |
| Team | 12.5 EUR / 14 USD |

Prices may change.

1. Without VAT.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, mkdocs_build: Callable[[Path, Path], None]) -> Path:
    source = tmp_path_factory.mktemp("published")
    for path, text in PROJECT.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(text, encoding="utf-8")
    mkdocs_build(source, source / "site")
    return source / "site"


def test_an_article_has_a_copy_in_markdown(site: Path) -> None:
    assert (site / "billing/fees/index.md").read_text(encoding="utf-8") == COPY
    page = (site / "billing/fees/index.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" type="text/markdown" href="index.md">' in page


def test_only_articles_in_their_own_language_have_copies(site: Path) -> None:
    copies = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.md"))
    assert copies == ["billing/fees/index.md", "billing/plans/index.md", "fr/billing/offres/index.md"]
    assert "text/markdown" not in (site / "fr/billing/fees/index.html").read_text(encoding="utf-8")


def test_the_copies_are_listed_for_each_locale(site: Path) -> None:
    listed = (site / "llms.txt").read_text(encoding="utf-8")
    assert listed.startswith("# Help\n\n> Answers.\n\n## Billing\n\n")
    assert "- [Fees](https://x.example/help/billing/fees/index.md): What it costs.\n" in listed
    french = re.findall(r"\(\S+\)", (site / "fr/llms.txt").read_text(encoding="utf-8"))
    assert french == ["(https://x.example/help/fr/billing/offres/index.md)"]
    assert COPY.rstrip() in (site / "llms-full.txt").read_text(encoding="utf-8")


def test_the_policy_allows_what_the_site_loads_and_nothing_else(site: Path) -> None:
    headers = (site / "_headers").read_text(encoding="utf-8")
    policy = re.search(r"Content-Security-Policy: (.*)", headers)
    assert policy is not None and "unsafe-inline" not in policy[1] and "*" not in policy[1]
    elsewhere = {
        directive.split()[0]: directive.split()[-1]
        for directive in policy[1].split("; ")
        if "x.example" in directive
    }
    assert elsewhere == {
        "script-src": "https://count.x.example",
        "connect-src": "https://count.x.example",
        "form-action": "https://api.x.example",
        "frame-src": "https://maps.x.example",
        "img-src": "https://img.x.example",
    }
    assert "https://api.x.example" in policy[1].split("connect-src ")[1]


def test_an_owners_headers_stay(tmp_path: Path, mkdocs_build: Callable[[Path, Path], None]) -> None:
    for path, text in {**PROJECT, "docs/_headers": "/*\n  X-Own: yes\n"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    mkdocs_build(tmp_path, tmp_path / "site")
    assert "X-Own" in (tmp_path / "site/_headers").read_text(encoding="utf-8")


def test_pages_show_the_sites_picture_where_they_have_none(site: Path) -> None:
    page = (site / "billing/fees/index.html").read_text(encoding="utf-8")
    assert '<meta property="og:image" content="https://x.example/help/assets/card.png">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_addresses_of_the_site_add_nothing_to_the_policy() -> None:
    assert write_policy([("script-src", "assets/own.js"), ("img-src", "/a.png")]) == write_policy([])
    assert "\n/*\n  Content-Security-Policy: default-src 'self';" in write_headers([])


@pytest.mark.parametrize(
    ("url", "copy"), [("a/b/", "a/b/index.md"), ("a/b.html", "a/b.md"), ("", "index.md")]
)
def test_a_copy_is_beside_its_page(url: str, copy: str) -> None:
    assert copy_url(url) == copy


def test_shared_fees_are_written_in_the_readers_words() -> None:
    page = PageContext(locale="fr", data_dir=str(CASES / "dialect/fees-data-fr/data"))
    (data,) = (CASES / "dialect/fees-data-fr/data/fees").glob("*.yml")
    drawn = draw_as_markdown(data.stem, page)
    assert drawn.startswith("**")
    assert "| --- |" in drawn
