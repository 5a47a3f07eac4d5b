"""What editors do to articles, at random. Each edit changes the sources in place and says what it did.

An edit that finds nothing to change returns "". Some make mistakes on purpose: broken links, unknown
anchors, two articles with one address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from random import Random

from .sources import COLLECTIONS, FEES, PICTURE, Article, Sources, draw_picture, make_article
from .words import HEADINGS, STEPS, paragraph, sentence, title

Edit = Callable[[Sources, Random], str]


def _locale(path: str) -> str:
    return path.split("/")[1]


def _pick(sources: Sources, random: Random) -> tuple[str, Article]:
    return random.choice(sorted(sources.articles().items()))


def _update(sources: Sources, path: str, **meta: object) -> None:
    """Set front matter; None takes a key out."""
    article = sources.articles()[path]
    merged = {**article.meta, **meta}
    kept = {key: value for key, value in merged.items() if value is not None}
    sources.files[path] = replace(article, meta=kept)


def change_text(sources: Sources, random: Random) -> str:
    """One line of one article: what editors do most."""
    path, article = _pick(sources, random)
    blocks = list(article.blocks)
    blocks[random.randrange(len(blocks))] = paragraph(_locale(path), random)
    sources.files[path] = replace(article, blocks=tuple(blocks))
    return f"change a paragraph of {path}"


def add_block(sources: Sources, random: Random) -> str:
    """Something that the dialect knows, at the end or in the middle."""
    path, article = _pick(sources, random)
    locale = _locale(path)
    said, again = sentence(locale, random), sentence(locale, random)
    name = random.choice(sorted(BLOCKS))
    step = STEPS[locale].format(n=random.randint(1, 9))
    block = BLOCKS[name].format(said=said, again=again, step=step, here=path.rsplit("/", 1)[1])
    where = random.randint(0, len(article.blocks))
    blocks = (*article.blocks[:where], block, *article.blocks[where:])
    sources.files[path] = replace(article, blocks=blocks[-12:])
    return f"add {name} to {path}"


BLOCKS = {
    "a callout": "!!! tip\n\n    {said}",
    "a question": '??? question "{said}"\n\n    {again}',
    "a step": "## {step}\n\n{said}",
    "tabs": '=== "A"\n\n    {said}\n\n=== "B"\n\n    {again}',
    "a list": "1. {said}\n2. {again}",
    "a picture": "![{said}](../../assets/screen.png)",
    "a picture of no one": "![{said}](../../assets/lost.png)",
    "fees from data": "/// fees\n    data: payouts\n///",
    "fees from lost data": "/// fees\n    data: lost\n///",
    "a fee table": "/// fees | {said}\n\n| Plan | Price |\n| --- | --- |\n| Basic | 12.50 EUR |\n///",
    "a link for support": "{said} [{again}](support:).",
    "a footnote": "{said}[^1]\n\n[^1]: {again}",
    "code": "```python\nprint('a')\n```",
    "an embed": "![{said}](https://www.youtube.com/watch?v=aaaaaaaaaaa)",
    "a link to itself": "[{said}]({here})",
}


def add_link(sources: Sources, random: Random) -> str:
    """To an article, perhaps to one of its headings; perhaps there is no such thing."""
    path, article = _pick(sources, random)
    target, other = _pick(sources, random)
    name = PurePosixPath(target)
    file = random.choice([name.name, name.name, "lost.md"])
    heading = random.choice(HEADINGS[_locale(target)]).lower().replace(" ", "-")
    anchor = random.choice(["", "", f"#{heading}", "#lost"])
    href = f"../{name.parent.name}/{file}{anchor}"
    blocks = (*article.blocks, f"[{other.meta['title']}]({href}) {sentence(_locale(path), random)}")
    sources.files[path] = replace(article, blocks=blocks[-12:])
    return f"link {path} to {href}"


def change_heading(sources: Sources, random: Random) -> str:
    """Links to it break, or are mended."""
    path, article = _pick(sources, random)
    places = [index for index, block in enumerate(article.blocks) if block.startswith("## ")]
    if not places:
        return ""
    blocks = list(article.blocks)
    blocks[random.choice(places)] = f"## {random.choice(HEADINGS[_locale(path)])}"
    sources.files[path] = replace(article, blocks=tuple(blocks))
    return f"change a heading of {path}"


def remove_block(sources: Sources, random: Random) -> str:
    """The last one."""
    path, article = _pick(sources, random)
    if len(article.blocks) < 2:
        return ""
    sources.files[path] = replace(article, blocks=article.blocks[:-1])
    return f"take the last block out of {path}"


def retitle(sources: Sources, random: Random) -> str:
    """Its address, entries in lists, and breadcrumbs follow."""
    path, _ = _pick(sources, random)
    _update(sources, path, title=title(_locale(path), random))
    return f"retitle {path}"


def change_slug(sources: Sources, random: Random) -> str:
    """Every link to it changes; earlier addresses lead on, sometimes."""
    path, article = _pick(sources, random)
    slug = random.choice([None, f"slug-{random.randrange(6)}"])
    earlier = [article.meta["slug"]] if article.meta.get("slug") and random.random() < 0.7 else None
    _update(sources, path, slug=slug, redirect_from=earlier)
    return f"give {path} the slug {slug}"


def change_meta(sources: Sources, random: Random) -> str:
    """What is told about an article, not what it says."""
    path, _ = _pick(sources, random)
    choices: dict[str, list[object]] = {
        "description": [None, "", sentence(_locale(path), random)],
        "updated": [None, "2026-05-01", "2026-05-20", "not a day"],
        "order": [None, 1, 2, 3],
        "keywords": [None, ["wire"], [f"word{random.randrange(99)}"]],
        "status": [None, None, "draft"],
        "redirect_from": [None, [f"/gone-{random.randrange(4)}/"]],
        "translated_from": [None, "0123456789abcdef"],
        "source": [None, {"system": "wordpress", "id": str(random.randrange(9))}],
        "template": [None, None, "own.html"],
    }
    key = random.choice(sorted(choices))
    value = random.choice(choices[key])
    _update(sources, path, **{key: value})
    return f"set {key} of {path} to {value}"


def add_article(sources: Sources, random: Random) -> str:
    """A new one in one locale, or a translation of one that is there."""
    path, _ = _pick(sources, random)
    locale = random.choice(sources.locales())
    key = PurePosixPath(path).name if random.random() < 0.6 else f"new-{random.randrange(9)}.md"
    added = f"docs/{locale}/{PurePosixPath(path).parent.name}/{key}"
    if added in sources.files:
        return ""
    sources.files[added] = make_article(locale, random)
    return f"add {added}"


def delete_article(sources: Sources, random: Random) -> str:
    """In its locale, or in all of them."""
    path, _ = _pick(sources, random)
    _, _, collection, name = path.split("/")
    everywhere = random.random() < 0.4
    gone = [each for each in sources.articles() if each == path or (everywhere and each.endswith(name))]
    if len(sources.articles()) - len(gone) < 8:
        return ""
    for each in gone:
        del sources.files[each]
    return f"delete {path if not everywhere else f'{collection}/{name} in all locales'}"


def move_article(sources: Sources, random: Random) -> str:
    """To another collection or another name, in one locale or in all; links to it are left as they are."""
    path, _ = _pick(sources, random)
    name = PurePosixPath(path).name
    goal = random.choice((*COLLECTIONS, "extra"))
    renamed = name if random.random() < 0.7 else f"moved-{random.randrange(9)}.md"
    everywhere = random.random() < 0.5
    moved = [
        each for each in sources.articles() if each == path or (everywhere and each.endswith(f"/{name}"))
    ]
    for each in moved:
        sources.files[f"docs/{_locale(each)}/{goal}/{renamed}"] = sources.files.pop(each)
    return f"move {', '.join(moved)} to {goal}/{renamed}"


def swap_articles(sources: Sources, random: Random) -> str:
    """Two files change places: nothing new in the folder, only elsewhere."""
    (one, first), (other, second) = _pick(sources, random), _pick(sources, random)
    sources.files[one], sources.files[other] = second, first
    return f"swap {one} and {other}" if first != second else ""


def change_home(sources: Sources, random: Random) -> str:
    """What a home page shows."""
    path = f"docs/{random.choice(sources.locales())}/index.md"
    keys = [PurePosixPath(path).stem for path in sources.articles()]
    meta = {
        "title": title("en", random),
        "promoted": random.sample(keys, 2) + ["lost"] * (random.random() < 0.2),
        "suggestions": [sentence("en", random)],
    }
    sources.files[path] = Article(meta, (paragraph("en", random),))
    return f"change {path}"


def change_collection_page(sources: Sources, random: Random) -> str:
    """A text above a collection's list, or none."""
    path = f"docs/{random.choice(sources.locales())}/{random.choice(COLLECTIONS)}/index.md"
    if sources.files.pop(path, ""):
        return f"delete {path}"
    sources.files[path] = Article({"title": title("en", random)}, (paragraph("en", random),))
    return f"add {path}"


def change_other_page(sources: Sources, random: Random) -> str:
    """Pages that are no articles, and one that belongs to no locale."""
    path = random.choice(["docs/en/about.md", "docs/fr/about.md", "docs/stray.md"])
    if random.random() < 0.4 and sources.files.pop(path, ""):
        return f"delete {path}"
    sources.files[path] = Article({"title": title("en", random)}, (paragraph("en", random),))
    return f"write {path}"


def change_asset(sources: Sources, random: Random) -> str:
    """A picture of another size under the same name, one in a locale's own folder, or none."""
    path = random.choice([PICTURE, PICTURE, "docs/assets/other.png", "docs/fr/assets/screen.png"])
    if random.random() < 0.25 and sources.files.pop(path, ""):
        return f"delete {path}"
    sources.files[path] = draw_picture(random.randint(10, 400), random.randint(10, 400))
    return f"replace {path}"


def change_fees(sources: Sources, random: Random) -> str:
    """An amount in the data that articles in all locales draw from."""
    if FEES not in sources.files:
        return ""
    rows = sources.data(FEES)["rows"]
    random.choice(rows)["price"] = random.randrange(400) / 100
    return "change an amount in the fees"


EDITS: tuple[Edit, ...] = (
    change_text,
    change_text,
    change_text,
    add_block,
    add_block,
    add_link,
    add_link,
    change_heading,
    remove_block,
    retitle,
    change_slug,
    change_meta,
    change_meta,
    add_article,
    delete_article,
    move_article,
    swap_articles,
    change_home,
    change_collection_page,
    change_other_page,
    change_asset,
    change_fees,
)
