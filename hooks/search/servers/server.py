"""Which search server a site asks, and how its records come there.

Pages ask the server with a key that can only search; what builds the site writes with another, which is
read from the environment when it is needed and kept nowhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.exceptions import BuildError, ConfigurationError

from ..records import Record
from .documents import Content, Target, make_documents

log = logging.getLogger("mkdocs.plugins.helpcentre")

ENGINES = ("typesense", "meilisearch")
SEARCH_KEY = "HELPCENTRE_SEARCH_KEY"
ADMIN_KEY = "HELPCENTRE_SEARCH_ADMIN_KEY"

Push = Callable[[Target, Content], None]


@dataclass(frozen=True, slots=True)
class SearchServer:
    """A server as pages know it: nothing of this is secret."""

    engine: str
    """One of `ENGINES`."""
    url: str
    """Without a slash at its end."""
    index: str
    """What the names of its indexes begin with."""
    key: str
    """Can search, and nothing else."""

    def index_of(self, locale: str) -> str:
        """The name of a locale's index: letters, digits, `-` and `_`."""
        return f"{self.index}_{locale}"


def read_server(engine: str, url: str, index: str, environ: Mapping[str, str]) -> SearchServer | None:
    """The server that is configured; None where there is none, or no keys to it, as in pull requests."""
    if engine not in ENGINES:
        return None
    if missing := [name for name in (SEARCH_KEY, ADMIN_KEY) if not environ.get(name)]:
        log.info(
            "%s is not set, so this build searches a static index instead of %s.", " and ".join(missing), url
        )
        return None
    return SearchServer(engine, url.rstrip("/"), index, environ[SEARCH_KEY])


def push_records(
    server: SearchServer,
    records: Iterable[Record],
    hidden: Iterable[Mapping[str, Iterable[str]]],
    *,
    locale: str,
    language: str,
    fillers: str,
    environ: Mapping[str, str],
) -> None:
    """Replace a locale's index on the server by these records, at once.

    Args:
        server: it.
        records: the locale's.
        hidden: for each record the words that find it and are not in it.
        locale: whose index it is.
        language: language tag.
        fillers: words that only ask, with spaces between them.
        environ: where the key is.

    Raises:
        ConfigurationError: the server's client is not installed.
        BuildError: the server can't be reached, or refuses something.
    """
    content = Content(make_documents(records, hidden), language, tuple(fillers.split()))
    target = Target(server.url, server.index_of(locale), environ[ADMIN_KEY])
    push, failures = _client(server.engine)
    try:
        push(target, content)
    except failures as error:
        reason = str(error).replace(target.key, "…")
        raise BuildError(
            f"The search index '{target.index}' could not be written to {target.url}: {reason}"
        ) from None
    log.debug("Search of %s: %d documents on %s", locale, len(content.documents), target.url)


def _client(engine: str) -> tuple[Push, tuple[type[Exception], ...]]:
    """What pushes to an engine, and how that fails; its client is an optional part of the installation."""
    module: Any
    try:
        if engine == "typesense":
            from . import to_typesense as module  # noqa: PLC0415
        else:
            from . import to_meilisearch as module  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError(
            f"Plugin 'helpcentre', option 'search': engine '{engine}' needs its client. "
            f"Install it with: pip install 'helpcentre[{engine}]'"
        ) from error
    return module.push, module.FAILURES
