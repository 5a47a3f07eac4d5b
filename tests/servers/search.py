"""Typesense and Meilisearch on loopback, as far as the site speaks with them: no search engines, but strict
about what they are sent, by their published descriptions (https://github.com/typesense/typesense-api-spec,
https://github.com/meilisearch/open-api). What is asked is looked for letter by letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from . import Reply, Request

ADMIN = "admin-key-9f2c"
SEARCH = "search-key-51d0"

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Allow-Methods": "*",
}
Document = dict[str, Any]
Answer = tuple[int, Any]


class RefusedError(Exception):
    """A request that the server would not take."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def refuse_unless(condition: object, message: str, status: int = 400) -> None:
    if not condition:
        raise RefusedError(status, message)


def answer(request: Request, handle: Callable[[str, dict[str, str], str], Answer]) -> Reply:
    """What a handler of path, parameters and body answers, as HTTP."""
    if request.method == "OPTIONS":
        return Reply(status=204, headers=CORS)
    parts = urlsplit(request.path)
    parameters = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    try:
        status, content = handle(f"{request.method} {unquote(parts.path)}", parameters, request.body.decode())
    except RefusedError as error:
        status, content = error.status, {"message": str(error), "code": "bad_request", "link": "", "type": ""}
    text = content if isinstance(content, str) else json.dumps(content)
    return Reply(text.encode(), status, {**CORS, "Content-Type": "application/json"})


def find(documents: list[Document], fields: list[str], query: str) -> list[Document]:
    """Documents that have every word of a query in one field; those with it in the first fields go first."""
    words = query.lower().split()

    def place(document: Document) -> int:
        for number, name in enumerate(fields):
            text = json.dumps(document[name], ensure_ascii=False).lower()
            if all(word in text for word in words):
                return number
        return len(fields)

    found = [document for document in documents if place(document) < len(fields)]
    return sorted(found, key=lambda document: (place(document), document["order"]))


def mark(text: str, query: str, start: str, end: str) -> str:
    words = "|".join(map(re.escape, query.split()))
    return re.sub(f"({words})", rf"{start}\1{end}", text, flags=re.IGNORECASE) if words else text


def first_of_each(documents: list[Document], name: str) -> list[Document]:
    return list({document[name]: document for document in reversed(documents)}.values())[::-1]


@dataclass
class Typesense:
    """Collections of documents, and aliases to them."""

    collections: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Method and path of each request."""
    refuses_documents: bool = False

    FIELD = frozenset("name type facet optional index locale stem sort store infix".split())
    TYPES: Mapping[str, Callable[[Any], bool]] = field(
        default_factory=lambda: {
            "string": lambda value: isinstance(value, str),
            "string[]": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
            "int32": lambda value: isinstance(value, int),
        }
    )
    PARAMETERS = frozenset(
        "q query_by query_by_weights sort_by group_by group_limit per_page filter_by highlight_fields "
        "highlight_affix_num_tokens highlight_start_tag highlight_end_tag".split()
    )

    def __call__(self, request: Request) -> Reply:
        key = {name.lower(): value for name, value in request.headers.items()}.get("x-typesense-api-key")

        def handle(call: str, parameters: dict[str, str], body: str) -> Answer:
            self.asked.append(call)
            reads = re.fullmatch(r"GET /collections/[^/]+/documents/search", call)
            refuse_unless(key == ADMIN or (reads and key == SEARCH), f"Forbidden: {key}", 401)
            return self._handle(call, parameters, body)

        return answer(request, handle)

    def _handle(self, call: str, parameters: dict[str, str], body: str) -> Answer:
        if call == "GET /collections":
            return 200, list(self.collections.values())
        if call == "POST /collections":
            return self._create(json.loads(body))
        method, _, kind, name, *rest = re.split(r"[ /]", call)
        if kind == "aliases":
            return self._alias(method, name, body)
        refuse_unless(kind == "collections", "Not Found", 404)
        name = self.aliases.get(name, name)
        refuse_unless(name in self.collections, "Not Found", 404)
        if (method, rest) == ("DELETE", []):
            del self.documents[name]
            return 200, self.collections.pop(name)
        if (method, rest) == ("POST", ["documents", "import"]):
            refuse_unless(parameters == {"action": "create"}, f"unknown parameters: {parameters}")
            return 200, "\n".join(json.dumps(self._add(name, json.loads(line))) for line in body.splitlines())
        refuse_unless((method, rest) == ("GET", ["documents", "search"]), "Not Found", 404)
        return self._search(name, parameters)

    def _create(self, schema: dict[str, Any]) -> Answer:
        refuse_unless(schema["name"] not in self.collections, "already exists", 409)
        for each in schema["fields"]:
            refuse_unless(each.keys() <= self.FIELD, f"unknown parameter in {each}")
            refuse_unless(each["type"] in self.TYPES, f"unknown type in {each}")
            refuse_unless(each.get("index", True) or each.get("optional"), f"must be optional: {each}")
        self.collections[schema["name"]], self.documents[schema["name"]] = schema, []
        return 201, schema

    def _alias(self, method: str, name: str, body: str) -> Answer:
        if method == "PUT":
            target = json.loads(body)["collection_name"]
            refuse_unless(target in self.collections, "the collection is not there")
            self.aliases[name] = target
        refuse_unless(name in self.aliases, "Not Found", 404)
        return 200, {"name": name, "collection_name": self.aliases[name]}

    def _add(self, name: str, document: Document) -> dict[str, Any]:
        if self.refuses_documents:
            return {"success": False, "error": "Field `title` must be a string.", "code": 400}
        for each in self.collections[name]["fields"]:
            value = document.get(each["name"])
            if not each.get("optional"):
                refuse_unless(self.TYPES[each["type"]](value), f"{each['name']}: {value!r}")
        refuse_unless(all(document["id"] != other["id"] for other in self.documents[name]), "id twice")
        self.documents[name].append(document)
        return {"success": True}

    def _search(self, name: str, asked: dict[str, str]) -> Answer:
        schema = {each["name"]: each for each in self.collections[name]["fields"]}
        refuse_unless(asked.keys() <= self.PARAMETERS, f"unknown parameter: {asked.keys() - self.PARAMETERS}")
        fields = asked["query_by"].split(",")
        refuse_unless(set(fields) <= schema.keys(), f"no such field: {fields}", 404)
        weights = asked["query_by_weights"].split(",")
        refuse_unless(len(weights) == len(fields), "Number of weights in `query_by_weights` does not match")
        refuse_unless(schema[asked["group_by"]].get("facet"), "group_by: not a facet field")
        for order in asked["sort_by"].split(","):
            by = order.partition(":")[0]
            refuse_unless(by == "_text_match" or schema[by]["type"] == "int32", f"can't sort by {by}")
        documents = self.documents[name]
        if "filter_by" in asked:
            match = re.fullmatch(r"(\w+):=`([^`]*)`", asked["filter_by"])
            refuse_unless(match and schema[match[1]].get("facet"), "Could not parse the filter query")
            documents = [one for one in documents if match and one[match[1]] == match[2]]
        found = find(documents, fields, asked["q"])
        groups = first_of_each(found, asked["group_by"])
        tags = asked["highlight_start_tag"], asked["highlight_end_tag"]
        hits = [
            {
                "group_key": [document[asked["group_by"]]],
                "hits": [
                    {
                        "document": document,
                        "highlights": [
                            {"field": name, "snippet": marked, "matched_tokens": []}
                            for name in asked["highlight_fields"].split(",")
                            if (marked := mark(document[name], asked["q"], *tags)) != document[name]
                        ],
                    }
                ],
            }
            for document in groups[: int(asked["per_page"])]
        ]
        return 200, {"found": len(groups), "found_docs": len(found), "grouped_hits": hits}


@dataclass
class Meilisearch:
    """Indexes of documents; what changes one is done later, as a task."""

    documents: dict[str, list[Document]] = field(default_factory=dict)
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    SETTINGS = frozenset(
        "searchableAttributes filterableAttributes distinctAttribute stopWords localizedAttributes".split()
    )
    PARAMETERS = frozenset(
        "q limit filter attributesToHighlight attributesToCrop cropLength highlightPreTag "
        "highlightPostTag".split()
    )

    def __call__(self, request: Request) -> Reply:
        key = request.headers.get("Authorization", request.headers.get("authorization", ""))

        def handle(call: str, parameters: dict[str, str], body: str) -> Answer:
            self.asked.append(call)
            reads = re.fullmatch(r"POST /indexes/[^/]+/search", call)
            allowed = key == f"Bearer {ADMIN}" or (reads and key == f"Bearer {SEARCH}")
            refuse_unless(allowed, f"The provided API key is invalid: {key}", 403)
            return self._handle(call, json.loads(body) if body else None)

        return answer(request, handle)

    def _handle(self, call: str, body: Any) -> Answer:  # noqa: PLR0911 (a return is a route)
        method, _, *path = re.split(r"[ /]", call)
        match method, path:
            case "GET", ["indexes"]:
                results = [{"uid": uid, "primaryKey": "id"} for uid in self.documents]
                return 200, {"results": results, "offset": 0, "limit": 1000, "total": len(results)}
            case "GET", ["tasks", number]:
                return 200, self.tasks[int(number)]
            case "POST", ["indexes"]:
                refuse_unless(re.fullmatch(r"[\w-]+", body["uid"], re.ASCII), f"invalid uid {body['uid']}")
                return self._do("indexCreation", body["uid"], body["uid"] not in self.documents, self._create)
            case "POST", ["swap-indexes"]:
                one, other = body[0]["indexes"]
                return self._do("indexSwap", one, {one, other} <= self.documents.keys(), self._swap, other)
            case "DELETE", ["indexes", uid]:
                return self._do("indexDeletion", uid, uid in self.documents, self.documents.pop)
            case "PATCH", ["indexes", uid, "settings"]:
                refuse_unless(body.keys() <= self.SETTINGS, f"unknown field in {body.keys()}")
                return self._do("settingsUpdate", uid, True, self.settings.__setitem__, body)
            case "POST", ["indexes", uid, "documents"]:
                refuse_unless(isinstance(body, list), "a list of documents")
                right = all(re.fullmatch(r"[\w-]+", one["id"], re.ASCII) for one in body)
                return self._do("documentAdditionOrUpdate", uid, right, self._add, body)
            case "POST", ["indexes", uid, "search"]:
                refuse_unless(uid in self.documents, f"Index `{uid}` not found.", 404)
                return 200, self._search(uid, body)
        raise RefusedError(404, "Not Found")

    def _do(self, kind: str, uid: str, works: bool, act: Callable[..., Any], *values: Any) -> Answer:
        if works:
            act(uid, *values)
        task = {
            "uid": len(self.tasks),
            "indexUid": uid,
            "type": kind,
            "status": "succeeded" if works else "failed",
            "error": None if works else {"message": f"{kind} of {uid} failed"},
            "enqueuedAt": "2026-03-03T12:00:00.000000Z",
        }
        self.tasks.append(task)
        return 202, {**task, "taskUid": task["uid"], "status": "enqueued"}

    def _create(self, uid: str) -> None:
        self.documents[uid], self.settings[uid] = [], {}

    def _swap(self, one: str, other: str) -> None:
        self.documents[one], self.documents[other] = self.documents[other], self.documents[one]
        self.settings[one], self.settings[other] = self.settings[other], self.settings[one]

    def _add(self, uid: str, documents: list[Document]) -> None:
        self.documents[uid] += documents

    def _search(self, uid: str, asked: dict[str, Any]) -> dict[str, Any]:
        refuse_unless(asked.keys() <= self.PARAMETERS, f"unknown field: {asked.keys() - self.PARAMETERS}")
        settings, documents = self.settings[uid], self.documents[uid]
        if "filter" in asked:
            match = re.fullmatch(r'(\w+) = "([^"]*)"', asked["filter"])
            refuse_unless(match and match[1] in settings["filterableAttributes"], "not filterable")
            documents = [one for one in documents if match and one[match[1]] == match[2]]
        found = first_of_each(
            find(documents, settings["searchableAttributes"], asked["q"]), settings["distinctAttribute"]
        )
        tags = asked["highlightPreTag"], asked["highlightPostTag"]

        def shown(document: Document) -> Document:
            formatted = {
                name: mark(document[name], asked["q"], *tags) for name in asked["attributesToHighlight"]
            }
            return {**document, "_formatted": {**document, **formatted}}

        hits = [shown(document) for document in found[: asked["limit"]]]
        return {"hits": hits, "estimatedTotalHits": len(found), "query": asked["q"], "limit": asked["limit"]}
