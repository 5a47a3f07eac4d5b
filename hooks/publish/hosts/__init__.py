"""A site's redirects, headers and error pages in the words of each host.

Pure: facts in, file name → text out. What those do that can: 301 from every earlier address, 410 where
an article is gone, the headers of `_headers`, a long life for files whose name tells their content, the
language, the error page of the reader's language, and the files that are compressed already.
tests/test_hosts.py asks real servers.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import apache, caddy, cloudflare, cloudfront, github, netlify, nginx, vercel
from .facts import Host

HOSTS: Mapping[str, Host] = {
    "apache": apache.HOST,
    "caddy": caddy.HOST,
    "cloudflare": cloudflare.HOST,
    "cloudfront": cloudfront.HOST,
    "github": github.HOST,
    "netlify": netlify.HOST,
    "nginx": nginx.HOST,
    "vercel": vercel.HOST,
}
