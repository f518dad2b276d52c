"""Whether a symptom that a sentence names is there: negation and its scope, doubt, the past, other people.

Where the grammar leaves a choice, the reading under which the symptom is there is taken: a denial has to be clear.
"""

from collections.abc import Mapping, Sequence

from skill.language.vocabulary import Match
from skill.language.words import Kind, Token
from skill.rules import State

CANNOT = "cant"
"""The lexicon's form for "can't" and its like."""

ADJECTIVES = 2
"""How many words may stand between "no" and what it denies: "no real bladder trouble"."""
PART = 4
"""How many words after a sign may say that it is denied in part only."""
LISTED = 3
"""How far from a negation the "or" may stand that carries it on to a sign."""
FAR = 16
"""How far before a "without" the word may stand that undoes it."""
PURPOSE = 4
"""How far before a negation the word may stand that makes it a purpose."""


class Polarity:
    """The grammar of denial in a language. The words are from content."""

    def __init__(self, grammar: Mapping[str, Sequence[str]]) -> None:
        self._words = {name: frozenset(words) for name, words in grammar.items()}

    def _is(self, name: str, word: str) -> bool:
        return word in self._words[name]

    def state(self, tokens: Sequence[Token], matches: Sequence[Match], place: int) -> State:
        """Present, absent or unsure, as far as the words around one match say."""
        match = matches[place]
        negation = self._negation(tokens, matches, match)
        if negation is not None and not self._already_spent(tokens, matches[:place], negation, match):
            if self._denied_in_part(tokens, negation, match):
                return State.UNSURE
            return State.UNSURE if self._is_purpose(tokens, negation) else State.ABSENT
        return State.UNSURE if _hedged(tokens, match) else State.PRESENT

    def answers_no(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether a "no" is an answer by itself: "no i can't", "no well my leg is", "no, it's"."""
        if not self._is("bare_no", tokens[place].said):
            return False
        following = place + 1
        while following < len(tokens) and self._is("filler_after_no", tokens[following].said):
            following += 1
        if following == len(tokens):
            return True
        token = tokens[following]
        first = token.said.split()[0]
        return self._is("starts_clause", first) or (self._is("starts_answer", first) and following > place)

    def _negation(self, tokens: Sequence[Token], matches: Sequence[Match], match: Match) -> int | None:
        """The place of the negation that governs a match: in its clause, before its last word, and not part of it."""
        for place in range(match.end - 1, -1, -1):
            token = tokens[place]
            if token.kind is Kind.TURN or (self._is("listens_on", token.said) and self._tells_after(tokens, place, match)):
                return None
            if any(place in each.places for each in matches):
                continue
            denied = self._said_with_a_denial(tokens, match)
            if denied and (place > match.start or self._is("plain_no", token.said)):
                continue
            if token.kind is Kind.NEGATION:
                return place if self._governs(tokens, matches, place, match) else None
        return None

    def _tells_after(self, tokens: Sequence[Token], place: int, match: Match) -> bool:
        """Whether what tells a sign stands after a "just" or "only": "tingling" in "no weakness in my leg, just tingling"."""
        return any(later > place and not self._is("body", tokens[later].form) for later in match.places)

    def _governs(self, tokens: Sequence[Token], matches: Sequence[Match], place: int, match: Match) -> bool:
        if self.answers_no(tokens, place) or self._not_only(tokens, place) or self._twice(tokens, place):
            return False
        if self._is_complete(tokens, place) or _if_anything(tokens[place : match.end]):
            return False
        if self._new_clause(tokens, place, match):
            return False
        loose = self._unmatched(tokens, matches, place, match)
        of_noun = self._is("determiner", tokens[place].form) or self._any_between(tokens, place, match)
        return loose <= (ADJECTIVES if of_noun else 0)

    def _any_between(self, tokens: Sequence[Token], negation: int, match: Match) -> bool:
        """Whether a thing is denied, not something done: "i haven't had any muscle weakness"."""
        return any(self._is("any", token.said) for token in tokens[negation + 1 : match.start + 1])

    def _is_purpose(self, tokens: Sequence[Token], negation: int) -> bool:
        """Whether it is done so as not to: "i swing my leg so my foot doesn't catch" tells of a foot that does."""
        before = [token.said for token in tokens[max(0, negation - PURPOSE) : negation]]
        if any(self._is("plain_no", word) for word in before):
            return False
        return negation > len(before) and any(self._is("purpose", word) for word in before)

    def _not_only(self, tokens: Sequence[Token], place: int) -> bool:
        return place + 1 < len(tokens) and self._is("not_only", f"{tokens[place].said} {tokens[place + 1].said}")

    def _said_with_a_denial(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether a sign is told by what is not ("it won't lift"), so that a further "not" inside it is more of the same."""
        inside = [tokens[place] for place in match.places]
        return any(
            token.kind is Kind.NEGATION or token.form == CANNOT or self._is("denying", token.said.split()[0]) for token in inside
        )

    def _denied_in_part(self, tokens: Sequence[Token], negation: int, match: Match) -> bool:
        """Whether some of it may be there: "not completely numb", "it doesn't drop all the time", "i don't have no feeling"."""
        after = " ".join(token.said for token in tokens[match.end + 1 : match.end + 1 + PART])
        inside = any(self._is("denying_noun", tokens[place].said.split()[0]) for place in match.places)
        between = any(self._is("partly", token.said) for token in tokens[negation + 1 : match.end])
        return inside or between or any(f"{after} ".startswith(f"{words} ") for words in self._words["partly_after"])

    def _is_complete(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether a denial ends where it began, and is of what went before: "my bladder's not there"."""
        following = place + 1
        while following < len(tokens) and self._is("adverb", tokens[following].said):
            following += 1
        return following < len(tokens) and self._is("completes", tokens[following].said)

    def _twice(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether two denials make a statement: "not without straining", "i never walk without a wobble"."""
        if place == 0 or not self._is("undone_by_not", tokens[place].said):
            return False
        before = tokens[max(0, place - FAR) : place]
        return before[-1].kind is Kind.NEGATION or any(self._is("undoes_without", token.said) for token in before)

    def _new_clause(self, tokens: Sequence[Token], negation: int, match: Match) -> bool:
        """Whether a new statement starts between a negation and the symptom: "it isn't there, my leg is numb".

        It does where a verb of its own stands, unless the negation is one that reaches into it: "i don't think it is".
        """
        if self._holds(tokens[negation + 1 : match.start + 1], "and_anew"):
            return True
        if self._holds(tokens[negation + 1 : match.start + 1], "listener"):
            return True
        if self._is("reaches", tokens[negation].form):
            return False
        first = negation + 1
        while first < len(tokens) and self._is("adverb", tokens[first].said):
            first += 1
        for place in range(negation + 1, match.end + 1):
            words = tokens[place].said.split()
            if self._reaches_from(tokens, negation, place, match):
                return False
            if place > first and any(self._is("finite", word) for word in words):
                return True
            subject = negation + 1 < place < match.start and self._is("starts_clause", words[0])
            if subject and self._after_content(tokens, negation, place):
                return True
        return self._holds(tokens[negation + 1 : match.start + 1], "told_anew")

    def _reaches_from(self, tokens: Sequence[Token], negation: int, place: int, match: Match) -> bool:
        """Whether a verb of opinion, or of being told, carries a denial on; not what somebody else has not noticed of oneself."""
        said = tokens[place].said
        if self._is("reaching_words", said) or self._is("reaching_words", f"{tokens[place - 1].said} {said}"):
            return True
        if not any(self._is("reaching_verb", word) for word in said.split()):
            return False
        another = any(token.kind is Kind.OTHERS for token in tokens[max(0, negation - PURPOSE) : negation])
        goes_on = tokens[match.end].said.endswith(tuple(self._words["gerund"]))
        return goes_on or not (another and any(self._is("speaker", token.said) for token in tokens[place + 1 : match.start + 1]))

    def _holds(self, tokens: Sequence[Token], name: str) -> bool:
        """Whether one of these expressions stands in it: "and i" begins anew, "that i" tells what is not denied."""
        said = f" {' '.join(token.said for token in tokens)} "
        return any(f" {words} " in said for words in self._words[name])

    def _after_content(self, tokens: Sequence[Token], negation: int, place: int) -> bool:
        """Whether something was already said since the negation, so that a subject here begins anew: "no fever i have chills"."""
        if self._is("possessive", tokens[place].said) and self._is("joins_possessive", tokens[place - 1].said):
            return False
        return any(token.kind is Kind.CONTENT for token in tokens[negation + 1 : place])

    def _unmatched(self, tokens: Sequence[Token], matches: Sequence[Match], negation: int, match: Match) -> int:
        """How many words of weight stand between a negation and a symptom that are neither symptoms nor verbs of having."""
        named = {place for each in matches for place in each.places}
        between = range(self._last_or(tokens, negation, match), match.start)
        return sum(
            tokens[place].kind is Kind.CONTENT and place not in named and not self._is("transparent", tokens[place].said)
            for place in between
        )

    def _last_or(self, tokens: Sequence[Token], negation: int, match: Match) -> int:
        """Where the part of a list starts that a sign stands in: after the "or" of "i've not fallen or banged into it"."""
        either = [place for place in range(negation + 1, match.start) if self._is("joins_on", tokens[place].said)]
        short = bool(either) and either[-1] - negation <= LISTED and match.start == either[-1] + 1
        return either[-1] + 1 if short else negation + 1

    def _already_spent(self, tokens: Sequence[Token], earlier: Sequence[Match], negation: int, match: Match) -> bool:
        """Whether the negation belongs to an earlier sign only: "no fever numb legs" denies one, "no fever or chills" both."""
        between = [other for other in earlier if other.start > negation and other.end < match.start]
        if not between:
            return False
        gap = [token.said for token in tokens[between[-1].end + 1 : match.start]]
        joined = [word for words in gap for word in words.split() if self._is("joins", word)]
        if joined == [","]:
            return not any(self._is("joins_on", token.said) for token in tokens[match.end :])
        return not joined


def _if_anything(tokens: Sequence[Token]) -> bool:
    """Whether "if anything" stands in it: what follows is said after all, "no, if anything a little damp"."""
    return " if anything " in f" {' '.join(token.said for token in tokens)} "


def _hedged(tokens: Sequence[Token], match: Match) -> bool:
    for place in range(match.start - 1, -1, -1):
        if tokens[place].kind is Kind.TURN:
            return False
        if tokens[place].kind is Kind.HEDGE:
            return True
    following = tokens[match.end + 1 : match.end + 2]
    return bool(following) and following[0].kind is Kind.HEDGE


def within_clause(tokens: Sequence[Token], match: Match, kind: Kind, ends: frozenset[str] = frozenset()) -> bool:
    """Whether a word of that kind stands in the same clause as the match. `ends`: further words at which a clause ends."""
    start, end = match.start, match.end
    while start > 0 and not _breaks(tokens[start - 1], ends):
        start -= 1
    while end < len(tokens) - 1 and not _breaks(tokens[end + 1], ends):
        end += 1
    return any(tokens[place].kind is kind for place in range(start, end + 1) if place not in match.places)


def _breaks(token: Token, ends: frozenset[str]) -> bool:
    return token.kind is Kind.TURN or token.said in ends


def more_cautious(known: State | None, heard: State) -> State:
    """Of two states of one sign told in one breath, the one that takes it more seriously."""
    order = (State.ABSENT, State.UNSURE, State.PRESENT)
    return heard if known is None else max(known, heard, key=order.index)
