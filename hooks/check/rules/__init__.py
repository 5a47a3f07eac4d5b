"""The registry: every rule, in the order in which `helpcentre check --rules` lists them."""

from __future__ import annotations

from ..findings import Rule
from . import (
    components,
    data,
    fees,
    frontmatter,
    headings,
    languages,
    lengths,
    links,
    markup,
    media,
    private,
    steps,
    terms,
    translations,
)

MODULES = (
    frontmatter, lengths, headings, links, media, components, steps, fees, data, translations, languages,
    terms, markup, private,
)  # fmt: skip

RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)
