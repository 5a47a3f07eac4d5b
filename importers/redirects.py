"""Redirects: every address that an article had elsewhere → the article, as data for whoever publishes.

`docs/_data/redirects.yml`, which imports only add to. A `*` at the end stands for whatever follows: help
centres find an article by its id, and the words behind it change. Values are locale and key, which stay
when a file moves to another collection.

help.example.com:
  /fr/articles/123: fr/change-your-plan
  /fr/articles/123-*: fr/change-your-plan
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from .addresses import split_address
from .errors import OutputError
from .model import OldAddress
from .writer import Loader, read_text, write_file

REDIRECTS = "_data/redirects.yml"
HEADER = "# Where articles were before: host, path, and locale/key of the article. Imports add to it.\n"
HERE = "this site"
"""The host of addresses that name none."""
SLASHES = re.compile("/{2,}")
BY_ID = re.compile(r"^(.*/articles/\d+)(?=[-/]|$)")


class Target(NamedTuple):
    """An article as redirects lead to it."""

    system: str
    id: str
    url: str
    """Its address at its source; "" for drafts."""
    locale: str
    key: str

    @property
    def name(self) -> str:
        """As the file has it."""
        return f"{self.locale}/{self.key}"


def add_redirects(
    docs: Path, targets: Iterable[Target], moved: Iterable[OldAddress], default_locale: str
) -> None:
    """Add the old addresses of these articles; those of articles that are no more make room.

    Args:
        docs: the docs folder.
        targets: every imported article that has a file.
        moved: redirects that sources had themselves.
        default_locale: of redirects that name none.

    Raises:
        OutputError: the file can't be read or written.
    """
    known = list(targets)
    names = {target.name for target in known}
    data = _read(docs)
    before = {host: dict(paths) for host, paths in data.items()}
    for host, path, name in (*_own(known), *_moved(known, moved, default_locale)):
        paths = data.setdefault(host, {})
        if paths.get(path) not in names:
            paths[path] = name
    if data != before:
        text = yaml.safe_dump(data, allow_unicode=True, width=10_000)
        write_file(docs / REDIRECTS, HEADER + text)


def _own(targets: Iterable[Target]) -> Iterator[tuple[str, str, str]]:
    """Host, path and name for each form of an article's address."""
    for target in targets:
        parts = split_address(SLASHES.sub("/", target.url) if target.url.startswith("/") else target.url)
        if not (parts.netloc or parts.path) or ".." in parts.path.split("/"):
            continue
        for path in _forms(target.system, target.id, SLASHES.sub("/", parts.path), parts.query):
            yield parts.netloc.lower() or HERE, path, target.name


def _forms(system: str, id_: str, path: str, query: str) -> Iterator[str]:
    if system in ("intercom", "zendesk") and (found := BY_ID.match(path)):
        yield from (found[1], f"{found[1]}-*")
        return
    yield f"{path or '/'}?{query}" if query else path or "/"
    if system == "wordpress":
        yield f"/?p={id_}"


def _moved(
    targets: Iterable[Target], moved: Iterable[OldAddress], default_locale: str
) -> Iterator[tuple[str, str, str]]:
    by_id = {(target.system, target.id, target.locale): target for target in targets}
    hosts = {target.system: split_address(target.url).netloc for target in by_id.values() if target.url}
    for old in moved:
        locale = old.locale or default_locale
        target = by_id.get((old.system, old.id, locale))
        parts = split_address(old.url)
        host = parts.netloc or hosts.get(old.system, "")
        if target and host and parts.path.startswith("/"):
            yield host.lower(), parts.path, target.name


def _read(docs: Path) -> dict[str, dict[str, str]]:
    path = docs / REDIRECTS
    try:
        data = yaml.load(read_text(path) or "", Loader) or {}
        return {str(host): {str(old): str(new) for old, new in paths.items()} for host, paths in data.items()}
    except (yaml.YAMLError, AttributeError) as error:
        raise OutputError(
            "it should map hosts to paths, and paths to articles",
            where=str(path),
            hint="Mend the file first.",
        ) from error
