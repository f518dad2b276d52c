"""Theorems about verdicts: what any set of answers leads to.

Every combination of the rulebook is positive and small, and a verdict is the highest tier of those that are met. So whatever
holds of every group of findings as large as the largest combination holds of every set: further findings add groups, and
take none away. `decided-in-groups` checks that ground on which the others stand.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import combinations, product
from random import Random

from skill.proofs.evidence import Evidence, Signs
from skill.proofs.theorem import Outcome, Theorem, outcome
from skill.rules import Findings, Rulebook, State, Tier, assess

ABSENT, UNSURE, PRESENT = State.ABSENT, State.UNSURE, State.PRESENT
MANY = 1500
"""How many whole people are drawn where groups alone would leave a doubt about the code."""


class Verdicts:
    """A rulebook, the evidence it is held against, and every verdict already worked out."""

    def __init__(self, rulebook: Rulebook, evidence: Evidence) -> None:
        self.rulebook = rulebook
        self.evidence = evidence
        self._known: dict[frozenset[tuple[str, State]], Tier] = {}

    def tier(self, findings: Findings) -> Tier:
        """The verdict of the code that runs."""
        key = frozenset(findings.items())
        if key not in self._known:
            self._known[key] = assess(self.rulebook, findings).tier
        return self._known[key]

    def alone(self, signs: Signs) -> dict[str, State]:
        """Somebody with these signs, what follows from them, and nothing else."""
        return {each: PRESENT for sign in sorted(signs) for each in self.rulebook.told(sign)}

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every two findings."""
        return tuple(combinations(self.rulebook.findings, 2))

    def people(self, count: int) -> Iterator[dict[str, State]]:
        """Whole people, some with few findings and some with many; the same ones every time."""
        draw = Random(68)  # noqa: S311 - people are drawn, no secret
        names = list(self.rulebook.findings)
        for _ in range(count):
            told = draw.sample(names, draw.choice([3, 5, 10, 30, len(names)]))
            yield {name: draw.choice([ABSENT, ABSENT, UNSURE, PRESENT]) for name in told}


def _said(findings: Findings) -> str:
    return ", ".join(f"{finding} {state.value}" for finding, state in findings.items()) or "nothing told"


def _total(given: Verdicts) -> Outcome:
    def broken() -> Iterator[str]:
        for findings in ({}, *_in_pairs(given), *given.people(MANY)):
            if given.tier(findings) not in set(Tier):
                yield _said(findings)

    return outcome(f"{len(given.pairs)} pairs of findings in every state, {MANY} whole people", broken())


def _in_pairs(given: Verdicts) -> Iterator[dict[str, State]]:
    for first, second in given.pairs:
        for states in product((UNSURE, PRESENT), repeat=2):
            yield dict(zip((first, second), states, strict=True))


def _decided_in_groups(given: Verdicts) -> Outcome:
    book = given.rulebook
    together = [(rule, each) for rule in book.rules for each in rule.combinations]

    def broken() -> Iterator[str]:
        yield from (f"{rule.id} rests on {len(each)} findings together" for rule, each in together if len(each) > 2)
        for person in given.people(MANY):
            told = [each for each in person if person[each] is not ABSENT]
            groups = [{a: person[a], b: person[b]} for a, b in combinations(told, 2)] + [{a: person[a]} for a in told]
            highest = max((given.tier(group) for group in groups), default=Tier.SELF_CARE)
            if given.tier(person) is not highest:
                yield f"{_said(person)}: {given.tier(person).slug}, but in pairs at most {highest.slug}"

    return outcome(f"{len(together)} combinations, none of more than two findings; {MANY} whole people", broken())


def _monotone(given: Verdicts) -> Outcome:
    """Absent, unsure, present: for each finding, in the company of each other finding in each state."""
    ordered = [each for pair in given.pairs for each in (pair, pair[::-1])]

    def broken() -> Iterator[str]:
        for first, second in ordered:
            for company in ({}, {second: ABSENT}, {second: UNSURE}, {second: PRESENT}):
                tiers = [given.tier(company), *(given.tier({**company, first: state}) for state in (ABSENT, UNSURE, PRESENT))]
                if tiers != sorted(tiers) or tiers[0] is not tiers[1]:
                    yield f"{first} with {_said(company)}: {' -> '.join(tier.slug for tier in tiers)}"

    return outcome(f"{4 * len(ordered)} contexts of one finding, and so by `decided-in-groups` every context", broken())


def _order(given: Verdicts) -> Outcome:
    pairs = [{a: PRESENT, b: state} for a, b in given.pairs for state in (UNSURE, PRESENT)]

    def broken() -> Iterator[str]:
        for findings in (*pairs, *given.people(MANY // 5)):
            back = dict(reversed(findings.items()))
            one, other = assess(given.rulebook, findings), assess(given.rulebook, back)
            if (one.tier, [each.rule for each in one.reasons]) != (other.tier, [each.rule for each in other.reasons]):
                yield _said(findings)

    return outcome(f"{len(pairs)} pairs and {MANY // 5} whole people, told forwards and backwards", broken())


def _unsure(given: Verdicts) -> Outcome:
    def broken() -> Iterator[str]:
        book, evidence = given.rulebook, given.evidence
        for name in book.findings:
            if (name in book.counts_as_present_when_unsure) != (name in evidence.unsure_is_yes):
                yield f"{name} unsure counts otherwise than the evidence says"
        for findings in (*_in_pairs(given), *given.people(MANY)):
            sure = {each: _as_yes(evidence, each, state) for each, state in findings.items()}
            without = {each: ABSENT if state is UNSURE else state for each, state in sure.items()}
            with_all = {each: PRESENT if state is UNSURE else state for each, state in sure.items()}
            wanted = max(given.tier(without), min(Tier.SAME_DAY, given.tier(with_all)))
            if given.tier(findings) is not wanted:
                yield f"{_said(findings)}: {given.tier(findings).slug}, should be {wanted.slug}"

    return outcome(f"{len(given.rulebook.findings)} findings, alone, in pairs, and in {MANY} whole people", broken())


def _as_yes(evidence: Evidence, finding: str, state: State) -> State:
    return PRESENT if state is UNSURE and finding in evidence.unsure_is_yes else state


def _alone(given: Verdicts) -> Outcome:
    signs = sorted(given.evidence.emergency_alone)

    def broken() -> Iterator[str]:
        for sign in signs:
            for others in (ABSENT, UNSURE, None):
                rest = {} if others is None else dict.fromkeys(given.rulebook.findings, others)
                if not given.tier({**rest, sign: PRESENT}).is_emergency:
                    yield f"{sign} alone"

    return outcome(f"{len(signs)} signs, each with nothing else told, with all else denied, with all else unsure", broken())


def _never_below(given: Verdicts) -> Outcome:
    demands = given.evidence.demands

    def broken() -> Iterator[str]:
        for demand in demands:
            if given.tier(given.alone(demand.signs)) < demand.tier:
                yield f"row {demand.row}: {', '.join(sorted(demand.signs))} needs {demand.tier.slug}"
        for findings in ({name: PRESENT} for name in given.rulebook.findings):
            yield from _below(given, findings)
        for findings in (*_in_pairs(given), *given.people(MANY)):
            yield from _below(given, findings)

    return outcome(
        f"{len(demands)} demands; {4 * len(given.pairs)} pairs of findings, present or unsure; {MANY} whole people", broken()
    )


def _below(given: Verdicts, findings: Findings) -> Iterator[str]:
    present, doubtful = (frozenset(each for each in findings if findings[each] is state) for state in (PRESENT, UNSURE))
    closed = {**findings, **given.alone(present)}
    demanded = given.evidence.demanded(present, doubtful)
    if given.tier(closed) < demanded:
        yield f"{_said(findings)}: {given.tier(closed).slug}, but the evidence demands {demanded.slug}"


def _explained(given: Verdicts) -> Outcome:
    """Where the rulebook asks for more than the table, the file of the evidence says why; and says nothing that is not so."""
    evidence = given.evidence
    used: set[str] = set()

    def broken() -> Iterator[str]:
        for rule in given.rulebook.rules:
            for signs in rule.combinations:
                if evidence.demanded(signs) >= rule.tier:
                    continue
                reasons = [each.why for each in evidence.beyond if each.covers(signs, rule.tier)]
                used.update(reasons)
                if not reasons:
                    yield f"{rule.id}: {', '.join(sorted(signs))} is {rule.tier.slug}, more than the evidence demands"
        for each in evidence.beyond:
            if each.why not in used:
                yield f"nothing is beyond the evidence for: {each.why}"
            for signs in each.groups():
                if given.tier(given.alone(signs)) < each.tier:
                    yield f"{', '.join(sorted(signs))} was decided to be {each.tier.slug}: {each.why}"

    count = sum(len(rule.combinations) for rule in given.rulebook.rules)
    return outcome(f"{count} combinations; {len(evidence.beyond)} places where the rulebook is the more careful", broken())


def _decisive(given: Verdicts) -> Outcome:
    """Without the rule somebody would hear another tier or advice; and each of its combinations counts."""
    book = given.rulebook

    def heard(rules: Rulebook, findings: Findings) -> tuple[Tier, str]:
        verdict = assess(rules, findings)
        return verdict.tier, verdict.reasons[0].rule.advice if verdict.reasons else ""

    def broken() -> Iterator[str]:
        for rule in book.rules:
            without = replace(book, rules=tuple(each for each in book.rules if each is not rule))
            cases = [given.alone(signs) for signs in rule.combinations]
            if all(heard(book, case) == heard(without, case) for case in cases):
                yield f"{rule.id} decides nothing"
            if all(assess(book, case).tier > rule.tier for case in cases):
                yield f"{rule.id} is always outdone"
        missing = set(Tier) - {given.tier(given.alone(signs)) for rule in book.rules for signs in (*rule.combinations, Signs())}
        yield from (f"no rule leads to {tier.slug}" for tier in missing)

    return outcome(f"{len(book.rules)} rules, {len(Tier)} tiers", broken())


def _ages(given: Verdicts) -> Outcome:
    """Findings that follow from an age do so at the ages of the evidence, and never for another."""

    def broken() -> Iterator[str]:
        asked = {finding for question in given.rulebook.questions if question.asks_age for finding in question.touches}
        yield from (f"nobody's age is asked for {name}" for name in sorted(set(given.evidence.ages) - asked))
        for age in range(131):
            told = given.rulebook.told_by_age(age)
            for name in sorted({*told, *given.evidence.ages}):
                low, high = given.evidence.ages.get(name, (1, 0))
                if (told.get(name) is PRESENT) != (low <= age <= high):
                    yield f"{name} at {age}"

    return outcome("every age from 0 to 130", broken())


def _reopened(given: Verdicts) -> Outcome:
    """A sign whose place was not told throws doubt on the noes about every place that it may be."""
    book = given.rulebook

    def broken() -> Iterator[str]:
        for name, finding in book.findings.items():
            again = {sign for question in finding.reopens for sign in book.question[question].touches}
            for sign in sorted(given.evidence.reopens.get(name, frozenset()) - again):
                yield f"{sign} stays denied after {name}"

    return outcome(f"{len(given.evidence.reopens)} signs without a place", broken())


THEOREMS = (
    Theorem("total", "Every combination of answers has exactly one verdict.", _total),
    Theorem("decided-in-groups", "No verdict rests on more than two findings together.", _decided_in_groups),
    Theorem("monotone", "From absent to unsure to present, no finding ever lowers a verdict.", _monotone),
    Theorem("order", "The order of telling changes neither verdict nor reasons.", _order),
    Theorem("unsure", "Doubt about danger is a yes; other doubt is a doctor today at most.", _unsure),
    Theorem("alone", "Every emergency sign of the mission is enough by itself.", _alone),
    Theorem("never-below", "No verdict is below what the evidence demands.", _never_below),
    Theorem("explained", "Where the rulebook asks for more than the evidence, the reason is written down.", _explained),
    Theorem("decisive", "Every rule decides some case, and every tier is reached.", _decisive),
    Theorem("ages", "Ages count where the evidence says, and are asked for.", _ages),
    Theorem("reopened", "A sign told without its place puts the noes about it in doubt.", _reopened),
)
