"""Avada (Fusion Builder). Elements: https://avada.com/documentation-category/elements/."""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS, SHARING
from .rules import (
    Cleaner,
    button,
    callout,
    caption,
    chrome,
    copies,
    counter,
    decoration,
    details,
    gallery,
    heading,
    items,
    plans,
    tabs,
)
from .shortcodes import codes

CLEANER = Cleaner(
    name="avada",
    signs=("fusion-",),
    rules=(
        copies("fusion-no-large-visibility"),
        plans("panel-container", "panel-heading", "pricing-row", "list-group", "footer-row"),
        details("fusion-toggle-heading", "panel-body"),
        tabs("fusion-tabs", "nav-tabs>li", "tab-pane"),
        button("fusion-button", "fusion-read-more"),
        callout(
            {
                "alert-info": "note",
                "alert-success": "tip",
                "alert-warning": "important",
                "alert-danger": "warning",
                "alert-error": "warning",
                "fusion-alert": "note",
            }
        ),
        heading("content-box-heading", "fusion-title-heading", "title-row", "heading-link"),
        heading("awb-image-frame-title", "imageframe-heading"),
        counter("display-counter", "data-value"),
        caption("awb-imageframe-caption", "fusion-caption"),
        gallery("fusion-gallery", "fusion-image-carousel"),
        items("fusion-li-item"),
        chrome(
            SHARING,
            "fusion-social-links",
            "fusion-social-networks",
            "fusion-sharing-box",
        ),
        chrome(
            NAVIGATION,
            "fusion-breadcrumbs",
            "fusion-menu",
            "fusion-pagination",
            "fusion-single-navigation",
            "fusion-one-page-text-link",
            "awb-menu",
        ),
        chrome(
            FORM,
            "fusion-form",
            "fusion-search-form",
            "fusion-login-box",
        ),
        chrome(
            POSTS,
            "fusion-recent-posts",
            "fusion-blog-shortcode",
            "fusion-post-cards",
        ),
        decoration(
            "fusion-separator",
            "fusion-toggle-icon-wrapper",
            "fusion-section-separator",
            "fusion-builder-row-spacer",
        ),
    ),
    shortcodes=codes(
        "fusion_",
        details="fusion_toggle",
        tabs="fusion_tabs",
        tab="fusion_tab",
        box="fusion_alert",
        button="fusion_button",
        list_="fusion_checklist",
        item="fusion_li_item",
        embed="fusion_youtube fusion_vimeo",
    ),
)
