"""Makes JSON in the shape of the SDK's model classes, for differential tests."""

import json
import re
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_model import RequestEnvelope
from hypothesis import strategies as st

from tests.support import JSON

TIMES = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")) | st.sampled_from(
    ["2026-11-22T08:00:00.123Z", "2026-11-22T08:00:00+05:30", "2026-11-22T08:00:00", "Sun, 22 Nov 2026 08:00:00 GMT"]
)
ANY = JSON.filter(lambda value: "NaN" not in json.dumps(value))
"""Any JSON but NaN, which equals nothing."""

PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "str": st.text(max_size=8) | st.integers() | st.booleans(),
    "int": st.integers() | st.just("12"),
    "float": st.floats(allow_nan=False) | st.integers(0, 9),
    "bool": st.booleans() | st.just("no"),
    "object": ANY,
    "datetime": TIMES,
    "dict": st.none(),
}
DEEPEST = 5


def envelopes() -> st.SearchStrategy[Any]:
    """Envelopes that the SDK can read: what is there has the right type."""
    return _of(RequestEnvelope, 0)


@cache
def _named(kind: str, depth: int) -> st.SearchStrategy[Any]:
    if match := re.fullmatch(r"list\[(.*)\]", kind):
        return st.lists(_named(match[1], depth), max_size=2)
    if match := re.fullmatch(r"dict\([^,]*, (.*)\)", kind):
        return st.dictionaries(st.text(max_size=4), _named(match[1], depth), max_size=2)
    return PLAIN[kind] if kind in PLAIN else _of(_class(kind), depth)


def _class(name: str) -> Any:
    module, _, own = name.rpartition(".")
    return getattr(import_module(module), own)


@cache
def _of(model: Any, depth: int) -> st.SearchStrategy[Any]:
    if issubclass(model, Enum):
        return st.sampled_from([member.value for member in model])
    if depth >= DEEPEST:
        return st.none()
    if not hasattr(model, "get_real_child_model"):
        return _filled(model, depth)
    children = sorted(model.discriminator_value_class_map.items())
    return st.sampled_from(children).flatmap(
        lambda child: _filled(_class(child[1]), depth).map(lambda value: {**value, model.json_discriminator_key: child[0]})
    )


@cache
def _filled(model: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """Some of a class's attributes, null or filled, and a key that the SDK does not know."""
    keys = {model.attribute_map[name]: kind for name, kind in model.deserialized_types.items()}
    known = {key: st.none() | st.deferred(lambda kind=kind: _named(kind, depth + 1)) for key, kind in keys.items()}
    return st.fixed_dictionaries({}, optional={**known, "aKeyOfTomorrow": PLAIN["object"]})
