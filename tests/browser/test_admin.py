"""The page for editors, in a real browser, with its local back end: a folder of the browser's own file system
in the place of the one that an editor would choose. The editor comes from npm."""

from __future__ import annotations

import base64
import difflib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
BACKEND = "\n      admin:\n        backend: {name: github, repo: lumen/help, branch: main}"
MISSING_LOCALE = "Cannot convert undefined or null to object"
"""The editor's own, harmless: https://github.com/sveltia/sveltia-cms, switching to an untranslated entry."""

CHOOSE_FOLDER = """
window.showDirectoryPicker = async () => {
  const disk = await navigator.storage.getDirectory();
  const root = await disk.getDirectoryHandle("repository", { create: true });
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, content] of Object.entries(FILES)) {
    const folders = path.split("/");
    const name = folders.pop();
    let folder = root;
    for (const each of folders) folder = await folder.getDirectoryHandle(each, { create: true });
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0)));
    await file.close();
  }
  return root;
};
"""
READ_FOLDER = """
async () => {
  const texts = {};
  const read = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await read(handle, `${path}${name}/`);
      else if (/[.](md|yml)$/.test(name)) texts[path + name] = await (await handle.getFile()).text();
    }
  };
  await read(await (await navigator.storage.getDirectory()).getDirectoryHandle("repository"), "");
  return texts;
}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site's sources, with an editor."""
    if not shutil.which("npm"):
        pytest.skip("needs npm, which fetches the editor")
    folder = tmp_path_factory.mktemp("editors")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns(".helpcentre"))
    (folder / ".git").mkdir()
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    head, line, rest = settings.partition("  - helpcentre:")
    first, newline, others = rest.partition("\n")
    (folder / "mkdocs.yml").write_text(f"{head}{line}{first}{BACKEND}{newline}{others}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(
    project: Path, mkdocs_build: Callable[[Path, Path], None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where it is served."""
    target = tmp_path_factory.mktemp("site")
    mkdocs_build(project, target)
    with serve(target) as address:
        yield address.replace("127.0.0.1", "localhost")  # where the editor offers its local back end


@pytest.fixture
def editor(browser: Any, site: str, project: Path) -> Iterator[Any]:
    """The editor with the project's folder open; answers of other hosts and complaints fail the test."""
    files = {
        path.relative_to(project).as_posix(): base64.b64encode(path.read_bytes()).decode()
        for path in (project / "docs").rglob("*")
        if path.is_file()
    }
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    told: list[str] = []
    answered: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.on("response", lambda response: answered.append(response.url))
    page.add_init_script(CHOOSE_FOLDER.replace("FILES", json.dumps(files)))
    page.goto(f"{site}admin/")
    page.get_by_role("button", name="Work with Local Repository").click(timeout=30_000)
    page.get_by_text("Getting started").first.wait_for()
    yield page
    context.close()
    assert not [text for text in told if "configuration schema" in text or "has no effect" in text]
    assert not [text for text in told if text.startswith("error: ") and MISSING_LOCALE not in text]
    assert not [url for url in answered if not url.startswith((site, "data:", f"blob:{site}"))]


def opened(editor: Any, collection: str, key: str) -> Any:
    """The text of an article, ready to type in."""
    editor.goto(f"{editor.url.partition('#')[0]}#/collections/{collection}/entries/{key}")
    editor.get_by_role("heading", name="›").or_(editor.get_by_role("button", name="Save")).first.wait_for()
    text = editor.locator("[contenteditable=true]").first
    text.wait_for()
    return text


def save(editor: Any) -> None:
    editor.get_by_role("button", name="Save").click()
    editor.get_by_text("Entry saved").last.wait_for()


def changes(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_a_word_changed_is_a_line_changed_in_every_article(editor: Any, project: Path) -> None:
    articles = sorted((project / "docs/en").glob("*/*.md"))
    assert len(articles) > 15
    for article in articles:
        text = opened(editor, article.parent.name, article.stem)
        editor.wait_for_timeout(700)  # its blocks are put in one after the other
        text.locator(":scope > *").first.click()
        editor.keyboard.press("Control+Home")
        editor.keyboard.type("Zz")
        save(editor)
        editor.get_by_text("Entry saved").last.wait_for(state="hidden")
        after = editor.evaluate(READ_FOLDER)[article.relative_to(project).as_posix()]
        removed, added = changes(article.read_text("utf-8"), after)
        assert added.removeprefix("+ ") == f"Zz{removed.removeprefix('- ')}", article
    others = {
        path: text for path, text in editor.evaluate(READ_FOLDER).items() if not path.startswith("docs/en/")
    }
    assert all((project / path).read_text("utf-8") == text for path, text in others.items())


def test_a_new_article_is_a_file_in_its_collection(editor: Any) -> None:
    editor.goto(f"{editor.url.partition('#')[0]}#/collections/cards/new")
    editor.get_by_role("textbox").first.fill("Lend a card: Zoë’s way")
    editor.locator("[contenteditable=true]").first.click()
    editor.keyboard.type("Cards can be lent.")
    editor.get_by_role("button", name="Insert").click()
    editor.get_by_role("menuitem", name="Callout").click()
    editor.get_by_role("textbox", name="Text").last.fill("Not to strangers.")
    editor.wait_for_timeout(500)
    save(editor)
    texts = editor.evaluate(READ_FOLDER)
    new = [path for path in texts if "lend" in path]
    assert new == ["docs/en/cards/lend-a-card-zoe-s-way.md"]  # translations come when somebody writes them
    assert texts[new[0]] == (
        "---\ntitle: 'Lend a card: Zoë’s way'\n---\n\nCards can be lent.\n\n"
        "!!! note\n\n    Not to strangers.\n"
    )


def test_a_fee_is_changed_in_its_table(editor: Any, project: Path) -> None:
    editor.goto(f"{editor.url.partition('#')[0]}#/collections/fees/entries/cards")
    table = editor.get_by_role("textbox", name="Table")
    table.wait_for()
    before = (project / "docs/_data/fees/cards.yml").read_text("utf-8")
    assert re.search("rate: 1.4$", before, re.MULTILINE)
    table.fill(before.replace("rate: 1.4", "rate: 1.3"))
    editor.wait_for_timeout(500)
    save(editor)
    after = editor.evaluate(READ_FOLDER)["docs/_data/fees/cards.yml"]
    assert changes(before, after) == ["-     rate: 1.4", "+     rate: 1.3"]
