"""`mkdocs serve` as an editor has it: a draft with mistakes, in the browser, while it is written."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT

from .test_reading import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Any]

DRAFT = """\
---
title: Send an estimate
description: How to send an estimate.
status: draft
---

Text.

## Step 1: Write it

Text.

## Step 3: Send it

/// fees | What it costs
    valid-from: some day

| Plan | Monthly fee |
| --- | --- |
| Basic | 1 EUR |
///

/// notice
Text.
///
"""
PAGES = {"en": "invoices/send-an-estimate/", "ar": "ar/الفواتير/send-an-estimate/"}
SECONDS = 60


class Preview(NamedTuple):
    address: str
    draft: Path


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A copy of the demo site with a draft, served."""
    folder = tmp_path_factory.mktemp("preview")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    draft = folder / "docs/en/invoices/send-an-estimate.md"
    draft.write_text(DRAFT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}) as server:
        try:
            wait_for(lambda: is_up(address))
            yield Preview(address, draft)
        finally:
            server.terminate()


def is_up(address: str) -> bool:
    try:
        with urlopen(address):
            return True
    except URLError:
        return False


def wait_for(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", PAGES)
def test_everyone_can_read_what_editors_are_told(
    visit: Visit, preview: Preview, locale: str, width: int, scheme: str
) -> None:
    page = visit(PAGES[locale], at=preview.address, width=width, scheme=scheme)
    page.locator(".hc-editor summary").click()
    assert page.locator(".hc-editor ol li").count() == 3
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_mistakes_are_told_without_scripts(visit: Visit, preview: Preview) -> None:
    page = visit(PAGES["en"], at=preview.address, scripts=False)
    assert page.locator(".hc-editor > ul").inner_text().split() == [
        "Draft",
        "Missing",
        "Français",
        "Deutsch",
        "العربية",
    ]
    page.locator(".hc-editor summary").click()
    assert [line.split()[1] for line in page.locator(".hc-editor ol li > span").all_inner_texts()] == [
        "13",
        "16",
        "23",
    ]
    assert [box.split("\n")[0] for box in page.locator(".hc-prose .hc-error").all_inner_texts()] == [
        "3 follows 1.",
        "Valid-from: 'some day' is no date.",
        "There is no block `/// notice`.",
    ]


def test_a_mistake_goes_when_it_is_mended(visit: Visit, preview: Preview) -> None:
    page = visit(PAGES["en"], at=preview.address)
    assert "3 follows 1" in page.locator(".hc-prose").inner_text()
    preview.draft.write_text(DRAFT.replace("Step 3", "Step 2"))
    page.get_by_text("Findings: 2").wait_for(timeout=SECONDS * 1000)  # the page loads itself again
    assert "3 follows 1" not in page.locator(".hc-prose").inner_text()
