"""Oxygen. Elements: https://oxygenbuilder.com/documentation/."""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS, SHARING
from .rules import Cleaner, button, chrome, decoration, details, gallery, grid, heading, line, tabs

CLEANER = Cleaner(
    name="oxygen",
    signs=("ct-section", "ct-div-block", "ct-text-block", "ct-headline", "oxy-"),
    rules=(
        details("oxy-pro-accordion_header", "oxy-pro-accordion_body"),
        details("oxy-toggle", "oxy-toggle-content"),
        tabs("oxy-tabs-wrapper", "oxy-tab", "oxy-tab-content"),
        grid("ct-new-columns"),
        button("ct-link-button"),
        heading("ct-headline", level=2),
        line("ct-text-block", "ct-link-text"),
        gallery("oxy-gallery", "oxy-carousel-builder"),
        chrome(
            NAVIGATION,
            "oxy-nav-menu",
            "oxy-pro-menu",
            "oxy-header-wrapper",
            "oxy-breadcrumb",
        ),
        chrome(SHARING, "oxy-social-icons", "oxy-social-share-buttons"),
        chrome(FORM, "oxy-search-form", "oxy-login-form"),
        chrome(POSTS, "oxy-posts"),
        decoration("ct-fancy-icon", "oxy-shape-divider", "oxy-progress-bar-background"),
    ),
)
