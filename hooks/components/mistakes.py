"""What an editor wrote and the site can't use: shown in the page and logged, never a reason to stop.

A `--strict` build refuses the warning, so that readers don't meet the box.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import UnescapeTreeprocessor

from .page import PageContext


class MistakeError(Exception):
    """The problem, the place it is in, and what to write instead."""

    def __init__(self, problem: str, *, where: str, hint: str) -> None:
        """Keep the three parts: a sentence without its full stop, a file or line, a whole sentence."""
        self.problem, self.where, self.hint = problem, where, hint
        super().__init__(f"{where}: {problem}. {hint}")


def error_box(mistake: MistakeError, page: PageContext) -> Element:
    """Warn, and give what stands in the place of the component. English, like all that editors are told."""
    where = UnescapeTreeprocessor().unescape(mistake.where)  # a caption of the page may hold escapes
    page.warn(mistake.problem, where=where, hint=mistake.hint)
    return draw_box(mistake.problem, where, mistake.hint)


def draw_box(problem: str, where: str, hint: str) -> Element:
    """The box with the parts of a mistake."""
    box = Element("div", {"class": "hc-error", "lang": "en", "dir": "ltr"})
    sentence = problem[:1].upper() + problem[1:] + "."
    for tag, text in (("strong", sentence), ("code", where), ("span", hint)):
        SubElement(SubElement(box, "p"), tag).text = text
    return box
