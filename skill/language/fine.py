"""Whether the thing asked about is called as it should be, and nothing beside that takes it back: "i can feel it fine"."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from skill.language.answers import Words
from skill.language.expressions import NONE, Expressions, spread
from skill.language.patterns import Pattern
from skill.language.shelf import Shelf
from skill.language.words import plain, spaced

UNDOES = 4
"""How many words away a word may stand that takes "it feels normal" back."""

ANYTHING = "any"
"""Under this name content keeps the general words of being well."""


class FineWords:
    """The ways of calling things well in a language, by question, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._strengthens = Expressions(data["strengthens"])
        self._weakens = frozenset(data["weakens"])
        self._undoes = frozenset(data["undoes"])
        self._undoes_after = frozenset(data["undoes_after"]) | self._weakens
        self._well = frozenset(data["well"])
        ways = {name: Expressions(plain(way) for way in spread(ways, data["slots"])) for name, ways in data["fine"].items()}
        self._ways = Shelf[Expressions](ways, nothing=NONE)
        self._no_apart = Pattern(data["no_apart"].replace("{well}", "|".join(data["well"])))

    def says(self, text: str, question: str) -> bool:
        """Whether it says that the thing asked about is as it should be, in words kept for that question."""
        said = self._told(text)
        return any(not self._undone(*said.split(way, 1)) for way in self._ways.under(question).within(said))

    def says_all_is_well(self, text: str) -> bool:
        """Whether it says in general words that all is as it should be."""
        return self.says(text, ANYTHING)

    def said(self, text: str, question: str) -> frozenset[str]:
        """The words that say of the thing asked about that it is as it should be, and are not taken back."""
        said = self._told(text)
        ways = [way for way in self._ways.under(question).within(said) if not self._undone(*said.split(way, 1))]
        return frozenset(word for way in ways for word in way.split())

    def says_nearly(self, text: str, question: str) -> bool:
        """Whether it says so and takes some of it back: "it moves a bit"."""
        said = self._told(text)
        ways = self._ways.under(question).within(said)
        return any(self._weakens.intersection(said.split(way, 1)[1].split()[:UNDOES]) for way in ways)

    def words(self, text: str, question: str) -> frozenset[str]:
        """The words in it that say that all is well, whatever else they may mean: "i can move both legs"."""
        said = spaced(text)
        ways = self._ways.under(question).within(said) + self._ways.under(ANYTHING).within(said)
        return frozenset(word for way in ways for word in way.split())

    def calls_it_so(self, words: Words) -> bool:
        """Whether words beside a no say that a thing is as it should be: "no, the foot's fine"."""
        well = [word for before, word in pairwise(words) if word in self._well and (before, word) != ("as", "well")]
        return bool(well) and self._undoes.isdisjoint(words)

    def with_no_apart(self, text: str, question: str) -> str:
        """The text with a "no" that answers set apart from a thing called well: "no , feeling's normal"."""
        apart = self._no_apart.sub(r"\1 , \2", text)
        return apart if apart != text and self.says(apart, question) else text

    def _undone(self, before: str, after: str) -> bool:
        """Whether words beside it take back that all is well: "it doesn't feel normal", "it lifts it doesn't lift"."""
        taken_back = self._undoes.intersection(before.split()[-UNDOES:])
        return bool(taken_back or self._undoes_after.intersection(after.split()[:UNDOES]))

    def _told(self, text: str) -> str:
        """The text between spaces, without expressions that look as if they made it less: "if anything"."""
        said = spaced(text)
        for way in self._strengthens.within(said):
            said = said.replace(way, " ")
        return said
