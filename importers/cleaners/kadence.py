"""Kadence Blocks. Blocks: https://www.kadencewp.com/kadence-blocks/."""

from __future__ import annotations

from .chrome import CONTENTS, FORM, POSTS, SHARING
from .rules import Cleaner, button, callout, chrome, decoration, details, gallery, heading, tabs

CLEANER = Cleaner(
    name="kadence",
    signs=("wp-block-kadence-", "kt-", "kb-"),
    rules=(
        details("kt-blocks-accordion-header", "kt-accordion-panel"),
        tabs("kt-tabs-wrap", "kt-title-item", "kt-tab-inner-content"),
        button("kt-button", "kb-button", "kb-btn-global-fill"),
        callout("kb-notice", "note"),
        heading("kt-blocks-info-box-title", "kt-pricing-title"),
        gallery("kb-gallery-ul", "kb-gallery-wrap-id-"),
        chrome(
            FORM,
            "kb-form",
            "wp-block-kadence-form",
            "wp-block-kadence-advanced-form",
        ),
        chrome(
            CONTENTS,
            "wp-block-kadence-tableofcontents",
            "kb-table-of-content-nav",
        ),
        chrome(
            POSTS,
            "wp-block-kadence-posts",
            "kt-blocks-post-grid-wrap",
        ),
        chrome(SHARING, "wp-block-kadence-share", "kb-social-icons"),
        decoration(
            "kt-divider",
            "kt-block-spacer",
            "kt-row-layout-overlay",
            "kb-blocks-bg-slider",
            "kt-blocks-accordion-icon-trigger",
        ),
    ),
)
