"""The commands `build` and `merge`: MkDocs' way from arguments to a built site, and what comes of it."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from ..commands import Answer
from .building import build, build_shard, is_ours, merge_shards

PLUGINS = "Locales can't be built apart here: the site has plugins or hooks besides helpcentre and i18n."


def run_build(arguments: argparse.Namespace, locales: Sequence[str]) -> Answer:
    """Build all locales, or some."""
    if not locales:
        return _run(arguments, build)
    return _run(arguments, lambda config: build_shard(config, locales), needs_ours=True)


def run_merge(arguments: argparse.Namespace) -> Answer:
    """Merge shards."""
    return _run(arguments, lambda config: merge_shards(config, arguments.folders), needs_ours=True)


def _run(
    arguments: argparse.Namespace, step: Callable[[MkDocsConfig], None], *, needs_ours: bool = False
) -> Answer:
    options: dict[str, Any] = {"strict": True} if arguments.strict else {}
    if arguments.site_dir:
        options["site_dir"] = str(arguments.site_dir)
    with _told():
        try:
            config = load_config(str(arguments.config) if arguments.config else None, **options)
            if needs_ours and not is_ours(config):
                return Answer(problem=PLUGINS, exit_code=1)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                step(config)
            finally:
                config.plugins.on_shutdown()
        except Abort as error:
            return Answer(problem=str(error), exit_code=1)
        except MkDocsException as error:
            return Answer(problem=error.message, exit_code=1)
    return Answer(f"{config.site_dir}: built.")


@contextmanager
def _told() -> Iterator[None]:
    """Have warnings go to standard error, as `mkdocs build` does."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
