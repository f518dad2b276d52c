"""Many expressions, looked for in a sentence all at once. The sentence is whole words, with a space before and after each."""

from collections import defaultdict
from collections.abc import Iterable


class Expressions:
    """Ways of saying things. Of however many, only those that begin with a word of the sentence are looked for in it."""

    def __init__(self, ways: Iterable[str] = ()) -> None:
        self._beginning: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, way in enumerate(dict.fromkeys(map(_spaced, ways))):
            self._beginning[way.split()[0]].append((place, way))
        self._first_words = frozenset(self._beginning)

    def within(self, said: str) -> list[str]:
        """Those that a sentence holds, spaced as it is, in the order in which they were given."""
        words = self._first_words.intersection(said.split())
        if not words:
            return []
        found = [each for word in words for each in self._beginning[word] if each[1] in said]
        return [way for _, way in sorted(found)]


class Named:
    """Ways of saying things and the name of what each says. One that is given twice says what it said first."""

    def __init__(self, ways: Iterable[tuple[str, str]]) -> None:
        self._names: dict[str, str] = {}
        for way, name in ways:
            self._names.setdefault(_spaced(way), name)
        self._ways = Expressions(self._names)

    def first(self, said: str) -> str | None:
        """What the first way, in the order given, says that a sentence holds; None when it holds none."""
        return next((self._names[way] for way in self._ways.within(said)), None)

    def opening(self, said: str) -> str | None:
        """The same of those that a sentence begins with."""
        return next((self._names[way] for way in self._ways.within(said) if said.startswith(way)), None)

    def whole(self, said: str) -> str | None:
        """What the sentence says when it is one of the ways and no more."""
        return self._names.get(said)


def _spaced(way: str) -> str:
    return f" {' '.join(way.split())} "


NONE = Expressions()
