"""A body's source markup, indexed once, and what each builder says that its elements mean.

The source tree is only read. A builder attaches a `Meaning` to an element; `reader` then walks the
tree a single time and writes clean HTML from tag names and meanings. So the work is linear in the
size of the body, whatever the order and number of builders.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bs4 import Tag

from . import images, links

Role = Literal[
    "button",  # a link that looks like a button
    "callout",  # text: own title, if any; kind: one of the four
    "cell",  # of a row; kind: "head" if it names its column
    "caption",  # of the figure, gallery or table around it
    "chrome",  # belongs to the site, not to the text: removed, and recorded with step and reason
    "details-content",
    "details-title",  # kind: "open" if its content is shown from the start
    "embed",  # href: the address; text: its title
    "figure",  # a picture with a caption
    "gallery",
    "heading",  # kind: h2 … h6
    "item",  # of a list
    "line",  # a line of its own: a paragraph
    "link",  # href: the address that the text means
    "list",
    "note",  # a footnote; text: its name
    "notes",  # footnotes
    "name",  # of a row: a heading that is the text of a cell
    "moved",  # its text stands in another place of the result
    "reference",  # to a footnote; text: its name
    "row",  # of a table that is built of other elements
    "say",  # text instead of what the element holds, which is recorded
    "subtitle",  # a second line in a heading, a paragraph below it
    "tab",  # text: its title
    "tabs",
    "transparent",  # a wrapper: only its content counts
]

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul video audio iframe caption".split()
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an element of a builder is."""

    role: Role
    kind: str = ""
    text: str = ""
    href: str = ""
    step: str = ""
    """Name of the builder that says so."""
    reason: str = ""
    """Why the element leaves."""


class Markup:
    """The elements of one body by class and name, in document order, and their meanings."""

    def __init__(self, root: Tag, anchors: Iterable[str] = ()) -> None:
        """Index `root` in one pass; other articles link to its `anchors`."""
        self.root = root
        self.by_class: dict[str, list[Tag]] = defaultdict(list)
        self.by_name: dict[str, list[Tag]] = defaultdict(list)
        self.by_id: dict[str, Tag] = {}
        self.targets = set(anchors)
        """Ids that a link points at, here or in another article."""
        self.by_role: dict[str, list[Tag]] = defaultdict(list)
        self.addresses: set[str] = set()
        """Where the links of the body lead."""
        self.controlled: set[str] = set()
        """Ids of what a control shows and hides."""
        self.with_blocks: set[int] = set()
        """`id()` of the elements that hold a block, for links around blocks."""
        self._spans: dict[int, tuple[int, int]] = {}
        self._meanings: dict[int, Meaning] = {}
        self._pictures: set[str] | None = None
        self.step = ""
        """Name of the builder that marks now."""
        self._number(root)

    def _number(self, root: Tag) -> None:
        """Give every element its place and its end, and index it."""
        stack = [(root, -1, iter(root.contents))]
        count = 0
        while stack:
            tag, start, children = stack[-1]
            for child in children:
                if isinstance(child, Tag):
                    self._index(child)
                    stack.append((child, count, iter(child.contents)))
                    count += 1
                    break
            else:
                stack.pop()
                self._spans[id(tag)] = (start, count)

    def _index(self, tag: Tag) -> None:
        self.by_name[tag.name].append(tag)
        attrs = tag.attrs
        if "class" in attrs:
            for name in dict.fromkeys(tag.get_attribute_list("class")):
                self.by_class[str(name)].append(tag)
        if "id" in attrs:
            self.by_id.setdefault(str(attrs["id"]), tag)
        if "role" in attrs or tag.name == "button":
            self.by_role[str(attrs.get("role", tag.name))].append(tag)
        if "aria-controls" in attrs:
            self.controlled.update(str(attrs["aria-controls"]).split())
        if "href" in attrs:
            address = links.address_of(tag)
            self.addresses.add(address)
            if links.is_in_page(address):
                self.targets.add(address[1:])
        if tag.name in BLOCKS:
            parent = tag.parent
            while parent is not None and parent is not self.root and id(parent) not in self.with_blocks:
                self.with_blocks.add(id(parent))
                parent = parent.parent

    def has(self, *signs: str) -> bool:
        """Whether the body has one of these classes; a sign that ends in `-` or `_` is a prefix."""
        return any(self._names(sign) for sign in signs)

    def _names(self, sign: str) -> list[str]:
        if sign.endswith(("-", "_")):
            return [name for name in self.by_class if name.startswith(sign)]
        return [sign] if sign in self.by_class else []

    def find(self, *selectors: str, within: Tag | None = None) -> list[Tag]:
        """The elements that `selectors` name, in document order.

        A selector is a class, a prefix of classes (it ends in `-` or `_`), or a class and the tag name of its
        children: `tabs-nav>li`.
        """
        lists = [self._select(selector) for selector in selectors]
        return self._merged([tags for tags in lists if tags], within)

    def _select(self, selector: str) -> list[Tag]:
        sign, _, name = selector.partition(">")
        lists = [self.by_class[each] for each in self._names(sign)]
        found = self._merged(lists, None)
        if not name:
            return found
        return [
            child for tag in found for child in tag.children if isinstance(child, Tag) and child.name == name
        ]

    def named(self, *names: str, within: Tag | None = None) -> list[Tag]:
        """The elements with one of the tag `names`, in document order."""
        return self._merged([self.by_name[name] for name in names if name in self.by_name], within)

    def with_role(self, *roles: str, within: Tag | None = None) -> list[Tag]:
        """The elements with one of the ARIA `roles`, in document order; a `<button>` has its own."""
        return self._merged([self.by_role[role] for role in roles if role in self.by_role], within)

    def end(self, tag: Tag) -> int:
        """Position of the last element in `tag`."""
        return self._spans[id(tag)][1] - 1

    def _merged(self, lists: list[list[Tag]], within: Tag | None) -> list[Tag]:
        if within is not None:
            start, end = self._spans[id(within)]
            lists = [
                tags[bisect_left(tags, start + 1, key=self.order) : bisect_left(tags, end, key=self.order)]
                for tags in lists
            ]
        if len(lists) == 1:
            return lists[0]
        found = {id(tag): tag for tags in lists for tag in tags}
        return sorted(found.values(), key=self.order)

    def shows_picture(self, source: str) -> bool:
        """Whether a picture that needs no `noscript` shows `source`, in whatever size."""
        if self._pictures is None:
            shown = (
                each for each in self.named("img") if each.parent is None or each.parent.name != "noscript"
            )
            self._pictures = {images.upload_name(images.source_of(each)) for each in shown}
        return images.upload_name(source) in self._pictures

    def order(self, tag: Tag) -> int:
        """Position of `tag` in the document; -1 for the root."""
        return self._spans[id(tag)][0]

    def contains(self, outer: Tag, inner: Tag) -> bool:
        """Whether `inner` stands in `outer` or is it."""
        start, end = self._spans[id(outer)]
        return start <= self.order(inner) < end or outer is inner

    def mark(self, tag: Tag, role: Role, **data: str) -> None:
        """Say what `tag` means; the first who says so is right."""
        self._meanings.setdefault(id(tag), Meaning(role, step=self.step, **data))

    def meaning(self, tag: Tag) -> Meaning | None:
        """What a builder said `tag` means."""
        return self._meanings.get(id(tag))
