"""What the commands share of the terminal: standard error, one line of text, a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.status import Status

Item = TypeVar("Item")


def stderr() -> Console:
    """The terminal for what isn't the answer: a new one each time, since tests replace sys.stderr."""
    return Console(stderr=True)


def complain(label: str, problem: str, style: str = "red") -> None:
    """Write `label: problem` to standard error."""
    stderr().print(f"[{style}]{escape(label)}:[/] {escape(problem)}", soft_wrap=True, highlight=False)


def waiting(sources: Sequence[str]) -> Status:
    """Show that sources are being read, where somebody looks."""
    return stderr().status(f"Reading {escape(', '.join(sources[:3]))}")


def progress(items: Sequence[Item]) -> Iterable[Item]:
    """Give back the items, and show how far an import is where somebody looks."""
    console = stderr()
    return track(items, "Importing", console=console, transient=True, disable=not console.is_terminal)
