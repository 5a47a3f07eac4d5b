"""`helpcentre verify-site`: a site's folder or address in, what is wrong with it as text out."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..verify.answers import verify_answers, verify_earlier
from ..verify.crawling import Crawl, CrawlError
from ..verify.verifying import Problem, Site, read_redirects, read_site, verify
from . import Answer, Command

EPILOG = """\
examples:
  mkdocs build --strict && helpcentre verify-site site
  helpcentre verify-site https://help.example.com/ --built site
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `verify-site`."""
    parser.add_argument("site", metavar="URL|DIR", help="where the site is deployed, or its folder")
    parser.add_argument(
        "--built",
        type=Path,
        metavar="DIR",
        help="with a URL: ask for every earlier address of this folder, too",
    )


def run(arguments: argparse.Namespace) -> Answer:
    """Read every page, and follow what stays on the site."""
    if arguments.site.startswith(("https://", "http://")):
        return _run_crawl(arguments.site.rstrip("/") + "/", arguments.built)
    folder = Path(arguments.site)
    if not (folder / "index.html").is_file():
        return Answer(problem=f"'{folder}' holds no built site", exit_code=2)
    site = read_site(folder)
    return _tell(list(verify(site)), f"{_count(site)}, {len(site.redirects)} redirects")


def _run_crawl(base: str, built: Path | None) -> Answer:
    if built and not (built / "index.html").is_file():
        return Answer(problem=f"'{built}' holds no built site", exit_code=2)
    rules = read_redirects(built) if built else ()
    crawl = Crawl(base)
    try:
        site = crawl.run()
        problems = [*verify(site), *verify_answers(crawl, site), *verify_earlier(crawl, rules)]
    except CrawlError as error:
        return Answer(problem=str(error), exit_code=1)
    finally:
        crawl.close()
    return _tell(problems, f"{_count(site)}, {len(site.files)} files, {len(rules)} earlier addresses")


def _count(site: Site) -> str:
    links = sum(len(page.links) + len(page.loads) for page in site.pages.values())
    return f"{len(site.pages)} pages, {links} links"


def _tell(problems: list[Problem], counts: str) -> Answer:
    lines = [f"{problem.path}: {problem.what}" for problem in problems]
    told = f"{len(problems) or 'No'} problems in {counts}."
    return Answer("\n".join([*lines, told]), exit_code=int(bool(problems)))


COMMAND = Command("follow every link, redirect and translation of a site", add_arguments, run, EPILOG)
