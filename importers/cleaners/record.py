"""What the report says of something that leaves: its visible text and everything else it holds."""

from __future__ import annotations

from bs4 import Tag

from ..body import describe, items_of
from ..model import Removal
from ..reading import HEADINGS, visible_text
from . import images, links

EMBEDS = frozenset({"iframe", "video", "audio", "source", "embed"})


def removal_of(tag: Tag, step: str, reason: str, instead: str = "") -> Removal | None:
    """The record of `tag`, which leaves; None if a reader misses nothing and finds nothing `instead`."""
    text = visible_text(tag)
    targets: list[str] = []
    pictures: list[str] = []
    headings: list[str] = []
    cells: list[str] = []
    for each in (tag, *tag.find_all(True)):
        if each.name == "a" and not links.is_dead(address := links.address_of(each)):
            targets.append(address)
        elif (each.name == "img" and (address := images.source_of(each))) or (
            each.name in EMBEDS and (address := links.address_of(each, "src"))
        ):
            pictures.append(address)
        elif each.name in HEADINGS:
            headings.append(visible_text(each))
        elif each.name in ("td", "th"):
            cells.append(visible_text(each))
    if not (text or targets or pictures or instead):
        return None
    return Removal(
        step,
        describe(tag),
        reason,
        text,
        links=tuple(targets),
        images=tuple(pictures),
        headings=tuple(filter(None, headings)),
        cells=tuple(filter(None, cells)),
        items=items_of(tag),
        instead=instead,
    )
