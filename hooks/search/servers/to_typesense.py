"""Typesense (https://typesense.org/docs/latest/api/): a collection for each state, and an alias that pages
ask. It is turned when the new collection is complete, so that no reader meets a half-written one.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

import httpx
from typesense import Client
from typesense.exceptions import ObjectNotFound, TypesenseClientError

from ..words import base_language
from .documents import SEARCHED, Content, Target

FAILURES = (TypesenseClientError, httpx.HTTPError)

TIMEOUT = 60
"""Seconds; a batch is indexed while the client waits."""
BATCH = 500
STEMMED = frozenset("ar da de en es fi fr hu it nl no pt ro ru sv tr".split())
"""Languages of the Snowball stemmer (https://typesense.org/docs/latest/api/stemming.html)."""
NAMES = {"nb": "no", "nn": "no"}
"""Languages that it has another code for."""


def push(target: Target, content: Content) -> None:
    """Put documents into a new collection, turn the alias to it, and remove earlier ones.

    Raises:
        TypesenseClientError: the server refuses something.
        HTTPError: it can't be reached.
    """
    settings = {"nodes": [target.url], "api_key": target.key, "connection_timeout_seconds": TIMEOUT}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of parts that the client makes by itself
        client = Client(settings)  # type: ignore[arg-type]
        with client.api_call:
            _replace(client, target, content)


def _replace(client: Any, target: Target, content: Content) -> None:
    name = f"{target.index}_{content.digest()}"
    current = _current(client, target.index)
    if current != name:
        _drop(client, target.index, keep=current)  # what is left of a build that was broken off
        client.collections.create({"name": name, "fields": _fields(base_language(content.language))})
        collection = client.collections[name]
        answers = collection.documents.import_(
            list(content.documents), {"action": "create"}, batch_size=BATCH
        )
        for answer in answers:
            if not answer.get("success"):
                raise TypesenseClientError(str(answer.get("error")))
        client.aliases.upsert(target.index, {"collection_name": name})
    _drop(client, target.index, keep=name)


def _current(client: Any, alias: str) -> str:
    """The collection that pages ask now; "" if there is none."""
    try:
        return str(client.aliases[alias].retrieve()["collection_name"])
    except ObjectNotFound:
        return ""


def _drop(client: Any, alias: str, keep: str) -> None:
    own = re.compile(rf"{re.escape(alias)}_[0-9a-f]{{12}}")
    for collection in client.collections.retrieve():
        if own.fullmatch(collection["name"]) and collection["name"] != keep:
            client.collections[collection["name"]].delete()


def _fields(language: str) -> list[dict[str, Any]]:
    name = NAMES.get(language, language)
    words = {"locale": "" if name == "en" else name, "stem": name in STEMMED}
    searched = [
        {"name": name, "type": "string[]" if name in ("keywords", "synonyms") else "string", **words}
        for name in SEARCHED
    ]
    shown = {"anchor": "string", "language": "string", "place": "string[]", "components": "string[]"}
    return [
        *searched,
        {"name": "page", "type": "string", "facet": True},  # results are grouped by it
        {"name": "order", "type": "int32"},
        {"name": "topic", "type": "string", "facet": True},
        *({"name": name, "type": kind, "index": False, "optional": True} for name, kind in shown.items()),
    ]
