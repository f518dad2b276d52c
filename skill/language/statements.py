"""Where a further statement begins in a sentence: at "and my bum is sore", not at "and my bladder" or "and i hold it"."""

from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from skill.language.words import Token

SHORT = 5
"""How many words on from its start the verb of a statement stands at most."""


class Statements:
    """How statements are joined in a language. `order` and `finite` are from content: words, and verbs."""

    def __init__(self, order: Mapping[str, Sequence[str]], finite: Collection[str]) -> None:
        self._joins = frozenset(order["joins_statements"])
        self._meanwhile = frozenset(order["meanwhile"])
        self._subjects = frozenset(order["subjects"])
        self._things = frozenset(order["things"])
        self._refers_back = frozenset(order["refers_back"])
        self._finite = frozenset(finite).union(order["verbs"])

    def joining(self, words: Sequence[str]) -> tuple[str, ...]:
        """Those of the words that join statements."""
        return tuple(word for word in words if word in self._joins)

    def reach_over(self, words: Sequence[str], tokens: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether the words of a phrase, found in these places, are of two statements, and the phrase itself is not."""
        joins = self._joins.difference(words)
        starts = (place + 1 for place in range(places[0], places[-1]) if tokens[place].said in joins)
        return any(self._begins(tokens, place) and not self.refer_back(tokens[place:]) for place in starts)

    def refer_back(self, tokens: Sequence[Token]) -> bool:
        """Whether they speak of what was named before: "i can feel it" of the lump in my belly."""
        return any(word in self._refers_back for token in tokens[: SHORT - 1] for word in token.said.split())

    def _begins(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether a statement with its own subject begins at a place: at "my bum is sore", not at "my bladder"."""
        words = [word for token in tokens[place : place + SHORT] for word in token.said.split()]
        while words and words[0] in self._meanwhile:
            words = words[1:]
        if not words or words[0] not in self._things:
            return bool(words) and words[0] in self._subjects
        own = takewhile(lambda word: word not in self._subjects, words)
        return not self._finite.isdisjoint(own)
