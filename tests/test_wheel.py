"""The package as users get it: a wheel in a clean environment, and a site of its own outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that has the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    venv.create(folder / "env", with_pip=True)
    commands = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = folder.glob("helpcentre-*.whl")
    run(commands / "python", "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel)
    return commands


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_a_new_site_is_made_imported_into_and_built(commands: Path, tmp_path: Path) -> None:
    site = tmp_path / "our-help"
    run(commands / "helpcentre", "new", site, "--locales", "en,fr", "--name", "Our help", cwd=tmp_path)
    run(commands / "mkdocs", "build", "--strict", cwd=site)

    page = ROOT / "samples" / "wordpress" / "page-2364.json"
    run(commands / "helpcentre", "import", page, "--report", tmp_path / "report.html", cwd=site)
    run(commands / "mkdocs", "build", "--strict", cwd=site)

    articles = sorted(path.relative_to(site / "docs").as_posix() for path in site.glob("docs/??/*/*.md"))
    assert [path.split("/")[0] for path in articles] == ["en", "fr"]
    built = "".join(path.read_text(encoding="utf-8") for path in (site / "site").rglob("index.html"))
    assert 'class="hc-steps"' in built
    assert 'lang="fr"' in built
    assert "Import report" in (tmp_path / "report.html").read_text(encoding="utf-8")
