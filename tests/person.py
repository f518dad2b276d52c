"""A person with certain things true of them, who answers the skill as such a person would."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from skill.content import library
from skill.speaker import desk
from skill.speaker.session import Turn
from tests.cases import Case

MOST_TURNS = 60
YES, NO, UNSURE = "yes", "no", "i'm not sure"
TO_OTHERS = {"start": YES, "read-back": YES, "crisis": NO, "again": NO}
"""What is said to questions that are not about a sign. To the rest, on tips and surgery, the person asks for the check."""
GATE_SIGNS = frozenset(
    ("bladder-hard", "bladder-leak", "bladder-numb", "bowel-control-lost", "saddle-numb", "both-legs", "legs-weak", "foot-drop")
)
"""What the question before tips names."""

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True)
class Person:
    """Somebody with back and leg pain. What is neither present nor unsure is not there."""

    age: int
    present: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def answer(self, ask: str, about: str) -> str:
        """What is said when `ask` is put, about a question or a finding."""
        if ask == "question":
            return self._to_question(about)
        if ask in ("which", "fix"):
            return self._naming(library.rulebook().question[about].touches if about else self.present)
        if ask in ("new", "now", "doubt"):
            return self._whether((about,))
        if ask == "gate":
            return YES if self.present & GATE_SIGNS else UNSURE
        return TO_OTHERS.get(ask, "check me for danger signs")

    def _to_question(self, name: str) -> str:
        question = library.rulebook().question[name]
        if question.asks_age:
            return UNSURE if self.unsure.intersection(question.touches) else in_words(self.age)
        return self._whether(question.touches)

    def _whether(self, findings: Iterable[str]) -> str:
        asked = frozenset(findings)
        if self.present & asked:
            return YES
        return UNSURE if self.unsure & asked else NO

    def _naming(self, findings: Iterable[str]) -> str:
        """Their signs among these, each in the first words that people use for it."""
        words = [library.phrases()[each][0] for each in sorted(self.present.intersection(findings)) if each in library.phrases()]
        return " and ".join(words) or UNSURE


@dataclass(frozen=True)
class Consultation:
    """A conversation played to its verdict; `tier` is empty when it came to none."""

    tier: str
    advice: str
    asked: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def was_read_back(self) -> bool:
        """Whether the noes were read back."""
        return any(turn.as_json()["ask"] == "read-back" for turn in self.turns)

    def transcript(self) -> str:
        """The conversation as a clinician reads it."""
        lines = [f"PERSON   {turn.said}\nSPEAKER  {turn.speech}" for turn in self.turns]
        return "\n".join([*lines, f"[verdict: {self.tier or 'none'}]"])


@cache
def consult(case: Case, locale: str) -> Consultation:
    """The whole conversation of a case."""
    return talk(Person(case.age, frozenset(case.present), frozenset(case.unsure)), locale, case.says)


def talk(person: Person, locale: str, says: str = "") -> Consultation:
    """A person opens the skill, says something or nothing of their own, and answers until there is a verdict."""
    speaker = desk.speaker(locale)
    turn = speaker.hear(f"open {speaker.matcher.name}")
    volunteered = says
    while turn is not None and len(speaker.turns) < MOST_TURNS and turn.open and turn.as_json()["tier"] is None:
        turn = speaker.hear(volunteered or person.answer(*_asked(turn)))
        volunteered = ""
    last = speaker.turns[-1]
    questions = [each.as_json()["question"] for each in speaker.turns]
    asked = tuple(dict.fromkeys(question for question in questions if question))
    return Consultation(last.as_json()["tier"] or "", last.speech, asked, tuple(speaker.turns))


def _asked(turn: Turn) -> tuple[str, str]:
    """What kind of thing a turn asks, and about what."""
    kind, about, _ = turn.response["sessionAttributes"]["talk"]["asked"]
    return kind, about


def in_words(age: int) -> str:
    """An age as people say it: half of them in words, half in digits as speech recognition writes them."""
    if age % 2 == 0:
        return str(age)
    tens, ones = divmod(age, 10)
    if age < len(_ONES):
        return _ONES[age]
    return f"{_TENS[tens - 2]} {_ONES[ones]}"
