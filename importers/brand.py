"""What a site looks like and whom it names for support, as its first page says it.

A page in, facts out; what a page doesn't say stays empty. Colours: `theme-color` (HTML), Intercom's theme,
WordPress's palette. Pictures: `apple-touch-icon`, Open Graph, and the ways in which themes mark a logo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup

from .addresses import join_address, split_address
from .sources.intercom_page import page_data
from .sources.page_facts import attribute

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_PALETTE = re.compile(r"--wp--preset--color--(?:primary|accent)\s*:\s*(#[0-9a-fA-F]{3,6})\b")
_LOGOS = (
    "img.custom-logo",  # WordPress: the_custom_logo()
    "header img[class*=logo]", "header [class*=logo] img", "a[rel=home] img",
    "[class*=header] [class*=logo] img", "img[class*=site-logo]",
)  # fmt: skip
_ICONS = ("link[rel~=apple-touch-icon]", "link[rel~=icon][sizes]", "link[rel~=icon]")
_MAIL = re.compile(r"mailto:([^?\s]+@[^?\s]+)", re.IGNORECASE)
_REQUEST = re.compile(r"/hc/(?:[\w-]+/)?requests/new")
_CONTACT = re.compile(
    r"/(?:contact|kontakt|contacto|contato|contatti|nous-contacter)[\w-]*/?$", re.IGNORECASE
)
_MEANT = re.compile(r"help|support|aide|hilfe|ayuda|contact|kontakt|service", re.IGNORECASE)
"""How an address begins that is meant for readers' questions."""
_LIGHTEST = 0.85
"""A colour that is lighter is a background rather than a brand's."""


@dataclass(frozen=True, slots=True)
class Brand:
    """What was found; "" for what was not."""

    name: str = ""
    accent: str = ""
    """`#009cc7`."""
    logo: str = ""
    """Address of the logo."""
    icon: str = ""
    """Address of the small picture in browsers' tabs."""
    image: str = ""
    """Address of the picture that previews show."""
    support: str = ""
    """Where readers ask a person: `mailto:…` or an address."""
    chat: str = ""
    """Intercom's id of the workspace whose messenger the page opens."""

    def __or__(self, other: Brand) -> Brand:
        """Fill in from another what this one lacks."""
        return Brand(*(getattr(self, each.name) or getattr(other, each.name) for each in fields(self)))


def read_brand(page: BeautifulSoup, address: str) -> Brand:
    """Read a site's first page, or any of its pages."""
    found = Brand(
        name=_name(page),
        accent=_accent(page),
        logo=_first_picture(page, _LOGOS, address),
        icon=_first_picture(page, _ICONS, address),
        image=_complete(_meta(page, "og:image"), address),
        support=_support(page, address),
        chat=_chat(page),
    )
    return _of_intercom(page_data(page)) | found


def _of_intercom(data: dict[str, Any]) -> Brand:
    """What an Intercom help centre's settings say."""
    theme, app = data.get("theme"), data.get("app")
    if not isinstance(theme, dict):
        return Brand()
    said = {name: str(theme.get(name) or "") for name in ("siteName", "color", "logo", "favicon", "social")}
    return Brand(
        name=" ".join(said["siteName"].split()),
        accent=_usable(said["color"]),
        logo=said["logo"],
        icon=said["favicon"],
        image=said["social"],
        chat=str(app.get("id") or "") if isinstance(app, dict) else "",
    )


def _name(page: BeautifulSoup) -> str:
    said = _meta(page, "og:site_name") or _meta(page, "application-name")
    title = " ".join(page.title.get_text().split()) if page.title else ""
    return said or re.split(r"\s+[|–—·•»«-]\s+", title)[-1]


def _accent(page: BeautifulSoup) -> str:
    for said in (_meta(page, "theme-color"), _meta(page, "msapplication-TileColor")):
        if colour := _usable(said):
            return colour
    styles = (_PALETTE.search(style.get_text()) for style in page.find_all("style"))
    return next((colour for found in styles if found and (colour := _usable(found[1]))), "")


def _usable(said: str) -> str:
    """`#009cc7` of `009CC7`; "" of what is no colour, or too light for one that stands out."""
    found = _COLOUR.fullmatch(said.strip())
    if not found:
        return ""
    digits = found[1].lower() if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1].lower())
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return f"#{digits}" if 0.2126 * red + 0.7152 * green + 0.0722 * blue <= _LIGHTEST else ""


def _first_picture(page: BeautifulSoup, selectors: tuple[str, ...], address: str) -> str:
    for selector in selectors:
        for tag in page.select(selector):
            if said := attribute(tag, "href") or attribute(tag, "data-src") or attribute(tag, "src"):
                return _complete(said, address)
    return ""


def _complete(said: str, address: str) -> str:
    """A whole address; "" of what is none of the web's, such as a picture inside the page."""
    full = join_address(address, said.strip()) if said else ""
    parts = split_address(full)
    return full if parts.scheme in ("http", "https") and parts.netloc else ""


def _support(page: BeautifulSoup, address: str) -> str:
    """Where the page sends whoever needs a person: a form of the help centre, a contact page, an e-mail."""
    targets = [attribute(link, "href").strip() for link in page.find_all("a", href=True)]
    if form := next((target for target in targets if _REQUEST.search(target)), ""):
        return _complete(form, address)
    mails = [unquote(found[1]) for target in targets if (found := _MAIL.match(target))]
    meant = [mail for mail in mails if _MEANT.match(mail)]
    if mails:
        return f"mailto:{(meant or mails)[0]}"
    contacts = (target for target in targets if _CONTACT.search(split_address(target).path))
    return _complete(next(contacts, ""), address)


def _chat(page: BeautifulSoup) -> str:
    scripts: Iterator[str] = (
        f"{attribute(script, 'src')} {script.get_text()}" for script in page.find_all("script")
    )
    found = (re.search(r"widget\.intercom\.io/widget/(\w+)", text) for text in scripts)
    return next((each[1] for each in found if each), "")


def _meta(page: BeautifulSoup, name: str) -> str:
    for meta in page.find_all("meta", content=True):
        if (attribute(meta, "property") or attribute(meta, "name")).lower() == name.lower():
            return " ".join(attribute(meta, "content").split())
    return ""
