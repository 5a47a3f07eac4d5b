"""Sizes of pictures, in every format that pages show, and what becomes of them in the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from hooks.components import HelpcentreExtension
from hooks.components.pictures import read_size


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


FRAME = b"\x08" + (300).to_bytes(2, "big") + (400).to_bytes(2, "big") + b"\x03"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (400).to_bytes(4, "big") + (300).to_bytes(4, "big")


def webp(kind: bytes, data: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + len(data).to_bytes(4, "little") + data


PICTURES = {
    "png": PNG,
    "gif": b"GIF89a" + (400).to_bytes(2, "little") + (300).to_bytes(2, "little"),
    "jpeg": b"\xff\xd8" + segment(0xE1, b"Exif" * 99) + segment(0xC4, b"\0" * 9) + segment(0xC2, FRAME),
    "jpeg with filling": b"\xff\xd8\xff\xff\xff" + segment(0xC0, FRAME)[1:],
    "webp": webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + (400).to_bytes(2, "little") + (300).to_bytes(2, "little")),
    "webp lossless": webp(b"VP8L", b"\x2f" + (399 | 299 << 14).to_bytes(4, "little") + b"\0"),
    "webp extended": webp(b"VP8X", b"\0\0\0\0" + (399).to_bytes(3, "little") + (299).to_bytes(3, "little")),
    "svg": b"<?xml version='1.0'?><!-- a --><svg xmlns='x' width='400px' height='300.2'>",
    "svg by its view box": b"<svg width='100%' viewBox='0 0 400 300' height='2em'>",
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_the_size_of_a_picture(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "picture").write_bytes(data)
    assert read_size(tmp_path / "picture", 0) == (400, 300)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8" + segment(0xDA, b"\0"), b"<svg>", b"%PDF", PNG[:16]]
)
def test_what_has_no_size_has_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "picture").write_bytes(data)
    assert read_size(tmp_path / "picture", 0) is None


@pytest.mark.parametrize(
    ("markdown", "attributes"),
    [
        ("![A](a%20b.png)", 'height="300" src="a%20b.png" width="400"'),
        ("![A](a%20b.png){ width=200 }", 'height="150" src="a%20b.png" width="200"'),
        ("![A](a%20b.png){ width=50% }", 'src="a%20b.png" width="50%"'),
        ("![A](missing.png)", 'src="missing.png"'),
        ("![A](https://x.example/a.png)", 'src="https://x.example/a.png"'),
    ],
)
def test_pictures_of_the_site_keep_their_place(tmp_path: Path, markdown: str, attributes: str) -> None:
    (tmp_path / "a b.png").write_bytes(PNG)
    html = Markdown(extensions=[HelpcentreExtension(folder=str(tmp_path))]).convert(markdown)
    assert html == f'<p><img alt="A" decoding="async" {attributes} /></p>'
