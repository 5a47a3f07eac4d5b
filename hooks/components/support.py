"""The way to a person: `[Ask support](support:)` in a text, and the same link for the end of an article.

`support_link` is pure: address templates and an article in, one link out. The configuration is a mapping
from locale (or `default`, or "") to an address template or a chat:

    support:
      default: https://lumen.example/contact?title={title}&url={url}&id={id}&locale={locale}
      fr: "mailto:aide@lumen.example?subject={title}&body={url}"
      de: {chat: true, url: https://lumen.example/kontakt}

The fields are the article's `title`, `url`, `id` and `locale`. Values are percent-encoded throughout
(RFC 3986; RFC 6068 for mailto: a space is %20, a line break %0D%0A), so none can add a parameter.
A chat's link leads to its `url` where there is no JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

from .elements import add_class
from .page import PageContext, fallbacks

SCHEMES = frozenset({"", "http", "https", "mailto", "tel", "sms"})
"""What an address may begin with; "" is a path of the site."""

FIELDS = ("title", "url", "id", "locale")
RESERVED = ":/?#[]@!$&'()*+,;=%"
"""Characters of a template that mean something in a URL, so that they stay."""


class SupportError(ValueError):
    """The configuration gives no usable address; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class SupportLink:
    """A link that is ready for a template."""

    href: str
    chat: bool = False
    """Whether a script may open a chat instead of following the link."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """More attributes of the `a` element: what a chat script needs to know about the article."""


def support_link(support: Mapping[str, Any], article: Mapping[str, str], locale: str) -> SupportLink | None:
    """The support address for one article; None where no support is configured for this locale.

    Raises:
        SupportError: the template has an unknown field or an address that no link may have.
    """
    for name in (*fallbacks(locale), "default", ""):
        entry = support.get(name)
        if entry:
            break
    else:
        return None
    chat = isinstance(entry, Mapping) and bool(entry.get("chat"))
    template = entry.get("url") if isinstance(entry, Mapping) else entry
    if not isinstance(template, str) or not template.strip():
        raise SupportError(f"support.{name} has no address: write a URL, or {{chat: true, url: https://…}}")
    href = fill_address(template.strip(), article)
    attributes = {f"data-article-{field}": article.get(field, "") for field in FIELDS} if chat else {}
    return SupportLink(href, chat, {"data-chat": "", **attributes} if chat else {})


def fill_address(template: str, article: Mapping[str, str]) -> str:
    """An address template with the article's values, encoded.

    Raises:
        SupportError: see `support_link`.
    """
    scheme = urlsplit(template).scheme.lower()
    if scheme not in SCHEMES:
        raise SupportError(f"a support address can't begin with {scheme}: — use https:, mailto: or tel:")

    def value(match: re.Match[str]) -> str:
        if match[1] not in FIELDS:
            names = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise SupportError(f"a support address knows no {match[0]}: use {names}")
        return _encode(str(article.get(match[1], "")), safe="")

    return re.sub(r"\{(\w*)\}", value, _encode(template, safe=RESERVED + "{}"))


def _encode(text: str, safe: str) -> str:
    """Percent-encode as UTF-8, line breaks as mail wants them."""
    lines = re.sub(r"\r\n?|\n", "\r\n", text)
    return quote(lines, safe=safe, errors="replace")


def fill_support_links(root: Element, page: PageContext) -> None:
    """Give every `support:` link below `root` its address; without one only its text stays, and a warning."""
    links = [a for a in root.iter("a") if (a.get("href") or "").strip().lower() == "support:"]
    if not links:
        return
    try:
        link = support_link(page.support, page.article, page.locale)
        problem = "" if link else "no support address is configured for this locale"
    except SupportError as error:
        link, problem = None, str(error)
    if problem:
        hint = "Set `support` of the plugin in mkdocs.yml."
        page.warn(f"[…](support:) shows as plain text: {problem}", hint=hint)
    for a in links:
        if link is None:
            a.tag = "span"
            del a.attrib["href"]
        else:
            a.attrib.update({"href": link.href, **link.attributes})
            add_class(a, "hc-support")
