"""From what is known to how urgent it is, and to what is worth asking next.

Rules hold positive combinations only, so a further finding, or an unsure one, can never lower a verdict.
An unsure finding whose question says `caution` lifts the verdict to `same_day` at most (clinical amendment 5).
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from skill.rules.model import Combination, Findings, Question, Rule, Rulebook, State, Tier

CAUTION = Tier.SAME_DAY


class Reason(NamedTuple):
    """A rule that is met and the findings that met it; when it rests on unsure answers (`cautious`), those alone."""

    rule: Rule
    tier: Tier
    findings: tuple[str, ...]
    cautious: bool


class Assessment(NamedTuple):
    """How urgent, and why: most urgent first, certain before cautious, then in the order of the rulebook."""

    tier: Tier
    reasons: tuple[Reason, ...]


class _Known(NamedTuple):
    """Findings sorted by what they count as."""

    told: frozenset[str]
    present: frozenset[str]
    doubtful: frozenset[str]
    here: frozenset[str]
    """What counts, for sure or in doubt."""

    @classmethod
    def of(cls, rulebook: Rulebook, findings: Findings) -> "_Known":
        told, unsure = _with(findings, State.PRESENT), _with(findings, State.UNSURE)
        counted = unsure & rulebook.counts_as_present_when_unsure
        return cls(told, told | counted, unsure - counted, told | unsure)

    def tier_of(self, rule: Rule, combination: Combination) -> Tier:
        """The tier a combination demands; doubt about a part of it caps it at caution."""
        return min(rule.tier, CAUTION) if combination & self.doubtful else rule.tier


def _with(findings: Findings, state: State) -> frozenset[str]:
    return frozenset([finding for finding, known in findings.items() if known is state])


def assess(rulebook: Rulebook, findings: Findings) -> Assessment:
    """The verdict on what is known, with its reasons."""
    reasons = tuple(_reasons(rulebook, findings))
    tier = reasons[0].tier if reasons else Tier.SELF_CARE
    return Assessment(tier, reasons)


def _reasons(rulebook: Rulebook, findings: Findings) -> list[Reason]:
    known = _Known.of(rulebook, findings)
    if not known.here:
        return []
    reasons = []
    for rule in _concerned(rulebook, known.here):
        met = rule.met_by(known.present) or rule.met_by(known.here)
        if met is None:
            continue
        doubted = [each for each in met if findings.get(each) is State.UNSURE]
        named = tuple(each for each in findings if each in (doubted or met))
        reasons.append(Reason(rule, known.tier_of(rule, met), named, cautious=bool(doubted)))
    return sorted(reasons, key=lambda reason: (-reason.tier, reason.cautious))


def _concerned(rulebook: Rulebook, findings: Iterable[str]) -> list[Rule]:
    """The rules that some of the findings are a part of, in the order of the rulebook."""
    places = {place for finding in findings for place in rulebook.rules_with.get(finding, ())}
    return [rulebook.rules[place] for place in sorted(places)]


def next_question(rulebook: Rulebook, findings: Findings) -> Question | None:
    """The first question, in order of danger, whose answer could still raise the verdict."""
    return next(_Interview(rulebook, findings).questions(), None)


def questions_left(rulebook: Rulebook, findings: Findings) -> list[Question]:
    """The questions that would follow if every answer were no."""
    return list(_Interview(rulebook, findings).questions())


def at_most(rulebook: Rulebook, findings: Findings) -> int:
    """How many questions can still follow if no answer is a yes: what "how many more?" is answered with."""
    return len(questions_left(rulebook, findings))


class _Interview:
    """What is still asked of a person, and what was denied by the noes on the way."""

    def __init__(self, rulebook: Rulebook, findings: Findings) -> None:
        self._rulebook = rulebook
        self._known = known = _Known.of(rulebook, findings)
        self._tier = _tier(rulebook, known)
        self._settled = set(findings)

    def questions(self) -> Iterator[Question]:
        """In order of danger, each question that could still raise the verdict once all before it were answered no.

        A no only ever takes away ways to a higher verdict, so no question passed over becomes worth asking later.
        """
        for question in self._rulebook.questions:
            new = question.touched - self._settled
            if new and self._is_open(question) and self._is_due(question) and self._could_raise(new):
                yield question
                self._settled |= new

    @cached_property
    def _dangers_only(self) -> bool:
        """Whether something told ends the questions but those about danger now."""
        met = (rule for rule in _concerned(self._rulebook, self._known.present) if rule.ends_triage)
        return any(rule.met_by(self._known.present) for rule in met)

    def _is_open(self, question: Question) -> bool:
        """Whether it is put at all. A list is not put to somebody who already told one of its signs."""
        return self._known.told.isdisjoint(question.touched) and (question.danger_now or not self._dangers_only)

    def _is_due(self, question: Question) -> bool:
        return not question.after or not self._known.present.isdisjoint(question.after)

    def _is_askable(self, finding: str) -> bool:
        """Whether a question can come to an unsettled finding: one put to anybody, or after something that is not yet denied."""
        ways = self._rulebook.questions_about[finding]
        return any(self._is_open(each) and not (each.after and self._are_denied(each.after)) for each in ways)

    def _are_denied(self, findings: Collection[str]) -> bool:
        return self._settled.issuperset(findings) and self._known.here.isdisjoint(findings)

    def _could_raise(self, findings: frozenset[str]) -> bool:
        """Whether one of them would lift the verdict, by itself or in some company."""
        return not self._rulebook.enough[self._tier].isdisjoint(findings) or any(map(self._completes, findings))

    def _completes(self, finding: str) -> bool:
        """Whether it would lift the verdict in some company of askable findings that would not do so alone."""
        for rule, combination in self._rulebook.ways_with[finding]:
            if rule.tier > self._tier and (reached := self._known.tier_of(rule, combination)) > self._tier:
                company = combination - self._known.here
                askable = self._settled.isdisjoint(company) and all(map(self._is_askable, company))
                if askable and not self._reaches(company - {finding}, reached):
                    return True
        return False

    def _reaches(self, company: frozenset[str], tier: Tier) -> bool:
        """Whether a tier so high is reached by some of the company together with what is here."""
        findings = company | self._known.here
        return any(
            rule.tier >= tier and combination <= findings and self._known.tier_of(rule, combination) >= tier
            for finding in company
            for rule, combination in self._rulebook.ways_with[finding]
        )


def _tier(rulebook: Rulebook, known: _Known) -> Tier:
    ways = (way for finding in known.here for way in rulebook.ways_with.get(finding, ()))
    tiers = (known.tier_of(rule, combination) for rule, combination in ways if combination <= known.here)
    return max(tiers, default=Tier.SELF_CARE)
