"""nginx (https://nginx.org/en/docs/): maps take thousands of addresses at no cost."""

from __future__ import annotations

import re
from urllib.parse import quote as encode

from ..rules import Redirect
from .facts import ASK, FOREVER, HASHED, PRIVATE_FILES, Host, HostFacts, each_form, join, quote


def write(facts: HostFacts) -> dict[str, str]:
    """Two files: maps for the `http` block, and the rest."""
    plain = [rule for rule in facts.moved if not rule.query]
    queries = [rule for rule in facts.moved if rule.query]
    maps = [
        "# Include this in the http block; then server.conf in the server block, beside its `root`.",
        "map_hash_bucket_size 1024;",
        "map_hash_max_size 65536;",
        "map $request_uri $helpcentre_query {",
        '    default "";',
        *(f"    {quote(f'{encode(rule.path)}?{rule.query}')} {quote(rule.target)};" for rule in queries),
        "}",
        "map $uri $helpcentre_redirect {",
        "    default $helpcentre_query;",
        *(f"    {_key(rule)} {quote(rule.target)};" for rule in each_form(plain)),
        "}",
        "map $uri $helpcentre_gone {",
        "    volatile;  # the error page itself isn't gone",
        '    default "";',
        *(f"    {_key(rule)} 1;" for rule in each_form(facts.gone)),
        "}",
        f'map $uri $helpcentre_cache {{\n    default "{ASK}";\n    "~{HASHED}" "{FOREVER}";\n}}',
        "map $uri $helpcentre_language {",
        f"    default {quote(facts.languages.get('/', ''))};",
        *(f'    "~^{folder}" {quote(tag)};' for folder, tag in facts.folders.items()),
        "}",
        "map $uri $helpcentre_error {",
        "    default /404.html;",
        *(f'    "~^{folder}" {folder}404.html;' for folder in facts.folders),
        "}",
    ]
    server = [
        "charset utf-8;",
        "absolute_redirect off;",
        "gzip_static on;",
        "# brotli_static on;  # with the module ngx_brotli",
        'if ($helpcentre_redirect != "") { return 301 $helpcentre_redirect; }',
        "if ($helpcentre_gone) { return 410; }",
        *(f"add_header {name} {quote(value)} always;" for name, value in facts.common.items()),
        "add_header Cache-Control $helpcentre_cache;",
        "add_header Content-Language $helpcentre_language always;",
        f"location ~ ^/({'|'.join(map(re.escape, PRIVATE_FILES))})$ {{ return 404; }}",
        "error_page 404 410 $helpcentre_error;",
    ]
    return {"nginx/maps.conf": join(maps), "nginx/server.conf": join(server)}


def _key(rule: Redirect) -> str:
    return quote(f"~^{re.escape(rule.path[:-1])}") if rule.is_prefix else quote(rule.path)


HOST = Host(write, is_beside=True, sends_copies=True)
