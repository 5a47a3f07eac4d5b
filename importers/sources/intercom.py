"""Intercom: saved answers of its API, `GET /articles` and `GET /help_center/collections`.

JSON in, one article for each locale of a body out, and the collections; bodies stay Intercom's HTML.
Fields: Intercom's OpenAPI description 2.16 (https://github.com/intercom/Intercom-OpenAPI).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import unquote

from ..addresses import split_address
from ..errors import SourceError
from ..keys import add_suffix, make_key
from ..locales import Locales
from ..model import Article, Collection, Failure, Notice, Origin, State
from .files import JSON, Document, Node
from .text import has_content, plain

TITLE = "Intercom"
SUFFIXES = JSON

ERROR = "error.list"


def matches(document: Document) -> bool:
    """Whether a document is an article, a collection, a list of them, or an error of the API."""
    if not isinstance(document, Node):
        return False
    return any(_kind(node) for node in _objects(document)) or document["type"].value == ERROR


def read(documents: Iterable[Document], locales: Locales) -> Iterator[Article | Collection | Failure]:
    """Read articles, one for each locale they have a body in, and the collections beside them."""
    nodes = [node for document in documents if isinstance(document, Node) for node in _objects(document)]
    collections: dict[str, Collection] = {}
    for item in _read_collections([node for node in nodes if _kind(node) == "collection"], locales):
        if isinstance(item, Failure):
            yield item
        else:
            collections[item.source.partition(":")[2]] = item
    for node in nodes:
        if _kind(node) == "collection":
            continue
        try:
            yield from _read_article(node, collections, locales)
        except SourceError as error:
            yield Failure(_origin(node), f"{error.problem}. {error.hint}")
    yield from collections.values()


def _objects(document: Node) -> Iterator[Node]:
    """The single objects of a document: an object, a list, or a list in an envelope."""
    if isinstance(document.value, list):
        yield from document
    elif isinstance(document["data"].value, list) and not document["id"].exists:
        yield from document["data"]
    elif document.is_object:
        yield document


def _kind(node: Node) -> str:
    """Return `article` or `collection`, "" for anything else; older exports leave out `type`."""
    if not node["id"].exists or node["guid"].exists:
        return ""
    said = node["type"].value if node["type"].exists else None
    if said in ("article", "collection"):
        return str(said)
    if said is None and "body" in node.value and "title" in node.value:
        return "article"
    return "collection" if said is None and "name" in node.value and "icon" in node.value else ""


# --- articles ---------------------------------------------------------------------------------


def _read_article(
    node: Node, collections: Mapping[str, Collection], locales: Locales
) -> Iterator[Article | Failure]:
    """Read an article in each of its locales; a fault in one leaves the others alone."""
    if node["type"].value == ERROR:
        raise SourceError(
            "Intercom answered with an error", hint="Fetch the articles again, with a valid token."
        )
    if _kind(node) != "article":
        raise SourceError("it is no article", hint="Expected an object with `id`, `title` and `body`.")
    for code, content in _contents(node):
        try:
            locale = locales.resolve(code) if code else locales.split_path(content["url"].text())[0]
            yield _read_content(node, content, locale, collections)
        except SourceError as error:
            yield Failure(_origin(node, content), f"{error.problem}. {error.hint}")


def _contents(node: Node) -> Iterator[tuple[str, Node]]:
    """The locales of an article and where their content is: `translated_content`, else the article itself."""
    own = node["default_locale"].text()
    translated = [
        (content.path.rpartition(".")[2], content)
        for content in node["translated_content"]
        if content.is_object
    ]
    if own not in dict(translated) and (not translated or node["body"].exists):
        yield own, node
    yield from translated


def _read_content(
    node: Node, content: Node, locale: str | None, collections: Mapping[str, Collection]
) -> Article | Failure:
    origin = _origin(node, content)
    html = content["body"].text()
    if not has_content(html):
        return Failure(origin, "its body is empty", skipped=True, locale=locale)
    title = plain(content["title"].text())
    collection, notices = _collection_of(node, collections)
    state: State = "draft" if content["state"].text() == "draft" else "published"
    return Article(
        origin=origin,
        group=origin.id,
        title=title or f"Article {origin.id}",
        html=html,
        locale=locale,
        slug=_slug(content["url"].text()),
        description=plain(content["description"].text()),
        collection=collection,
        updated=_time(content["updated_at"]),
        state=state,
        notices=notices if title else (*notices, Notice("no-title", "it has no title")),
    )


def _origin(node: Node, content: Node | None = None) -> Origin:
    field = content["body"].path.removeprefix(f"{node.path}.") if content else ""
    url = content["url"].value if content else None
    id_ = node["id"].value
    return Origin(
        system="intercom",
        id=str(id_) if isinstance(id_, int | str) else "",
        file=node.file,
        json_path=node.path,
        field=field,
        url=url if isinstance(url, str) and url else None,
    )


def _slug(url: str) -> str:
    """Return `change-your-plan` of `…/en/articles/123-change-your-plan`."""
    return re.sub(r"^\d+-?", "", unquote(split_address(url).path.rstrip("/").rpartition("/")[2]))


def _time(node: Node) -> datetime | None:
    try:
        return datetime.fromtimestamp(node.value, UTC) if isinstance(node.value, int) else None
    except (ValueError, OverflowError, OSError):  # no such year
        return None


# --- collections --------------------------------------------------------------------------------


def _collection_of(node: Node, collections: Mapping[str, Collection]) -> tuple[str, tuple[Notice, ...]]:
    """Return the key of an article's collection; `parent_id` may be null while `parent_ids` is filled."""
    parents = [node["parent_id"].text(), *(parent.text() for parent in node["parent_ids"])]
    named = [parent for parent in parents if parent]
    for parent in named:
        if parent in collections:
            return collections[parent].key, ()
    if not named or not collections:
        return "", ()
    return "", (Notice("unknown-collection", f"its collection {named[0]} is not in the export"),)


def _read_collections(nodes: list[Node], locales: Locales) -> Iterator[Collection | Failure]:
    """Read collections, their keys made of their names in the default locale."""
    keys: dict[str, str] = {}
    titles: dict[str, dict[str, str]] = {}
    readable = []
    for node in nodes:
        id_ = node["id"].name()
        try:
            names = titles[id_] = _names(node, "name", locales)
            _names(node, "description", locales)
        except SourceError as error:
            yield Failure(_origin(node), f"{error.problem}. {error.hint}")
            continue
        key = make_key(names.get(locales.default, ""), *names.values(), otherwise=f"collection-{id_}")
        keys[id_] = add_suffix(key, id_) if key in keys.values() else key
        readable.append(node)
    for node in readable:
        id_ = node["id"].name()
        yield Collection(
            key=keys[id_],
            titles=titles[id_],
            descriptions=_names(node, "description", locales),
            parent=keys.get(node["parent_id"].name(), ""),
            order=node["order"].value if type(node["order"].value) is int else None,
            icon=node["icon"].name(),
            source=f"intercom:{id_}",
        )


def _names(node: Node, field: str, locales: Locales) -> dict[str, str]:
    """A collection's name or description in each of the site's locales."""
    own = locales.find(node["default_locale"].text()) or locales.split_path(node["url"].text())[0]
    names = {own or locales.default: plain(node[field].text())}
    for content in node["translated_content"]:
        if content.is_object and (locale := locales.find(content.path.rpartition(".")[2])):
            names[locale] = plain(content[field].text()) or names.get(locale, "")
    return {locale: name for locale, name in names.items() if name}
