"""What a built site weighs: on its host's disk, and on its way to a reader."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from statistics import mean

from ..corpus import Corpus

ASSET = re.compile(r'(?:href|src)="(?:\.\./)*(assets/[^"?#]+\.(?:css|js))["?#]')
SEARCH = "assets/search"


def weigh(site: Path, corpus: Corpus) -> dict[str, float]:
    """Bytes of a site of ours, by page or by locale.

    Returns:
        `disk_page`: on disk, for each page, without search; `disk_search`: of an article in its locale's
        index; `page`: an article's HTML as sent; `assets`: styles and scripts of the first page one reads.
    """
    files = [file for file in site.rglob("*") if file.is_file()]
    search = sum(file.stat().st_size for file in files if SEARCH in file.as_posix())
    everything = sum(file.stat().st_size for file in files)
    pages = [site / place.collection / place.key / "index.html" for place in corpus.places[:50]]
    assets = {site / found for found in ASSET.findall(pages[0].read_text(encoding="utf-8"))}
    return {
        "disk_page": (everything - search) / corpus.pages,
        "disk_search": search / (corpus.size * corpus.width),
        "page": mean(map(_sent, pages)),
        "assets": sum(map(_sent, assets)),
    }


def _sent(file: Path) -> int:
    """Bytes of a file as hosts send it."""
    return len(gzip.compress(file.read_bytes(), 6))
