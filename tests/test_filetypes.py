"""What a file is, its content says; what runs is not published, and an SVG is made harmless."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from importers.filetypes import OLE, as_publishable

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
SHAPE = '<path d="M0 0h9"/>'


def archive(*names: str, mimetype: str = "") -> bytes:
    """A ZIP file with these entries."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return content.getvalue()


def compound(*streams: str) -> bytes:
    """The start of a document of old Office, with the names of its streams."""
    return OLE + b"\0" * 512 + b"".join(name.encode("utf-16-le") for name in streams)


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF89a", "gif"),
        (b"RIFF1234WEBPVP8 ", "webp"),
        (b"%PDF-1.7", "pdf"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (archive("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (archive("OEBPS/a.xhtml", mimetype="application/epub+zip"), "epub"),
        (archive("a.xml", mimetype="application/x-other"), None),
        (archive("templates/invoice.csv", "read me.txt"), "zip"),
        (archive("META-INF/MANIFEST.MF", "a.class"), None),
        (archive("a.txt")[:40], None),
        (compound("WordDocument"), "doc"),
        (compound("Workbook"), "xls"),
        (compound("Workbook", "_VBA_PROJECT"), None),
        (compound("Something"), None),
        (SVG.format(SHAPE).encode(), "svg"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', None),
        (SVG.format("<script>alert(1)</script>").encode(), None),
        (b"<svg", None),
        (b"<html>", None),
        (b"<html><body><svg></svg><script>alert(1)</script>", None),
        (b"MZ\x90", None),
        (b"", None),
    ],
)
def test_what_a_file_is_its_content_says(content: bytes, extension: str | None) -> None:
    found = as_publishable(content)
    assert (found.extension if found else None) == extension


@pytest.mark.parametrize(
    "part", ['<path fill="url(#gradient)"/>', '<use href="#a"/>', "<text>a &amp; b</text>"]
)
def test_a_harmless_picture_stays_as_it_is(part: str) -> None:
    content = SVG.format(part).encode()
    assert as_publishable(content) == (content, "svg")


@pytest.mark.parametrize(
    ("part", "danger"),
    [
        ("<script>alert(1)</script>", b"alert"),
        ('<path onload="alert(1)"/>', b"alert"),
        ('<a href="javascript:alert(1)"><path/></a>', b"javascript"),
        ('<a xlink:href="javascript:alert(1)"><path/></a>', b"javascript"),
        ('<image href="https://x.example/a.png"/>', b"x.example"),
        ('<use href="https://x.example/a.svg#b"/>', b"x.example"),
        ("<foreignObject><iframe/></foreignObject>", b"iframe"),
        ('<style>@import "https://x.example/a.css";</style>', b"x.example"),
        ('<path style="fill: url(https://x.example/a)"/>', b"x.example"),
        ('<set attributeName="href" to="javascript:alert(1)"/>', b"attributeName"),
        ('<animate attributeName="href" to="javascript:alert(1)"/>', b"attributeName"),
    ],
)
def test_what_a_picture_runs_or_loads_is_taken_out(part: str, danger: bytes) -> None:
    found = as_publishable(SVG.format(part + SHAPE).encode())
    assert found is not None
    assert danger not in found.content
    assert b"M0 0h9" in found.content
    assert as_publishable(SVG.format(part + SHAPE).encode()) == found
