"""The command line: arguments, exit codes, progress and what people read. The only place that prints.

Exit codes: 0 all is well, 1 something could not be imported or needs a decision, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from .errors import HelpcentreError, OutputError, SourceError, UsageError
from .exchange import export_articles, import_articles, language_of_file
from .live.intercom import REGIONS
from .live.systems import is_address
from .locales import Locales, parse_locale
from .newsite import create_site
from .options import CACHE, PYPROJECT, add_arguments, read_live, read_sources, write_sources
from .pairing import Placed
from .pipeline import Options, run_import
from .project import Project, find_project
from .report import Entry, Report, locales_of
from .report_page import render_report
from .search_report import SearchReport, read_log
from .searching import search_site
from .sources import SOURCES
from .status import PROBLEMS, Overview, accept, read_overview
from .survey import survey
from .writer import write_file

MOST = 8
"""Messages of one kind that are shown; the report has them all."""

SITE_COMMANDS = "helpcentre.commands"
"""The entry points that commands of the other half are found by."""

IMPORT_EXAMPLES = """\
examples:
  helpcentre import wordpress export/pages.json      saved answers of the REST API
  helpcentre import intercom articles.json collections.json
  helpcentre import export/                          finds out what it is
  curl -s https://example.com/wp-json/wp/v2/pages | helpcentre import wordpress -
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(next(iter(given), "")).parse_args(given)
    try:
        return int(options.run(options))
    except HelpcentreError as error:
        _stderr().print(f"[red]error:[/] {escape(str(error))}", soft_wrap=True, highlight=False)
        return error.exit_code
    except KeyboardInterrupt:
        _stderr().print("Stopped. Every file is whole; run the same command to go on.")
        return 130


def _parser(wanted: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="helpcentre", description="Move a help centre into Markdown, and make a fast site of it."
    )
    parser.add_argument("--version", action="version", version=f"helpcentre {_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    importing = commands.add_parser(
        "import",
        help="import articles from WordPress or Intercom",
        description="Import articles into the docs folder. Run again, it brings over what changed.",
        epilog=IMPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    importing.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help=f"addresses, files, folders, or - for standard input; first {' or '.join(SOURCES)} to say "
        "what they are",
    )
    importing.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    importing.add_argument("--locale", metavar="xx", help="locale of what the source gives none")
    importing.add_argument("--collection", metavar="NAME", help="collection of all new articles")
    importing.add_argument(
        "--default-locale", metavar="xx", help="locale that names keys (default: the project's)"
    )
    importing.add_argument(
        "--report",
        type=Path,
        metavar="FILE.json",
        help="write what became of each article; FILE.html makes a page to read",
    )
    importing.add_argument(
        "--strict", action="store_true", help="exit 1 if an article lost anything without a recorded reason"
    )
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    add_arguments(importing)
    importing.set_defaults(run=_import)
    _add_sync(commands)

    new = commands.add_parser("new", help="make a new site", description="Make a new site to import into.")
    new.add_argument("folder", type=Path, metavar="DIR")
    new.add_argument("--locales", default="", metavar="en,fr", help="its locales, the default one first")
    new.add_argument(
        "--from",
        nargs="+",
        default=[],
        dest="sources",
        metavar="SOURCE",
        help="import these, as `helpcentre import` takes them, and take locales and name from them",
    )
    new.add_argument("--name", default="", help="its name (default: made from DIR)")
    add_arguments(new)
    new.set_defaults(run=_new)
    _add_status(commands)
    _add_translate(commands)
    _add_search(commands)
    if wanted not in commands.choices:  # what doesn't need them starts without them
        _add_site_commands(commands, wanted)
    return parser


def _add_site_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser], wanted: str) -> None:
    """Add the commands of the half that builds sites, which this one doesn't import: hooks/commands.

    All of them, unless `wanted` is one.
    """
    entries = entry_points(group=SITE_COMMANDS)
    for entry in entries.select(name=wanted) or sorted(entries, key=lambda entry: entry.name):
        command = entry.load()
        parser = commands.add_parser(
            entry.name,
            help=command.help,
            description=f"{command.help[:1].upper()}{command.help[1:]}.",
            epilog=command.epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_arguments(parser)
        parser.set_defaults(run=partial(_run_site_command, command))


def _run_site_command(command: Any, arguments: argparse.Namespace) -> int:
    answer = command.run(arguments)
    if answer.output:
        print(answer.output)
    if answer.problem:
        _stderr().print(f"[red]error:[/] {escape(answer.problem)}", soft_wrap=True, highlight=False)
    return int(answer.exit_code)


def _add_status(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    status = commands.add_parser(
        "status",
        help="say what is translated, missing or out of date",
        description="Say what is translated, missing or out of date, and what an editor should look at.",
    )
    status.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    status.add_argument("--locale", metavar="xx", help="this locale only")
    status.add_argument("--json", action="store_true", help="write it as JSON")
    status.add_argument(
        "--fail-on",
        default="",
        metavar="stale,missing",
        help=f"exit 1 if there are any of: {', '.join(PROBLEMS)}",
    )
    status.add_argument(
        "--accept",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help="these translations have been brought up to date with their originals",
    )
    status.set_defaults(run=_status)


def _add_translate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    translate = commands.add_parser("translate", help="give translators PO files, and take them back")
    steps = translate.add_subparsers(required=True, metavar="STEP")
    export = steps.add_parser("export", help="write what needs translation, one PO file per locale")
    export.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    export.add_argument("--locale", metavar="xx", help="this locale only")
    export.add_argument("--all", action="store_true", help="what is translated already, too")
    export.add_argument(
        "--out",
        type=Path,
        default=Path("translations"),
        metavar="DIR",
        help="where to (default: translations/)",
    )
    export.set_defaults(run=_export)
    taking = steps.add_parser("import", help="write the articles that PO files translate")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE.po")
    taking.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    taking.set_defaults(run=_take)


def _add_search(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    search = commands.add_parser(
        "search", help="search the built site", description="Ask the built site's search, as a reader would."
    )
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--locale", metavar="xx", help="locale to search in (default: the project's default)")
    search.add_argument(
        "--site", type=Path, default=Path("site"), metavar="DIR", help="the built site (default: site/)"
    )
    search.add_argument("--json", action="store_true", help="write the whole answer as JSON")
    search.set_defaults(run=_search)
    reporting = commands.add_parser(
        "search-report",
        help="list what readers did not find",
        description="List the queries of a log that found nothing, or whose answers stand too far down.",
    )
    reporting.add_argument(
        "log", type=Path, metavar="FILE", help="what the site's search told, as JSON lines"
    )
    reporting.set_defaults(run=_search_report)


def _add_sync(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sync = commands.add_parser(
        "sync",
        help="import again from the sources of pyproject.toml",
        description="Import from the sources that pyproject.toml names in [tool.helpcentre.sources.NAME].",
    )
    sync.add_argument("names", nargs="*", metavar="NAME", help="only these sources")
    sync.add_argument("--docs", type=Path, metavar="DIR", help="docs folder (default: the project's)")
    sync.add_argument("--check", action="store_true", help="write nothing, exit 1 if something would change")
    sync.add_argument("--json", action="store_true", help="print what became of each article as JSON")
    sync.set_defaults(run=_sync)


def _version() -> str:
    try:
        return version("helpcentre")
    except PackageNotFoundError:  # run from a checkout
        return "(not installed)"


# --- import -----------------------------------------------------------------------------------


def _import(arguments: argparse.Namespace) -> int:
    options = _options(arguments)
    report = run_import(options, _progress)
    _show(report, options)
    if arguments.report:
        is_page = arguments.report.suffix == ".html"
        write_file(arguments.report, render_report(report) if is_page else report.to_json())
    return 1 if report.has_failed or (arguments.strict and report.has_lost) else 0


def _options(arguments: argparse.Namespace) -> Options:
    """Settle what the arguments leave open by the project's mkdocs.yml.

    Raises:
        UsageError: the arguments make no sense.
    """
    system, sources = None, list(arguments.sources)
    if sources[0] in SOURCES:
        system = sources.pop(0)
    if not sources and system == "intercom":
        sources = [REGIONS[arguments.region]]
    if not sources:
        raise UsageError(f"`import {system}` needs a file or folder", hint="For example: export/pages.json")
    project = find_project(arguments.docs or Path.cwd())
    docs = arguments.docs or (project.docs if project else None)
    if docs is None:
        raise UsageError(
            "there is no mkdocs.yml here or above, so no docs folder to import into",
            hint="Run it in a site's folder, name one with --docs, or make a site with `helpcentre new`.",
        )
    if docs.exists() and not docs.is_dir():
        raise UsageError("the docs folder is a file", where=str(docs), hint="Name a folder with --docs.")
    locales = _locales(project, arguments.default_locale)
    return Options(
        sources=tuple(sources),
        docs=docs,
        locales=locales,
        system=system,
        locale=_usable(locales, "--locale", arguments.locale) if arguments.locale else None,
        collection=arguments.collection,
        dry_run=arguments.dry_run,
        cache=(project.folder if project else docs.parent) / CACHE,
        **read_live(arguments),
    )


def _sync(arguments: argparse.Namespace) -> int:
    project = find_project(arguments.docs or Path.cwd())
    sources = read_sources(project.folder) if project else {}
    if unknown := [name for name in arguments.names if name not in sources]:
        raise UsageError(
            f"there is no source {unknown[0]!r}", where=PYPROJECT, hint=f"There are: {', '.join(sources)}."
        )
    if not sources:
        raise UsageError(
            "no sources are configured",
            where=PYPROJECT,
            hint='Add [tool.helpcentre.sources.website] with source = "https://example.com".',
        )
    results = {
        name: _sync_one(name, own, arguments)
        for name, own in sources.items()
        if not arguments.names or name in arguments.names
    }
    if arguments.json:
        plans = {
            name: report.plan if isinstance(report, Report) else {"error": str(report)}
            for name, report in results.items()
        }
        print(json.dumps(plans, ensure_ascii=False, indent=2))
    reports = [report for report in results.values() if isinstance(report, Report)]
    is_ready = len(reports) == len(results) and not any(report.has_failed for report in reports)
    return 0 if is_ready and not (arguments.check and any(report.has_changed for report in reports)) else 1


def _sync_one(name: str, own: Sequence[str], arguments: argparse.Namespace) -> Report | HelpcentreError:
    """Import one source; that it can't be read leaves the others alone."""
    docs = ["--docs", str(arguments.docs)] if arguments.docs else []
    dry_run = ["--dry-run"] if arguments.check else []
    try:
        given = _parser("import").parse_args(["import", *own, *docs, *dry_run])
    except SystemExit as error:  # argparse has said what is wrong
        raise UsageError(
            "these settings make no sense", where=f"{PYPROJECT} [tool.helpcentre.sources.{name}]"
        ) from error
    try:
        options = _options(given)
        report = run_import(options, _progress)
    except HelpcentreError as error:
        _stderr().print(f"[red]{escape(name)}:[/] {escape(str(error))}", soft_wrap=True, highlight=False)
        return error
    if not arguments.json:
        Console().print(f"[bold]{escape(name)}[/]", highlight=False)
        _show(report, options)
    return report


def _locales(project: Project | None, default: str | None) -> Locales:
    locales = project.locales if project else Locales("en")
    return Locales(_usable(locales, "--default-locale", default), locales.site) if default else locales


def _usable(locales: Locales, option: str, code: str) -> str:
    try:
        return locales.resolve(code)
    except HelpcentreError as error:
        raise UsageError(error.problem, where=option, hint=error.hint) from error


def _progress(placed: Sequence[Placed]) -> Iterable[Placed]:
    console = _stderr()
    return track(placed, "Importing", console=console, transient=True, disable=not console.is_terminal)


# --- what people read -------------------------------------------------------------------------


def _show(report: Report, options: Options) -> None:
    out, err = Console(), _stderr()
    if options.system is None and report.entries:
        out.print(f"Found: {_found(report)}", soft_wrap=True, highlight=False)
    _show_messages(err, "failed", "red", [entry for entry in report.entries if entry.status == "failed"])
    _show_messages(err, "conflict", "red", [entry for entry in report.entries if entry.status == "conflict"])
    _show_messages(err, "skipped", "yellow", [entry for entry in report.entries if entry.status == "skipped"])
    _show_messages(err, "gone", "yellow", [entry for entry in report.entries if entry.is_gone])
    _show_losses(err, report.entries)
    _show_notices(err, report.entries)
    out.print(_table(report), soft_wrap=False)
    if options.dry_run:
        out.print("Nothing was written (--dry-run).")


def _found(report: Report) -> str:
    counts = Counter(entry.origin.system for entry in report.entries if entry.page)
    named = [f"{count} from {SOURCES[name].TITLE}" for name, count in sorted(counts.items())]
    return ", ".join(named) or "nothing that can be imported"


def _show_messages(console: Console, label: str, style: str, entries: Sequence[Entry]) -> None:
    for entry in entries[:MOST]:
        place = f"{entry.origin} ({entry.locale})" if entry.locale else str(entry.origin)
        text = f"[{style}]{label}:[/] {escape(place)}: {escape(entry.reason or '')}"
        console.print(text, soft_wrap=True, highlight=False)
    if len(entries) > MOST:
        console.print(
            f"[{style}]{label}:[/] … and {len(entries) - MOST} more, all in --report", highlight=False
        )


def _show_losses(console: Console, entries: Iterable[Entry]) -> None:
    """One line for each article that lost something, with the first thing it lost."""
    lossy = [(entry, entry.account.losses) for entry in entries if entry.account and entry.account.losses]
    for entry, losses in lossy[:MOST]:
        counts = ", ".join(f"{kind} {len(lost)}" for kind, lost in losses.items())
        first = next(iter(losses.values()))[0]
        place = entry.page.path if entry.page else entry.origin
        text = f"[red]lost:[/] {escape(str(place))}: {counts}, such as: {escape(first)}"
        console.print(text, soft_wrap=True, highlight=False)
    if lossy:
        total = sum(len(lost) for _, losses in lossy for lost in losses.values())
        console.print(
            f"[red]lost:[/] {total} things in {len(lossy)} of the articles, all in --report", highlight=False
        )


def _show_notices(console: Console, entries: Iterable[Entry]) -> None:
    """One line for each rule, with the first place it was found in."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for notice in entry.notices:
            place = entry.page.path if entry.page else str(entry.origin)
            found.setdefault(notice.rule, []).append(f"{place}: {notice.message}")
    for rule, messages in sorted(found.items()):
        more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
        console.print(
            f"[cyan]notice {escape(rule)}:[/] {escape(messages[0])}{more}", soft_wrap=True, highlight=False
        )


def _table(report: Report) -> Table:
    """Counts by locale; only what happened gets a column."""
    columns = [status for status, count in report.totals.items() if count]
    table = Table(box=None, pad_edge=False)
    table.add_column("locale")
    for status in columns:
        table.add_column(status, justify="right")
    rows = locales_of(report.entries)
    for locale in rows:
        counts = report.totals_of(locale)
        table.add_row(locale or "–", *(str(counts[status]) for status in columns))
    if len(rows) != 1:
        table.add_row("all", *(str(report.totals[status]) for status in columns), style="bold")
    return table


def _stderr() -> Console:
    return Console(stderr=True)


# --- search -----------------------------------------------------------------------------------


def _search(arguments: argparse.Namespace) -> int:
    locales = _locales(find_project(Path.cwd()), None)
    locale = _usable(locales, "--locale", arguments.locale) if arguments.locale else locales.default
    (answer,) = search_site(arguments.site, locale, [arguments.query])
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_answer_lines(answer)))
    return 0 if answer["results"] else 1


def _answer_lines(answer: Mapping[str, Any]) -> Iterator[str]:
    if answer["corrected"]:
        yield f"Showing results for: {answer['corrected']}"
    if not answer["results"]:
        yield "Nothing found."
    for rank, result in enumerate(answer["results"], start=1):
        yield f"{rank}. {' › '.join(filter(None, (result['title'], result['section'])))}"
        yield f"   {unquote(result['url'])}"


def _search_report(arguments: argparse.Namespace) -> int:
    try:
        lines = arguments.log.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            "the log can't be read", where=str(arguments.log), hint="Name a text file of JSON lines."
        ) from error
    print("\n".join(_search_report_lines(read_log(lines, str(arguments.log)))))
    return 0


def _search_report_lines(report: SearchReport) -> Iterator[str]:
    yield "Nothing found (times, locale, query):" if report.missed else "Every query found something."
    for missed in report.missed:
        yield f"  {missed.count:4}  {missed.locale}  {missed.query}"
    if report.buried:
        yield "Found too far down (times, locale, query, mean rank, what was chosen):"
    for buried in report.buried:
        chosen = unquote(buried.url)
        yield f"  {buried.count:4}  {buried.locale}  {buried.query}  {buried.rank:.1f}  {chosen}"


# --- new --------------------------------------------------------------------------------------


def _new(arguments: argparse.Namespace) -> int:
    codes = [code.strip() for code in arguments.locales.split(",") if code.strip()]
    if not codes and not arguments.sources:
        raise UsageError("no locales were given", where="--locales", hint="For example: --locales en,fr")
    locales = list(dict.fromkeys(map(_canonical, codes)))
    if arguments.sources:
        return _new_from(arguments, locales)
    _create_site(arguments.folder, locales, arguments.name)
    print(f"Made {arguments.folder}. Next:\n  cd {arguments.folder}")
    print("  helpcentre import export/\n  mkdocs serve --livereload")
    return 0


def _new_from(arguments: argparse.Namespace, wanted: Sequence[str]) -> int:
    """Make a site of what the sources hold, and import them."""
    folder: Path = arguments.folder
    given = _parser("import").parse_args(["import", *arguments.sources])
    vars(given).update(vars(arguments) | {"docs": folder / "docs"})
    known = Locales(wanted[0], tuple(wanted)) if wanted else Locales("en")
    options = replace(_options(given), locales=known, cache=None)
    found = survey(options)
    locales = list(wanted or found.locales)
    if not locales:
        raise SourceError("nothing to import was found", where=", ".join(options.sources))
    _create_site(folder, locales, arguments.name or found.name)
    if addresses := [source for source in options.sources if is_address(source)]:
        write_file(folder / PYPROJECT, write_sources(addresses, options.system))
    print(f"Made {folder}: {', '.join(locales)}")
    options = replace(options, locales=Locales(locales[0], tuple(locales)), cache=folder / CACHE)
    report = run_import(options, _progress, found.pulled)
    _show(report, options)
    return 1 if report.has_failed else 0


def _create_site(folder: Path, locales: Sequence[str], name: str) -> None:
    try:
        create_site(folder, locales, name)
    except FileExistsError as error:
        raise OutputError("the folder is not empty", where=str(folder), hint="Name a new one.") from error


def _canonical(code: str) -> str:
    """`pt_br` → `pt-BR`; a new site's locales are as the user wants them."""
    if (subtags := parse_locale(code)) is None:
        raise UsageError(
            f"unknown locale {code!r}", where="--locales", hint="For example: --locales en,pt-BR"
        )
    if len(subtags.language) > 2 or subtags.region.isdigit():
        raise UsageError(
            f"the site's i18n plugin can't take the locale {str(subtags)!r}",
            where="--locales",
            hint="It takes two-letter languages and countries: `es`, `es-MX`, `zh-Hant`.",
        )
    return str(subtags)


# --- status and translate -----------------------------------------------------------------------


def _status(arguments: argparse.Namespace) -> int:
    docs, locales = _site(arguments.docs)
    problems = [name.strip() for name in arguments.fail_on.split(",") if name.strip()]
    if unknown := [name for name in problems if name not in PROBLEMS]:
        raise UsageError(
            f"unknown: {', '.join(unknown)}", where="--fail-on", hint=f"Known: {', '.join(PROBLEMS)}."
        )
    for path in accept(docs, arguments.accept, locales):
        _stderr().print(f"up to date: {escape(path)}", highlight=False)
    overview = read_overview(docs, locales)
    if arguments.locale:
        locale = _usable(locales, "--locale", arguments.locale)
        articles = tuple(one for one in overview.articles if one.locale == locale)
        overview = replace(overview, locales=(locale,), articles=articles)
    if arguments.json:
        print(overview.to_json(), end="")
    else:
        _show_overview(overview)
    return 1 if overview.having(problems) else 0


def _show_overview(overview: Overview) -> None:
    console = Console()
    for article in overview.having(PROBLEMS):
        place = f"{article.locale}/{article.path}"
        if article.state in PROBLEMS:
            console.print(f"[yellow]{article.state}[/] {escape(place)}", soft_wrap=True, highlight=False)
        for finding in article.findings:
            text = f"[cyan]{finding.kind}[/] {escape(place)}: {escape(finding.text)}"
            console.print(text, soft_wrap=True, highlight=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("locale")
    columns = ("original", "translated", *PROBLEMS)
    shown = [name for name in columns if any(overview.count(locale, name) for locale in overview.locales)]
    for name in shown:
        table.add_column(name, justify="right")
    for locale in overview.locales:
        table.add_row(locale, *(str(overview.count(locale, name)) for name in shown))
    console.print(table)


def _export(arguments: argparse.Namespace) -> int:
    docs, locales = _site(arguments.docs)
    chosen = [_usable(locales, "--locale", arguments.locale)] if arguments.locale else locales.site
    for locale in chosen:
        if locale != locales.default:
            content, count = export_articles(docs, locale, locales, everything=arguments.all)
            if count:
                write_file(arguments.out / f"{locale}.po", content)
            print(
                f"{arguments.out / f'{locale}.po'}: {count} articles"
                if count
                else f"{locale}: nothing to translate"
            )
    return 0


def _take(arguments: argparse.Namespace) -> int:
    docs, locales = _site(arguments.docs)
    outcomes: set[str] = set()
    for file in arguments.files:
        locale = _usable(locales, str(file), language_of_file(file))
        results = import_articles(docs, file, locale, locales)
        for result in results:
            if result.reason:
                text = f"[yellow]{result.outcome}:[/] {escape(result.path)}: {escape(result.reason)}"
                _stderr().print(text, soft_wrap=True, highlight=False)
        counts = Counter(result.outcome for result in results)
        outcomes |= counts.keys()
        print(f"{file}: " + (", ".join(f"{count} {name}" for name, count in counts.items()) or "no messages"))
    return 1 if outcomes & {"refused", "unknown"} else 0


def _site(docs: Path | None) -> tuple[Path, Locales]:
    """The docs folder and locales of the project.

    Raises:
        UsageError: there is no project here.
    """
    project = find_project(docs or Path.cwd())
    if project is None:
        raise UsageError(
            "there is no mkdocs.yml here or above",
            hint="Run it in a site's folder, or name its docs with --docs.",
        )
    return docs or project.docs, project.locales


if __name__ == "__main__":
    sys.exit(main())
