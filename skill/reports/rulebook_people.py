"""Who would be told something else by one rule book than by another.

Found by comparing verdicts, not texts. A verdict rests on one combination of findings of one rule; so whoever is told different
things by two books holds a combination of the one and a combination of the other, and with those two alone they would be told
the same different things. Hence every pair of combinations, at every age that a rule distinguishes, is compared: none is missed,
however many signs a person has. "Not sure" is compared alone and beside one other sign.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from skill.dialogue.check import CAUTIOUS_ADVICE, NO_REASON_ADVICE
from skill.rules import Rulebook, State, Tier, assess

Signs = frozenset[tuple[str, State]]
"""What is known of a person beside their age: findings that are present or unsure. All others are absent."""

UNKNOWN_AGE = -1
OLDEST = 120
MOST_SIGNS_WITH_UNSURE = 2


@dataclass(frozen=True)
class Verdict:
    """What a person is told: how urgent, and by which script. `rule` is empty where none is met."""

    tier: Tier
    advice: str
    rule: str

    @property
    def told(self) -> tuple[Tier, str]:
        """What the person can hear of it."""
        return self.tier, self.advice


@dataclass(frozen=True)
class Change:
    """People with these signs, in these age groups (first years, or UNKNOWN_AGE), who would be told something else."""

    signs: Signs
    ages: tuple[int, ...]
    before: Verdict
    after: Verdict


def changes(old: Rulebook, new: Rulebook) -> list[Change]:
    """The smallest sets of signs that are told different things: less urgent first, then more urgent, then only other advice."""
    ages = age_groups(old, new)
    told: dict[tuple[Signs, Verdict, Verdict], list[int]] = {}
    for age in ages:
        found: dict[Signs, tuple[Verdict, Verdict]] = {}
        for signs in sorted(_people(old, new), key=lambda signs: (len(signs), sorted(signs))):
            before, after = verdict(old, signs, age), verdict(new, signs, age)
            if before.told != after.told and not _is_shown(found, signs, before, after):
                found[signs] = (before, after)
        for signs, (before, after) in found.items():
            told.setdefault((signs, before, after), []).append(age)
    result = [Change(signs, tuple(at), before, after) for (signs, before, after), at in told.items()]
    return sorted(result, key=_order)


def _order(change: Change) -> tuple[object, ...]:
    before, after = change.before, change.after
    concern = 0 if after.tier < before.tier else 1 if after.tier > before.tier else 2
    return concern, -before.tier, -after.tier, before.advice, after.advice, change.ages, len(change.signs), sorted(change.signs)


def _is_shown(found: dict[Signs, tuple[Verdict, Verdict]], signs: Signs, before: Verdict, after: Verdict) -> bool:
    """Whether fewer of the same signs already show the same difference."""
    return any(
        fewer <= signs and (was.told, now.told) == (before.told, after.told)
        for fewer, (was, now) in found.items()
        if fewer != signs
    )


def verdict(book: Rulebook, signs: Signs, age: int) -> Verdict:
    """What the dialogue would tell a person of whom everything is known."""
    findings: dict[str, State] = dict.fromkeys(book.findings, State.ABSENT)
    for finding, state in signs:
        findings[finding] = state
        if finding in book.findings and state is State.PRESENT:
            findings.update(dict.fromkeys(book.findings[finding].implies, State.PRESENT))
    by_age = book.told_by_age(max(age, 0))
    findings.update(dict.fromkeys(by_age, State.UNSURE) if age == UNKNOWN_AGE else by_age)
    assessment = assess(book, findings)
    if not assessment.reasons:
        return Verdict(assessment.tier, NO_REASON_ADVICE, "")
    reason = assessment.reasons[0]
    doubtful = reason.cautious and not reason.tier.is_emergency
    return Verdict(reason.tier, CAUTIOUS_ADVICE if doubtful else reason.rule.advice, reason.rule.id)


def age_groups(*books: Rulebook) -> tuple[int, ...]:
    """The first year of each age group that a book distinguishes, and the age that was not told."""
    bounds = {bound for book in books for each in book.findings.values() for bound in (each.at_least, each.below) if bound}
    return (0, *sorted(bounds), UNKNOWN_AGE)


# ---------------------------------------------------------------- whom to compare

Combination = frozenset[str]


def _people(old: Rulebook, new: Rulebook) -> set[Signs]:
    ageless = {each.id for book in (old, new) for each in book.findings.values() if not each.follows_from_age}
    seeds, company = _seeds(old, new), {frozenset[str](), *_combinations(old), *_combinations(new)}
    bringing = _bringing(old, new)
    groups = {
        (seed | other) & ageless
        for seed in {told for each in seeds for told in _tellings(each, bringing)}
        for other in {told for each in company for told in _tellings(each, bringing)}
    }
    certain = {frozenset((finding, State.PRESENT) for finding in group) for group in groups}
    small = (group for group in groups if len(group) <= MOST_SIGNS_WITH_UNSURE)
    return certain | {signs for group in small for signs in _with_doubt(group)}


def _bringing(*books: Rulebook) -> dict[str, set[str]]:
    """For each finding, those that bring it with them in one of the books."""
    bringing: dict[str, set[str]] = {}
    for each in (each for book in books for each in book.findings.values()):
        for brought in each.implies:
            bringing.setdefault(brought, set()).add(each.id)
    return bringing


def _tellings(combination: Combination, bringing: dict[str, set[str]]) -> Iterator[Combination]:
    """The combination as it can be told: each finding itself, or one that brings it with it."""
    return map(frozenset, product(*({each, *bringing.get(each, ())} for each in combination)))


def _with_doubt(group: Combination) -> Iterator[Signs]:
    for states in product((State.PRESENT, State.UNSURE), repeat=len(group)):
        yield frozenset(zip(sorted(group), states, strict=True))


def _seeds(old: Rulebook, new: Rulebook) -> set[Combination]:
    """Of a person told different things, one at least of the two combinations is among these: what differs between the books."""
    findings = _changed_findings(old, new)
    in_place = _in_place(old, new)
    entries = _entries(old, in_place) ^ _entries(new, in_place)
    touched = {each for each in [*_combinations(old), *_combinations(new)] if each & findings}
    overtaken = {each for book in (old, new) for rule in book.rules if rule.id not in in_place for each in rule.combinations}
    return {combination for *_, combination in entries} | overtaken | touched | {frozenset({finding}) for finding in findings}


def _in_place(old: Rulebook, new: Rulebook) -> frozenset[str]:
    """The rules that stand in the same order in both books."""
    matched = SequenceMatcher(None, list(old.rule), list(new.rule), autojunk=False).get_matching_blocks()
    return frozenset(rule.id for block in matched for rule in old.rules[block.a : block.a + block.size])


def _entries(book: Rulebook, in_place: frozenset[str]) -> set[tuple[str, Tier, str, Combination]]:
    """Each way of meeting each rule, with what follows."""
    return {
        (rule.id, rule.tier, rule.advice, combination)
        for rule in book.rules
        if rule.id in in_place
        for combination in rule.combinations
    }


def _changed_findings(old: Rulebook, new: Rulebook) -> frozenset[str]:
    shared = old.findings.keys() & new.findings.keys()
    other_sense = {each for each in shared if _sense(old, each) != _sense(new, each)}
    return frozenset(other_sense | (old.counts_as_present_when_unsure ^ new.counts_as_present_when_unsure))


def _sense(book: Rulebook, finding: str) -> tuple[object, ...]:
    each = book.findings[finding]
    return each.implies, each.at_least, each.below


def _combinations(book: Rulebook) -> Iterable[Combination]:
    return (combination for rule in book.rules for combination in rule.combinations)
