"""What an utterance answers to the question that was asked: its yes or no and the symptoms it names, brought together.

Where they disagree the more cautious one counts, and a doubtful no to a question about danger is never a no.
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from skill.dialogue.heard import Answer
from skill.language.answers import AnswerBook, Read
from skill.language.beside import Beside
from skill.language.fine import FineWords
from skill.language.healthy import Healthy
from skill.language.vocabulary import Match, Vocabulary
from skill.language.words import Kind, Spoken, Token, plain
from skill.rules import Question, State

MUCH = 2
LITTLE = 1
"""More words of weight than this that were not understood, and a no to a question about danger is doubtful.

Fewer are enough beside words that call everything well, and not the thing asked about: "i'm fine".
"""

HIDDEN = "_"


class Said(NamedTuple):
    """One utterance as it is read for an answer: its text, its tokens, and the symptoms found in it."""

    text: str
    tokens: Sequence[Token]
    matches: Sequence[Match]
    findings: Mapping[str, State]

    @property
    def without_symptoms(self) -> str:
        """The text with words that are part of a symptom hidden: the "no" of "no feeling" is no answer."""
        inside = {place for match in self.matches for place in match.places}
        shown = (
            HIDDEN if place in inside and (token.kind is Kind.NEGATION or " " in token.said) else token.said
            for place, token in enumerate(self.tokens)
        )
        return Spoken(plain(" ".join(shown).replace(" 's", "'s")))

    @property
    def turns(self) -> bool:
        """Whether it turns on itself: "no, but ..."."""
        return any(token.kind is Kind.TURN for token in self.tokens)

    @property
    def before_its_turn(self) -> str:
        """What is said before it turns, all of it where it does not."""
        before = takewhile(lambda each: each.kind is not Kind.TURN, self.tokens)
        return " ".join(token.said for token in before).replace(" 's", "'s")


class Replies:
    """How utterances answer, in one language."""

    def __init__(  # noqa: PLR0913 - each is one part of the language
        self,
        lexicon: Mapping[str, Any],
        *,
        answers: AnswerBook,
        fine_words: FineWords,
        healthy: Healthy,
        beside: Beside,
        vocabulary: Vocabulary,
    ) -> None:
        order, apart = lexicon["order"], lexicon["apart"]
        self._answers, self._fine_words = answers, fine_words
        self._healthy, self._beside = healthy, beside
        self._vocabulary = vocabulary
        self._alarming = frozenset(order["alarming"])
        self._vague = frozenset(order["vague"])
        self._apart = {question: frozenset(findings) for question, findings in apart.items()}
        self._trouble = frozenset(order["trouble"])

    def unasked(self, said: Said) -> Answer | None:
        """A yes or no said by itself, when nothing is known of the question."""
        read = self._answers.read(said.text)
        alone = len(set(read.answers)) == 1 and not said.turns and self._answers.is_whole(read, said.text)
        return read.answers[-1] if alone and not said.findings else None

    def to(self, asked: Question, said: Said) -> Answer | None:
        """The answer to the question asked, or None where none can be told."""
        text = said.without_symptoms
        read = self._answers.read(text)
        own = {said.findings[each] for each in asked.touches if each in said.findings}
        if own - {State.ABSENT}:
            return Answer.YES if State.PRESENT in own else Answer.UNSURE
        if self._fine_words.says(said.text, asked.id) or self._well_but_for_another_thing(asked, said):
            return self._fine(asked, said, {Answer.UNSURE, Answer.LEANING_NO}, read.answers)
        nearly = (self._answers.is_unclear, self._fine_words.says_nearly)
        if asked.danger_now and any(says(said.text, asked.id) for says in nearly):
            return Answer.UNSURE
        if self._answers.doubts(text) and Answer.YES not in read.answers[:1]:
            return Answer.UNSURE
        if own:
            return self._denied(read.answers, said, asked)
        return self._unnamed(text, read, said, asked)

    def _unnamed(self, text: str, read: Read, said: Said, asked: Question) -> Answer | None:
        """The answer of an utterance that does not name the sign asked about."""
        if self._fine_words.says_all_is_well(said.text) and not said.findings:
            return self._fine(asked, said, {Answer.YES}, read.answers, LITTLE)
        if not read.answers:
            return self._answers.says_in_general(text)
        return self._bare(text, read, said, asked)

    def _left(self, asked: Question, said: Said) -> list[Token]:
        """The words of weight that are part of no symptom understood, nor ordinary beside a no."""
        named = {place for match in said.matches for place in match.places}
        known = named | self._beside.ordinary(said.tokens, asked.id)
        before = [None, *said.tokens]
        return [
            token
            for place, token in enumerate(said.tokens)
            if token.kind is Kind.CONTENT and place not in known and not self._is_no_trouble(before[place], token)
        ]

    def _is_no_trouble(self, before: Token | None, token: Token) -> bool:
        return before is not None and before.kind is Kind.NEGATION and token.said in self._trouble

    def _alarms(self, asked: Question, said: Said, much: int = MUCH, understood: frozenset[str] = frozenset()) -> bool:
        """Whether a word that belongs to a sign, or much else, stands in it without having been understood."""
        left = [token for token in self._left(asked, said) if not understood.issuperset(token.said.split())]
        return any(token.form in self._alarming for token in left) or len(left) > much

    def _limits(self, asked: Question, said: Said) -> bool:
        return self._answers.limits(said.text) and not self._beside.only_hurts(said.tokens, asked.id)

    def _turns(self, asked: Question, said: Said) -> bool:
        """Whether it turns on itself, to more than pain, what works, or a no: "no, but ...", not "no, but it's sore"."""
        if not said.turns or self._tells_of_another_thing(asked, said):
            return said.turns
        turn = max(place for place, token in enumerate(said.tokens) if token.kind is Kind.TURN)
        if self._answers.is_a_whole_no(" ".join(token.said for token in said.tokens[turn + 1 :])):
            return False
        after = Said(
            said.text,
            said.tokens[turn + 1 :],
            [Match(each.finding, tuple(place - turn - 1 for place in each.places)) for each in said.matches if each.start > turn],
            said.findings,
        )
        instead = after.matches or self._beside.evidence(after.tokens, asked.id)
        less = self._beside.tells_a_time(after.tokens) or self._limits(asked, said)
        return less or not instead or bool(self._left(asked, after))

    def _fine(self, asked: Question, said: Said, against: set[Answer], answers: Sequence[Answer], much: int = MUCH) -> Answer:
        """The answer of "it's all fine": no, unless something else in it speaks against that."""
        both = {Answer.YES, Answer.NO}.issubset(answers)
        alarms = self._alarms(asked, said, much, self._fine_words.words(said.text, asked.id))
        book = self._answers
        doubts = (book.doubts, book.leaves_open, book.softened, book.says_yes_to_the_sign)
        doubted = any(doubt(said.text) for doubt in doubts)
        apart = self._tells_of_another_thing(asked, said) or self._tells_it_apart(asked, said)
        turned = self._turns(asked, said) and not apart
        text = said.before_its_turn if self._tells_it_apart(asked, said) else said.text
        partly = self._beside.partly(text.split(), asked.id) or self._beside.leaves_doubt(said.text, asked.id)
        doubtful = both or turned or partly or alarms or doubted or not against.isdisjoint(answers)
        return _on_danger(asked, Answer.NO) if doubtful else Answer.NO

    def _denied(self, answers: Sequence[Answer], said: Said, asked: Question) -> Answer | None:
        """A sign asked about was denied by name. Of a list, only a no covers the signs that were not named."""
        told_otherwise = State.PRESENT in said.findings.values()
        instead = not told_otherwise and (
            self._turns(asked, said)
            or self._alarms(asked, said)
            or (self._answers.denies_the_word(said.text) and not self._beside.only_hurts(said.tokens, asked.id))
        )
        mixed = Answer.YES in answers and Answer.NO in answers
        if instead or mixed or {Answer.UNSURE, Answer.LEANING_NO}.intersection(answers):
            return _on_danger(asked, Answer.NO)
        both = said.findings.get(asked.settles[0]) is State.ABSENT and sum(each in said.findings for each in asked.touches) > 1
        all_named = all(each in said.findings for each in asked.covers)
        return Answer.NO if both or all_named or Answer.NO in answers else None

    def _bare(self, text: str, read: Read, said: Said, asked: Question) -> Answer | None:
        answers, given = read.answers, set(read.answers)
        if Answer.YES in given and len(given) > 1:
            return self._mixed(text, answers, asked)
        if Answer.LEANING_NO in given:
            return Answer.LEANING_NO
        if Answer.UNSURE in given:
            return Answer.UNSURE
        if given == {Answer.NO} and self._is_doubtful(read, said, asked):
            return _on_danger(asked, Answer.NO)
        return answers[-1]

    def _is_doubtful(self, read: Read, said: Said, asked: Question) -> bool:
        """Whether something stands beside a no that limits it, or that may be the thing asked about: "no movement"."""
        if self._told_vaguely(asked, said):
            return True
        if self._tells_of_another_thing(asked, said):
            return any(token.form in self._alarming for token in self._left(asked, said))
        if self._limits(asked, said):
            return True
        if not read.rest or State.PRESENT in said.findings.values():
            return False
        if self._beside.weakened(said.text.split(), asked.id):
            return True
        beside = [token for token in self._left(asked, said) if not set(token.said.split()).isdisjoint(read.rest)]
        harmless = self._answers.harmless_beside_no(read.rest)
        if self._turns(asked, said) or self._alarms(asked, said, understood=harmless):
            return True
        changed = not all(harmless.issuperset(each.said.split()) for each in beside)
        return changed and not self._fine_words.calls_it_so(read.rest)

    def _tells_of_another_thing(self, asked: Question, said: Said) -> bool:
        """Whether a sign is told that cannot be the one asked about: it is named by words that no way of saying that has."""
        told = [match for match in said.matches if said.findings.get(match.finding) is State.PRESENT]
        return bool(told) and not any(self._own_forms(asked).issuperset(_forms_of(said, match)) for match in told)

    def _well_but_for_another_thing(self, asked: Question, said: Said) -> bool:
        """Whether it calls well what was asked about, and then tells another sign: "feet lift okay but i'm staggering"."""
        return said.turns and self._tells_of_another_thing(asked, said) and self._healthy.says(said.before_its_turn, asked.id)

    def _tells_it_apart(self, asked: Question, said: Said) -> bool:
        """Whether a sign is told that people tell apart from the one they just called well: "they move but one is weaker"."""
        told = {finding for finding, state in said.findings.items() if state is State.PRESENT}
        return bool(told) and told <= self._apart.get(asked.id, frozenset())

    def _told_vaguely(self, asked: Question, said: Said) -> bool:
        """Whether a vague sign is told that may be the one asked about: "i can't feel my husband touching it"."""
        told = [match for match in said.matches if said.findings.get(match.finding) is State.PRESENT]
        vague = [match for match in told if match.finding in self._vague]
        return any(self._own_forms(asked) & _forms_of(said, each) for each in vague)

    def _own_forms(self, asked: Question) -> frozenset[str]:
        return self._vocabulary.forms((asked.id, *asked.touches))

    def _mixed(self, text: str, answers: Sequence[Answer], asked: Question) -> Answer:
        """A yes and something else: a softened yes is still a yes, "yeah no" is a way of saying no, the rest is doubt."""
        plain_no = {Answer.YES, Answer.NO}.issuperset(answers) and answers[-1] is Answer.NO
        if plain_no and self._answers.denies_in_general(text):
            return Answer.NO
        if Answer.NO in answers or Answer.LEANING_NO in answers:
            return _on_danger(asked, answers[-1])
        softened = answers[0] is Answer.YES and self._answers.softened(text)
        return Answer.YES if softened else Answer.UNSURE


def _forms_of(said: Said, match: Match) -> set[str]:
    tokens = [said.tokens[place] for place in match.places]
    return {token.form for token in tokens if token.kind is Kind.CONTENT}


def _on_danger(asked: Question, answer: Answer) -> Answer:
    """A doubtful no to a danger question is not a no."""
    return Answer.UNSURE if asked.danger_now else answer
