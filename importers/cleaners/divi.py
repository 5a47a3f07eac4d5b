"""Divi, rendered. Its shortcodes, where they stay unrendered, are read by `shortcodes`.

Modules: https://www.elegantthemes.com/documentation/divi/modules/.
"""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS, SHARING
from .rules import Cleaner, button, chrome, counter, decoration, details, gallery, heading, line, plans, tabs
from .shortcodes import codes

CLEANER = Cleaner(
    name="divi",
    signs=("et_pb_",),
    rules=(
        plans(
            "et_pb_pricing_table",
            "et_pb_pricing_heading",
            "et_pb_pricing_content_top",
            "et_pb_pricing_content",
            "et_pb_button_wrapper",
        ),
        details("et_pb_toggle_title", "et_pb_toggle_content"),
        tabs("et_pb_tabs", "et_pb_tabs_controls>li", "et_pb_tab"),
        button("et_pb_button", "et_pb_more_button"),
        heading("et_pb_module_header", "et_pb_slide_title", "et_pb_pricing_title"),
        counter("percent-value", "data-number-value"),
        line(
            "et_pb_testimonial_author",
            "et_pb_position",
            "et_pb_best_value",
            "et_pb_et_price",
            "et_pb_testimonial_position",
        ),
        gallery("et_pb_gallery_items"),
        chrome(
            SHARING,
            "et_pb_social_media_follow",
            "et_social_inline",
            "et_social_networks",
        ),
        chrome(
            NAVIGATION,
            "et_pb_menu",
            "et_pb_fullwidth_menu",
            "et_pb_post_nav",
            "et_pb_posts_nav",
            "et_pb_sidebar",
        ),
        chrome(
            FORM,
            "et_pb_contact_form_container",
            "et_pb_contact_form",
            "et_pb_newsletter_form",
            "et_pb_search",
        ),
        chrome(
            POSTS,
            "et_pb_blog_grid",
            "et_pb_posts",
            "et_pb_post_slider",
        ),
        decoration(
            "et_pb_divider",
            "et_pb_divider_internal",
            "et_pb_section_video_bg",
            "et_pb_preload",
            "et-pb-arrow-prev",
            "et-pb-arrow-next",
        ),
    ),
    shortcodes=codes(
        "et_pb_",
        "dipl_",  # Divi Plus
        "wdcl_",  # Divi Carousel Lite
        details="et_pb_toggle et_pb_accordion_item",
        item="et_pb_pricing_item",
        plan="et_pb_pricing_table",
        tabs="et_pb_tabs",
        tab="et_pb_tab",
        embed="et_pb_video et_pb_audio",
        form="et_pb_contact_form et_pb_contact_field et_pb_signup et_pb_login et_pb_search",
        menu="et_pb_menu et_pb_fullwidth_menu et_pb_sidebar et_pb_social_media_follow "
        "et_pb_social_media_follow_network et_pb_blog et_pb_post_nav",
    ),
)
