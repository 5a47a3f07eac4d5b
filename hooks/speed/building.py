"""`mkdocs build`, for all locales at once.

MkDocs empties the site's folder and builds every page, and the i18n plugin then has it do the same for one
locale after the other; no event can keep them from it. So when a command of MkDocs starts, `build` here
takes the place of MkDocs' function of that name. Where a site has other plugins, whose pages may depend on
anything, MkDocs' own is called.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateNotFound, TemplateSyntaxError
from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError
from mkdocs.structure.files import Files, get_files

from ..i18n.locales import text_direction
from ..publish.copies import MAKER
from ..theme import JoinedTemplate, compile_templates
from .cache import Cache
from .editions import Output, Site, build_edition
from .fingerprints import fingerprint
from .folder import SiteFolder, digest_file, digest_files, walk
from .inputs import Inputs
from .pages import log_known
from .processes import beside, count_processors, run_all
from .shards import read_shards, write_note
from .swapping import make_named, remove_left
from .turns import taking_turns

log = logging.getLogger("mkdocs.plugins.helpcentre")

CACHE = ".cache/helpcentre"
"""Where builds keep what they have made, beside mkdocs.yml."""

WORKSHOP = "build-"
"""What the names of folders begin with that a build works in, in there."""

OURS = frozenset({"helpcentre", "i18n"})
"""Plugins whose work is known."""

build_as_mkdocs = mkdocs_build.build


def stand_in() -> None:
    """Take the place of MkDocs' build."""
    mkdocs_build.build = build
    atexit.register(gc.freeze)  # else Python looks through all that it has read before it lets go of it
    if serve := sys.modules.get("mkdocs.commands.serve"):
        serve.build = build  # type: ignore[attr-defined]


def build(config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
    """Build a site; as MkDocs' function of this name, but for how long it takes.

    Raises:
        Abort: it can't be built, or there were warnings and the build is strict.
    """
    if dirty or not is_ours(config):
        build_as_mkdocs(config, serve_url=serve_url, dirty=dirty)
        return
    start = time.monotonic()
    try:
        with _counted_warnings(config), taking_turns(cache_folder(config)):
            _build(config, serve_url or "")
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError | TemplateError):
            log.error(_tell(error) if isinstance(error, TemplateError) else str(error))
            raise Abort("Aborted with a BuildError!") from error
        raise
    log.info("Documentation built in %.2f seconds", time.monotonic() - start)


def _tell(error: TemplateError) -> str:
    """What is wrong with a template, which is an owner's: ours are tested."""
    if isinstance(error, TemplateSyntaxError):
        place = f"Template '{error.filename or error.name}', line {error.lineno}"
        return f"{place}: {error.message}. Correct it, or remove the file to have ours in its place."
    what = f"there is no '{error.name}'" if isinstance(error, TemplateNotFound) else error.message
    return f"A template of the theme's custom_dir can't be drawn: {what}."


def is_ours(config: MkDocsConfig) -> bool:
    """Whether all that has a part in a site is known here."""
    return set(config.plugins) == OURS and not config.hooks


@contextmanager
def _counted_warnings(config: MkDocsConfig) -> Iterator[None]:
    """Make an error of warnings where the build is strict."""
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    if config.strict:
        logger.addHandler(counter)
    try:
        yield
        if counts := counter.get_counts():
            told = ", ".join(f"{number} {name.lower()}s" for name, number in counts)
            raise Abort(f"Aborted with {told} in strict mode!")
    finally:
        logger.removeHandler(counter)


def build_shard(config: MkDocsConfig, locales: Sequence[str]) -> None:
    """Build some locales into the site's folder, with the addresses that they have in the whole site.

    Raises:
        Abort: it can't be built, or there were warnings and the build is strict.
        ConfigurationError: there is no such locale, or the site has plugins that need all of it.
    """
    with _counted_warnings(config), taking_turns(cache_folder(config)):
        works = Works(config)
        unknown = set(locales) - set(works.site.plugin.languages.locales)
        if unknown:
            raise ConfigurationError(f"'{sorted(unknown)[0]}' is not a language of the site")
        with works.workshop() as workshop:
            outputs = dict(works.build(locales, workshop))
            for output in outputs.values():
                works.take(output)
            works.folder.settle()
        for locale, output in outputs.items():
            write_note(works.place, locale, works.keys[locale], output)
        works.remember()


def merge_shards(config: MkDocsConfig, folders: Sequence[Path]) -> None:
    """Make a site of its shards.

    Raises:
        Abort: there were warnings and the build is strict.
        ConfigurationError: the shards don't make the site that is configured here.
    """
    with _counted_warnings(config), taking_turns(cache_folder(config)):
        works = Works(config)
        outputs = read_shards(folders, works.keys)
        with works.workshop() as workshop:
            for output in outputs.values():
                log_known(output.logged)
                works.take(output)
            works.finish(workshop)


def _build(config: MkDocsConfig, serve_url: str) -> None:
    works = Works(config, serve_url)
    works.site.plugin.works = works
    with works.workshop() as workshop:
        for _, output in works.build(works.keys, workshop):
            works.take(output)
        works.finish(workshop)


class Works:
    """Where a site is built: what it is made from, what is known of it, and its folder."""

    def __init__(self, config: MkDocsConfig, serve_url: str = "") -> None:
        """Read all that locales share; `serve_url` is where the site is previewed."""
        self.place = Path(config.site_dir)
        self.cache = Cache(cache_folder(config))
        self.memory = self.cache.pack("site")
        self.name = fingerprint("folder", str(self.place.resolve()))
        self.copies = fingerprint("copies", MAKER, self.name)
        known = self.memory.get(self.name) or {}
        self.folder = SiteFolder(self.place, known, in_place=bool(serve_url))
        self.site = _survey(config, serve_url, self.cache, self.folder.digests)
        self.config = self.site.config
        order = self.site.plugin.languages.in_order
        self.keys = {locale: self.site.inputs.of_edition(locale, self.site.plugin) for locale in order}
        """Locale → fingerprint of what it is built from, the default first."""

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A folder to build in."""
        try:
            self.cache.folder.mkdir(parents=True, exist_ok=True)
            remove_left(self.cache.folder, WORKSHOP)
            folder = make_named(self.cache.folder, WORKSHOP)
        except OSError:  # where nothing can be kept, the site can still be built
            folder = Path(mkdtemp(prefix="helpcentre-"))
        try:
            yield folder
        finally:
            self.config.site_dir = str(self.place)
            shutil.rmtree(folder, ignore_errors=True)
            self.folder.discard()

    def build(self, locales: Iterable[str], workshop: Path) -> Iterator[tuple[str, Output]]:
        """Build locales; where nothing has changed, there is nothing to do."""
        known = {locale: self._find(self.keys[locale]) for locale in locales}
        jobs = [
            partial(build_edition, self.site, locale, workshop / locale)
            for locale, found in known.items()
            if not found
        ]
        if len(jobs) > 1:
            self._warm_up()
        made = run_all(jobs, count_processors())
        for locale, found in known.items():
            if found:
                log_known(found.logged)
            output = found or next(made)
            if key := self.keys[locale]:
                self.memory.put(key, (output.contents, output.copied, output.loads, output.logged))
            yield locale, output

    def _warm_up(self) -> None:
        """Do once what each of the processes would do, if it were not there when they begin."""
        for locale in self.keys:
            text_direction(locale)  # has Babel read what it knows of the locale
        compile_templates(self.site.env)

    def _find(self, key: str) -> Output | None:
        """What came of a locale, where the site's folder still has all of it."""
        found = self.memory.get(key) if key else None
        if found is None:
            return None
        contents, copied, loads, logged = found
        present, sources = self.folder.digests, self.site.copied
        is_there = all(
            present.get(name) == digest or sources.get(copied.get(name, "")) == digest
            for name, digest in contents.items()
        )
        return Output(contents, copied=copied, loads=loads, logged=logged) if is_there else None

    def take(self, output: Output) -> None:
        """Put a locale's files into the site; what an earlier one has put at the same place gives way."""
        if output.folder:
            self.folder.take_folder(output.folder, output.made)
        for name, digest in output.contents.items():
            if name not in output.made and not self.folder.keep(name, digest):
                self.folder.take_copy(name, Path(output.copied[name]), digest)
        self.site.plugin.loads |= output.loads

    def finish(self, workshop: Path) -> None:
        """Add what needs all locales, and remove what is none of the site's."""
        self.config.site_dir = str(workshop / "site")
        self.site.plugin.finish(self.config)
        made = {name: digest_file(workshop / "site" / name) for name, _ in walk(self.config.site_dir)}
        self.take(Output(made, made, workshop / "site" if made else None))
        self.config.site_dir = str(self.place)
        copies = self.memory.get(self.copies) or {}
        self.site.plugin.deliver(self.folder, copies)
        self.memory.put(self.copies, copies)
        self.folder.settle()
        self.remember()

    def remember(self) -> None:
        """Note what the folder holds now."""
        self.memory.put(self.name, self.folder.contents)
        self.memory.save()


def cache_folder(config: MkDocsConfig) -> Path:
    """Where builds of a site keep what they have made."""
    return Path(config.config_file_path or ".").parent / CACHE


def _survey(config: MkDocsConfig, serve_url: str, cache: Cache, present: Mapping[str, str]) -> Site:
    """Read what all locales share, and plan their pages."""
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    env = config.theme.get_env()
    env.template_class = JoinedTemplate
    env.cache = {}  # Jinja's own looks through all templates that it holds for each one that a page includes
    plugin: Any = config.plugins["helpcentre"]
    with _compiling(env) if not present else nullcontext():  # a first build needs them all
        files = get_files(config)
        files.add_files_from_theme(Environment(loader=_VisibleLoader(config.theme.dirs)), config)
        plugin.plan_documents(files, config, cache.pack("documents"))
        copied = _digest_copied(files, cache)
    assets = {file.src_uri: copied[file.abs_src_path] for file in files if file.abs_src_path}
    inputs = Inputs(config, serve_url, assets)
    known = cache if inputs.are_known else None
    return Site(config, plugin, list(files), env, serve_url, known, inputs, copied, present)


@contextmanager
def _compiling(env: Environment) -> Iterator[None]:
    """Have templates compiled beside what is done meanwhile."""
    with beside(partial(compile_templates, env)) as compiled:
        yield
        compile_templates(env, compiled())


class _VisibleLoader(FileSystemLoader):
    """Lists a theme's files without those in hidden folders.

    MkDocs leaves these out after it has looked at each, of which Material has 14,000: its icons.
    """

    def list_templates(self) -> list[str]:
        """Names below the theme's folders."""
        found = set[str]()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                prefix = Path(folder).relative_to(top).as_posix()
                found.update(name if prefix == "." else f"{prefix}/{name}" for name in names)
        return sorted(found)


def _digest_copied(files: Files, cache: Cache) -> dict[str, str]:
    """The files that may be copied into the site, with their digests."""
    pack = cache.pack("copied")
    known = digest_files((file.abs_src_path for file in files if file.abs_src_path), pack.get("all") or {})
    pack.put("all", known)
    pack.save()
    return {file: each.digest for file, each in known.items()}
