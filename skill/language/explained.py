"""Signs that a sentence names and explains away itself: weight lost on a diet, an illness that a test did not find."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from skill.language.expressions import Expressions
from skill.language.vocabulary import Match
from skill.language.words import Token

DENIES = 4
"""How many words back a denial may stand: "i'm not even on a diet"."""


class Explained:
    """The words that explain a sign away, from content."""

    def __init__(self, data: Mapping[str, Any], negations: Collection[str]) -> None:
        self._because = {finding: Expressions(ways) for finding, ways in data["because"].items()}
        self._near: Mapping[str, int] = data["near"]
        self._tested_for = frozenset(data["tested"]["for"])
        self._looked = Expressions(data["tested"]["looked"])
        self._negations = frozenset(negations)
        self._clear = Expressions(data["tested"]["clear"])

    def is_explained(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether the sentence says why there is such a thing without illness: "i've lost a stone on a diet"."""
        because = self._because.get(match.finding)
        if because is None:
            return False
        near = self._near[match.finding]
        said = _said(tokens[max(0, match.start - near) : match.end + near + 1])
        return any(self._negations.isdisjoint(said.split(way)[0].split()[-DENIES:]) for way in because.within(said))

    def is_ruled_out(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether it was looked for and not found: "they tested me for osteoporosis and i haven't got it"."""
        if match.finding not in self._tested_for:
            return False
        before, after = tokens[: match.start + 1], tokens[match.end + 1 :]
        return bool(self._looked.within(_said(before)) and self._clear.within(_said(after)))


def _said(tokens: Sequence[Token]) -> str:
    return f" {' '.join(token.said for token in tokens)} ".replace(" 's ", "'s ")
