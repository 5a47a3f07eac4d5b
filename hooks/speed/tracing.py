"""Notes what is asked while something is made, so that one can tell later whether it would come out the same.

A question is a text. Whoever answers one notes it; whoever makes something listens. Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

View = TypeVar("View")

_asked: dict[str, None] | None = None
"""The questions since somebody listens, in their order; None while nobody does."""


@contextmanager
def listening() -> Iterator[dict[str, None]]:
    """The questions that are asked meanwhile."""
    global _asked  # noqa: PLW0603 (answers are given far from where something is made)
    before, _asked = _asked, {}
    try:
        yield _asked
    finally:
        _asked = before


def note(question: str) -> None:
    """Say that a question has been asked."""
    if _asked is not None:
        _asked[question] = None


def traced(view: type[View], key: str) -> type[View]:
    """A class like a frozen one with slots, which notes the fields that are read of each object.

    A question is the object's name and the field: `ArticleView billing/fees/ title`.

    Args:
        view: the class.
        key: the field that tells its objects apart.
    """
    names = [field.name for field in fields(view)]  # type: ignore[arg-type]
    properties = {name: _property(view, name, view.__dict__[key]) for name in names}
    return type(view.__name__, (view,), {"__slots__": (), **properties})


def _property(view: type, field: str, key: Any) -> property:
    slot: Any = view.__dict__[field]
    kind = view.__name__

    def read(self: Any) -> Any:
        if _asked is not None:
            _asked[f"{kind} {key.__get__(self)} {field}"] = None
        return slot.__get__(self)

    return property(read, slot.__set__)
