"""Which locale codes a site may have: any of BCP 47, beyond what the i18n plugin knows.

mkdocs_static_i18n checks codes against one pattern while MkDocs reads its options, before any event; the
pattern has neither three-letter languages nor numbered regions. It is opened when our plugin is loaded,
which must therefore stand before `i18n` in mkdocs.yml, and each code is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import material
import mkdocs_static_i18n.config
from mkdocs.exceptions import ConfigurationError

from .locales import is_locale_code, nearest_locale, usual_case

MATERIAL_LANGUAGES = Path(material.__file__).parent / "templates" / "partials" / "languages"


def accept_every_code() -> None:
    """Make the i18n plugin leave the check of its locale codes to `check_codes`."""
    mkdocs_static_i18n.config.RE_LOCALE = re.compile(r"")


def check_codes(codes: Iterable[str]) -> None:
    """Check the codes of a site's locales.

    Raises:
        ConfigurationError: one isn't BCP 47, or two differ only in how they are written.
    """
    seen: dict[str, str] = {}
    for code in codes:
        usual = usual_case(code)
        if not is_locale_code(code):
            hint = (
                f"Write `{usual}`."
                if is_locale_code(usual)
                else "Examples: `fr`, `pt-BR`, `zh-Hans`, `es-419`."
            )
            raise ConfigurationError(f"Plugin 'i18n': '{code}' is no language code (BCP 47). {hint}")
        if usual in seen:
            raise ConfigurationError(f"Plugin 'i18n': '{seen[usual]}' and '{code}' are the same language")
        seen[usual] = code


def theme_language(code: str) -> str:
    """The nearest language that Material has words for, for owners' templates that extend Material's."""
    known = (file.stem for file in MATERIAL_LANGUAGES.glob("*.html"))
    return nearest_locale(code, known) or "en"
