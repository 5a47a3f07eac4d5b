"""Media of an article: what is at hand goes to `docs/assets/`, named by its content; the rest stays remote.

At hand are images inside the page (`data:`) and files beside the export (`wp-content/uploads/…`, `media/…`).
What is fetched from elsewhere, a reader is given for. What a file is, its first bytes say, never its name.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from bs4 import Tag
from lxml.etree import QName, XMLParser, XMLSyntaxError, fromstring

from .addresses import join_address, split_address
from .body import Body
from .model import Article, Asset

FOLDER = "assets"

Reader = Callable[[Sequence[str]], Mapping[str, bytes | str]]
"""Returns the content of addresses; a text says why it can't be had, and what isn't at hand is left out."""

MAGIC: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "avif"),
    (re.compile(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL), "bmp"),
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"....ftyp(?:isom|mp4|avc1|iso\d|M4V)", re.DOTALL), "mp4"),
    (re.compile(rb"\x1a\x45\xdf\xa3"), "webm"),
    (re.compile(rb"ID3|\xff\xfb"), "mp3"),
)
"""First bytes of each type that is stored (https://mimesniff.spec.whatwg.org/)."""


def media_type(content: bytes) -> str | None:
    """Return the file extension of `content`, None where it is nothing that may be published as media."""
    for magic, extension in MAGIC:
        if magic.match(content):
            return extension
    return "svg" if _is_harmless_svg(content) else None


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """Reads media that lie beside an export: wherever the end of their address is found below its folder."""

    folder: Path

    def __call__(self, addresses: Sequence[str]) -> dict[str, bytes | str]:
        """Return the files of those addresses that have one."""
        found = {address: self._read(address) for address in addresses}
        return {address: content for address, content in found.items() if content}

    def _read(self, address: str) -> bytes | None:
        parts = [
            part for part in unquote(split_address(address).path).split("/") if part not in ("", ".", "..")
        ]
        for start in range(max(0, len(parts) - 1)):  # the name alone would be too little
            candidate = self.folder.joinpath(*parts[start:])
            if candidate.is_file() and candidate.resolve().is_relative_to(self.folder.resolve()):
                return candidate.read_bytes()
        media = self.folder / "media" / parts[-1] if parts else None
        return media.read_bytes() if media and media.is_file() else None


def content_path(content: bytes) -> str | None:
    """Return where content goes below the docs folder; None where it may not be published as media."""
    extension = media_type(content)
    return f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:16]}.{extension}" if extension else None


def take_assets(
    body: Body, article: Article, path: str, readers: Sequence[Reader]
) -> tuple[list[Asset], dict[str, str]]:
    """Point the media of a body at files below the docs folder, the rest at where they were.

    Args:
        body: the cleaned body, changed in place.
        article: whose body it is.
        path: of its page, below the docs folder.
        readers: give the content of what can be had; each is asked for what those before it lack.

    Returns:
        The files to write, and old address → new.
    """
    assets: dict[str, Asset] = {}
    rewritten = {}
    remote: dict[str, str] = {}
    media = list(_media(body.root))
    contents = _read_all([str(tag[attribute]) for tag, attribute in media], article, readers)
    for tag, attribute in media:
        address = str(tag[attribute])
        embedded = address.startswith("data:")
        given = contents.get(address)
        content = given if isinstance(given, bytes) else None
        if asset := _asset(content) if content else None:
            assets[asset.path] = asset
            new = posixpath.relpath(asset.path, posixpath.dirname(path))
        elif embedded:
            body.notice("broken-image", f"an image inside the page is no image: {address[:60]}…")
            body.remove(tag, step="assets", reason="the image inside the page could not be decoded")
            continue
        else:
            new = join_address(article.origin.url or "", address)
            if tag.name == "img" or given:
                remote[new] = str(given or "")
        if new != address:
            tag[attribute] = new
            rewritten[address] = new
    for address, reason in sorted(remote.items()):
        body.notice("remote-image", f"{address} is shown from where it was{f': {reason}' if reason else ''}")
    return list(assets.values()), rewritten


def _read_all(
    addresses: Iterable[str], article: Article, readers: Sequence[Reader]
) -> dict[str, bytes | str]:
    """Return what is had of the media of an article, by the addresses that it has for them."""
    found: dict[str, bytes | str] = {}
    for address in dict.fromkeys(addresses):
        if address.startswith("data:") and (content := _decode(address)):
            found[address] = content
    for read in readers:
        missing = {
            join_address(article.origin.url or "", address): address
            for address in dict.fromkeys(addresses)
            if not address.startswith("data:") and not isinstance(found.get(address), bytes)
        }
        found |= {missing[full]: content for full, content in read(list(missing)).items()}
    return found


def _media(root: Tag) -> Iterable[tuple[Tag, str]]:
    """Every element that shows or offers a file, and the attribute with its address."""
    for tag in root.find_all(["img", "video", "audio", "source", "a"]):
        for attribute in ("href",) if tag.name == "a" else ("src", "poster"):
            if tag.get(attribute) and (tag.name != "a" or _is_file(str(tag["href"]))):
                yield tag, attribute


def _is_file(address: str) -> bool:
    """Whether a link leads to a file such as a picture or a PDF rather than to a page."""
    return bool(
        re.search(
            r"\.(?:png|jpe?g|gif|webp|avif|svg|pdf|mp4|webm|mp3)$", split_address(address).path, re.IGNORECASE
        )
    )


def _asset(content: bytes) -> Asset | None:
    path = content_path(content)
    return Asset(path, content) if path else None


def _decode(address: str) -> bytes | None:
    """Decode a `data:` address (RFC 2397)."""
    head, _, data = address.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(data)
    try:
        return base64.b64decode("".join(unquote(data).split()) + "==", validate=False)
    except (binascii.Error, ValueError):
        return None


LOADS = re.compile(rb"""<!ENTITY|@import|url\(\s*["']?(?!["'#])""", re.IGNORECASE)
"""Declarations and styles with which an SVG gets something from elsewhere."""


def _is_harmless_svg(content: bytes) -> bool:
    """Whether `content` is an SVG picture that runs nothing and loads nothing."""
    if b"<svg" not in content[:4096] or LOADS.search(content):
        return False
    try:
        root = fromstring(content, XMLParser(resolve_entities=False, no_network=True))
    except (XMLSyntaxError, ValueError):
        return False
    for element in root.iter():
        name = QName(element).localname if isinstance(element.tag, str) else ""
        if name in ("script", "foreignObject", "iframe", "handler", "set", "animate"):
            return False
        for attribute, value in element.attrib.items():
            local = str(attribute).rpartition("}")[2].lower()
            if local.startswith("on") or (
                local == "href" and not str(value).startswith(("#", "data:image/"))
            ):
                return False
    return bool(QName(root).localname == "svg")
