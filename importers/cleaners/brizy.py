"""Brizy. Elements: https://www.brizy.io/docs."""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS, SHARING
from .rules import Cleaner, button, chrome, counter, decoration, details, gallery, items, tabs

CLEANER = Cleaner(
    name="brizy",
    signs=("brz", "brz-"),
    rules=(
        details("brz-accordion__nav", "brz-accordion__content"),
        tabs("brz-tabs", "brz-tabs__nav--item", "brz-tabs__item--content"),
        button("brz-btn"),
        counter("brz-counter-numbers", "data-end"),
        gallery("brz-image__gallery", "brz-carousel", "brz-gallery"),
        items("brz-icon-text"),
        chrome(
            NAVIGATION,
            "brz-menu",
            "brz-menu__container",
            "brz-mm-menu",
            "brz-breadcrumbs",
            "brz-pagination",
        ),
        chrome(SHARING, "brz-social-sharing", "brz-facebook"),
        chrome(FORM, "brz-form", "brz-forms2", "brz-search", "brz-login"),
        chrome(POSTS, "brz-posts"),
        decoration("brz-line", "brz-spacer", "brz-icon", "brz-container__shape"),
    ),
)
