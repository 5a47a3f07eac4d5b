"""Our templates and Markdown in MkDocs' configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import material
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from .catalogue import split_heading
from .components.page import fallbacks
from .components.remarks import Remark
from .config import SiteFacts
from .context import article_facts
from .i18n.strings import Strings
from .plan import PlannedPage
from .seo.sitemap import INDEX
from .taxonomy import DATA_FOLDER

TEMPLATES = Path(__file__).parent.parent / "overrides"
"""Beside this package both in a checkout and where it is installed."""

Render = Callable[[Context], Iterator[str]]
"""What Jinja makes of a template."""

BRAND = "assets/stylesheets/brand.css"
"""The owner's colours and fonts: a template, though its name says style sheet."""

EDITOR = "assets/stylesheets/editor.css"
"""The style of what only editors see."""

ICON = "partials/icon.html"
"""Has the macro `icon`."""

ONCE = frozenset({"root.html", "status.html"})
"""Templates of pages that a site has once, whatever its locales."""

MATERIAL = Path(material.__file__).parent
FAVICON = "assets/images/favicon.png"


def add_templates(config: MkDocsConfig) -> None:
    """Put our templates before Material's and behind the owner's; done again, it changes nothing."""
    theme = config.theme
    if str(TEMPLATES) not in theme.dirs:
        behind_owner = theme.dirs.index(theme.custom_dir) + 1 if theme.custom_dir in theme.dirs else 0
        theme.dirs.insert(behind_owner, str(TEMPLATES))
    theme.static_templates.discard(INDEX)
    theme.static_templates.add(BRAND)


def add_icon(env: jinja2.Environment) -> None:
    """Give templates the filter `icon`: the macro of that name, which then draws each icon once."""
    env.filters["icon"] = cache(vars(env.get_template(ICON).module)["icon"])


class _Codes(jinja2.BytecodeCache):
    """Compiled templates, as Jinja hands them over."""

    def __init__(self, codes: Mapping[str, bytes]) -> None:
        self.codes = dict(codes)

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if code := self.codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


class JoinedTemplate(jinja2.Template):
    """A template that gives its text in one piece, not each part of it through all templates around it."""

    @classmethod
    def from_code(cls, *args: Any, **options: Any) -> jinja2.Template:
        """Make a template of its code."""
        template = super().from_code(*args, **options)
        template.root_render_func = _joined(template.root_render_func)
        return template


def _joined(render: Render) -> Render:
    def render_joined(context: Context) -> Iterator[str]:
        yield "".join(render(context))

    return render_joined


def compile_templates(env: jinja2.Environment, known: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Have Jinja compile what the pages of a locale need, or what an owner has put in its place.

    One that can't be compiled is left to the build that needs it, and tells then which page that was.

    Args:
        env: where templates come from.
        known: what this gave in another process; those are only loaded.

    Returns:
        Jinja's key of a template → its code.
    """
    env.bytecode_cache = compiled = _Codes(known or {})
    with suppress(jinja2.TemplateError):
        add_icon(env)
    for file in TEMPLATES.rglob("*.html"):
        if file.name not in ONCE:
            with suppress(jinja2.TemplateError):
                env.get_template(file.relative_to(TEMPLATES).as_posix())
    return compiled.codes


def remove_unused_files(files: Files, *, is_preview: bool) -> None:
    """Keep Material's styles and scripts, and the template of MkDocs' sitemap, out of the site.

    Ours stand in for them. What an owner puts at the same place, in custom_dir or docs, stays; so does
    Material's favicon, which is the theme's default. What is for editors, only a preview has.
    """
    for file in list(files):
        is_materials = file.src_dir is not None and Path(file.src_dir).is_relative_to(MATERIAL)
        is_left_out = file.src_uri == EDITOR and not is_preview
        if file.src_uri == INDEX or is_left_out or (is_materials and file.src_uri != FAVICON):
            files.remove(file)


def prepare_page(markdown: str, page: Page, planned: PlannedPage) -> str:
    """Set what the page's front matter leaves open, and take its title out of its text.

    Returns:
        The Markdown without the heading that is the page's title.
    """
    meta = page.meta
    meta["title"] = planned.title
    heading, rest = split_heading(markdown)
    if heading == planned.title:
        markdown = rest
    if planned.kind != "page":
        meta.setdefault("template", f"{planned.kind}.html")
    return markdown


def configure_markdown(
    config: MkDocsConfig,
    planned: PlannedPage,
    site: SiteFacts,
    words: Strings,
    remarks: Sequence[Remark] = (),
) -> None:
    """Tell the Markdown extensions which page they render next (see components/page.py).

    Args:
        config: MkDocs' configuration, changed in place.
        planned: the page.
        site: the site's facts.
        words: interface text in the language of the page's text.
        remarks: what to tell editors in the text.
    """
    data = Path(config.docs_dir) / DATA_FOLDER
    config.mdx_configs["helpcentre"] = {
        **_owner_options(config),
        "locale": planned.content_locale,
        "data_dir": str(data) if data.is_dir() else "",
        "folder": str((Path(config.docs_dir) / planned.source).parent) if planned.document else "",
        "article": article_facts(planned, site),
        "support": _support_of(planned.locale, site.support),
        "strings": words.texts,
        "remarks": remarks,
    }


def _owner_options(config: MkDocsConfig) -> Mapping[str, Any]:
    """What mkdocs.yml itself sets for the extension."""
    return config.mdx_configs.get("helpcentre") or {}


def _support_of(locale: str, support: Mapping[str, Any]) -> dict[str, Any]:
    """The reader's own address, also where the text is another language's."""
    for name in (*fallbacks(locale), "default"):
        if support.get(name):
            return {"default": support[name]}
    return {}
