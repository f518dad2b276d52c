"""Theorems about the interview: every way of answering it, from the first question to the last.

The ways are far too many to walk one by one. Two moments of two interviews are taken as one when nothing that can follow
differs: the verdict so far, the questions that are open, and what each combination of findings still lacks. That is all that
the choice of the next question and every later verdict depend on, so one of the two stands for both (`_remaining`).
"""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import cast

from skill.proofs.theorem import Outcome, Theorem, outcome
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

    def truthful(self, signs: frozenset[str], age: int) -> tuple[Known, tuple[str, ...]]:
        """What is known in the end, and what was asked, of somebody who has these signs and says so when asked."""
        known: dict[str, State] = {}
        asked: list[str] = []
        while not self.verdicts.tier(known).is_emergency and len(asked) < BEYOND_ANY_BOUND:
            if (question := next_question(self.rulebook, known)) is None:
                break
            asked.append(question.id)
            for finding, state in self._truth(question, signs, age).items():
                known.setdefault(finding, state)
        return known, tuple(asked)

    def _truth(self, question: Question, signs: frozenset[str], age: int) -> Known:
        if question.asks_age:
            return self.rulebook.told_by_age(age)
        true = signs.intersection(question.touches)
        if not true:
            return question.answered(ABSENT)
        named = true if question.asks_which else frozenset[str]()
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


# ---------------------------------------------------------------- theorems


def _told(moment: Moment) -> str:
    told = [f"{finding} {state.value}" for finding, state in moment.known.items() if state is not ABSENT]
    return f"{', '.join(told) or 'all denied'}; then {moment.question.id if moment.question else 'the verdict'}"


def _ends(given: Interviews) -> Outcome:
    longest = max(moment.asked for moment in given.moments)
    _, plain = given.truthful(frozenset(), ADULT)
    evidence = given.evidence

    def broken() -> Iterator[str]:
        if longest > evidence.most_questions:
            yield f"{longest} questions"
        if len(plain) > evidence.most_when_all_is_well:
            yield f"{len(plain)} questions to somebody who has nothing"
        for moment in given.moments:
            settled = {*moment.known}
            if moment.question is not None and settled.issuperset(moment.question.touches):
                yield f"asked again: {_told(moment)}"

    return outcome(
        f"{len(given.moments)} moments; the longest interview has {longest} questions, with nothing told {len(plain)}", broken()
    )


def _settled(given: Interviews) -> Outcome:
    """At the end no question that is still open could have raised the verdict, in any company."""
    ends = [moment for moment in given.moments if moment.question is None and not moment.tier.is_emergency]

    def broken() -> Iterator[str]:
        for moment in ends:
            for signs in _could_have_told(given, moment):
                higher = given.verdicts.tier({**moment.known, **given.verdicts.alone(signs)})
                if higher > moment.tier:
                    yield f"{_told(moment)} {moment.tier.slug}, with {', '.join(sorted(signs))} {higher.slug}"

    return outcome(f"{len(ends)} endings below an emergency, each with every pair of findings that was left unasked", broken())


def _could_have_told(given: Interviews, moment: Moment) -> Iterator[frozenset[str]]:
    """Groups of signs, of the evidence and of the rulebook, whose missing part is asked about and was settled by nobody."""
    child = any(moment.known.get(name) is PRESENT for name, (low, _) in given.evidence.ages.items() if low == 0)
    open_signs = set().union(
        *(_left_open(each, moment.known) for each in given.rulebook.questions if each.danger_now or not child)
    )
    present = {each for each, state in moment.known.items() if state is PRESENT}
    for signs, tier in given.groups:
        missing = signs - present
        if tier > moment.tier and missing and missing <= open_signs:
            yield missing


def _left_open(question: Question, known: Known) -> set[str]:
    """What a question could still settle. Neither a list of which a sign was told is put, nor a follow-up without its cause."""
    told = any(known.get(each) is PRESENT for each in question.touches)
    uncalled = question.after and not any(known.get(each) is PRESENT for each in question.after)
    return set() if told or uncalled else {each for each in question.touches if each not in known}


def _needed(given: Interviews) -> Outcome:
    """Each question asked could, in the company of at most one more sign, change the verdict."""
    asked = [moment for moment in given.moments if moment.question is not None]

    def broken() -> Iterator[str]:
        missing = {question.id for question in given.rulebook.questions}
        for moment in asked:
            question = cast(Question, moment.question)
            missing.discard(question.id)
            if not _matters(given, moment, question):
                yield f"for nothing: {_told(moment)}"
        yield from (f"{name} is never asked" for name in sorted(missing))

    return outcome(f"{len(asked)} moments with a question, all {len(given.rulebook.questions)} questions", broken())


def _matters(given: Interviews, moment: Moment, question: Question) -> bool:
    tier = given.verdicts.tier
    for sign in (each for each in question.touches if each not in moment.known):
        for _, signs in given.rulebook.ways_with[sign]:
            around = {**dict.fromkeys(signs - {sign}, PRESENT), **moment.known}
            if tier({**around, sign: PRESENT}) > max(moment.tier, tier(around)):
                return True
    return False


def _danger_first(given: Interviews) -> Outcome:
    """Whatever is an emergency by itself is asked, by a question of danger, before anything that is not."""
    evidence = given.evidence

    def broken() -> Iterator[str]:
        book = given.rulebook
        dangers = [bool(evidence.emergency_alone.intersection(each.touches)) for each in book.questions]
        if dangers != sorted(dangers, reverse=True):
            yield "a question about something else stands before one about an emergency"
        for sign in sorted(evidence.emergency_alone):
            if not any(sign in question.touches and question.danger_now for question in book.questions):
                yield f"no question of danger asks about {sign}"
        for age in given.ages:
            _, asked = given.truthful(frozenset(), age)
            reached = {sign for name in asked for sign in book.question[name].touches}
            yield from (f"{sign} is not asked at {age}" for sign in sorted(evidence.asked_of_children - reached))

    return outcome(f"{len(evidence.emergency_alone)} emergency signs, {len(given.ages)} ages", broken())


def _honest(given: Interviews) -> Outcome:
    """Somebody who has the signs of a demand, and answers truly, hears what it demands, as far as those signs are asked about."""
    evidence = given.evidence
    told = {frozenset(given.verdicts.alone(demand.signs)) for demand in evidence.demands}
    cases = {signs - evidence.only_when_told for signs in told} - {frozenset()}

    def broken() -> Iterator[str]:
        for signs in sorted(cases, key=sorted):
            for age in given.ages:
                if not _fits(given, signs, age):
                    continue
                known, _ = given.truthful(signs, age)
                wanted = given.evidence.demanded(_with_age(given, signs, age))
                if given.verdicts.tier(known) < _reachable(given, signs, age, wanted):
                    yield f"{', '.join(sorted(signs))} at {age}: {given.verdicts.tier(known).slug}, not {wanted.slug}"

    return outcome(f"{len(cases)} groups of signs at {len(given.ages)} ages", broken())


def _fits(given: Interviews, signs: frozenset[str], age: int) -> bool:
    return signs & set(given.evidence.ages) <= _with_age(given, frozenset(), age)


def _is_child(given: Interviews, age: int) -> bool:
    return any(low <= age <= high for low, high in given.evidence.ages.values() if low == 0)


def _with_age(given: Interviews, signs: frozenset[str], age: int) -> frozenset[str]:
    return signs.union(name for name, (low, high) in given.evidence.ages.items() if low <= age <= high)


def _reachable(given: Interviews, signs: frozenset[str], age: int, wanted: Tier) -> Tier:
    """A child is asked about danger only; a crash is answered before what follows from it is asked (both decided so)."""
    if "serious-accident" in signs:
        return min(wanted, Tier.EMERGENCY_DEPARTMENT)
    if _is_child(given, age) and not signs & given.evidence.asked_of_children:
        return Tier.SAME_DAY
    return wanted


THEOREMS = (
    Theorem("ends", "Every interview ends, within its bound, and asks nothing twice.", _ends),
    Theorem("settled", "No interview ends while a question that could raise the verdict is unanswered.", _settled),
    Theorem("needed", "Nothing is asked that cannot change the verdict, and every question is asked of somebody.", _needed),
    Theorem("danger-first", "Emergency signs are asked about first, at every age.", _danger_first),
    Theorem("honest", "Who answers truly hears what the evidence demands.", _honest),
)
