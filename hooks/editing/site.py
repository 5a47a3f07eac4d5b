"""A site's documents and their addresses, read from its folder without starting MkDocs' build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from mkdocs.structure.files import File

from ..catalogue import Catalogue, Document, read_catalogue
from ..check.docs_folder import DocsFolder
from ..check.settings import Settings
from ..plan import Plan, make_plan
from ..taxonomy import Collection


@dataclass(frozen=True, slots=True)
class Site:
    """What is in the docs folder, and where readers find it."""

    settings: Settings
    folder: DocsFolder
    catalogue: Catalogue

    @property
    def locales(self) -> tuple[str, ...]:
        """The default one first."""
        return self.settings.locales

    @property
    def collections(self) -> Mapping[str, Collection]:
        """By key."""
        return self.catalogue.collections

    def places(self) -> dict[str, list[str]]:
        """`collection/key` of every article → the locales that have it."""
        places: dict[str, list[str]] = {}
        for document in self.catalogue.documents.values():
            if document.kind == "article":
                places.setdefault(document.path.removesuffix(".md"), []).append(document.locale)
        return places

    def addresses(self, moved: Mapping[str, str] = MappingProxyType({})) -> dict[tuple[str, str], str]:
        """(locale, path) → address of each published article in its own language, relative to the site.

        Args:
            moved: path below the locale → the path to take it to be at.
        """
        documents: dict[tuple[str, str], Document] = {}
        for (locale, path), document in self.catalogue.documents.items():
            new = moved.get(path, path)
            documents[locale, new] = replace(document, path=new)
        plan = _plan(Catalogue(documents, self.catalogue.collections), self.settings)
        return {
            (locale, page.path): page.url
            for locale, edition in plan.editions.items()
            for page in edition.pages.values()
            if page.kind == "article" and page.is_published and not page.is_fallback
        }


def read_site(settings: Settings) -> Site:
    """Read the front matter of all documents.

    Raises:
        ConfigurationError: docs/_data/collections.yml is broken, or a document is no text.
    """
    library = DocsFolder(settings.docs.resolve(), settings.locales, settings.host)
    markdown = (path for path in sorted(library.paths) if path.endswith(".md"))
    files = [File(path, str(library.docs), "site", settings.directory_urls) for path in markdown]
    return Site(settings, library, read_catalogue(files, library.docs, settings.locales))


def _plan(catalogue: Catalogue, settings: Settings) -> Plan:
    return make_plan(
        catalogue,
        locales=settings.locales,
        default_locale=settings.locales[0],
        home_titles=dict.fromkeys(settings.locales, ""),
        fallback={"": False},  # they take no address from an article's own
        default_at_root=settings.default_at_root,
        directory_urls=settings.directory_urls,
    )
