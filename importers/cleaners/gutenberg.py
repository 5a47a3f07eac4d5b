"""WordPress's own blocks, and what the classic editor leaves: captions and galleries.

Blocks: https://developer.wordpress.org/block-editor/reference-guides/core-blocks/.
"""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, POSTS
from .markup import Markup
from .rules import Cleaner, button, caption, chrome, decoration, details, figure, gallery, tabs, transparent
from .shortcodes import codes


def _files(markup: Markup) -> None:
    """A file block says its link twice: as the file's name and as a button."""
    for link in markup.find("wp-block-file__button"):
        markup.mark(link, "chrome", reason="a second link to the same file")


def _embeds(markup: Markup) -> None:
    """An embed that was never made holds its bare address."""
    for wrapper in markup.find("wp-block-embed__wrapper"):
        address = wrapper.get_text(strip=True)
        if address.startswith(("https://", "http://")) and " " not in address and not wrapper.find(True):
            markup.mark(wrapper, "embed", href=address)


CLEANER = Cleaner(
    name="gutenberg",
    signs=(
        "wp-block-",
        "wp-caption",
        "gallery",
        "gallery-item",
        "wp-element-caption",
        "schema-faq-section",
        "rank-math-list-item",
        "gb-accordion",
    ),
    rules=(
        details("wp-block-accordion-heading__toggle", "wp-block-accordion-panel"),
        details("schema-faq-question", "schema-faq-answer"),  # Yoast
        details("rank-math-question", "rank-math-answer"),
        details("uagb-faq-questions-button", "uagb-faq-content"),  # Spectra
        details("gb-accordion__toggle", "gb-accordion__content"),  # GenerateBlocks
        tabs("uagb-tabs__wrap", "uagb-tab", "uagb-tabs__body-container"),
        _files,
        _embeds,
        button("wp-block-button__link", "wp-element-button"),
        figure("wp-caption"),
        caption("wp-caption-text"),
        transparent("gallery-item", "gallery-icon"),
        gallery(
            "wp-block-gallery",
            "blocks-gallery-grid",
            "gallery",
            "wp-block-jetpack-tiled-gallery",
            "tiled-gallery",
        ),
        transparent("blocks-gallery-item"),
        chrome(
            POSTS,
            "wp-block-latest-posts",
            "wp-block-query",
            "wp-block-post-template",
            "wp-block-latest-comments",
            "wp-block-rss",
        ),
        chrome(
            NAVIGATION,
            "wp-block-categories",
            "wp-block-archives",
            "wp-block-tag-cloud",
            "wp-block-page-list",
            "wp-block-calendar",
            "wp-block-loginout",
        ),
        chrome(FORM, "wp-block-search"),
        decoration("wp-block-spacer", "wp-block-accordion-heading__toggle-icon", "uagb-faq-icon-wrap"),
    ),
    shortcodes=codes(
        embed="embed video audio",
        text="caption wp_caption gallery playlist",
        form="contact-form-7 gravityform wpforms ninja_form formidable mc4wp_form contact-form",
    ),
)
