"""Meilisearch (https://www.meilisearch.com/docs/reference/api): a new index is filled beside the one that
pages ask, and swapped with it when it is complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from meilisearch import Client
from meilisearch.errors import MeilisearchError

from ..words import base_language
from .documents import SEARCHED, Content, Target

FAILURES = (MeilisearchError,)

TIMEOUT = 60
"""Seconds that an answer may take."""
LONGEST_TASK = 600_000
"""Milliseconds that what a request sets off may take."""
MOST_INDEXES = 1000
BATCH = 500
NAMED = frozenset({"ja", "ko", "zh"})
"""Languages that texts are not told to be in by themselves: they share letters."""


def push(target: Target, content: Content) -> None:
    """Put documents into a new index and swap it with the one that pages ask.

    Raises:
        MeilisearchError: the server can't be reached or refuses something.
    """
    client = Client(target.url, target.key, timeout=TIMEOUT)
    fresh = f"{target.index}_{content.digest()}"
    listed: Any = client.get_raw_indexes({"limit": MOST_INDEXES})
    known = {each["uid"] for each in listed["results"]}
    if fresh in known:  # of a build that was broken off
        _wait(client, client.delete_index(fresh))
    for name in (fresh, *({target.index} - known)):
        _wait(client, client.create_index(name, {"primaryKey": "id"}))
    index = client.index(fresh)
    _wait(client, index.update_settings(_settings(base_language(content.language), content.fillers)))
    for start in range(0, len(content.documents), BATCH):
        _wait(client, index.add_documents(content.documents[start : start + BATCH]))
    _wait(client, client.swap_indexes([{"indexes": [target.index, fresh]}]))
    _wait(client, client.delete_index(fresh))


def _wait(client: Client, task: Any) -> None:
    done = client.wait_for_task(task.task_uid, timeout_in_ms=LONGEST_TASK)
    if done.status != "succeeded":
        raise MeilisearchError((done.error or {}).get("message") or f"a task ended as '{done.status}'")


def _settings(language: str, fillers: Sequence[str]) -> dict[str, Any]:
    return {
        "searchableAttributes": list(SEARCHED),
        "filterableAttributes": ["topic"],
        "distinctAttribute": "page",
        "stopWords": list(fillers),
        "localizedAttributes": (
            [{"attributePatterns": ["*"], "locales": [language]}] if language in NAMED else None
        ),
    }
