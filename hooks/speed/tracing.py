"""Notes what is asked while something is made, so that one can tell later whether it would come out the same.

A question names an object and one of its fields. The object notes it; whoever makes something listens.
Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

View = TypeVar("View")

Question = tuple[str, str, str]
"""Kind of an object, what tells it from others, a field: `ArticleView`, `billing/fees/`, `title`."""

_asked: dict[Question, None] | None = None
"""The questions since somebody listens, in their order; None while nobody does."""


@contextmanager
def listening() -> Iterator[dict[Question, None]]:
    """The questions that are asked meanwhile."""
    global _asked  # noqa: PLW0603 (answers are given far from where something is made)
    before, _asked = _asked, {}
    try:
        yield _asked
    finally:
        _asked = before


def traced(view: type[View], key: str, *known: str) -> type[View]:
    """A class like a frozen one with slots, which notes the fields that are read of each object.

    Args:
        view: the class.
        key: the field that tells its objects apart, which is no question: whoever has the object knows it.
        known: other fields that are none.
    """
    names = {field.name for field in fields(view)} - {key, *known}  # type: ignore[arg-type]
    properties = {name: _property(view, name, view.__dict__[key]) for name in names}
    return type(view.__name__, (view,), {"__slots__": (), **properties})


def _property(view: type, field: str, key: Any) -> property:
    slot: Any = view.__dict__[field]
    get, name, kind = slot.__get__, key.__get__, view.__name__

    def read(self: Any) -> Any:
        if _asked is not None:
            _asked[kind, name(self), field] = None
        return get(self)

    return property(read, slot.__set__)
