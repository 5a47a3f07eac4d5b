"""Redirects, headers and error pages, asked of real servers where they are installed."""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote

import brotli
import pytest

from hooks.commands import Answer as Told
from hooks.commands import verify_site
from hooks.publish.built import FolderSite
from hooks.publish.copies import compress_all
from hooks.publish.delivery import deliver
from hooks.publish.headers import MARK, complete_headers, write_headers
from hooks.publish.hosts import HOSTS
from hooks.publish.hosts.cloudflare import MOST_PREFIXES
from hooks.publish.hosts.facts import FOREVER, HostFacts
from hooks.publish.rules import Headers, Redirect, parse_headers, parse_redirects, write_redirect

ROOT = Path(__file__).parent.parent
POLICY = "default-src 'self'; img-src 'self' data:"
HEADERS = f"# By us\n/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n"
REDIRECTS = f"""\
/old/ /new/ 301
/%C3%A9t%C3%A9/ /fr/{quote("نص")}/ 301
/a+b(c).html /new/ 301
/en/articles/123 /new/ 301
/en/articles/123-* /new/ 301
/ p=7 /new/ 301
/fr/ p=8 lang=fr /new/ 301
/closed/ /404.html 410
/fr/articles/9-* /fr/404.html 410
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
        deliver(FolderSite(folder), ["apache", "caddy", "nginx"], LANGUAGES)
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


Configure = Callable[[Path, Path, int], list[str]]
"""Writes a server's configuration and says how it is started."""
SERVERS: dict[str, Configure] = {"nginx": nginx, "caddy": caddy, "apache2": apache}


@contextmanager
def serve(name: str, site: Path, folder: Path, configure: Configure | None = None) -> Iterator[int]:
    """A real server with a site, on a port of its own."""
    if not shutil.which(name, path=PATH):
        pytest.skip(f"{name} is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (configure or SERVERS[name])(site, folder, port)
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    env = {**homes, "PATH": PATH}
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(command, env=env, stdout=output, stderr=output)
    try:
        _wait(port, server, folder / "output")
        yield port
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module", params=SERVERS)
def ask(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    with serve(request.param, site, tmp_path_factory.mktemp(request.param)) as port:
        yield lambda path, **headers: ask_server(port, path, **headers)


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


def ask_server(port: int, path: str, **headers: str) -> Answer:
    """Ask a server of this machine for a path."""
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
        ("/?p=7", "/new/"),
        ("/fr/?p=8&lang=fr", "/new/"),
    ],
)
def test_an_earlier_address_leads_to_the_page(ask: Ask, path: str, target: str) -> None:
    answer = ask(path)
    assert answer.status == 301
    assert re.sub(r"^http://[^/]+", "", answer.headers["location"]) == target
    assert ask(target).status == 200


@pytest.mark.parametrize(
    "path", ["/en/articles/1234", "/axb(c).html", "/very/old/", "/_headers", "/_redirects", "/_manifest.json"]
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


@pytest.mark.parametrize(
    ("path", "text"),
    [("/closed/", b"not found"), ("/closed", b"not found"), ("/fr/articles/9-a", b"introuvable")],
)
def test_what_is_gone_says_so(ask: Ask, path: str, text: bytes) -> None:
    answer = ask(path)
    assert (answer.status, answer.body) == (410, text)
    assert "must-revalidate" in answer.headers.get("cache-control", "must-revalidate")


@pytest.mark.parametrize("path", ["/", "/?p=77", "/?lang=fr", "/new/?p=7"])
def test_a_page_that_is_there_is_answered(ask: Ask, path: str) -> None:
    assert ask(path).status == 200


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


@pytest.fixture(scope="module")
def sample() -> Iterator[Path]:
    """The sample site with its hosts' files, and two articles that are gone."""
    with TemporaryDirectory(prefix="helpcentre-sample-") as place:
        Path(place).chmod(0o755)
        shutil.copytree(ROOT / "docs", Path(place, "docs"))
        redirects = Path(place, "docs/_data/redirects.yml")
        redirects.write_text(f"{redirects.read_text()}own.example:\n  /closed/: gone\n  /ar/closed-*: gone\n")
        text = (ROOT / "mkdocs.yml").read_text()
        every = "  - helpcentre:\n      hosts: [apache, caddy, nginx]"
        Path(place, "mkdocs.yml").write_text(text.replace("  - helpcentre:", every, 1))
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
        subprocess.run(command, cwd=place, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        yield Path(place, "site")


def verify(*arguments: str | Path) -> Told:
    parser = argparse.ArgumentParser()
    verify_site.COMMAND.add_arguments(parser)
    return verify_site.COMMAND.run(parser.parse_args(list(map(str, arguments))))


@pytest.mark.slow
@pytest.mark.parametrize("name", SERVERS)
def test_the_sample_is_served_without_a_fault(name: str, sample: Path, tmp_path: Path) -> None:
    """Every page, link, translation, header, error page and earlier address, asked of a real server."""
    with serve(name, sample, tmp_path) as port:
        told = verify(f"http://127.0.0.1:{port}", "--built", sample)
    assert told.exit_code == 0, told.output or told.problem
    assert re.search(r"No problems in \d{3} pages, \d{4} links, \d{3} files, 1\d\d earlier", told.output)


def test_faults_of_a_server_are_told(site: Path, tmp_path: Path) -> None:
    """nginx without our files: no headers, no redirects, its own error page."""

    def bare(site: Path, folder: Path, port: int) -> list[str]:
        command = nginx(site, folder, port)
        config = folder / "nginx.conf"
        config.write_text(re.sub(r"include \S+;", "", config.read_text()))
        return command

    (site / "more.html").write_text(
        "<html lang='en'><a href='/old/'>Old</a> <a href='/nowhere/'>No</a></html>"
    )
    index = site / "index.html"
    before = index.read_text()
    index.write_text(
        "<html lang='en'><a href='more.html'>More</a><img src='assets/0123456789abcdef.svg'></html>"
    )
    try:
        with serve("nginx", site, tmp_path, bare) as port:
            told = verify(f"http://127.0.0.1:{port}", "--built", site)
            assert verify(f"http://127.0.0.1:{port}", "--built", tmp_path).exit_code == 2
    finally:
        index.write_text(before)
        (site / "more.html").unlink()
    assert told.exit_code == 1
    for problem in (
        "more.html: `/nowhere/` leads to nothing",
        "/assets/0123456789abcdef.svg: never changes, and isn't kept for long",
        "/: is sent without `Content-Security-Policy` (and 2 more)",
        "is answered in ``, not in `en`",
        "/closed/: is gone, and answers with 404",
        "/en/articles/123: answers with 404, not with 301",
    ):
        assert problem in told.output, told.output
    assert verify(f"http://127.0.0.1:{port}").exit_code == 1  # nobody is there any more


# --- without a server ---------------------------------------------------------------------------


def test_rules_are_read_as_they_are_written() -> None:
    assert parse_redirects(REDIRECTS)[1] == Redirect("/été/", f"/fr/{quote('نص')}/", 301)
    assert parse_redirects("/a /b\n/c /d 302\n/e /f 301 Country=fr\n") == (
        Redirect("/a", "/b"),
        Redirect("/c", "/d", 302),
    )
    both = "/%C3%A9/ p=1 /a/ 301\n/%c3%a9/ p=1 /a/ 301\n"
    assert write_redirect("/%c3%a9/?p=1", "/a/") == write_redirect("/é/?p=1", "/a/") == both
    assert parse_redirects(both) == (Redirect("/é/", "/a/", 301, "p=1"),)
    assert parse_headers(HEADERS) == (
        Headers("/*", {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}),
    )


def test_vercel_gets_json_with_its_own_patterns() -> None:
    moved = tuple(rule for rule in parse_redirects(REDIRECTS) if rule.status == 301)
    files = HOSTS["vercel"].write(HostFacts(moved, parse_headers(HEADERS), LANGUAGES))
    data = json.loads(files["vercel.json"])
    assert list(files) == ["vercel.json"]
    asked = [{"type": "query", "key": "p", "value": "7"}]
    assert {"source": "/", "destination": "/new/", "statusCode": 301, "has": asked} in data["redirects"]
    assert {"source": r"/a\+b\(c\)\.html", "destination": "/new/", "statusCode": 301} in data["redirects"]
    assert {"source": "/en/articles/123-(.*)", "destination": "/new/", "statusCode": 301} in data["redirects"]
    assert {"source": "/fr/(.*)", "headers": [{"key": "Content-Language", "value": "fr"}]} in data["headers"]


def test_compressing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("text " * 500)
    (tmp_path / "small.html").write_text("text")
    compress_all(FolderSite(tmp_path), {})
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    times = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    compress_all(FolderSite(tmp_path), {})
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == times
    (tmp_path / "a.html.br").write_bytes(first["a.html.br"][:20])
    compress_all(FolderSite(tmp_path), {})
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first
    assert set(first) == {"a.html", "a.html.gz", "a.html.br", "small.html"}


FACTS = HostFacts(
    parse_redirects(REDIRECTS), parse_headers(HEADERS), LANGUAGES, frozenset({"old/index.html"})
)
STUBS = {
    "cloudflare": (
        "_worker.js",
        """
const { default: worker } = await import(process.argv[2]);
const ASSETS = { fetch: async (asked) => new Response(new URL(asked.url ?? asked).pathname) };
const ask = (url) => worker.fetch(new Request(url), { ASSETS });
""",
    ),
    "vercel": (
        "middleware.js",
        """
const { default: middleware } = await import(process.argv[2]);
globalThis.fetch = async (url) => new Response(`${url.pathname.replace(/\\.html$/, "")}`);
const ask = async (url) => (await middleware(new Request(url))) ?? new Response(new URL(url).pathname);
""",
    ),
    "cloudfront": (
        "cloudfront/function.js",
        """
import { readFileSync } from "node:fs";
const folder = process.argv[2].replace(/[^/]*$/, "");
const { data } = JSON.parse(readFileSync(new URL(`${folder}redirects.json`)));
const found = new Map(data.map(({ key, value }) => [key, value]));
const get = async (key) => { if (!found.has(key)) throw new Error(key); return found.get(key); };
globalThis.cf = { kvs: () => ({ get }) };
const source = readFileSync(new URL(process.argv[2]), "utf8");
const text = `${source.replace(/^import .*$/m, "const cf = globalThis.cf;")}\nexport { handler };`;
const { handler } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
const ask = async (address) => {
  const url = new URL(address);
  const querystring = Object.fromEntries([...url.searchParams].map(([key, value]) => [key, { value }]));
  const answer = await handler({ request: { uri: url.pathname, querystring } });
  if (!answer.statusCode) return new Response(answer.uri.replace(/index\\.html$/, ""));
  const headers = Object.entries(answer.headers).map(([name, { value }]) => [name, value]);
  return new Response(null, { status: answer.statusCode, headers });
};
""",
    ),
}
"""Host → its script and the host around it, as little as it needs."""


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")
@pytest.mark.parametrize("host", STUBS)
def test_a_script_at_the_edge_leads_on(host: str, tmp_path: Path) -> None:
    for name, text in HOSTS[host].write(FACTS).items():
        file = tmp_path / name.replace(".js", ".mjs" if name.endswith(".js") else ".js")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    script, stub = STUBS[host]
    paths = {
        "/old/": (301, "/new/"),
        "/old": (301, "/new/"),
        "/%C3%A9t%C3%A9/": (301, f"/fr/{quote('نص')}/"),
        "/a+b(c).html": (301, "/new/"),
        "/en/articles/123-any-words": (301, "/new/"),
        "/?p=7": (301, "/new/"),
        "/fr/?p=8&lang=fr": (301, "/new/"),
        "/closed/": (410, ""),
        "/fr/articles/9-a": (410, ""),
        "/en/articles/124-any/": (200, ""),
        "/new/": (200, ""),
        "/?p=77": (200, ""),
        "/%E9/": (200, ""),
    }
    (tmp_path / "ask.mjs").write_text(
        stub
        + f"""
for (const path of {json.dumps(list(paths))}) {{
  const answer = await ask("https://x.example" + path);
  const location = answer.headers.get("location") ?? "";
  console.log(JSON.stringify([path, answer.status, location.replace("https://x.example", "")]));
}}
"""
    )
    url = (tmp_path / script.replace(".js", ".mjs")).as_uri()
    run = subprocess.run(
        ["node", tmp_path / "ask.mjs", url], check=True, capture_output=True, text=True, timeout=60
    )
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert {path: (status, location) for path, status, location in answers} == paths


def test_cloudflare_needs_no_script_for_what_its_rules_hold() -> None:
    rules = tuple(Redirect(f"/{number}-*", "/") for number in range(MOST_PREFIXES))
    cloudflare = HOSTS["cloudflare"]
    assert cloudflare.write(HostFacts(rules, (), {})) == {}
    files = cloudflare.write(HostFacts((*rules, Redirect("/more-*", "/")), (), {}))
    assert json.loads(files["_routes.json"])["include"] == ["/*"]
    deep = tuple(Redirect(f"/en/articles/{number}", "/") for number in range(2001))
    assert json.loads(cloudflare.write(HostFacts(deep, (), {}))["_routes.json"])["include"] == [
        "/en/articles/*"
    ]


def test_github_pages_has_a_page_at_each_earlier_address() -> None:
    files = HOSTS["github"].write(FACTS)
    assert set(files) == {".nojekyll", "été/index.html", "a+b(c).html", "en/articles/123/index.html"}
    assert '<link rel="canonical" href="/new/">' in files["a+b(c).html"]
    assert 'content="0; url=/new/"' in files["a+b(c).html"]
    assert any("3 addresses" in told for told in HOSTS["github"].warn(FACTS))


def test_cloudfront_gets_a_function_within_its_limit_and_a_policy() -> None:
    files = HOSTS["cloudfront"].write(FACTS)
    assert len(files["cloudfront/function.js"]) < 10_000
    policy = json.loads(files["cloudfront/headers.json"])["SecurityHeadersConfig"]
    assert policy["ContentSecurityPolicy"]["ContentSecurityPolicy"] == POLICY
    many = HostFacts(tuple(Redirect(f"/{number}/", "/x" * 500) for number in range(6000)), (), {})
    assert "5 MB" in " ".join(HOSTS["cloudfront"].warn(many))


def test_our_headers_file_names_languages_and_what_never_changes() -> None:
    files = ["index.html", "a/index.html", "fr/index.html", "fr/a/index.html", "assets/logo.svg"]
    hashed = ["assets/media/0123456789abcdef.png", "assets/0123456789abcdef.png"]
    text = complete_headers(write_headers([]), [*files, *hashed], LANGUAGES)
    blocks = {block.pattern: block.values for block in parse_headers(text)}
    assert blocks["/fr/*"] == {"Content-Language": "fr"}
    assert blocks["/"] == blocks["/a/*"] == {"Content-Language": "en"}
    assert blocks["/assets/media/*"] == blocks["/assets/0123456789abcdef.png"] == {"Cache-Control": FOREVER}
    assert "Content-Security-Policy" in blocks["/*"]
    assert complete_headers(text, [*files, *hashed], LANGUAGES) == text
    assert complete_headers(HEADERS, files, LANGUAGES) == HEADERS


def test_our_headers_file_keeps_to_what_hosts_read() -> None:
    files = [f"assets/{number:016x}.png" for number in range(500)]
    assert len(parse_headers(complete_headers(MARK + "\n", [*files, "assets/a.png"], LANGUAGES))) == 100
