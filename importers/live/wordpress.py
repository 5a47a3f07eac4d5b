"""WordPress over its REST API: finds the API, lists what there is, fetches what changed.

An address in, saved answers out as `sources.wordpress` reads them. A listing is one request for 100 pages and
says what changed; bodies come in batches by id. REST: https://developer.wordpress.org/rest-api/.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urljoin

from requests.utils import parse_header_links

from ..addresses import split_address
from ..body import parse_html
from ..brand import Brand
from ..errors import RemoteError, UsageError
from ..mirror import Mirror
from ..model import Failure, Gone, Origin
from ..sources.files import Node
from ..sources.text import plain
from ..web import Answer, Web
from . import Fetched, Known, Wanted
from .alternates import add_translations, are_silent

Param = str | int
Params = Mapping[str, Param]

API = "https://api.w.org/"
"""The link relation that names the API's root."""
BATCH = 100
"""The most that WordPress gives at once."""
LISTED = "id,status,modified_gmt,link,parent,lang,translations,wpml_current_locale,wpml_translations"
FIELDS = (
    f"{LISTED},type,slug,guid,title,content,excerpt,menu_order,featured_media,categories,acf,builder_content,"
    "yoast_head_json.description"
)
TERM_FIELDS = "id,slug,name,description,taxonomy,link,parent,lang"
MEDIA_FIELDS = "id,modified_gmt,source_url,media_details"
DRAFTS = "publish,draft,pending,future,private"
HELP_TYPES = (
    "pages", "posts", "docs", "doc", "faq", "faqs", "ht_kb", "kb", "knowledgebase", "knowledge-base",
    "epkb_post_type_1", "lsvr_kba", "manual_kb", "basepress", "helpie_kb", "support",
)  # fmt: skip
"""Post types that are read unless others are asked for: WordPress's own and those of help plugins."""
NOT_TOPICS = frozenset({"post_tag", "language", "post_translations", "term_translations", "post_format"})
NAMED_API = re.compile(rb"""<link[^>]+rel=["']https://api\.w\.org/["'][^>]+href=["']([^"']+)""")
PICTURE = re.compile(r"\bwp-image-(\d+)\b")


class Type(NamedTuple):
    """A post type."""

    slug: str
    route: str
    """`wp/v2/pages`."""
    taxonomies: tuple[str, ...]


def fetch(wanted: Wanted, web: Web, mirror: Mirror) -> Fetched:
    """Fetch pages, posts and their categories.

    Raises:
        RemoteError: the site doesn't answer, or has no REST API.
        UsageError: the credentials may not be sent there.
    """
    site = open_site(wanted, web)
    if wanted.auth:
        _check_user(site)
    types = _choose_types(site, wanted.types)
    listings = [_list_type(site, each, wanted) for each in types]
    documents: list[Node | Failure] = []
    for listing in listings:
        documents += _fetch_objects(site, listing, mirror)
    if are_silent(documents) and len(homes := _find_homes(site)) > 1:
        documents = add_translations(documents, homes, web, mirror)
    documents += _fetch_terms(site, types, {one.lang for each in listings for one in each.entries.values()})
    gone = () if wanted.since else _find_gone(site, listings, wanted.known)
    name = Node(site.index, site.root)["name"].name()
    library = _read_library(site, documents, mirror)
    return Fetched(documents, gone, name=name, originals=library.originals, versions=library.versions)


def answers(address: str, web: Web) -> bool:
    """Whether a REST API that anybody may read is found at an address."""
    try:
        open_site(Wanted(url=address), web)
    except RemoteError:
        return False
    return True


def find_brand(address: str, web: Web) -> Brand:
    """Say what a site's settings say of its look, as far as anybody may read them.

    Raises:
        RemoteError: it doesn't answer, or has no REST API.
    """
    site = open_site(Wanted(url=address), web)
    index = Node(site.index, site.root)
    logo = index["site_logo"].name()
    found = {}
    if logo and logo != "0":
        data, _ = site.get(f"wp/v2/media/{logo}", {"_fields": MEDIA_FIELDS}, tries=2)
        found = data if isinstance(data, dict) else {}
    return Brand(
        name=plain(index["name"].name()),
        logo=str(found.get("source_url") or ""),
        icon=index["site_icon_url"].name(),
    )


# --- where the API is -----------------------------------------------------------------------------


@dataclass(slots=True)
class Site:
    """A WordPress site that answers."""

    web: Web
    home: str
    root: str
    """Of the API, with a slash at its end; or `https://example.com/?rest_route=/`."""
    wanted: Wanted
    index: Mapping[str, Any] = field(default_factory=dict)
    """What it says of itself: name, description, namespaces."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Code → address of the home page, as `hreflang` names them."""

    def get(self, route: str, params: Params | None = None, tries: int = 0) -> tuple[Any, Answer]:
        """Ask a route of the API: JSON and the answer around it.

        Raises:
            RemoteError: it doesn't answer.
        """
        return self.web.get_json(self.address(route), params, auth=self.wanted.auth, tries=tries)

    def address(self, route: str) -> str:
        """Return the address of a route."""
        return f"{self.root}{route}"


def open_site(wanted: Wanted, web: Web) -> Site:
    """Find a site's API by what its home page says, else where it usually is.

    Raises:
        RemoteError: there is none.
        UsageError: the credentials may not be sent there.
    """
    page = web.open_page(wanted.url)
    languages = {}
    if b"<html" in page.content[:4096].lower():
        links = parse_html(page.text).find_all("link", hreflang=True, href=True)
        languages = {str(link["hreflang"]): urljoin(page.url, str(link["href"])) for link in links}
        languages.pop("x-default", None)
    for root in dict.fromkeys(_roots(page)):
        if wanted.auth:
            _check_transport(root, web)
        site = Site(web, wanted.url, root, wanted, languages=languages)
        try:
            index, _ = site.get("", {"_fields": "name,description,home,namespaces,site_icon_url,site_logo"})
        except RemoteError as error:
            if error.status in (401, 403):
                raise
            continue
        if isinstance(index, dict) and "namespaces" in index:
            site.index = index
            return site
    raise RemoteError(
        f"no WordPress REST API is found there (the page answers {page.status})",
        where=wanted.url,
        hint="Give the address of its home page. If the API is closed, import an export (Tools → Export).",
    )


def _roots(page: Answer) -> Iterator[str]:
    """Where the API may be: as the page says, then the usual places from its folder upwards."""
    for link in parse_header_links(page.headers.get("Link", "")):
        if link.get("rel") == API:
            yield _same_scheme(link["url"], page.url)
    if named := NAMED_API.search(page.content):
        yield _same_scheme(named[1].decode("utf-8", "replace"), page.url)
    base = urljoin(page.url, ".")
    if "/wp-json/" in f"{page.url}/":
        yield page.url.partition("/wp-json")[0] + "/wp-json/"
    while True:
        yield from (f"{base}wp-json/", f"{base}?rest_route=/")
        if split_address(base).path == "/":
            return
        base = urljoin(base, "..")


def _same_scheme(root: str, page: str) -> str:
    """A site behind a proxy may believe that it is on plain HTTP."""
    if page.startswith("https://") and split_address(root).netloc == split_address(page).netloc:
        return root.replace("http://", "https://", 1)
    return root


def _check_transport(root: str, web: Web) -> None:
    host = split_address(root).hostname or ""
    if not root.startswith("https://") and host not in web.allowed_hosts:
        raise UsageError(
            "a password is not sent over plain HTTP", where=root, hint="Use the address with https://."
        )


def _check_user(site: Site) -> None:
    """WordPress answers public listings even to a wrong password, so ask who we are."""
    try:
        site.get("wp/v2/users/me", {"_fields": "id,name"})
    except RemoteError as error:
        if error.status not in (401, 403):
            raise
        raise RemoteError(
            "WordPress doesn't accept the application password",
            where=site.home,
            hint="Make one in WordPress: Users → Profile → Application Passwords.",
            status=error.status,
        ) from error


def _choose_types(site: Site, asked: Sequence[str]) -> list[Type]:
    try:
        data, _ = site.get("wp/v2/types")
    except RemoteError as error:
        if error.status not in (401, 403, 404):
            raise
        data = {}
    types = {
        str(one["rest_base"]): Type(
            str(one.get("slug") or slug),
            f"{one.get('rest_namespace') or 'wp/v2'}/{one['rest_base']}",
            tuple(one.get("taxonomies") or ()),
        )
        for slug, one in (data.items() if isinstance(data, dict) else ())
        if isinstance(one, dict) and one.get("rest_base")
    } or {
        "pages": Type("page", "wp/v2/pages", ()),
        "posts": Type("post", "wp/v2/posts", ("category",)),
    }
    by_slug = {one.slug: one for one in types.values()}
    if unknown := [name for name in asked if name not in types and name not in by_slug]:
        raise UsageError(
            f"the site has no post type {unknown[0]!r}",
            where="--types",
            hint=f"It has: {', '.join(sorted(types))}.",
        )
    return [types.get(name) or by_slug[name] for name in asked] or [
        types[name] for name in HELP_TYPES if name in types
    ]


# --- what there is ----------------------------------------------------------------------------------


class Entry(NamedTuple):
    """An object of a listing."""

    id: str
    version: str
    lang: str
    """What to ask for it with (`?lang=`), "" for nothing."""
    root: str
    """Of the API in its language: TranslatePress has one for each."""


@dataclass(slots=True)
class Listing:
    """All objects of a type."""

    type: Type
    entries: dict[str, Entry] = field(default_factory=dict)
    """Name in the mirror → entry: the id, with the language where a plugin translates one object."""
    is_complete: bool = True


def _list_type(site: Site, kind: Type, wanted: Wanted) -> Listing:
    """List a type in every language that the site's plugin hides from the plain listing."""
    listing = Listing(kind)
    params: dict[str, Param] = {"_fields": LISTED, "orderby": "id", "order": "asc"}
    if wanted.drafts:
        params["status"] = DRAFTS
    if wanted.since:
        params["modified_after"] = f"{wanted.since.isoformat()}T00:00:00Z"
    plain = _list_objects(site, kind, params, listing)
    _enter(listing, plain, "", site.root)
    if "pll/v1" in site.index.get("namespaces", ()):  # Polylang lists all languages at once
        return listing
    for code in _languages(site, plain):
        found = _list_objects(site, kind, {**params, "lang": code}, listing)
        if not _enter(listing, found, code, site.root):
            break
    else:
        return listing
    for code, home in site.languages.items():
        _list_translated(site, listing, params, code, home)
    return listing


def _list_translated(site: Site, listing: Listing, params: dict[str, Param], code: str, home: str) -> None:
    """List what TranslatePress translates: the same objects, below the language's own address."""
    root = f"{home.rstrip('/')}/wp-json/"
    if root == site.root or split_address(root).netloc != split_address(site.root).netloc:
        return
    own = Site(site.web, home, root, site.wanted)
    try:
        found = _list_objects(own, listing.type, params, listing)
    except RemoteError as error:
        if error.status == 404:
            return
        raise
    for item in found:
        if not split_address(str(item.get("link"))).path.startswith(split_address(home).path):
            continue
        name = f"{code}:{item['id']}"
        listing.entries[name] = Entry(str(item["id"]), _version(item), code, root)


def _find_homes(site: Site) -> Mapping[str, str]:
    """Return language → address of its home page: as `hreflang` names them, else as Polylang does."""
    if len(site.languages) > 1 or "pll/v1" not in site.index.get("namespaces", ()):
        return site.languages
    try:
        data, _ = site.get("pll/v1/languages")
    except RemoteError as error:  # public since Polylang 3.7
        if error.status not in (401, 403, 404):
            raise
        return site.languages
    found = (one for one in data if isinstance(one, dict)) if isinstance(data, list) else ()
    return {
        str(one["slug"]): str(one["home_url"]) for one in found if one.get("slug") and one.get("home_url")
    }


def _languages(site: Site, items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Codes of other languages: those that WPML's translations name, then those of the home page."""
    codes: dict[str, None] = {}
    for item in items:
        translations = item.get("wpml_translations") or ()
        for one in translations.values() if isinstance(translations, dict) else translations:
            if isinstance(one, dict) and isinstance(one.get("locale"), str):
                codes[one["locale"].partition("_")[0].lower()] = None
    codes |= {code.lower(): None for code in site.languages}
    return list(codes)


def _list_objects(site: Site, kind: Type, params: Params, listing: Listing) -> list[dict[str, Any]]:
    """List all objects; a list that shifts while it is read is read again.

    `offset` gives `[]` past the end, where `page` is an error.
    """
    seen: dict[int, dict[str, Any]] = {}
    for _ in range(3):
        first, answer = _page(site, kind, params, 0)
        total = answer.headers.get("X-WP-Total", "")
        totals = {total}
        seen |= {item["id"]: item for item in first}
        if total.isdecimal():
            count = len(first)
            offsets = range(BATCH, int(total), BATCH)
            for items, page in site.web.map(lambda offset: _page(site, kind, params, offset), offsets):
                seen |= {item["id"]: item for item in items}
                totals.add(page.headers.get("X-WP-Total", total))
                count += len(items)
            if len(totals) == 1 and count == int(total) == len(seen):
                return list(seen.values())
        else:  # a proxy took the totals: a short page is the last
            items, offset = first, 0
            while len(items) == BATCH:
                offset += BATCH
                items, _ = _page(site, kind, params, offset)
                seen |= {item["id"]: item for item in items}
            return list(seen.values())
    listing.is_complete = False
    return list(seen.values())


def _page(site: Site, kind: Type, params: Params, offset: int) -> tuple[list[dict[str, Any]], Answer]:
    shift = {"offset": offset} if offset else {}
    data, answer = site.get(kind.route, {**params, "per_page": BATCH, **shift})
    if not isinstance(data, list):
        raise RemoteError("the server's list is none", where=site.address(kind.route))
    return [item for item in data if isinstance(item, dict) and isinstance(item.get("id"), int)], answer


def _enter(listing: Listing, items: Iterable[Mapping[str, Any]], lang: str, root: str) -> bool:
    """Add what is new; return whether anything was."""
    before = len(listing.entries)
    for item in items:
        listing.entries.setdefault(str(item["id"]), Entry(str(item["id"]), _version(item), lang, root))
    return len(listing.entries) > before


def _version(item: Mapping[str, Any]) -> str:
    """Everything that a listing says: a parent's new slug changes a page's address, not its date."""
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


# --- what changed -----------------------------------------------------------------------------------


def _fetch_objects(site: Site, listing: Listing, mirror: Mirror) -> list[Node | Failure]:
    """Fetch what the mirror lacks, then give all in the order of the listing."""
    name = f"{site.root}{listing.type.route}"
    known = mirror.versions(name)
    stale = {key: one for key, one in listing.entries.items() if known.get(key) != one.version}
    batches = list(_batches(stale))
    failures: list[Node | Failure] = []
    for batch, found in zip(
        batches, site.web.map(lambda batch: _fetch_batch(site, listing.type, batch), batches), strict=True
    ):
        failures += (item for item in found.values() if isinstance(item, Failure))
        mirror.save(
            name,
            (
                (key, one.version, found[one.id])
                for key, one in batch.items()
                if isinstance(found.get(one.id), dict)
            ),
        )
    if not site.wanted.since and listing.is_complete:
        mirror.keep_only(name, {key: one.version for key, one in listing.entries.items()})
    route = listing.type.route
    return failures + [
        Node(_localized(value, listing.entries[key]), f"{listing.entries[key].root}{route}/{value['id']}")
        for key, value in mirror.read(name, listing.entries)
        if not any(isinstance(each, Failure) and each.origin.id == key for each in failures)
    ]


def _batches(entries: Mapping[str, Entry]) -> Iterator[dict[str, Entry]]:
    """Put together what one request can ask for."""
    groups: dict[tuple[str, str], list[tuple[str, Entry]]] = {}
    for key, one in entries.items():
        groups.setdefault((one.root, one.lang), []).append((key, one))
    for members in groups.values():
        for start in range(0, len(members), BATCH):
            yield dict(members[start : start + BATCH])


def _fetch_batch(site: Site, kind: Type, batch: Mapping[str, Entry]) -> dict[str, dict[str, Any] | Failure]:
    """Fetch objects by id; where one of them breaks the answer, the others are fetched without it."""
    entries = list(batch.values())
    own = Site(site.web, site.home, entries[0].root, site.wanted)
    params: dict[str, Param] = {
        "include": ",".join(one.id for one in entries),
        "per_page": BATCH,
        "orderby": "id",
        "order": "asc",
        "_fields": ",".join((FIELDS, *kind.taxonomies)),
    }
    if entries[0].lang and own.root == site.root:
        params["lang"] = entries[0].lang
    if site.wanted.drafts:
        params["status"] = DRAFTS
    try:
        data, _ = own.get(kind.route, params, tries=3 if len(entries) > 1 else 0)
        found = {str(item["id"]): item for item in data if isinstance(item, dict) and "id" in item}
        alone = (_fetch_alone(own, kind, one.id) for one in entries if one.id not in found)
        return found | {id_: item for each in alone for id_, item in each.items()}
    except RemoteError as error:
        if error.status:  # an answer that more tries won't change, such as 401
            raise
        if len(entries) == 1:
            address = own.address(f"{kind.route}/{entries[0].id}")
            failure = Failure(Origin("wordpress", entries[0].id, address), f"{error.problem}. {error.hint}")
            return {entries[0].id: failure}
        keys = list(batch)
        halves = (keys[: len(keys) // 2], keys[len(keys) // 2 :])
        parts = [_fetch_batch(site, kind, {key: batch[key] for key in half}) for half in halves]
        return parts[0] | parts[1]


def _fetch_alone(site: Site, kind: Type, id_: str) -> dict[str, dict[str, Any] | Failure]:
    """Fetch what was listed and then left out of its batch: some plugins hide it there, or it is gone."""
    route = f"{kind.route}/{id_}"
    try:
        data, _ = site.get(route, {"_fields": ",".join((FIELDS, *kind.taxonomies))})
    except RemoteError as error:
        if error.status in (404, 410):
            return {}
        failure = Failure(
            Origin("wordpress", id_, site.address(route)),
            f"it is listed, but isn't given when asked for: {error.problem}. {error.hint}",
        )
        return {id_: failure}
    return {id_: data} if isinstance(data, dict) else {}


def _localized(value: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """An object that a plugin translates says nothing of its language: it is that of its address."""
    is_silent = entry.lang and not (value.get("lang") or value.get("wpml_current_locale"))
    return {**value, "locale": entry.lang} if is_silent else value


def _fetch_terms(site: Site, types: Iterable[Type], langs: set[str]) -> Iterator[Node]:
    """Categories, and what custom post types have for them; they are few, so they come whole each time."""
    names = dict.fromkeys(
        name for each in types for name in each.taxonomies if name not in NOT_TOPICS and name
    )
    routes = {"category": "wp/v2/categories"}
    if names.keys() - routes.keys():
        data, _ = site.get("wp/v2/taxonomies")
        for slug, one in data.items() if isinstance(data, dict) else ():
            routes[slug] = f"{one.get('rest_namespace') or 'wp/v2'}/{one.get('rest_base') or slug}"
    for name in names.keys() & routes.keys():
        for lang in sorted(langs | {""}):
            params: dict[str, Param] = {"_fields": TERM_FIELDS, "orderby": "id", "hide_empty": "true"}
            if lang:
                params["lang"] = lang
            kind = Type(name, routes[name], ())
            terms = _list_objects(site, kind, params, Listing(kind))
            yield from (Node(term, site.address(f"{routes[name]}/{term['id']}")) for term in terms)


def _find_gone(site: Site, listings: Sequence[Listing], known: Iterable[Known]) -> list[Gone]:
    """Find what was imported before and is listed nowhere; other post types than these are asked too."""
    if not all(listing.is_complete for listing in listings):
        return []
    host = split_address(site.root).netloc
    listed = {one.id for listing in listings for one in listing.entries.values()}
    ours = {one.id for one in known if one.system == "wordpress" and one.host == host}
    missing = sorted(ours - listed, key=lambda id_: (len(id_), id_))
    if not missing:
        return []
    routes = {each.route for each in _choose_types(site, [])} - {listing.type.route for listing in listings}
    for route in sorted(routes):
        for start in range(0, len(missing), BATCH):
            ids = ",".join(missing[start : start + BATCH])
            data, _ = site.get(route, {"include": ids, "per_page": BATCH, "_fields": "id"})
            listed |= {str(item["id"]) for item in data}
    return [Gone("wordpress", id_) for id_ in missing if id_ not in listed]


class Library(NamedTuple):
    """What the media library says of the pictures that pages show."""

    originals: dict[str, str]
    """Address of a smaller copy → of the picture."""
    versions: dict[str, str]
    """Address of a picture or a smaller copy → when the picture was last changed."""


def _read_library(site: Site, documents: Iterable[Node | Failure], mirror: Mirror) -> Library:
    """Ask the media library for pictures that are new, and for what has changed since the last time."""
    bodies = (node["content"].rendered() for node in documents if isinstance(node, Node))
    ids = sorted({id_ for body in bodies for id_ in PICTURE.findall(body)}, key=int)
    name = f"{site.root}wp/v2/media"
    known = {id_: version for id_, version in mirror.versions(name).items() if version}
    if used := [known[id_] for id_ in ids if id_ in known]:
        changed = [item for item in _list_changed(site, max(used)) if str(item["id"]) in known]
        mirror.save(name, ((str(item["id"]), str(item["modified_gmt"]), item) for item in changed))
    missing = [id_ for id_ in ids if id_ not in known]
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        params: Params = {"include": ",".join(batch), "per_page": BATCH, "_fields": MEDIA_FIELDS}
        data, _ = site.get("wp/v2/media", params)
        found = {str(item["id"]): item for item in data if isinstance(item, dict)}
        mirror.save(name, ((id_, _modified(found.get(id_)), found.get(id_)) for id_ in batch))
    library = Library({}, {})
    for _, value in mirror.read(name, ids):
        media = Node(value, name)
        whole = media["source_url"].name()
        copies = [size["source_url"].name() for size in media["media_details"]["sizes"]]
        for address in filter(None, (whole, *copies)):
            library.versions[address] = _modified(value)
            if whole and address != whole:
                library.originals[address] = whole
    return library


def _list_changed(site: Site, newest: str) -> Iterator[dict[str, Any]]:
    """List what of the library was changed after the newest change that is known, that one included."""
    try:
        last = datetime.fromisoformat(newest).replace(tzinfo=UTC) - timedelta(seconds=1)
    except ValueError:
        return
    params: dict[str, Param] = {
        "_fields": MEDIA_FIELDS,
        "orderby": "modified",
        "order": "asc",
        "modified_after": last.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    kind = Type("attachment", "wp/v2/media", ())
    seen: set[int] = set()
    while True:
        items, _ = _page(site, kind, params, len(seen))
        if any(_modified(item) < newest for item in items):  # WordPress before 5.7 lists everything
            return
        news = [item for item in items if item["id"] not in seen]
        yield from news
        seen |= {item["id"] for item in news}
        if len(items) < BATCH or not news:
            return


def _modified(media: Any) -> str:
    """Return when a file of the library was last changed; "-" where it doesn't say, or is no more."""
    return str(media.get("modified_gmt") or "-") if isinstance(media, dict) else "-"
