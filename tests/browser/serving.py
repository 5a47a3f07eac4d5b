"""A small host for a built site: obeys its headers file, compresses texts, knows its error page."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Any

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Sends what `_headers` says with every file."""

    def __init__(self, *args: Any, headers: dict[str, str], **kwargs: Any) -> None:
        self.site_headers = headers
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.endswith("/"):
            path /= "index.html"
        found = path.is_file()
        if not found and not path.is_dir():
            path = Path(self.directory) / "404.html"
        if path.suffix not in COMPRESSED or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        for name, value in self.site_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


def read_headers(site: Path) -> dict[str, str]:
    """The headers for all pages that the site's own file asks for."""
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    own = takewhile(lambda line: line.startswith(" "), lines[lines.index("/*") + 1 :])
    return dict(line.strip().split(": ", 1) for line in own)


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a built site; gives its address."""
    handler = functools.partial(_Handler, directory=str(site), headers=read_headers(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
