"""Front matter: YAML that can be read, and the lines that hooks/schemas/front-matter.json allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ...schemas import load_schema, load_validator
from ..docs_folder import DocsFolder
from ..findings import Edit, Found, Rule
from ..source import Source

if TYPE_CHECKING:
    from jsonschema import ValidationError

DATE = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")


def find_broken_front_matter(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Front matter that is no YAML."""
    if broken := source.broken_meta:
        fix = "Put quotes around texts with a colon, and begin every line with `name: `."
        yield Found(broken.at, f"the front matter can't be read: {broken.problem}", fix)
    elif source.kind in ("article", "page") and not source.title and not _begins_with_title(source):
        yield Found(0, "the page has no title", "Add a line `title: …` to the front matter.")


def find_wrong_lines(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Lines of front matter that aren't what they should be."""
    if not source.meta:
        return
    for error in load_validator("front-matter").iter_errors(_as_json(source.meta)):
        name = str(error.absolute_path[0]) if error.absolute_path else ""
        at = source.at_meta(name)
        known = load_schema("front-matter")["properties"].get(name, {}).get("description", "")
        edit = _mend_date(source, at) if name == "updated" else None
        yield Found(at, f"`{name}` is not as it should be: {_say(error)}", known, edit)


def find_unknown_lines(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Lines that nothing reads: most likely slips."""
    names = load_schema("front-matter")["properties"]
    for name in source.meta:
        if name not in names and (close := get_close_matches(str(name).lower(), names, 1, 0.75)):
            yield Found(source.at_meta(str(name)), f"nothing reads `{name}`", f"Did you mean `{close[0]}`?")


def _begins_with_title(source: Source) -> bool:
    return bool(source.headings) and source.headings[0].level == 1


def _as_json(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Dates as text, which is how JSON Schema knows them."""
    return {
        str(name): value.isoformat()[:10] if isinstance(value, date | datetime) else value
        for name, value in meta.items()
    }


def _mend_date(source: Source, at: int) -> Edit | None:
    """A year, month and day in this order can be nothing else."""
    line = source.text[at : source.text.index("\n", at)]
    match = DATE.search(line)
    if not match:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return Edit(at + match.start(), at + match.end(), day.isoformat())


def _say(error: ValidationError) -> str:
    """What a schema says, without its regular expressions."""
    if error.validator == "pattern":
        return f"'{error.instance}' has another form"
    return error.message if len(error.message) <= 120 else f"{error.message[:117]}…"


RULES = (
    Rule("front-matter", "error", "The site can't tell what the page is.", find_broken_front_matter),
    Rule("front-matter-value", "error", "The site passes over what it can't read.", find_wrong_lines),
    Rule("front-matter-name", "warning", "A line that nothing reads has no effect.", find_unknown_lines),
)
