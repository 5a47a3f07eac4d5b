"""Small operations on ElementTree that several components need: text, classes, moving nodes.

ElementTree keeps the text that follows an element in the element's own `tail`, so that taking a node
out or putting one in has to carry that text along; only this module does so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Heading tag → level."""


def container(tag: str, **attributes: str) -> Element:
    """A new element that stands on lines of its own; `class_` is its class."""
    element = Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.text = element.tail = "\n"
    return element


def text_of(element: Element) -> str:
    """All text inside `element`, as it stands."""
    return "".join(element.itertext())


def has_class(element: Element, name: str) -> bool:
    """Whether `name` is one of the element's classes."""
    return name in (element.get("class") or "").split()


def add_class(element: Element, name: str) -> None:
    """Add a class once."""
    if not has_class(element, name):
        element.set("class", f"{element.get('class') or ''} {name}".strip())


def remove_class(element: Element, name: str) -> None:
    """Take a class away; an empty `class` attribute goes too."""
    left = [one for one in (element.get("class") or "").split() if one != name]
    if left:
        element.set("class", " ".join(left))
    elif "class" in element.attrib:
        del element.attrib["class"]


def find_placed(
    root: Element, *tags: str, where: Callable[[Element], bool] | None = None
) -> list[tuple[Element, tuple[Element, ...]]]:
    """Every element of these kinds below `root` in document order, with its ancestors (`root` first)."""
    of_kind = {element for tag in tags for element in root.iter(tag) if where is None or where(element)}
    if not of_kind:
        return []
    found = [element for element in root.iter() if element in of_kind and element is not root]
    parents = {child: parent for parent in root.iter() for child in parent}
    return [(element, tuple(_ancestors(element, parents))[::-1]) for element in found]


def _ancestors(element: Element, parents: Mapping[Element, Element]) -> Iterator[Element]:
    parent = parents.get(element)
    while parent is not None:
        yield parent
        parent = parents.get(parent)


def has_no_own_text(element: Element) -> bool:
    """Whether `element` holds nothing but its child elements and white space."""
    return not (element.text or "").strip() and not any((child.tail or "").strip() for child in element)


def replace(parent: Element, old: Element, new: list[Element]) -> None:
    """Put `new` in the place of `old`; the text after `old` follows the last of them."""
    position = list(parent).index(old)
    if new:
        new[-1].tail = old.tail
    else:
        _append_text(parent, position, old.tail or "")
    parent[position : position + 1] = new
    old.tail = None


def unwrap(parent: Element, old: Element) -> None:
    """Put the content of `old` in its place."""
    position = list(parent).index(old)
    children = list(old)
    _append_text(parent, position, old.text or "")
    if children:
        children[-1].tail = (children[-1].tail or "") + (old.tail or "")
    else:
        _append_text(parent, position, old.tail or "")
    parent[position : position + 1] = children


def unwrap_paragraph(element: Element) -> None:
    """Where a single paragraph is all of `element`, keep only its content, as captions are written."""
    if len(element) == 1 and element[0].tag == "p" and has_no_own_text(element):
        paragraph = element[0]
        element.text = paragraph.text
        element[:] = list(paragraph)


def _append_text(parent: Element, position: int, text: str) -> None:
    """Add text right before the child at `position`."""
    if position:
        before = parent[position - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
