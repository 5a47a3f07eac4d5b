"""Three versions of a file into one: front matter key by key, the body as git merges.

Texts in, text out. A date that the source changed and a title that an editor changed stand on neighbouring
lines, which git takes for a contradiction; as keys they have nothing to do with each other.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from .writer import FRONT_MATTER

OnConflict = Literal["keep", "theirs", "markers"]
"""What becomes of a file that was changed here and at the source in the same place."""

KEY = re.compile(r"^([^\s#:-][^:\n]*):.*\n(?:(?![^\s#:-][^:\n]*:).*\n)*", re.MULTILINE)
"""A key of front matter with all lines of its value."""
MARKER = re.compile(r"^<{7} |^>{7} ", re.MULTILINE)
LATEST = frozenset({"updated"})
"""Keys that both sides may change: the later value counts."""


class Merged(NamedTuple):
    """The result of a merge."""

    text: str
    is_clean: bool
    """Whether nothing contradicted."""


def merge(base: str, ours: str, theirs: str, on_conflict: OnConflict = "keep") -> Merged | None:
    """Merge two changed texts; None where they contradict each other and ours is to be kept, or git fails.

    `theirs` takes the source's side of each contradiction, and both sides of all else; `markers` leaves
    both for a person to choose from.
    """
    (old_head, old_body), (head_here, body_here), (head_there, body_there) = map(_split, (base, ours, theirs))
    head = _merge_heads(old_head, head_here, head_there, on_conflict)
    body = _merge_texts(old_body, body_here, body_there, on_conflict)
    if head is None or body is None or (on_conflict == "keep" and not body.is_clean):
        return None
    front = f"---\n{head.text}---\n" if head.text else ""
    return Merged(front + body.text, head.is_clean and body.is_clean)


def has_markers(text: str) -> bool:
    """Whether a person has yet to choose between two sides."""
    return bool(MARKER.search(text))


def _split(text: str) -> tuple[str, str]:
    match = FRONT_MATTER.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def _merge_heads(base: str, ours: str, theirs: str, on_conflict: OnConflict) -> Merged | None:
    """Merge front matter: our order, with what the source added at its end."""
    old, here, there = _keys(base), _keys(ours), _keys(theirs)
    result, is_clean = [], True
    for key in dict.fromkeys((*here, *there)):
        mine, its = here.get(key, ""), there.get(key, "")
        if mine == its or its == old.get(key, ""):
            result.append(mine)
        elif mine == old.get(key, ""):
            result.append(its)
        elif key in LATEST:
            result.append(max(mine, its))
        elif on_conflict == "keep":
            return None
        elif on_conflict == "theirs":
            result.append(its)
        else:
            result.append(f"<<<<<<< here\n{mine}=======\n{its}>>>>>>> source\n")
            is_clean = False
    return Merged("".join(result), is_clean)


def _keys(head: str) -> dict[str, str]:
    return {match[1]: match[0] for match in KEY.finditer(head)}


def _merge_texts(base: str, ours: str, theirs: str, on_conflict: OnConflict) -> Merged | None:
    if theirs in (base, ours):
        return Merged(ours, True)
    if ours == base:
        return Merged(theirs, True)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(text.encode())
        labels = ("-L", "here", "-L", "imported", "-L", "source")
        side = ("--theirs",) if on_conflict == "theirs" else ()
        try:
            command = ["git", "merge-file", "-p", *labels, *side, *map(str, paths)]
            result = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError:
            return None
    if result.returncode < 0 or result.returncode > 127:  # how many contradictions, else an error
        return None
    return Merged(result.stdout.decode(), result.returncode == 0)
