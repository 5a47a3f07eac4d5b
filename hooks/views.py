"""What templates read: the object `hc`, as plain frozen data.

URLs are relative to the site's root without a leading slash, for the filter `url`; those named
`…_absolute`, and `canonical`, are whole. Texts are plain: templates escape them. `context.py` fills
these classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from .catalogue import Kind
from .check.findings import Finding
from .i18n.locales import Direction
from .i18n.strings import Strings


@dataclass(frozen=True, slots=True)
class Link:
    """A title and where it leads."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article, as its own page and as lists show it."""

    key: str
    """Translation key, the same in every locale."""
    title: str
    summary: str
    """What the author wrote to sum it up; "" if nothing."""
    description: str
    """The summary, else the first sentence."""
    url: str
    locale: str
    """The language its text is in."""
    is_fallback: bool
    updated: date | None = None
    updated_text: str = ""
    """A sentence: `Updated 3 March 2026`."""
    updated_ago: str = ""
    """`2 months ago`."""
    minutes: int = 1
    minutes_text: str = ""
    source_id: str = ""
    """The article's id in the system it was imported from."""
    edit_url: str = ""
    place: int = 0
    """How many articles of its collection stand before it."""
    related: Sequence[ArticleView] = ()
    """Empty, like `place`, `previous` and `next`, where the article is an entry of a list."""
    previous: ArticleView | None = None
    next: ArticleView | None = None


@dataclass(frozen=True, slots=True)
class CollectionView:
    """A collection, with what it holds."""

    key: str
    title: str
    description: str
    icon: str
    """Name of a Material icon, `credit-card-outline`; "" if none is set."""
    url: str
    count: int
    """Articles in it and in the collections below it."""
    count_text: str
    articles: Sequence[ArticleView]
    children: Sequence[CollectionView]


@dataclass(frozen=True, slots=True)
class LanguageView:
    """One line of the language switcher."""

    locale: str
    name: str
    """In the language itself."""
    dir: Direction
    url: str
    """This page in that language, else the nearest there is: its collection, the home page."""
    is_current: bool
    is_translated: bool
    """Whether the page has been translated into it."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """One `link rel=alternate`."""

    hreflang: str
    url_absolute: str


@dataclass(frozen=True, slots=True)
class SupportView:
    """The way to a person."""

    url: str
    label: str
    chat: bool
    attributes: Mapping[str, str]
    """More attributes of the link."""


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What becomes of "Was this helpful?"."""

    mode: str
    """`event` or `post`: see config.py."""
    endpoint: str


@dataclass(frozen=True, slots=True)
class SearchServerView:
    """A search server as scripts ask it (search-server.js)."""

    engine: str
    url: str
    index: str
    """The locale's."""
    key: str
    """Can search, and nothing else."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """Where a locale's search is, and what it offers."""

    url: str
    """The page that shows results."""
    index: str
    """Folder of what a query fetches, with a slash at its end."""
    support: str
    """Address of support, with `SEARCHED_FOR` in the place of the query; "" if there is none."""
    report: FeedbackView | None
    """Who is told of queries without results, and of what readers chose."""
    server: SearchServerView | None
    """Who searches; None for the static index."""
    topics: Sequence[tuple[str, str]]
    """Key and title of each collection that a search can be narrowed to."""


@dataclass(frozen=True, slots=True)
class EditorView:
    """What a preview tells the page's editor."""

    source: str
    """The page's file, below the docs folder."""
    is_draft: bool
    missing: Sequence[str]
    """Languages that the article hasn't been translated into."""
    stale: Sequence[str]
    """Languages whose translation was made before the original changed."""
    findings: Sequence[Finding]
    """Of the check, by line."""


LISTED = {ArticleView: ("url",), CollectionView: ("key", "title", "url", "icon")}
"""The views that many pages share: first the field that tells those of one locale apart, then those that
nearly all pages show.
"""


def name_of(view: ArticleView | CollectionView) -> str:
    """What tells a view from all others of its locale."""
    kind = ArticleView if isinstance(view, ArticleView) else CollectionView
    return f"{kind.__name__} {getattr(view, LISTED[kind][0])}"


def describe(view: ArticleView | CollectionView) -> object:
    """A view by its name, with what nearly all pages show of it and of those in it."""
    if isinstance(view, ArticleView):
        return name_of(view)
    shown = [getattr(view, field) for field in LISTED[CollectionView]]
    return name_of(view), shown, [describe(child) for child in view.children]


SEARCHED_FOR = "%7Bquery%7D"
"""`{query}`, percent-encoded as all of an address."""


@dataclass(frozen=True, slots=True)
class HelpContext:
    """The object `hc` of one page."""

    strings: Strings
    kind: Kind | Literal["error", "root", "search", "status"]
    locale: str
    dir: Direction
    content_locale: str
    content_dir: Direction
    is_fallback: bool
    site_name: str
    logo_width: int
    """In pixels, at the height the header gives it; 0 where it is unknown."""
    home_url: str
    home: Mapping[str, Any]
    """Front matter of the locale's home page."""
    collections: Sequence[CollectionView]
    featured: Sequence[CollectionView]
    """What the home page shows: the collections it lists, or those at the top."""
    promoted: Sequence[ArticleView]
    languages: Sequence[LanguageView]
    support: SupportView | None
    feedback: FeedbackView | None
    search: SearchView
    breadcrumbs: Sequence[Link] = ()
    collection: CollectionView | None = None
    article: ArticleView | None = None
    canonical: str = ""
    alternates: Sequence[Alternate] = ()
    description: str = ""
    image: str = ""
    """Absolute address of the page's first picture, else of the site's."""
    copy: str = ""
    """Where the article is as plain Markdown; "" for other pages."""
    robots: str = ""
    editor: EditorView | None = None
    """Only in a preview."""
    jsonld: Sequence[Mapping[str, Any]] = field(default=())

    def t(self, key: str, **values: object) -> str:
        """Interface text in the page's interface language; see `Strings.text`."""
        return self.strings.text(key, **values)

    def n(self, key: str, count: int, **values: object) -> str:
        """Interface text in the plural form that `count` needs; see `Strings.count`."""
        return self.strings.count(key, count, **values)
