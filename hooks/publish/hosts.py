"""A site's redirects, headers and error pages in the words of each server: Apache, Caddy, nginx, Vercel.

Pure: facts in, file name → text out. What all of them do: 301 from every earlier address, the headers of
`_headers`, a long life for files whose name tells their content, the language, the error page of the reader's
language, and the files that are compressed already. tests/test_hosts.py asks real servers.

Sources: https://httpd.apache.org/docs/2.4/, https://caddyserver.com/docs/caddyfile,
https://nginx.org/en/docs/, https://vercel.com/docs/project-configuration.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .rules import Headers, Redirect

HASHED = r"^/assets/(.*[./_-])?[0-9a-f]{7,}(\.min)?\.[a-z0-9_]+$"
"""A name with its content's hash: it never changes."""
FOREVER = "public, max-age=31536000, immutable"
ASK = "public, max-age=0, must-revalidate"
COMPRESSED = "html|css|js|mjs|json|svg|xml|txt|md"
"""Texts that have a compressed copy; an archive to download is none."""
PRIVATE_FILES = ("_headers", "_redirects", "vercel.json")
"""Files that are for the host and not for readers."""


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What a host needs to know of a site."""

    redirects: tuple[Redirect, ...]
    headers: tuple[Headers, ...]
    languages: Mapping[str, str]
    """Folder of a locale, `/fr/` or `/`, → its language tag."""

    @property
    def common(self) -> dict[str, str]:
        """The headers of every page."""
        return {
            name: value
            for block in self.headers
            if block.pattern == "/*"
            for name, value in block.values.items()
        }

    @property
    def folders(self) -> dict[str, str]:
        """Those below the root."""
        return {folder: tag for folder, tag in self.languages.items() if folder != "/"}


def write_nginx(facts: HostFacts) -> dict[str, str]:
    """Two files: maps for the `http` block, which take thousands of redirects at no cost, and the rest."""
    maps = [
        "# Include this in the http block; then server.conf in the server block, beside its `root`.",
        "map_hash_bucket_size 1024;",
        "map_hash_max_size 65536;",
        "map $uri $helpcentre_redirect {",
        '    default "";',
        *(f"    {_nginx_key(rule)} {_quote(rule.target)};" for rule in _each_form(facts.redirects)),
        "}",
        f'map $uri $helpcentre_cache {{\n    default "{ASK}";\n    "~{HASHED}" "{FOREVER}";\n}}',
        "map $uri $helpcentre_language {",
        f"    default {_quote(facts.languages.get('/', ''))};",
        *(f'    "~^{folder}" {_quote(tag)};' for folder, tag in facts.folders.items()),
        "}",
    ]
    server = [
        "charset utf-8;",
        "absolute_redirect off;",
        "gzip_static on;",
        "# brotli_static on;  # with the module ngx_brotli",
        'if ($helpcentre_redirect != "") { return 301 $helpcentre_redirect; }',
        *(f"add_header {name} {_quote(value)} always;" for name, value in facts.common.items()),
        "add_header Cache-Control $helpcentre_cache;",
        "add_header Content-Language $helpcentre_language always;",
        f"location ~ ^/({'|'.join(map(re.escape, PRIVATE_FILES))})$ {{ return 404; }}",
        "error_page 404 /404.html;",
        *(f"location {folder} {{ error_page 404 {folder}404.html; }}" for folder in facts.folders),
    ]
    return {"nginx/maps.conf": _lines(maps), "nginx/server.conf": _lines(server)}


def write_caddy(facts: HostFacts) -> dict[str, str]:
    """A snippet: `import Caddyfile`, then `import helpcentre /srv/site` in the site's block."""
    redirects = [f"\t\t{_caddy_key(rule)} {_quote(rule.target)}" for rule in _each_form(facts.redirects)]
    lines = [
        "(helpcentre) {",
        "\troot * {args.0}",
        "\tmap {path} {helpcentre_redirect} {",
        *redirects,
        '\t\tdefault ""',
        "\t}",
        '\t@moved not vars {helpcentre_redirect} ""',
        "\tredir @moved {helpcentre_redirect} 301",
        f"\t@private path {' '.join(f'/{name}' for name in PRIVATE_FILES)} /.htaccess",
        "\terror @private 404",
        "\tmap {path} {helpcentre_language} {",
        *(f"\t\t~^{folder} {tag}" for folder, tag in facts.folders.items()),
        f'\t\tdefault "{facts.languages.get("/", "")}"',
        "\t}",
        f"\t@hashed path_regexp {HASHED}",
        f"\t@asked not path_regexp {HASHED}",
        "\theader {",
        *(f"\t\t{name} {_quote(value)}" for name, value in facts.common.items()),
        "\t\tContent-Language {helpcentre_language}",
        "\t}",
        f'\theader @asked Cache-Control "{ASK}"',
        f'\theader @hashed Cache-Control "{FOREVER}"',
        "\tfile_server {\n\t\tprecompressed br gzip\n\t}",
        "\thandle_errors {",
        *(_caddy_error(number, folder) for number, folder in enumerate(facts.folders)),
        "\t\thandle {\n\t\t\trewrite * /404.html\n\t\t\tfile_server\n\t\t}",
        "\t}",
        "}",
    ]
    return {"Caddyfile": _lines(lines)}


def write_apache(facts: HostFacts) -> dict[str, str]:
    """`.htaccess` at the root of the site, and one with its error page in each locale's folder."""
    rewrites = [
        f'RewriteRule "^{_regex(rule)}" "{_literal(rule.target)}" [R={rule.status},L,NE]'
        for rule in facts.redirects
    ]
    lines = [
        "Options -Indexes -MultiViews",
        "AddDefaultCharset utf-8",
        "ErrorDocument 404 /404.html",
        "RewriteEngine On",
        *rewrites,
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
        *(f"Header always set {name} {_quote(value)}" for name, value in facts.common.items()),
        f'Header set Cache-Control "{ASK}"',
        f'<If "%{{REQUEST_URI}} =~ m#{HASHED}#">\nHeader set Cache-Control "{FOREVER}"\n</If>',
        'Header append Vary "Accept-Encoding"',
        f"Header always set Content-Language {_quote(facts.languages.get('/', ''))}",
        "</IfModule>",
    ]
    files = {".htaccess": _lines(lines)}
    for folder, tag in facts.folders.items():
        own = [
            f"ErrorDocument 404 {folder}404.html",
            "<IfModule mod_headers.c>",
            f"Header always set Content-Language {_quote(tag)}",
            "</IfModule>",
        ]
        files[f"{folder.strip('/')}/.htaccess"] = _lines(own)
    return files


def write_vercel(facts: HostFacts) -> dict[str, str]:
    """`vercel.json`; the site's folder is what is deployed."""
    languages = {**facts.folders, **({"/": facts.languages["/"]} if "/" in facts.languages else {})}
    others = "|".join(re.escape(folder.strip("/")) for folder in facts.folders)
    headers: list[dict[str, Any]] = [
        {"source": "/(.*)", "headers": _pairs({**facts.common, "Cache-Control": ASK})},
        {
            "source": "/assets/(.*[./_-]|)([0-9a-f]{7,}(?:\\.min)?\\.[a-z0-9_]+)",
            "headers": _pairs({"Cache-Control": FOREVER}),
        },
    ]
    for folder, tag in languages.items():
        source = f"{folder}(.*)" if folder != "/" else f"/((?!(?:{others})/).*)" if others else "/(.*)"
        headers.append({"source": source, "headers": _pairs({"Content-Language": tag})})
    data = {
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "trailingSlash": True,
        "redirects": [
            {"source": _vercel_source(rule), "destination": rule.target, "statusCode": rule.status}
            for rule in facts.redirects
        ],
        "headers": headers,
    }
    return {"vercel.json": json.dumps(data, ensure_ascii=False, indent=2) + "\n"}


WRITERS: Mapping[str, Callable[[HostFacts], dict[str, str]]] = {
    "apache": write_apache,
    "caddy": write_caddy,
    "nginx": write_nginx,
    "vercel": write_vercel,
}
"""Netlify and Cloudflare Pages need none: they read `_redirects` and `_headers`."""

BESIDE = frozenset({"caddy", "nginx"})
"""Servers whose configuration is not in the site's folder, where they would serve it."""


def _each_form(redirects: tuple[Redirect, ...]) -> Iterator[Redirect]:
    """Folders with and without their slash, each once."""
    seen = set()
    for rule in redirects:
        forms = [rule.path, rule.path.rstrip("/")] if rule.path.endswith("/") else [rule.path]
        for path in filter(None, forms):
            if path not in seen:
                seen.add(path)
                yield rule._replace(path=path)


def _nginx_key(rule: Redirect) -> str:
    return _quote(f"~^{re.escape(rule.path[:-1])}") if rule.is_prefix else _quote(rule.path)


def _caddy_key(rule: Redirect) -> str:
    """Between backquotes, where a backslash is one."""
    return f"`~^{re.escape(rule.path[:-1])}`" if rule.is_prefix else _quote(rule.path)


def _caddy_error(number: int, folder: str) -> str:
    name = f"@locale{number}"
    steps = f"rewrite * {folder}404.html\n\t\t\tfile_server"
    return f"\t\t{name} path {folder}*\n\t\thandle {name} {{\n\t\t\t{steps}\n\t\t}}"


def _regex(rule: Redirect) -> str:
    path = rule.path.lstrip("/")
    return re.escape(path[:-1]) if rule.is_prefix else f"{re.escape(path.rstrip('/'))}/?$"


def _literal(target: str) -> str:
    """A target in which mod_rewrite sees no references: `%8`, `$1`."""
    return re.sub(r"[%$\\]", r"\\\g<0>", target)


def _vercel_source(rule: Redirect) -> str:
    """A path in the syntax of path-to-regexp."""
    path = rule.path.rstrip("/") if not rule.is_prefix else rule.path[:-1]
    return re.sub(r"([(){}:*+?.\\])", r"\\\1", path) + ("(.*)" if rule.is_prefix else "")


def _pairs(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in values.items()]


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _lines(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
