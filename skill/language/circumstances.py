"""What makes a no doubtful: a circumstance under which alone it may hold, "warm by the fire", "no, not since the chemo"."""

from collections.abc import Iterable, Mapping
from typing import Any

from skill.language.expressions import NONE, Expressions
from skill.language.words import spaced
from skill.rules import Question

WHOLE = 3
"""The fewest words of a no that is a statement of its own: "no they work"."""


class Circumstances:
    """The circumstances of a language, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._any, self._fits = Expressions(data["any"]), _longest_first(data["fits"])
        self._times, self._begins = Expressions(data["times"]), frozenset(data["begins"])
        self._own = {each: Expressions(ways) for each, ways in data["question"].items()}
        self._own_fits = {each: _longest_first(ways) for each, ways in data["fits_question"].items()}

    def limit(self, text: str, asked: Question) -> bool:
        """Whether one stands in what was said in answer to this question. The general ones count where danger is asked about."""
        said = _without(spaced(text), self._own_fits.get(asked.id, NONE))
        if self._own.get(asked.id, NONE).within(said):
            return True
        return asked.danger_now and bool(self._any.within(_without(said, self._fits)))

    def at_a_time(self, text: str, asked: Question) -> tuple[str, str] | None:
        """What is said before the statement that tells a time, and that statement; None where danger has no time to it."""
        said = _without(_without(spaced(text), self._own_fits.get(asked.id, NONE)), self._fits)
        times = self._times.within(said) if asked.danger_now else []
        if not times:
            return None
        words = said.split()
        first = min(len(said[: said.index(each)].split()) for each in times)
        begins = max((place for place in range(WHOLE, first) if words[place] in self._begins), default=0)
        return " ".join(words[:begins]), " ".join(words[begins:])


def _without(said: str, fits: Expressions) -> str:
    for way in fits.within(said):
        said = said.replace(way, " ")
    return said


def _longest_first(ways: Iterable[str]) -> Expressions:
    return Expressions(sorted(ways, key=len, reverse=True))
