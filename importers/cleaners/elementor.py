"""Elementor with Essential Addons (`eael-`) and Element Pack (`bdt-`).

Widgets: https://elementor.com/widgets/. A video's address stands in the widget's `data-settings` only.
"""

from __future__ import annotations

import json

from .chrome import CONTENTS, FORM, NAVIGATION, POSTS, SHARING
from .links import clean_address, is_web
from .markup import Markup
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
    figure,
    gallery,
    heading,
    line,
    plans,
    tabs,
    transparent,
)

VIDEO_SETTINGS = (
    "youtube_url",
    "vimeo_url",
    "dailymotion_url",
    "videopress_url",
    "external_url",
    "hosted_url",
)


def _videos(markup: Markup) -> None:
    """A video widget has its address in its settings; its frame is made by a script."""
    for widget in markup.find("elementor-widget-video"):
        if markup.named("iframe", "video", within=widget):
            continue
        try:
            settings = json.loads(str(widget.attrs.get("data-settings", "")))
        except ValueError:
            continue
        found = settings.items() if isinstance(settings, dict) else ()
        addresses = [
            value["url"] if isinstance(value, dict) else value
            for name, value in found
            if name in VIDEO_SETTINGS
        ]
        for value in addresses:
            if isinstance(value, str) and is_web(address := clean_address(value)):
                markup.mark(widget, "embed", href=address)
                break


CLEANER = Cleaner(
    name="elementor",
    signs=(
        "elementor",
        "elementor-widget",
        "elementor-widget-container",
        "elementor-section",
        "e-con",
        "eael-",
        "bdt-",
    ),
    rules=(
        copies("elementor-hidden-desktop"),
        plans(
            "elementor-price-table",
            "elementor-price-table__header",
            "elementor-price-table__price",
            "elementor-price-table__features-list",
            "elementor-price-table__footer",
        ),
        plans("eael-pricing-item", "header", "eael-pricing-tag", "body", "footer"),
        plans(
            "bdt-price-table",
            "bdt-price-table-header",
            "bdt-price-table-price",
            "bdt-price-table-features-list",
            "bdt-price-table-footer",
        ),
        tabs("elementor-tabs", "elementor-tab-title", "elementor-tab-content"),
        tabs("e-n-tabs", "e-n-tab-title", "e-con"),
        tabs("eael-advance-tabs", "eael-tab-item-trigger", "eael-tab-content-item"),
        tabs("bdt-tabs-container", "bdt-tabs-item", "bdt-switcher-item-content"),
        details("elementor-tab-title", "elementor-tab-content"),
        details("eael-accordion-header", "eael-accordion-content"),
        details("bdt-ep-accordion-title", "bdt-ep-accordion-content"),
        details("bdt-accordion-title", "bdt-accordion-content"),
        details("elementor-toggle-title", "elementor-toggle-content"),
        _videos,
        button(
            "elementor-button",
            "elementor-button-link",
            "elementor-button-text",
            "eael-creative-button",
            "eael-pricing-button",
            "bdt-button",
            "bdt-ep-button",
        ),
        callout(
            {
                "elementor-alert-info": "note",
                "elementor-alert-success": "tip",
                "elementor-alert-warning": "important",
                "elementor-alert-danger": "warning",
                "elementor-alert": "note",
            },
            title="elementor-alert-title",
        ),
        heading(
            "elementor-icon-box-title",
            "elementor-image-box-title",
            "elementor-price-table__heading",
            "elementor-cta__title",
            "elementor-flip-box__layer__title",
        ),
        heading(
            "eael-infobox-title",
            "title-heading",
            "bdt-price-table-heading",
            "bdt-ep-advanced-icon-box-title",
            "bdt-iconnav-title",
        ),
        heading("elementor-heading-title", level=2),
        counter("elementor-counter-number", "data-to-value"),
        line(
            "elementor-testimonial-name",
            "elementor-testimonial-job",
            "elementor-testimonial__name",
            "elementor-testimonial__title",
            "elementor-counter-number-wrapper",
            "elementor-counter-title",
            "elementor-title",
            "elementor-price-table__price",
            "elementor-price-table__period",
            "elementor-star-rating__title",
        ),
        transparent("gallery-item", "gallery-icon", "gallery-caption"),
        gallery("elementor-image-gallery", "elementor-gallery__container", "elementor-image-carousel"),
        figure("wp-caption"),
        caption("widget-image-caption", "elementor-image-carousel-caption"),
        chrome(
            SHARING,
            "elementor-social-icons-wrapper",
            "elementor-share-buttons",
            "elementor-widget-share-buttons",
            "eael-social-share",
        ),
        chrome(
            NAVIGATION,
            "elementor-nav-menu",
            "elementor-widget-nav-menu",
            "elementor-widget-breadcrumbs",
            "elementor-pagination",
            "elementor-post-navigation",
            "bdt-navbar",
        ),
        chrome(
            FORM,
            "elementor-form",
            "elementor-search-form",
            "elementor-widget-form",
        ),
        chrome(
            POSTS,
            "elementor-posts-container",
            "elementor-widget-posts",
            "eael-post-grid-container",
        ),
        chrome(
            CONTENTS,
            "elementor-widget-table-of-contents",
            "elementor-toc__body",
            "eael-toc",
        ),
        decoration(
            "elementor-divider",
            "elementor-spacer",
            "elementor-alert-dismiss",
            "elementor-icon-list-icon",
            "elementor-background-overlay",
            "elementor-shape",
            "elementor-swiper-button",
            "swiper-pagination",
            "elementor-menu-toggle",
            "bdt-ep-accordion-icon",
        ),
    ),
)
