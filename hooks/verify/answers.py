"""What is wrong with the way a site is served: statuses, headers, error pages, earlier addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import quote, unquote, urljoin, urlsplit

import requests
from lxml import html

from ..publish.hosts.facts import HASHED
from ..publish.rules import GONE, Redirect
from .crawling import Answer, Crawl, file_of
from .pages import Page, read_page
from .verifying import Problem, Site

NOWHERE = "no-such-page-as-verify-site-asks-for/"
LEADING = (301, 308)
LONG = 30 * 86_400
"""Seconds that a file with its content's hash in its name is kept at least."""
SHORT = 86_400
"""Seconds that a page is kept at most without asking again."""
WANTED = ("Content-Security-Policy", "X-Content-Type-Options")


def verify_answers(crawl: Crawl, site: Site) -> Iterator[Problem]:
    """Headers of all that was fetched, and the error page of each language."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, answer in crawl.answers.items():
        if answer.status == requests.codes.ok:
            page = crawl.pages.get(file_of(path)) if answer.is_page else None
            for problem in _judge(path, answer, page):
                found[problem].append(f"/{path}")
    for problem, paths in found.items():
        yield Problem(paths[0], f"{problem}{f' (and {len(paths) - 1} more)' if len(paths) > 1 else ''}")
    folders = list_folders(site)
    for path, answer in crawl.ask(f"{folder}{NOWHERE}" for folder in folders):
        yield from _judge_error(path, answer, folders[path.removesuffix(NOWHERE)])


def verify_earlier(crawl: Crawl, rules: tuple[Redirect, ...]) -> Iterator[Problem]:
    """Every earlier address, asked for: it leads in one step to a page, or is gone."""
    asked = {_example(rule): rule for rule in rules}
    leading: dict[str, str] = {}
    for path, answer in crawl.ask(asked):
        rule = asked[path]
        if rule.status == GONE:
            if answer.status != GONE:
                yield Problem(rule.path, f"is gone, and answers with {answer.status}")
        elif (target := _lead(crawl, path, answer)) is None:
            yield Problem(rule.path, f"answers with {answer.status}, not with 301")
        elif unquote(target) != unquote(urljoin(crawl.base, rule.target.lstrip("/"))):
            yield Problem(rule.path, f"leads to {target}, not to {rule.target}")
        elif (below := crawl.below(target)) is not None:
            leading.setdefault(below, rule.path)
    for path, answer in crawl.ask(path for path in leading if path not in crawl.answers):
        crawl.answers[path] = answer
    for path, earlier in leading.items():
        if (status := crawl.answers[path].status) != requests.codes.ok:
            yield Problem(earlier, f"leads to /{path}, which answers with {status}")


def list_folders(site: Site) -> dict[str, str]:
    """Folder of a locale, `fr/` or "", → its language, as the home page's translations have them."""
    home = site.pages["index.html"]
    folders = {"": home.language}
    for tag, address in home.alternates:
        path = site.locate(address)
        if tag != "x-default" and path and path.endswith("/") and path != "/":
            folders[quote(unquote(path.lstrip("/")))] = tag
    return folders


def _judge(path: str, answer: Answer, page: Page | None) -> Iterator[str]:
    """What is wrong with a file's headers."""
    headers = answer.headers
    age = re.search(r"max-age=(\d+)", headers.get("Cache-Control", ""))
    seconds = int(age[1]) if age else 0
    if re.match(HASHED, f"/{path}") and seconds < LONG:
        yield "never changes, and isn't kept for long: `Cache-Control`"
    if page is None:
        return
    if seconds > SHORT:
        yield "is a page, and is kept for long: `Cache-Control`"
    for name in WANTED:
        if name not in headers:
            yield f"is sent without `{name}`"
    if "charset=utf-8" not in headers.get("Content-Type", "").lower():
        yield "is sent without `charset=utf-8`"
    language = headers.get("Content-Language", "")
    if language and page.language and language.lower() != page.language.lower():
        yield f"is sent as `{language}`, and says that it is `{page.language}`"


def _judge_error(path: str, answer: Answer, language: str) -> Iterator[Problem]:
    if answer.status != requests.codes.not_found:
        yield Problem(path, f"is no page, and answers with {answer.status}")
    elif not answer.is_page or not answer.body:
        yield Problem(path, "is answered without the site's error page")
    elif (found := html.fromstring(answer.body).get("lang") or "").lower() != language.lower():
        yield Problem(path, f"is answered in `{found}`, not in `{language}`")


def _example(rule: Redirect) -> str:
    """An address that a rule is for, percent-encoded."""
    path = rule.path.removesuffix("*") + ("any" if rule.is_prefix else "")
    query = f"?{rule.query}" if rule.query else ""
    return quote(path.lstrip("/"), safe="/()!$&'*+,;=:@~-._") + query


def _lead(crawl: Crawl, path: str, answer: Answer) -> str | None:
    """Where an answer leads on to: by its status, or as a page, where a host can't do better."""
    here = crawl.base + path
    if answer.status in LEADING:
        return urljoin(here, answer.headers.get("Location", ""))
    if answer.status == requests.codes.ok and answer.is_page:
        refresh = read_page(answer.body, path).refresh
        return urljoin(here, refresh) if refresh and not urlsplit(refresh).netloc else None
    return None
