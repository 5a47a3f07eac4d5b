"""How long an article takes from its HTML to a verified Markdown file: median and 99th percentile.

Measured on `samples/`, and on real exports where they lie beside the project, in `../shared`.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from importers.conversion import convert
from importers.fidelity import verify
from importers.history import carry_over
from importers.links import LinkMap, map_links
from importers.locales import Locales
from importers.model import Article
from importers.pairing import Placed, place_articles
from importers.sources import read_articles
from importers.sync import Archive, read_archive, store
from importers.writer import compose

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ROUNDS = 5


def report() -> Iterator[str]:
    """The table."""
    yield ""
    yield "Processor time for each article, from its HTML to a verified file, in milliseconds"
    yield ""
    yield f"{'source':30} {'articles':>9} {'median':>8} {'p99':>8}"
    for name, paths in corpora().items():
        times = measure(paths)
        if times:
            p99 = statistics.quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0]
            yield f"{name:30} {len(times):9} {statistics.median(times):8.1f} {p99:8.1f}"


def measure(paths: list[Path]) -> list[float]:
    """The best of some rounds for each article, in milliseconds; each file is an import of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return [min(times) for path in paths for times in _measure_import(path, Path(folder))]


def _measure_import(path: Path, docs: Path) -> Iterator[list[float]]:
    items = read_articles(None, [str(path)], Locales("en"), "en")
    archive = read_archive(docs)
    articles = [item for item in items if isinstance(item, Article)]
    placed = place_articles(articles, archive, default_locale="en").placed
    links = map_links(placed, archive, "en")
    for one in placed:
        yield [_import_one(one, links, archive) for _ in range(ROUNDS)]


def _import_one(placed: Placed, links: LinkMap, archive: Archive) -> float:
    began = time.process_time()
    page = convert(placed, links)
    verify(placed.article, page)
    store(page, compose(page, carry_over(page, archive, "en")), archive, dry_run=False)
    return (time.process_time() - began) * 1000


def corpora() -> dict[str, list[Path]]:
    """Name → files: the samples, and real exports where they are."""
    found = {
        "samples/wordpress": [ROOT / "samples" / "wordpress"],
        "samples/intercom": [ROOT / "samples" / "intercom"],
    }
    if SHARED.is_dir():
        found |= {f"seed {path.stem[:3]}": [path] for path in sorted((SHARED / "seeds").glob("*.txt"))}
        for folder in sorted((SHARED / "corpus").iterdir()):
            documents = [
                path for path in sorted(folder.rglob("*")) if path.suffix in (".json", ".html", ".xml")
            ]
            found[f"corpus/{folder.name}"] = documents
    return found
