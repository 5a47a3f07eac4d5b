"""The last step of a build: what the servers that mkdocs.yml names need beside the pages.

Reads the built site, writes into it: headers, compressed copies, the files of `hosts`, and last the
manifest; configuration that a server would serve goes into `hosting/` beside the site.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from .built import BuiltSite
from .copies import Copies, compress_all
from .headers import complete_headers
from .hosts import HOSTS
from .hosts.facts import HostFacts
from .manifest import Manifest, read_manifest, write_manifest
from .rules import HEADERS_FILE, MANIFEST_FILE, REDIRECTS_FILE, parse_headers, parse_redirects

log = logging.getLogger("mkdocs.plugins.helpcentre")

HOSTING = "hosting"


def deliver(
    site: BuiltSite, hosts: Iterable[str], languages: Mapping[str, str], copies: Copies | None = None
) -> list[str]:
    """Write what hosts need.

    Args:
        site: the built site.
        hosts: names of `HOSTS`.
        languages: folder of a locale, `/fr/` or `/`, → its language tag.
        copies: the compressed copies of an earlier build; becomes those of this one.

    Returns:
        What of the site its hosts can't do.
    """
    wanted = [HOSTS[name] for name in hosts]
    files = frozenset(site.files)
    headers, redirects = site.read(HEADERS_FILE).decode(), site.read(REDIRECTS_FILE).decode()
    facts = HostFacts(parse_redirects(redirects), parse_headers(headers), languages, files)
    if headers:
        site.write(HEADERS_FILE, complete_headers(headers, files, languages).encode())
    if any(host.sends_copies for host in wanted):
        compress_all(site, {} if copies is None else copies)
    for host in wanted:
        for name, text in host.write(facts).items():
            if host.is_beside:
                site.write_beside(f"{HOSTING}/{name}", text.encode())
            else:
                site.write(name, text.encode())
    problems = [problem for host in wanted for problem in host.warn(facts)]
    for problem in problems:
        log.info("%s. See guide/en/publishing/publish.md.", problem)
    built = {name: file for name, file in sorted(site.files.items()) if name != MANIFEST_FILE}
    site.write(MANIFEST_FILE, write_manifest(Manifest(built, languages)).encode())
    return problems


def read_languages(site: Path) -> Mapping[str, str]:
    """Folder of a locale → its language tag, as the build has written it down.

    Raises:
        ManifestError: it can't be read.
    """
    return read_manifest(site).languages
