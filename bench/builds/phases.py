"""Where the time of our own build goes: one locale, under Python's profiler; its index is made beside."""

from __future__ import annotations

import pstats
import sys

from ..corpus import Corpus
from .generators import Generator
from .processes import run

SIZE = Corpus(250, 1)
PHASES = {
    "Markdown": ("markdown/core.py", "convert"),
    "page templates (Jinja)": ("jinja2/environment.py", "render"),
    "reading what pages say": ("hooks/reading.py", "read_html"),
    "related articles": ("hooks/related.py", "find_related"),
    "search: records": ("hooks/plugin.py", "begin_search"),
    "articles as Markdown": ("hooks/publishing.py", "publish_copy"),
    "sitemaps": ("hooks/publishing.py", "publish_sitemaps"),
    "configuration": ("mkdocs/config/base.py", "load_config"),
}
"""What it is → the function in which it happens, by its file's end."""


def measure_phases(ours: Generator) -> dict[str, float]:
    """Phase → seconds; `all` has them all. The profiler makes Python slower than it is: shares count."""
    folder = ours.site(SIZE)
    profile = folder / "build.profile"
    command = [sys.executable, "-m", "cProfile", "-o", profile, *list(ours.build())[1:]]
    run(command, folder)
    stats = pstats.Stats(str(profile))
    found = {
        phase: sum(
            entry[3]
            for (file, _, name), entry in stats.stats.items()  # type: ignore[attr-defined]
            if name == function and file.endswith(end)
        )
        for phase, (end, function) in PHASES.items()
    }
    return {"all": stats.total_tt, **found}  # type: ignore[attr-defined]
