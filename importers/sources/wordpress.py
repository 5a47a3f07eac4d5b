"""WordPress: saved answers of its REST API, `/wp-json/wp/v2/pages`, `posts` and so on; exports by `wxr`.

Documents in, articles and collections out; bodies stay the page builder's HTML. Fields: the REST handbook
(https://developer.wordpress.org/rest-api/reference/pages/), WPML's and Polylang Pro's own, Themify's
`builder_content`, Advanced Custom Fields' `acf`, Yoast's `yoast_head_json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import unquote

from ..addresses import split_address
from ..comparing import SHORTCODE
from ..errors import SourceError
from ..language import detect_language, language_of
from ..locales import Locales
from ..model import Article, Collection, Failure, Notice, Origin, State
from . import wxr
from .files import JSON, XML, Document, Node
from .relations import Relations
from .text import has_content, lines_to_html, plain, split_first_block

TITLE = "WordPress"
SUFFIXES = JSON | XML

STATES: dict[str, State] = {
    "publish": "published",
    "draft": "draft",
    "pending": "draft",
    "future": "draft",
    "private": "draft",
}

LONGEST_TITLE = 150
"""Characters a first line may have to be taken for a title."""

PLURALS = ("data", "items", "body", "posts", "pages")
"""Members under which tools save a listing; `body` is WordPress's own, with `_envelope`."""


def matches(document: Document) -> bool:
    """Whether a document is a page, post or term, a list of them, an error of the API, or an export."""
    if not isinstance(document, Node):
        return wxr.matches(document)
    return any(_is_object(node) or _is_term(node) or _is_error(node) for node in _objects(document))


def read(documents: Iterable[Document], locales: Locales) -> Iterator[Article | Collection | Failure]:
    """Read pages and posts with their collections; translations share a group."""
    nodes: list[Node] = []
    exports: list[wxr.Export] = []
    for document in documents:
        try:
            if isinstance(document, Node):
                nodes.extend(_objects(document))
            else:
                exports.append(wxr.Export(document))
        except SourceError as error:
            yield Failure(Origin("wordpress", "", document.file), f"{error.problem}. {error.hint}")
    known = [*nodes, *(node for export in exports for node in export.objects)]
    site = Relations(
        [node for node in known if _is_object(node)], [node for node in known if _is_term(node)], locales
    )
    used: dict[str, Collection] = {}
    for node in chain(nodes, *exports):
        if _is_term(node):
            continue
        try:
            for item in _read_object(node, site):
                if isinstance(item, Article) and item.collection in site.collections:
                    used[item.collection] = site.collections[item.collection]
                yield item
        except SourceError as error:
            yield _failure(node, error)
    for export in exports:
        yield from export.failures
    yield from used.values()


def _objects(document: Node) -> Iterator[Node]:
    """The single objects of a document: an object, a list, or a list in an envelope."""
    if isinstance(document.value, list):
        for node in document:
            yield from _objects(node) if isinstance(node.value, list) else (node,)
        return
    for plural in PLURALS:
        if isinstance(document[plural].value, list) and not document["id"].exists:
            yield from document[plural]
            return
    yield document


def _is_object(node: Node) -> bool:
    """Every REST object but terms has a `guid`; hand-made exports may leave it out."""
    if node["content"]["rendered"].exists or node["title"]["rendered"].exists or node["guid"].is_object:
        return True
    return node["id"].exists and (node["content"].exists or node["builder_content"].exists)


def _is_term(node: Node) -> bool:
    return node["taxonomy"].exists and node["slug"].exists


def _is_error(node: Node) -> bool:
    """`{"code": "rest_forbidden", "message": …, "data": {"status": 401}}`."""
    return node["code"].exists and node["message"].exists and node["data"].exists


# --- one object -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """A body an object holds, and the field it stands in."""

    field: str
    html: str
    language: str | None


def _read_object(node: Node, site: Relations) -> Iterator[Article | Failure]:
    """Read one page or post: its article, and another one where it holds the text of a second locale."""
    _check(node)
    origin = _origin(node)
    said = site.locale(node)
    texts = _texts(node, said)
    if reason := _reason_to_skip(node, texts):
        yield Failure(origin, reason, skipped=True, locale=said)
        return
    locale = said or _locale_of_text(node, texts[0], site.locales)
    main, *others = sorted(texts, key=lambda text: text.language not in (None, language_of(locale or "")))
    yield _article(node, origin, main, locale, site)
    for text in others:
        yield _recover(node, origin, main, text, site)


def _check(node: Node) -> None:
    """Refuse what can't be read as a page.

    Raises:
        SourceError: it is an error message, has no id, or nothing that could be a body.
    """
    if _is_error(node):
        problem = f"WordPress answered with an error: {node['message'].text()} ({node['code'].text()})"
        raise SourceError(
            problem, where=_where(node), hint="Fetch the page again with a user who may read it."
        )
    if not node.is_object:
        raise SourceError(f"expected a page, found {node.kind}", where=_where(node), hint="Leave it out.")
    if not node["id"].exists:
        raise SourceError("the page has no `id`", where=_where(node), hint="Export it with the field `id`.")
    if not any(node[name].exists for name in ("content", "builder_content", "acf")) and not _is_media(node):
        raise SourceError(
            "the page has no `content`",
            where=_where(node),
            hint="Export it with the field `content` (in the REST API: without `_fields`, or with it).",
        )


def _reason_to_skip(node: Node, texts: list[_Text]) -> str | None:
    status = node["status"].text() or "publish"
    if _is_media(node):
        return "it is a media file, not a page"
    if status not in STATES:
        return f"its status is `{status}`"
    if texts:
        return None
    if node["content"]["protected"].value is True:
        return (
            "it is password-protected: remove the password in WordPress, or export it as a signed-in editor"
        )
    return (
        "its body is empty: the page may be drawn by its theme. Save "
        f"{node['link'].text() or 'the public page'} and import it with `helpcentre import webpage`"
    )


def _texts(node: Node, locale: str | None) -> list[_Text]:
    """The bodies of an object: the rendered one, Themify's where it is not the same again, else ACF's."""
    rendered = node["content"].rendered()
    builder = lines_to_html(node["builder_content"].text())
    bodies = {"content.rendered": rendered, "builder_content": builder}
    bodies = {field: html for field, html in bodies.items() if has_content(html)}
    if locale and len(bodies) == 1:
        return [_Text(*bodies.popitem(), None)]
    known = [locale] if locale else []
    found = [_Text(field, html, detect_language(plain(html), *known)) for field, html in bodies.items()]
    if len(found) == 2 and (
        found[0].language == found[1].language or None in (found[0].language, found[1].language)
    ):
        return found[:1]
    return found or list(_custom_fields(node["acf"]))


def _custom_fields(acf: Node) -> Iterator[_Text]:
    """Every text among the custom fields, as one body in their order."""
    fields = [(field, text) for field, text in _strings(acf) if _is_prose(text)]
    if fields:
        html = "\n".join(lines_to_html(text) for _, text in fields)
        name = fields[0][0] if len(fields) == 1 else acf
        yield _Text(name.path.removeprefix(acf.path.removesuffix("acf")), html, detect_language(plain(html)))


def _strings(node: Node) -> Iterator[tuple[Node, str]]:
    if isinstance(node.value, str):
        yield node, node.value
    else:
        for member in node:
            yield from _strings(member)


def _is_prose(text: str) -> bool:
    """Whether a custom field's value is written for readers: not an address, a colour or an option."""
    return bool(plain(text)) and (len(text.split()) > 2 or "<p" in text) and not text.startswith("http")


def _article(node: Node, origin: Origin, text: _Text, locale: str | None, site: Relations) -> Article:
    title = plain(node["title"].rendered())
    notices = () if title else (Notice("no-title", "it has no title: made from its address"),)
    slug = unquote(node["slug"].text()) or next(reversed(site.path(node)), "")
    return Article(
        origin=replace(origin, field=text.field),
        group=site.group(node),
        title=title or slug.replace("-", " ").capitalize() or f"Page {origin.id}",
        html=text.html,
        locale=locale,
        slug=slug,
        description=_description(node),
        collection=site.collection_of(node),
        updated=_updated(node),
        state=STATES[node["status"].text() or "publish"],
        notices=notices,
    )


def _recover(node: Node, origin: Origin, main: _Text, text: _Text, site: Relations) -> Article | Failure:
    """Make an article of the second language's text, its first line the title if it looks like one."""
    origin = replace(origin, field=text.field, url=None)
    try:
        locale = site.locales.resolve(text.language or "")
    except SourceError as error:
        return Failure(
            origin, f"its text is in another language: {error.problem}. {error.hint}", skipped=True
        )
    first, rest = split_first_block(text.html)
    is_title = len(first) <= LONGEST_TITLE and not first.endswith(".") and has_content(rest)
    return Article(
        origin=origin,
        group=site.group(node),
        title=first if first and is_title else plain(node["title"].rendered()),
        html=rest if first and is_title else text.html,
        locale=locale,
        collection=site.collection_of(node),
        updated=_updated(node),
        state=STATES[node["status"].text() or "publish"],
        notices=(
            Notice(
                "recovered",
                f"`{text.field}` is in `{text.language}` where `{main.field}` is in `{main.language}`: "
                "it became this locale's article",
            ),
        ),
    )


def _locale_of_text(node: Node, text: _Text, locales: Locales) -> str | None:
    """Settle the locale of a page whose address has a language the site lacks, by its text.

    Raises:
        SourceError: it is indeed in that language.
    """
    folder = next(iter(split_address(node["link"].text()).path.strip("/").split("/")), "")
    if text.language and re.split("[-_]", folder)[0].lower() == text.language:
        return locales.resolve(folder)
    return None


# --- its fields ----------------------------------------------------------------------------------


def _origin(node: Node) -> Origin:
    return Origin(
        system="wordpress",
        id=node["id"].name(),
        file=node.file,
        json_path=node.path,
        url=node["link"].text() or None if node["status"].text() in ("", "publish") else None,
    )


def _failure(node: Node, error: SourceError) -> Failure:
    return Failure(_origin_or_less(node), f"{error.problem}. {error.hint}".strip())


def _origin_or_less(node: Node) -> Origin:
    try:
        return _origin(node)
    except SourceError:
        return Origin("wordpress", node["id"].name(), node.file, node.path)


def _updated(node: Node) -> datetime | None:
    """The last change; `modified_gmt` is UTC without saying so."""
    for field in ("modified_gmt", "modified", "date_gmt", "date"):
        try:
            return datetime.fromisoformat(node[field].text()).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


CUT_OFF = re.compile(r"(\[…\]|\[\.\.\.\]|…|\.\.\.)$")
"""How WordPress ends an excerpt that it made itself."""


def _description(node: Node) -> str:
    """Yoast's description, else an excerpt that somebody wrote, not one that WordPress cut from the body."""
    if written := plain(node["yoast_head_json"]["description"].text()):
        return written
    excerpt = plain(node["excerpt"].rendered())
    if not excerpt or CUT_OFF.search(excerpt) or SHORTCODE.search(excerpt):
        return ""
    body = "".join(plain(node["content"].rendered()).split())
    return "" if body.startswith("".join(excerpt.split())) else excerpt


def _is_media(node: Node) -> bool:
    return node["type"].text() == "attachment" or node["media_type"].exists


def _where(node: Node) -> str:
    return f"{node.file} {node.path}"
