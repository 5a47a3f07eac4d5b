"""Edit, pull, merge: a case has a file as imported, as edited here, and as the source has it now."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from importers.merging import has_markers, merge
from importers.sync import decide

CASES = Path(__file__).parent / "cases" / "merge"


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_case_is_merged_as_expected(case: Path) -> None:
    said = yaml.safe_load((case / "case.yml").read_text()) if (case / "case.yml").exists() else {}
    base, ours, theirs = ((case / f"{name}.md").read_text() for name in ("base", "ours", "theirs"))
    expected = (case / "expected.md").read_text() if (case / "expected.md").exists() else None
    merged = merge(base, ours, theirs, said.get("on_conflict", "keep"))
    assert (merged.text if merged else None) == expected
    decision = decide(base, ours, theirs, said.get("on_conflict", "keep"))
    assert (decision.status == "conflict") == said.get("conflict", False)
    assert decision.text == expected
    if expected is not None:
        assert has_markers(expected) == said.get("conflict", False)
        again = decide(theirs, expected, theirs, said.get("on_conflict", "keep"))
        assert again.text is None  # nothing is merged twice
