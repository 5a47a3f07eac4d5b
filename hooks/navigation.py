"""MkDocs' navigation made from the plan: home, then each collection with its page and articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from .plan import Edition


def make_navigation(edition: Edition, files: Files) -> Navigation:
    """Arrange the pages that MkDocs has made for a locale's files."""
    pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
    home = pages[edition.home.source]
    items: list[StructureItem] = [home]
    items += [_section(key, edition, pages) for key in edition.children.get("", ())]
    items += [
        pages[page.source] for page in edition.pages.values() if page.kind == "page" and page.source in pages
    ]
    in_order = list(_pages_of(items))
    for page, before, after in zip(in_order, [None, *in_order], [*in_order[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    navigation = Navigation(items, in_order)
    navigation.homepage = home
    return navigation


def _section(key: str, edition: Edition, pages: Mapping[str, Page]) -> Section:
    own = edition.collection(key)
    children: list[StructureItem] = [pages[own.source]]
    children += [pages[page.source] for page in edition.articles[key]]
    children += [_section(child, edition, pages) for child in edition.children.get(key, ())]
    section = Section(own.title, children)
    for child in children:
        child.parent = section
    return section


def _pages_of(items: list[StructureItem]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages_of(item.children)
