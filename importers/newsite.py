"""A new site: a folder with what MkDocs and an import need, made from the templates in `newsite/`.

Locales, a name and a look in, files out; nothing that exists is overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

import yaml
from babel import Locale, UnknownLocaleError

from .writer import write_file

TEMPLATES = files(__package__) / "newsite"


@dataclass(frozen=True, slots=True)
class Look:
    """What its mkdocs.yml says of colours, pictures and support; "" for what is not known."""

    accent: str = ""
    logo: str = ""
    """Below the docs folder, as the other pictures."""
    icon: str = ""
    image: str = ""
    support: str = ""
    """An address, or `mailto:…`."""


def create_site(folder: Path, locales: Sequence[str], name: str = "", look: Look | None = None) -> None:
    """Make a site in `folder`.

    Args:
        folder: must be empty or not exist.
        locales: of the site, BCP 47, the default one first.
        name: of the company or product; made from the folder's name if "".
        look: its colours, pictures and support; the templates' own without it.

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
        **_describe(look or Look()),
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


def _describe(look: Look) -> dict[str, str]:
    """The parts of mkdocs.yml that show a look."""
    pictures = {"logo": look.logo, "favicon": look.icon}
    brand = {"accent": look.accent, "image": look.image}
    lines = _lines(brand, 4)
    return {
        "pictures": "".join(f"\n{line}" for line in _lines(pictures, 2)),
        "brand": "".join(f"{line}\n" for line in ("", "extra:", "  brand:", *lines)) if lines else "",
        "support": "\n".join(_support(look.support)),
    }


def _lines(values: Mapping[str, str], indent: int) -> list[str]:
    return [f"{' ' * indent}{name}: {_inline(value)}" for name, value in values.items() if value]


def _support(address: str) -> list[str]:
    if not address:
        example = "mailto:help@example.com?subject={title}&body={url}"
        return ["      # support:", f"      #   default: {example}"]
    plain = address.replace("{", "%7B").replace("}", "%7D")
    filled = f"{plain}?subject={{title}}&body={{url}}" if plain.startswith("mailto:") else plain
    return ["      support:", *_lines({"default": filled}, 8)]


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
