"""Enfold (Avia Layout Builder). Elements: https://kriesi.at/documentation/enfold/elements/."""

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
    gallery,
    heading,
    tabs,
)
from .shortcodes import codes

CLEANER = Cleaner(
    name="enfold",
    signs=("avia-", "avia_", "av-", "av_"),
    rules=(
        details("toggler", "toggle_content"),
        tabs("tabcontainer", "tab", "tab_content"),
        button("avia-button"),
        callout("avia_message_box", "note", title="avia_message_box_title"),
        heading("av-special-heading-tag", level=2),
        heading("iconlist_title", "iconbox_content_title"),
        counter("__av-single-number", "data-number"),
        caption("av-image-caption-overlay"),
        gallery("avia-gallery"),
        chrome(SHARING, "av-share-box", "av-social-sharing-box"),
        chrome(NAVIGATION, "avia-menu", "av-sidebar-menu"),
        chrome(FORM, "avia_ajax_form", "avia-mailchimp-form"),
        chrome(POSTS, "avia-content-slider", "av-magazine"),
        decoration("hr-inner", "toggle_icon", "iconlist-timeline", "iconlist_icon", "avia_message_box_icon"),
    ),
    shortcodes=codes(
        details="av_toggle",
        tabs="av_tab_container",
        tab="av_tab",
        box="av_notification",
        list_="av_iconlist",
        item="av_iconlist_item",
        embed="av_video",
        form="av_contact",
    ),
)
