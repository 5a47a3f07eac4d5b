"""What a file is, by its content and never by its name, and whether it may be published.

Bytes in; out comes what may stand on a site, or nothing. Pictures, films, sounds and documents may, whatever
runs may not: no pages, no programs, no macros. An SVG that runs or loads something is made harmless by
Cloudflare's sanitiser (https://github.com/cloudflare/svg-hush).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml.etree import QName, XMLParser, XMLSyntaxError, fromstring
from py_svg_hush import filter_svg

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
"""First bytes of each type that is published as it is (https://mimesniff.spec.whatwg.org/)."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of what holds other files: archives and documents of today, documents of old."""
OFFICE: Mapping[str, str] = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
"""Folder of the document in a file of Office Open XML (ECMA-376) → extension."""
BY_NAME: Mapping[bytes, str] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
}
"""What the entry `mimetype` of OpenDocument and EPUB files says → extension."""
STREAMS: Mapping[str, str] = {"WordDocument": "doc", "Workbook": "xls", "PowerPoint Document": "ppt"}
"""Stream of the document in a compound file ([MS-CFB]) → extension."""
PROGRAMS = ("vbaproject.bin", "meta-inf/manifest.mf", "androidmanifest.xml")
"""Entries of archives that run: macros, Java, Android."""
ATTACHMENTS = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|pdf|mp4|webm|mp3|zip|epub|docx?|xlsx?|pptx?|od[tsp])$", re.IGNORECASE
)
"""How links to such files end; what stands there, the content says."""


class Publishable(NamedTuple):
    """A file as it may be published."""

    content: bytes
    extension: str


def as_publishable(content: bytes) -> Publishable | None:
    """Return a file as it may be published, None where it may not."""
    for magic, extension in MAGIC:
        if magic.match(content):
            return Publishable(content, extension)
    if content.startswith(ZIP):
        kind = _archive_type(content)
    elif content.startswith(OLE):
        kind = _compound_type(content)
    else:
        return _as_harmless_svg(content)
    return Publishable(content, kind) if kind else None


def _archive_type(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.lower().endswith(PROGRAMS) for name in names):
                return None
            if "[Content_Types].xml" in names:
                folders = (
                    kind for folder, kind in OFFICE.items() if any(n.startswith(folder) for n in names)
                )
                return next(folders, None)
            if names[:1] == ["mimetype"]:
                return BY_NAME.get(archive.open("mimetype").read(100).strip())
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):  # damaged, or encrypted
        return None
    return "zip"


def _compound_type(content: bytes) -> str | None:
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        return None
    return next((kind for name, kind in STREAMS.items() if name.encode("utf-16-le") in content), None)


LOADS = re.compile(rb"""<!ENTITY|@import|url\(\s*["']?(?!["'#])""", re.IGNORECASE)
"""Declarations and styles with which an SVG gets something from elsewhere."""
ACTIVE = frozenset({"script", "foreignObject", "iframe", "handler", "set", "animate"})
"""Elements of an SVG that run something, or change where it leads."""


def _as_harmless_svg(content: bytes) -> Publishable | None:
    """Return an SVG picture without what runs or loads anything; one that has none of that as it is."""
    if b"<svg" not in content[:4096]:
        return None
    if _is_harmless_svg(content):
        return Publishable(content, "svg")
    try:
        safe = filter_svg(content, {"image": ["png", "jpeg", "gif", "webp"]})
    except ValueError:  # no XML, or with entities of its own
        return None
    return Publishable(safe, "svg") if _shows_something(safe) else None


def _is_harmless_svg(content: bytes) -> bool:
    """Whether `content` is an SVG picture that runs nothing and loads nothing."""
    if LOADS.search(content):
        return False
    try:
        root = fromstring(content, XMLParser(resolve_entities=False, no_network=True))
    except (XMLSyntaxError, ValueError):
        return False
    for element in root.iter():
        name = QName(element).localname if isinstance(element.tag, str) else ""
        if name in ACTIVE:
            return False
        for attribute, value in element.attrib.items():
            local = str(attribute).rpartition("}")[2].lower()
            if local.startswith("on") or (
                local == "href" and not str(value).startswith(("#", "data:image/"))
            ):
                return False
    return bool(QName(root).localname == "svg")


def _shows_something(svg: bytes) -> bool:
    """Whether anything is left of a picture beside its frame."""
    root = fromstring(svg, XMLParser(resolve_entities=False, no_network=True))
    return QName(root).localname == "svg" and any(isinstance(each.tag, str) for each in root)
