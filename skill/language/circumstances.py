"""What makes a no to a question about danger doubtful: a circumstance under which alone it may hold, "warm by the fire"."""

from collections.abc import Iterable, Mapping
from typing import Any

from skill.language.expressions import Expressions
from skill.language.words import spaced


class Circumstances:
    """The circumstances of a language, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        questions = {*data["question"], *data["fits_question"]}
        self._any, self._fits = Expressions(data["any"]), _longest_first(data["fits"])
        self._of = {each: Expressions([*data["any"], *data["question"].get(each, ())]) for each in questions}
        self._fitting = {each: _longest_first([*data["fits"], *data["fits_question"].get(each, ())]) for each in questions}

    def limit(self, text: str, question: str) -> bool:
        """Whether one stands in what was said in answer to this question."""
        said = spaced(text)
        for way in self._fitting.get(question, self._fits).within(said):
            said = said.replace(way, " ")
        return bool(self._of.get(question, self._any).within(said))


def _longest_first(ways: Iterable[str]) -> Expressions:
    return Expressions(sorted(ways, key=len, reverse=True))
