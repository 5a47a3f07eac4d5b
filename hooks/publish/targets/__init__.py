"""Where a site is published to: an address in, a target out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from .git import GitTarget
from .rsync import RsyncTarget
from .s3 import S3Target
from .target import Target, TargetError

TARGETS: Mapping[str, Callable[[str, Path], Target]] = {
    "git": GitTarget,
    "rsync": RsyncTarget,
    "s3": S3Target,
}
"""What an address begins with → the target, made of the rest and the site's folder."""
FORMS = "s3://bucket/prefix, rsync:user@host:/srv/site or git:origin#gh-pages"

__all__ = ["FORMS", "TARGETS", "Target", "TargetError", "open_target"]


def open_target(address: str, site: Path) -> Target:
    """The target at an address; nothing is asked of it yet.

    Raises:
        TargetError: it is none, or what it needs isn't installed.
    """
    scheme, _, rest = address.partition(":")
    if scheme not in TARGETS or not rest.strip("/"):
        raise TargetError(f"'{address}' is no target. Write {FORMS}.")
    return TARGETS[scheme](rest, site)
