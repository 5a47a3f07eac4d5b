"""Caddy (https://caddyserver.com/docs/caddyfile)."""

from __future__ import annotations

import re

from ..rules import Redirect
from .facts import ASK, FOREVER, HASHED, PRIVATE_FILES, Host, HostFacts, each_form, join, quote


def write(facts: HostFacts) -> dict[str, str]:
    """A snippet: `import Caddyfile`, then `import helpcentre /srv/site` in the site's block."""
    plain = [rule for rule in facts.moved if not rule.query]
    queries = [rule for rule in facts.moved if rule.query]
    lines = [
        "(helpcentre) {",
        "\troot * {args.0}",
        "\tmap {path} {helpcentre_redirect} {helpcentre_gone} {",
        *(f'\t\t{_key(rule)} {quote(rule.target)} ""' for rule in each_form(plain)),
        *(f'\t\t{_key(rule)} "" gone' for rule in each_form(facts.gone)),
        '\t\tdefault "" ""',
        "\t}",
        "\tmap {path}?{query} {helpcentre_query} {",
        *(f"\t\t{quote(f'{rule.path}?{rule.query}')} {quote(rule.target)}" for rule in queries),
        '\t\tdefault ""',
        "\t}",
        '\t@moved not vars {helpcentre_redirect} ""',
        "\tredir @moved {helpcentre_redirect} 301",
        '\t@asked_for not vars {helpcentre_query} ""',
        "\tredir @asked_for {helpcentre_query} 301",
        "\t@gone vars {helpcentre_gone} gone",
        "\terror @gone 410",
        f"\t@private path {' '.join(f'/{name}' for name in PRIVATE_FILES)} /.htaccess",
        "\terror @private 404",
        "\tmap {path} {helpcentre_language} {",
        *(f"\t\t~^{folder} {tag}" for folder, tag in facts.folders.items()),
        f'\t\tdefault "{facts.languages.get("/", "")}"',
        "\t}",
        f"\t@hashed path_regexp {HASHED}",
        f"\t@asked not path_regexp {HASHED}",
        "\theader {",
        *(f"\t\t{name} {quote(value)}" for name, value in facts.common.items()),
        "\t\tContent-Language {helpcentre_language}",
        "\t}",
        f'\theader @asked Cache-Control "{ASK}"',
        f'\theader @hashed Cache-Control "{FOREVER}"',
        "\tfile_server {\n\t\tprecompressed br gzip\n\t}",
        "\thandle_errors {",
        *(_error(number, folder) for number, folder in enumerate(facts.folders)),
        "\t\thandle {\n\t\t\trewrite * /404.html\n\t\t\tfile_server\n\t\t}",
        "\t}",
        "}",
    ]
    return {"Caddyfile": join(lines)}


def _key(rule: Redirect) -> str:
    """Between backquotes, where a backslash is one."""
    return f"`~^{re.escape(rule.path[:-1])}`" if rule.is_prefix else quote(rule.path)


def _error(number: int, folder: str) -> str:
    name = f"@locale{number}"
    steps = f"rewrite * {folder}404.html\n\t\t\tfile_server"
    return f"\t\t{name} path {folder}*\n\t\thandle {name} {{\n\t\t\t{steps}\n\t\t}}"


HOST = Host(write, is_beside=True, sends_copies=True)
