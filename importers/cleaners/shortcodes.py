"""WordPress shortcodes in text: where they stand, what they are called, what their attributes are.

`[et_pb_toggle title=”…”]` … `[/et_pb_toggle]`. Where WordPress formatted the text first, quotes are curled
(`”`, `″` after digits, `»` in French). Square brackets of the text itself are none: only names of known
builders count, or names with quoted attributes. What they mean is `unrendered`'s.

Format: https://developer.wordpress.org/plugins/shortcodes/.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

CodeMeaning = Literal[
    "box",  # a callout
    "button",  # with its text between its brackets, unless an attribute has it
    "details",  # a title that opens its content
    "embed",  # shows what is at an address
    "form",  # needs the old site
    "item",  # of a list
    "list",
    "menu",  # the site has its own
    "plan",  # with its price: a row of a table
    "section",  # a panel where tabs are around it, else a title that opens its content
    "tab",
    "tabs",
    "text",  # WordPress's own, known without quoted attributes
]

CODE = re.compile(r"\[(/?)([a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)(?=[\s/\]])([^\[\]]*)\]", re.IGNORECASE)
"""What may be a shortcode: its slash, its name, its attributes."""

_QUOTES = "\"'\u201c\u201d\u201e\u201f\u2033\u2032\u2018\u2019\u00ab\u00bb\u02ba\uff02"
_ATTRIBUTE = re.compile(rf"(?:^|[\s\xa0{_QUOTES}])([a-z_][\w-]*)\s*=[\s\xa0]*(?=[{_QUOTES}])", re.IGNORECASE)
_UNQUOTED = f"{_QUOTES} \t\r\n\xa0\u202f"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the shortcodes of one builder, or of all, mean."""

    names: Mapping[str, CodeMeaning]
    prefixes: tuple[str, ...] = ()
    """How the names of the builder's shortcodes begin."""

    @classmethod
    def of_all(cls, some: Iterable[Vocabulary]) -> Vocabulary:
        """One vocabulary that knows what all of them know."""
        found = list(some)
        names = {name: meaning for each in found for name, meaning in each.names.items()}
        return cls(names, tuple(prefix for each in found for prefix in each.prefixes))

    def knows(self, name: str) -> bool:
        """Whether a shortcode of this name needs no other sign that it is one."""
        return name in self.names or name.startswith(self.prefixes)


NO_SHORTCODES = Vocabulary({})


def codes(
    *prefixes: str,
    box: str = "",
    button: str = "",
    details: str = "",
    embed: str = "",
    form: str = "",
    item: str = "",
    list_: str = "",
    menu: str = "",
    plan: str = "",
    section: str = "",
    tab: str = "",
    tabs: str = "",
    text: str = "",
) -> Vocabulary:
    """The vocabulary of a builder: how its names begin, and names, parted by blanks, by their meaning."""
    by_meaning: dict[CodeMeaning, str] = {
        "box": box,
        "button": button,
        "details": details,
        "embed": embed,
        "form": form,
        "item": item,
        "list": list_,
        "menu": menu,
        "plan": plan,
        "section": section,
        "tab": tab,
        "tabs": tabs,
        "text": text,
    }
    names = {name: meaning for meaning, some in by_meaning.items() for name in some.split()}
    return Vocabulary(names, prefixes)


def has_attributes(text: str) -> bool:
    """Whether what follows a name in brackets has a quoted attribute."""
    return bool(_ATTRIBUTE.search(text))


def read_attributes(text: str) -> dict[str, str]:
    """The attributes of a shortcode, whatever quotes they have now."""
    starts = list(_ATTRIBUTE.finditer(text))
    attrs: dict[str, str] = {}
    for start, following in zip_longest(starts, starts[1:]):
        value = text[start.end() : following.start() if following else len(text)].rstrip("/ ")
        value = html.unescape(value.strip(_UNQUOTED))
        value = value.replace("%22", '"').replace("%91", "[").replace("%93", "]")
        attrs[start[1].lower()] = " ".join(re.sub(r"<[^<>]*>", " ", value).split())
    return attrs
