"""Interface text: one flat YAML file per locale in `hooks/strings/`, and the owner's own in
docs/_data/strings/, which go first.

A value is a text with `{placeholders}`, or a mapping of CLDR plural categories to such texts
(`one`, `other`, … https://cldr.unicode.org/index/cldr-spec/plural-rules). Numbers are passed
already formatted for the locale.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import yaml
from mkdocs.exceptions import ConfigurationError

from ..loader import Loader
from .locales import format_number, language_tag, nearest_locale, plural_category

log = logging.getLogger("mkdocs.plugins.helpcentre")

PACKAGED = Path(__file__).parent.parent / "strings"
OWN = "_data/strings"
"""Where an owner's words for some keys or for another locale are, below the docs folder."""

ORIGINAL = "en"
"""The locale in which interface text is written first."""

PLURAL_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Strings:
    """The interface words of one locale."""

    locale: str
    """The locale they are for, whose plural rules and digits they use."""
    texts: Mapping[str, Text]

    def text(self, key: str, **values: object) -> str:
        """The words for a key, placeholders filled.

        Raises:
            ConfigurationError: there is no such key, or a placeholder has no value.
        """
        text = self._find(key)
        if not isinstance(text, str):
            raise ConfigurationError(f"interface text '{key}' has plural forms: ask for it with a count")
        return self._fill(key, text, values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The words for a key in the plural form that the number needs; fills `{count}`.

        Raises:
            ConfigurationError: there is no such key, or a placeholder has no value.
        """
        forms = self._find(key)
        if isinstance(forms, str):
            forms = {"other": forms}
        form = forms.get(plural_category(number, self.locale), forms["other"])
        return self._fill(key, form, {"count": format_number(number, self.locale), **values})

    def _find(self, key: str) -> Text:
        try:
            return self.texts[key]
        except KeyError:
            raise ConfigurationError(
                f"interface text '{key}' does not exist; add it to every file in {PACKAGED}"
            ) from None

    def _fill(self, key: str, text: str, values: Mapping[str, object]) -> str:
        try:
            return text.format_map(values)
        except KeyError as error:
            raise ConfigurationError(
                f"interface text '{key}' ({self.locale}) needs a value for {{{error.args[0]}}}"
            ) from None


def load_strings(locale: str, own: Path | None = None) -> Strings:
    """The interface text of a locale: packaged for it or its language, with the owner's words over it.

    A locale that nobody has words for gets English, and the owner is told which.

    Args:
        locale: a locale of the site.
        own: the owner's folder of strings files, which may hold some of the keys only.

    Raises:
        ConfigurationError: a file is broken, or the owner's says what no template asks for.
    """
    original = read_strings(PACKAGED / f"{ORIGINAL}.yml")
    packaged = nearest_locale(locale, (file.stem for file in PACKAGED.glob("*.yml")))
    texts = read_strings(PACKAGED / f"{packaged}.yml") if packaged else {}
    if own and (file := own / f"{language_tag(locale)}.yml").is_file():
        texts = {**texts, **_read_own(file, original)}
    if missing := original.keys() - texts.keys():
        log.warning(
            "There is no interface text for '%s', so its pages have English words for: %s. Write them in "
            "docs/%s/%s.yml; the English ones are in %s.",
            locale,
            _enumerate(sorted(missing)) if texts else "everything",
            OWN,
            language_tag(locale),
            PACKAGED / f"{ORIGINAL}.yml",
        )
    return Strings(locale, {**original, **texts})


def _enumerate(keys: list[str], most: int = 10) -> str:
    shown = ", ".join(keys[:most])
    return f"{shown} and {len(keys) - most} more" if len(keys) > most else shown


def _read_own(file: Path, original: Mapping[str, Text]) -> dict[str, Text]:
    texts = read_strings(file)
    for key, text in texts.items():
        if key not in original:
            raise ConfigurationError(f"{file}: there is no interface text '{key}' to replace")
        if unknown := placeholders(text) - placeholders(original[key]):
            raise ConfigurationError(f"{file}: '{key}' can't be filled with {{{min(unknown)}}}")
    return texts


def placeholders(text: Text) -> set[str]:
    """The names in braces of a text, in any of its plural forms."""
    forms = [text] if isinstance(text, str) else text.values()
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


def read_strings(file: Path) -> dict[str, Text]:
    """Read one strings file.

    Raises:
        ConfigurationError: not YAML, or a value that is neither a text nor plural forms.
    """
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{file}: can't be read as YAML: {error}") from error
    if not isinstance(data, dict):
        raise ConfigurationError(f"{file}: must be a mapping of keys to texts, like `search.label: Search`")
    for key, value in data.items():
        if not isinstance(key, str) or not _is_text(value):
            raise ConfigurationError(
                f"{file}: '{key}' must be a text in quotes, or plural forms with at least `other`"
            )
        try:
            placeholders(value)
        except ValueError as error:
            raise ConfigurationError(f"{file}: '{key}' has a brace without its partner ({error})") from error
    return data


def _is_text(value: object) -> bool:
    if isinstance(value, Mapping):
        forms = {str(form) for form in value}
        return (
            "other" in forms
            and forms <= PLURAL_CATEGORIES
            and all(isinstance(text, str) for text in value.values())
        )
    return isinstance(value, str)
