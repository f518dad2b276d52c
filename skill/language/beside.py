"""What may stand beside a no without making it doubtful: "no, i walked the dog this morning and they were grand".

Three kinds of words do: those of what one was doing; those that tell the thing asked about as it should be ("they move"),
where nothing takes them back; and pain, where pain was not asked about. The other words of daily life do beside these.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skill.language.expressions import Expressions, spread
from skill.language.words import Kind, Token, stem

BOTH = "both"
"""No "no" is said of it: "no, both feet are warm"."""

UNDOES = 7
"""How many words away a word may stand that takes "it moves" back."""


class Beside:
    """The ordinary words of a language, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        ordinary = data["ordinary"]
        self._doing, self._about, self._times, self._pain = (
            _stems(ordinary[name]) for name in ("doing", "about", "times", "pain")
        )
        self._not_done = frozenset(ordinary["not_done"])
        self._pain_is_asked = frozenset(ordinary["pain_is_asked"])
        self._not_of_the_back = frozenset(ordinary["not_of_the_back"])
        self._back = _stems(ordinary["back"])
        self._not_for = frozenset(ordinary["not_for"])
        self._tells = frozenset(ordinary["tells"])
        self._works = {name: _stems(words) for name, words in data["works"].items()}
        self._well = _stems(data["well"]) - {"well"}
        self._undoes = frozenset(data["undoes"])
        self._weakening_for = {name: Expressions(ways) for name, ways in data["weakening_for"].items()}
        self._open_to_doubt = Expressions(data["open_to_doubt"])
        self._closed_again = Expressions(data["closed_again"])
        self._of_function = frozenset(data["of_function"])
        self._just = frozenset(ordinary["just"])
        self._at = frozenset(ordinary["at"])
        self._strengthens = Expressions(data["strengthens"])
        self._weakens = frozenset(data["weakens"])
        self._left_off = frozenset(data["undoes_after"])
        self._weakening = Expressions(spread(data["weakening"], data["slots"]))

    def weakened(self, words: Iterable[str], question: str) -> bool:
        """Whether words beside a no say that it is not quite so: "no, it comes eventually"."""
        words = self._told(words)
        return not self._weakens.isdisjoint(words) or self.partly(words, question)

    def partly(self, words: Iterable[str], question: str) -> bool:
        """Whether an expression in it says that it is so in part, or was: "they were fine yesterday"."""
        said = f" {' '.join(words)} "
        ends_in_a_no = said.rsplit(maxsplit=1)[-1] in self._left_off
        return ends_in_a_no or bool(self._weakening_for.get(question, self._weakening).within(said))

    def leaves_doubt(self, text: str, question: str) -> bool:
        """Whether a thing called well may be so on one side, for a time or with help only: "it's fine on the right"."""
        said = f" {text.replace(',', ' ')} "
        for way in self._closed_again.within(said):
            said = said.replace(way, " ")
        return question in self._of_function and bool(self._open_to_doubt.within(said))

    def _told(self, words: Iterable[str]) -> list[str]:
        """The words without expressions that look as if they made it less: "if anything"."""
        said = f" {' '.join(words)} "
        for way in self._strengthens.within(said):
            said = said.replace(way, " ")
        return said.split()

    def only_hurts(self, tokens: Sequence[Token], question: str) -> bool:
        """Whether what follows "just" is pain, its place, or that all is well: "they just hurt", not "just at night"."""
        place = max((place for place, token in enumerate(tokens) if token.said in self._just), default=-1)
        after = tokens[place + 1 :]
        content = [at for at, token in enumerate(after) if token.kind is Kind.CONTENT]
        if place < 0 or not content or self.tells_a_time(after):
            return False
        back = self._back if question in self._not_of_the_back else frozenset()
        hurts = {at for at in content if back.issuperset(_stems(after[at].said.split()))}
        if after[0].said.split()[0] in self._at and content[0] not in hurts:
            return False
        pain = frozenset() if question in self._pain_is_asked else self._pain
        told = pain | self._well | back
        well = any(told.issuperset(_stems(after[at].said.split())) for at in content)
        return well and (self.ordinary(after, question) | hurts).issuperset(content)

    def tells_a_time(self, tokens: Sequence[Token]) -> bool:
        """Whether a time is told in it, so that it may be so at that time only: "but it's fine at night"."""
        return any(not self._times.isdisjoint(_stems(token.said.split())) for token in tokens)

    def tells_what_was_done(self, tokens: Sequence[Token]) -> bool:
        """Whether it is of what was being done and of daily life alone: "i walked to the shop this morning"."""
        content = [_stems(token.said.split()) for token in tokens if token.kind is Kind.CONTENT]
        daily = self._doing | self._about | self._times
        if any(token.said in self._not_done for token in tokens):
            return False
        return any(map(self._doing.issuperset, content)) and all(map(daily.issuperset, content))

    def ordinary(self, tokens: Sequence[Token], question: str) -> frozenset[int]:
        """The places of the words that leave a no a no."""
        evidence = self.evidence(tokens, question)
        if not evidence:
            return evidence
        beside = {place for place, token in enumerate(tokens) if self._about.issuperset(_stems(token.said.split()))}
        return evidence | {place for place in beside if not _denied(tokens, place)}

    def evidence(self, tokens: Sequence[Token], question: str) -> frozenset[int]:
        """The places of the words that say what is so instead: that it works, that it only hurts, what was being done."""
        if question in self._not_for:
            return frozenset()
        instead = self._works.get(question, frozenset()) | self._works["any"] | self._well | self._doing
        pain = frozenset() if question in self._pain_is_asked else self._pain
        places = set()
        for place, token in enumerate(tokens):
            words = _stems(token.said.split())
            well = token.form in instead or instead.issuperset(words)
            if pain.issuperset(words) or (well and not self._undone(tokens, place)):
                places.add(place)
        return frozenset(places)

    def _undone(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether it is denied, lessened, or told of somebody else: "it doesn't move", "it moves slowly", "she lifts it"."""
        before = _since_the_turn(tokens[max(0, place - UNDOES) : place])
        after = [word for token in tokens[place + 1 : place + 1 + UNDOES] for word in token.said.split()]
        said = self._told(word for token in before for word in token.said.split())
        another = any(token.kind is Kind.OTHERS for token in before) and self._tells.isdisjoint(said)
        return another or _denied(tokens, place) or not self._undoes.isdisjoint(said) or not self._weakens.isdisjoint(after)


def _since_the_turn(tokens: Sequence[Token]) -> Sequence[Token]:
    """What was said since the sentence turned: "it wasn't tearing" does not reach beyond "it's more of a"."""
    turn = max((place for place, token in enumerate(tokens) if token.kind is Kind.TURN), default=-1)
    return tokens[turn + 1 :]


def _denied(tokens: Sequence[Token], place: int) -> bool:
    """Whether a no stands just before it, and may be of it: "no standing"."""
    return place > 0 and tokens[place - 1].kind is Kind.NEGATION and tokens[place].said.split()[0] != BOTH


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(stem, words))
