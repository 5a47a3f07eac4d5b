"""The articles of the guide, their blocks of code, and the commands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "guide"
BLOCK = re.compile(r"^```([\w-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Command(NamedTuple):
    """A command that readers are shown."""

    line: str
    """Without the sign of the shell and without its comment."""
    told: tuple[str, ...]
    """What the guide shows of its answer."""


class Article:
    """One article of the guide."""

    def __init__(self, file: Path) -> None:
        """Read the file."""
        self.name = file.relative_to(GUIDE / "en").with_suffix("").as_posix()
        self.text = file.read_text(encoding="utf-8")

    def blocks(self, language: str) -> list[str]:
        """Its blocks of code in a language."""
        return [code for name, code in BLOCK.findall(self.text) if name == language]

    @cached_property
    def commands(self) -> list[Command]:
        """Its commands, in order."""
        return [command for block in self.blocks("console") for command in _read_commands(block)]


def _read_commands(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *told = part.splitlines()
        yield Command(re.sub(r"\s+# .*", "", line), tuple(told))


ARTICLES = {article.name: article for article in map(Article, sorted((GUIDE / "en").glob("*/*.md")))}
"""Name, `writing/steps`, → article."""
TEXT = "\n".join(article.text for article in ARTICLES.values())
