"""The project that a command works on: its docs folder and its locales."""

from __future__ import annotations

from pathlib import Path

from ..errors import HelpcentreError, UsageError
from ..locales import Locales
from ..project import Project, find_project


def site_of(docs: Path | None) -> tuple[Path, Locales]:
    """The docs folder and locales of the project.

    Raises:
        UsageError: there is no project here.
    """
    project = find_project(docs or Path.cwd())
    if project is None:
        raise UsageError(
            "there is no mkdocs.yml here or above",
            hint="Run it in a site's folder, or name its docs with --docs.",
        )
    return docs or project.docs, project.locales


def locales_of_project(project: Project | None, default: str | None) -> Locales:
    """The project's locales; `default` names keys in place of its own.

    Raises:
        UsageError: it is none of them.
    """
    locales = project.locales if project else Locales("en")
    return Locales(usable(locales, "--default-locale", default), locales.site) if default else locales


def usable(locales: Locales, option: str, code: str) -> str:
    """The site's locale that `code` means, for an option.

    Raises:
        UsageError: the site has no such locale.
    """
    try:
        return locales.resolve(code)
    except HelpcentreError as error:
        raise UsageError(error.problem, where=option, hint=error.hint) from error
