"""From what a person said to what they meant. Lexical and deterministic: nothing is invented, and doubt stays doubt.

Three readings of the sentence are brought together: the symptoms it names, each with its polarity; the answer it gives;
and the request it makes. Where they disagree the more cautious one counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from skill.dialogue.heard import Answer, Heard
from skill.language.answers import AnswerBook
from skill.language.beside import Beside
from skill.language.changed import Changed
from skill.language.circumstances import Circumstances
from skill.language.fine import FineWords
from skill.language.healthy import Healthy
from skill.language.numbers import NumberWords
from skill.language.people import People
from skill.language.replies import Replies, Said
from skill.language.requests import RequestBook
from skill.language.signs import Signs, Told
from skill.language.times import Times
from skill.language.vocabulary import Vocabulary
from skill.language.words import Lexicon, spoken
from skill.rules import Question, Rulebook, State

CORRECTION = "wrong"
"""The request beside which what is told counts: "that's not right, my leg is numb"."""


class Understanding:
    """The understanding of one language, over one rulebook."""

    def __init__(  # noqa: PLR0913 - each is one part of the content
        self,
        rulebook: Rulebook,
        *,
        lexicon: Mapping[str, Any],
        answers: Mapping[str, Any],
        phrases: Mapping[str, Sequence[str]],
        requests: RequestBook,
        numbers: Mapping[str, Any],
        healthy: Mapping[str, Any],
        circumstances: Mapping[str, Any],
    ) -> None:
        self._lexicon = Lexicon(lexicon)
        self._answers, self._fine_words = AnswerBook(answers), FineWords(answers)
        self._healthy = Healthy(healthy, answers)
        self._circumstances = Circumstances(circumstances)
        self._vocabulary = Vocabulary(self._lexicon, phrases, answers["here"], lexicon, answers["other_here"])
        self._times = Times(lexicon["time"], NumberWords(numbers))
        self._changed = Changed(lexicon["changed"])
        self._people = People(lexicon["people"])
        self._requests = requests
        self._danger = rulebook.dangers
        self._signs = Signs(
            rulebook,
            lexicon,
            lexicon=self._lexicon,
            vocabulary=self._vocabulary,
            answers=self._answers,
            fine_words=self._fine_words,
            times=self._times,
            people=self._people,
            changed=self._changed,
            requests=requests,
        )
        self._beside = Beside(answers)
        self._replies = Replies(
            lexicon,
            answers=self._answers,
            fine_words=self._fine_words,
            healthy=self._healthy,
            beside=self._beside,
            vocabulary=self._vocabulary,
        )

    def hear(self, text: str, asked: Question | None = None, *, about_other: bool = False) -> Heard:
        """What one utterance means, given the question it may answer. `about_other`: the talk is of somebody else's back."""
        if (plainly := self._answers.by_itself(text)) is not None:
            return Heard(_settled({}, plainly, asked), plainly)
        heard = self._read(text, asked, about_other=about_other)
        met = any(state is State.PRESENT and finding in self._danger for finding, state in heard.findings.items())
        if asked is None or met or not self._is_limited(text, asked, about_other=about_other):
            return heard
        told = {each: state for each, state in heard.findings.items() if each in asked.touches or state is not State.ABSENT}
        denied = {each for each, state in told.items() if state is State.ABSENT}
        answer = Answer.UNSURE if denied or heard.answer is Answer.NO else heard.answer
        return replace(heard, findings={**told, **dict.fromkeys(denied, State.UNSURE)}, answer=answer)

    def _is_limited(self, text: str, asked: Question, *, about_other: bool) -> bool:
        """Whether a no in it may hold under a circumstance only, or at a time: all but a whole no before what was done then."""
        if self._circumstances.limit(text, asked):
            return True
        told = self._circumstances.at_a_time(text, asked)
        if told is None:
            return False
        before, statement = told
        whole = self._read(before, asked, about_other=about_other).answer is Answer.NO
        return not whole or not self._beside.tells_what_was_done(self._lexicon.tokens(statement))

    def _read(self, text: str, asked: Question | None, *, about_other: bool) -> Heard:
        said = spoken(text) if asked is None else self._fine_words.with_no_apart(spoken(text), asked.id)
        if not said:
            return Heard()
        if asked is not None and self._answers.is_plainly_unsure(said):
            return Heard(_settled({}, Answer.UNSURE, asked), Answer.UNSURE)
        if asked is not None and not self._answers.is_an_answer(said) and self._healthy.says(said, asked.id):
            return Heard(_settled({}, Answer.NO, asked), Answer.NO)
        said = self._changed.without_wishes(said)
        tokens = self._lexicon.tokens(said)
        matches = self._signs.named(tokens, asked)
        if request := self._requests.anywhere_urgent(said):
            urgent = self._signs.told(said, tokens, matches, asked, about_other=about_other)
            return Heard(urgent.findings, request=request)
        core = self._answers.without_fillers(said)
        names_danger = any(match.finding in self._danger for match in matches)
        if (topic := self._requests.asks_to_learn(core)) and not names_danger:
            name, chapter, _ = topic.partition(":")
            return Heard(request=name, topic=topic if chapter else None)
        if request := self._question(said, core, asked, names_a_sign=bool(matches)):
            told = self._signs.told(said, tokens, matches, asked, about_other=about_other).findings
            return self._asking(request, Said(said, tokens, matches, told), asked)
        symptoms = self._signs.all_told(said, tokens, matches, asked, about_other=about_other)
        age = self._times.age(said, asked=asked is not None and asked.asks_age)
        if request := self._whole_request(said, core, symptoms.findings, asked):
            return Heard(request=request, topic=self._requests.topic(said), about_other=symptoms.of_another)
        utterance = Said(said, tokens, matches, symptoms.findings)
        answer = self._answer(utterance, symptoms, asked, age)
        if (request := self._request_not_answer(said, symptoms, answer)) is not None:
            return Heard(request=request, about_other=symptoms.of_another)
        answers = bool(answer or (asked and (symptoms.findings or age is not None)))
        request, topic = self._request_beside(said, core, symptoms, answers=answers)
        findings = _settled(symptoms.findings, answer, asked)
        worse = self._times.newer(said)
        return Heard(findings, answer, request, topic, age, tuple(symptoms.old), (), symptoms.of_another, worse)

    def says_unchanged(self, text: str) -> bool:
        """Whether it says no more than that a sign is as it always was."""
        return self._answers.says_unchanged(spoken(text))

    def without_answer(self, text: str) -> str:
        """What was said beside a yes or a no at its start or end."""
        return " ".join(self._answers.read(spoken(text)).rest)

    def _asking(self, request: str, said: Said, asked: Question | None) -> Heard:
        """A question or a correction, and the signs it names: what one has is not lost, "why do you ask, because i can't pee"."""
        if request == CORRECTION:
            return Heard(said.findings, request=request)
        if own := self._dangers_of_oneself(said, asked):
            return Heard(request="serious", about=own)
        about = tuple(dict.fromkeys(each.finding for each in said.matches))
        return Heard(request=request, topic=self._requests.topic(said.text), about=about)

    def _dangers_of_oneself(self, said: Said, asked: Question | None) -> tuple[str, ...]:
        """Signs of danger that somebody seems to have while asking something. What was asked about is asked again anyhow."""
        own = {
            each.finding
            for each in said.matches
            if said.findings.get(each.finding) is State.PRESENT and self._people.speaks_of_me(said.tokens[: each.end + 1])
        }
        return tuple(sorted(own & self._danger - set(asked.touches if asked else ())))

    def _answer(self, said: Said, symptoms: Told, asked: Question | None, age: int | None) -> Answer | None:
        if asked is None:
            return self._replies.unasked(said)
        own_old = set(asked.touches).intersection(symptoms.old)
        if own_old or (asked.asks_age and age is not None):
            return None
        return self._replies.to(asked, said)

    # ---------------------------------------------------------------- requests

    def _question(self, said: str, core: str, asked: Question | None, *, names_a_sign: bool) -> str | None:
        """A question thrown back, whatever symptom it names, or "is numbness serious?"."""
        exact = self._requests.exact(said) or self._requests.exact(core)
        if opening := self._requests.opens_with(core):
            return exact or opening
        if exact or (asked is not None and not names_a_sign):
            return None
        return "serious" if self._requests.asks_whether_serious(core) else None

    def _whole_request(self, said: str, core: str, findings: Mapping[str, State], asked: Question | None) -> str | None:
        """The request that the whole utterance is, unless it names a sign or answers the question."""
        exact = self._requests.exact(said) or self._requests.exact(core)
        if exact is None or State.PRESENT in findings.values():
            return None
        read = self._answers.read(said)
        return None if asked and read.answers and not read.rest else exact

    def _request_not_answer(self, said: str, symptoms: Told, answer: Answer | None) -> str | None:
        """A request whose words hold an answer by chance: "a bit slower please", "i don't know what i'm to do here"."""
        if answer is None or symptoms.findings or symptoms.old or self._answers.says_yes_first(said):
            return None
        return self._requests.instead_of_an_answer(said)

    def _request_beside(self, said: str, core: str, symptoms: Told, *, answers: bool) -> tuple[str | None, str | None]:
        """A request made in other words than the known ones, or in the same breath as a symptom or an answer."""
        if symptoms.findings or symptoms.old or answers:
            return self._requests.beside_symptoms(said), None
        return self._requests.anywhere(said) or self._requests.anywhere(core), self._requests.topic(said)


def _settled(findings: Mapping[str, State], answer: Answer | None, asked: Question | None) -> dict[str, State]:
    """The findings, and what the answer settles of the question asked."""
    if asked is None or answer is None or asked.asks_age:
        return dict(findings)
    state = {Answer.YES: State.PRESENT, Answer.NO: State.ABSENT}.get(answer, State.UNSURE)
    if state is State.PRESENT and any(findings.get(each) is State.PRESENT for each in asked.touches):
        return {each: told for each, told in findings.items() if each not in asked.settles or told is not State.ABSENT}
    if state is State.UNSURE and any(each in findings for each in asked.touches):
        doubted = {each for each in asked.touches if findings.get(each) is State.ABSENT} if asked.danger_now else set()
        return {**findings, **dict.fromkeys(doubted, State.UNSURE)}
    return {**asked.answered(state), **findings}
