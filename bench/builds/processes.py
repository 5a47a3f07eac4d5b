"""Programs that are measured: how long they run, how much memory they take with all that they start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "ASTRO_TELEMETRY_DISABLED": "1", "CI": "1"}
LONGEST = 3600
SLOWING = frozenset({"PYTHONDONTWRITEBYTECODE"})
"""Has Python compile programs anew each time, which users' machines don't."""
INDEXER = "pagefind"
"""Part of the command line of processes that index for search; their memory counts apart."""


class MeasureError(Exception):
    """A program failed, or gave no answer; says what it said last."""


def run(command: Sequence[str | Path], folder: Path) -> float:
    """Run a program to its end.

    Returns:
        Wall time in seconds.

    Raises:
        MeasureError: it failed.
    """
    began = time.perf_counter()
    ended = subprocess.run(
        command,
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    seconds = time.perf_counter() - began
    if ended.returncode:
        raise MeasureError(
            f"{' '.join(map(str, command))} ended with {ended.returncode}: {ended.stdout[-800:]}"
        )
    return seconds


@dataclass
class Peak:
    """The most memory that a program and everything below it had at a time, in MiB."""

    programs: float = 0
    """Without indexers."""
    everything: float = 0


def run_for_memory(command: Sequence[str | Path], folder: Path) -> Peak:
    """Run a program to its end, and look at its memory on the way; Linux only.

    What is seen but once doesn't count: a process that starts another program has its memory in common with
    it for a moment (vfork(2)), and the system then tells all of it of both.
    """
    peak, last = Peak(), (0.0, 0.0)
    with running(command, folder) as process:
        while process.poll() is None:
            sizes = list(_sizes(process.pid))
            own = sum(size for command, size in sizes if INDEXER not in command)
            now = own, sum(size for _, size in sizes)
            peak = Peak(max(peak.programs, min(now[0], last[0])), max(peak.everything, min(now[1], last[1])))
            last = now
            time.sleep(0.05)
    return peak


@contextmanager
def running(command: Sequence[str | Path], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program while it runs; in the end it is stopped, with all that it has started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(url: str, text: str, process: subprocess.Popen[bytes]) -> float:
    """Ask for a page until it has a text.

    Returns:
        Seconds until then.

    Raises:
        MeasureError: the server ended, or took an hour.
    """
    began = time.perf_counter()
    while time.perf_counter() - began < LONGEST:
        if text in _fetch(url):
            return time.perf_counter() - began
        if process.poll() is not None:
            raise MeasureError(f"the server of {url} ended with {process.returncode}")
        time.sleep(0.005)
    raise MeasureError(f"{url} never had {text!r}")


def _environment() -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in SLOWING}, **ENVIRONMENT}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _fetch(url: str) -> str:
    try:
        with urlopen(url, timeout=LONGEST) as answer:
            text: str = answer.read().decode("utf-8", "replace")
            return text
    except (URLError, OSError):
        return ""


def _sizes(pid: int) -> Iterator[tuple[str, float]]:
    """Each process of a tree: its command, and its share of memory in MiB (proc(5), smaps_rollup)."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = [
            child
            for task in Path(f"/proc/{pid}/task").glob("*/children")
            for child in task.read_text().split()
        ]
    except OSError:
        return
    shares = (line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))
    yield command, int(next(shares, 0)) / 1024
    for child in children:
        yield from _sizes(int(child))
