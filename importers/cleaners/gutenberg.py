"""WordPress's own blocks, and what the classic editor leaves: captions and galleries.

Blocks: https://developer.wordpress.org/block-editor/reference-guides/core-blocks/.
"""

from __future__ import annotations

from .chrome import FORM, NAVIGATION, RELATED
from .markup import Markup
from .rules import Cleaner, button, caption, chrome, decoration, figure, gallery, transparent


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
    signs=("wp-block-", "wp-caption", "gallery", "gallery-item", "wp-element-caption"),
    rules=(
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
            RELATED,
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
        decoration("wp-block-spacer"),
    ),
)
