"""From what is known to how urgent it is, and to what is worth asking next.

Rules hold positive combinations only, so a further finding, or an unsure one, can never lower a verdict.
An unsure finding whose question says `caution` lifts the verdict to `same_day` at most (clinical amendment 5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from skill.rules.model import Combination, Findings, Question, Rule, Rulebook, State, Tier

CAUTION = Tier.SAME_DAY


@dataclass(frozen=True)
class Reason:
    """A rule that is met and the findings that met it; when it rests on unsure answers (`cautious`), those alone."""

    rule: Rule
    tier: Tier
    findings: tuple[str, ...]
    cautious: bool


@dataclass(frozen=True)
class Assessment:
    """How urgent, and why: most urgent first, certain before cautious, then in the order of the rulebook."""

    tier: Tier
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Known:
    """Findings sorted by what they count as."""

    present: frozenset[str]
    doubtful: frozenset[str]
    absent: frozenset[str]

    @classmethod
    def of(cls, rulebook: Rulebook, findings: Findings) -> "_Known":
        unsure = frozenset(_with(findings, State.UNSURE))
        counted = unsure & rulebook.counts_as_present_when_unsure
        present = frozenset(_with(findings, State.PRESENT)) | counted
        return cls(present, unsure - counted, frozenset(_with(findings, State.ABSENT)))

    @cached_property
    def here(self) -> frozenset[str]:
        """What counts, for sure or in doubt."""
        return self.present | self.doubtful

    def tier_of(self, rule: Rule, combination: Combination) -> Tier:
        """The tier a combination demands; doubt about a part of it caps it at caution."""
        return min(rule.tier, CAUTION) if combination & self.doubtful else rule.tier


def _with(findings: Findings, state: State) -> Iterator[str]:
    return (finding for finding, known in findings.items() if known is state)


def assess(rulebook: Rulebook, findings: Findings) -> Assessment:
    """The verdict on what is known, with its reasons."""
    reasons = tuple(_reasons(rulebook, findings))
    tier = reasons[0].tier if reasons else Tier.SELF_CARE
    return Assessment(tier, reasons)


def _reasons(rulebook: Rulebook, findings: Findings) -> list[Reason]:
    known = _Known.of(rulebook, findings)
    reasons = []
    for rule in rulebook.rules:
        met = rule.met_by(known.present) or rule.met_by(known.here)
        if met is None:
            continue
        doubted = [each for each in met if findings.get(each) is State.UNSURE]
        named = tuple(each for each in findings if each in (doubted or met))
        reasons.append(Reason(rule, known.tier_of(rule, met), named, cautious=bool(doubted)))
    return sorted(reasons, key=lambda reason: (-reason.tier, reason.cautious))


def next_question(rulebook: Rulebook, findings: Findings) -> Question | None:
    """The first question, in order of danger, whose answer could still raise the verdict."""
    return next(_worth_asking(rulebook, findings), None)


def questions_left(rulebook: Rulebook, findings: Findings) -> list[Question]:
    """The questions that would follow if every answer were no."""
    return list(_worth_asking(rulebook, findings))


def at_most(rulebook: Rulebook, findings: Findings) -> int:
    """How many questions can still follow if no answer is a yes: what "how many more?" is answered with."""
    return len(questions_left(rulebook, findings))


def _worth_asking(rulebook: Rulebook, findings: Findings) -> Iterator[Question]:
    """In order of danger, each question that could still raise the verdict once all before it were answered no.

    A no only ever takes away ways to a higher verdict, so no question passed over becomes worth asking later.
    """
    known = _Known.of(rulebook, findings)
    tier = _tier(rulebook.rules, known)
    open_questions = _open_questions(rulebook, findings, known)
    denied = set(known.absent)
    askable = _askable(open_questions, findings, denied)
    for question in open_questions:
        raises = (each in askable and _could_raise(rulebook, known, tier, askable, each) for each in question.touches)
        if _is_due(question, known) and any(raises):
            yield question
            denied.update(each for each in question.touches if each not in findings)
            askable = _askable(open_questions, findings, denied)


def _open_questions(rulebook: Rulebook, findings: Findings, known: _Known) -> list[Question]:
    questions = [each for each in rulebook.questions if _is_open(each, findings)]
    if any(rule.ends_triage and rule.met_by(known.present) for rule in rulebook.rules):
        return [each for each in questions if each.danger_now]
    return questions


def _is_open(question: Question, findings: Findings) -> bool:
    """Whether it has something left to settle. A list is not put to somebody who already told one of its signs."""
    told = any(findings.get(each) is State.PRESENT for each in question.touches)
    return not told and any(each not in findings for each in question.touches)


def _is_due(question: Question, known: _Known) -> bool:
    return not question.after or not known.present.isdisjoint(question.after)


def _askable(questions: Iterable[Question], findings: Findings, denied: set[str]) -> frozenset[str]:
    """The findings that some question can still settle."""
    reachable = (each for each in questions if not each.after or not denied.issuperset(each.after))
    return frozenset(each for question in reachable for each in question.touches if each not in findings) - denied


def _tier(rules: Iterable[Rule], known: _Known) -> Tier:
    tiers = (known.tier_of(rule, each) for rule in rules for each in rule.combinations if each <= known.here)
    return max(tiers, default=Tier.SELF_CARE)


def _could_raise(rulebook: Rulebook, known: _Known, tier: Tier, askable: frozenset[str], finding: str) -> bool:
    """Whether a finding would lift the verdict above `tier`, in some company of askable findings that would not do so alone."""
    possible = known.here | askable
    for rule, combination in rulebook.ways_with[finding]:
        if rule.tier > tier and combination <= possible and (reached := known.tier_of(rule, combination)) > tier:
            company = combination - {finding}
            if company <= known.here or not _reaches(rulebook.rules, known, company | known.here, reached):
                return True
    return False


def _reaches(rules: Iterable[Rule], known: _Known, findings: frozenset[str], tier: Tier) -> bool:
    return any(
        each <= findings and known.tier_of(rule, each) >= tier
        for rule in rules
        if rule.tier >= tier
        for each in rule.combinations
    )
