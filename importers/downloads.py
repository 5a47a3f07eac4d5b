"""Downloads: pictures and attachments of live sources, each once, whatever page shows it.

Addresses in, contents out; what a file is, and where it goes, `assets` decides. Which address became which
file is kept in `docs/.helpcentre/assets.yml`: a later run, on any machine, downloads only what is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from .addresses import is_web, split_address
from .assets import content_path
from .errors import OutputError, RemoteError
from .sync import STATE
from .web import MEGABYTE, Web
from .writer import Loader, read_text, write_file

KNOWN = f"{STATE}/assets.yml"
LARGEST = 50 * MEGABYTE
SAVE_EVERY = 50
"""New files after which the list of them is written: a run that is cut off loses no more."""
SIGNED = re.compile(r"(?:^|&)(?:signature|expires|x-amz-[a-z-]+|x-goog-[a-z-]+|sig|token)=", re.IGNORECASE)
"""Parameters of addresses that expire; the file is the same without them."""
RESIZED = re.compile(r"-\d+x\d+(?=\.(?:png|jpe?g|gif|webp|avif)$)", re.IGNORECASE)
"""How WordPress names a picture's smaller copies."""


class Downloads:
    """Contents by address: of this and earlier runs."""

    def __init__(self, docs: Path, web: Web | None, originals: Mapping[str, str]) -> None:
        """Read what earlier runs downloaded.

        Args:
            docs: the docs folder.
            web: the client; without it only what is there already is given.
            originals: address of a smaller copy → of the picture.

        Raises:
            OutputError: the list of downloads can't be read.
        """
        self._docs = docs
        self._web = web
        self._originals = originals
        self._known = _read_known(docs)
        self._saved = dict(self._known)
        self._failed: dict[str, str] = {}

    def read(self, addresses: Sequence[str]) -> dict[str, bytes | str]:
        """Return the content of each address; a text says why it can't be had."""
        wanted = {address: _key(address) for address in addresses if _is_complete(address)}
        found: dict[str, bytes | str] = {}
        missing: dict[str, str] = {}
        for address, key in wanted.items():
            if content := self._at_hand(key):
                found[address] = content
            elif key in self._failed:
                found[address] = self._failed[key]
            else:
                missing.setdefault(key, address)
        if self._web and missing:
            results = dict(zip(missing, self._web.map(self._download, missing.values()), strict=True))
            found |= {address: results[key] for address, key in wanted.items() if key in results}
            self._remember(results)
        return found

    def save(self) -> None:
        """Write the list of downloads.

        Raises:
            OutputError: it can't be written.
        """
        if self._known != self._saved:
            text = yaml.safe_dump(self._known, allow_unicode=True, width=10_000)
            write_file(self._docs / KNOWN, text)
            self._saved = dict(self._known)

    def _at_hand(self, key: str) -> bytes | None:
        path = self._docs / self._known.get(key, "")
        return path.read_bytes() if key in self._known and path.is_file() else None

    def _remember(self, results: Mapping[str, bytes | str]) -> None:
        for key, content in results.items():
            if isinstance(content, str):
                self._failed[key] = content
            elif path := content_path(content):
                self._known[key] = path
        if len(self._known) - len(self._saved) >= SAVE_EVERY:
            self.save()

    def _download(self, address: str) -> bytes | str:
        """Download a file, the original where the address is that of a smaller copy."""
        assert self._web is not None
        problem = ""
        for each in self._candidates(address):
            try:
                answer = self._web.get(each, limit=LARGEST)
            except RemoteError as error:
                problem = error.problem
                continue
            if answer.status == 200 and content_path(answer.content):
                return answer.content
            problem = (
                "it is no kind of file that may be published"
                if answer.status == 200
                else f"the server answers {answer.status}"
            )
        return problem

    def _candidates(self, address: str) -> Iterator[str]:
        """The addresses to try: the original's, then its own."""
        parts = split_address(address)
        plain = parts._replace(query="", fragment="").geturl()
        if plain in self._originals:
            yield self._originals[plain]
        elif "/wp-content/uploads/" in parts.path and RESIZED.search(parts.path):
            yield parts._replace(path=RESIZED.sub("", parts.path), query="", fragment="").geturl()
        yield parts._replace(fragment="").geturl()


def _key(address: str) -> str:
    """Return what an address is known by: without what expires."""
    parts = split_address(address)
    query = "" if SIGNED.search(parts.query) or "intercom" in parts.netloc else parts.query
    return parts._replace(query=query, fragment="").geturl()


def _is_complete(address: str) -> bool:
    return is_web(address) and bool(split_address(address).netloc)


def _read_known(docs: Path) -> dict[str, str]:
    try:
        data = yaml.load(read_text(docs / KNOWN) or "", Loader)
    except yaml.YAMLError as error:
        raise OutputError(
            f"it isn't YAML: {error}", where=str(docs / KNOWN), hint="Delete it: files are downloaded again."
        ) from error
    pairs: Iterable[tuple[object, object]] = data.items() if isinstance(data, dict) else ()
    return {str(key): str(path) for key, path in pairs}
