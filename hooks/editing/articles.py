"""New, moved and removed articles: what each changes in the docs folder, as a set of changes to make.

A site in, changes out; nothing is written here. An article is named by its key, or `collection/key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import unquote

import yaml
from anyascii import anyascii

from ..i18n.slugs import slugify
from ..taxonomy import DATA_FOLDER
from .changes import ChangeSet
from .frontmatter import add_to_list, fingerprint, rename_promoted
from .links import find_links_to, relink, unlink
from .site import Site

REDIRECTS = f"{DATA_FOLDER}/redirects.yml"
KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


class EditingError(ValueError):
    """What was asked for can't be done; says why, and what to do."""


def create_article(site: Site, title: str, collection: str, locale: str = "", key: str = "") -> ChangeSet:
    """A draft of a new article, or of a new translation where `key` is an article's.

    Raises:
        EditingError: there is no such collection or locale, or the file is there already.
    """
    locale = locale or site.locales[0]
    if locale not in site.locales:
        raise EditingError(f"'{locale}' is no language of the site ({', '.join(site.locales)})")
    if collection not in site.collections:
        raise EditingError(f"there is no collection '{collection}'. {_suggest(collection, site.collections)}")
    key = key or slugify(anyascii(title))
    _check_key(key, "Name one with --key.")
    path = f"{locale}/{collection}/{key}.md"
    others = [place for place in site.places() if _key(place) == key]
    if path in site.folder.paths or any(place != f"{collection}/{key}" for place in others):
        where = path if path in site.folder.paths else f"{others[0]}.md"
        raise EditingError(f"there is an article of that name already, '{where}'. Name another with --key.")
    meta = yaml.safe_dump(
        {"title": title, "description": "", "status": "draft"},
        sort_keys=False,
        allow_unicode=True,
        width=10_000,
    )
    changes = _changes(site)
    changes.write(path, f"---\n{meta}---\n\n")
    return changes


def move_article(site: Site, name: str, target: str) -> ChangeSet:
    """An article with all its translations at another place: `key`, `collection/key` or `collection/`.

    Links to it and its own lead where they led, and its earlier addresses lead on.

    Raises:
        EditingError: there is no such article or collection, or the place is taken.
    """
    place = find_article(site, name)
    collection, slash, key = target.removesuffix(".md").rpartition("/")
    collection = collection if slash else place.rpartition("/")[0]
    key = key or _key(place)
    _check_key(key, "Use letters, digits and hyphens.")
    if collection not in site.collections:
        raise EditingError(f"there is no collection '{collection}'. {_suggest(collection, site.collections)}")
    new = f"{collection}/{key}"
    if any(other != place and _key(other) == key for other in site.places()):
        raise EditingError(f"there is an article with the key '{key}' already. Choose another.")
    if new == place:
        raise EditingError(f"'{place}' is there already")
    moves = {f"{place}.md": f"{new}.md"}
    texts = {source.path: relink(source, moves, site.locales) for source in site.folder.documents}
    _rename_on_homes(site, texts, place, new)
    _keep_in_step(site, texts)
    changes = _changes(site)
    for source in site.folder.documents:
        path, text = source.path, texts[source.path]
        if source.place in moves:
            path = f"{source.locale}/{moves[source.place]}"
            changes.move(source.path, path)
            text = _redirect(site, text, source.locale, source.place, moves)
        if text != source.text:
            changes.write(path, text)
    _rename_in_redirects(site, changes, place, new)
    return changes


def remove_article(site: Site, name: str, instead: str = "", *, is_unlinked: bool = False) -> ChangeSet:
    """An article taken away, with all its translations.

    Args:
        site: the site.
        name: the article.
        instead: another, which links and earlier addresses are to lead to.
        is_unlinked: whether links to it become their words, where there is none instead.

    Without another, docs/_data/redirects.yml keeps that its addresses are gone.

    Raises:
        EditingError: there is no such article, or links to it would break.
    """
    place = find_article(site, name)
    other = find_article(site, instead) if instead else ""
    linking = [
        source for source in site.folder.documents
        if source.place != f"{place}.md" and find_links_to(source, f"{place}.md", site.locales)
    ]  # fmt: skip
    if linking and not other and not is_unlinked:
        raise EditingError(
            f"{len(linking)} files link to it: {', '.join(source.path for source in linking[:5])}. "
            "Name what they are to lead to with --instead KEY, or make words of the links with --unlink."
        )
    moves = {f"{place}.md": f"{other}.md"}
    texts = {source.path: source.text for source in site.folder.documents}
    for source in linking:
        texts[source.path] = (
            relink(source, moves, site.locales) if other else unlink(source, f"{place}.md", site.locales)
        )
    _rename_on_homes(site, texts, place, other)
    _keep_in_step(site, texts)
    changes = _changes(site)
    addresses = site.addresses()
    for locale in site.locales:
        if (gone := f"{locale}/{place}.md") in texts:
            changes.remove(gone)
            del texts[gone]
            heir, address = f"{locale}/{other}.md", addresses.get((locale, f"{place}.md"))
            if heir in texts and address:
                texts[heir] = add_to_list(texts[heir], "redirect_from", [f"/{unquote(address)}"])
    for source in site.folder.documents:
        if texts.get(source.path, source.text) != source.text:
            changes.write(source.path, texts[source.path])
    if other:
        _rename_in_redirects(site, changes, place, other)
    else:
        _mark_gone(site, changes, place)
    return changes


def find_article(site: Site, name: str) -> str:
    """`collection/key` of an article that is named by its key, by that, or by a file.

    Raises:
        EditingError: there is none, or several have the key.
    """
    wanted = name.removesuffix(".md").strip("/")
    places = list(site.places())
    for place in places:
        if wanted == place or (wanted.endswith(f"/{place}") and wanted.count("/") > 1):
            return place
    found = [place for place in places if _key(place) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise EditingError(f"'{name}' is in several collections: name one of {', '.join(found)}")
    raise EditingError(f"there is no article '{name}'. {_suggest(_key(wanted), map(_key, places))}")


def _changes(site: Site) -> ChangeSet:
    return ChangeSet(site.folder.docs)


def _suggest(name: str, there: Iterable[str]) -> str:
    close = get_close_matches(name, list(there), 3, 0.5)
    return f"Did you mean {' or '.join(close)}?" if close else ""


def _check_key(key: str, hint: str) -> None:
    if not KEY.fullmatch(key) or key in ("index", "readme"):
        raise EditingError(f"'{key}' can't be a file's name. {hint}")


def _redirect(site: Site, text: str, locale: str, path: str, moves: dict[str, str]) -> str:
    """A moved article's text with the address that it loses, if it loses one."""
    before = site.addresses().get((locale, path))
    after = site.addresses(moves).get((locale, moves[path]))
    if not before or before == after:
        return text
    return add_to_list(text, "redirect_from", [f"/{unquote(before)}"])


def _rename_on_homes(site: Site, texts: dict[str, str], old: str, new: str) -> None:
    """Keep what home pages promote; "" for what is gone."""
    for locale in site.locales:
        if (home := f"{locale}/index.md") in texts:
            texts[home] = rename_promoted(texts[home], _key(old), _key(new))


def _keep_in_step(site: Site, texts: dict[str, str]) -> None:
    """A translation of a text in which only links changed is as fresh as it was."""
    default = site.locales[0]
    for source in site.folder.documents:
        original = site.folder.read(f"{default}/{source.place}")
        made_from = source.meta.get("translated_from")
        if not made_from or original is None or original is source:
            continue
        new = fingerprint(texts[original.path])
        if str(made_from) == fingerprint(original.text) != new:
            line = re.compile(r"^translated_from:.*$", re.MULTILINE)
            texts[source.path] = line.sub(f"translated_from: {_quote(new)}", texts[source.path], count=1)


def _rename_in_redirects(site: Site, changes: ChangeSet, old: str, new: str) -> None:
    """Point what an import has recorded of old addresses at the new key."""
    source = site.folder.read(REDIRECTS)
    if source and _key(old) != _key(new):
        pattern = re.compile(rf"(:[ \t]*[\w-]+/){re.escape(_key(old))}(?=[ \t]*$)", re.MULTILINE)
        text = pattern.sub(rf"\g<1>{_key(new)}", source.text)
        if text != source.text:
            changes.write(REDIRECTS, text)


def _mark_gone(site: Site, changes: ChangeSet, place: str) -> None:
    """Record that an article's addresses, here and at earlier hosts, are of something that is no more."""
    source = site.folder.read(REDIRECTS)
    pattern = re.compile(rf"(:[ \t]*)[\w-]+/{re.escape(_key(place))}(?=[ \t]*$)", re.MULTILINE)
    text = pattern.sub(r"\g<1>gone", source.text) if source else ""
    addresses = site.addresses()
    paths = [
        f"/{unquote(address)}"
        for locale in site.locales
        if (address := addresses.get((locale, f"{place}.md")))
    ]
    lines = "".join(f"  {_quote(path)}: gone\n" for path in paths if f"  {_quote(path)}: gone\n" not in text)
    host = site.settings.host or "this site"
    if lines and f"{host}:\n" in text:
        text = text.replace(f"{host}:\n", f"{host}:\n{lines}", 1)
    elif lines:
        text = f"{text.rstrip()}\n{host}:\n{lines}".lstrip()
    if text != (source.text if source else ""):
        changes.write(REDIRECTS, text)


def _key(place: str) -> str:
    return place.rpartition("/")[2]


def _quote(text: str) -> str:
    """A word as YAML; one of digits only would be read as a number."""
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return dumped.removesuffix("...\n").strip()
