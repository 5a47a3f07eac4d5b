"""Lets one Markdown instance render many pages: to make one takes a tenth of the time that a page takes.

MkDocs makes an instance for each page, and nothing but options of ours differs between those of a
language. Python-Markdown's `reset` makes an instance as good as new
(https://python-markdown.github.io/reference/markdown/#Markdown.reset), if all that takes part knows how:
what is ours, Python-Markdown's and pymdownx's does; with anybody else's each page has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import markdown
from mkdocs.structure import pages

from ..components import HelpcentreExtension
from ..components.page import PageContext

KNOWN = ("markdown.", "pymdownx.", f"{HelpcentreExtension.__module__}.")
"""What the modules begin with whose processors can be reset."""


@contextmanager
def shared_instances() -> Iterator[None]:
    """MkDocs renders with instances that pages share."""
    names = vars(pages)
    module, names["markdown"] = names["markdown"], _Instances()
    try:
        yield
    finally:
        names["markdown"] = module


class _Instances:
    """Stands in for the module `markdown`, of which MkDocs' pages use the class."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[markdown.Markdown, HelpcentreExtension]] = {}

    def Markdown(  # noqa: N802 (Python-Markdown's name)
        self, *, extensions: Sequence[Any], extension_configs: Mapping[str, Any]
    ) -> markdown.Markdown:
        """An instance for a page: a new one, or one as good as new."""
        options = dict(extension_configs.get("helpcentre") or {})
        locale = options.get("locale", "")
        remarks = options.pop("remarks", ())
        if locale in self._known and not remarks:
            md, dialect = self._known[locale]
            dialect.turn_to(PageContext(**options))
            return md.reset()
        md = markdown.Markdown(extensions=extensions, extension_configs=extension_configs)
        dialects = [each for each in md.registeredExtensions if isinstance(each, HelpcentreExtension)]
        if dialects and not remarks and _can_be_reset(md):
            self._known[locale] = md, dialects[0]
        return md


def _can_be_reset(md: markdown.Markdown) -> bool:
    registries: Any = (
        md.preprocessors,
        md.parser.blockprocessors,
        md.treeprocessors,
        md.inlinePatterns,
        md.postprocessors,
    )
    modules = (f"{type(processor).__module__}." for registry in registries for processor in registry)
    return all(module.startswith(KNOWN) for module in modules)
