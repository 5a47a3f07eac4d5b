"""The verbs of the builders' tables: each makes a rule that says what certain classes mean.

A rule only marks elements; `reader` acts on the marks. Where an element is marked twice the first
mark stays, so that a builder lists its special cases before its general ones.
"""

from .cleaner import Cleaner, Rule
from .copies import copies
from .marks import (
    button,
    callout,
    caption,
    chrome,
    counter,
    decoration,
    figure,
    gallery,
    heading,
    line,
    subtitle,
    transparent,
)
from .panels import details, mark_details, mark_tabs, tabs
from .rows import grid, items, plans

__all__ = [
    "Cleaner",
    "Rule",
    "button",
    "callout",
    "caption",
    "chrome",
    "copies",
    "counter",
    "decoration",
    "details",
    "figure",
    "gallery",
    "grid",
    "heading",
    "items",
    "line",
    "mark_details",
    "mark_tabs",
    "plans",
    "subtitle",
    "tabs",
    "transparent",
]
