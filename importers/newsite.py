"""A new site: a folder with what MkDocs and an import need, made from the templates in `newsite/`.

Locales and a name in, files out; nothing that exists is overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

import yaml
from babel import Locale, UnknownLocaleError

from .writer import write_file

TEMPLATES = files(__package__) / "newsite"


def create_site(folder: Path, locales: Sequence[str], name: str = "") -> None:
    """Make a site in `folder`.

    Args:
        folder: must be empty or not exist.
        locales: of the site, BCP 47, the default one first.
        name: of the company or product; made from the folder's name if "".

    Raises:
        FileExistsError: there is something in the folder.
        OutputError: it can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    title = name or folder.resolve().name.replace("-", " ").replace("_", " ").title()
    values = {
        "name": _inline(title),
        "title": title,
        "default": locales[0],
        "languages": _languages(locales),
    }
    for file, template in (
        ("mkdocs.yml", "mkdocs.yml"),
        ("README.md", "README.md"),
        (".gitignore", "gitignore"),
    ):
        write_file(folder / file, Template((TEMPLATES / template).read_text("utf-8")).substitute(values))
    home = Template((TEMPLATES / "index.md").read_text("utf-8"))
    for locale in locales:
        write_file(folder / "docs" / locale / "index.md", home.substitute(values))


def _languages(locales: Sequence[str]) -> str:
    """The `languages` of the i18n plugin, each with its name as its speakers write it."""
    entries = []
    for index, locale in enumerate(locales):
        entry: dict[str, str | bool] = {"locale": locale, "name": _own_name(locale)}
        if index == 0:
            entry["default"] = True
        entries.append(entry)
    text: str = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
    return "".join(f"        {line}\n" for line in text.splitlines()).rstrip()


def _own_name(locale: str) -> str:
    try:
        name = Locale.parse(locale, sep="-").get_display_name() or locale
    except UnknownLocaleError:  # a language that CLDR knows by name only
        return locale
    return name[:1].upper() + name[1:]


def _inline(text: str) -> str:
    """`text` as a YAML value on one line."""
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return dumped.removesuffix("...\n").strip()
