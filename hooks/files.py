"""The plan as MkDocs files: one per page of a locale, at the planned address.

The i18n plugin pairs files by path only and knows nothing of slugs, so it never sees the documents:
they are taken out of MkDocs' files before it runs, and each locale's pages put in after.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs_static_i18n.folder import I18nFiles

from .plan import Plan, PlannedPage
from .taxonomy import DATA_FOLDER


def take_documents(files: Files, locales: Iterable[str]) -> list[File]:
    """Remove the documents of the locales, and the data folder, from MkDocs' files.

    Returns:
        The documents.
    """
    known = frozenset(locales)
    documents = []
    for file in list(files):
        folder = file.src_uri.partition("/")[0]
        if folder in known and file.is_documentation_page():
            documents.append(file)
            files.remove(file)
        elif folder == DATA_FOLDER:
            files.remove(file)
    return documents


class LocaleFiles(I18nFiles):
    """The files of one locale's build, which finds the documents of other locales too.

    MkDocs asks it for the targets of links: a document left out of this locale, or another locale's,
    is answered with the address it has there.
    """

    def __init__(self, files: I18nFiles, plan: Plan, config: MkDocsConfig) -> None:
        """Start with the i18n plugin's files."""
        super().__init__(files.plugin, files)
        self._plan = plan
        self._config = config
        self._folder = f"{files.plugin.current_language}/"
        self.asked: dict[str, File | None] = {}
        """The paths that were asked for, since somebody took an interest, and what was found."""

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path below the docs folder, or its stand-in; None where there is no such document."""
        own = self.src_uris.get(path) if path.startswith(self._folder) else None
        file = own or super().get_file_from_path(path) or self._elsewhere(path)
        self.asked[path] = file
        return file

    def _elsewhere(self, path: str) -> File | None:
        locale, _, rest = path.partition("/")
        for edition in (locale, self._plan.default_locale):
            page = self._plan.editions[edition].pages.get(rest) if edition in self._plan.editions else None
            if page and page.is_published:
                return make_file(page, self._config)
        return None


def place_pages(files: I18nFiles, plan: Plan, locale: str, config: MkDocsConfig) -> LocaleFiles:
    """Add a locale's pages to MkDocs' files."""
    placed = LocaleFiles(files, plan, config)
    for page in plan.editions[locale].pages.values():
        placed.append(make_file(page, config))
    return placed


def make_file(page: PlannedPage, config: MkDocsConfig) -> File:
    """A page as MkDocs and the i18n plugin know it."""
    if page.document:
        file = File(
            page.source,
            config.docs_dir,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=page.address.destination,
            inclusion=page.document.inclusion,
        )
    else:
        file = File.generated(config, page.source, content="", inclusion=InclusionLevel.INCLUDED)
        file.dest_uri = page.address.destination
    file.url = page.url or "./"
    file.abs_dest_path = os.path.normpath(os.path.join(config.site_dir, page.address.destination))  # noqa: PTH118
    _mark_for_i18n(file, page)
    return file


def _mark_for_i18n(file: Any, page: PlannedPage) -> None:
    """Set what mkdocs_static_i18n reads of its own files (folder.py, `create_i18n_file`)."""
    file.locale = page.content_locale
    file.locale_alternate_of = page.locale
    file.localization = page.content_locale
    file.norm_src_uri = page.path
    file.alternates = {page.locale: file}
