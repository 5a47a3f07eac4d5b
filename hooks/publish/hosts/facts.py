"""What a host needs to know of a built site, and what all of them share: quoting, forms of an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..rules import GONE, HEADERS_FILE, MANIFEST_FILE, REDIRECTS_FILE, Headers, Redirect

HASHED = r"^/assets/(.*[./_-])?[0-9a-f]{7,}(\.min)?\.[a-z0-9_]+$"
"""A name with its content's hash: it never changes."""
FOREVER = "public, max-age=31536000, immutable"
ASK = "public, max-age=0, must-revalidate"
COMPRESSED = "html|css|js|mjs|json|svg|xml|txt|md"
"""Texts that have a compressed copy; an archive to download is none."""
PRIVATE_FILES = (HEADERS_FILE, REDIRECTS_FILE, MANIFEST_FILE, "vercel.json")
"""Files that are for the host and not for readers."""


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What a host needs to know of a site."""

    redirects: tuple[Redirect, ...]
    headers: tuple[Headers, ...]
    languages: Mapping[str, str]
    """Folder of a locale, `/fr/` or `/`, → its language tag."""
    files: frozenset[str] = field(default=frozenset())
    """What is in the site's folder, with `/`."""

    @property
    def moved(self) -> tuple[Redirect, ...]:
        """Addresses that lead on."""
        return tuple(rule for rule in self.redirects if rule.status != GONE)

    @property
    def gone(self) -> tuple[Redirect, ...]:
        """Addresses of what is no more."""
        return tuple(rule for rule in self.redirects if rule.status == GONE)

    @property
    def common(self) -> dict[str, str]:
        """The headers of every page."""
        return {
            name: value
            for block in self.headers
            if block.pattern == "/*"
            for name, value in block.values.items()
        }

    @property
    def folders(self) -> dict[str, str]:
        """Those below the root."""
        return {folder: tag for folder, tag in self.languages.items() if folder != "/"}


@dataclass(frozen=True, slots=True)
class Host:
    """A server or service: what it reads, and what it can't do."""

    write: Callable[[HostFacts], dict[str, str]]
    """File → its text; below the site's folder, or `hosting/` beside it."""
    is_beside: bool = False
    """Whether it would serve the files if they were in the site's folder."""
    sends_copies: bool = False
    """Whether it sends `.br` and `.gz` that are there; the others compress by themselves."""
    warn: Callable[[HostFacts], Iterable[str]] = lambda _: ()
    """What of the site it can't do."""


def each_form(redirects: Iterable[Redirect]) -> Iterator[Redirect]:
    """Folders with and without their slash, each once."""
    seen = set()
    for rule in redirects:
        forms = [rule.path, rule.path.rstrip("/")] if rule.path.endswith("/") else [rule.path]
        for path in filter(None, forms):
            if (path, rule.query) not in seen:
                seen.add((path, rule.query))
                yield rule._replace(path=path)


def quote(text: str) -> str:
    """Between double quotes, as the configuration of servers has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def join(lines: Iterable[str]) -> str:
    """The lines of a file."""
    return "\n".join(lines) + "\n"
