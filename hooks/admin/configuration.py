"""The editor's configuration, made of what the site is. Pure.

The format: https://sveltiacms.app/en/docs/config-basics; tests hold it against the editor's own JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..catalogue import HOME
from ..config import SiteFacts
from ..plan import Plan, in_locale
from ..schemas import load_schema
from ..taxonomy import DATA_FOLDER

Fields = list[dict[str, Any]]

LOCALE = "{{locale}}"
"""Where a path has the locale's folder."""

BLOCKS = (
    "code",
    "picture",
    "film",
    "callout",
    "question",
    "tab",
    "list",
    "fees",
    "fee-table",
    "button",
)
"""What an editor can put into a text, as page/blocks.js registers it."""

ARTICLE_LINES = (
    "title description slug collection redirect_from updated status order keywords translated_from source"
)
"""The lines of an article's front matter, in the order in which the importer writes them."""

PREVIEWED = ("title", "description")

HIDDEN = ("translated_from",)

HOME_LINES = "title description collections promoted suggestions"

WIDGETS: Mapping[str, Mapping[str, Any]] = {
    "description": {"widget": "text"},
    "updated": {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
    "status": {"widget": "select", "options": ["draft"]},
    "order": {"widget": "number", "value_type": "float"},
    "source": {
        "widget": "object",
        "collapsed": True,
        "fields": [
            {"name": name, "widget": "string", "readonly": True, "required": False}
            for name in ("system", "id", "url")
        ],
    },
    **{
        name: {"widget": "list"}
        for name in ("redirect_from", "keywords", "collections", "promoted", "suggestions")
    },
}
"""What a line is edited with; a line of text is the rule."""


def make_configuration(
    plan: Plan, site: SiteFacts, backend: Mapping[str, Any], docs: str, fee_tables: bool
) -> dict[str, Any]:
    """The editor's configuration, to be written as JSON.

    Args:
        plan: the site.
        site: its name, logo and address.
        backend: where the repository is, in the editor's own words.
        docs: path of the docs folder in the repository.
        fee_tables: whether the site has fee data.
    """
    locales = list(plan.editions)
    configuration = {
        "backend": dict(backend),
        "load_config_file": False,
        "app_title": site.name,
        "media_folder": f"{docs}/assets",
        "public_folder": "/assets",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "i18n": {
            "structure": "multiple_folders",
            "locales": locales,
            "default_locale": plan.default_locale,
            "initial_locales": "default",  # a translation exists once somebody writes it
        },
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            *_collections(plan, docs),
            _pages(docs),
            *([_fees(docs)] if fee_tables else []),
        ],
    }
    if site.url:
        configuration |= {"site_url": site.url, "display_url": site.url}
    if site.logo:
        configuration["logo"] = {"src": f"../{site.logo}"}
    return configuration


def _collections(plan: Plan, docs: str) -> Iterable[dict[str, Any]]:
    """The collections in the order that readers see, those below others after them."""
    edition = plan.editions[plan.default_locale]

    def below(parent: str) -> Iterable[str]:
        for key in edition.children.get(parent, ()):
            yield key
            yield from below(key)

    for key in below(""):
        names = [*plan.ancestors(key), key]
        label = " › ".join(edition.collection(name).title for name in names)
        description = in_locale(plan.collections[key].description, plan.default_locale, plan.default_locale)
        yield {
            "name": key,
            "label": label,
            **({"description": description} if description else {}),
            "folder": f"{docs}/{LOCALE}/{key}",
            # Articles name pictures by the way from their own folder, as MkDocs wants it.
            "media_folder": f"/{docs}/assets",
            "public_folder": "../../assets",
            "slug": "{{title}}",
            "format": "yaml-frontmatter",
            "extension": "md",
            "create": True,
            "i18n": True,
            "fields": [*_lines(ARTICLE_LINES.split()), _body()],
        }


def _pages(docs: str) -> dict[str, Any]:
    return {
        "name": "pages",
        "label": "Home page",
        "i18n": True,
        "files": [
            {
                "name": "home",
                "label": "Home page",
                "file": f"{docs}/{LOCALE}/{HOME}",
                "format": "yaml-frontmatter",
                "i18n": True,
                "fields": [*_lines(HOME_LINES.split()), _body() | {"required": False}],
            }
        ],
    }


def _fees(docs: str) -> dict[str, Any]:
    return {
        "name": "fees",
        "label": "Fees",
        "folder": f"{docs}/{DATA_FOLDER}/fees",
        "extension": "yml",
        "format": "raw",
        "identifier_field": "body",
        "create": False,
        "delete": False,
        "summary": "{{filename}}",
        "fields": [{"name": "body", "label": "Table", "widget": "text"}],
    }


def _lines(names: Sequence[str]) -> Fields:
    """Front matter as fields, with the words of its schema."""
    described = load_schema("front-matter")["properties"]
    return [
        {"name": name, "widget": "hidden", "i18n": True}
        if name in HIDDEN
        else {
            "name": name,
            "label": name.replace("_", " ").capitalize(),
            "hint": described[name]["description"],
            "widget": "string",
            "required": name == "title",
            "preview": name in PREVIEWED,
            "i18n": True,
            **WIDGETS.get(name, {}),
        }
        for name in names
    ]


def _body() -> dict[str, Any]:
    return {
        "name": "body",
        "label": "Text",
        "widget": "richtext",
        "i18n": True,
        "editor_components": list(BLOCKS),
    }
