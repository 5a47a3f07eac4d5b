"""What the docs folder holds of earlier imports, and what to do with a file that both sides changed.

The text of each article as last imported lies in `docs/.helpcentre/imported/`, under the same path. With it
an import tells what changed at the source from what an editor changed here, and merges the two.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from .addresses import split_address
from .errors import OutputError
from .merging import OnConflict, has_markers, merge
from .model import Article, Failure, Gone, Page, Status
from .writer import read_meta, read_text, set_meta, write_file

STATE = ".helpcentre"
IMPORTED = f"{STATE}/imported"
GROUPS = f"{STATE}/groups.yml"


ANCHOR = re.compile(r"\{ #([^\s{}]+) \}")


class Identity(NamedTuple):
    """What an article is known by, wherever its file goes."""

    system: str
    id: str
    locale: str

    @classmethod
    def of(cls, article: Article) -> Identity:
        """Return an article's identity."""
        return cls(article.origin.system, article.origin.id, article.locale or "")


class Known(NamedTuple):
    """A file that was imported."""

    path: str
    url: str
    anchors: frozenset[str]
    """Ids that its Markdown gives to headings: `{ #atm }`."""


class Home(NamedTuple):
    """Collection and key: a path without its locale."""

    collection: str
    key: str

    @classmethod
    def of(cls, path: str) -> Home:
        """Return the home of `fr/billing/change-your-plan.md`."""
        parts = path.removesuffix(".md").split("/")
        return cls("/".join(parts[1:-1]), parts[-1])


@dataclass(frozen=True, slots=True)
class Archive:
    """What the docs folder holds."""

    docs: Path
    files: Mapping[Identity, Sequence[Known]] = field(default_factory=dict)
    """Where each imported article is now; an editor may have moved it."""
    imported: Mapping[Identity, Sequence[Known]] = field(default_factory=dict)
    """Where its last imported text is, below `IMPORTED`."""
    homes: Mapping[tuple[str, str], Home] = field(default_factory=dict)
    """System and group → where its translations are."""
    taken: frozenset[str] = frozenset()
    """Keys that a new article may not use: one key is one article, whatever its collection."""

    def path_of(self, article: Article) -> str | None:
        """Return the path of an article below the docs folder, if it was imported before."""
        return _find(self.files, article) or _find(self.imported, article)

    def is_deleted(self, article: Article) -> bool:
        """Whether an article was imported and then deleted here; it stays deleted."""
        return _find(self.files, article) is None and _find(self.imported, article) is not None

    def without(self, identities: Container[Identity]) -> Archive:
        """Return what it holds but for some articles."""
        files = {identity: known for identity, known in self.files.items() if identity not in identities}
        return replace(self, files=files)

    def imported_path_of(self, article: Article) -> str | None:
        """Return the path of an article's last imported text below `IMPORTED`."""
        return _find(self.imported, article)


def read_archive(docs: Path) -> Archive:
    """Look through a docs folder, which need not exist.

    Raises:
        OutputError: a file in it can't be read.
    """
    files, imported = _find_articles(docs), _find_articles(docs / IMPORTED)
    here = {known.path for found in files.values() for known in found}
    for identity, found in imported.items():
        lost = [known for known in found if known.path not in here and (docs / known.path).is_file()]
        files.setdefault(identity, []).extend(lost)  # an editor took the source out of their front matter
    paths = [*markdown_below(docs), *(known.path for found in imported.values() for known in found)]
    return Archive(
        docs, files, imported, _read_groups(docs), frozenset(Home.of(path.lower()).key for path in paths)
    )


def _find(known: Mapping[Identity, Sequence[Known]], article: Article) -> str | None:
    """Find an article by its identity; ids of WordPress are each site's own, so addresses must agree."""
    found = {_likeness(one.url, article.origin.url): one.path for one in known.get(Identity.of(article), ())}
    return found[max(found)] if found and max(found) else None


def _likeness(one: str | None, other: str | None) -> int:
    """How likely two addresses are of one site: drafts have none, and a site may move to another host."""
    if not one or not other:
        return 1
    first, second = split_address(one), split_address(other)
    if first.netloc == second.netloc:
        return 2
    return int(first.path == second.path and first.path.strip("/") != "")


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one file."""

    status: Status
    text: str | None = None
    """What to write; None to leave the file as it is."""
    reason: str | None = None
    remember: bool = True
    """Whether the new text counts as imported."""


def decide(base: str | None, ours: str | None, theirs: str, on_conflict: OnConflict = "keep") -> Decision:
    """Compare a file as last imported, as it is now and as the source has it; None where there is none."""
    if ours == theirs:
        return Decision("unchanged")
    if base is None:
        return Decision("created", theirs) if ours is None else NOT_IMPORTED
    if ours is None:
        return DELETED
    if ours == base:
        return Decision("updated", theirs)
    return _decide_edited(base, ours, theirs, on_conflict)


def _decide_edited(base: str, ours: str, theirs: str, on_conflict: OnConflict) -> Decision:
    """Decide on a file that was edited here."""
    if has_markers(ours) and not has_markers(base):
        return UNDECIDED
    if theirs == base:
        return Decision("kept", reason="it was edited here, and has not changed at the source")
    merged = merge(base, ours, theirs, on_conflict)
    if merged is None:
        return CONTRADICTION
    if not merged.is_clean:
        return Decision("conflict", merged.text, MARKED)
    if merged.text == ours:
        return Decision("kept", reason="it has what changed at the source already")
    return Decision("merged", merged.text, "it was changed here and at the source")


NOT_IMPORTED = Decision(
    "conflict",
    reason="a file that was not imported stands in its place: move it, or give it the article's `source`",
    remember=False,
)
DELETED = Decision("kept", reason="it was deleted here", remember=False)
CONTRADICTION = Decision(
    "conflict",
    reason="it was changed here and at the source in the same place: the file stays as it is here",
    remember=False,
)
MARKED = (
    "it was changed here and at the source in the same place: both texts stand in the file between <<<<<<< "
    "and >>>>>>>, choose one"
)
UNDECIDED = Decision(
    "conflict",
    reason="both texts of an earlier conflict stand in it between <<<<<<< and >>>>>>>, choose one",
    remember=False,
)


def store(
    page: Page, text: str, archive: Archive, *, on_conflict: OnConflict = "keep", dry_run: bool = False
) -> Decision:
    """Bring a page's file up to date, as far as the editor's changes allow.

    Raises:
        OutputError: a file can't be read or written, or lies outside the docs folder.
    """
    target = _inside(archive.docs, page.path)
    earlier = archive.imported_path_of(page.article)
    state = archive.docs / IMPORTED
    base = read_text(state / earlier) if earlier else None
    decision = decide(base, read_text(target), text, on_conflict)
    if dry_run:
        return decision
    if decision.text is not None:
        write_file(target, decision.text)
    if decision.remember and (base != text or earlier != page.path):
        write_file(_inside(state, page.path), text)
        if earlier and earlier != page.path:
            (state / earlier).unlink(missing_ok=True)
    return decision


def find_gone(archive: Archive, gone: Iterable[Gone], read: Iterable[object]) -> list[Identity]:
    """Find the files whose article is gone at its source, whole or in one locale.

    Args:
        archive: what was imported before.
        gone: what live sources say they have no more.
        read: everything of a run of live sources; an article that was read but for one locale is gone in it.
    """
    whole = {(one.system, one.id) for one in gone}
    locales: dict[tuple[str, str], set[str | None]] = {}
    for item in read:
        if isinstance(item, Article | Failure):
            locales.setdefault((item.origin.system, item.origin.id), set()).add(item.locale)
    return [
        identity
        for identity, known in archive.files.items()
        if (known and identity[:2] in whole)
        or (known and identity[:2] in locales and not locales[identity[:2]] & {identity.locale, None})
    ]


OnDelete = Literal["keep", "draft", "remove"]
"""What becomes of a file whose article its source doesn't have any more."""


EDITED_HERE = Decision("conflict", reason="it is gone at the source, but was edited here: remove it yourself")


def withdraw(identity: Identity, archive: Archive, on_delete: OnDelete, *, dry_run: bool = False) -> Decision:
    """Do as asked with the file of an article that is gone at its source.

    Raises:
        OutputError: a file can't be read or written.
    """
    (known, *_), state = archive.files[identity], archive.docs / IMPORTED
    target = _inside(archive.docs, known.path)
    earlier = next(iter(archive.imported.get(identity, (known,)))).path
    text, base = read_text(target) or "", read_text(state / earlier)
    draft = set_meta(text, "status", "draft")
    if on_delete == "keep" or (on_delete == "draft" and text == draft):
        return Decision("kept", reason="it is gone at the source, and stays here")
    if on_delete == "draft":
        if not dry_run:
            write_file(target, draft)
            if base:
                write_file(state / earlier, set_meta(base, "status", "draft"))
        return Decision("updated", draft, "it is gone at the source, and became a draft here")
    if text not in (base, set_meta(base or "", "status", "draft")):
        return EDITED_HERE
    if not dry_run:
        target.unlink()
        (state / earlier).unlink(missing_ok=True)
    return Decision("removed", reason="it is gone at the source")


def write_groups(archive: Archive, homes: Mapping[tuple[str, str], Home]) -> None:
    """Remember which translations belong together, for those imported later."""
    lines = {f"{system} {group}": f"{home.collection}/{home.key}" for (system, group), home in homes.items()}
    known = {f"{system} {group}": "/".join(home) for (system, group), home in archive.homes.items()}
    if lines.keys() - known.keys():
        text = yaml.safe_dump({**lines, **known}, allow_unicode=True, width=10_000)
        write_file(archive.docs / GROUPS, text)


def _read_groups(docs: Path) -> dict[tuple[str, str], Home]:
    try:
        data = yaml.safe_load(read_text(docs / GROUPS) or "")
    except yaml.YAMLError as error:
        raise OutputError(
            f"it isn't YAML: {error}", where=str(docs / GROUPS), hint="Restore it from git."
        ) from error
    homes = {}
    for name, home in data.items() if isinstance(data, dict) else ():
        system, _, group = str(name).partition(" ")
        collection, _, key = str(home).rpartition("/")
        homes[system, group] = Home(collection, key)
    return homes


def _find_articles(folder: Path) -> dict[Identity, list[Known]]:
    """Every Markdown file below `folder` that says which source it came from."""
    found: dict[Identity, list[Known]] = {}
    for path in markdown_below(folder):
        text = read_text(folder / path) or ""
        source = read_meta(text).get("source")
        if isinstance(source, dict) and "/" in path:
            identity = Identity(str(source.get("system")), str(source.get("id")), path.partition("/")[0])
            known = Known(path, str(source.get("url") or ""), frozenset(ANCHOR.findall(text)))
            found.setdefault(identity, []).append(known)
    return found


def markdown_below(folder: Path) -> list[str]:
    """Return the paths of all Markdown files below a folder, without those that MkDocs passes over."""
    found = (path.relative_to(folder) for path in folder.rglob("*.md"))
    return sorted(path.as_posix() for path in found if not path.parts[0].startswith((".", "_")))


def _inside(folder: Path, path: str) -> Path:
    """Join a path that must stay below `folder`, whatever links lie in between."""
    target = folder / path
    if not target.resolve().is_relative_to(folder.resolve()):
        raise OutputError(
            "it lies outside the docs folder", where=str(target), hint="Check for symbolic links."
        )
    return target
