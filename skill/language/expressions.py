"""Many expressions, looked for in a sentence all at once. The sentence is whole words, with a space before and after each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product


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
        found = self.found(said)
        return [f" {found[place]} " for place in sorted(found)]

    def found(self, said: str) -> dict[int, str]:
        """Those that a sentence holds, by their place in that order."""
        words = said.split()
        if self._lengths.keys().isdisjoint(words):
            return {}
        found = {}
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                way = " ".join(words[start : start + length])
                if (place := self._places.get(way)) is not None:
                    found[place] = way
        return found

    def place(self, said: str) -> int | None:
        """The place of the one that the sentence is, or None."""
        return self._places.get(said.strip())


class Named:
    """Ways of saying things and the name of what each says. One that is given twice says what it said first."""

    def __init__(self, ways: Iterable[tuple[str, str]]) -> None:
        names: dict[str, str] = {}
        for way, name in ways:
            names.setdefault(" ".join(way.split()), name)
        self._names = tuple(names.values())
        self._ways = Expressions(names)

    def first(self, said: str) -> str | None:
        """What the first way, in the order given, says that a sentence holds; None when it holds none."""
        found = self._ways.found(said)
        return self._names[min(found)] if found else None

    def opening(self, said: str) -> str | None:
        """The same of those that a sentence begins with."""
        opening = [place for place, way in self._ways.found(said).items() if said.startswith(f" {way} ")]
        return self._names[min(opening)] if opening else None

    def whole(self, said: str) -> str | None:
        """What the sentence says when it is one of the ways and no more."""
        place = self._ways.place(said)
        return None if place is None else self._names[place]


NONE = Expressions()


def spread(ways: Iterable[str], slots: Mapping[str, Sequence[str]]) -> list[str]:
    """Every way of saying each, a word in braces standing for all of its slot: "it {moves} {fine}"."""
    found: list[str] = []
    for way in ways:
        parts = re.split(r"\{(\w+)\}", way)
        choices = [slots[part] if place % 2 else (part,) for place, part in enumerate(parts)]
        found += [" ".join("".join(chosen).split()) for chosen in product(*choices)]
    return found
