"""Many expressions, looked for in a sentence all at once. The sentence is whole words, with a space before and after each."""

from collections import defaultdict
from collections.abc import Iterable


class Expressions:
    """Ways of saying things. However many there are, a sentence is looked through once, at the words that begin one."""

    def __init__(self, ways: Iterable[str] = ()) -> None:
        self._places = {way: place for place, way in enumerate(dict.fromkeys(" ".join(way.split()) for way in ways))}
        lengths: dict[str, set[int]] = defaultdict(set)
        for way in self._places:
            first, *others = way.split()
            lengths[first].add(1 + len(others))
        self._lengths = {first: tuple(each) for first, each in lengths.items()}

    def within(self, said: str) -> list[str]:
        """Those that a sentence holds, spaced as it is, in the order in which they were given."""
        words = said.split()
        if self._lengths.keys().isdisjoint(words):
            return []
        found = set()
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                way = " ".join(words[start : start + length])
                if way in self._places:
                    found.add(way)
        return [f" {way} " for way in sorted(found, key=self._places.__getitem__)]


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
