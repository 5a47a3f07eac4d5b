"""Zendesk Guide: saved answers of its Help Center API, `/api/v2/help_center/[<locale>/]articles.json`.

JSON in, one article for each locale out, and its sections and categories as collections; bodies stay
Zendesk's HTML. Fields: https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/.
Tools also save a body by itself: then `<name>.html` lies beside a `<name>.json` with title and `html_url`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from ..addresses import split_address
from ..errors import SourceError
from ..keys import add_suffix, make_key
from ..locales import Locales
from ..model import Article, Collection, Failure, Notice, Origin, State
from .files import JSON, Document, Node
from .text import has_content, plain

TITLE = "Zendesk"
SUFFIXES = JSON

LISTS = (
    "articles",
    "sections",
    "categories",
    "translations",
    "article",
    "section",
    "category",
    "translation",
)
"""Members of an answer that hold objects, several or one."""

_ARTICLE_ADDRESS = re.compile(r"/hc/(?:[\w-]+/)?articles/(\d+)-*([^/]*)")


def matches(document: Document) -> bool:
    """Whether a document is an article, a section, a translation, a list of them, or an error of the API."""
    return isinstance(document, Node) and (
        any(_kind(node) for node in _objects(document)) or _is_error(document)
    )


def read(documents: Iterable[Document], locales: Locales) -> Iterator[Article | Collection | Failure]:
    """Read articles, one for each locale they have a body in, and the collections beside them."""
    found = _Export(locales)
    for document in documents:
        if not isinstance(document, Node):
            continue
        if _is_error(document):
            yield Failure(
                Origin("zendesk", "", document.file),
                "Zendesk answered with an error. Fetch it again, as a user who may read it.",
            )
            continue
        for node in _objects(document):
            found.take(node)
    collections = found.collections()
    for node in found.articles:
        try:
            yield from _read_article(node, found, collections)
        except SourceError as error:
            yield Failure(_origin(node), f"{error.problem}. {error.hint}")
    yield from collections.values()


def _objects(document: Node) -> Iterator[Node]:
    """The single objects of a document: an object, a list, or the lists of an answer."""
    if isinstance(document.value, list):
        yield from document
    elif document.is_object and any(isinstance(document[name].value, list | dict) for name in LISTS):
        if _kind(document):  # an article with its translations inside
            yield document
            return
        for name in LISTS:
            yield from (document[name],) if document[name].is_object else document[name]
    elif document.is_object:
        yield document


def _kind(node: Node) -> str:
    """Return `article`, `translation`, `section` or `category`, "" for anything else."""
    if not node.is_object:
        return ""
    address = node["html_url"].name()
    if node["source_type"].exists and node["source_id"].exists:
        return "translation"
    if "/hc/" in address:
        found = re.search(r"/hc/(?:[\w-]+/)?(article|section|categorie)s?/", address)
        return {"categorie": "category"}.get(found[1], found[1]) if found else ""
    if not node["id"].exists or not node["locale"].exists:
        return ""
    if node["section_id"].exists:
        return "article"
    return "section" if node["category_id"].exists else ""


def _is_error(document: Node) -> bool:
    """`{"error": "RecordNotFound", "description": "Not found"}`."""
    return document["error"].exists and (document["description"].exists or document["error"].is_object)


# --- what an export holds -----------------------------------------------------------------------


@dataclass(slots=True)
class _Export:
    """The objects of an import, by what they are."""

    locales: Locales
    articles: list[Node] = field(default_factory=list)
    translations: dict[tuple[str, str], list[Node]] = field(default_factory=dict)
    """Kind and id of what is translated → its translations."""
    groups: dict[tuple[str, str], list[Node]] = field(default_factory=dict)
    """Kind and id → a section or category, once for each locale it was fetched in."""

    def take(self, node: Node) -> None:
        """Put an object where it belongs."""
        kind, id_ = _kind(node), node["id"].name()
        if kind == "translation":
            owner = (node["source_type"].name().lower(), node["source_id"].name())
            self.translations.setdefault(owner, []).append(node)
        elif kind in ("section", "category"):
            self.groups.setdefault((kind, id_), []).append(node)
        else:
            self.articles.append(node)
        if kind != "translation":
            inner = [each for each in node["translations"] if each.is_object]
            self.translations.setdefault((kind or "article", id_), []).extend(inner)

    def collections(self) -> dict[str, Collection]:
        """Return `section:12` or `category:3` → the collection, its key made of its default name."""
        keys: dict[str, str] = {}
        titles = {name: self._names(name, "name", "title") for name in self.groups}
        for (kind, id_), names in titles.items():
            key = make_key(names.get(self.locales.default, ""), *names.values(), otherwise=f"{kind}-{id_}")
            keys[f"{kind}:{id_}"] = add_suffix(key, id_) if key in keys.values() else key
        return {
            f"{kind}:{id_}": Collection(
                key=keys[f"{kind}:{id_}"],
                titles=titles[kind, id_],
                descriptions=self._names((kind, id_), "description", "body"),
                parent=keys.get(_parent(nodes[0]), ""),
                order=nodes[0]["position"].value if isinstance(nodes[0]["position"].value, int) else None,
                source=f"zendesk:{kind}:{id_}",
            )
            for (kind, id_), nodes in self.groups.items()
        }

    def _names(self, group: tuple[str, str], name: str, translated: str) -> dict[str, str]:
        """Names or descriptions of a section or category by locale."""
        own = [(node["locale"].name(), node[name].name()) for node in self.groups[group]]
        others = [
            (node["locale"].name(), node[translated].name()) for node in self.translations.get(group, ())
        ]
        found = {self.locales.find(code): plain(text) for code, text in [*own, *others]}
        return {locale: text for locale, text in found.items() if locale and text}


def _parent(node: Node) -> str:
    if section := node["parent_section_id"].name():
        return f"section:{section}"
    return f"category:{node['category_id'].name()}"


# --- articles ---------------------------------------------------------------------------------


def _read_article(
    node: Node, export: _Export, collections: Mapping[str, Collection]
) -> Iterator[Article | Failure]:
    """Read an article and its translations; a fault in one leaves the others alone."""
    if _kind(node) != "article":
        raise SourceError("it is no article", hint="Expected an object with `id`, `title` and `body`.")
    own = node["locale"].name().lower()
    translations = export.translations.get(("article", node["id"].name()), [])
    for content in [node, *(each for each in translations if each["locale"].name().lower() != own)]:
        try:
            yield _read_content(node, content, export.locales, collections)
        except SourceError as error:
            yield Failure(_origin(node, content), f"{error.problem}. {error.hint}")


def _read_content(
    node: Node, content: Node, locales: Locales, collections: Mapping[str, Collection]
) -> Article | Failure:
    origin = _origin(node, content)
    code = content["locale"].text()
    locale = locales.resolve(code) if code else locales.split_path(origin.url or "")[0]
    html = content["body"].text() or _body_beside(content)
    if not has_content(html):
        return Failure(origin, "its body is empty", skipped=True, locale=locale)
    title = plain(content["title"].text() or content["name"].text())
    section = f"section:{node['section_id'].name()}"
    is_hidden = bool(node["user_segment_id"].name())
    is_draft = content["draft"].value is True or node["draft"].value is True
    state: State = "draft" if is_draft or is_hidden else "published"
    return Article(
        origin=replace(origin, url=None) if is_draft else origin,
        group=origin.id,
        title=title or f"Article {origin.id}",
        html=html,
        locale=locale,
        slug=_slug(origin.url),
        collection=collections[section].key if section in collections else "",
        updated=_time(content["edited_at"]) or _time(content["updated_at"]),
        state=state,
        notices=tuple(_notices(node, content, is_hidden=is_hidden, has_title=bool(title))),
    )


def _notices(node: Node, content: Node, *, is_hidden: bool, has_title: bool) -> Iterator[Notice]:
    """What an editor should know of an article, and the site has no place for."""
    locale = content["locale"].name().lower()
    outdated = [each.name().lower() for each in node["outdated_locales"]]
    if content["outdated"].value is True or locale in outdated:
        yield Notice("outdated-translation", "in Zendesk its original has changed since it was translated")
    if is_hidden:
        yield Notice("restricted", "in Zendesk only some users may read it: it became a draft")
    if node["promoted"].value is True:
        yield Notice("promoted", "Zendesk promotes it: list it under `promoted` on the home page")
    if labels := ", ".join(label.name() for label in node["label_names"]):
        yield Notice("labels", f"its labels were left out: {labels}")
    if not has_title:
        yield Notice("no-title", "it has no title")


def _origin(node: Node, content: Node | None = None) -> Origin:
    content = content or node
    address = content["html_url"].name() or node["html_url"].name()
    found = _ARTICLE_ADDRESS.search(split_address(address).path)
    return Origin(
        system="zendesk",
        id=node["id"].name() or (found[1] if found else ""),
        file=content.file,
        json_path=content.path,
        field="body",
        url=_in_locale(address, content["locale"].name()) or None,
    )


def _in_locale(address: str, locale: str) -> str:
    """A translation that says no address of its own has its article's, in its locale."""
    if not locale:
        return address
    return re.sub(r"(?<=/hc/)[\w-]+(?=/articles/)", locale.lower(), address)


def _slug(address: str | None) -> str:
    """Return `Change-your-plan` of `…/hc/en-us/articles/123-Change-your-plan`."""
    found = _ARTICLE_ADDRESS.search(split_address(address or "").path)
    return unquote(found[2]) if found else ""


def _body_beside(node: Node) -> str:
    """Return the body that was saved by itself, "" where none was."""
    beside = Path(node.file).with_suffix(".html")
    if node["body"].exists or node.path != "$" or not beside.is_file():
        return ""
    try:
        return beside.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            "the body beside it can't be read", where=str(beside), hint="Save it again in UTF-8."
        ) from error


def _time(node: Node) -> datetime | None:
    try:
        time = datetime.fromisoformat(node.name())
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
