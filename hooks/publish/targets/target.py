"""What can be published to, and how it fails."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol


class TargetError(Exception):
    """A target can't be reached or doesn't take what it is given; says what to do."""


class Target(Protocol):
    """A place that a site is published to, a step at a time.

    Every method may raise TargetError.
    """

    def read(self, path: str) -> bytes | None:
        """A file that is there; None if it isn't."""

    def upload(self, paths: Sequence[str]) -> None:
        """Put files of the site there, in any order."""

    def remove(self, paths: Sequence[str]) -> None:
        """Take files away, and folders that are empty then."""

    def finish(self) -> None:
        """Make what was done visible, where it isn't yet."""


def run(
    command: Sequence[str | Path],
    *,
    given: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> bytes:
    """What a program writes.

    Raises:
        TargetError: it isn't installed, or ends with an error.
    """
    try:
        done = subprocess.run(command, input=given, env=env, cwd=cwd, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise TargetError(f"the program `{command[0]}` isn't installed") from error
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip() or f"ended with {done.returncode}"
        raise TargetError(f"{command[0]}: {told}")
    return done.stdout
