"""The check in `mkdocs serve`: what an editor is told on the page itself, which the built site never has.

Documents as the build has read them in, what templates and the Markdown extension show out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from ..catalogue import Document
from ..components.remarks import Remark
from ..config import Languages
from ..i18n.locales import language_tag
from ..plan import Plan, PlannedPage
from ..translations import State, list_states
from ..views import EditorView
from .checking import check
from .docs_folder import DocsFolder
from .findings import Finding, Severity
from .rules import components, fees, steps
from .source import Source

SHOWN_IN_PLACE = frozenset(
    rule.id
    for module in (components, fees, steps)
    for rule in module.RULES
    if not rule.is_told_by_build  # those have their boxes already (components/mistakes.py)
)


class Reviewer:
    """Tells the editor of a site what its pages lack."""

    def __init__(
        self, config: MkDocsConfig, plan: Plan, languages: Languages, severities: Mapping[str, Severity]
    ) -> None:
        """Look at a site; `severities` has those of all rules that aren't off."""
        self._plan = plan
        self._severities = severities
        self._root = Path(config.docs_dir).parent
        host = urlsplit(config.site_url or "").netloc
        self._library = DocsFolder(Path(config.docs_dir), languages.in_order, host)

    def renew(self, document: Document) -> None:
        """Take a document's new text for the old one."""
        self._library.renew(Source(document.source, document.text))

    def view(self, page: PlannedPage) -> EditorView | None:
        """What a page's editor should know; None where the page has no file."""
        if page.document is None:
            return None
        states = list_states(page.path, self._plan) if page.kind == "article" else {}
        return EditorView(
            source=page.source,
            is_draft=not page.is_published,
            missing=_locales(states, "missing"),
            stale=_locales(states, "stale"),
            findings=tuple(self._find(page.document, self._severities)),
        )

    def remarks(self, page: PlannedPage) -> tuple[Remark, ...]:
        """What to show in a page's text, each at its place."""
        document = page.document
        if document is None:
            return ()
        shown = {rule: each for rule, each in self._severities.items() if rule in SHOWN_IN_PLACE}
        lines = document.text.rstrip().count("\n") + 1
        return tuple(
            Remark(lines - each.line + 1, each.problem, f"{document.source}:{each.line}", each.fix)
            for each in self._find(document, shown)
        )

    def _find(self, document: Document, severities: Mapping[str, Severity]) -> Iterator[Finding]:
        return check(self._library, [document.source], severities, self._root)


def _locales(states: Mapping[str, State], state: State) -> tuple[str, ...]:
    return tuple(language_tag(locale) for locale, each in states.items() if each == state)
