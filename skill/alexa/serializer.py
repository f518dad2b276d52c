"""Reads requests and writes responses in the place of the SDK's serializer, tolerant and fast.

The SDK's own serializer fails the whole request on a request type or an enum value that it does not know, though Amazon says
that new ones may come at any time. Here what the SDK would refuse becomes None and the rest is read as it is, and a request of
an unknown type becomes an `UnknownRequest`. Every request that the SDK accepts gives an equal object, with one exception:
a key named like something that the model's class defines, such as `to_dict`, is passed over instead of put in its place.

How to read a type is worked out once, when it is first met: a reader takes parsed JSON and gives the value.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model import Request

from skill.alexa.writer import as_it_is, write

Reader = Callable[[Any], Any]

_ALEXA_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
"""How Alexa writes a time. Other ways are left to dateutil, which the SDK uses for all and which loads slowly."""


class UnknownRequest(Request):
    """A request of a type that the SDK has no class for. `object_type` keeps its name."""


class TolerantSerializer:
    """Reads what it can of a request, and writes what the SDK would write."""

    def serialize(self, obj: Any) -> Any:
        """One of the SDK's objects as plain data."""
        return write(obj)

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """JSON text as an object of `obj_type`. Raises SerializationException where the text is not JSON."""
        if payload is None:
            return None
        try:
            data = json.loads(payload)
        except (TypeError, ValueError, RecursionError) as error:
            raise SerializationException(f"not JSON: {error}") from error
        return read(data, obj_type)


def read(data: Any, kind: Any) -> Any:
    """Parsed JSON as an object of `kind`, a class or its name in the SDK's notation; None where it cannot be one."""
    try:
        return None if data is None else _reader(kind)(data)
    except RecursionError:  # nested hundreds deep: nothing that a device sends
        return None


@cache
def _reader(kind: Any) -> Reader:
    if not isinstance(kind, str):
        return _PLAIN.get(kind.__name__) or (_enum(kind) if issubclass(kind, Enum) else _model(kind))
    if match := re.fullmatch(r"list\[(.*)\]", kind):
        return _list(match[1])
    if match := re.fullmatch(r"dict\([^,]*, (.*)\)", kind):
        return _dict(match[1])
    return _PLAIN.get(kind) or (_reader(_class(kind)) if "." in kind else _unreadable)


@cache
def _class(name: str) -> Any:
    module, _, own = name.rpartition(".")
    return getattr(import_module(module), own)


def _converted(kind: type) -> Reader:
    """By the type's own conversion. What it has none for stays as it is, as in the SDK."""

    def read(value: Any) -> Any:
        try:
            return kind(value)
        except TypeError:
            return value
        except (ValueError, OverflowError):
            return None

    return read


def _moment(value: Any) -> datetime | None:
    """A point in time; None for what is none."""
    try:
        if isinstance(value, str) and _ALEXA_TIME.fullmatch(value):
            return datetime.fromisoformat(value)
        from dateutil.parser import parse

        return parse(value)
    except Exception:  # noqa: BLE001 - dateutil raises whatever it stumbles over
        return None


def _day(value: Any) -> date | None:
    moment = _moment(value)
    return moment.date() if moment else None


def _unreadable(_: Any) -> None:
    """For a type that the SDK cannot read either."""


_SIMPLE: Mapping[str, type] = {kind.__name__: kind for kind in (str, int, float, bool)}
"""Types of JSON's own, which most of a request is of already."""

_PLAIN: Mapping[str, Reader] = {
    **{name: _converted(kind) for name, kind in _SIMPLE.items()},
    "long": _converted(int),
    "object": as_it_is,
    "date": _day,
    "datetime": _moment,
}


def _list(kind: str) -> Reader:
    read, iterable = _reader(kind), (list, str, dict)
    return lambda value: [None if each is None else read(each) for each in value] if isinstance(value, iterable) else None


def _dict(kind: str) -> Reader:
    read = _reader(kind)
    return lambda value: (
        {key: None if each is None else read(each) for key, each in value.items()} if isinstance(value, dict) else None
    )


def _enum(model: type[Enum]) -> Reader:
    members: Mapping[Any, Enum] = {member.value: member for member in model}
    return lambda value: members.get(value) if isinstance(value, str) else None


def _model(model: Any) -> Reader:
    """Reads an object of one of the SDK's classes, or of the child class that its discriminator names."""
    if not hasattr(model, "get_real_child_model"):
        return _Plan(model).fill
    key, children = model.json_discriminator_key, model.discriminator_value_class_map

    def read(value: Any) -> Any:
        kind = value.get(key) if isinstance(value, dict) else None
        if not isinstance(kind, str):
            return None
        child = children.get(kind)
        if child is not None:
            return _filler(child)(value)
        return _filler(f"{__name__}.UnknownRequest")(value) if model is Request else None

    return read


@cache
def _filler(name: str) -> Reader:
    return _Plan(_class(name)).fill


class _Plan:
    """How to fill one model class: for each key in the JSON, the attribute, its type where that is simple, and its reader."""

    def __init__(self, model: Any) -> None:
        self._model, self._empty = model, vars(model())
        kinds, keys = model.deserialized_types, model.attribute_map
        self._kinds = {keys.get(attribute, attribute): (attribute, kind) for attribute, kind in kinds.items()}
        self._known: dict[str, tuple[str, type | None, Reader]] = {}

    def fill(self, value: Any) -> Any:
        """An object of the class."""
        if not isinstance(value, dict):
            return self._model() if value in ("", []) else None  # the SDK reads nothing out of nothing
        made = self._model.__new__(self._model)
        attributes = made.__dict__ = self._empty.copy()
        others = []
        for key, inner in value.items():
            if way := self._known.get(key) or self._meet(key):
                attribute, simple, read = way
                attributes[attribute] = inner if type(inner) is simple or inner is None else read(inner)
            else:
                others.append(key)
        for key in others:
            if not hasattr(self._model, key):
                setattr(made, key, value[key])
        return made

    def _meet(self, key: str) -> tuple[str, type | None, Reader] | None:
        """The attribute of a key and its reader, whose classes are loaded only now that they are needed."""
        if key not in self._kinds:
            return None
        attribute, kind = self._kinds[key]
        self._known[key] = attribute, _SIMPLE.get(kind), _reader(kind)
        return self._known[key]
