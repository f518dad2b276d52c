"""Whose sign it is: one's own, that of somebody one speaks for, of a stranger in a story, or of nobody at all."""

from collections.abc import Mapping, Sequence

from skill.language.vocabulary import Match, meaningful
from skill.language.words import Kind, Token

FEW = 3
"""In a sentence with no more meanings than this one word of illness is enough."""

JUST_BEFORE = 2
"""How many words before somebody the word may stand that makes them an object: "picking up my boy"."""


class People:
    """The words for people, and for what is told of them, in one language. From content."""

    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        self._words = {name: frozenset(words) for name, words in data.items()}

    def are_not_in_it(self, tokens: Sequence[Token], found: Sequence[Match]) -> bool:
        """Whether one word of illness is all there is in a long sentence about nobody: "the economy is in danger of collapse"."""
        if found and all(self._is_of_a_thing(tokens, match) for match in found):
            return True
        telling = meaningful(tokens)
        single = len(found) == 1 and _is_one_word(tokens, found[0], {place for place, _ in telling})
        words = {word for token in tokens for word in token.said.split()}
        if single and self._tells_what_happened(tokens, found[0]):
            return False
        if not single or words & self._words["other_things"]:
            return single
        before = {word for token in tokens[: found[0].start] for word in token.said.split()}
        if before & self._words["things"] and not words & self._words["me"]:
            return True
        return len(telling) > FEW and not words & self._words["self"]

    def speaks_of_me(self, tokens: Sequence[Token]) -> bool:
        """Whether the person speaking stands in it."""
        return any(word in self._words["me"] for token in tokens for word in token.said.split())

    def _tells_what_happened(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether somebody says what befell them, with or without an "I": "i fainted in the shop", "fainted there today"."""
        if match.start > 0:
            before = [token.said for token in tokens[: match.start]]
            return before[-1] in self._words["subject"] or (
                before[-1] in self._words["joins"] and before[0] in self._words["subject"]
            )
        said = f" {' '.join(token.said for token in tokens)} "
        return any(f" {words} " in said for words in self._words["at_present"])

    def _is_of_a_thing(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether a sign is told of a thing: "the bank's computer has collapsed", not "off the chair, i've collapsed"."""
        place = match.start - 1
        while place >= 0 and tokens[place].said in self._words["verbs_of_things"]:
            place -= 1
        if not 0 < place < match.start - 1 or tokens[place].said not in self._words["other_things"] | self._words["things"]:
            return False
        before = [token.said for token in tokens[max(0, place - FEW) : place]]
        return self._words["at_things"].isdisjoint(before) and self._words["me"].isdisjoint(before)

    def _is_a_stranger(self, words: Sequence[str], place: int) -> bool:
        """Whether somebody in a story is named here: "a woman who", "the bloke in the next bed", but not "my boy who"."""
        if words[place] not in self._words["strangers"] or not self._words["before_own"].isdisjoint(
            words[max(0, place - 2) : place]
        ):
            return False
        return not self._words["of_strangers"].isdisjoint(words[place + 1 : place + 2])

    def is_of_another(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether the person last named before a sign is somebody else: "my husband", but not "my husband found me"."""
        words = [token.said for token in tokens]
        for place in range(match.end, -1, -1):
            another = tokens[place].kind is Kind.OTHERS or self._is_a_stranger(words, place)
            if another and place < match.start and not self._has_only_a_part(words[:place], words[place + 1 : match.end + 1]):
                return True
            if tokens[place].kind is Kind.TURN or not self._words["me"].isdisjoint(words[place].split()):
                return False
        return False

    def _has_only_a_part(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether somebody named is no bearer of the sign: "lifting my son", "my carer noticed"; but "my carer says she"."""
        following = " ".join(after).split()
        if not self._words["of_them"].isdisjoint(following):
            return False
        is_object = not self._words["before_objects"].isdisjoint(" ".join(before).split()[-JUST_BEFORE:])
        return is_object or not self._words["witness"].isdisjoint(following[:1])

    def tells_of_another(self, said: str, *, danger: bool) -> bool:
        """Whether a sign of somebody else is told as one to be helped with now, not as history or by way of contrast."""
        padded = f" {said} "
        present = any(f" {words} " in padded for words in self._words["at_present"])
        past = frozenset() if present else self._words["perhaps_history"]
        if self.is_history(said) or any(f" {words} " in padded for words in past):
            return False
        if not danger and any(f" {words} " in padded for words in self._words["own"]):
            return False
        if danger and present:
            return True
        now = self._words["now"] | (self._words["says"] if danger else frozenset())
        return any(f" {words} " in padded for words in now)

    def is_history(self, said: str) -> bool:
        """Whether it is told of somebody as history, by way of contrast, or as a story: no help is needed with it now."""
        padded = f" {said} "
        history = self._words["history"] | self._words["contrast"]
        return self._is_a_story(padded) or any(f" {words} " in padded for words in history)

    def _is_a_story(self, padded: str) -> bool:
        """Whether it is told of a stranger who is not here to be helped."""
        words = padded.split()
        told = any(self._is_a_stranger(words, place) for place in range(len(words)))
        return told and not any(f" {way} " in padded for way in self._words["nearby"])


def _is_one_word(tokens: Sequence[Token], match: Match, telling: set[int]) -> bool:
    named = telling.intersection(match.places)
    return len(named) == len(match.places) == 1 and all(" " not in tokens[place].said for place in named)
