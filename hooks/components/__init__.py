"""The editors' Markdown: one Python-Markdown extension with the whole dialect of a help centre.

Text in, HTML out; MkDocs is not needed. `Markdown(extensions=[HelpcentreExtension(locale="fr")])` renders
an article as the site does. `BASE` is the syntax that others made; `CHANGES` is what we add to it, each
a function from tree to tree in a module of its own. guide/en/writing/ shows the syntax to editors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, slugify, slugify_unicode
from markdown.treeprocessors import Treeprocessor

from .blocks import Blocks
from .callouts import CalloutProcessor
from .definitions import DefinitionProcessor
from .faq import group_questions
from .fees import FeesExtension
from .feetables import finish_fee_tables
from .inline import quicken_inline
from .media import arrange_media, finish_media
from .page import Current, PageContext
from .paragraphs import PlainHeadingProcessor, PlainParagraphProcessor
from .permalinks import name_permalinks
from .pictures import place_pictures
from .quick import quicken, quicken_complete
from .remarks import show_remarks
from .safety import make_safe
from .spaces import SPACES, SpaceProcessor
from .steps import mark_steps
from .support import fill_support_links
from .tables import tidy_tables

BASE: dict[str, dict[str, Any]] = {
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "sane_lists": {},
    "tables": {},
    "pymdownx.betterem": {},
    "pymdownx.highlight": {"pygments_lang_class": True, "stripnl": False},
    "pymdownx.superfences": {"preserve_tabs": True},
    "pymdownx.details": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.caption": {"types": ["caption"], "auto": False},
    "pymdownx.saneheaders": {},
}
"""Extension → its options: everything an editor can write that is not ours."""

PARSERS = frozenset(
    {"markdown.blockprocessors", "markdown.extensions.admonition", f"{__name__}.blocks"}
    | {f"{__name__}.{name}" for name in ("callouts", "definitions")}
    | {name if "." in name else f"markdown.extensions.{name}" for name in BASE}
)
"""The modules of all parsers of blocks that the dialect has."""

Change = Callable[[Element, Markdown, PageContext], None]

CHANGES: tuple[tuple[str, float, Change], ...] = (
    ("hc_fees", 15, lambda root, _md, page: finish_fee_tables(root, page)),
    ("hc_media", 7.8, lambda root, _md, page: arrange_media(root, page)),
    ("hc_tables", 7.6, lambda root, _md, _page: tidy_tables(root)),
    ("hc_support", 7.4, lambda root, _md, page: fill_support_links(root, page)),
    ("hc_faq", 7.3, lambda root, md, _page: group_questions(root, md)),
    ("hc_steps", 7.2, lambda root, _md, _page: mark_steps(root)),
    ("hc_safety", 7.0, lambda root, _md, _page: make_safe(root)),
    ("hc_pictures", 6.8, lambda root, _md, page: place_pictures(root, page)),
    ("hc_permalinks", 4, lambda root, _md, page: name_permalinks(root, page)),
    ("hc_media_addresses", -10, lambda root, _md, _page: finish_media(root)),
)
"""Name, priority, function, in the order in which they run: after inline Markdown (20), nearly all after
attribute lists (8), and before the table of contents (5) reads the ids; one after it names its permanent
links, one after MkDocs' own (0) has resolved addresses."""


class HelpcentreExtension(Extension):
    """The dialect. Its options are the fields of `PageContext`, set for each page."""

    def __init__(self, **options: Any) -> None:
        """Accept the options; MkDocs passes them from `mdx_configs`."""
        self.config = {
            "locale": ["en", "BCP 47 code of the page's text"],
            "data_dir": ["", "Folder of shared data, docs/_data"],
            "folder": ["", "Folder of the page's Markdown file"],
            "article": [{}, "title, url, id and locale of the article"],
            "support": [{}, "Address templates by locale"],
            "strings": [{}, "Interface words that replace the packaged ones"],
            "remarks": [(), "What the check finds in the text, for previews"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the dialect with one Markdown instance."""
        self.md = md
        options = self.getConfigs()
        remarks = options.pop("remarks")
        page = PageContext(**options)
        self.current = Current(page)
        blocks = Blocks()
        blocks.extendMarkdown(md)
        base = {**BASE, "footnotes": {"BACKLINK_TITLE": page.word("footnote.back")}}
        md.registerExtensions(list(base), base)
        if "toc" not in md.treeprocessors:
            TocExtension().extendMarkdown(md)
        FeesExtension(self.current).extendMarkdown(md)
        md.parser.blockprocessors.register(CalloutProcessor(md, self.current), "admonition", 105)
        md.parser.blockprocessors.register(DefinitionProcessor(md.parser), "hc_definitions", 95)
        self.plain = {
            "hc_paragraphs": PlainParagraphProcessor(md, blocks.extension),
            "hc_headings": PlainHeadingProcessor(md, blocks.extension),
        }
        for name, parser in self.plain.items():
            md.parser.blockprocessors.register(parser, name, 110)
        md.inlinePatterns.register(SpaceProcessor(SPACES, md), "hc_spaces", 81)
        quicken_inline(md)
        quicken(md)
        for name, priority, change in CHANGES:
            md.treeprocessors.register(_TreeChange(md, self.current, change), name, priority)
        if remarks:
            show_remarks(md, remarks)
        md.registerExtension(self)

    def turn_to(self, page: PageContext) -> None:
        """Have the instance render another page, whose text is in the same language."""
        self.current.page = page

    def reset(self) -> None:
        """With all extensions there: headings in any script get ids, unless the site chose another rule."""
        quicken_complete(self.md)
        toc: Any = self.md.treeprocessors["toc"]
        if toc.slugify is slugify:
            toc.slugify = slugify_unicode
        for parser in self.plain.values():
            parser.survey(PARSERS)


class _TreeChange(Treeprocessor):
    """One of `CHANGES` as Python-Markdown runs it."""

    def __init__(self, md: Markdown, current: Current, change: Change) -> None:
        super().__init__(md)
        self.current = current
        self.change = change

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        self.change(root, self.md, self.current.page)


def makeExtension(**options: Any) -> HelpcentreExtension:  # noqa: N802 (Python-Markdown's name)
    """The entry that Python-Markdown looks for when the extension is named by its module."""
    return HelpcentreExtension(**options)
