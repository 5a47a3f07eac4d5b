"""Redirects, headers and error pages, asked of real servers where they are installed."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote

import brotli
import pytest

from hooks.publish.delivery import compress_all, deliver
from hooks.publish.hosts import FOREVER, WRITERS, HostFacts
from hooks.publish.rules import Headers, Redirect, parse_headers, parse_redirects

POLICY = "default-src 'self'; img-src 'self' data:"
HEADERS = f"# By us\n/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n"
REDIRECTS = f"""\
/old/ /new/ 301
/%C3%A9t%C3%A9/ /fr/{quote("نص")}/ 301
/a+b(c).html /new/ 301
/en/articles/123 /new/ 301
/en/articles/123-* /new/ 301
"""
PATH = f"{os.defpath}:/usr/local/sbin:/usr/sbin"
LANGUAGES = {"/": "en", "/fr/": "fr"}
PAGES = {
    "index.html": "home " * 400,
    "new/index.html": "new",
    "old/index.html": "a page that leads on",
    "fr/index.html": "accueil",
    f"fr/{'نص'}/index.html": "texte",
    "404.html": "not found",
    "fr/404.html": "introuvable",
    "assets/0123456789abcdef.svg": "<svg/>",
    "assets/javascripts/article.js": "let a = 1;\n" * 200,
}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """A built site where a server that has given up its rights can read it."""
    with TemporaryDirectory(prefix="helpcentre-hosts-") as place:
        Path(place).chmod(0o755)
        folder = Path(place, "site")
        for name, text in {**PAGES, "_redirects": REDIRECTS, "_headers": HEADERS}.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        deliver(folder, sorted(WRITERS), LANGUAGES)
        yield folder


def nginx(site: Path, folder: Path, port: int) -> list[str]:
    hosting = site.parent / "hosting/nginx"
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr;\n"
        "events {}\nhttp {\n"
        "types { text/html html; image/svg+xml svg; application/javascript js; }\n"
        f"access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};\n"
        f"fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};\n"
        f"include {hosting}/maps.conf;\n"
        f"server {{ listen 127.0.0.1:{port}; root {site}; include {hosting}/server.conf; }}\n}}\n"
    )
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]


def caddy(site: Path, folder: Path, port: int) -> list[str]:
    hosting = site.parent / "hosting/Caddyfile"
    (folder / "Caddyfile").write_text(
        f"{{\n\tadmin off\n\tauto_https off\n}}\nimport {hosting}\n"
        f"http://127.0.0.1:{port} {{\n\timport helpcentre {site}\n}}\n"
    )
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def apache(site: Path, folder: Path, port: int) -> list[str]:
    modules = Path("/usr/lib/apache2/modules")
    names = ("mpm_event", "authz_core", "rewrite", "headers", "mime", "dir", "alias")
    loads = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names)
    (folder / "httpd.conf").write_text(
        f"{loads}\nServerName localhost\nListen 127.0.0.1:{port}\n"
        f"PidFile {folder}/pid\nErrorLog {folder}/log\n"
        f"Mutex file:{folder}\nUser nobody\nGroup nogroup\nTypesConfig /etc/mime.types\n"
        f"DocumentRoot {site}\n<Directory {site}>\nAllowOverride All\nRequire all granted\n"
        "DirectoryIndex index.html\n</Directory>\n"
    )
    return ["apache2", "-X", "-d", str(folder), "-f", str(folder / "httpd.conf")]


SERVERS = {"nginx": nginx, "caddy": caddy, "apache2": apache}


@pytest.fixture(scope="module", params=SERVERS)
def ask(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    name: str = request.param
    if not shutil.which(name, path=PATH):
        pytest.skip(f"{name} is not installed")
    folder = tmp_path_factory.mktemp(name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = SERVERS[name](site, folder, port)
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    env = {**homes, "PATH": PATH}
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(command, env=env, stdout=output, stderr=output)
    try:
        _wait(port, server, folder / "output")
        yield lambda path, **headers: _ask(port, path, headers)
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: subprocess.Popen[bytes], output: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, output.read_text()
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(output.read_text())


def _ask(port: int, path: str, headers: dict[str, str]) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    result = Answer(answer.status, told, answer.read())
    connection.close()
    return result


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/old/", "/new/"),
        ("/old", "/new/"),
        ("/%C3%A9t%C3%A9/", f"/fr/{quote('نص')}/"),
        ("/a+b(c).html", "/new/"),
        ("/en/articles/123", "/new/"),
        ("/en/articles/123-any-words", "/new/"),
    ],
)
def test_an_earlier_address_leads_to_the_page(ask: Ask, path: str, target: str) -> None:
    answer = ask(path)
    assert answer.status == 301
    assert re.sub(r"^http://[^/]+", "", answer.headers["location"]) == target
    assert ask(target).status == 200


@pytest.mark.parametrize(
    "path", ["/en/articles/1234", "/axb(c).html", "/very/old/", "/_headers", "/_redirects"]
)
def test_what_is_no_earlier_address_is_not_found(ask: Ask, path: str) -> None:
    assert ask(path).status == 404


@pytest.mark.parametrize(
    ("path", "text"), [("/none/", b"not found"), ("/fr/none/", b"introuvable"), ("/fr/a/b", b"introuvable")]
)
def test_the_error_page_is_in_the_readers_language(ask: Ask, path: str, text: bytes) -> None:
    answer = ask(path)
    assert (answer.status, answer.body) == (404, text)
    assert answer.headers["content-security-policy"] == POLICY


def test_pages_have_the_sites_headers(ask: Ask) -> None:
    for path, language in (("/new/", "en"), ("/fr/", "fr")):
        headers = ask(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-language"] == language
        assert headers["content-type"].replace(" ", "").lower() == "text/html;charset=utf-8"
        assert "must-revalidate" in headers["cache-control"]


def test_only_a_file_named_by_its_content_is_kept_forever(ask: Ask) -> None:
    assert ask("/assets/0123456789abcdef.svg").headers["cache-control"] == FOREVER
    assert "must-revalidate" in ask("/assets/javascripts/article.js").headers["cache-control"]


def test_texts_are_sent_compressed(ask: Ask) -> None:
    answer = ask("/", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body).decode() == PAGES["index.html"]
    assert answer.headers["content-type"].startswith("text/html")
    assert ask("/").body.decode() == PAGES["index.html"]


def test_brotli_is_preferred(ask: Ask, request: pytest.FixtureRequest) -> None:
    if "nginx" in request.node.name:
        pytest.skip("nginx needs a module for Brotli")
    answer = ask("/assets/javascripts/article.js", Accept_Encoding="gzip, deflate, br")
    assert answer.headers["content-encoding"] == "br"
    assert brotli.decompress(answer.body).decode() == PAGES["assets/javascripts/article.js"]
    assert "javascript" in answer.headers["content-type"]


# --- without a server ---------------------------------------------------------------------------


def test_rules_are_read_as_they_are_written() -> None:
    assert parse_redirects(REDIRECTS)[1] == Redirect("/été/", f"/fr/{quote('نص')}/", 301)
    assert parse_redirects("/a /b\n/c /d 302\n/e /f 301 Country=fr\n") == (
        Redirect("/a", "/b"),
        Redirect("/c", "/d", 302),
    )
    assert parse_headers(HEADERS) == (
        Headers("/*", {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}),
    )


def test_vercel_gets_json_with_its_own_patterns() -> None:
    facts = HostFacts(parse_redirects(REDIRECTS), parse_headers(HEADERS), LANGUAGES)
    data = json.loads(WRITERS["vercel"](facts)["vercel.json"])
    assert {"source": r"/a\+b\(c\)\.html", "destination": "/new/", "statusCode": 301} in data["redirects"]
    assert {"source": "/en/articles/123-(.*)", "destination": "/new/", "statusCode": 301} in data["redirects"]
    assert {"source": "/fr/(.*)", "headers": [{"key": "Content-Language", "value": "fr"}]} in data["headers"]


def test_compressing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("text " * 500)
    (tmp_path / "small.html").write_text("text")
    compress_all(tmp_path)
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    compress_all(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first
    assert set(first) == {"a.html", "a.html.gz", "a.html.br", "small.html"}
