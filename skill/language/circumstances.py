"""What makes a no to a question about danger doubtful: a circumstance under which alone it may hold, "warm by the fire"."""

from collections.abc import Iterable, Mapping
from typing import Any

from skill.language.expressions import NONE, Expressions
from skill.language.words import spaced


class Circumstances:
    """The circumstances of a language, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._any, self._fits = Expressions(data["any"]), _longest_first(data["fits"])
        self._own = {each: Expressions(ways) for each, ways in data["question"].items()}
        self._own_fits = {each: _longest_first(ways) for each, ways in data["fits_question"].items()}

    def limit(self, text: str, question: str) -> bool:
        """Whether one stands in what was said in answer to this question."""
        said = self._without_what_fits(text, question)
        return bool(self._any.within(said) or self._own.get(question, NONE).within(said))

    def _without_what_fits(self, text: str, question: str) -> str:
        said = spaced(text)
        for fits in (self._own_fits.get(question, NONE), self._fits):
            for way in fits.within(said):
                said = said.replace(way, " ")
        return said


def _longest_first(ways: Iterable[str]) -> Expressions:
    return Expressions(sorted(ways, key=len, reverse=True))
