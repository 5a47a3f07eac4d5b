"""The data that passes between the stages of an import; nothing here reads, writes or decides.

    source ──Article──▶ clean, recognise, convert ──Page──▶ relink, verify, write ──Entry──▶ report

Everything is frozen: a stage that changes something returns a new object (`dataclasses.replace`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

State = Literal["published", "draft"]

Status = Literal[
    "created", "updated", "unchanged", "merged", "conflict", "kept", "removed", "skipped", "failed"
]
"""What became of an article: `merged`, `conflict` and `kept` say that an editor had changed the file."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a body was read, precisely enough to find it again."""

    system: str
    """The source's name in the registry: `wordpress`, `intercom`."""
    id: str
    """The system's own id of the article; the same for all its locales in Intercom, one each in WordPress."""
    file: str
    """The file as the user named it (`-` for standard input), or a URL."""
    json_path: str = "$"
    """JSONPath of the object inside the file, `$[3]`."""
    field: str = ""
    """JSON path below the object that held the body: `content.rendered`, `translated_content.fr.body`."""
    url: str | None = None
    """Public address of the article in this locale; None for drafts."""

    def __str__(self) -> str:
        """As error messages name it."""
        return f"{self.file} {self.json_path}" if self.json_path != "$" else self.file


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should look at; never a reason to stop."""

    rule: str
    """Short, stable id: `mixed-language`, `remote-image`."""
    message: str


@dataclass(frozen=True, slots=True)
class Removal:
    """Something of the source that the written page does not have, on purpose."""

    step: str
    """The cleaner or component that took it out: `support-call`, `themify`."""
    selector: str
    """CSS selector of what was removed, as short as it is telling: `div.module-buttons`."""
    reason: str
    """Why, as a sentence a reader of the report understands."""
    text: str
    """All visible text of it."""
    links: tuple[str, ...] = ()
    """Targets of the links in it."""
    images: tuple[str, ...] = ()
    """Addresses of the images and embeds in it."""
    headings: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """Texts of its headings, table cells and list items."""
    instead: str = ""
    """What the page says in its place: the capital letter of a sentence whose label went."""


@dataclass(frozen=True, slots=True)
class Article:
    """One body in one locale, as a source gives it. Its HTML is untrusted and still the builder's."""

    origin: Origin
    group: str
    """Articles of one system with the same group are translations of each other."""
    title: str
    """Plain text, entities resolved, tags gone."""
    html: str
    locale: str | None = None
    """Locale as the site writes it (BCP 47: `fr`, `pt-BR`); None where the source doesn't say."""
    slug: str = ""
    """Last part of the public address in this locale, decoded; not safe as a file name."""
    description: str = ""
    """Plain text."""
    collection: str = ""
    """Key of its collection; "" if it has none."""
    updated: datetime | None = None
    """Last change at the source, UTC, aware."""
    state: State = "published"
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """A group of articles, with its names in each locale."""

    key: str
    """Safe folder name, the same in every locale."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Locale → plain text."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    """Key of the collection it belongs to; "" at the top."""
    order: int | None = None
    icon: str = ""
    source: str = ""
    """System and its own id, `intercom:1234`, by which a renamed collection is known again."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An object of a source that can't become an article; a source yields it and goes on."""

    origin: Origin
    reason: str
    """The problem and what to do, as the user reads it."""
    skipped: bool = False
    """True where leaving it out is right (an empty body, a media item), False where it is an error."""
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """An article that was imported before, and that its source doesn't have any more."""

    system: str
    id: str


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address that a source leads on to one of its articles."""

    url: str
    system: str
    id: str
    locale: str = ""
    """In which it leads there; "" for the default one."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A media file of a page, named by its content."""

    path: str
    """Below the docs folder: `assets/3f2a….png`."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it will be written: one Markdown file."""

    article: Article
    """The article it was made from, its locale now known."""
    key: str
    """Translation key: the file name without `.md`, the same in every locale."""
    path: str
    """Where it goes, below the docs folder, with `/`: `fr/billing/change-your-plan.md`."""
    body: str
    """Markdown without front matter, with one line feed at its end."""
    removed: tuple[Removal, ...] = ()
    notices: tuple[Notice, ...] = ()
    components: Mapping[str, int] = field(default_factory=dict)
    """How many of each component were recognised: `{"steps": 12, "callout": 1}`."""
    rewritten: Mapping[str, str] = field(default_factory=dict)
    """Addresses of links and images that differ from the source's: as in the source → as written."""
    assets: tuple[Asset, ...] = ()
    """Media that the body shows from the docs folder, and that may have to be written there."""
    links: tuple[str, ...] = ()
    """Addresses of links, as in the source, that other articles may stand behind."""
    media: tuple[str, ...] = ()
    """Whole addresses of its media but those inside the page, as they were asked for."""
