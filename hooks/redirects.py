"""Earlier addresses of pages, and the pages that lead on from them.

An article names its earlier slugs, or whole paths, in front matter (`redirect_from`), a collection its
slugs in collections.yml. A static host can't be relied on to redirect, so each is a small page that does.
Hosts that can (https://docs.netlify.com/manage/routing/redirects/overview/,
https://developers.cloudflare.com/pages/configuration/redirects/) read all of them in `_redirects`, with the
addresses that imported articles had elsewhere, which docs/_data/redirects.yml keeps.
"""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import get_relative_url

from .i18n.locales import language_tag, text_direction
from .i18n.slugs import is_slug_safe, slugify
from .plan import Edition, Plan, PlannedPage
from .publish.rules import GONE, write_redirect
from .taxonomy import DATA_FOLDER

log = logging.getLogger("mkdocs.plugins.helpcentre")

MOVED = f"{DATA_FOLDER}/redirects.yml"
GONE_WORD = "gone"
"""In the place of an article: there is none, and there won't be."""

Claim = tuple[str, PlannedPage, str]
"""Earlier destination, the page that was there, and the file that says so."""


def plan_redirects(plan: Plan) -> dict[str, PlannedPage]:
    """Earlier destination → the page that readers are led to; a page that is there now is never in it."""
    taken = {
        page.address.destination: page
        for edition in plan.editions.values()
        for page in edition.pages.values()
    }
    redirects: dict[str, PlannedPage] = {}
    for edition in plan.editions.values():
        for destination, page, source in (*_of_documents(edition), *_of_collections(edition, plan)):
            owner = taken.get(destination) or redirects.get(destination)
            if owner is None:
                redirects[destination] = page
            elif owner is not page and not page.is_fallback:
                log.warning(
                    "Doc file '%s': `redirect_from` names '%s', which is the address of '%s'. Take it out "
                    "of one of them.",
                    source,
                    destination,
                    owner.source,
                )
    return redirects


def render_redirect(destination: str, page: PlannedPage, canonical: str) -> str:
    """The page that stands at an earlier address."""
    target = get_relative_url(page.url or "./", quote(destination.removesuffix("index.html")))
    link = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
    return (
        f'<!doctype html>\n<html lang="{language_tag(page.locale)}" dir="{text_direction(page.locale)}">\n'
        f'<head><meta charset="utf-8"><title>{escape(page.title)}</title>{link}'
        f'<meta http-equiv="refresh" content="0; url={escape(target)}"></head>\n'
        f'<body><p><a href="{escape(target)}">{escape(page.title)}</a></p></body>\n</html>\n'
    )


def read_moved(docs_dir: Path) -> dict[str, str]:
    """Path at an earlier host, with `*` for any end → `locale/key`, as docs/_data/redirects.yml has them.

        help.example.com:
          /fr/articles/123-*: fr/change-your-plan
          /fr/old-offer/: gone

    Raises:
        ConfigurationError: the file is something else.
    """
    file = docs_dir / MOVED
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{file}: can't be read as YAML: {error}") from error
    hosts = data or {}
    if not isinstance(hosts, dict) or not all(isinstance(paths, dict) for paths in hosts.values()):
        raise ConfigurationError(
            f"{file}: must be hosts with paths, like `help.example.com: {{/a: en/fees}}`"
        )
    return {str(path): str(name) for paths in hosts.values() for path, name in paths.items()}


def write_rules(redirects: Mapping[str, PlannedPage], moved: Mapping[str, str], plan: Plan) -> str:
    """The redirects as hosts read them; one to an article that is no more is left out.

    What is said to be gone is answered with 410 and the error page of its language by hosts that can.
    """
    pages = {
        f"{locale}/{page.document.key}": page
        for locale, edition in plan.editions.items()
        for page in edition.pages.values()
        if page.document and page.is_published and not page.is_fallback
    }
    rules = {f"/{destination.removesuffix('index.html')}": page for destination, page in redirects.items()}
    rules |= {path: pages[name] for path, name in moved.items() if name in pages}
    taken = {f"/{unquote(page.url)}" for edition in plan.editions.values() for page in edition.pages.values()}
    lines = {path: write_redirect(path, f"/{page.url}") for path, page in rules.items()}
    lines |= {
        path: write_redirect(path, _error_page(path, plan), GONE)
        for path, name in moved.items() if name == GONE_WORD and path not in rules
    }  # fmt: skip
    return "".join(
        line for path, line in sorted(lines.items(), key=_exact_first) if unquote(path) not in taken
    )


def _error_page(path: str, plan: Plan) -> str:
    folders = [edition.home.address.folder for edition in plan.editions.values()]
    return next((f"/{each}404.html" for each in folders if each and path.startswith(f"/{each}")), "/404.html")


def _exact_first(rule: tuple[str, str]) -> tuple[bool, str]:
    """Hosts take the first rule that fits."""
    return "*" in rule[0], rule[0]


def _of_documents(edition: Edition) -> Iterator[Claim]:
    for page in edition.pages.values():
        given = page.meta.get("redirect_from") or []
        for earlier in given if isinstance(given, list) else [given]:
            if page.is_published and (destination := _destination(str(earlier), page)):
                yield destination, page, page.source


def _destination(earlier: str, page: PlannedPage) -> str:
    """Where an earlier slug, or a path that starts with a slash, leads to on disk; "" if it is neither."""
    is_folder = page.address.destination.endswith("/index.html")
    around = (
        posixpath.dirname(page.address.folder.rstrip("/")) if is_folder else page.address.folder.rstrip("/")
    )
    if earlier.startswith("/"):
        path = unquote(earlier).strip("/")
        if page.is_fallback:
            return ""
        if path and not any(part in ("", ".", "..") for part in path.split("/")) and "://" not in path:
            return path if path.endswith(".html") else f"{path}/index.html"
    elif is_slug_safe(earlier):
        path = posixpath.join(around, slugify(earlier))
        return f"{path}/index.html" if is_folder else f"{path}.html"
    if not page.is_fallback:
        log.warning(
            "Doc file '%s': `redirect_from` names %r, which is no address. Write an earlier slug, or a path "
            "of the site like `/billing/old-name/`.",
            page.source,
            earlier,
        )
    return ""


def _of_collections(edition: Edition, plan: Plan) -> Iterator[Claim]:
    """A collection that has moved takes all its pages along."""
    for key in edition.articles:
        folder = edition.collection(key).address.folder
        around = folder[: folder.rstrip("/").rfind("/") + 1]
        for earlier in plan.collections[key].redirect_from.get(edition.locale, ()):
            for page in _inside(folder, edition.pages):
                if page.is_published:
                    rest = page.address.destination.removeprefix(folder)
                    yield f"{around}{slugify(earlier)}/{rest}", page, "_data/collections.yml"


def _inside(folder: str, pages: Mapping[str, PlannedPage]) -> Iterator[PlannedPage]:
    return (page for page in pages.values() if page.address.destination.startswith(folder))
