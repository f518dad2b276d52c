"""Reads a request into the SDK's own objects, and passes over what the SDK does not know.

The SDK's deserialiser fails the whole request on an unknown request type or enum value, though Amazon says that new ones may
come at any time. What cannot be read here becomes None, and an unknown request type an `UnknownRequest`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, cast

from ask_sdk_model import Request, RequestEnvelope
from dateutil.parser import isoparse

Reader = Callable[[Any], Any]


class UnknownRequest(Request):
    """A request of a type that the SDK has no class for. `object_type` keeps its name."""

    def __init__(self) -> None:
        super().__init__()


def read_envelope(data: object) -> RequestEnvelope:
    """The request envelope in parsed JSON. Never fails: what is missing or malformed is None in the result."""
    envelope = _reader("ask_sdk_model.request_envelope.RequestEnvelope")(data)
    return cast(RequestEnvelope, envelope or RequestEnvelope())


@cache
def _reader(type_name: str) -> Reader:
    """How to read a value of a type, as the SDK's models name it."""
    if match := re.fullmatch(r"list\[(.*)\]", type_name):
        return _list_of(match[1])
    if match := re.fullmatch(r"dict\([^,]*, (.*)\)", type_name):
        return _dict_of(match[1])
    if type_name in _PLAIN:
        return _PLAIN[type_name]
    module, _, name = type_name.rpartition(".")
    model = getattr(import_module(module), name)
    return _enum(model) if issubclass(model, Enum) else _model(model)


def _as_it_is(value: Any) -> Any:
    return value


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None if isinstance(value, Mapping | list) or value is None else str(value)


def _number(kind: type[int] | type[float]) -> Reader:
    def read(value: Any) -> int | float | None:
        try:
            return kind(value)
        except (TypeError, ValueError, OverflowError):
            return None

    return read


def _flag(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _moment(value: Any) -> datetime | None:
    try:
        return isoparse(value)
    except (TypeError, ValueError, OverflowError):
        return None


_PLAIN: Mapping[str, Reader] = {
    "str": _text,
    "int": _number(int),
    "float": _number(float),
    "bool": _flag,
    "object": _as_it_is,
    "datetime": _moment,
}


def _list_of(type_name: str) -> Reader:
    item = _reader(type_name)
    return lambda value: [item(each) for each in value] if isinstance(value, list) else None


def _dict_of(type_name: str) -> Reader:
    item = _reader(type_name)
    return lambda value: {key: item(each) for key, each in value.items()} if isinstance(value, Mapping) else None


def _enum(model: type[Enum]) -> Reader:
    members: Mapping[Any, Enum] = {member.value: member for member in model}
    return lambda value: members.get(value) if isinstance(value, str) else None


def _model(model: Any) -> Reader:
    """Reads an object of one of the SDK's model classes, or of the child class that its discriminator names."""
    children = getattr(model, "discriminator_value_class_map", None)
    key = getattr(model, "json_discriminator_key", "")

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            return None
        if children is None or value.get(key) is None:
            return _filled(model, value) if children is None else None
        kind = value[key]
        child = children.get(kind) if isinstance(kind, str) else None
        if child is not None:
            return _filled(_class(child), value)
        return _filled(UnknownRequest, value) if model is Request else None

    return read


@cache
def _class(type_name: str) -> Any:
    module, _, name = type_name.rpartition(".")
    return getattr(import_module(module), name)


@cache
def _plan(model: Any) -> tuple[tuple[str, str, Callable[[], Reader]], ...]:
    """For each attribute of a model: its name, its key in the JSON, and how to get its reader when it is first needed."""

    def later(type_name: str) -> Callable[[], Reader]:
        return lambda: _reader(type_name)

    names = model.attribute_map
    return tuple(
        (attribute, names.get(attribute, attribute), later(kind)) for attribute, kind in model.deserialized_types.items()
    )


def _filled(model: Any, value: Mapping[str, Any]) -> Any:
    made = model()
    for attribute, key, reader in _plan(model):
        if value.get(key) is not None:
            setattr(made, attribute, reader()(value[key]))
    return made
