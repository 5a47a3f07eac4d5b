"""The plugin's options, and what it needs of the other plugins, checked before anything is built.

mkdocs.yml of the demo site shows them all.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import get_build_datetime

from .check.findings import Severity
from .check.settings import SettingsError, read_severities
from .components.page import fallbacks
from .components.pictures import read_size
from .components.support import SupportError, support_link
from .i18n.codes import check_codes
from .publish.hosts import HOSTS
from .search.servers.server import ENGINES, SearchServer, read_server
from .views import FeedbackView

log = logging.getLogger("mkdocs.plugins.helpcentre")

LOGO_HEIGHT = 28
"""Pixels, as partials/logo.html has it."""

BACKEND_EXAMPLE = "{name: github, repo: company/help, branch: main}"

INDEX_NAME = re.compile(r"[A-Za-z0-9_-]+")

FEEDBACK_MODES = ("off", "event", "post")


class FallbackOption(config_options.OptionallyRequired[Mapping[str, bool]]):
    """Whether untranslated articles are shown in their original language: yes, no, or per locale.

    Read as a mapping; the key "" holds the answer for locales that are not named.
    """

    def __init__(self) -> None:
        """Shown unless it is configured."""
        super().__init__(default={"": True})

    def run_validation(self, value: object) -> Mapping[str, bool]:
        """Accept true, false or a mapping of locales to them.

        Raises:
            ValidationError: anything else.
        """
        answers = value if isinstance(value, Mapping) else {"": value}
        for answer in answers.values():
            if not isinstance(answer, bool):
                raise ValidationError(f"must be true, false, or one of them per locale, not {answer!r}")
        return {"": True, **answers}


class SupportOption(config_options.OptionallyRequired[Mapping[str, Any]]):
    """Where readers ask for support: locale or `default` → address, as components/support.py reads it."""

    def __init__(self) -> None:
        """No support unless it is configured."""
        super().__init__(default={})

    def run_validation(self, value: object) -> Mapping[str, Any]:
        """Accept an address for all locales, or a mapping.

        Raises:
            ValidationError: an address can't be filled with an article's facts.
        """
        support = value if isinstance(value, Mapping) else {"default": value}
        for locale in support:
            try:
                support_link(support, {}, str(locale))
            except SupportError as error:
                raise ValidationError(str(error)) from error
        return support


class CheckOption(config_options.OptionallyRequired[Mapping[str, Severity]]):
    """How severe the rules of `helpcentre check` are: rule → error, warning, info or off."""

    def __init__(self) -> None:
        """As severe as the rules themselves say."""
        super().__init__(default={})

    def run_validation(self, value: object) -> Mapping[str, Severity]:
        """Accept a mapping; the result has every rule that isn't off.

        Raises:
            ValidationError: there is no such rule or severity.
        """
        if not isinstance(value, Mapping):
            raise ValidationError(f"must be rules with their severities, not {value!r}")
        try:
            return read_severities(value)
        except SettingsError as error:
            raise ValidationError(str(error)) from error


class FeedbackOption(Config):
    """What happens with a reader's "Was this helpful?"."""

    mode = config_options.Choice(FEEDBACK_MODES, default="off")
    """`post` sends it to `endpoint`, `event` hands it to the page's own analytics, `off` asks nothing."""
    endpoint = config_options.Type(str, default="")

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Ask for an endpoint where answers are posted."""
        failed, warnings = super().validate()
        if self.mode == "post" and not self.endpoint:
            failed.append(("endpoint", ValidationError("mode 'post' needs the address to post to")))
        return failed, warnings


class SearchOption(Config):
    """Who searches, and what happens around it."""

    engine = config_options.Choice(("pagefind", *ENGINES), default="pagefind")
    """A static index, or a search server of the owner's."""
    url = config_options.Type(str, default="")
    """Address of the server."""
    index = config_options.Type(str, default="help")
    """What the names of its indexes begin with."""
    report = config_options.SubConfig(FeedbackOption, validate=True)
    """Whether queries without results, and which result readers chose, are told: as feedback is."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Ask for the address of a server, and for a name that both engines take."""
        failed, warnings = super().validate()
        if self.engine in ENGINES and urlsplit(self.url).scheme not in ("http", "https"):
            failed.append(("url", ValidationError(f"engine '{self.engine}' needs the address of its server")))
        if not INDEX_NAME.fullmatch(self.index):
            failed.append(("index", ValidationError("must be letters, digits, `-` and `_`")))
        return failed, warnings


class AdminOption(Config):
    """The page for editors, /admin/."""

    backend = config_options.Type(dict, default={})
    """Where the repository is, as https://sveltiacms.app/en/docs/backends has it; none, no page."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Ask for the names that every backend has."""
        failed, warnings = super().validate()
        missing = [key for key in ("name", "repo") if self.backend and not self.backend.get(key)]
        if missing:
            failed.append(("backend", ValidationError(f"needs `{missing[0]}`, as in: {BACKEND_EXAMPLE}")))
        return failed, warnings


class HelpcentreConfig(Config):
    """Options of the plugin `helpcentre`."""

    support = SupportOption()
    feedback = config_options.SubConfig(FeedbackOption, validate=True)
    search = config_options.SubConfig(SearchOption, validate=True)
    fallback = FallbackOption()
    default_at_root = config_options.Type(bool, default=True)
    """Whether the default locale is at the root of the site, or below its code like the others."""
    admin = config_options.SubConfig(AdminOption, validate=True)
    check = CheckOption()
    hosts = config_options.ListOfItems(config_options.Choice(tuple(HOSTS)), default=[])
    """Servers and services that the build writes redirects and headers for."""
    status = config_options.Type(bool, default=False)
    """Whether the site has a page for editors, /status/, that shows what is translated."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site, as the i18n plugin's configuration names it."""

    locale: str
    name: str
    """In the language itself."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that are built, in the order of mkdocs.yml."""

    default: str
    """The locale that articles are written in first."""
    built: tuple[Language, ...]
    configured: frozenset[str]
    """All locales that mkdocs.yml names, built or not."""

    @property
    def locales(self) -> tuple[str, ...]:
        """Locales that are built."""
        return tuple(language.locale for language in self.built)

    @property
    def in_order(self) -> tuple[str, ...]:
        """Locales in the order in which they are built: the default first."""
        return (self.default, *(locale for locale in self.locales if locale != self.default))


def read_languages(config: MkDocsConfig) -> Languages:
    """The languages that the i18n plugin is configured with.

    Raises:
        ConfigurationError: the i18n plugin is missing or set up in a way that ours can't build on.
    """
    i18n: Any = config.plugins.get("i18n")
    if i18n is None:
        raise ConfigurationError(
            "The plugin 'helpcentre' needs the plugin 'i18n' beside it, with its languages:\n"
            "  plugins:\n    - i18n:\n        docs_structure: folder\n"
            "        languages: [{locale: en, name: English, default: true}]"
        )
    if i18n.config.docs_structure != "folder":
        raise ConfigurationError(
            "Plugin 'i18n': set `docs_structure: folder`; a help centre keeps a language in docs/<locale>/."
        )
    languages: Sequence[Any] = i18n.config.languages
    check_codes(each.locale for each in languages if each.locale != "null")
    return Languages(
        default=i18n.default_language,
        built=tuple(Language(each.locale, each.name) for each in languages if each.build),
        configured=frozenset(each.locale for each in languages),
    )


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the configuration says of the whole site, or of one locale of it."""

    name: str
    organisation: str
    """Who publishes it."""
    url: str
    """Absolute address with a slash at its end; "" where `site_url` is not set."""
    description: str
    logo: str
    """Address of the logo relative to the site's root; "" if there is none."""
    logo_width: int
    """How wide the logo is in the header, so that nothing moves when it arrives; 0 where that is unknown."""
    image: str
    """Address of the picture that previews show of pages without one of their own; "" if there is none."""
    languages: Languages
    support: Mapping[str, Any]
    feedback: FeedbackView | None
    search_report: FeedbackView | None
    search_server: SearchServer | None
    """Who searches; None for a static index."""
    today: date
    """The day of the build (SOURCE_DATE_EPOCH, else now)."""

    def absolute(self, url: str) -> str:
        """A whole address for one relative to the site's root; "" where the site has none."""
        if not self.url:
            return ""
        is_below = ":" not in url and not url.startswith(("/", "."))  # as pages are, of which there are many
        return f"{self.url}{url}" if is_below else urljoin(self.url, url)


def read_site_facts(
    config: MkDocsConfig, options: HelpcentreConfig, languages: Languages, environ: Mapping[str, str]
) -> SiteFacts:
    """The facts as the configuration has them now: the i18n plugin changes it for each locale.

    Args:
        config: MkDocs' configuration.
        options: the plugin's.
        languages: of the site.
        environ: where the keys of a search server are; empty for a preview, which writes to none.
    """
    search = options.search
    return SiteFacts(
        name=config.site_name,
        organisation=config.site_author or config.site_name,
        url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        description=config.site_description or "",
        logo=str(config.theme.get("logo") or ""),
        logo_width=_logo_width(config),
        image=str((config.extra.get("brand") or {}).get("image") or ""),
        languages=languages,
        support=options.support,
        feedback=_read_feedback(options.feedback),
        search_report=_read_feedback(search.report),
        search_server=read_server(search.engine, search.url, search.index, environ),
        today=get_build_datetime().date(),
    )


def _read_feedback(option: FeedbackOption) -> FeedbackView | None:
    return FeedbackView(option.mode, option.endpoint) if option.mode != "off" else None


def _logo_width(config: MkDocsConfig) -> int:
    """The width that keeps the logo's proportions at its height in the header."""
    folders = (config.docs_dir, *config.theme.dirs)
    files = (Path(folder) / str(config.theme.get("logo") or "") for folder in folders)
    file = next((file for file in files if file.is_file()), None)
    size = read_size(file, file.stat().st_mtime_ns) if file else None
    return round(LOGO_HEIGHT * size[0] / size[1]) if size else 0


def check_locales(config: HelpcentreConfig, languages: Languages) -> None:
    """Options per locale must name locales of the site; an address may be for a whole language (`pt`).

    Raises:
        ConfigurationError: an option names another.
    """
    families = {name for locale in languages.configured for name in fallbacks(locale)}
    known = {"support": {"default", *families}, "fallback": {"", *languages.configured}}
    for option, names in known.items():
        for locale in config[option]:
            if locale not in names:
                raise ConfigurationError(
                    f"Plugin 'helpcentre', option '{option}': '{locale}' is not a language of the site "
                    f"({', '.join(sorted(languages.configured))})"
                )


def warn_of_other_search(config: MkDocsConfig) -> None:
    """Tell an owner who has kept MkDocs' own search that readers pay for it, and nobody uses it."""
    if kept := [name for name in config.plugins if name.rpartition("/")[2] == "search"]:
        log.warning(
            "Plugin '%s' writes an index of all languages that no page reads, for 'helpcentre' has its own. "
            "Take it out of mkdocs.yml.",
            kept[0],
        )
