"""The last wall before a file is written: what a sanitiser would take out of the page it renders to.

The cleaners let nothing dangerous into the tree and the writer escapes text. This looks at what comes of
both, once the Markdown is rendered, with a sanitiser that others maintain (nh3, the Rust crate ammonia).
It rewrites nothing: an article that does not pass is not imported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import nh3
from lxml import html as lxml_html

TAGS = set(
    "a abbr aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div"
    " dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp"
    " rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead"
    " time tr u ul var video wbr button".split()
)
"""All that Markdown and the site's components render to."""
ATTRIBUTES = {
    "*": set("class id title lang dir role tabindex hidden width height align datetime".split()),
    "a": {"href", "hreflang", "download", "rel", "target", "name"},
    "img": {"src", "alt", "srcset", "sizes", "loading", "decoding"},
    "video": {"src", "poster", "controls", "preload", "loop", "muted", "playsinline"},
    "audio": {"src", "controls", "preload", "loop", "muted"},
    "source": {"src", "type"},
    "input": {"type", "name", "checked", "disabled"},  # tabs and check boxes
    "label": {"for"},
    "button": {"type"},
    "details": {"open", "name"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "col": {"span"},
    "colgroup": {"span"},
}
ADDRESSES = frozenset({"href", "src", "poster"})
SCHEMES = {"http", "https", "mailto", "tel", "sms", "ftp", "support", "data"}
"""Of addresses; `data` for pictures only."""


def find_unsafe(html: str) -> tuple[str, ...]:
    """List what may not stand on a page: `img onerror`, `script`. Rendered HTML in, names out."""
    safe = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=set(),
        attributes=ATTRIBUTES,
        attribute_filter=_filter,
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=False,
    )
    return tuple(sorted((_names(html) - _names(safe)).keys()))


def _filter(tag: str, name: str, value: str) -> str | None:
    """Leave data out but in the pictures of an image."""
    is_data = name in ADDRESSES and value.strip().lower().startswith("data:")
    return (
        None if is_data and (tag != "img" or not value.strip().lower().startswith("data:image/")) else value
    )


def _names(html: str) -> Counter[str]:
    return Counter(_walk(html))


def _walk(html: str) -> Iterator[str]:
    if not html.strip():
        return
    for element in lxml_html.fragment_fromstring(html, create_parent="div").iter():
        if isinstance(element.tag, str):
            yield element.tag
            for name, value in element.attrib.items():
                # The sanitiser also takes out addresses of the web that are merely mistyped.
                if not (name in ADDRESSES and str(value).startswith(("https://", "http://"))):
                    yield f"{element.tag} {name}"
