"""Yes, no, not sure: what an answer leans to, apart from any symptom it names."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from skill.dialogue.heard import Answer
from skill.language.expressions import NONE, Expressions, spread
from skill.language.words import Spoken, bare, plain, spaced, words_of

Words = tuple[str, ...]


class Read(NamedTuple):
    """The answers in a sentence, in order, and what is left of it beside them."""

    answers: tuple[Answer, ...]
    rest: Words


class AnswerBook:
    """The ways of saying yes, no and not sure in a language, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._ways: dict[Words, Answer] = {}
        for answer in Answer:
            self._ways.update({tuple(plain(way).split()): answer for way in data[answer.value]})
        self._ways.update({tuple(plain(way).split()): Answer.NO for way in spread(data["no_trouble"], data["slots"])})
        self._by_itself = {way: self._ways[tuple(way.split())] for way in data["by_itself"]}
        self._longest = max(len(way) for way in self._ways)
        self._fillers = _by_first_word(data["filler"], at_end=False)
        self._last_fillers = _by_first_word(data["filler"], at_end=True)
        self._alone = frozenset(tuple(way.split()) for way in data["alone"])
        self._not_at_the_end = frozenset(tuple(way.split()) for way in data["not_at_the_end"])
        self._goes_on = frozenset(data["goes_on"])
        self._turns, self._of_oneself = frozenset(data["turns"]), frozenset(data["of_oneself"])
        self._plain_yes = frozenset(data["plain_yes"])
        self._denials = frozenset(data["denials"])
        self._having = frozenset(data["having"])
        self._anything = frozenset(data["anything"])
        self._doubts = Expressions(data["doubt"])
        self._after_yes = tuple(f" {way} " for way in data["after_yes"])
        self._open_ends = frozenset(data["open_ends"])
        self._only_the_word = frozenset(data["only_the_word"])
        self._soft = frozenset(tuple(way.split()) for way in data["soft"])
        self._limits = Expressions(data["limits"])
        self._no_limits = Expressions(sorted(spread(data["no_limits"], data["slots"]), key=len, reverse=True))
        self._of_trouble = frozenset(data["of_trouble"])
        self._beside_no = (self._having | self._anything | self._denials | frozenset(data["beside_no"])) - self._of_trouble
        self._clear_no = Expressions(data["clear_no"])
        self._unchanged = frozenset(data["unchanged"])
        self._unclear = {name: Expressions(ways) for name, ways in data["unclear"].items()}
        self._unclear_alone = {name: frozenset(ways) for name, ways in data["unclear_alone"].items()}

    def by_itself(self, text: str) -> Answer | None:
        """The answer that the text is to whatever was asked, where it is the plainest of yeses or noes."""
        return self._by_itself.get(text)

    def says_unchanged(self, text: str) -> bool:
        """Whether it says, and nothing else, that a sign is as it always was: "no, it's the same"."""
        read = self.read(text)
        rest = " ".join(read.rest)
        return plain(text) in self._unchanged or (set(read.answers) <= {Answer.NO} and rest in self._unchanged)

    def read(self, text: str) -> Read:
        """Answers at the start of the text, after its turn ("no but yes") and inside it, failing that at its end."""
        words = words_of(text)
        if words in self._ways:
            return Read((self._ways[words],), ())
        answers, rest = self._leading(words)
        if not answers:
            answers, rest = self._trailing(rest)
            inside = () if answers or self._plain_yes.isdisjoint(rest) else (Answer.YES,)
            return Read(answers or inside or self._after_turn(rest), rest)
        for place, word in enumerate(rest):
            if word in self._turns:
                later, after = self._leading(rest[place + 1 :])
                if later:
                    return Read(answers + later, rest[: place + 1] + after)
            if word in self._plain_yes:
                return Read((*answers, Answer.YES), rest)
        later, rest = self._trailing(rest)
        return Read(answers + later, rest)

    def is_an_answer(self, text: str) -> bool:
        """Whether the text is a known way of answering, and nothing else."""
        return words_of(text) in self._ways

    def is_plainly_unsure(self, text: str) -> bool:
        """Whether the text is a way of saying "not sure", and nothing else."""
        return self._ways.get(words_of(text)) is Answer.UNSURE

    def says_yes_first(self, text: str) -> bool:
        """Whether it begins with a plain yes."""
        words = self._from_start(words_of(text))
        return bool(words) and words[0] in self._plain_yes

    def says_yes_to_the_sign(self, text: str) -> bool:
        """Whether a yes may be to the sign itself: "yes, i can feel it" of an odd feeling."""
        return self.says_yes_first(text) and f" {' '.join(words_of(text))} ".endswith(self._after_yes)

    def softened(self, text: str) -> bool:
        """Whether a yes in it is only softened, not taken back: "yes, i guess"."""
        words = words_of(text)
        ends = (self._from_end(words), words)
        return any(each[-length:] in self._soft for each in ends for length in range(1, 4))

    def without_fillers(self, text: str) -> str:
        """The plain text without fillers at either end."""
        words = words_of(text)
        kept = self._from_end(self._from_start(words))
        return bare(text) if kept == words else Spoken(" ".join(kept))

    def doubts(self, text: str) -> bool:
        """Whether it says somewhere that the person cannot tell."""
        said = spaced(text)
        return bool(self._doubts.within(said))

    def leaves_open(self, text: str) -> bool:
        """Whether its end is left open: "is that losing control or"."""
        words = words_of(text)
        return bool(words) and words[-1] in self._open_ends

    def says_in_general(self, text: str) -> Answer | None:
        """The answer of a sentence made of nothing but words of having: "i haven't noticed anything like that"."""
        words = [word for word in self._from_end(self._from_start(words_of(text))) if word not in self._having]
        if not words or not all(word in self._denials or word in self._anything for word in words):
            return None
        return Answer.NO if self._denials.intersection(words) else Answer.YES

    def denies_in_general(self, text: str) -> bool:
        """Whether it denies in words that leave no doubt, so that a yes before them is politeness: "yeah, none of that"."""
        said = spaced(text)
        return bool(self._clear_no.within(said))

    def limits(self, text: str) -> bool:
        """Whether a yes or no in it is not the whole of it: "no, just at night", "yes, except the legs"."""
        return bool(self._limits.within(self._without_no_limits(text)))

    def _without_no_limits(self, text: str) -> str:
        said = spaced(text)
        for way in self._no_limits.within(said):
            said = said.replace(way, " ")
        return said

    def is_unclear(self, text: str, question: str) -> bool:
        """Whether its no may as well say that the sign is there: "no, they don't" of legs that should move."""
        words = words_of(text)
        if " ".join(words) in self._unclear_alone.get(question, ()):
            return True
        names = (question,) if words in self._ways else (question, "any")
        said = f" {' '.join(words)} "
        return any(self._unclear.get(name, NONE).within(said) for name in names)

    def is_whole(self, read: Read, text: str) -> bool:
        """Whether nothing but fillers, or the same once more, is left beside a yes or no."""
        if self.limits(text):
            return False
        rest = " ".join(read.rest)
        return not self.without_fillers(rest) or self.says_in_general(rest) is read.answers[-1]

    def is_a_whole_no(self, text: str) -> bool:
        """Whether it is a no, or denies in general words, and nothing else: "i haven't had any of that"."""
        read = self.read(text)
        if not read.answers:
            return self.says_in_general(text) is Answer.NO
        return set(read.answers) == {Answer.NO} and self.is_whole(read, text)

    def harmless_beside_no(self, rest: Words) -> frozenset[str]:
        """The words that leave a no a no: "no, not since the weekend"; "problem" only where it is denied."""
        return self._beside_no | (self._of_trouble if self._denials.intersection(rest) else frozenset())

    def denies_the_word(self, text: str) -> bool:
        """Whether only the word is denied, so that something like it may be there: "not numb exactly"."""
        return not self._only_the_word.isdisjoint(self._without_no_limits(text).split())

    def _leading(self, words: Words) -> tuple[tuple[Answer, ...], Words]:
        answers: list[Answer] = []
        rest = words
        while True:
            found, length = self._starts_with_answer(rest)
            if found is None:
                shorter = self._from_start(rest)
                found, length = self._starts_with_answer(shorter) if shorter != rest else (None, 0)
                if found is None:
                    return tuple(answers), rest
                rest = shorter
            answers.append(found)
            rest = rest[length:]

    def _starts_with_answer(self, words: Words) -> tuple[Answer | None, int]:
        for length in range(min(self._longest, len(words)), 0, -1):
            way = words[:length]
            if way in self._ways and (way not in self._alone or self._ends_there(words[length:])):
                return self._ways[way], length
        return None, 0

    def _ends_there(self, rest: Words) -> bool:
        """Whether what follows leaves "i haven't" an answer by itself: nothing, a filler, or a new start."""
        rest = self._from_start(rest)
        return not rest or rest[0] in self._goes_on

    def _after_turn(self, words: Words) -> tuple[Answer, ...]:
        """The answer that a sentence turns to. A no has to be of oneself: "my husband does, but i don't", not "but nothing"."""
        if self._turns.isdisjoint(words):
            return ()
        turn = max(place for place, word in enumerate(words) if word in self._turns)
        after = self._from_start(words[turn + 1 :])
        answers, _ = self._leading(after)
        general = self.says_in_general(" ".join(after))
        given = answers or ((general,) if general else ())
        return given if Answer.NO not in given or after[0] in self._of_oneself else ()

    def _trailing(self, words: Words) -> tuple[tuple[Answer, ...], Words]:
        """The answer at the end, also where it ends in a filler's word: "i'm healthy so none of that"."""
        for rest in (words, self._from_end(words)):
            for length in range(min(self._longest, len(rest)), 0, -1):
                way = rest[-length:]
                if way in self._ways and (length == len(rest) or way not in self._not_at_the_end):
                    return (self._ways[way],), rest[:-length]
        return (), words

    def _from_start(self, words: Words) -> Words:
        while words:
            filler = next((each for each in self._fillers.get(words[0], ()) if words[: len(each)] == each), None)
            if filler is None:
                return words
            words = words[len(filler) :]
        return words

    def _from_end(self, words: Words) -> Words:
        while words:
            filler = next((each for each in self._last_fillers.get(words[-1], ()) if words[-len(each) :] == each), None)
            if filler is None:
                return words
            words = words[: -len(filler)]
        return words


def _by_first_word(fillers: Sequence[str], *, at_end: bool) -> dict[str, list[Words]]:
    """Fillers by the word they are met at, longer ones first."""
    shelf: dict[str, list[Words]] = {}
    for filler in sorted((tuple(each.split()) for each in fillers), key=len, reverse=True):
        shelf.setdefault(filler[-1 if at_end else 0], []).append(filler)
    return shelf
