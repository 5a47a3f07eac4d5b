"""Beaver Builder with Ultimate Addons (`uabb-`). Modules: https://docs.wpbeaverbuilder.com/beaver-builder/modules/."""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS, SHARING
from .rules import (
    Cleaner,
    button,
    callout,
    caption,
    chrome,
    counter,
    decoration,
    details,
    figure,
    gallery,
    heading,
    plans,
    tabs,
)

CLEANER = Cleaner(
    name="beaver",
    signs=("fl-builder-content", "fl-module", "fl-row", "fl-rich-text", "uabb-"),
    rules=(
        plans(
            "fl-pricing-table-column",
            "fl-pricing-table-title",
            "fl-pricing-table-price",
            "fl-pricing-table-features",
            "fl-button-wrap",
        ),
        plans(
            "uabb-pricing-table-column",
            "uabb-pricing-table-title",
            "uabb-pricing-table-price",
            "uabb-pricing-table-features",
            "uabb-button-wrap",
        ),
        details("fl-accordion-button", "fl-accordion-content"),
        details("uabb-adv-accordion-button", "uabb-adv-accordion-content"),
        details("uabb-faq-questions-button", "uabb-faq-content"),
        tabs("fl-tabs", "fl-tabs-label", "fl-tabs-panel-content"),
        tabs("uabb-tabs", "uabb-tab-link", "section"),
        button("fl-button", "uabb-button", "uabb-creative-button", "uabb-infobox-cta-link"),
        callout("uabb-alert", "note"),
        heading("fl-heading-text", "uabb-heading-text", level=2),
        heading(
            "fl-callout-title-text",
            "fl-cta-title",
            "uabb-infobox-title",
            "uabb-ib-title",
            "fl-pricing-table-title",
        ),
        counter("fl-number-int", "data-number"),
        figure("fl-photo", "uabb-photo"),
        caption("fl-photo-caption", "uabb-photo-caption"),
        gallery("fl-gallery", "fl-mosaicflow", "uabb-photo-gallery"),
        chrome(
            SHARING,
            "fl-social-buttons",
            "fl-icon-group-social",
            "uabb-social-share-wrap",
        ),
        chrome(NAVIGATION, "fl-menu", "fl-menu-", "uabb-creative-menu"),
        chrome(
            FORM,
            "fl-contact-form",
            "fl-subscribe-form",
            "fl-search-form",
            "uabb-contact-form",
        ),
        chrome(
            POSTS,
            "fl-post-grid",
            "fl-post-feed",
            "fl-post-carousel",
            "uabb-blog-posts",
        ),
        decoration(
            "fl-separator",
            "uabb-separator",
            "fl-accordion-button-icon",
            "uabb-imgicon-wrap-icon",
            "fl-builder-shape-layer",
        ),
    ),
)
