"""Every way of answering an interview, from the first question to the last.

The ways are far too many to walk one by one. Two moments of two interviews are taken as one when nothing that can follow
differs: the verdict so far, the questions that are open, and what each combination of findings still lacks. That is all that
the choice of the next question and every later verdict depend on, so one of the two stands for both (`_remaining`).
"""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from skill.proofs.verdicts import ABSENT, PRESENT, UNSURE, Verdicts
from skill.rules import Question, Rulebook, State, Tier, next_question

ADULT = 30
BEYOND_ANY_BOUND = 60
"""Where an interview that would never end is given up."""

Known = Mapping[str, State]


@dataclass(frozen=True)
class Moment:
    """A moment of an interview: what is known, what is asked now (None at its end), and how many were asked before."""

    known: Known
    question: Question | None
    tier: Tier
    asked: int


class Interviews:
    """Every interview that a rulebook can lead to."""

    def __init__(self, verdicts: Verdicts) -> None:
        self.verdicts = verdicts
        self.rulebook = verdicts.rulebook
        self.evidence = verdicts.evidence

    @cached_property
    def ages(self) -> tuple[int, ...]:
        """One age of each kind that the rulebook tells apart."""
        kinds = {frozenset(self.rulebook.told_by_age(age).items()): age for age in range(130, 0, -1)}
        return tuple(sorted(kinds.values()))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Every moment, by breadth; of those that nothing tells apart, the one reached first and the longest way to it."""
        first = self._moment({}, 0)
        found: dict[Hashable, Moment] = {_remaining(self.rulebook, first): first}
        waiting = deque(found)
        while waiting:
            moment = found[waiting.popleft()]
            for answer in self.answers(moment):
                following = self._moment({**answer, **moment.known}, moment.asked + 1)
                key = _remaining(self.rulebook, following)
                if key not in found or found[key].asked < following.asked <= BEYOND_ANY_BOUND:
                    found[key] = following
                    waiting.append(key)
        return tuple(found.values())

    @cached_property
    def groups(self) -> tuple[tuple[frozenset[str], Tier], ...]:
        """Signs that together demand a tier, by the evidence or by the rulebook."""
        demanded = {(each.signs, each.tier) for each in self.evidence.demands}
        ruled = {(signs, rule.tier) for rule in self.rulebook.rules for signs in rule.combinations}
        return tuple(sorted(demanded | ruled, key=lambda group: (-group[1], sorted(group[0]))))

    def _moment(self, known: Known, asked: int) -> Moment:
        tier = self.verdicts.tier(known)
        # An emergency is told at once: nothing more is asked.
        question = None if tier.is_emergency else next_question(self.rulebook, known)
        return Moment(known, question, tier, asked)

    def answers(self, moment: Moment) -> Iterator[Known]:
        """Every answer to a question: an age, a no, a doubt, a bare yes, and a yes that names some signs of a list."""
        question = moment.question
        if question is None:
            return
        yield question.answered(UNSURE)
        if question.asks_age:
            yield from (self.rulebook.told_by_age(age) for age in self.ages)
            return
        yield question.answered(ABSENT)
        for size in range(len(question.covers) + 1):
            for named in combinations(question.covers, size):
                yield self.verdicts.alone(frozenset({*question.settles, *named} if question.asks_which or not named else named))

    def truthful(
        self, signs: frozenset[str], age: int, *, names: bool = True, told: frozenset[str] = frozenset()
    ) -> tuple[Known, tuple[str, ...]]:
        """What is known in the end, and what was asked, of somebody who has these signs and says so when asked.

        Who `names` nothing leaves it at a bare yes to a list. What is `told` is said before anything is asked.
        """
        known: dict[str, State] = {**self.verdicts.alone(told)}
        asked: list[str] = []
        while not self.verdicts.tier(known).is_emergency and len(asked) < BEYOND_ANY_BOUND:
            if (question := next_question(self.rulebook, known)) is None:
                break
            asked.append(question.id)
            for finding, state in self._truth(question, signs, age, names=names).items():
                known.setdefault(finding, state)
        return known, tuple(asked)

    def _truth(self, question: Question, signs: frozenset[str], age: int, *, names: bool) -> Known:
        if question.asks_age:
            return self.rulebook.told_by_age(age)
        true = signs.intersection(question.touches)
        if not true:
            return question.answered(ABSENT)
        named = true if question.asks_which and names else frozenset[str]()
        return self.verdicts.alone(named.union(question.settles))


def _remaining(rulebook: Rulebook, moment: Moment) -> Hashable:
    """Everything that what follows can depend on."""
    known, tier = moment.known, moment.tier
    if tier.is_emergency:
        return tier
    present = {each for each, state in known.items() if state is PRESENT}
    doubtful = {each for each, state in known.items() if state is UNSURE} - rulebook.counts_as_present_when_unsure
    present |= {each for each, state in known.items() if state is UNSURE} - doubtful
    absent = {each for each, state in known.items() if state is ABSENT}
    lacking = frozenset(
        (signs - present - doubtful, reached)
        for rule in rulebook.rules
        for signs in rule.combinations
        if not signs & absent and (reached := min(rule.tier, Tier.SAME_DAY) if signs & doubtful else rule.tier) > tier
    )
    questions = tuple(_standing(each, known, present, absent) for each in rulebook.questions)
    ends = any(rule.ends_triage and rule.met_by(frozenset(present)) for rule in rulebook.rules)
    return tier, ends, lacking, questions


def _standing(question: Question, known: Known, present: set[str], absent: set[str]) -> Hashable:
    """What of a question is still open, and whether what it follows up was told, denied, or neither."""
    if any(known.get(each) is PRESENT for each in question.touches):
        return None
    after = None if not question.after else bool(present & set(question.after)) or (absent >= set(question.after) and "no")
    return tuple(each for each in question.touches if each not in known), after
