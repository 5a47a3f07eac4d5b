"""The MkDocs plugin: events only, each hands over at once.

The i18n plugin builds the site once per locale with one configuration object, so every event comes
once per locale. What holds for all of them, the plan, is made in the first build, the default's.

Order: the i18n plugin handles its events at priority -100. We take the documents from MkDocs' files
before it and put our pages in after it (`files.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from .admin.publishing import admin_loads, publish_admin
from .catalogue import read_catalogue, warn_of_missing_default, warn_of_strays
from .check.building import warn_of_errors
from .config import HelpcentreConfig, Languages, SiteFacts, check_locales, read_languages, read_site_facts
from .context import ContextBuilder, has_copy, search_page
from .files import LocaleFiles, place_pages, take_documents
from .i18n.codes import accept_every_code, theme_language
from .i18n.locales import language_tag
from .i18n.strings import OWN, Strings, load_strings
from .navigation import make_navigation
from .plan import Plan, PlannedPage, make_plan
from .publish.delivery import deliver
from .publish.headers import Load
from .publishing import (
    ERROR_TEMPLATE,
    publish_copy,
    publish_error_page,
    publish_headers,
    publish_redirects,
    publish_root,
    publish_search_page,
    publish_sitemaps,
    publish_status,
    publish_texts,
)
from .reading import Reading, read_html
from .search.publishing import publish_search
from .theme import add_templates, configure_markdown, prepare_page, remove_unused_files

AFTER_I18N = -110

accept_every_code()


class HelpcentrePlugin(BasePlugin[HelpcentreConfig]):
    """Makes a help centre of docs/<locale>/<collection>/<key>.md."""

    languages: Languages
    is_published = True
    """Whether the site is built for readers, not for an editor who looks at it."""
    words: dict[str, Strings]
    """Locale → interface text."""
    plan: Plan
    loads: set[Load]
    """What pages may load of other sites, over all locales."""
    # Of the locale that is being built:
    locale: str
    site: SiteFacts
    readings: dict[str, Reading]
    copies: dict[str, str]
    """Address → the article as Markdown."""
    contexts: ContextBuilder
    env: jinja2.Environment

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Keep what the build is for."""
        self.is_published = command != "serve"

    @event_priority(AFTER_I18N)
    def on_config(self, config: MkDocsConfig) -> None:
        """Check the options and turn to the next locale."""
        self.languages = read_languages(config)
        check_locales(self.config, self.languages)
        self.locale = _i18n(config).current_language
        if self.locale == self.languages.default:
            own = Path(config.docs_dir) / OWN
            self.loads = set(admin_loads(self.config.admin.backend))
            self.words = {locale: load_strings(locale, own) for locale in self.languages.locales}
            if config.strict:
                warn_of_errors(config, self.languages, self.config.check)
        self.site = read_site_facts(config, self.config, self.languages)
        self.readings, self.copies = {}, {}
        config.theme["language"] = theme_language(self.locale)
        add_templates(config)

    def _take_documents(self, files: Files, config: MkDocsConfig) -> None:
        documents = take_documents(files, self.languages.configured)
        if self.locale == self.languages.default:
            warn_of_strays(files, self.languages.configured)
            catalogue = read_catalogue(documents, Path(config.docs_dir), self.languages.locales)
            warn_of_missing_default(catalogue, self.languages.default)
            self.plan = make_plan(
                catalogue,
                locales=self.languages.locales,
                default_locale=self.languages.default,
                home_titles={locale: words.text("home") for locale, words in self.words.items()},
                fallback=self.config.fallback,
                default_at_root=self.config.default_at_root,
                directory_urls=config.use_directory_urls,
            )

    @event_priority(AFTER_I18N)
    def _place_pages(self, files: Any, config: MkDocsConfig) -> LocaleFiles:
        remove_unused_files(files)
        return place_pages(files, self.plan, self.locale, config)

    on_files = CombinedEvent(_take_documents, _place_pages)

    def _arrange(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Follow the collections, unless the owner has written a navigation."""
        return nav if config.nav else make_navigation(self.plan.editions[self.locale], files)

    @event_priority(AFTER_I18N)
    def _arrange_again(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """The i18n plugin has looked for the home page in it, and may have sorted it."""
        return self._arrange(nav, config, files)

    on_nav = CombinedEvent(_arrange, _arrange_again)

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Prepare the page and the Markdown extension for each other."""
        planned = self._planned(page)
        if planned is None:
            return markdown
        configure_markdown(config, planned, self.site, self.words[planned.content_locale])
        return prepare_page(markdown, page, planned)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Read what the page says while it is at hand."""
        if planned := self._planned(page):
            self.readings[planned.path] = read_html(html)
            self.loads.update(self.readings[planned.path].loads)

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Make `hc` known where templates have no page; all pages have been rendered by now."""
        self.contexts = ContextBuilder(
            self.plan, self.locale, self.site, self.words[self.locale], self.readings
        )
        env.globals["hc"] = self.contexts.site_wide
        self.env = env
        env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ARG002
        """Give `hc` to templates that are no pages."""
        context["hc"] = self.contexts.error if template_name == ERROR_TEMPLATE else self.contexts.site_wide
        return context

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ARG002
        """Give `hc` to pages; articles are written as Markdown, too."""
        planned = self._planned(page)
        hc = self.contexts.page(planned, page.edit_url or "") if planned else self.contexts.site_wide
        if planned and has_copy(planned):
            markdown = page.markdown or ""
            self.copies[planned.url] = publish_copy(
                planned, hc, markdown, plan=self.plan, site=self.site, config=config
            )
        context["hc"] = hc
        return context

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Keep the error pages of the locales apart."""
        if template_name != ERROR_TEMPLATE:
            return output
        folder = "" if self.locale == self.languages.default else self.locale
        if folder != self.plan.editions[self.locale].home.address.folder.rstrip("/"):
            publish_error_page(output, self.locale, config)  # the default's, below its own prefix too
        return publish_error_page(output, folder, config)

    def _publish(self, config: MkDocsConfig) -> None:
        """Write what is a locale's, and what is made once, after the default locale and before the others."""
        home = self.plan.editions[self.locale].home
        publish_search(self.plan, self.locale, self.readings, config)
        publish_search_page(self.contexts.search, search_page(home)[0], self.env, config)
        publish_texts(self.contexts.site_wide, home.address.folder, self.copies, self.site, config)
        publish_headers(self.loads, self.site, config)  # the last locale knows what all of them load
        if self.locale != self.languages.default:
            return
        publish_sitemaps(self.plan, self.site, config)
        publish_redirects(self.plan, self.site, config)
        if not self.plan.default_at_root:
            publish_root(self.contexts.root, self.env, config)
        if self.config.status:
            publish_status(self.plan, self.contexts.status, self.env, config)
        publish_admin(self.plan, self.site, self.config.admin.backend, config)

    @event_priority(AFTER_I18N)
    def _deliver(self, config: MkDocsConfig) -> None:
        """With all locales built, not inside a build of one: write what the owner's servers need."""
        if self.is_published and not _i18n(config).building:
            folders = {locale: edition.home.url for locale, edition in self.plan.editions.items()}
            tags = {f"/{url}": language_tag(locale) for locale, url in folders.items()}
            deliver(Path(config.site_dir), self.config.hosts, tags)

    on_post_build = CombinedEvent(_publish, _deliver)

    def _planned(self, page: Page) -> PlannedPage | None:
        """The page in our plan; None for Markdown outside of the locales' folders."""
        path: str = getattr(page.file, "norm_src_uri", "")
        return self.plan.editions[self.locale].pages.get(path)


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]
