"""The link beside a heading, as Python-Markdown's `toc` writes it, gets a name for those who hear it.

Tree in, tree out. Without a name of its own the link would be read out as "pilcrow sign".
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .elements import HEADINGS, has_class
from .page import PageContext

PERMALINK = "headerlink"
"""The class that `toc` gives it."""


def name_permalinks(root: Element, page: PageContext) -> None:
    """Give each link beside a heading below `root` a name in the page's language, apart from its text."""
    for heading in root.iter():
        if heading.tag not in HEADINGS or not len(heading) or not has_class(heading[-1], PERMALINK):
            continue
        link = heading[-1]
        link.set("aria-label", page.word("article.permalink"))
        link.attrib.pop("title", None)
        if len(heading) > 1:
            heading[-2].tail = f"{heading[-2].tail or ''} "
        else:
            heading.text = f"{heading.text or ''} "
