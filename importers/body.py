"""An article's body while it is cleaned: the only thing that the cleaners and the components change.

It lives from the first cleaner to the Markdown converter and never passes on: what follows gets text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from .inventory import take_inventory
from .model import Notice, Removal
from .reading import HEADINGS, elements, visible_text


def parse_html(html: str) -> BeautifulSoup:
    """Parse untrusted HTML as leniently as a browser would; its content, if any, is then in `.body`."""
    return BeautifulSoup(html, "lxml")


@dataclass(slots=True)
class Body:
    """The tree of one body and what was taken from it."""

    root: Tag
    """The element whose children are the content."""
    locale: str
    """Locale of the text, for the words that tell a step or a callout."""
    title: str = ""
    """The article's title, plain text."""
    anchors: frozenset[str] = frozenset()
    """Ids of its elements that other articles link to: they stay."""
    removed: list[Removal] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    components: dict[str, int] = field(default_factory=dict)

    def remove(self, tag: Tag, *, step: str, reason: str) -> None:
        """Take `tag` out and record it, its text whole. Nothing else may take visible text out."""
        self.removed.append(
            Removal(
                step,
                describe(tag),
                reason,
                visible_text(tag),
                links=tuple(str(a["href"]) for a in find_with_self(tag, ["a"]) if a.get("href")),
                images=tuple(str(img["src"]) for img in find_with_self(tag, MEDIA) if img.get("src")),
                headings=tuple(visible_text(heading) for heading in find_with_self(tag, HEADINGS)),
                cells=tuple(visible_text(cell) for cell in find_with_self(tag, ["td", "th"])),
                items=items_of(tag),
            )
        )
        tag.decompose()

    def count(self, component: str, number: int = 1) -> None:
        """Note that `number` more of a component were recognised."""
        self.components[component] = self.components.get(component, 0) + number

    def notice(self, rule: str, message: str) -> None:
        """Note something a person should look at."""
        self.notices.append(Notice(rule, message))


def describe(tag: Tag) -> str:
    """A short CSS selector of `tag`: its name, id and first two classes."""
    classes = tag.get_attribute_list("class")[:2]
    name_id = f"#{tag['id']}" if tag.get("id") else ""
    return tag.name + name_id + "".join(f".{name}" for name in classes if name)


def items_of(tag: Tag) -> tuple[str, ...]:
    """The texts of the list items in `tag`, itself included, each without those of the items in it."""
    return tuple(take_inventory(str(tag)).items) if find_with_self(tag, ["li"]) else ()


def find_with_self(tag: Tag, names: Sequence[str]) -> list[Tag]:
    """Every element with one of these names in `tag`, `tag` itself included, in document order."""
    return [*([tag] if tag.name in names else []), *elements(tag, names)]


MEDIA = ("img", "iframe", "video", "audio", "source", "embed")
