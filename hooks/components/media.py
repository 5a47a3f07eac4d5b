"""Media: videos and other embeds, sound, galleries, captions and downloads.

Tree in, tree out. An image whose address is a player or a film becomes a figure with a link; nothing is
requested from another site before a reader asks for it, and without JavaScript the link simply opens.
`finish_media` runs after MkDocs has resolved relative addresses, which it does for links and images only.
"""

from __future__ import annotations

import re
from posixpath import splitext
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from .elements import (
    add_class,
    container,
    find_placed,
    has_class,
    has_no_own_text,
    remove_class,
    replace,
    text_of,
    unwrap_paragraph,
)
from .page import PageContext
from .providers import Embed, any_embed, find_embed, split_address

VIDEO = frozenset(".mp4 .webm .m4v .mov .ogv".split())
AUDIO = frozenset(".mp3 .m4a .ogg .oga .wav .aac .flac".split())
DOWNLOADS = frozenset(
    ".pdf .zip .csv .tsv .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .odp .epub .xml .json .txt .ics .vcf"
    " .dmg .exe .msi .pkg .apk .gz .tgz .7z .rar .eps .psd".split()
)
"""Kinds of files that a link hands over instead of opening a page."""
PAGE = ".md"
"""What most links lead to."""
LONGEST_LABEL = 120
"""Characters that the name of a file for readers has at most."""

FIGURE = "hc-embed"


def arrange_media(root: Element, page: PageContext) -> None:
    """Turn the images, captions and links below `root` into media."""
    for link in root.iter("a"):
        _mark_download(link)
    for image, ancestors in find_placed(root, "img"):
        _replace_image(image, ancestors, page)
    for paragraph, ancestors in find_placed(root, "p", where=_holds_media):
        _arrange_paragraph(paragraph, ancestors[-1])
    for figure in list(root.iter("figure")):
        _arrange_figure(figure)


def finish_media(root: Element) -> None:
    """Give players the addresses of the links and posters inside them."""
    for player in (*root.iter("video"), *root.iter("audio")):
        if not has_class(player, f"{FIGURE}__player"):
            continue
        link = player.find("a")
        poster = player.find("img")
        if link is not None:
            player.set("src", link.get("href") or "")
        if poster is not None:
            player.set("poster", poster.get("src") or "")
            player.remove(poster)


def _replace_image(image: Element, ancestors: tuple[Element, ...], page: PageContext) -> None:
    """Make a figure of an image that is none; only a link, where it stands in the middle of a text."""
    address = image.get("src") or ""
    kind = _extension(address)
    wants_embed = has_class(image, "embed")
    if kind in VIDEO | AUDIO:
        media = _player(image, "video" if kind in VIDEO else "audio")
    elif embed := find_embed(address) or (any_embed(address) if wants_embed else None):
        media = _facade(image, embed, page)
    else:
        remove_class(image, "embed")
        return
    parent = ancestors[-1]
    if any(one.tag == "a" for one in ancestors) or not _may_hold_figure(parent):
        link = next(media.iter("a"))
        media = Element("span" if any(one.tag == "a" for one in ancestors) else "a", {})
        media.text = image.get("alt") or link.get("href")
        if media.tag == "a":
            media.set("href", link.get("href") or "")
    replace(parent, image, [media])


def _may_hold_figure(parent: Element) -> bool:
    """Whether a figure can take the place of an image in `parent`: not within a sentence."""
    if parent.tag == "p":
        return has_no_own_text(parent) and all(child.tag in {"img", "figure", "br"} for child in parent)
    return parent.tag in {"div", "li", "td", "dd", "figure", "section", "blockquote", "details"}


def _facade(image: Element, embed: Embed, page: PageContext) -> Element:
    """A link that a script may turn into the player at `data-src`, after a click."""
    figure = container("figure", class_=FIGURE)
    figure.attrib.update({"data-src": embed.player, "data-provider": embed.provider})
    link = SubElement(figure, "a", {"class": f"{FIGURE}__link", "href": embed.page})
    if poster := _own_poster(image):
        SubElement(link, "img", {"src": poster, "alt": "", "loading": "lazy"})
    title = SubElement(link, "span", {"class": f"{FIGURE}__title"})
    action = page.word("embed.watch" if embed.is_video else "embed.open", provider=embed.provider)
    title.text = image.get("alt") or image.get("title") or action
    if title.text != action:
        title.tail = " "
        SubElement(link, "span", {"class": f"{FIGURE}__provider"}).text = action
    link.tail = "\n"
    notice = SubElement(figure, "p", {"class": f"{FIGURE}__notice"})
    notice.text = page.word("embed.notice", provider=embed.provider)
    notice.tail = "\n"
    return figure


def _player(image: Element, tag: str) -> Element:
    """The browser's own player; before a click it asks only this site for anything, the film's length."""
    address = image.get("src") or ""
    remote = _is_remote(address)
    figure = container("figure", class_=FIGURE)
    player = SubElement(
        figure,
        tag,
        {"class": f"{FIGURE}__player", "controls": "controls", "preload": "none" if remote else "metadata"},
    )
    title = image.get("alt") or image.get("title") or unquote(address.rsplit("/", 1)[-1])
    player.set("aria-label", title)
    if tag == "video" and (poster := _own_poster(image)):
        SubElement(player, "img", {"src": poster, "alt": ""})
    SubElement(player, "a", {"href": address}).text = title
    return figure


def _own_poster(image: Element) -> str:
    """The still picture that the author gave, unless another site would have to send it."""
    poster = image.get("poster") or ""
    return "" if _is_remote(poster) else poster


def _is_remote(address: str) -> bool:
    url = split_address(address)
    return url is None or bool(url.netloc)


def _holds_media(paragraph: Element) -> bool:
    """Whether a paragraph holds media and nothing else."""
    media = [child for child in paragraph if child.tag != "br"]
    return bool(media) and has_no_own_text(paragraph) and all(_is_medium(child) for child in media)


def _arrange_paragraph(paragraph: Element, parent: Element) -> None:
    """Free the figures of a paragraph that holds only media; of two or more pictures make a gallery."""
    media = [child for child in paragraph if child.tag != "br"]
    pictures = [child for child in media if child.tag != "figure"]
    if len(pictures) == len(media) == 1:
        return
    arranged: list[Element] = [child for child in media if child.tag == "figure"]
    for child in media:
        child.tail = "\n" if child.tag == "figure" or len(pictures) > 1 else None
    if pictures:
        group = container("div", class_="hc-gallery") if len(pictures) > 1 else Element("p")
        group.extend(pictures)
        arranged.insert(0, group)
    replace(parent, paragraph, arranged)


def _is_medium(element: Element) -> bool:
    """Whether an element of a paragraph is a picture, a linked picture or an embed."""
    linked = element.tag == "a" and len(element) > 0 and has_no_own_text(element)
    return element.tag in {"img", "figure"} or (linked and all(child.tag == "img" for child in element))


def _arrange_figure(figure: Element) -> None:
    """Tidy what `/// caption` made: the picture without its paragraph, no figure in a figure."""
    caption = figure.find("figcaption")
    if caption is None or figure.get("class") == "hc-fees":
        return
    unwrap_paragraph(caption)
    for child in list(figure):
        if child.tag == "figure" and has_class(child, FIGURE):
            figure.attrib.update(child.attrib)
            replace(figure, child, list(child))
        elif child.tag == "p" and len(child) == 1 and has_no_own_text(child) and _is_medium(child[0]):
            replace(figure, child, [child[0]])


def _mark_download(link: Element) -> None:
    """Tell links to files from links to pages; a whole sentence that is a link stays running text."""
    address = link.get("href") or ""
    kind = "" if address.endswith(PAGE) else _extension(address)
    if kind in DOWNLOADS and 0 < len(text_of(link).strip()) <= LONGEST_LABEL:
        add_class(link, "hc-download")
        link.set("data-format", kind[1:].upper())


def _extension(address: str) -> str:
    """The file name extension of an address, in lower case: `.pdf`."""
    url = split_address(address)
    if url is None or url.scheme not in {"", "http", "https"}:
        return ""
    return re.sub(r"[^.a-z0-9]", "", splitext(url.path)[1].lower())
