"""Theorems about the interview, held against every way of answering it."""

from collections.abc import Iterator
from typing import cast

from skill.proofs.theorem import Outcome, Theorem, outcome
from skill.proofs.verdicts import ABSENT, PRESENT
from skill.proofs.walk import ADULT, Interviews, Known, Moment
from skill.rules import Question, Tier


def _told(moment: Moment) -> str:
    told = [f"{finding} {state.value}" for finding, state in moment.known.items() if state is not ABSENT]
    return f"{', '.join(told) or 'all denied'}; then {moment.question.id if moment.question else 'the verdict'}"


def _ends(given: Interviews) -> Outcome:
    longest = max(moment.asked for moment in given.moments)
    evidence = given.evidence

    def broken() -> Iterator[str]:
        if longest > evidence.most_questions:
            yield f"{longest} questions"
        for moment in given.moments:
            settled = {*moment.known}
            if moment.question is not None and settled.issuperset(moment.question.touches):
                yield f"asked again: {_told(moment)}"

    return outcome(f"{len(given.moments)} moments; the longest interview has {longest} questions", broken())


def _short(given: Interviews) -> Outcome:
    """Somebody who has nothing is asked no more than the bound, at any age."""
    asked = {age: len(given.truthful(frozenset(), age)[1]) for age in given.ages}
    bound = given.evidence.most_when_all_is_well
    return outcome(
        f"{len(asked)} ages; at most {max(asked.values())} questions",
        (f"{count} questions at {age}" for age, count in asked.items() if count > bound),
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
        dangers = [max(evidence.demanded(frozenset({each})) for each in question.touches) for question in book.questions]
        ranks = [
            tier if tier.is_emergency and not question.after else Tier.SELF_CARE
            for tier, question in zip(dangers, book.questions, strict=True)
        ]
        if ranks != sorted(ranks, reverse=True):
            yield "a less urgent question stands before one about a sign that alone is an emergency"
        for sign in sorted(evidence.emergency_alone):
            if not any(sign in question.touches and question.danger_now for question in book.questions):
                yield f"no question of danger asks about {sign}"
        for age in given.ages:
            _, asked = given.truthful(frozenset(), age)
            reached = {sign for name in asked for sign in book.question[name].touches}
            yield from (f"{sign} is not asked at {age}" for sign in sorted(evidence.asked_of_children - reached))
            more = reached - evidence.asked_of_children - set(evidence.lists) - set(evidence.ages)
            if _is_child(given, age) and more:
                yield f"a child is asked about {', '.join(sorted(more))}"

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
                wanted = _reachable(given, signs, age, evidence.demanded(_with_age(given, signs, age)))
                for names in (True, False):
                    known, _ = given.truthful(signs, age, names=names)
                    if given.verdicts.tier(known) < wanted:
                        yield f"{', '.join(sorted(signs))} at {age}: {given.verdicts.tier(known).slug}, not {wanted.slug}"
            for sign in sorted(signs):
                known, _ = given.truthful(signs, ADULT, told=frozenset({sign}))
                wanted = evidence.demanded(signs)
                if _fits(given, signs, ADULT) and given.verdicts.tier(known) < _reachable(given, signs, ADULT, wanted):
                    yield f"{', '.join(sorted(signs))}, {sign} told first: {given.verdicts.tier(known).slug}, not {wanted.slug}"

    return outcome(
        f"{len(cases)} groups of signs at {len(given.ages)} ages, lists answered by name or barely; each sign told first",
        broken(),
    )


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
    Theorem("short", "Who has nothing is asked no more than the bound.", _short),
    Theorem("settled", "No interview ends while a question that could raise the verdict is unanswered.", _settled),
    Theorem("needed", "Nothing is asked that cannot change the verdict, and every question is asked of somebody.", _needed),
    Theorem("danger-first", "Emergency signs are asked about first, at every age.", _danger_first),
    Theorem("honest", "Who answers truly hears what the evidence demands.", _honest),
)
