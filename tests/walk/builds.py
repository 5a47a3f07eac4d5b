"""Builds as a user starts them, each in a process of its own, forked from one that has MkDocs loaded.

That saves the second that a new interpreter takes to import everything; nothing else is shared.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path

PRELOADED = ["__main__", "mkdocs.__main__", "mkdocs_static_i18n.plugin", "helpcentre.hooks.plugin"]
LOG = "build.log"
MESSAGE = re.compile(r"^(?=[A-Z]+ +-  |Aborted )", re.MULTILINE)
"""Where the next message begins, as MkDocs prints them: with its level, but for the last."""

LONGEST = 300
"""Seconds after which a build hangs for certain."""


@dataclass(frozen=True)
class Outcome:
    """How a build ended."""

    code: int | None
    said: tuple[str, ...]
    """Warnings and errors in order, without the site's own path."""


def start_build(
    folder: Path,
    now: int,
    arguments: Sequence[str] = (),
    largest_file: int = 0,
    *,
    as_large: bool = False,
) -> BaseProcess:
    """Begin `mkdocs build` in a folder, at a time.

    Args:
        folder: where mkdocs.yml is; `build.log` in it gets what the build says.
        now: seconds since 1970.
        arguments: more of the command line.
        largest_file: how many bytes a file may have before the disk is full; 0 for no limit.
        as_large: whether its few changed files are moved over one by one, as in a large site.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    process = context.Process(
        target=_build, args=(str(folder), now, tuple(arguments), largest_file, as_large)
    )
    process.start()
    return process


def finish(process: BaseProcess, folder: Path) -> Outcome:
    """Wait for a build's end."""
    process.join(LONGEST)
    if process.is_alive():
        kill(process)
    said = (folder / LOG).read_text(encoding="utf-8").replace(str(folder), "<site>")
    messages = (message.strip() for message in MESSAGE.split(said))
    return Outcome(process.exitcode, tuple(each for each in messages if each and each[:4] != "INFO"))


def kill(process: BaseProcess, after: float = 0) -> None:
    """End a build at once, with everything that it has started."""
    time.sleep(after)
    if process.pid and process.is_alive():
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()
    process.join()


def read_tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, without what starts with a dot → what is in it, as a hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _build(folder: str, now: int, arguments: tuple[str, ...], largest_file: int, as_large: bool) -> None:
    """What the forked process does."""
    from mkdocs.__main__ import cli  # noqa: PLC0415 (loaded in the process that forks)

    if as_large:
        vars(import_module("helpcentre.hooks.speed.folder"))["MANY"] = 1

    os.setpgid(0, 0)
    os.chdir(folder)
    with open(LOG, "wb") as log:  # noqa: PTH123 (its descriptor is all that is wanted)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(SOURCE_DATE_EPOCH=str(now), NO_MKDOCS_2_WARNING="1")
    if largest_file:
        import resource  # noqa: PLC0415 (not on every system)

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    sys.argv = ["mkdocs", "build", *arguments]
    cli()
