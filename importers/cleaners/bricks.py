"""Bricks. Elements: https://academy.bricksbuilder.io/topic/elements/.

Its nestable accordions are plain blocks with ARIA attributes, which `aria` knows.
"""

from __future__ import annotations

from .chrome import CONTENTS, FORM, NAVIGATION, POSTS, RELATED, SHARING
from .rules import Cleaner, button, callout, chrome, decoration, details, gallery, heading, plans, tabs

CLEANER = Cleaner(
    name="bricks",
    signs=("brxe-", "bricks-"),
    rules=(
        plans(
            "pricing-table",
            "pricing-table-header",
            "pricing-table-pricing",
            "pricing-table-features",
            "pricing-table-footer",
        ),
        details("accordion-title-wrapper", "accordion-content-wrapper"),
        tabs("brxe-tabs", "tab-title", "tab-pane"),
        tabs("brxe-tabs-nested", "tab-title", "tab-pane"),
        button("brxe-button", "bricks-button"),
        callout(
            "brxe-alert",
            looks={"success": "tip", "warning": "important", "danger": "warning", "error": "warning"},
        ),
        heading("brxe-heading", level=2),
        heading("icon-box-title", "pricing-table-title"),
        gallery("brxe-image-gallery", "brxe-carousel"),
        chrome(
            NAVIGATION,
            "brxe-breadcrumbs",
            "brxe-nav-menu",
            "brxe-nav-nested",
            "brxe-pagination",
            "brxe-post-navigation",
        ),
        chrome(SHARING, "brxe-social-icons", "brxe-post-sharing"),
        chrome(FORM, "brxe-form", "brxe-search"),
        chrome(POSTS, "brxe-posts"),
        chrome(RELATED, "brxe-related-posts"),
        chrome(CONTENTS, "brxe-post-toc", "brxe-table-of-contents"),
        decoration("brxe-divider", "brxe-icon", "bricks-lazy-hidden-overlay"),
    ),
)
