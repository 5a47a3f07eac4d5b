"""Where each article goes: translations share a key, and a key that exists stays.

Articles whose locale is known in, each with its path out; of the docs folder it knows what `sync` found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .keys import add_suffix, is_reserved, make_key
from .model import Article, Failure
from .sync import Archive, Home

ARTICLES = "articles"
"""Collection of what has none."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article and the file it becomes."""

    article: Article
    key: str
    path: str


@dataclass(slots=True)
class Placement:
    """Where everything goes."""

    placed: list[Placed] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    homes: dict[tuple[str, str], Home] = field(default_factory=dict)
    """System and group → collection and key."""
    collections: dict[str, str] = field(default_factory=dict)
    """A collection as a source calls it → its folder."""


def place_articles(
    articles: Iterable[Article],
    archive: Archive,
    *,
    default_locale: str,
    collection: str | None = None,
    known_collections: Mapping[str, str] | None = None,
) -> Placement:
    """Give each article its key and path.

    Args:
        articles: in the order in which they were read; the first of two that are the same wins.
        archive: what the docs folder holds already.
        default_locale: the locale that names keys.
        collection: one for all that are new.
        known_collections: a source's collection → its folder, where it has one already.
    """
    placement = Placement(collections=dict(known_collections or {}))
    taken = set(archive.taken)
    for (system, group), members in _group(articles).items():
        translations = _one_per_locale(members, placement.failures)
        lead = translations.get(default_locale) or next(iter(translations.values()))
        home = _known_home(translations, lead, archive) or archive.homes.get((system, group))
        if home is None:
            folder = collection or placement.collections.get(lead.collection, lead.collection)
            home = _new_home(lead, make_key(folder, otherwise=ARTICLES), taken)
        taken.add(home.key)
        placement.homes[system, group] = home
        for locale, article in translations.items():
            if article.collection and not collection:
                placement.collections.setdefault(article.collection, home.collection)
            path = archive.path_of(article) or f"{locale}/{home.collection}/{home.key}.md"
            key = path.rpartition("/")[2].removesuffix(".md")
            placement.placed.append(Placed(article, key, path))
    return placement


def _group(articles: Iterable[Article]) -> dict[tuple[str, str], list[Article]]:
    groups: dict[tuple[str, str], list[Article]] = {}
    for article in articles:
        groups.setdefault((article.origin.system, article.group), []).append(article)
    return groups


def _one_per_locale(articles: Sequence[Article], failures: list[Failure]) -> dict[str, Article]:
    """Keep one article for each locale; the others are explained in `failures`."""
    kept: dict[str, Article] = {}
    for article in sorted(articles, key=_is_recovered):  # a real translation before a recovered one
        locale = article.locale or ""
        first = kept.setdefault(locale, article)
        if first is article:
            continue
        if first.origin.id == article.origin.id and not _is_recovered(article):
            if article.updated and first.updated and article.updated > first.updated:
                kept[locale], article, first = article, first, article  # noqa: PLW2901 - they change places
            reason, skipped = f"the same article was read from {first.origin}", True
        elif _is_recovered(article):
            reason, skipped = (
                f"this locale has an article of its own, {first.origin.id} ({first.origin})",
                True,
            )
        else:
            reason, skipped = (
                f"it wants the file of article {first.origin.id} ({first.origin}): both are the `{locale}` "
                "translation of one article. Give one of them its own address, and import again.",
                False,
            )
        failures.append(Failure(article.origin, reason, skipped, locale))
    return kept


def _is_recovered(article: Article) -> bool:
    return any(notice.rule == "recovered" for notice in article.notices)


def _known_home(translations: Mapping[str, Article], lead: Article, archive: Archive) -> Home | None:
    """The key and folder that one of the translations has on disk, the lead's first."""
    for article in (lead, *translations.values()):
        if path := archive.path_of(article):
            return Home.of(path)
    return None


def _new_home(lead: Article, folder: str, taken: set[str]) -> Home:
    """Make a key of the lead's slug, else of its title, that no other article has."""
    fallback = f"{lead.origin.system}-{lead.origin.id}"
    key = make_key(lead.slug, lead.title, otherwise=fallback)
    if is_reserved(key):
        key = make_key(lead.title, otherwise=fallback)
    if is_reserved(key) or key in taken:
        key = add_suffix(key, lead.origin.id)
    wanted, number = key, 1
    while key in taken:
        number += 1
        key = add_suffix(wanted, str(number))
    return Home(add_suffix(folder, "collection") if is_reserved(folder) else folder, key)
