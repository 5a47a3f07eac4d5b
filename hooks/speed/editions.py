"""Builds the site in one locale, into a folder of its own: MkDocs' build of it, event by event.

Follows `mkdocs.commands.build.build` (1.6), of which it uses the parts; what that does for each locale
though it is the same for all (walking the docs folder, reading templates) is done before, and pages are
taken from the cache where they are known.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import meta

from ..catalogue import Document
from ..plan import PlannedPage
from ..publish.built import write_file
from .cache import Cache
from .folder import digest_bytes, digest_file, replace_file, walk
from .inputs import Inputs
from .instances import shared_instances
from .pages import Logged, PageCache, Prints, Rendered, encode_page, log_known, portable
from .processes import recording
from .tracing import listening

if TYPE_CHECKING:
    from ..plugin import HelpcentrePlugin

log = logging.getLogger("mkdocs.plugins.helpcentre")

UNTOLD = frozenset(
    {"mkdocs.plugins.mkdocs_static_i18n.plugin", "mkdocs.plugins.mkdocs_static_i18n.reconfigure"}
)
"""Loggers that tell what is being done, not what was found; it isn't told where nothing is done."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all locales share."""

    config: MkDocsConfig
    plugin: HelpcentrePlugin
    files: Sequence[File]
    """MkDocs' files without the documents, which are in the plugin's plan."""
    env: jinja2.Environment
    serve_url: str
    """Where the site is previewed; "" where it is built."""
    cache: Cache | None
    """What earlier builds have made; None where nobody knows what pages depend on."""
    inputs: Inputs
    copied: Mapping[str, str]
    """File that may be copied into the site → digest of its content."""
    present: Mapping[str, str]
    """File that the site's folder holds → digest of its content."""

    @property
    def is_shown(self) -> Callable[[InclusionLevel], bool]:
        """Which pages are built."""
        return InclusionLevel.is_in_serve if self.serve_url else InclusionLevel.is_included


@dataclass
class Output:
    """What came of one locale."""

    contents: dict[str, str] = field(default_factory=dict)
    """File of the site → digest."""
    made: dict[str, str] = field(default_factory=dict)
    """The same of the files that stand in `folder` until they are put there."""
    folder: Path | None = None
    """Where its files are; None where all are there already, or copies."""
    copied: dict[str, str] = field(default_factory=dict)
    """File of the site → the file that it is a copy of, for what is copied as it is."""
    loads: frozenset[tuple[str, str]] = frozenset()
    """What its pages may load of other sites."""
    logged: Logged = ()


def build_edition(site: Site, locale: str, folder: Path) -> Output:
    """Build a locale.

    Args:
        site: what all locales share.
        locale: which one.
        folder: where its files go.

    Raises:
        BuildError: a page can't be built.
    """
    of_others, site.plugin.loads = site.plugin.loads, set()  # a locale is remembered with its own
    try:
        with recording() as records:
            output = _Edition(site, locale, folder).build()
    finally:
        site.plugin.stop_search()  # an index is still being made where a page has failed
        site.plugin.loads = of_others
    output.logged = portable(record for record in records if record.name not in UNTOLD)
    return output


class _Edition:
    """One locale while it is built."""

    def __init__(self, site: Site, locale: str, folder: Path) -> None:
        self.site = site
        self.plugin = site.plugin
        self.locale = locale
        self.folder = folder
        self.output = Output()
        self.noted: dict[str, str] = {}
        """File of the site → digest, of those that need not be read for it."""
        self.config = _turn_to(site, locale)
        self.options = self.config.mdx_configs.get("helpcentre")
        self.config.site_dir = str(folder)
        self.files: Any = self.config.plugins.on_files(Files(site.files), config=self.config)
        set_exclusions(self.files, self.config)
        nav = get_navigation(self.files, self.config)
        self.nav: Navigation = self.config.plugins.on_nav(nav, config=self.config, files=self.files)
        self.pages = list(self._find_pages())
        self.plugin.is_there, self.plugin.indexes = self._has, None
        self.cache = self._open_cache()
        self.rendered: dict[str, Rendered] = {}
        self.shown = [page.file for page in self.pages]

    def _open_cache(self) -> PageCache | None:
        site, locale = self.site, self.locale
        if site.cache is None:
            return None
        shared = site.inputs.of_locale(locale, self.config, self.plugin)
        self.plugin.indexes = site.cache.pack(f"{locale}-search", is_dense=True)
        facts, texts = site.cache.pack(f"{locale}-facts"), site.cache.pack(f"{locale}-texts")
        return PageCache(facts, texts, shared, Path(self.config.docs_dir))

    def _has(self, name: str, content: bytes) -> bool:
        """Whether the site's folder holds a content already, which then stays."""
        digest = self.noted[name] = digest_bytes(content)
        return self.site.present.get(name) == digest

    def read(self) -> None:
        """Render all texts, and open the templates."""
        with shared_instances():
            for page in self.pages:
                self._guard(page, self._read)
        self.env = self.config.plugins.on_env(self.site.env, config=self.config, files=self.files)
        self.prints = Prints(self.plugin.contexts.site_wide, self.plugin.contexts.views)

    def build(self) -> Output:
        """Do it all."""
        self.read()
        self.plugin.workshop = self.folder.parent  # not so in a preview, whose folder is the site's
        self.plugin.begin_search(self.config)
        self._list_copies()
        for name in self.config.theme.static_templates:
            mkdocs_build._build_theme_template(name, self.env, self.files, self.config, self.nav)
        for name in self.config.extra_templates:
            mkdocs_build._build_extra_template(name, self.files, self.config, self.nav)
        if not self.site.inputs.are_pages_apart:
            for page in self.pages:
                self._recall_text(page)
        for page in self.pages:
            self._guard(page, self._finish)
        for page in self.pages:
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        self.plugin.publish(self.config)
        if self.cache:
            self.cache.save()
        _set_options(self.config, self.options)
        self.output.folder = self.folder
        self.output.made = {
            name: self.noted.get(name) or digest_file(self.folder / name)
            for name, _ in walk(str(self.folder))
        }
        self.output.contents |= self.noted | self.output.made
        self.output.loads = frozenset(self.plugin.loads)
        return self.output

    def _find_pages(self) -> Iterator[Page]:
        """The pages of a locale, those too that no navigation has."""
        excluded = []
        for file in self.files.documentation_pages(inclusion=self.site.is_shown):
            if file.page is None and file.inclusion.is_not_in_nav():
                if self.site.serve_url and file.inclusion.is_excluded():
                    excluded.append(urljoin(self.site.serve_url, file.url))
                Page(None, file, self.config)
            if file.page is not None:
                yield file.page
        if excluded:
            log.info("Drafts, which the built site doesn't have:\n  - %s", "\n  - ".join(excluded))

    def _guard(self, page: Page, step: Callable[[Page], None]) -> None:
        """Take a step with a page; where that fails, name the page."""
        self.config._current_page = page
        try:
            step(page)
        except Exception as error:
            told = "" if isinstance(error, BuildError) else f" {error}"
            log.error("Error building page '%s':%s", page.file.src_uri, told)
            raise
        finally:
            self.config._current_page = None

    # From Markdown to HTML

    def _read(self, page: Page) -> None:
        """Render a page's text, or know it from before."""
        planned = self.plugin.planned(page)
        if self.cache is None or planned is None:
            self._render(page)
            return
        own = self.site.inputs.of_text(planned, self.plugin.site, self.plugin.remarks(planned))
        known = self.cache.find_rendered(own, self.files.get_file_from_path)
        if known is None:
            self.files.asked.clear()
            with recording() as records:
                self._render(page)
            reading = self.plugin.readings[planned.path]
            known = self.cache.keep_rendered(own, page, reading, self.files.asked, portable(records))
        else:
            self._recall(page, planned, known)
        self.rendered[page.file.src_uri] = known

    def _render(self, page: Page) -> None:
        """Make HTML of a page's text."""
        plugins = self.config.plugins
        page = plugins.on_pre_page(page, config=self.config, files=self.files)
        planned = self.plugin.planned(page)
        if planned and planned.document:
            page.markdown, page.meta = _divide(planned.document)
        else:
            page.read_source(self.config)
        text = page.markdown or ""
        page.markdown = plugins.on_page_markdown(text, page=page, config=self.config, files=self.files)
        page.render(self.config, self.files)
        html = page.content or ""
        page.content = plugins.on_page_content(html, page=page, config=self.config, files=self.files)

    def _recall(self, page: Page, planned: PlannedPage, known: Rendered) -> None:
        """Make a page what it was when its text had been rendered, but for its HTML."""
        page.markdown, page.meta = known.markdown, dict(known.meta)
        page._title_from_render = known.title
        page.present_anchor_ids = set(known.anchors)
        page.links_to_anchors = {
            self.files.get_file_from_path(path) if path else page.file: dict(anchors)
            for path, anchors in known.links.items()
        }
        self.plugin.readings[planned.path] = known.reading
        self.plugin.loads.update(known.reading.loads)
        log_known(known.logged)

    # From HTML to the page

    def _finish(self, page: Page) -> None:
        """Put a page into its template, or know it from before."""
        planned = self.plugin.planned(page)
        if self.cache is None or planned is None or not self.site.inputs.are_pages_apart:
            self._write(page, encode_page(self._lay_out(page)))
            return
        context = self.plugin.describe(page, planned)
        facts = (page.edit_url, page.file.inclusion.name, page.meta)
        own = self.prints.of_context(context, self.rendered[page.file.src_uri], facts)
        known = self.cache.find_finished(own, self.prints)
        name = page.file.dest_uri
        if known and (not known.digest or self.site.present.get(name) == known.digest):
            if known.digest:
                self.noted[name] = known.digest
                self.cache.keep_page(known)
        elif known and (content := self.cache.find_page(known)):
            self.noted[name] = known.digest
            self._write(page, content)
        else:
            self._recall_text(page)
            with recording() as records, listening() as asked:
                content = encode_page(self._lay_out(page))
            finished = self.cache.keep_finished(own, content, asked, self.prints, portable(records))
            if finished.digest:
                self.noted[name] = finished.digest
            self._write(page, content)
        if known:
            log_known(known.logged)
        self._forget_text(page)

    def _forget_text(self, page: Page) -> None:
        """Drop what nobody reads any more of a page that is finished: a site has many."""
        page.markdown, page.content, page.toc = None, None, TableOfContents([])
        del self.rendered[page.file.src_uri]

    def _recall_text(self, page: Page) -> None:
        """Give a page its HTML, if only its facts are known so far."""
        if page.content is None and self.cache:
            found = self.cache.find_text(self.rendered[page.file.src_uri])
            if found:
                page.content, page.toc = found
            else:
                self._render(page)

    def _lay_out(self, page: Page) -> str:
        """A page in its template."""
        plugins = self.config.plugins
        page.active = True
        try:
            context = mkdocs_build.get_context(self.nav, self.shown, self.config, page)
            template = self.env.get_template(page.meta.get("template", "main.html"))
            context = plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            html = template.render(context)
            return str(plugins.on_post_page(html, page=page, config=self.config))
        finally:
            page.active = False

    def _write(self, page: Page, content: bytes) -> None:
        if content:
            write_file(Path(page.file.abs_dest_path), content)

    def _list_copies(self) -> None:
        """Note the files that are copied as they are; one that a plugin has made is written down first."""
        for file in self.files:
            if file.is_documentation_page() or not self.site.is_shown(file.inclusion):
                continue
            source = file.abs_src_path
            if source is None:
                write_file(self.folder / file.dest_uri, file.content_bytes)
            else:
                self.output.copied[file.dest_uri] = source
                self.output.contents[file.dest_uri] = self.site.copied[source]


def _divide(document: Document) -> tuple[str, dict[str, Any]]:
    """A document's text and front matter; where it has none in YAML, MkDocs knows other forms."""
    return (document.body, dict(document.meta)) if document.meta else meta.get_data(document.text)


def _turn_to(site: Site, locale: str) -> MkDocsConfig:
    """Have the plugins change the configuration for a locale."""
    i18n: Any = site.config.plugins["i18n"]
    i18n.current_language = locale
    config: MkDocsConfig = site.config.plugins.on_config(site.config)
    return config


class PreparedEdition(_Edition):
    """A locale of which single pages are made, as soon as their text has changed."""

    def __init__(self, site: Site, locale: str, folder: Path) -> None:
        """Read a locale that has been built into a folder."""
        super().__init__(site, locale, folder)
        with recording():
            self.read()
        self._readings, self._contexts = self.plugin.readings, self.plugin.contexts
        self._page_of = {page.file.src_uri: page for page in self.pages}
        self._contexts.prepare()
        _set_options(self.config, self.options)

    def show(self, document: Document) -> None:
        """Make the page of a document whose text has changed, into the site's folder."""
        _turn_to(self.site, self.locale)
        pages: Any = self.plugin.plan.editions[self.locale].pages
        planned = pages[document.path] = replace(pages[document.path], document=document)
        page = self._page_of[document.source]
        self.plugin.readings = self._readings
        if self.plugin.reviewer:
            self.plugin.reviewer.renew(document)
        self._guard(page, self._render)
        self._contexts = self.plugin.contexts = self._contexts.renew(planned)
        self.env.globals["hc"] = self._contexts.site_wide
        content = encode_page(self._lay_out(page))
        _set_options(self.config, self.options)
        replace_file(Path(page.file.abs_dest_path), content)


def _set_options(config: MkDocsConfig, options: Mapping[str, Any] | None) -> None:
    """Give our Markdown extension its owner's options back, after those of the last page."""
    config.mdx_configs.pop("helpcentre", None)
    if options is not None:
        config.mdx_configs["helpcentre"] = dict(options)
