"""How many articles a second an import converts, verifies and writes, on all cores.

The files are like samples/wordpress/page-2364.json, a page of a page builder (Themify) as WordPress's REST
API gives it, each with words of its own.
"""

from __future__ import annotations

import json
import os
import re
import sys
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from ..corpus import Writer, read_words
from .generators import ROOT, write_file
from .processes import run

SAMPLE = ROOT / "samples" / "wordpress" / "page-2364.json"
FILES = 2000
TEXT = re.compile(r"(?<=>)[^<>]{12,}(?=<)")
PROGRAM = "import sys; from helpcentre.importers.cli import main; sys.exit(main())"


def measure_import(files: int = FILES) -> dict[str, float]:
    """Import so many files.

    Returns:
        `files` and `articles` a second; a file has an article in two languages, as such pages have. And
        `processor`: the milliseconds that all processes together took for an article.

    Raises:
        MeasureError: the import failed.
    """
    with TemporaryDirectory(prefix="helpcentre-bench-") as folder:
        export, docs = Path(folder, "export"), Path(folder, "docs")
        docs.mkdir()
        write_export(export, files)
        before = _processor_time()
        seconds = run([sys.executable, "-c", PROGRAM, "import", "wordpress", export, "--docs", docs], docs)
        processor = _processor_time() - before
        written = sum(1 for file in docs.rglob("*.md") if ".helpcentre" not in file.parts)
    assert written == 2 * files, f"{written} articles of {files} files"
    return {
        "files": files / seconds,
        "articles": written / seconds,
        "processor": 1000 * processor / written,
    }


def _processor_time() -> float:
    """What programs that have ended took, in seconds."""
    times = os.times()
    return times.children_user + times.children_system


def write_export(folder: Path, files: int) -> None:
    """Write pages, each a file."""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    for number in range(files):
        writer = Writer(read_words()["fr"], Random(number))
        html = TEXT.sub(partial(_say_more, writer), sample["content"]["rendered"])
        slug = f"page-{number}"
        page = {
            **sample,
            "id": number + 1,
            "slug": slug,
            "link": f"https://lumen.example/fr/help/billing-and-plans/{slug}/",
            "title": {"rendered": writer.title(5)},
            "content": {"rendered": html},
        }
        write_file(folder / f"{slug}.json", json.dumps(page))


def _say_more(writer: Writer, text: re.Match[str]) -> str:
    return f"{text[0]} {writer.sentence(6)}"
