"""Files that hold exports: which to read, and their JSON, as values that know where they stand.

A path in (file, folder, `-`), documents out; what can't be read comes out as a failure in its place.
What isn't JSON stays in its file until its source reads it, since it may be larger than the memory.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import SourceError
from ..model import Failure, Origin

MISSING: Any = object()

JSON = frozenset({".json"})
XML = frozenset({".xml"})
HTML = frozenset({".html", ".htm", ".xhtml"})
TEXT = frozenset({".txt", ".text"})
"""What files are called, by what they hold."""
EXPORTS = JSON | XML | HTML
"""What is looked for in a folder; a text there may as well be a licence."""
LIKE_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[{\]])')
HEAD = 64 * 1024
"""Bytes of a file by which it is known."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a JSON document and its path there, so that an error can name it."""

    value: Any
    file: str
    path: str = "$"

    def __getitem__(self, key: str) -> Node:
        """Return the member `key`; `exists` tells whether there is one."""
        value = self.value.get(key, MISSING) if isinstance(self.value, dict) else MISSING
        return Node(value, self.file, f"{self.path}.{key}")

    def __iter__(self) -> Iterator[Node]:
        """Go through an array's elements, or an object's values; nothing else has any."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(value, self.file, f"{self.path}[{index}]")
        elif isinstance(self.value, dict):
            for key in self.value:
                yield self[key]

    @property
    def exists(self) -> bool:
        """Whether it is there and not null."""
        return self.value is not MISSING and self.value is not None

    @property
    def is_object(self) -> bool:
        """Whether it is an object with members."""
        return isinstance(self.value, dict)

    def text(self) -> str:
        """Return a string or number as text, "" where it is missing or null.

        Raises:
            SourceError: it is anything else.
        """
        if not self.exists:
            return ""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return str(self.value)
        raise SourceError(
            f"expected text, found {self.kind}",
            where=f"{self.file} {self.path}",
            hint="Export the article again, or mend the value in the file.",
        )

    def rendered(self) -> str:
        """Return the text of WordPress's `{"rendered": …}`, or of a plain string.

        Raises:
            SourceError: it is anything else.
        """
        return (self["rendered"] if self.is_object else self).text()

    def name(self) -> str:
        """Return a number or text that names something, "" for anything else."""
        is_name = isinstance(self.value, int | str) and not isinstance(self.value, bool)
        return str(self.value) if is_name else ""

    @property
    def kind(self) -> str:
        """What JSON calls it."""
        names = {dict: "an object", list: "a list", bool: "true or false", str: "text", type(None): "null"}
        return "nothing" if self.value is MISSING else names.get(type(self.value), "a number")


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file that isn't JSON: an XML export, a saved page, a copied text."""

    file: str
    """As the user named it; `-` for standard input."""
    head: bytes
    """Its first bytes, a byte order mark left out."""
    content: bytes | None = None
    """All of it, where it can't be read again: standard input."""

    def open(self) -> BinaryIO:
        """Open it for reading.

        Raises:
            SourceError: it can't be read any more.
        """
        if self.content is not None:
            return BytesIO(self.content)
        try:
            return Path(self.file).open("rb")
        except OSError as error:
            raise SourceError(
                f"can't be read: {error.strerror}", where=self.file, hint="Check the file's permissions."
            ) from error

    @property
    def address(self) -> str:
        """Where it was fetched; "" for a file."""
        return self.file if self.file.startswith(("https://", "http://")) else ""

    @property
    def path(self) -> Path:
        """Where it lies; for standard input a name that no file has."""
        return Path(self.file)


Document = Node | RawFile


def read_documents(source: str, suffixes: Collection[str] = EXPORTS) -> Iterator[Document | Failure]:
    """Read a file, standard input (`-`), or the files of a folder that have one of the `suffixes`.

    JSON in a folder is found under other names too, as tools that mirror a site save it.
    """
    if source == "-":
        content = sys.stdin.buffer.read()
        yield _document(content[:HEAD], "-", content)
    elif not Path(source).exists():
        yield _failure(source, "there is no such file or folder", "Check the path.")
    elif Path(source).is_dir():
        yield from _read_folder(Path(source), suffixes)
    else:
        yield _read_file(Path(source))


def _read_folder(folder: Path, suffixes: Collection[str]) -> Iterator[Document | Failure]:
    found = False
    for path in sorted(_files_below(folder), key=lambda path: path.parts):
        if path.suffix.lower() in suffixes or (".json" in suffixes and _starts_as_json(path)):
            found = True
            yield _read_file(path)
    if not found:
        yield _failure(
            str(folder), "the folder holds no exports", f"Expected files named {', '.join(sorted(suffixes))}."
        )


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _starts_as_json(path: Path) -> bool:
    """Whether a file with another name holds JSON: `wp-json/wp/v2/pages/19`, or `index.html` below it."""
    if path.suffix.lower() not in ("", ".html", ".txt"):
        return False
    try:
        with path.open("rb") as file:
            return bool(LIKE_JSON.match(file.read(64).removeprefix(b"\xef\xbb\xbf")))
    except OSError:
        return False


def _read_file(path: Path) -> Document | Failure:
    try:
        with path.open("rb") as file:
            return _document(file.read(HEAD), str(path))
    except OSError as error:
        return _failure(str(path), f"can't be read: {error.strerror}", "Check the file's permissions.")


def _document(head: bytes, name: str, content: bytes | None = None) -> Document | Failure:
    """Tell JSON from other files by its first signs; a file named `.json` is held to be it."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.strip() and Path(name).suffix.lower() not in JSON and not LIKE_JSON.match(head):
        return RawFile(name, head, content)
    return _parse(Path(name).read_bytes() if content is None else content, name)


def _parse(content: bytes, name: str) -> Node | Failure:
    """Parse one document, telling apart what people save by mistake."""
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return _failure(name, "it isn't UTF-8 text", "Save the export as JSON in UTF-8.")
    if not text:
        return _failure(name, "the file is empty", "Export it again.")
    try:
        return Node(json.loads(text), name)
    except json.JSONDecodeError as error:
        return _explain(text, error, name)
    except RecursionError:
        return _failure(name, "the JSON is nested too deeply", "Export it again.")


def _explain(text: str, error: json.JSONDecodeError, name: str) -> Failure:
    place = f"line {error.lineno}, column {error.colno}"
    if text.startswith("<"):
        return _failure(
            name,
            "it is an HTML or XML page, not JSON",
            "The server may have answered with an error page or a login: open the file, export again.",
        )
    ends_inside = text[0] in "{[" and error.pos >= len(text)
    if ends_inside or "Unterminated" in error.msg:
        return _failure(
            name, f"the JSON ends too early ({place})", "The download was cut off: export it again."
        )
    return _failure(name, f"it isn't JSON: {error.msg} ({place})", "Export it again, or mend the file there.")


def _failure(file: str, problem: str, hint: str) -> Failure:
    return Failure(Origin(system="", id="", file=file), f"{problem}. {hint}")
