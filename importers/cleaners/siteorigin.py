"""SiteOrigin Page Builder and its widgets bundle. Widgets: https://siteorigin.com/widgets-bundle/."""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS, SHARING
from .rules import (
    Cleaner,
    button,
    caption,
    chrome,
    decoration,
    details,
    figure,
    gallery,
    heading,
    plans,
    tabs,
)

CLEANER = Cleaner(
    name="siteorigin",
    signs=("panel-grid", "panel-layout", "so-panel", "so-widget-", "sow-"),
    rules=(
        plans("ow-pt-column", "ow-pt-title", "ow-pt-details", "ow-pt-features", "ow-pt-button"),
        details("sow-accordion-panel-header", "sow-accordion-panel-content"),
        details("accordion-title", "accordion-details"),
        tabs("sow-tabs", "sow-tabs-tab", "sow-tabs-panel"),
        button("ow-button-hover", "sowb-button", "so-widget-sow-button", "ow-pt-link"),
        heading("widget-title", "sow-headline", level=2),
        heading("sow-sub-headline"),
        figure("sow-image-container"),
        caption("sow-image-caption"),
        gallery("sow-slider-images", "sow-image-grid-wrapper", "sow-simple-masonry"),
        chrome(FORM, "sow-contact-form", "so-widget-sow-contact-form"),
        chrome(
            SHARING,
            "social-media-button-container",
            "so-widget-sow-social-media-buttons",
        ),
        chrome(
            NAVIGATION,
            "widget_nav_menu",
            "widget_categories",
            "widget_archive",
            "widget_meta",
        ),
        chrome(
            POSTS,
            "widget_recent_entries",
            "widget_recent_comments",
            "sow-post-carousel",
        ),
        decoration("sow-slider-pagination", "sow-slide-nav", "sow-icon-container", "so-parallax-image"),
    ),
)
