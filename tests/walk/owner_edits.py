"""What owners do to a site at random: its data, words, templates and configuration. As in `edits.py`."""

from __future__ import annotations

from random import Random
from typing import Any

from .edits import Edit
from .sources import COLLECTIONS, DAY, FEES, TAXONOMY, Article, Sources, make_article
from .words import LOCALES, NAMES, paragraph, title


def change_taxonomy(sources: Sources, random: Random) -> str:
    """Order, name, address and place of a collection."""
    key = random.choice(COLLECTIONS)
    locale = random.choice(sources.locales())
    collections = sources.data(TAXONOMY)
    other = next(each for each in COLLECTIONS if each != key)
    may_be_below = all(entry.get("parent", "") == "" for entry in collections.values())
    changes: list[dict[str, Any]] = [
        {"order": random.randrange(5)},
        {"icon": random.choice(["cash", "account", "no-such-icon"])},
        {"parent": other if may_be_below else ""},
        {"title": {**collections[key].get("title", {}), locale: title(locale, random)}},
        {"description": {locale: paragraph(locale, random)}},
        {"slug": {locale: f"part-{random.randrange(4)}"}, "redirect_from": {locale: ["earlier"]}},
    ]
    change = random.choice(changes)
    collections[key].update(change)
    return f"{TAXONOMY}: {key} {change}"


def change_fee_columns(sources: Sources, random: Random) -> str:
    """Words and the currency of shared fees; or the file is gone."""
    if FEES not in sources.files:
        return ""
    if random.random() < 0.2:
        del sources.files[FEES]
        return f"delete {FEES}"
    fees = sources.data(FEES)
    fees["currency"] = random.choice(["EUR", "USD", "JPY"])
    fees["title"]["de"] = title("de", random)
    return f"change currency and title of {FEES}"


def change_synonyms(sources: Sources, random: Random) -> str:
    """What is found by other words."""
    locale = random.choice(sources.locales())
    sources.files[f"docs/_data/synonyms.{locale}.yml"] = [["account", f"word{random.randrange(99)}"]]
    return f"change synonyms of {locale}"


def change_strings(sources: Sources, random: Random) -> str:
    """The owner's own words in the interface."""
    path = f"docs/_data/strings/{random.choice(sources.locales())}.yml"
    if random.random() < 0.3 and sources.files.pop(path, ""):
        return f"delete {path}"
    keys = ("article.related", "home", "collection.empty", "support.label")
    sources.files[path] = {key: title("en", random) for key in random.sample(keys, 2)}
    return f"change {path}"


def change_redirects(sources: Sources, random: Random) -> str:
    """Addresses at an earlier host."""
    moved = {f"/old-{random.randrange(9)}": random.choice(["en/a-article", "fr/b-article", "en/lost"])}
    sources.files["docs/_data/redirects.yml"] = {"old.lumen.example": moved}
    return f"change redirects: {moved}"


TEMPLATES = {
    "main.html": '{{% extends "base.html" %}}\n{{% block announce %}}News {number}{{% endblock %}}\n',
    "partials/footer.html": "<footer>Footer {number} of {{{{ hc.site_name }}}}</footer>\n",
    "partials/pager.html": "<p>Pager {number}: {{{{ hc.article.next.title }}}}</p>\n",
    "own.html": "<title>{{{{ page.title }}}}</title>Own {number} {{{{ page.content }}}}\n",
    "assets/own.css": "body {{ margin: {number}px }}\n",
}  # fmt: skip


def change_template(sources: Sources, random: Random) -> str:
    """A file of the owner's own theme comes, changes or goes."""
    name = random.choice(sorted(TEMPLATES))
    path = f"theme/{name}"
    if random.random() < 0.3 and name != "own.html" and sources.files.pop(path, ""):
        return f"delete {path}"
    sources.files[path] = TEMPLATES[name].format(number=random.randrange(99))
    return f"change {path}"


SETTINGS: dict[str, list[Any]] = {
    "site_name": ["Lumen Help", "Lumen Support"],
    "site_description": [None, "Answers about payouts."],
    "site_url": ["https://help.lumen.example/", "https://lumen.example/help/", ""],
    "copyright": [None, "© Lumen"],
    "repo_url": [None, "https://git.lumen.example/help"],
    "edit_uri": [None, "edit/main/docs/"],
    "use_directory_urls": [True, True, False],
    "extra_css": [[], ["assets/own.css"]],
    "extra": [{}, {"brand": {"accent": "#00796b"}}, {"analytics": {"script": "https://a.example/a.js"}}],
    "markdown_extensions": [
        ["helpcentre", {"toc": {"permalink": True}}],
        ["helpcentre", {"toc": {"permalink": "#"}}, "abbr"],
        ["helpcentre", {"toc": {"permalink": True}}, {"pymdownx.snippets": {"auto_append": ["terms.md"]}}],
    ],
    "validation": [{"links": {"anchors": "warn"}}, {"links": {"anchors": "info", "not_found": "info"}}],
    "hooks": [[], [], ["hook.py"]],
}

OPTIONS: dict[str, list[Any]] = {
    "support": ["https://lumen.example/contact?about={title}", "mailto:help@lumen.example?subject={url}", {}],
    "feedback": [{"mode": "off"}, {"mode": "event"}, {"mode": "post", "endpoint": "https://f.example/"}],
    "fallback": [True, False, {"fr": False}],
    "default_at_root": [True, False],
    "status": [True, False],
    "hosts": [[], [], ["nginx"], ["caddy", "vercel"]],
}


def change_settings(sources: Sources, random: Random) -> str:
    """MkDocs' own part of mkdocs.yml."""
    key = random.choice(sorted(SETTINGS))
    value = random.choice(SETTINGS[key])
    sources.settings()[key] = value
    return f"set {key} to {value}"


def change_options(sources: Sources, random: Random) -> str:
    """Our plugin's part of it."""
    key = random.choice(sorted(OPTIONS))
    value = random.choice(OPTIONS[key])
    sources.options()[key] = value
    return f"set {key} to {value}"


def change_code(sources: Sources, random: Random) -> str:
    """Files that only some configurations read: the owner's hook, and a snippet."""
    number = random.randrange(99)
    hook = f"def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\nHook {number}.\\n'\n"
    sources.files["hook.py"] = hook
    sources.files["terms.md"] = f"Snippet {number}.\n"
    return f"change hook.py and terms.md ({number})"


def add_locale(sources: Sources, random: Random) -> str:
    """A language that is not configured, with some articles."""
    missing = [locale for locale in LOCALES if locale not in sources.locales()]
    if not missing:
        return ""
    locale = random.choice(missing)
    sources.languages().append({"locale": locale, "name": NAMES[locale]})
    for path in random.sample(sorted(sources.articles()), 3):
        sources.files[f"docs/{locale}/{path.split('/', 2)[2]}"] = make_article(locale, random)
    sources.files[f"docs/{locale}/index.md"] = Article({"title": title(locale, random)}, ())
    return f"add the locale {locale}"


def remove_locale(sources: Sources, random: Random) -> str:
    """With its folder, or without: then its documents belong to nobody."""
    languages = sources.languages()
    others = [language for language in languages if not language.get("default")]
    if len(others) < 2:
        return ""
    gone = random.choice(others)
    languages.remove(gone)
    if random.random() < 0.7:
        for path in [path for path in sources.files if path.startswith(f"docs/{gone['locale']}/")]:
            del sources.files[path]
    return f"remove the locale {gone['locale']}"


def change_locale(sources: Sources, random: Random) -> str:
    """Its name, its site's name, its place, whether it is built."""
    language = random.choice(sources.languages())
    change = random.choice(["name", "site_name", "order", "build"])
    if change == "order":
        random.shuffle(sources.languages())
    elif change == "build":
        if language.get("default"):
            return ""
        language["build"] = not language.get("build", True)
    else:
        language[change] = title(language["locale"], random)
    return f"change {change} of {language['locale']}"


def change_default(sources: Sources, random: Random) -> str:
    """Another language at the root of the site."""
    chosen = random.choice([each for each in sources.languages() if each.get("build", True)])
    for language in sources.languages():
        language["default"] = language is chosen
    return f"make {chosen['locale']} the default"


def wait(sources: Sources, random: Random) -> str:
    """Time goes by, or the clock goes back: "updated yesterday" is another sentence today."""
    days = random.choice([1, 1, 20, -3])
    sources.now += days * DAY
    return f"wait for {days} days"


OWNER_EDITS: tuple[Edit, ...] = (
    change_taxonomy,
    change_taxonomy,
    change_fee_columns,
    change_synonyms,
    change_strings,
    change_redirects,
    change_template,
    change_template,
    change_settings,
    change_settings,
    change_options,
    change_code,
    add_locale,
    remove_locale,
    change_locale,
    change_default,
    wait,
)
