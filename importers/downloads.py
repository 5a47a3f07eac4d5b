"""Downloads: pictures and attachments of live sources, each once, whatever page shows it.

Addresses in, files in the docs folder out; what a file is, and how it is called, `assets` decides. Which
address became which file is kept in `docs/.helpcentre/assets.yml`: a later run, on any machine, downloads
only what is new, or what its source says it has replaced.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import yaml

from .addresses import is_web, split_address
from .assets import Found, Stored, make_asset
from .errors import OutputError, RemoteError
from .sync import STATE
from .web import MEGABYTE, PARALLEL, Web
from .writer import Loader, read_text, write_asset, write_file

KNOWN = f"{STATE}/assets.yml"
LARGEST = 50 * MEGABYTE
SAVE_EVERY = 50
"""New files after which the list of them is written: a run that is cut off loses no more."""
SIGNED = re.compile(r"(?:^|&)(?:signature|expires|x-amz-[a-z-]+|x-goog-[a-z-]+|sig|token)=", re.IGNORECASE)
"""Parameters of addresses that expire; the file is the same without them."""
RESIZED = re.compile(r"-\d+x\d+(?=\.(?:png|jpe?g|gif|webp|avif)$)", re.IGNORECASE)
"""How WordPress names a picture's smaller copies."""


class Known(NamedTuple):
    """A file that was downloaded."""

    path: str
    """Below the docs folder."""
    version: str = ""
    """What its source said of it then; "" where it says nothing."""


class Downloads:
    """Files by address, of this and earlier runs; several threads may ask."""

    def __init__(
        self,
        docs: Path,
        web: Web | None,
        originals: Mapping[str, str],
        versions: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Read what earlier runs downloaded.

        Args:
            docs: the docs folder.
            web: the client; without it only what is there already is given.
            originals: address of a smaller copy → of the picture.
            versions: address → what its source says of the file; another version is another file.

        Raises:
            OutputError: the list of downloads can't be read.
        """
        self._docs = docs
        self._web = web
        self._originals = originals
        self._versions = versions
        self._known = _read_known(docs)
        self._saved = dict(self._known)
        self._asked: dict[str, Future[Stored | str]] = {}
        self._pool = ThreadPoolExecutor(PARALLEL)
        self._lock = threading.Lock()

    def read(self, addresses: Sequence[str]) -> dict[str, Found]:
        """Return the file of each address; a text says why it can't be had.

        Raises:
            OutputError: a file can't be written.
        """
        found: dict[str, Found] = dict(self.at_hand(addresses))
        if self._web is None:
            return found
        missing = [each for each in addresses if each not in found and _is_complete(each)]
        waited = {address: self._ask(address) for address in missing}
        return found | {address: future.result() for address, future in waited.items()}

    def at_hand(self, addresses: Sequence[str]) -> dict[str, Stored]:
        """Return the files that are there, and still those of their source."""
        keys = {address: _key(address) for address in addresses if _is_complete(address)}
        files = {address: self._at_hand(key) for address, key in keys.items()}
        return {address: Stored(path) for address, path in files.items() if path}

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing to give, whatever is asked for."""
        return self._web is None and not self._known

    def save(self) -> None:
        """Write the list of downloads.

        Raises:
            OutputError: it can't be written.
        """
        if self._known != self._saved:
            data = {
                key: {"file": one.path, "version": one.version} if one.version else one.path
                for key, one in self._known.items()
            }
            text = yaml.safe_dump(data, allow_unicode=True, width=10_000)
            write_file(self._docs / KNOWN, text)
            self._saved = dict(self._known)

    def close(self) -> None:
        """Stop, and write the list; what has not begun yet is left for the next run.

        Raises:
            OutputError: the list can't be written.
        """
        self._pool.shutdown(cancel_futures=True)
        self.save()

    def _ask(self, address: str) -> Future[Stored | str]:
        """Let an address be downloaded, once a run."""
        key = _key(address)
        with self._lock:
            if key not in self._asked:
                self._asked[key] = self._pool.submit(self._download, address, key)
            return self._asked[key]

    def _at_hand(self, key: str) -> str | None:
        known = self._known.get(key)
        if known is None or not (self._docs / known.path).is_file():
            return None
        is_old = self._web is not None and self._version(key) not in ("", known.version)
        return None if is_old else known.path

    def _version(self, key: str) -> str:
        return self._versions.get(key.partition("?")[0], "")

    def _download(self, address: str, key: str) -> Stored | str:
        """Download a file, the original where the address is that of a smaller copy, and write it."""
        assert self._web is not None
        problem = ""
        for each in self._candidates(address):
            try:
                answer = self._web.get(each, limit=LARGEST)
            except RemoteError as error:
                problem = error.problem
                continue
            if answer.status == 200 and (asset := make_asset(answer.content)):
                write_asset(self._docs, asset)
                self._remember(key, Known(asset.path, self._version(key)))
                return Stored(asset.path)
            problem = (
                "it is no kind of file that may be published"
                if answer.status == 200
                else f"the server answers {answer.status}"
            )
        return problem

    def _remember(self, key: str, file: Known) -> None:
        with self._lock:
            self._known[key] = file
            if len(self._known) - len(self._saved) >= SAVE_EVERY:
                self.save()

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


def _read_known(docs: Path) -> dict[str, Known]:
    try:
        data = yaml.load(read_text(docs / KNOWN) or "", Loader)
    except yaml.YAMLError as error:
        raise OutputError(
            f"it isn't YAML: {error}", where=str(docs / KNOWN), hint="Delete it: files are downloaded again."
        ) from error
    pairs: Iterable[tuple[object, object]] = data.items() if isinstance(data, dict) else ()
    return {
        str(key): Known(str(one.get("file")), str(one.get("version") or ""))
        if isinstance(one, dict)
        else Known(str(one))
        for key, one in pairs
    }
