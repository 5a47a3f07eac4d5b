"""What is measured of a generator: one function for each case, which gives seconds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from ..corpus import Corpus
from .generators import Generator
from .processes import free_port, run, running, wait_for

Case = Callable[[Generator, Path, Corpus, int], float]
"""Takes a generator, its site's folder, the corpus, and the number of the round."""

TEMPLATE_TEXT = re.compile(r"Template \d+")
"""What templates say (`TEMPLATE_MARK`)."""

SETTLED = 5.0
"""Seconds after which a server that has answered does nothing more."""


def build_cold(generator: Generator, folder: Path, _corpus: Corpus, _number: int) -> float:
    """Everything, with no cache and no output."""
    generator.forget(folder)
    return run(generator.build(), folder)


def build_unchanged(generator: Generator, folder: Path, _corpus: Corpus, _number: int) -> float:
    """Once more, with nothing changed."""
    return run(generator.build(), folder)


def build_changed(generator: Generator, folder: Path, corpus: Corpus, number: int) -> float:
    """After a line of an article was changed."""
    _edit(generator, folder, corpus, f"One more line, for the build of round {number}.")
    return run(generator.build(), folder)


def build_template(generator: Generator, folder: Path, _corpus: Corpus, number: int) -> float:
    """After a template of all pages was changed."""
    template = generator.template(folder)
    text = template.read_text(encoding="utf-8")
    template.write_text(TEMPLATE_TEXT.sub(f"Template {number + 1}", text), encoding="utf-8")
    return run(generator.build(), folder)


def save(generator: Generator, folder: Path, corpus: Corpus, number: int) -> float:
    """From saving a line of an article until the server that is running answers with it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/{generator.url('en', corpus.places[0])}"
    said = f"Saved in round {number}."
    with running(generator.serve(port), folder) as process:
        wait_for(url, "</html>", process)
        time.sleep(SETTLED)
        _edit(generator, folder, corpus, said)
        return wait_for(url, said, process)


CASES: dict[str, tuple[str, Case]] = {
    "cold": ("cold build", build_cold),
    "nothing": ("nothing changed", build_unchanged),
    "change": ("one line of one article changed", build_changed),
    "template": ("shared template changed", build_template),
    "serve": ("saved → answered by the server", save),
}
"""Name → what it is called, in the order in which a round has them."""


def _edit(generator: Generator, folder: Path, corpus: Corpus, line: str) -> None:
    """Make an article end with a line."""
    article = generator.article(folder, "en", corpus.places[0])
    text = article.read_text(encoding="utf-8").partition("\n\n## Changes\n")[0].rstrip()
    article.write_text(f"{text}\n\n## Changes\n\n{line}\n", encoding="utf-8")
