"""The same site built by MkDocs and by ProperDocs, the fork that goes on maintaining it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hooks.publish.manifest import compare, make_manifest

ROOT = Path(__file__).parent.parent
PROPERDOCS = Path(sys.executable).parent / "properdocs"


def build(builder: Path, target: Path) -> Path:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1760000000"}
    command = [
        str(builder),
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        "mkdocs.yml",
        "--site-dir",
        str(target),
    ]
    subprocess.run(command, cwd=ROOT, check=True, env=env)
    return target


@pytest.mark.slow
@pytest.mark.skipif(not PROPERDOCS.is_file(), reason="ProperDocs is not installed")
def test_both_build_the_same_bytes(tmp_path: Path) -> None:
    """What differs is listed in guide/en/publishing/properdocs.md: nothing."""
    mkdocs = make_manifest(build(PROPERDOCS.with_name("mkdocs"), tmp_path / "mkdocs"), {})
    properdocs = make_manifest(build(PROPERDOCS, tmp_path / "properdocs"), {})
    assert compare(mkdocs, properdocs) == ((), (), ())
