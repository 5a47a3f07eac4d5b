"""What an import of a live source can be asked, on the command line or in pyproject.toml: one set of names.

[tool.helpcentre.sources.website]
source = "https://example.com"
types = ["pages", "docs"]
on-delete = "draft"

Every key is an option of `helpcentre import` without its hyphens in front; `source` is what to import, and
`system` what it is. Secrets are never in it: only the names of environment variables, and paths of files.
"""

from __future__ import annotations

import argparse
import json
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from requests.auth import AuthBase, HTTPBasicAuth

from .errors import UsageError
from .live import Wanted
from .live.intercom import REGIONS
from .live.systems import is_address
from .merging import OnConflict
from .sync import OnDelete
from .web import Bearer

PYPROJECT = "pyproject.toml"
CACHE = ".cache/helpcentre"
PAIRS = {"wordpress": "WORDPRESS_AUTH", "zendesk": "ZENDESK_AUTH"}
"""Systems that know a user and a password → the environment variable that holds them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of live sources to the command `import`."""
    live = parser.add_argument_group("live sources")
    live.add_argument("--types", default="", metavar="pages,docs", help="post types of WordPress to read")
    live.add_argument("--since", type=_date, metavar="YYYY-MM-DD", help="only what changed since that day")
    live.add_argument("--drafts", action="store_true", help="drafts, too; needs a user who may read them")
    live.add_argument(
        "--auth-env",
        default="",
        metavar="NAME",
        help="variable with `user:application password` of WordPress (default: WORDPRESS_AUTH) or "
        "`e-mail/token:API token` of Zendesk (default: ZENDESK_AUTH)",
    )
    live.add_argument("--auth-file", type=Path, metavar="FILE", help="file with the same")
    live.add_argument(
        "--token-env", default="INTERCOM_TOKEN", metavar="NAME", help="variable with Intercom's token"
    )
    live.add_argument("--region", choices=REGIONS, default="us", help="where Intercom keeps the workspace")
    live.add_argument("--download", action="store_true", help="download the media of files, too")
    live.add_argument(
        "--allow-host", action="append", default=[], metavar="HOST", help="a host in a private network"
    )
    again = parser.add_argument_group("importing again")
    again.add_argument(
        "--on-conflict",
        choices=get_args(OnConflict),
        default="keep",
        help="what was changed here and at the source in the same place",
    )
    again.add_argument(
        "--on-delete",
        choices=get_args(OnDelete),
        default="keep",
        help="articles that are gone at a live source",
    )


def read_live(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what the arguments say of live sources, as `pipeline.Options` names it.

    Raises:
        UsageError: a file with credentials can't be read.
    """
    return {
        "wanted": Wanted(
            types=tuple(name.strip() for name in arguments.types.split(",") if name.strip()),
            since=arguments.since,
            drafts=arguments.drafts,
        ),
        "credentials": dict(_credentials(arguments)),
        "download": arguments.download,
        "allowed_hosts": tuple(arguments.allow_host),
        "on_conflict": arguments.on_conflict,
        "on_delete": arguments.on_delete,
    }


def _credentials(arguments: argparse.Namespace) -> Iterator[tuple[str, AuthBase]]:
    if token := os.environ.get(arguments.token_env, "").strip():
        yield "intercom", Bearer(token)
    for system, usual in PAIRS.items():
        where = str(arguments.auth_file or arguments.auth_env or usual)
        pair = _read_pair(arguments.auth_file) if arguments.auth_file else os.environ.get(where, "").strip()
        user, colon, password = pair.partition(":")
        if pair and not (user and colon and password):
            raise UsageError("it doesn't hold `user:password`", where=where)
        if pair:
            yield system, HTTPBasicAuth(user.encode(), password.encode())


def _read_pair(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("the file with the password can't be read", where=str(file)) from error


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-01-31") from error


def read_sources(folder: Path) -> dict[str, list[str]]:
    """Return the sources of a project by name, each as the arguments of `import`.

    Raises:
        UsageError: pyproject.toml can't be read, or a table in it makes no sense.
    """
    path = folder / PYPROJECT
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"can't read it: {error}", where=str(path), hint="Mend the file first.") from error
    tool = data.get("tool")
    settings = tool.get("helpcentre") if isinstance(tool, dict) else None
    tables = settings.get("sources") if isinstance(settings, dict) else None
    if tables is not None and not isinstance(tables, dict):
        raise UsageError("[tool.helpcentre.sources] should hold one table per source", where=str(path))
    return {name: list(_arguments(name, table, folder)) for name, table in (tables or {}).items()}


def write_sources(addresses: Sequence[str], system: str | None, allowed_hosts: Sequence[str] = ()) -> str:
    """Return the text of a pyproject.toml that names these sources, and hosts that they may be on."""
    tables = []
    for number, address in enumerate(addresses, 1):
        name = "website" if len(addresses) == 1 else f"website{number}"
        lines = [f"[tool.helpcentre.sources.{name}]", f"source = {json.dumps(address)}"]
        if system:
            lines.append(f"system = {json.dumps(system)}")
        if allowed_hosts:
            lines.append(f"allow-host = {json.dumps(list(allowed_hosts))}")
        tables.append("\n".join(lines) + "\n")
    return "\n".join(tables)


def _arguments(name: str, table: Any, folder: Path) -> Iterator[str]:
    """Turn a table into arguments; paths are relative to the project."""
    where = f"{PYPROJECT} [tool.helpcentre.sources.{name}]"
    if not isinstance(table, Mapping):
        raise UsageError(
            "it should be a table", where=where, hint='For example: source = "https://example.com"'
        )
    sources = table.get("source", [])
    for key, value in table.items():
        match key, value:
            case ("source" | "system", _):
                continue
            case (_, True):
                yield f"--{key}"
            case ("allow-host", list()):
                yield from (f"--{key}={each}" for each in value)
            case (_, list()):
                yield f"--{key}={','.join(map(str, value))}"
            case ("auth-file" | "report", str()):
                yield f"--{key}={folder / value}"
            case (_, str() | int() | date()) if value is not False:
                yield f"--{key}={value}"
    if table.get("system"):
        yield str(table["system"])
    for source in [sources] if isinstance(sources, str) else sources:
        yield str(source) if is_address(str(source)) else str(folder / str(source))
