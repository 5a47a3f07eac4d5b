"""Apache (https://httpd.apache.org/docs/2.4/), by `.htaccess`."""

from __future__ import annotations

import re

from ..rules import Redirect
from .facts import ASK, COMPRESSED, FOREVER, HASHED, PRIVATE_FILES, Host, HostFacts, join, quote


def write(facts: HostFacts) -> dict[str, str]:
    """`.htaccess` at the root of the site, and one with its error page in each locale's folder."""
    lines = [
        "Options -Indexes -MultiViews",
        "AddDefaultCharset utf-8",
        *_errors("/"),
        "RewriteEngine On",
        *(line for rule in facts.moved for line in _lead(rule)),
        *(f'RewriteRule "^{_pattern(rule)}" - [G]' for rule in facts.gone if not rule.query),
        f'RewriteRule "^({"|".join(map(re.escape, PRIVATE_FILES))})$" - [R=404,L]',
        "# Files that are compressed already",
        f'<FilesMatch "\\.({COMPRESSED})\\.(br|gz)$">',
        "RemoveLanguage .br",
        "RemoveType .gz",
        "AddEncoding br .br",
        "AddEncoding gzip .gz",
        "</FilesMatch>",
        *(
            f'RewriteCond "%{{HTTP:Accept-Encoding}}" "\\b{coding}\\b"\n'
            f'RewriteCond "%{{REQUEST_FILENAME}}{suffix}" -f\n'
            f'RewriteRule "^(.*[^/])$" "$1{suffix}" [L]'
            for coding, suffix in (("br", ".br"), ("gzip", ".gz"))
        ),
        "<IfModule mod_headers.c>",
        *(f"Header always set {name} {quote(value)}" for name, value in facts.common.items()),
        f'Header set Cache-Control "{ASK}"',
        f'<If "%{{REQUEST_URI}} =~ m#{HASHED}#">\nHeader set Cache-Control "{FOREVER}"\n</If>',
        'Header append Vary "Accept-Encoding"',
        f"Header always set Content-Language {quote(facts.languages.get('/', ''))}",
        "</IfModule>",
    ]
    files = {".htaccess": join(lines)}
    for folder, tag in facts.folders.items():
        own = [
            *_errors(folder),
            "<IfModule mod_headers.c>",
            f"Header always set Content-Language {quote(tag)}",
            "</IfModule>",
        ]
        files[f"{folder.strip('/')}/.htaccess"] = join(own)
    return files


def _errors(folder: str) -> list[str]:
    return [f"ErrorDocument {status} {folder}404.html" for status in (404, 410)]


def _lead(rule: Redirect) -> list[str]:
    """The rule that leads on; its query belongs to the earlier address alone."""
    condition = [f'RewriteCond "%{{QUERY_STRING}}" "^{re.escape(rule.query)}$"'] if rule.query else []
    flags = f"R={rule.status},L,NE{',QSD' if rule.query else ''}"
    return [*condition, f'RewriteRule "^{_pattern(rule)}" "{_literal(rule.target)}" [{flags}]']


def _pattern(rule: Redirect) -> str:
    path = rule.path.lstrip("/")
    if not path:
        return "$"
    return re.escape(path[:-1]) if rule.is_prefix else f"{re.escape(path.rstrip('/'))}/?$"


def _literal(target: str) -> str:
    """A target in which mod_rewrite sees no references: `%8`, `$1`."""
    return re.sub(r"[%$\\]", r"\\\g<0>", target)


HOST = Host(write, sends_copies=True)
