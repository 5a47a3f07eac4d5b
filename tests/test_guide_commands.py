"""Every command of the guide is run, article by article, where a reader would find what it names.

Addresses of others are answered on loopback, hosts are folders and servers here. What can't be run, and why,
stands in `NOT_RUN`.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import boto3
import pytest
from moto import mock_aws

from importers.cli import main

from .browser.conftest import BROWSERS
from .guide import outside
from .guide.reading import ARTICLES, ROOT, Article, Command
from .guide.sandbox import Shell, configure, make_project
from .servers import Handler, serve
from .servers.intercom import TOKEN
from .servers.search import ADMIN, SEARCH, Typesense
from .servers.zendesk import AUTH
from .test_hosts import serve as serve_site

ALLOWED = "--allow-host 127.0.0.1"


class Unrun(NamedTuple):
    """Why a command isn't run, and what it says of its options."""

    reason: str
    help: str = ""


SERVE_OPTIONS = """python -c '
from mkdocs.__main__ import serve_command
print(*(name for option in serve_command.params for name in option.opts))'"""
"""Its --help leaves one out."""

NOT_RUN: Mapping[str, Unrun] = {
    r"mkdocs serve\b": Unrun("does not end; tests/test_speed.py has a server", SERVE_OPTIONS),
    r"make \w+": Unrun("sets up what the tests run in, or runs them; that its target is there is tested"),
    r"pip install ": Unrun("changes what the tests run in; that its part is in pyproject.toml is tested"),
    r"python -m bench builds": Unrun("takes half an hour", "python -m bench builds --help"),
    r"python -m bench plan": Unrun("needs what was measured", "python -m bench plan --help"),
    r"netlify deploy": Unrun("Netlify's own program; needs an account"),
    r"npx wrangler pages deploy": Unrun("Cloudflare's own program; needs an account"),
    r"npx vercel deploy": Unrun("Vercel's own program; needs an account"),
    r"aws cloudfront": Unrun("Amazon's own program; needs an account"),
}
"""Beginning of a command → why it isn't run."""

ENDS_WITH_1 = {("writing/check-articles", "helpcentre check")}
"""Article and command that finds something there, and says so by its exit code."""

WITHOUT_INTERCOM = {"https://api.intercom.io": "{intercom}", "$INTERCOM_TOKEN": TOKEN}
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "getting-started/first-site": {"en,fr": "en,fr,de,ar"},
    "importing/import-options": {
        "wordpress SOURCE…": "wordpress exports/pages.json",
        "intercom SOURCE…": "intercom exports/intercom",
        "zendesk SOURCE…": "zendesk exports/zendesk",
        "webpage SOURCE…": "webpage saved/order.html",
        "text SOURCE…": "text exports/text",
        "import SOURCE…": "import exports",
    },
    "importing/intercom": {
        "import intercom --token-env": f"import intercom {{intercom}} {ALLOWED} --token-env"
    }
    | WITHOUT_INTERCOM,
    "importing/live-sources": {"https://example.com": f"{{wordpress}} {ALLOWED}"},
    "importing/public-pages": {
        "https://help.example.com": "{pages}",
        "https://example.com": "{pages}",
        "import webpage": f"import {ALLOWED} webpage",
    },
    "importing/wordpress": {
        "https://example.com/blog": "{blog}/blog",
        "https://example.com": "{wordpress}",
        "import wordpress {": f"import {ALLOWED} wordpress {{",
    },
    "importing/zendesk": {
        "https://example.zendesk.com": "{zendesk}",
        "anna@example.com/token:abcdef": ":".join(AUTH),
        "import zendesk {": f"import {ALLOWED} zendesk {{",
    },
    "speed/several-machines": {"de,ar": "de,ar,es"},
    "search/search-server": {"ADMIN_KEY=…": f"ADMIN_KEY={ADMIN}", "SEARCH_KEY=…": f"SEARCH_KEY={SEARCH}"},
}
"""Article → what its commands name → what stands for it here."""
HOSTS = {
    r"rsync:www@host\.example:/srv/\w+": "rsync:{place}/there",
    r"www@host\.example:/srv/hosting/": "{place}/there-too",
    r"https://help\.example\.com/ --built": "{host} --built",
}
SERVERS: Mapping[str, Callable[[], Handler]] = {
    "wordpress": outside.wordpress,
    "blog": lambda: outside.wordpress("/blog"),
    "zendesk": outside.zendesk,
    "intercom": outside.intercom,
    "pages": outside.pages,
}


def unrun(line: str) -> Unrun | None:
    return next((why for start, why in NOT_RUN.items() if re.match(start, line)), None)


RUN = [name for name, article in ARTICLES.items() if any(not unrun(each.line) for each in article.commands)]


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide") / "help"
    folder.mkdir()
    make_project(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_every_command_runs(name: str, project: Path) -> None:
    article = ARTICLES[name]
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory(prefix="helpcentre-guide-")))
        shutil.copytree(project.parent, place, dirs_exist_ok=True)
        place.chmod(0o755)  # servers that give up their rights read it
        shell = Shell(place / "help", INTERCOM_TOKEN=TOKEN)
        prepare(article, shell, stack)
        for command in article.commands:
            if not unrun(command.line):
                run(command, article, shell, stack)


def run(command: Command, article: Article, shell: Shell, stack: ExitStack) -> None:
    line = stand_in(command.line, article, shell, stack)
    code, told = publish_to_store(line, shell) if " s3://" in line else shell.run(line)
    assert code == ((article.name, command.line) in ENDS_WITH_1), f"{line}\n{told}"
    if command.line == "cd ../our-help":
        shutil.copytree(ROOT / "samples/wordpress", shell.folder / "exports")
        shutil.copytree(ROOT / "samples/intercom", shell.folder / "exports/intercom")
    if command.line == "helpcentre check" and command.told:
        assert command.told[0] in told


def stand_in(line: str, article: Article, shell: Shell, stack: ExitStack) -> str:
    """The command with what is here for what is elsewhere."""
    for elsewhere, here in ELSEWHERE.get(article.name, {}).items():
        line = line.replace(elsewhere, here)
    for pattern, here in HOSTS.items():
        line = re.sub(pattern, here.replace("{place}", str(shell.folder.parent)), line)
    if line.startswith("helpcentre changes") and not any(map(shutil.which, BROWSERS)):
        line = line.partition(" --pictures")[0]
    for name, make in SERVERS.items():
        if f"{{{name}}}" in line:
            line = line.replace(f"{{{name}}}", stack.enter_context(serve(make())))
    return line.replace("{host}", stack.enter_context(host(article, shell))) if "{host}" in line else line


def publish_to_store(line: str, shell: Shell) -> tuple[int, str]:
    """Publish in this process, where moto answers for S3."""
    with mock_aws(), chdir(shell.folder):
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="help.example.com")
        return main(shlex.split(line)[1:]), ""


# --- what must be there before -----------------------------------------------------------------------


def prepare(article: Article, shell: Shell, stack: ExitStack) -> None:
    """Bring the site into the state that the article begins with."""
    configure(shell.folder, article)
    if before := BEFORE.get(article.name):
        before(article, shell, stack)


def build(article: Article, shell: Shell, stack: ExitStack) -> None:
    code, told = shell.run("mkdocs build --strict --quiet")
    assert code == 0, told


def build_twice(article: Article, shell: Shell, stack: ExitStack) -> None:
    build(article, shell, stack)
    shutil.copytree(shell.folder / "site", shell.folder / "before")
    with (shell.folder / "docs/en/billing/fees.md").open("a") as fees:
        fees.write("\nCards cost nothing.\n")
    build(article, shell, stack)


def break_a_link(article: Article, shell: Shell, stack: ExitStack) -> None:
    """The mistake that the article shows, at its place."""
    head = "---\ntitle: Fees\ndescription: What it costs.\n---\n" + "\nText.\n" * 3
    (shell.folder / "docs/en/billing/fees.md").write_text(f"{head}\n[it](plan.md) is.\n")
    shutil.move(shell.folder / "docs/en/plans/plans.md", shell.folder / "docs/en/billing/plans.md")


def name_sources(article: Article, shell: Shell, stack: ExitStack) -> None:
    """The sources that the article shows, on loopback."""
    intercom, wordpress = stack.enter_context(serve(outside.intercom())), outside.wordpress()
    allowed = 'allow-host = ["127.0.0.1"]'
    text = article.blocks("toml")[0].replace('region = "eu"', f'source = "{intercom}"\n{allowed}')
    address = stack.enter_context(serve(wordpress))
    text = text.replace('source = "https://example.com"', f'source = "{address}"\n{allowed}')
    (shell.folder / "pyproject.toml").write_text(text)


def start_search_server(article: Article, shell: Shell, stack: ExitStack) -> None:
    settings = shell.folder / "mkdocs.yml"
    address = stack.enter_context(serve(Typesense()))
    settings.write_text(settings.read_text().replace("https://search.lumen.example", address))


Before = Callable[[Article, Shell, ExitStack], None]
BEFORE: Mapping[str, Before] = {
    "importing/pull-every-night": name_sources,
    "publishing/pull-requests": build_twice,
    "publishing/verify-site": build,
    "search/search-command": build,
    "search/search-server": start_search_server,
    "writing/check-articles": break_a_link,
}


# --- hosts -------------------------------------------------------------------------------------------


def nginx(shown: str, folder: Path, port: int) -> list[str]:
    own = (
        "types { text/html html; image/svg+xml svg; application/javascript js; }\n"
        f"access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};\n"
        f"fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};\n"
    )
    text = shown.replace("http {", f"http {{\n{own}").replace("listen 80", f"listen 127.0.0.1:{port}")
    file = folder / "nginx.conf"
    file.write_text(f"daemon off; pid {folder}/pid; error_log stderr;\nevents {{}}\n{text}")
    return ["nginx", "-c", str(file), "-p", str(folder)]


def caddy(shown: str, folder: Path, port: int) -> list[str]:
    file = folder / "Caddyfile"
    text = shown.replace("help.example.com {", f"http://127.0.0.1:{port} {{")
    file.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}")
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


def apache(shown: str, folder: Path, port: int) -> list[str]:
    modules = Path("/usr/lib/apache2/modules")
    names = ("mpm_event", "authz_core", "rewrite", "headers", "mime", "dir", "alias")
    loads = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names)
    root = re.search(r"<Directory (.*)>", shown)
    assert root
    (folder / "httpd.conf").write_text(
        f"{loads}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\n"
        f"ErrorLog {folder}/log\nMutex file:{folder}\nUser nobody\nGroup nogroup\n"
        f"TypesConfig /etc/mime.types\nDirectoryIndex index.html\nDocumentRoot {root[1]}\n{shown}"
    )
    return ["apache2", "-X", "-d", str(folder), "-f", str(folder / "httpd.conf")]


CONFIGURATION = {
    "publishing/nginx": ("nginx", "nginx", nginx),
    "publishing/apache": ("apache2", "apache", apache),
    "publishing/caddy": ("caddy", "caddyfile", caddy),
}
"""Article → the server that runs with the configuration it shows, and in which language that is."""


@contextmanager
def host(article: Article, shell: Shell) -> Iterator[str]:
    """A real server: with the article's configuration and what was uploaded, else nginx with the site."""
    folder = shell.folder.parent / "server"
    folder.mkdir()
    if article.name not in CONFIGURATION:
        shell.run("helpcentre publish-files --host nginx")
        with serve_site("nginx", shell.folder / "site", folder) as port:
            yield f"http://127.0.0.1:{port}/"
        return
    name, language, write = CONFIGURATION[article.name]
    shown = article.blocks(language)[0].replace("/srv/hosting", str(shell.folder.parent / "there-too"))
    shown = shown.replace("/srv/site", str(shell.folder.parent / "there"))
    with serve_site(name, folder, folder, lambda _, place, port: write(shown, place, port)) as port:
        yield f"http://127.0.0.1:{port}/"


# --- what isn't run ----------------------------------------------------------------------------------

LINES = sorted({command.line for article in ARTICLES.values() for command in article.commands})
TARGETS = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
PARTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


@pytest.mark.parametrize("start", NOT_RUN)
def test_what_is_not_run_is_in_the_guide(start: str) -> None:
    assert any(re.match(start, line) for line in LINES)


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make ")])
def test_a_target_of_make_is_there(line: str) -> None:
    assert line.split()[1] in TARGETS


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("pip install")])
def test_a_part_that_can_be_installed_is_there(line: str) -> None:
    part = re.search(r"\[(\w+)\]", line)
    assert part is None or part[1] in PARTS


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in LINES if (why := unrun(line)) and why.help])
def test_an_option_of_what_is_not_run_is_there(line: str) -> None:
    why = unrun(line)
    assert why
    code, told = Shell(ROOT).run(why.help)
    assert code == 0, told
    assert set(re.findall(r"--[a-z-]+", line)) <= set(re.findall(r"--[a-z-]+", told))
