"""One article into one page. Pure but for the readers of its media: beside the export, and what is given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .assets import ExportFolder, Reader, take_assets
from .body import Body, parse_html
from .cleaners import clean
from .components import recognise
from .language import note_other_languages
from .links import LinkMap, relink
from .markdown import tree_to_markdown
from .model import Page
from .pairing import Placed


def convert(placed: Placed, links: LinkMap, readers: Sequence[Reader] = ()) -> Page:
    """Clean an article's HTML, recognise what it means, and write it as Markdown for its place."""
    article, path = placed.article, placed.path
    root = parse_html(f"<body>{article.html}").body
    assert root is not None  # it was written there
    body = Body(
        root,
        article.locale or "",
        article.title,
        anchors=links.linked.get(path, frozenset()),
        notices=list(article.notices),
    )
    clean(body)
    note_other_languages(body)
    recognise(body)
    rewritten = relink(body, article, path, links)
    beside = ExportFolder(Path(article.origin.file).parent)
    assets, media = take_assets(body, article, path, (beside, *readers))
    rewritten = media | {old: media.get(new, new) for old, new in rewritten.items()}
    return Page(
        article=article,
        key=placed.key,
        path=path,
        body=tree_to_markdown(body.root),
        removed=tuple(body.removed),
        notices=tuple(body.notices),
        components=body.components,
        rewritten=rewritten,
        assets=tuple(assets),
    )
