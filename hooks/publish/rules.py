"""`_redirects` and `_headers` as data: the form in which a site's redirects and headers are kept.

Netlify and Cloudflare Pages read the files themselves
(https://docs.netlify.com/manage/routing/redirects/overview/#syntax-for-the-redirects-file,
https://developers.cloudflare.com/pages/configuration/headers/); `hosts.py` makes of them what others read.
An owner's own files in the docs folder thus count for every host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote

REDIRECTS_FILE = "_redirects"
HEADERS_FILE = "_headers"
MANIFEST_FILE = "_manifest.json"
GONE = 410
"""The status of what is no more."""
ESCAPE = re.compile(r"%[0-9A-F]{2}")
QUERY = re.compile(r"[^/:=\s][^/=\s]*=[^:\s]\S*")
"""`p=123` after a path: the address with that query and no other."""


class Redirect(NamedTuple):
    """An earlier path and where it leads now."""

    path: str
    """As a server sees it, percent-decoded; a `*` at its end stands for anything."""
    target: str
    """As it is sent, percent-encoded."""
    status: int = 301
    query: str = ""
    """Without its question mark, for an address that is told by it alone."""

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
        if line.lstrip().startswith("#") or len(parts) < 2:
            continue
        query = []
        while len(parts) > 2 and QUERY.fullmatch(parts[1]):
            query.append(parts.pop(1))
        if len(parts) in (2, 3) and (len(parts) == 2 or parts[2].isdecimal()):
            status = int(parts[2]) if len(parts) == 3 else 301
            rules.append(Redirect(unquote(parts[0]), parts[1], status, "&".join(query)))
    return tuple(dict.fromkeys(rules))


def write_redirect(path: str, target: str, status: int = 301) -> str:
    """The lines of a `_redirects` file for one address; a query is written as Netlify has it.

    Hosts compare letter by letter: what browsers send as `%C3%A9` WordPress writes as `%c3%a9`, so that a
    path with such letters has a line for each.

    Args:
        path: an earlier path, as it is read; with `*` at its end for all that begin so, or with a query.
        target: where it leads, percent-encoded.
        status: 301, or 410.
    """
    plain, _, query = path.partition("?")
    rest = [*filter(None, query.split("&")), target, str(status)]
    upper = quote(unquote(plain), safe="/*")
    lower = ESCAPE.sub(lambda found: found[0].lower(), upper)
    return "".join(" ".join([form, *rest]) + "\n" for form in dict.fromkeys((upper, lower)))


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
