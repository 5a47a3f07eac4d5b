"""WXR, the file that WordPress's own Tools → Export writes: RSS with more fields, often hundreds of MB.

A file in; out come the same objects that the REST API would answer, for `wordpress` to read. It is streamed
twice, once for what its objects say of each other and once for their content, and never held as a whole.
Fields: https://github.com/WordPress/WordPress/blob/master/wp-admin/includes/export.php; WPML's are those of
its "Export and Import" add-on, Polylang's are terms of the taxonomies `language` and `post_translations`.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from lxml.etree import QName, XMLSyntaxError, iterparse

from ..addresses import split_address
from ..errors import SourceError
from ..model import Failure, Origin
from .autop import add_paragraphs
from .files import Node, RawFile
from .footnotes import add_footnotes

MACHINERY = frozenset(
    "attachment nav_menu_item revision wp_navigation wp_template wp_template_part wp_global_styles wp_block "
    "wp_font_family wp_font_face custom_css customize_changeset oembed_cache user_request acf-field "
    "acf-field-group acf-post-type acf-taxonomy elementor_library e-landing-page elementor_snippet "
    "fl-builder-template et_pb_layout et_template fusion_template fusion_element fusion_icons "
    "bricks_template ct_template oxy_user_library brizy_template tbuilder_layout tbuilder_layout_part "
    "vc_grid_item wpcf7_contact_form wpforms mc4wp-form shop_order shop_coupon product_variation".split()
)
"""Post types that hold settings, media and layouts: nothing that a reader opens."""

MOST_PROLOGUE = 1_000_000
_PROLOGUE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_CONTROL = bytes(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D))
"""Signs that XML forbids and databases hold all the same."""
_LOCALE = re.compile(r's:6:"locale";s:\d+:"(\w+)"')
"""The locale in the description of a Polylang language, serialised by PHP."""
_GALLERY = re.compile(r"\[gallery\b([^\[\]]*)\]")
_IDS = re.compile(r"""\bids\s*=\s*["'”″]?([\d,\s]+)""")
_BY_NUMBER = re.compile(r"""(\[\w+[^\[\]]*?\b(?:image|image_id|img_id)=["'])(\d+)(?=["'])""")
_BLOCK_REFERENCE = re.compile(r'<!-- wp:block \{[^{}]*?"ref":(\d+)[^{}]*\} /-->')


def matches(document: RawFile) -> bool:
    """Whether a file is RSS: an export, or a feed with whole posts."""
    return _skip_prologue(document.head).startswith((b"<rss", b"<!DOCTYPE rss"))


class Export:
    """One export file: what its objects say of each other, and all of them with their content."""

    def __init__(self, document: RawFile) -> None:
        """Go through the file once.

        Raises:
            SourceError: it can't be read, declares entities, or isn't XML at all.
        """
        self._document = document
        self._library = _Library()
        self.objects: list[Node] = []
        """The posts without their content."""
        self._left_out: Counter[str] = Counter()
        self._is_cut = False
        for number, item in enumerate(self._items()):
            kind = item.text("wp:post_type") or "post"
            self._library.take(item, kind)
            if kind in MACHINERY:
                self._left_out[kind] += 1
            else:
                self.objects.append(Node(self._describe(item), document.file, _place(number)))
        for node in self.objects:
            node.value["translations"] = self._library.translations(node.value)

    def __iter__(self) -> Iterator[Node]:
        """Go through the file again: its posts, now with their content."""
        known = {node.path: node for node in self.objects}
        for number, item in enumerate(self._items()):
            if node := known.get(_place(number)):
                yield Node(node.value | self._content(item), node.file, node.path)

    @property
    def failures(self) -> Iterator[Failure]:
        """What of the file became no object."""
        origin = Origin("wordpress", "", self._document.file)
        for kind, count in sorted(self._left_out.items()):
            yield Failure(
                origin, f"{count} of its objects are of the type `{kind}`: no articles", skipped=True
            )
        if self._is_cut:
            yield Failure(
                origin,
                "the file ends too early or is damaged, inside a post; the posts before it were read. "
                "Export it again.",
            )

    def _items(self) -> Iterator[_Item]:
        """Stream the items, and keep the terms between them."""
        with self._document.open() as file:
            _check_prologue(file, self._document.file)
            stream = _Stream(file)
            events = iterparse(
                stream,
                events=("end",),
                tag=("{*}item", "{*}term"),
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=True,  # one post may hold its pictures as text
                recover=True,
            )
            for element in _elements(events, self._document.file):
                if QName(element).localname != "item":
                    self._library.take_term(_Item(element))
                elif stream.has_ended:  # the parser closes what the file left open
                    self._is_cut = True
                else:
                    yield _Item(element)
                _forget(element)

    def _describe(self, item: _Item) -> dict[str, Any]:
        """What the REST API says of a post but its content."""
        link = item.text("link")
        return {
            "id": _id(item),
            "type": item.text("wp:post_type") or "post",
            "status": item.text("wp:status") or "publish",
            "slug": item.text("wp:post_name") or split_address(link).path.rstrip("/").rpartition("/")[2],
            "link": link,
            "modified_gmt": _modified(item),
            "title": {"rendered": item.text("title")},
            "parent": _number(item.text("wp:post_parent")),
            "lang": self._library.language(item),
            "_group": _group(item),
            "_embedded": {"wp:term": [list(_terms(item))]},
        }

    def _content(self, item: _Item) -> dict[str, Any]:
        """The content of a post, as the REST API would render it as far as the file tells."""
        if item.text("wp:post_password"):
            return {"content": {"rendered": "", "protected": True}}
        raw = add_footnotes(item.text("content:encoded"), item.meta("footnotes"))
        content = self._library.fill(raw, item.text("wp:post_id"))
        return {
            "content": {"rendered": add_paragraphs(content)},
            "excerpt": {"rendered": item.text("excerpt:encoded")},
            "yoast_head_json": {"description": item.meta("_yoast_wpseo_metadesc")},
        }


# --- what posts refer to ------------------------------------------------------------------------


@dataclass(slots=True)
class _Library:
    """What the content of a post names by number, and who translates whom."""

    files: dict[str, str] = field(default_factory=dict)
    """Id of an attachment → its address."""
    attached: dict[str, list[str]] = field(default_factory=dict)
    """Id of a post → the pictures that belong to it."""
    alts: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    """Id of a synced block → its content."""
    languages: dict[str, str] = field(default_factory=dict)
    """Slug of a Polylang language → its locale."""
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, item: _Item, kind: str) -> None:
        """Keep what others may refer to."""
        id_ = item.text("wp:post_id")
        if kind == "attachment" and (address := item.text("wp:attachment_url")):
            self.files[id_] = address
            self.attached.setdefault(item.text("wp:post_parent"), []).append(id_)
            if alt := item.meta("_wp_attachment_image_alt"):
                self.alts[id_] = alt
        elif kind == "wp_block":
            self.blocks[id_] = item.text("content:encoded")
        elif group := _group(item):
            self.groups.setdefault(group, {})[self.language(item) or id_] = _id(item)

    def take_term(self, term: _Item) -> None:
        """Keep the locale of a Polylang language."""
        if term.text("wp:term_taxonomy") == "language":
            locale = _LOCALE.search(term.text("wp:term_description"))
            self.languages[term.text("wp:term_slug")] = locale[1] if locale else term.text("wp:term_slug")

    def language(self, item: _Item) -> str:
        """Return the language that WPML or Polylang gave a post, "" without one."""
        if code := item.meta("_wpml_import_language_code"):
            return code
        slug = next((slug for taxonomy, slug, _ in item.terms() if taxonomy == "language"), "")
        return self.languages.get(slug, slug)

    def translations(self, described: Mapping[str, Any]) -> dict[str, Any]:
        """Return language → id of the translations of a post, itself included."""
        return self.groups.get(described["_group"], {})

    def fill(self, content: str, id_: str) -> str:
        """Put in what the content names by number: synced blocks, galleries, pictures."""
        content = _BLOCK_REFERENCE.sub(lambda match: self.blocks.get(match[1], ""), content)
        content = _GALLERY.sub(lambda match: self._gallery(match, id_), content)
        return _BY_NUMBER.sub(lambda match: match[1] + self.files.get(match[2], match[2]), content)

    def _gallery(self, match: re.Match[str], id_: str) -> str:
        """A `[gallery]` names its pictures, or shows those that belong to its post."""
        named = _IDS.search(match[1])
        ids = re.findall(r"\d+", named[1]) if named else self.attached.get(id_, [])
        pictures = [
            f'<figure class="wp-block-image"><img src="{html.escape(self.files[each])}" '
            f'alt="{html.escape(self.alts.get(each, ""))}"></figure>'
            for each in ids
            if each in self.files
        ]
        return f'<figure class="wp-block-gallery">{"".join(pictures)}</figure>' if pictures else match[0]


# --- one item -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """An element with fields, each by the name that WordPress writes."""

    element: Any

    def text(self, name: str) -> str:
        """Return a field's text, "" without one: `title`, `wp:post_id`, `excerpt:encoded`."""
        prefix, _, local = name.rpartition(":")
        for child in self.element.iterchildren(f"{{*}}{local}"):
            if _prefix(child) == prefix:
                return "".join(child.itertext()).strip()
        return ""

    def meta(self, key: str) -> str:
        """Return a custom field."""
        for child in self.element.iterchildren("{*}postmeta"):
            entry = _Item(child)
            if entry.text("wp:meta_key") == key:
                return entry.text("wp:meta_value")
        return ""

    def terms(self) -> Iterator[tuple[str, str, str]]:
        """Go through the taxonomy, slug and name of its terms."""
        for child in self.element.iterchildren("category"):
            name = "".join(child.itertext()).strip()
            yield child.get("domain", "category"), child.get("nicename") or name, name


def _prefix(element: Any) -> str:
    """Return the prefix that WordPress gives an element; its version stands in the namespace."""
    space = QName(element).namespace or ""
    if "wordpress.org/export" in space:
        return "excerpt" if space.rstrip("/").endswith("excerpt") else "wp"
    return "content" if "modules/content" in space else ("other" if space else "")


def _terms(item: _Item) -> Iterator[dict[str, str]]:
    for taxonomy, slug, name in item.terms():
        yield {"taxonomy": taxonomy, "slug": slug, "name": name, "id": f"{taxonomy}:{slug}"}


def _group(item: _Item) -> str:
    """Name the group of translations a post belongs to, "" without one."""
    if group := item.meta("_wpml_import_translation_group"):
        return f"wpml:{group}"
    return next((f"pll:{slug}" for taxonomy, slug, _ in item.terms() if taxonomy == "post_translations"), "")


def _id(item: _Item) -> int | str:
    """Return the id of a post; a feed has it only in the address of its `guid`."""
    id_ = item.text("wp:post_id")
    if not id_ and (found := re.search(r"[?&](?:p|page_id)=(\d+)", item.text("guid"))):
        id_ = found[1]
    return _number(id_) or item.text("guid") or item.text("link")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 20 else 0


def _modified(item: _Item) -> str:
    """Return the last change in UTC; WordPress writes zeros where there was none."""
    for name in ("wp:post_modified_gmt", "wp:post_date_gmt", "wp:post_date"):
        if (time := item.text(name)) and not time.startswith("0000"):
            return time
    try:
        return parsedate_to_datetime(item.text("pubDate")).astimezone(UTC).replace(tzinfo=None).isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""


def _place(number: int) -> str:
    return f"$.rss.channel.item[{number}]"


# --- reading XML --------------------------------------------------------------------------------


class _Stream:
    """A file without the signs that XML forbids; knows when it has ended."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.has_ended = False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; none at the end."""
        while chunk := self._file.read(size):
            if cleaned := chunk.translate(None, _CONTROL):
                return cleaned
        self.has_ended = True
        return b""


def _elements(events: Any, file: str) -> Iterator[Any]:
    try:
        for _, element in events:
            yield element
    except XMLSyntaxError as error:
        raise SourceError(
            f"it isn't XML that can be read: {error.msg}", where=file, hint="Export it again."
        ) from error


def _forget(element: Any) -> None:
    """Free an element and all before it; its parent would hold them otherwise."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _check_prologue(file: BinaryIO, name: str) -> None:
    """Refuse a file that declares entities: WordPress never does, and they can fill any memory.

    Raises:
        SourceError: it has a document type declaration.
    """
    start = _skip_prologue(file.read(MOST_PROLOGUE).removeprefix(b"\xef\xbb\xbf"))
    if start[:2] == b"<!" or not start.startswith(b"<rss"):
        raise SourceError(
            "the file has a document type declaration, which no WordPress export has",
            where=name,
            hint="Export it again from WordPress: Tools → Export.",
        )
    file.seek(0)


def _skip_prologue(content: bytes) -> bytes:
    """Return what stands behind the XML declaration and the comments at the start."""
    position = 0
    while found := _PROLOGUE.match(content, position):
        position = found.end()
    return content[position:]
