"""Themify Builder. Its modules: https://themify.me/docs/builder."""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, SHARING
from .rules import (
    Cleaner,
    button,
    callout,
    caption,
    chrome,
    copies,
    decoration,
    details,
    figure,
    gallery,
    heading,
    items,
    plans,
    subtitle,
    tabs,
    transparent,
)
from .shortcodes import codes

CLEANER = Cleaner(
    name="themify",
    signs=("themify_builder_content", "themify_builder_row", "module_row", "tb_text_wrap", "builder_button"),
    rules=(
        copies("hide-desktop"),
        plans(
            "module-pricing-table",
            "module-pricing-table-title",
            "module-pricing-table-price",
            "module-pricing-table-reccuring-fee",
            "module-pricing-table-content",
        ),
        details("accordion-title", "accordion-content"),
        tabs("module-tab", "tab-nav>li", "tab-content"),
        button("builder_button"),
        callout(
            "module-alert",
            "important",
            title="alert-heading",
            looks={"red": "warning", "green": "tip", "blue": "note", "light-blue": "note"},
        ),
        callout("module-box", "note"),
        heading("main-head", level=2),
        subtitle("sub-head"),
        heading("image-title", "feature-title", "callout-heading", "tb_testimonial_title", "module-title"),
        heading("module-pricing-table-title", "module-pricing-table-name"),
        figure("module-image", "image-wrap"),
        caption("image-caption"),
        transparent("gallery-item", "gallery-icon", "gallery-caption"),
        gallery("module-gallery", "module-gallery-grid"),
        items("module-icon-item"),
        items("tb-menu-item"),
        chrome(SHARING, "themify-social-links", "module-social-share"),
        chrome(NAVIGATION, "module-menu", "module-breadcrumbs"),
        chrome(FORM, "module-contact", "module-optin"),
        decoration("builder_row_cover", "module-divider", "alert-close", "tf_lightbox", "tb_slider_pager"),
    ),
    shortcodes=codes("themify_", box="themify_box", button="themify_button", embed="themify_video"),
)
