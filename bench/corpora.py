"""What of real bodies comes back: converted, rendered by the site's Python-Markdown, and counted.

Beside ours stand other converters, each with the same HTML. Ours is the whole import, which leaves things out
on purpose and records them; they count as not there. Bodies are those of `samples/`, and of `../shared` where
it lies beside the project.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from importers.conversion import convert
from importers.fidelity import KINDS, verify
from importers.links import map_links
from importers.locales import Locales
from importers.model import Article, Page
from importers.pairing import place_articles
from importers.sources import read_articles
from importers.sync import read_archive

from .pipeline import corpora
from .roundtrip import Converter, converters


def report() -> Iterator[str]:
    """A table for each corpus: the share of each kind that stands on the page."""
    for name, paths in corpora().items():
        pages = [page for path in paths for page in _import(path)]
        if not pages:
            continue
        yield ""
        yield f"What comes back of {len(pages)} bodies of {name} (what helpcentre leaves out is recorded)"
        yield ""
        yield f"{'converter':18}" + "".join(f"{kind:>10}" for kind in KINDS) + f"{'unrecorded loss':>18}"
        for converter, function in converters():
            yield f"{converter:18}" + _row(pages, None if converter == "helpcentre" else function)


def _row(pages: list[Page], function: Converter | None) -> str:
    kept: Counter[str] = Counter()
    there: Counter[str] = Counter()
    lossy = 0
    for page in pages:
        account = verify(page.article, page if function is None else _plain(page.article, function))
        lossy += bool(account.losses)
        for kind in KINDS:
            tally = getattr(account, kind)
            there[kind] += tally.source
            kept[kind] += tally.kept
    shares = [f"{kept[kind] / there[kind]:10.1%}" if there[kind] else f"{'–':>10}" for kind in KINDS]
    return "".join(shares) + f"{lossy:11} pages"


def _plain(article: Article, function: Converter) -> Page:
    """The page that another converter makes of a body."""
    try:
        return Page(article, "key", "en/key.md", function(article.html))
    except Exception:  # a crash loses the page, not the table
        return Page(article, "key", "en/key.md", "")


def _import(path: Path) -> Iterator[Page]:
    archive = read_archive(path.parent / "no docs")
    items = read_articles(None, [str(path)], Locales("en"), "en")
    placed = place_articles(
        [item for item in items if isinstance(item, Article)], archive, default_locale="en"
    ).placed
    links = map_links(placed, archive, "en")
    for one in placed:
        yield convert(one, links)
