"""`_redirects` and `_headers` as data: the form in which a site's redirects and headers are kept.

Netlify and Cloudflare Pages read the files themselves
(https://docs.netlify.com/manage/routing/redirects/overview/#syntax-for-the-redirects-file,
https://developers.cloudflare.com/pages/configuration/headers/); `hosts.py` makes of them what others read.
An owner's own files in the docs folder thus count for every host.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

REDIRECTS_FILE = "_redirects"
HEADERS_FILE = "_headers"


class Redirect(NamedTuple):
    """An earlier path and where it leads now."""

    path: str
    """As a server sees it, percent-decoded; a `*` at its end stands for anything."""
    target: str
    """As it is sent, percent-encoded."""
    status: int = 301

    @property
    def is_prefix(self) -> bool:
        """Whether it is for all paths that begin so."""
        return self.path.endswith("*")


@dataclass(frozen=True, slots=True)
class Headers:
    """What is sent with all paths that fit a pattern."""

    pattern: str
    """A path; `*` stands for anything."""
    values: dict[str, str] = field(default_factory=dict)


def parse_redirects(text: str) -> tuple[Redirect, ...]:
    """The rules of a `_redirects` file; lines with conditions, which only Netlify has, are left out."""
    rules = []
    for line in text.splitlines():
        parts = line.split()
        if len(parts) not in (2, 3) or line.lstrip().startswith("#"):
            continue
        status = int(parts[2]) if len(parts) == 3 and parts[2].isdecimal() else 301
        rules.append(Redirect(unquote(parts[0]), parts[1], status))
    return tuple(rules)


def parse_headers(text: str) -> tuple[Headers, ...]:
    """The blocks of a `_headers` file."""
    blocks: list[Headers] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            blocks.append(Headers(line.strip()))
        elif blocks and ":" in line:
            name, _, value = line.strip().partition(":")
            blocks[-1].values[name.strip()] = value.strip()
    return tuple(blocks)
