"""Writes the SDK's objects as plain data: what its own serializer gives, without walking through what is plain already.

The SDK looks at every value inside a response, and the document of a screen alone has a thousand. Here what a class declares to
be plain data is passed on as it is, the very same object. How to write a class is worked out once, when it is first met.
"""

from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

Writer = Callable[[Any], Any]

_PLAIN = frozenset({"str", "bool", "int", "float", "object", "dict(str, object)", "list[object]"})
"""What the SDK's classes call plain data. A response is made to hold nothing else there."""


def write(value: Any) -> Any:
    """One of the SDK's objects, or lists and dicts of them, as data for JSON."""
    return _writer(value.__class__)(value)


@cache
def _writer(kind: type) -> Writer:
    if hasattr(kind, "deserialized_types"):
        return _model(kind)
    if issubclass(kind, Enum):
        return lambda member: member.value
    if issubclass(kind, list):
        return lambda values: [write(each) for each in values]
    if issubclass(kind, dict):
        return lambda values: {key: write(each) for key, each in values.items()}
    return kind.isoformat if issubclass(kind, date) else as_it_is


def as_it_is(value: Any) -> Any:
    """What is plain already."""
    return value


def _model(model: Any) -> Writer:
    """Writes an object of one of the SDK's classes: each attribute that it has under the attribute's name in JSON."""
    keys = model.attribute_map
    parts = [(attribute, keys.get(attribute, attribute), kind in _PLAIN) for attribute, kind in model.deserialized_types.items()]

    def written(value: Any) -> dict[str, Any]:
        return {
            key: inner if is_plain else write(inner)
            for attribute, key, is_plain in parts
            if (inner := getattr(value, attribute)) is not None
        }

    return written
