"""What pages have around their text whoever built them: forms, share buttons, menus, hidden copies."""

from __future__ import annotations

import re

from bs4 import Tag

from .markup import Markup

STEP = "chrome"


FORM = "a form, which needs the old site behind it"
CONTROL = "a control that does nothing on a static page"
NAVIGATION = "navigation, which the site makes itself"
CONTENTS = "a table of contents, which the site makes itself"
SHARING = "buttons to share or follow"
RELATED = "related posts, which the site lists itself"
POSTS = "a list of posts, which the old site made anew at each visit"
COOKIES = "a cookie notice"
HIDDEN = "hidden on the page"
COPY = "a copy for a slider or a small screen"
META = "data about the post: author, date, comments"
REACTION = "a reaction to the article, which the site asks for itself"
DECORATION = "decoration"

ELEMENTS = {
    "form": FORM,
    "input": FORM,
    "select": FORM,
    "textarea": FORM,
    "output": FORM,
    "progress": FORM,
    "button": CONTROL,
    "nav": NAVIGATION,
}
ROLES = {
    "navigation": NAVIGATION,
    "search": FORM,
    "form": FORM,
    "contentinfo": META,
    "dialog": HIDDEN,
    "alertdialog": HIDDEN,
}

_BY_REASON = {
    FORM: (
        "wpcf7 wpforms-container gform_wrapper mc4wp-form nf-form-cont formidable frm_forms hs-form "
        "search-form"
    ),
    NAVIGATION: (
        "breadcrumb breadcrumbs breadcrumb-trail rank-math-breadcrumb yoast-breadcrumbs "
        "woocommerce-breadcrumb skip-link nav-links post-navigation navigation pagination page-links "
        "wp-block-navigation"
    ),
    CONTENTS: (
        "ez-toc-container ez-toc-v2_0_11 lwptoc toc_container rank-math-toc-block "
        "wp-block-rank-math-toc-block table-of-contents wp-block-yoast-seo-table-of-contents"
    ),
    SHARING: (
        "sharedaddy addtoany_share_save_container addtoany_content a2a_kit heateor_sss_sharing_container "
        "shariff ssba social-share share-buttons social-links social-icons addthis_inline_share_toolbox "
        "ssbp-wrap scriptlesssocialsharing wp-block-social-links"
    ),
    RELATED: ("jp-relatedposts related-posts yarpp yarpp-related crp_related related_articles"),
    POSTS: "wp-block-latest-posts wp-block-query wp-block-post-template",
    COOKIES: (
        "cookie-notice cookie-law-info-bar cky-consent-container CookieConsent cmplz-cookiebanner "
        "moove_gdpr_cookie_info_bar cookie-banner"
    ),
    HIDDEN: (
        "screen-reader-text sr-only visually-hidden screen-reader-only rich-snippet-hidden "
        "elementor-screen-only hidden-accessible"
    ),
    COPY: "swiper-slide-duplicate slick-cloned bx-clone",
    META: "comments-area comment-respond post-meta entry-meta entry-footer author-box wp-block-comments",
}
CLASSES = {name: reason for reason, names in _BY_REASON.items() for name in names.split()}
"""Classes of plugins and themes that any page may have → why what they mark leaves."""

_IDS = {
    "ez-toc-container": CONTENTS,
    "toc_container": CONTENTS,
    "cookie-notice": COOKIES,
    "cookie-law-info-bar": COOKIES,
    "comments": META,
    "respond": META,
}
_HIDING = re.compile(r"(?:^|;)\s*(?:display:\s*none|visibility:\s*hidden)", re.IGNORECASE)
_LEAST_CONTENT = 20
_LEAST_PAGE = 60
"""Words in paragraphs, items and cells that no form has for its fields alone."""


def find(tag: Tag, markup: Markup) -> str | None:
    """Why `tag` is no part of the text; None if it is."""
    attrs = tag.attrs
    if tag.name in ELEMENTS and not (tag.name == "form" and _holds_text(tag, markup)):
        return ELEMENTS[tag.name]
    if "class" in attrs:
        for name in tag.get_attribute_list("class"):
            if name in CLASSES:
                return CLASSES[name]
    if "id" in attrs and attrs["id"] in _IDS:
        return _IDS[str(attrs["id"])]
    if "role" in attrs and attrs["role"] in ROLES:
        return ROLES[str(attrs["role"])]
    return HIDDEN if _is_hidden(tag, markup) else None


def _holds_text(form: Tag, markup: Markup) -> bool:
    """Whether a form is rather a page: old systems wrap the whole of it in one, shops their price lists."""
    texts = (tag.get_text(" ") for tag in markup.named("p", "li", "td", within=form))
    return sum(len(text.split()) for text in texts) >= _LEAST_PAGE


def _is_hidden(tag: Tag, markup: Markup) -> bool:
    """Whether nobody can see `tag`, ever: what a control shows is content.

    Themes also hide text behind "Read more" by their own scripts. A hidden block with as much text as a
    paragraph counts as such; a notice is less harm than a lost answer.
    """
    attrs = tag.attrs
    style = attrs.get("style")
    if not (attrs.get("hidden", "false") != "false" or (isinstance(style, str) and _HIDING.search(style))):
        return False
    if attrs.get("id") in markup.controlled or attrs.get("role") in ("tabpanel", "region"):
        return False
    holds_text = markup.named("p", "li", "td", within=tag)
    is_form = markup.named("form", "input", "select", within=tag)
    return bool(is_form) or not holds_text or len(tag.get_text(" ").split()) < _LEAST_CONTENT
