"""Commands of the site half of the house: `helpcentre check`, `article`, `verify-site`.

The command line finds them by the entry point group `helpcentre.commands`: each entry is a `Command`. They
print nothing and never end the program; they answer.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Answer(NamedTuple):
    """What a command says, and how it ends."""

    output: str = ""
    exit_code: int = 0
    problem: str = ""
    """What is wrong, for standard error."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what `--help` says of it, its arguments, and what it does."""

    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Answer]
    epilog: str = ""
