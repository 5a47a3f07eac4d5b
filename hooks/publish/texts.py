"""The articles as plain Markdown for programs that read: a copy beside each page, and lists of them all.

A copy is the author's Markdown with whole addresses instead of relative ones and shared fees written out.
`llms.txt` lists the copies of a locale (https://llmstxt.org/), `llms-full.txt` holds them. Pure: text and
views in, text out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..views import ArticleView, CollectionView, HelpContext

FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>```+|~~~+).*?^(?P=indent)(?P=fence)[`~]*[ \t]*$", re.M | re.S
)
LINK = re.compile(r"\]\((?P<address>[^)\s]+)(?=(?:\s+[\"'][^)]*)?\))")
ATTRIBUTES = re.compile(r"(?<=[)\w])[ \t]?\{:?[ \t]*[.#][^}\n]*\}")
DATA = re.compile(
    r"^(?P<indent>[ \t]*)///[ \t]*fees[^\n]*\n[ \t]+data:[ \t]*(?P<name>\S+)[^\n]*\n"
    r"(?:.*?\n)??[ \t]*///[ \t]*$",
    re.M | re.S,
)

Resolve = Callable[[str], str]
"""Makes a link's address whole."""
Draw = Callable[[str], str]
"""The table of some shared fees, as Markdown."""


def copy_url(url: str) -> str:
    """Where the copy of a page is: `a/b/` → `a/b/index.md`, `a/b.html` → `a/b.md`."""
    return f"{url}index.md" if url.endswith("/") or not url else f"{url.removesuffix('.html')}.md"


def write_copy(hc: HelpContext, markdown: str, resolve: Resolve, draw: Draw) -> str:
    """An article as Markdown that can be read alone: title, summary, address, text.

    Args:
        hc: its page.
        markdown: its text as the author wrote it, without front matter.
        resolve: makes a link's address whole.
        draw: writes shared fees out.
    """
    article = hc.article
    if article is None:
        raise ValueError("only articles have a copy")
    updated = f" · {article.updated_text}" if article.updated_text else ""
    head = [f"# {article.title}", f"> {article.description}" if article.description else ""]
    head += [f"{hc.canonical}{updated}" if hc.canonical else ""]
    body = "".join(_rewrite(markdown, resolve, draw))
    return "\n\n".join(part for part in (*head, body.strip()) if part) + "\n"


def _rewrite(markdown: str, resolve: Resolve, draw: Draw) -> Iterator[str]:
    """The text with its links whole and its data drawn, code as it is."""
    end = 0
    has_fences = "```" in markdown or "~~~" in markdown
    for fence in FENCE.finditer(markdown) if has_fences else ():
        yield from (_rewrite_text(markdown[end : fence.start()], resolve, draw), fence[0])
        end = fence.end()
    yield _rewrite_text(markdown[end:], resolve, draw)


def _rewrite_text(text: str, resolve: Resolve, draw: Draw) -> str:
    if "///" in text:
        text = DATA.sub(lambda match: _indent(draw(match["name"]), match["indent"]), text)
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
    return LINK.sub(lambda match: f"]({resolve(match['address'])}", text)


def _indent(text: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}" if line else line for line in text.splitlines())


def write_list(hc: HelpContext, description: str, absolute: Resolve) -> str:
    """The articles of a locale as `llms.txt` has them: what the site is, a section for each collection."""
    lines = [f"# {hc.site_name}", ""]
    lines += [f"> {description}", ""] if description else []
    for collection in _flat(hc.collections):
        articles = [article for article in collection.articles if not article.is_fallback]
        if articles:
            lines += [f"## {collection.title}", "", *(_line(article, absolute) for article in articles), ""]
    return "\n".join(lines)


def write_full(hc: HelpContext, copies: Mapping[str, str]) -> str:
    """All articles of a locale in one text; `copies` has them by address."""
    articles = [article for collection in _flat(hc.collections) for article in collection.articles]
    texts = [copies[article.url].rstrip() for article in articles if article.url in copies]
    return "\n\n---\n\n".join([f"# {hc.site_name}", *texts]) + "\n"


def _flat(collections: Sequence[CollectionView]) -> Iterator[CollectionView]:
    """Collections with those below them, in reading order."""
    for collection in collections:
        yield collection
        yield from _flat(collection.children)


def _line(article: ArticleView, absolute: Resolve) -> str:
    description = f": {article.description}" if article.description else ""
    return f"- [{article.title}]({absolute(copy_url(article.url))}){description}"
