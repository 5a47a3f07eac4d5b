"""What the pages of a WordPress export say of each other: translations, parents, categories.

All pages and terms of an import in, answers about one page out. Ids are each site's own, so the host counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from ..addresses import split_address
from ..errors import SourceError
from ..locales import Locales
from ..model import Collection
from .files import Node
from .text import plain

NO_TOPIC = frozenset({"uncategorized", "uncategorised", "non-classe", "allgemein", "sin-categoria"})
"""Categories that WordPress gives to what has none."""

NOT_TOPICS = frozenset({"post_tag", "language", "post_translations", "term_translations", "post_format"})
"""Taxonomies that are no collections: tags, and Polylang's own."""


class Relations:
    """The pages and terms of an import."""

    def __init__(self, pages: Sequence[Node], terms: Sequence[Node], locales: Locales) -> None:
        """Index them; what can't be read is left for the one who reads that page."""
        self.locales = locales
        self._pages = {_key(page): page for page in pages}
        self._terms = {(host(term), term["id"].name()): term for term in terms}
        taxonomies = {term["taxonomy"].name() for term in terms} - NOT_TOPICS - {"category", ""}
        self._taxonomies = ("categories", *sorted(taxonomies))
        self._groups = connect({_key(page): self._tokens(page) for page in pages})
        self.collections: dict[str, Collection] = {}
        for page in pages:
            self._name_collections(page)

    def group(self, page: Node) -> str:
        """Name the group of translations that a page belongs to."""
        return self._groups.get(_key(page), f"id:{_key(page)}")

    def locale(self, page: Node) -> str | None:
        """Return the locale of a page: its plugin's field, else the folder in its address.

        Raises:
            SourceError: the field names a locale that is unknown, or not the site's.
        """
        for field in ("wpml_current_locale", "lang", "locale"):
            if code := page[field].name():
                return self.locales.resolve(code)
        return self.locales.split_path(page["link"].name())[0]

    def path(self, page: Node) -> tuple[str, ...]:
        """Return the parts of a page's address without its locale."""
        return self.locales.split_path(page["link"].name())[1]

    def collection_of(self, page: Node) -> str:
        """Name the collection: the parent page, else the first category, else the folder in the address."""
        parent = self._parent(page)
        if parent and (path := self.path(parent)):
            return path[-1]
        for member in page["_embedded"]["up"]:
            if slug := member["slug"].name():
                return unquote(slug)
        for term in self._terms_of(page):
            return unquote(term["slug"].name())
        folders = [part for part in self.path(page)[:-1] if not part.isdigit()]  # posts by date: /2026/01/
        return folders[-1] if folders else ""

    def _parent(self, page: Node) -> Node | None:
        return self._pages.get(f"{host(page)}:{page['parent'].name()}")

    def _terms_of(self, page: Node) -> Iterator[Node]:
        """The categories of a page, its own in the export before those embedded in it."""
        ids = (id_.name() for name in self._taxonomies for id_ in page[name])
        known = (self._terms.get((host(page), id_)) for id_ in ids)
        embedded = (term for taxonomy in page["_embedded"]["wp:term"] for term in taxonomy)
        for term in (*known, *embedded):
            slug = term["slug"].name() if term else ""
            if term and slug and slug not in NO_TOPIC and term["taxonomy"].name() not in NOT_TOPICS:
                yield term

    def _name_collections(self, page: Node) -> None:
        """Keep the names of what a page belongs to."""
        parent = self._parent(page)
        owners = [(unquote(term["slug"].name()), term, term["name"].name()) for term in self._terms_of(page)]
        if parent and (path := self.path(parent)):
            owners.append((path[-1], parent, parent["title"]["rendered"].name()))
        for key, owner, title in owners:
            if locale := self.locales.find(owner["lang"].name()) or self._known_locale(page):
                known = self.collections.get(key) or Collection(key)
                self.collections[key] = replace(known, titles={locale: plain(title), **known.titles})

    def _known_locale(self, page: Node) -> str | None:
        try:
            return self.locale(page)
        except SourceError:
            return None

    def _tokens(self, page: Node) -> set[str]:
        """What a page has in common with its translations: their ids, else the address without locale."""
        tokens = {f"id:{_key(page)}"}
        if listed := {*_translations(page["wpml_translations"]), *_translations(page["translations"])}:
            return tokens | {f"id:{host(page)}:{id_}" for id_ in listed}
        address = split_address(page["link"].name())
        if address.path and not address.query:  # without pretty permalinks all are `/?page_id=5`
            tokens.add(f"path:{address.netloc}/{'/'.join(self.path(page))}")
        return tokens


def host(node: Node) -> str:
    """Return the host of a page's or term's address."""
    return split_address(node["link"].name()).netloc


def _key(page: Node) -> str:
    return f"{host(page)}:{page['id'].name()}"


def _translations(node: Node) -> Iterator[str]:
    """Ids of translations: WPML's list or map of objects, Polylang's map of numbers; `[]` when empty."""
    for entry in node:
        if id_ := (entry["id"] if entry.is_object else entry).name():
            yield id_


def connect(tokens: Mapping[str, set[str]]) -> dict[str, str]:
    """Put together what shares a token, directly or by way of others; each group by its smallest token."""
    leader: dict[str, str] = {}

    def find(token: str) -> str:
        while leader.setdefault(token, token) != token:
            token = leader[token]
        return token

    for own in tokens.values():
        first, *others = sorted({find(token) for token in own})
        leader.update(dict.fromkeys(others, first))
    return {page: find(min(own)) for page, own in tokens.items()}
