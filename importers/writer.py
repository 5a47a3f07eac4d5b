"""Files: an article's text with its front matter, and writing so that no half file is ever seen."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from .errors import OutputError
from .keys import make_slug
from .model import Asset, Page

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)

UNFINISHED = (".helpcentre-", ".part")
"""Start and end of the names of temporary files."""

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""Those of libyaml, many times as fast."""
ESCAPED = re.compile(r"[\\\U00010000-\U0010ffff]")
"""Signs that libyaml would write as numbers; `repr` shows the invisible ones with a backslash."""


def compose(page: Page, carried: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Return the file's text: front matter in the order that `guide/` documents, a blank line, the body.

    `carried` is what the front matter keeps of earlier imports: see `history`.
    """
    article = page.article
    meta: dict[str, Any] = {
        "title": article.title,
        "description": article.description,
        "slug": slug_of(page),
        "redirect_from": carried.get("redirect_from"),
        "updated": article.updated.date() if article.updated else None,
        "status": "draft" if article.state == "draft" else "",
        "translated_from": carried.get("translated_from"),
        "source": {
            name: value
            for name, value in (
                ("system", article.origin.system),
                ("id", article.origin.id),
                ("url", article.origin.url),
            )
            if value
        },
    }
    given = {name: value for name, value in meta.items() if value}
    dumper = yaml.SafeDumper if ESCAPED.search(repr(given.values())) else Dumper
    head = yaml.dump(given, Dumper=dumper, sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{head}---\n\n{page.body}"


def slug_of(page: Page) -> str:
    """Return the slug that a page's front matter gives; "" where the key is as good.

    What has no address at its source, such as a draft or a recovered text, gets one of its title.
    """
    slug = make_slug(page.article.slug or page.article.title)
    return "" if page.key.startswith(slug) else slug


def read_body(text: str) -> str:
    """Return what follows a file's front matter."""
    match = FRONT_MATTER.match(text)
    return text[match.end() :] if match else text


def set_meta(text: str, name: str, value: object) -> str:
    """Return a file's text with one line of front matter set, and every other byte as it was."""
    line = yaml.safe_dump({name: value}, allow_unicode=True, width=10_000)
    match = FRONT_MATTER.match(text)
    if not match:
        return f"---\n{line}---\n\n{text}"
    own = re.compile(rf"^{re.escape(name)}:.*\n(?:[ \t]+.*\n|-[ \t].*\n)*", re.MULTILINE)
    head = match[1]
    if own.search(head):
        head = own.sub(lambda _: line, head, count=1)
    else:
        source = re.search(r"^source:", head, re.MULTILINE)
        at = source.start() if source else len(head)
        head = head[:at] + line + head[at:]
    return text[: match.start(1)] + head + text[match.end(1) :]


def read_meta(text: str) -> dict[str, Any]:
    """Return a file's front matter; {} where there is none, or an editor broke it."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}
    try:
        meta = yaml.load(match[1], Loader)
    except yaml.YAMLError:
        return {}
    return meta if isinstance(meta, dict) else {}


def read_text(path: Path) -> str | None:
    """Return a file's text with `\\n` for every line end; None if there is no such file.

    Raises:
        OutputError: it can't be read, or isn't UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(
            f"can't be read: {error}", where=str(path), hint="Mend the file, or delete it."
        ) from error


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: into a temporary file beside it, then renamed.

    Raises:
        OutputError: the folder or file can't be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=UNFINISHED[0], suffix=UNFINISHED[1], dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise OutputError(
            f"can't be written: {error.strerror}",
            where=str(path),
            hint="Check the folder's permissions and the space on the disk.",
        ) from error


def remove_unfinished(folder: Path) -> None:
    """Remove what a run that was killed left behind; only for who knows that no other run is at work.

    Raises:
        OutputError: a file can't be removed.
    """
    prefix, suffix = UNFINISHED
    try:
        for path in folder.rglob(f"{prefix}*{suffix}"):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"can't be removed: {error.strerror}", where=str(folder)) from error


def write_asset(docs: Path, asset: Asset) -> None:
    """Write a media file, unless it is there: its name tells its content."""
    if not (docs / asset.path).exists():
        write_file(docs / asset.path, asset.content)


def _umask() -> int:
    """Temporary files are private; articles get what any new file gets."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
