"""Many values, of which one sentence needs a few: filed under words, or one large one by itself."""

import pickle
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """What is filed under each word, and `nothing` under all others.

    Pickled, each value is packed by itself, and unpacked when it is first asked for: a start need not wait for all of them.
    """

    __slots__ = ("_nothing", "_open", "_packed")

    def __init__(self, filed: Mapping[str, Value], nothing: Value) -> None:
        self._open = dict(filed)
        self._packed: dict[str, bytes] = {}
        self._nothing = nothing

    def under(self, word: str) -> Value:
        """What is filed under this word."""
        value = self._open.get(word)
        if value is not None:
            return value
        if word not in self._packed:
            return self._nothing
        there: Value = pickle.loads(self._packed[word])
        self._open[word] = there
        return there

    def under_any(self, words: Iterable[str]) -> list[Value]:
        """What is filed under each of the words that have something."""
        filed = self._packed or self._open
        return [self.under(word) for word in words if word in filed]

    def __getstate__(self) -> tuple[dict[str, bytes], Value]:
        return {word: _packed(value) for word, value in self._open.items()} | self._packed, self._nothing

    def __setstate__(self, state: tuple[dict[str, bytes], Value]) -> None:
        self._open = {}
        self._packed, self._nothing = state


class Box(Generic[Value]):
    """One value, packed and unpacked like those of a shelf."""

    __slots__ = ("_packed", "_value")

    def __init__(self, value: Value) -> None:
        self._value = value
        self._packed = b""

    @property
    def value(self) -> Value:
        """What is in it."""
        if packed := self._packed:
            self._value = pickle.loads(packed)
            self._packed = b""
        return self._value

    def __getstate__(self) -> bytes:
        return self._packed or _packed(self._value)

    def __setstate__(self, state: bytes) -> None:
        self._packed = state


def _packed(value: Any) -> bytes:
    import pickletools  # only to make a package

    return pickletools.optimize(pickle.dumps(value, protocol=5))
