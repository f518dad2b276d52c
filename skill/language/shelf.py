"""Many values filed under words, of which one sentence needs a few."""

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
        return [self.under(word) for word in words if word in self._open or word in self._packed]

    def __getstate__(self) -> tuple[dict[str, bytes], Value]:
        return {word: _packed(value) for word, value in self._open.items()} | self._packed, self._nothing

    def __setstate__(self, state: tuple[dict[str, bytes], Value]) -> None:
        self._open = {}
        self._packed, self._nothing = state


def _packed(value: Any) -> bytes:
    import pickletools  # only to make a package

    return pickletools.optimize(pickle.dumps(value, protocol=5))
