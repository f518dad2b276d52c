"""How long the pain has lasted, where a sentence tells it: "a bad back for six weeks and i've lost weight".

A duration belongs to the statement it stands in: in "i had pneumonia three weeks ago and then my back started" it is not
the pain's.
"""

from collections.abc import Iterator, Mapping, Sequence

from skill.language.times import Times
from skill.language.vocabulary import Match
from skill.language.words import Kind, Token
from skill.rules import State


class Course:
    """Whose duration it is. `order`: the words of the lexicon that say which signs and words are of the pain."""

    def __init__(self, times: Times, order: Mapping[str, Sequence[str]]) -> None:
        self._times = times
        self._of_the_pain = frozenset(order["of_the_pain"])
        self._names_the_pain = frozenset(order["names_the_pain"])
        self._stands_for_it = frozenset(order["stands_for_it"])
        self._parts = frozenset(order["parts"])

    def is_long(self, tokens: Sequence[Token], matches: Sequence[Match], findings: Mapping[str, State], *, asked: bool) -> bool:
        """Whether it says that the pain has lasted for more than two weeks. `asked`: how long was the question."""
        present = {each for each, state in findings.items() if state is State.PRESENT}
        others = [each for each in matches if each.finding in present - self._of_the_pain]
        whose = asked or matches or not self._is_of_something_else(tokens)
        if not others and whose and self._times.lasting(_text(tokens), asked=asked):
            return True
        return any(
            self._is_of_the_pain(tokens, others, start, end) and self._tells_long(_text(tokens[start:end]), asked=asked)
            for start, end in self._statements(tokens)
        )

    def _is_of_something_else(self, tokens: Sequence[Token]) -> bool:
        """Whether neither the pain nor a word that stands for it is named: "i drove a truck for thirty years"."""
        words = {word for token in tokens for word in (token.form, token.said)}
        return words.isdisjoint(self._names_the_pain | self._stands_for_it)

    def _tells_long(self, statement: str, *, asked: bool) -> bool:
        return self._times.lasting(statement, asked=asked) or self._times.began_long_ago(statement)

    def _is_of_the_pain(self, tokens: Sequence[Token], others: Sequence[Match], start: int, end: int) -> bool:
        """Whether a statement is of the pain: it names it, or stands for it where nothing else was named before."""
        if any(start <= place < end for other in others for place in other.places):
            return False
        if any(token.form in self._names_the_pain for token in tokens[start:end]):
            return True
        first = all(other.start >= end for other in others)
        return first and any(token.said in self._stands_for_it for token in tokens[start:end])

    def _statements(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        start = 0
        for place, token in enumerate(tokens):
            if token.kind is Kind.TURN or token.said in self._parts:
                yield start, place
                start = place + 1
        yield start, len(tokens)


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.said for token in tokens)
