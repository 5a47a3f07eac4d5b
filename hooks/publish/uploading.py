"""A built site brought to a target by what differs from what was published there last.

What was published is what the manifest at the target says; nothing else there is ever removed. The order
keeps every page whole at every moment: what pages load comes before them, what is gone goes last, and the
manifest at the very end, so that a run that was cut short is just done again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .hosts.facts import HASHED
from .manifest import (
    Difference,
    Manifest,
    compare,
    make_manifest,
    parse_manifest,
    read_manifest,
    total,
    write_manifest,
)
from .rules import MANIFEST_FILE
from .targets import Target


class Upload(NamedTuple):
    """What is to be done at a target."""

    before: Manifest
    after: Manifest
    difference: Difference

    @property
    def paths(self) -> tuple[str, ...]:
        """What is uploaded, in order."""
        return tuple(path for stage in list_stages(self.difference) for path in stage)

    def describe(self) -> str:
        """A line for each file, and the sum."""
        added, changed, removed = self.difference
        if not any(self.difference):
            return f"Nothing to publish: {len(self.after.files)} files are there as they are here."
        new, old = self.after.files, self.before.files
        lines = [
            f"{'create' if path in set(added) else 'change'}  {path}  {new[path].size:,} bytes"
            for path in self.paths
        ]
        lines += [f"remove  {path}  {old[path].size:,} bytes" for path in removed]
        same = len(new) - len(added) - len(changed)
        lines.append(
            f"{len(self.paths)} files to upload ({total(new, self.paths):,} bytes), "
            f"{len(removed)} to remove ({total(old, removed):,} bytes), {same} as they were "
            f"({total(new, new) - total(new, self.paths):,} bytes)."
        )
        return "\n".join(lines)


def plan_upload(site: Path, target: Target) -> Upload:
    """Compare a built site with what was published last.

    Raises:
        TargetError: the target can't be read.
        ManifestError: a manifest can't be read.
    """
    published = target.read(MANIFEST_FILE)
    before = parse_manifest(published, f"{MANIFEST_FILE} at the target") if published else Manifest({}, {})
    after = make_manifest(site, read_manifest(site).languages)
    return Upload(before, after, compare(before, after))


def publish(site: Path, upload: Upload, target: Target) -> None:
    """Do what is planned.

    Raises:
        TargetError: something is refused; doing it again goes on.
    """
    (site / MANIFEST_FILE).write_text(write_manifest(upload.after), encoding="utf-8", newline="\n")
    for stage in list_stages(upload.difference):
        if stage:
            target.upload(stage)
    target.remove(upload.difference.removed)
    target.upload([MANIFEST_FILE])
    target.finish()


def list_stages(difference: Difference) -> Iterator[tuple[str, ...]]:
    """Files that never change, what pages load, the pages."""
    paths = sorted((*difference.added, *difference.changed))
    stages = [_stage(path) for path in paths]
    for number in range(3):
        yield tuple(path for path, stage in zip(paths, stages, strict=True) if stage == number)


def _stage(path: str) -> int:
    if re.match(HASHED, f"/{path}"):
        return 0
    return 2 if path.endswith((".html", ".xml", ".txt", ".html.br", ".html.gz")) else 1
