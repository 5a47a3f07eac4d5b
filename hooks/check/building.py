"""The check in `mkdocs build --strict`: errors that the build wouldn't tell are warnings, and fail it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from ..config import Languages
from .checking import check, checkable
from .docs_folder import DocsFolder
from .findings import Severity
from .rules import RULES

log = logging.getLogger("mkdocs.plugins.helpcentre")


def warn_of_errors(config: MkDocsConfig, languages: Languages, severities: Mapping[str, Severity]) -> None:
    """Check the docs folder of a site; `severities` has those of all rules that aren't off."""
    untold = {rule.id for rule in RULES if not rule.is_told_by_build}
    errors = {rule: each for rule, each in severities.items() if each == "error" and rule in untold}
    docs = Path(config.docs_dir)
    library = DocsFolder(docs, languages.in_order, urlsplit(config.site_url or "").netloc)
    for each in check(library, checkable(library), errors, docs.parent):
        log.warning("%s:%d: %s [%s]. %s", each.path, each.line, each.problem, each.rule, each.fix)
