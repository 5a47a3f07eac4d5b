"""Writes /admin/ into the built site."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from ..config import SiteFacts
from ..plan import Plan
from ..publish.headers import Load
from ..taxonomy import DATA_FOLDER
from .configuration import make_configuration
from .vendoring import VendoringError, fetch_editor

log = logging.getLogger("mkdocs.plugins.helpcentre")

FOLDER = "admin"
CACHE = ".cache/helpcentre"

SERVICES: Mapping[str, tuple[Load, ...]] = {
    "github": (
        ("connect-src", "https://api.github.com"),
        ("img-src", "https://avatars.githubusercontent.com"),
    ),
    "gitlab": (("connect-src", "https://gitlab.com"), ("img-src", "https://secure.gravatar.com")),
}
"""What the editor loads of the service that has the repository, where it isn't the owner's own server."""


def publish_admin(plan: Plan, site: SiteFacts, backend: Mapping[str, Any], config: MkDocsConfig) -> None:
    """Write the page for editors; warns where the editor can't be had, since a site is good without it.

    Args:
        plan: the site's collections and locales.
        site: its name, logo and address.
        backend: where the repository is, in the editor's own words; nothing is written if it is empty.
        config: MkDocs' configuration.
    """
    if not backend:
        return
    root = Path(config.config_file_path or config.docs_dir).parent
    try:
        editor = fetch_editor(root / CACHE)
    except (OSError, VendoringError) as error:
        log.warning(
            "Option 'admin': the editor can't be had, so the site has no /%s/: %s. Run the build once with "
            "npm and a network; it is kept in %s from then on.",
            FOLDER,
            error,
            CACHE,
        )
        return
    target = Path(config.site_dir) / FOLDER
    with as_file(files(__package__) / "page") as page:
        shutil.copytree(page, target, dirs_exist_ok=True)
    shutil.copytree(editor, target / "editor", dirs_exist_ok=True)
    docs = Path(config.docs_dir)
    configuration = make_configuration(
        plan, site, backend, path_in_repository(docs), (docs / DATA_FOLDER / "fees").is_dir()
    )
    text = json.dumps(configuration, ensure_ascii=False, indent=1)
    (target / "config.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def admin_loads(backend: Mapping[str, Any]) -> list[Load]:
    """What the policy of a site with an editor must allow: (directive, address)."""
    if not backend:
        return []
    own = [("connect-src", str(backend[key])) for key in ("api_root", "base_url") if backend.get(key)]
    return [*SERVICES.get(str(backend.get("name")), ()), *own, ("img-src", "blob:")]


def path_in_repository(docs: Path) -> str:
    """The docs folder as the repository names it; by its own name where it is in none."""
    docs = docs.resolve()
    root = next((folder for folder in docs.parents if (folder / ".git").exists()), docs.parent)
    return docs.relative_to(root).as_posix()
