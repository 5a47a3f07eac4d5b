"""Netlify reads `_redirects` and `_headers` as they are, with queries and 410, however many there are
(https://docs.netlify.com/manage/routing/redirects/overview/).
"""

from __future__ import annotations

from .facts import Host

HOST = Host(lambda _: {})
