"""The MkDocs plugin: events only, each hands over at once.

The i18n plugin builds the site once per locale with one configuration object, so every event comes
once per locale. What holds for all of them, the plan, is made in the first build, the default's.

Order: the i18n plugin handles its events at priority -100. We take the documents from MkDocs' files
before it and put our pages in after it (`files.py`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from .admin.publishing import admin_loads, publish_admin
from .catalogue import read_catalogue, warn_of_missing_default, warn_of_strays
from .check.building import warn_of_errors
from .check.serving import Reviewer
from .components.remarks import Remark
from .config import (
    HelpcentreConfig,
    Languages,
    SiteFacts,
    check_locales,
    read_languages,
    read_site_facts,
    warn_of_other_search,
)
from .context import ContextBuilder, has_copy, search_page
from .files import LocaleFiles, place_pages, take_documents
from .i18n.codes import accept_every_code, theme_language
from .i18n.locales import language_tag
from .i18n.strings import OWN, Strings, load_strings
from .navigation import make_navigation
from .plan import Plan, PlannedPage, make_plan
from .publish.built import BuiltSite, FolderSite
from .publish.copies import Copies
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
from .search.publishing import SearchIndex
from .speed.building import stand_in
from .speed.cache import Pack
from .theme import add_icon, add_templates, configure_markdown, prepare_page, remove_unused_files
from .views import HelpContext

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

AFTER_I18N = -110

accept_every_code()


class HelpcentrePlugin(BasePlugin[HelpcentreConfig]):
    """Makes a help centre of docs/<locale>/<collection>/<key>.md."""

    command = ""
    """What MkDocs was asked for: `build`, `serve`, `gh-deploy`; "" where its functions are called."""
    languages: Languages
    words: dict[str, Strings]
    """Locale → interface text."""
    is_planned = False
    """Whether the plan is of this build."""
    plan: Plan
    loads: set[Load]
    """What pages may load of other sites, over all locales."""
    # Of the locale that is being built:
    locale: str
    site: SiteFacts
    readings: dict[str, Reading]
    copies: dict[str, str]
    """Address → the article as Markdown."""
    described: dict[str, HelpContext]
    """Path → what the page's template knows."""
    mkdocs: MkDocsConfig
    is_there: Callable[[str, bytes], bool] | None = None
    """Whether a file of the site has a content already; None where the site's folder is empty."""
    indexing: SearchIndex | None = None
    """The search index that is being made."""
    indexes: Pack | None = None
    """Search indexes of earlier builds."""
    workshop: Path | None = None
    """A folder that the build removes in the end; None where MkDocs itself builds."""
    works: Any = None
    """Where the site is built (speed/building.py); None where MkDocs itself builds it."""
    preview: Any = None
    """The site that is being edited (speed/serving.py)."""
    reviewer: Reviewer | None = None
    """Who tells editors what their pages lack; None where the site isn't previewed."""
    contexts: ContextBuilder
    env: jinja2.Environment

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Keep what the build is for, and make MkDocs build with what doesn't build the same twice."""
        self.command = command
        stand_in()

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Show what is saved at once, where the site is built as here."""
        if self.works:
            from .speed.serving import watch_closely  # noqa: PLC0415 (only a server needs it)

            watch_closely(server, config, self)
        return server

    def on_shutdown(self) -> None:
        """Leave nothing running."""
        if self.preview:
            self.preview.stop()

    @event_priority(AFTER_I18N)
    def on_config(self, config: MkDocsConfig) -> None:
        """Check the options and turn to the next locale."""
        self.languages = read_languages(config)
        check_locales(self.config, self.languages)
        self.locale = _i18n(config).current_language
        environ = {} if self.command == "serve" else os.environ
        self.site = read_site_facts(config, self.config, self.languages, environ)
        self.readings, self.copies, self.described = {}, {}, {}
        self.mkdocs, self.indexing = config, None
        self.is_there = self.indexes = self.workshop = None  # of builds that MkDocs itself doesn't do
        config.theme["language"] = theme_language(self.locale)
        add_templates(config)

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Begin a site, in its default locale's build, which the i18n plugin may repeat as the last one."""
        if self.locale == self.languages.default and not _i18n(config).building:
            warn_of_other_search(config)
            own = Path(config.docs_dir) / OWN
            self.loads = set(admin_loads(self.config.admin.backend))
            self.words = {locale: load_strings(locale, own) for locale in self.languages.locales}
            self.is_planned = False
            if config.strict:
                warn_of_errors(config, self.languages, self.config.check)

    def plan_documents(self, files: Files, config: MkDocsConfig, known: Pack | None = None) -> None:
        """Take the documents out of MkDocs' files, and plan their pages; `known` has those read before."""
        documents = take_documents(files, self.languages.configured)
        if not self.is_planned:
            self.is_planned = True
            warn_of_strays(files, self.languages.configured)
            catalogue = read_catalogue(documents, Path(config.docs_dir), self.languages.locales, known)
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
            is_preview = self.command == "serve"
            severities = self.config.check
            self.reviewer = Reviewer(config, self.plan, self.languages, severities) if is_preview else None

    @event_priority(AFTER_I18N)
    def _place_pages(self, files: Any, config: MkDocsConfig) -> LocaleFiles:
        remove_unused_files(files, is_preview=self.command == "serve")
        return place_pages(files, self.plan, self.locale, config)

    on_files = CombinedEvent(plan_documents, _place_pages)

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
        planned = self.planned(page)
        if planned is None:
            return markdown
        words = self.words[planned.content_locale]
        configure_markdown(config, planned, self.site, words, self.remarks(planned))
        return prepare_page(markdown, page, planned)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Read what the page says while it is at hand."""
        if planned := self.planned(page):
            self.readings[planned.path] = read_html(html)
            self.loads.update(self.readings[planned.path].loads)

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Make `hc` known where templates have no page; all pages have been rendered by now."""
        self.contexts = ContextBuilder(
            self.plan, self.locale, self.site, self.words[self.locale], self.readings
        )
        env.globals["hc"] = self.contexts.site_wide
        add_icon(env)
        self.env = env
        env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ARG002
        """Give `hc` to templates that are no pages."""
        context["hc"] = self.contexts.error if template_name == ERROR_TEMPLATE else self.contexts.site_wide
        return context

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ARG002
        """Give `hc` to pages; articles are written as Markdown, too."""
        planned = self.planned(page)
        context["hc"] = self.describe(page, planned) if planned else self.contexts.site_wide
        return context

    def describe(self, page: Page, planned: PlannedPage) -> HelpContext:
        """The `hc` of a page."""
        if planned.path not in self.described:
            hc = self.contexts.page(planned, page.edit_url or "")
            if self.reviewer:
                hc = replace(hc, editor=self.reviewer.view(planned))
            self.described[planned.path] = hc
            if has_copy(planned):
                self.copies[planned.url] = publish_copy(
                    planned,
                    hc,
                    page.markdown or "",
                    plan=self.plan,
                    site=self.site,
                    config=self.mkdocs,
                    is_there=self.is_there,
                )
        return self.described[planned.path]

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Keep the error pages of the locales apart."""
        if template_name != ERROR_TEMPLATE:
            return output
        folder = "" if self.locale == self.languages.default else self.locale
        if folder != self.plan.editions[self.locale].home.address.folder.rstrip("/"):
            publish_error_page(output, self.locale, config)  # the default's, below its own prefix too
        return publish_error_page(output, folder, config)

    def begin_search(self, config: MkDocsConfig) -> None:
        """Begin a locale's index, which another program makes beside its pages."""
        self.indexing = SearchIndex(
            self.plan,
            self.locale,
            self.readings,
            config,
            server=self.site.search_server,
            known=self.indexes,
            workshop=self.workshop,
            is_there=self.is_there,
        )

    def stop_search(self) -> None:
        """Leave the index that is being made."""
        if self.indexing:
            self.indexing.stop()
            self.indexing = None

    def publish(self, config: MkDocsConfig) -> None:
        """Write what is a locale's, and what is made once, after the default locale and before the others."""
        home = self.plan.editions[self.locale].home
        if self.indexing is None:
            self.begin_search(config)
        indexing, self.indexing = self.indexing, None
        if indexing:
            indexing.finish()
        publish_search_page(self.contexts.search, search_page(home)[0], self.env, config)
        publish_texts(self.contexts.site_wide, home.address.folder, self.copies, self.site, config)
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
    def _end(self, config: MkDocsConfig) -> None:
        if not _i18n(config).building:  # the builds of the other locales are inside the default's
            self.finish(config)
            self.deliver(FolderSite(Path(config.site_dir)))

    def finish(self, config: MkDocsConfig) -> None:
        """With all locales built: write what needs them all."""
        publish_headers(self.loads, self.site, config)

    def deliver(self, site: BuiltSite, copies: Copies | None = None) -> None:
        """With the site complete: write what the owner's servers need; `copies` are the last build's."""
        if self.command != "serve":
            folders = {locale: edition.home.url for locale, edition in self.plan.editions.items()}
            tags = {f"/{url}": language_tag(locale) for locale, url in folders.items()}
            deliver(site, self.config.hosts, tags, copies)

    on_post_build = CombinedEvent(publish, _end)

    def remarks(self, planned: PlannedPage) -> tuple[Remark, ...]:
        """What a preview tells editors in the page's text."""
        return self.reviewer.remarks(planned) if self.reviewer else ()

    def planned(self, page: Page) -> PlannedPage | None:
        """The page in our plan; None for Markdown outside of the locales' folders."""
        path: str = getattr(page.file, "norm_src_uri", "")
        return self.plan.editions[self.locale].pages.get(path)


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]
