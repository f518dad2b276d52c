"""When: whether a symptom is of long standing, over and gone, or has lasted for long; and how old the person is."""

from collections.abc import Mapping, Sequence
from typing import Any

from skill.language.expressions import Expressions
from skill.language.numbers import NumberWords
from skill.language.polarity import within_clause
from skill.language.vocabulary import Match
from skill.language.words import Kind, Token

LASTING_DAYS = 14
LONG_STANDING_DAYS = 180
SAID = (
    "before_now",
    "over_by_now",
    "lasting",
    "since_a_year",
    "since",
    "began",
    "ago",
    "stays_the_same",
    "years_past",
    "dates_it",
)
"""The lists of expressions that a sentence is looked through for as a whole."""
JUST_BEFORE = 3
"""How many words back a denial of "worse" may stand."""


class Times:
    """The words of time in one language, from content."""

    def __init__(self, data: Mapping[str, Any], numbers: NumberWords) -> None:
        self._words = {name: frozenset(words) for name, words in data.items()}
        self._newer, self._not_newer = (tuple(f" {each} " for each in data[name]) for name in ("newer", "not_newer"))
        self._refers_back = tuple(f"{each} " for each in data["refers_back"])
        self._expressions = {name: Expressions(data[name]) for name in SAID}
        self._numbers = numbers

    def age(self, text: str, *, asked: bool) -> int | None:
        """An age in years told in plain text, or None."""
        return self._numbers.age(text, asked=asked)

    def fever(self, text: str, *, asked: bool) -> bool | None:
        """Whether a temperature told in plain text is a fever, or None when none is told."""
        return self._numbers.fever(text, asked=asked)

    def lasting(self, text: str, *, asked: bool) -> bool:
        """Whether it says that the trouble has lasted for more than two weeks."""
        days = self._numbers.days(text)
        words = f" {text} "
        if days is None or days <= LASTING_DAYS or self._says("over_by_now", words):
            return False
        if days == self._numbers.days(f"{self._numbers.age(text, asked=False)} years"):
            return False
        return asked or self._says("lasting", words)

    def began_long_ago(self, text: str) -> bool:
        """Whether one statement says that something began more than two weeks ago: "it started three weeks ago"."""
        days, words = self._numbers.days(text), f" {text} "
        return days is not None and days > LASTING_DAYS and self._says("began", words) and self._says("ago", words)

    def newer(self, text: str) -> bool:
        """Whether plain text says that something is new or getting worse, and does not deny it."""
        words = f" {text.replace(',', ' ')} "
        for way in self._not_newer:
            words = words.replace(way, " ")
        return any(
            self._words["not_before_newer"].isdisjoint(words[: words.index(way)].split()[-JUST_BEFORE:])
            for way in self._newer
            if way in words
        )

    def long_standing(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether the clause of a symptom says that it is an old one. An aneurysm always counts, a crash has its date."""
        if match.finding in self._words["counts_for_ever"] | self._words["happens_once"]:
            return False
        start, end = self._clause(tokens, match)
        clause = tokens[start:end]
        return any(token.kind is Kind.OLD for token in clause) or self._long_duration(clause)

    def happened_long_ago(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether a date long past follows something that happens once, such as an accident: "but that was twelve years ago".

        The date may be of something else, so this is a reason to ask, and never to take it for a no.
        """
        if match.finding not in self._words["happens_once"]:
            return False
        words = {word for token in tokens for word in token.said.split()}
        if not self._words["once_more"].isdisjoint(words) or self.newer(_text(tokens)):
            return False
        after = _text(tokens[match.end + 1 :])
        _, end = self._clause(tokens, match)
        said = after if self._says("dates_it", after) else _text(tokens[match.start : end])
        days = self._numbers.days_ago(said)
        return self._says("years_past", said) or (days is not None and days >= LONG_STANDING_DAYS)

    def _clause(self, tokens: Sequence[Token], match: Match) -> tuple[int, int]:
        """Where the clause that a symptom stands in begins and ends."""
        said = [token.said for token in tokens]
        start, end = match.start, match.end
        while start > 0 and not self._ends_clause(tokens, start - 1, said):
            start -= 1
        while end < len(tokens) - 1 and not self._ends_clause(tokens, end + 1, said):
            end += 1
        return start, end + 1

    def _ends_clause(self, tokens: Sequence[Token], place: int, said: Sequence[str]) -> bool:
        """Whether a new statement begins at this word: at "and" in "and i leak", not in "and that's been for years"."""
        following = f"{' '.join(said[place + 1 :])} "
        if tokens[place].kind is Kind.TURN:
            return True
        return said[place] in self._words["clause_end"] and not following.startswith(self._refers_back)

    def without_unchanged(self, text: str) -> str:
        """The text without words that only say that nothing changed: of an old sign "it's no different" is no denial."""
        said = f" {text} "
        for words in self._words["unchanged"]:
            said = said.replace(f" {words} ", " ")
        return said.strip()

    def stays_the_same(self, text: str) -> bool:
        """Whether it says that something is as it was."""
        return self._says("stays_the_same", f" {text.replace(',', ' ')} ")

    def speaks_of_long_ago(self, tokens: Sequence[Token]) -> bool:
        """Whether it speaks of something as old, without a word for what it is."""
        return any(token.kind is Kind.OLD for token in tokens) or self._long_duration(tokens)

    def over_and_gone(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether a sign was there once and is not now. Some, such as cancer, count for ever; what happened once has its date."""
        if match.finding in self._words["counts_for_ever"] | self._words["happens_once"]:
            return False
        return within_clause(tokens, match, Kind.PAST, self._words["clause_end"])

    def planned(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether something that counts once it was done is only planned: "on the waiting list for an injection"."""
        if match.finding not in self._words["done_only"]:
            return False
        just_before = tokens[max(0, match.start - JUST_BEFORE) : match.start]
        again = any(token.said in self._words["once_more"] for token in just_before)
        return not again and any(token.kind is Kind.AHEAD for token in just_before)

    def _long_duration(self, tokens: Sequence[Token]) -> bool:
        said = _text(tokens)
        if self._says("since_a_year", said):
            return True
        days = self._numbers.days(said)
        if days is None or days < LONG_STANDING_DAYS:
            return False
        return self._says("since", said) or not self._says("before_now", said)

    def _says(self, name: str, said: str) -> bool:
        return bool(self._expressions[name].within(said))


def _text(tokens: Sequence[Token]) -> str:
    return f" {' '.join(token.said for token in tokens)} "
