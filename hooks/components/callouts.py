"""Callouts: `!!! tip "Title"` as one of four kinds, with the kind's word in the page's language as title.

Python-Markdown's own admonition syntax and parser; only the class and the title differ. Other names that
people write (`info`, `danger`, `remarque`) are read as the nearest of the four.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions.admonition import AdmonitionProcessor

from .page import Current

SYNONYMS: dict[str, tuple[str, ...]] = {
    "note": (
        "abstract", "summary", "info", "information", "todo", "question", "example", "quote", "remark",
        "remarque", "hinweis", "nota", "opmerking", "uwaga", "ملاحظة", "注意事項", "备注",
    ),
    "tip": (
        "hint", "success", "check", "done", "conseil", "astuce", "tipp", "consejo", "dica", "suggerimento",
        "نصيحة",
    ),
    "important": ("attention", "notice", "wichtig", "importante", "belangrijk", "ważne", "مهم", "重要"),
    "warning": (
        "caution", "danger", "error", "failure", "fail", "missing", "bug", "avertissement", "warnung",
        "achtung", "advertencia", "aviso", "avviso", "attenzione", "waarschuwing", "ostrzeżenie",
        "تحذير", "警告",
    ),
}  # fmt: skip
"""Kind → other names for it."""

KIND_OF = {name: kind for kind, names in SYNONYMS.items() for name in (kind, *names)}


class CalloutProcessor(AdmonitionProcessor):
    """The parser of `!!!` blocks."""

    def __init__(self, md: Markdown, current: Current) -> None:
        """Take the place of Markdown's own parser; the page gives the language."""
        super().__init__(md.parser)
        self.current = current

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """The kind and its title; never without a title, since colour alone says nothing to some readers.

        A name that we don't know is a note which has that name as its title.
        """
        name, title = match[1].split()[0].lower(), match[2]
        kind = KIND_OF.get(name)
        if kind is None:
            return "note", title or match[1][:1].upper() + match[1][1:]
        return kind, title or self.current.page.word(f"callout.{kind}")
