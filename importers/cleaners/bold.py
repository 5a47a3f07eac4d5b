"""Bold Builder. Elements: https://documentation.bold-themes.com/bold-builder/."""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS
from .rules import Cleaner, button, chrome, counter, decoration, details, gallery, heading, line, plans, tabs
from .shortcodes import codes

CLEANER = Cleaner(
    name="bold",
    signs=("bt_bb_",),
    rules=(
        plans(
            "bt_bb_price_list",
            "bt_bb_price_list_title",
            "bt_bb_price_list_subtitle",
            "bt_bb_price_list_price",
            "bt_bb_price_list>ul",
        ),
        details("bt_bb_accordion_item_title", "bt_bb_accordion_item_content"),
        tabs("bt_bb_tabs", "bt_bb_tabs_header>li", "bt_bb_tab_item"),
        button("bt_bb_button", "bt_bb_link"),
        heading("bt_bb_headline_content", "bt_bb_service_content_title", "bt_bb_price_list_title"),
        line(
            "bt_bb_headline_superheadline",
            "bt_bb_headline_subheadline",
            "bt_bb_service_content_text",
            "bt_bb_counter_text",
        ),
        counter("bt_bb_counter", "data-number"),
        gallery("bt_bb_masonry_image_grid", "bt_bb_slider"),
        chrome(
            POSTS,
            "bt_bb_latest_posts",
            "bt_bb_masonry_post_grid",
        ),
        chrome(NAVIGATION, "bt_bb_custom_menu"),
        chrome(FORM, "bt_bb_contact_form_7"),
        decoration(
            "bt_bb_separator",
            "bt_bb_separator_v2",
            "bt_bb_icon",
            "bt_bb_icon_holder",
            "bt_bb_background_image_holder",
            "bt_bb_section_top_section_coverage_image",
            "bt_bb_section_bottom_section_coverage_image",
        ),
    ),
    shortcodes=codes("bt_bb_"),
)
