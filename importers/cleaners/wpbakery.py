"""WPBakery Page Builder, rendered. Its shortcodes, where they stay unrendered, are read by `shortcodes`.

Elements: https://kb.wpbakery.com/docs/.
"""

from __future__ import annotations

from .chrome import NAVIGATION, POSTS, SHARING
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
    tabs,
)
from .shortcodes import codes

CLEANER = Cleaner(
    name="wpbakery",
    signs=("vc_", "wpb_"),
    rules=(
        copies("vc_hidden-lg"),
        tabs("vc_tta-tabs", "vc_tta-tab", "vc_tta-panel-body"),
        tabs("wpb_tabs", "wpb_tabs_nav>li", "wpb_tab"),
        details("vc_tta-panel-heading", "vc_tta-panel-body"),
        details("vc_toggle_title", "vc_toggle_content"),
        details("wpb_accordion_header", "wpb_accordion_content"),
        details("mk-accordion-tab", "mk-accordion-pane"),
        button("vc_btn3", "vc_general", "vc_btn", "mk-button", "x-btn", "wpb_button"),
        callout(
            {
                "vc_color-info": "note",
                "vc_color-alert-info": "note",
                "vc_color-success": "tip",
                "vc_color-alert-success": "tip",
                "vc_color-warning": "important",
                "vc_color-alert-warning": "important",
                "vc_color-danger": "warning",
                "vc_color-alert-danger": "warning",
                "vc_message_box": "note",
            }
        ),
        heading("vc_custom_heading", level=2),
        heading("wpb_heading", "wpb_singleimage_heading", "icon-box-title"),
        figure("wpb_single_image"),
        caption("vc_figure-caption"),
        gallery("wpb_gallery_slides", "wpb_image_grid", "vc_images_carousel"),
        chrome(SHARING, "vc_tweetmeme-element", "fb_like", "wpb_googleplus", "wpb_pinterest"),
        chrome(
            POSTS,
            "vc_grid-container",
            "vc_basic_grid",
            "vc_gitem-zone",
            "wpb_teaser_grid",
        ),
        chrome(NAVIGATION, "vc_pagination", "vc_wp_custommenu", "vc_wp_pages"),
        decoration(
            "vc_separator",
            "vc_empty_space",
            "vc_tta-controls-icon",
            "vc_toggle_icon",
            "vc_message_box-icon",
            "vc_icon_element",
            "vc_column-inner-bg",
            "x-gap",
        ),
    ),
    shortcodes=codes(
        "vc_",
        "wpb_",
        "mk_",  # Jupiter
        "nectar_",  # Salient
        details="vc_accordion_tab vc_toggle mk_toggle mk_accordion_tab",
        section="vc_tta_section",
        tabs="vc_tta_tabs vc_tta_tour vc_tta_pageable vc_tabs vc_tour",
        tab="vc_tab",
        box="vc_message mk_message_box",
        embed="vc_video",
        menu="vc_wp_custommenu",
    ),
)
