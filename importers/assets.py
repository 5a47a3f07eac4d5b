"""Media of an article: what is at hand goes to `docs/assets/`, named by its content; the rest stays remote.

At hand are images inside the page (`data:`) and files beside the export (`wp-content/uploads/…`, `media/…`).
What is fetched from elsewhere, a reader is given for. What a file is, `filetypes` says by its content.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from bs4 import Tag

from .addresses import join_address, split_address
from .body import Body
from .filetypes import ATTACHMENTS, as_publishable
from .model import Article, Asset
from .reading import elements

FOLDER = "assets"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is in the docs folder already."""

    path: str
    """Below the docs folder: `assets/3f2a….png`."""


Found = bytes | Stored | str
"""A content, a file that has it, or why it can't be had."""
Reader = Callable[[Sequence[str]], Mapping[str, Found]]
"""Returns what is found at addresses; what isn't its business it leaves out."""


class MediaWanted(Exception):  # noqa: N818 - no error: who catches it gets them, and tries again
    """What stands at these addresses has to be fetched first."""

    def __init__(self, addresses: Sequence[str]) -> None:
        """Keep the addresses, which also makes it fit to pass between processes."""
        super().__init__(addresses)
        self.addresses = addresses


DEEPEST = 50
LONGEST = 255
"""Folders in each other, and bytes of a file's name, beyond which an address can't be a file's path."""


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """Reads media that lie beside an export: wherever the end of their address is found below its folder."""

    folder: Path

    def __call__(self, addresses: Sequence[str]) -> dict[str, Found]:
        """Return the files of those addresses that have one."""
        found = {address: self._read(address) for address in addresses}
        return {address: content for address, content in found.items() if content}

    def _read(self, address: str) -> bytes | None:
        parts = [
            part for part in unquote(split_address(address).path).split("/") if part not in ("", ".", "..")
        ]
        if len(parts) > DEEPEST or any(len(part.encode("utf-8", "replace")) > LONGEST for part in parts):
            return None  # no file has such a path
        for start in range(max(0, len(parts) - 1)):  # the name alone would be too little
            candidate = self.folder.joinpath(*parts[start:])
            if candidate.is_file() and candidate.resolve().is_relative_to(self.folder.resolve()):
                return candidate.read_bytes()
        media = self.folder / "media" / parts[-1] if parts else None
        return media.read_bytes() if media and media.is_file() else None


class Media(NamedTuple):
    """What became of the media of a body."""

    assets: tuple[Asset, ...]
    """Files that may have to be written."""
    rewritten: Mapping[str, str]
    """Old address → new."""
    asked: tuple[str, ...]
    """Whole addresses that readers were asked for."""


def take_assets(body: Body, article: Article, path: str, readers: Sequence[Reader]) -> Media:
    """Point the media of a body at files below the docs folder, the rest at where they were.

    Args:
        body: the cleaned body, changed in place.
        article: whose body it is.
        path: of its page, below the docs folder.
        readers: give the content of what can be had; each is asked for what those before it lack.
    """
    assets: dict[str, Asset] = {}
    rewritten = {}
    remote: dict[str, str] = {}
    media = list(_media(body.root))
    whole = {
        address: join_address(article.origin.url or "", address)
        for address in dict.fromkeys(str(tag[attribute]) for tag, attribute in media)
        if not address.startswith("data:")
    }
    found = ask(list(whole.values()), readers)
    for tag, attribute in media:
        address = str(tag[attribute])
        embedded = address.startswith("data:")
        given = _decode(address) if embedded else found.get(whole[address])
        asset = make_asset(given) if isinstance(given, bytes) else None
        if asset:
            assets[asset.path] = asset
        if file := asset or (given if isinstance(given, Stored) else None):
            new = posixpath.relpath(file.path, posixpath.dirname(path))
        elif embedded:
            body.notice("broken-image", f"an image inside the page is no image: {address[:60]}…")
            body.remove(tag, step="assets", reason="the image inside the page could not be decoded")
            continue
        else:
            new = whole[address]
            if tag.name == "img" or given:
                remote[new] = given if isinstance(given, str) else ""
        if new != address:
            tag[attribute] = new
            rewritten[address] = new
    for address, reason in sorted(remote.items()):
        body.notice("remote-image", f"{address} is shown from where it was{f': {reason}' if reason else ''}")
    return Media(tuple(assets.values()), rewritten, tuple(dict.fromkeys(whole.values())))


def ask(addresses: Sequence[str], readers: Sequence[Reader]) -> dict[str, Found]:
    """Return what the readers find at addresses; each is asked for what those before it lack."""
    found: dict[str, Found] = {}
    for read in readers:
        found |= read([each for each in dict.fromkeys(addresses) if isinstance(found.get(each), str | None)])
    return found


def _media(root: Tag) -> Iterable[tuple[Tag, str]]:
    """Every element that shows or offers a file, and the attribute with its address."""
    for tag in elements(root, ("img", "video", "audio", "source", "a")):
        for attribute in ("href",) if tag.name == "a" else ("src", "poster"):
            if tag.get(attribute) and (tag.name != "a" or _is_file(str(tag["href"]))):
                yield tag, attribute


def _is_file(address: str) -> bool:
    """Whether a link leads to a file such as a picture or a PDF rather than to a page."""
    return bool(ATTACHMENTS.search(split_address(address).path))


def note_missing_alt(body: Body) -> None:
    """Note pictures that say nothing to who can't see them."""
    pictures = elements(body.root, ("img",))
    silent = [str(each["src"]) for each in pictures if "src" in each.attrs and not each.get("alt")]
    if silent:
        more = f" (and {len(silent) - 1} more)" if len(silent) > 1 else ""
        body.notice("missing-alt", f"a picture has no alternative text: {silent[0]}{more}")


def make_asset(content: bytes) -> Asset | None:
    """Return the file that a content becomes, named by it; None where it may not be published."""
    file = as_publishable(content)
    if file is None:
        return None
    name = hashlib.sha256(file.content).hexdigest()[:16]
    return Asset(f"{FOLDER}/{name}.{file.extension}", file.content)


def _decode(address: str) -> bytes | None:
    """Decode a `data:` address (RFC 2397)."""
    head, _, data = address.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(data)
    try:
        return base64.b64decode("".join(unquote(data).split()) + "==", validate=False)
    except (binascii.Error, ValueError):
        return None
