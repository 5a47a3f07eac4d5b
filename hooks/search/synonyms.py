"""An owner's synonyms: docs/_data/synonyms.<locale>.yml, a list of groups that mean the same.

    - [refund, money back, reimbursement]
    - [plan, subscription]

An article whose title, headings, summary or keywords have one of a group is found by the others too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.exceptions import ConfigurationError

from .words import CONTINUOUS, fold

ENDING = r"\w{0,3}"
"""A word may be inflected: refund, refunds, refunded."""

ARTICLE = r"(?:[وفبكل]?ال|لل|[وفبكل])?"
"""What Arabic writes together with the word that follows: the article, and prepositions before it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One member of a group, and how it is recognised in a folded text."""

    text: str
    pattern: re.Pattern[str]


Group = Sequence[Term]


def read_synonyms(file: Path) -> tuple[Group, ...]:
    """The groups of a file; none where there is no file.

    Raises:
        ConfigurationError: the file is no list of lists of words.
    """
    if not file.is_file():
        return ()
    try:
        groups = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{file}: not valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        raise ConfigurationError(f"{file}: must be a list of groups, like `- [refund, money back]`")
    return tuple(tuple(_read_term(str(term)) for term in group) for group in groups)


def _read_term(text: str) -> Term:
    folded = re.escape(fold(text))
    if not CONTINUOUS.search(text):
        folded = rf"\b{ARTICLE}{folded}{ENDING}\b"
    return Term(text, re.compile(folded))


def find_synonyms(texts: Iterable[str], groups: Sequence[Group]) -> tuple[str, ...]:
    """What else the things that texts speak of are called, in the order of the groups."""
    if not groups:
        return ()
    folded = fold("\n".join(texts))
    found: list[str] = []
    for group in groups:
        absent = [term.text for term in group if not term.pattern.search(folded)]
        if len(absent) < len(group):
            found += absent
    return tuple(dict.fromkeys(found))
