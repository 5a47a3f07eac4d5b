"""Files of the site that are no pages of MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from .components.fees import draw_as_markdown
from .components.mistakes import MistakeError
from .components.page import PageContext
from .config import SiteFacts
from .plan import Plan, PlannedPage
from .publish.built import write_file
from .publish.headers import Load, write_headers
from .publish.links import whole_address
from .publish.rules import HEADERS_FILE, REDIRECTS_FILE
from .publish.texts import copy_url, write_copy, write_full, write_list
from .redirects import plan_redirects, read_moved, render_redirect, write_rules
from .seo.sitemap import write_sitemaps
from .taxonomy import DATA_FOLDER
from .translations import count_states, list_findings, list_translations
from .views import HelpContext

ERROR_TEMPLATE = "404.html"
ROOT_TEMPLATE = "root.html"
SEARCH_TEMPLATE = "search.html"
STATUS_TEMPLATE = "status.html"
STATUS_PAGE = "status/index.html"


def publish_error_page(html: str, folder: str, config: MkDocsConfig) -> str:
    """Put each locale's error page into its own folder; MkDocs would write them all over one another.

    Args:
        html: the page.
        folder: the locale's folder, "" where it is the root, which MkDocs writes itself.
        config: MkDocs' configuration.

    Returns:
        What MkDocs writes at the root.
    """
    if not folder:
        return html
    _write(Path(config.site_dir) / folder / ERROR_TEMPLATE, html)
    return ""


def publish_sitemaps(plan: Plan, site: SiteFacts, config: MkDocsConfig) -> None:
    """Write the sitemaps; a site without an address has none, since they need whole URLs."""
    if site.url:
        for name, xml in write_sitemaps(plan, site.absolute):
            _write(Path(config.site_dir) / name, xml)


def publish_redirects(plan: Plan, site: SiteFacts, config: MkDocsConfig) -> None:
    """Write a page at every address that a page had before, and the same as rules for hosts."""
    redirects = plan_redirects(plan)
    for destination, page in redirects.items():
        html = render_redirect(destination, page, site.absolute(page.url))
        _write(Path(config.site_dir) / destination, html)
    if rules := write_rules(redirects, read_moved(Path(config.docs_dir)), plan):
        _write(Path(config.site_dir) / REDIRECTS_FILE, rules)


def publish_search_page(
    hc: HelpContext, destination: str, env: jinja2.Environment, config: MkDocsConfig
) -> None:
    """Write a locale's page of results."""
    base_url = "/".join([".."] * destination.count("/"))
    _write(Path(config.site_dir) / destination, _render(env, SEARCH_TEMPLATE, base_url, config, hc=hc))


def publish_root(hc: HelpContext, env: jinja2.Environment, config: MkDocsConfig) -> None:
    """Write the page that lets readers choose their language, where no locale is at the root."""
    _write(Path(config.site_dir) / "index.html", _render(env, ROOT_TEMPLATE, ".", config, hc=hc))


def publish_status(plan: Plan, hc: HelpContext, env: jinja2.Environment, config: MkDocsConfig) -> None:
    """Write the page that shows editors what is translated, and what in it to look at."""
    rows = list_translations(plan)
    translated = count_states(rows, "translated")
    found = list_findings(rows)
    html = _render(env, STATUS_TEMPLATE, "..", config, hc=hc, rows=rows, translated=translated, found=found)
    _write(Path(config.site_dir) / STATUS_PAGE, html)


def publish_copy(
    page: PlannedPage,
    hc: HelpContext,
    markdown: str,
    *,
    plan: Plan,
    site: SiteFacts,
    config: MkDocsConfig,
    is_there: Callable[[str, bytes], bool] | None = None,
) -> str:
    """Write an article as Markdown beside its page.

    Args:
        page: the article.
        hc: its page's context.
        markdown: its text.
        plan: all pages.
        site: the site's facts.
        config: MkDocs' configuration.
        is_there: whether a file of the site has a content already.

    Returns:
        The copy.
    """
    data = Path(config.docs_dir) / DATA_FOLDER
    reader = PageContext(locale=page.content_locale, data_dir=str(data))
    support = hc.support.url if hc.support else ""

    def draw(name: str) -> str:
        try:
            return draw_as_markdown(name, reader)
        except MistakeError:
            return ""  # the page itself says what is wrong

    copy = write_copy(hc, markdown, lambda address: whole_address(address, page, plan, site, support), draw)
    name = copy_url(page.address.destination.removesuffix("index.html"))
    content = copy.encode()
    if not (is_there and is_there(name, content)):
        write_file(Path(config.site_dir) / name, content)
    return copy


def publish_texts(
    hc: HelpContext, folder: str, copies: Mapping[str, str], site: SiteFacts, config: MkDocsConfig
) -> None:
    """Write the lists of a locale's copies; `copies` has them by address, `folder` is the locale's."""
    target = Path(config.site_dir) / folder
    listed = write_list(hc, site.description, lambda url: site.absolute(url) or f"/{url}")
    _write(target / "llms.txt", listed)
    _write(target / "llms-full.txt", write_full(hc, copies))


def publish_headers(loads: Iterable[Load], site: SiteFacts, config: MkDocsConfig) -> None:
    """Write the file of headers, unless the owner has one in the docs folder."""
    if (Path(config.docs_dir) / HEADERS_FILE).is_file():
        return
    analytics = (config.extra.get("analytics") or {}).get("script") or ""
    endpoint = site.feedback.endpoint if site.feedback else ""
    search_endpoint = site.search_report.endpoint if site.search_report else ""
    own = [
        *(("script-src", str(script)) for script in (analytics, *config.extra_javascript)),
        *(("style-src", style) for style in config.extra_css),
        *((directive, endpoint) for directive in ("connect-src", "form-action")),
        ("connect-src", search_endpoint),
        ("connect-src", site.search_server.url if site.search_server else ""),
        ("connect-src", analytics),
    ]
    _write(Path(config.site_dir) / HEADERS_FILE, write_headers([*own, *loads]))


def _render(
    env: jinja2.Environment, template: str, base_url: str, config: MkDocsConfig, **context: Any
) -> str:
    """Render a template as MkDocs renders those without a page (mkdocs/commands/build.py)."""
    return env.get_template(template).render(config=config, base_url=base_url, page=None, **context)


def _write(file: Path, text: str) -> None:
    write_file(file, text.encode())
