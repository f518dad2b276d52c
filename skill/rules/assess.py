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

    told: frozenset[str]
    present: frozenset[str]
    doubtful: frozenset[str]
    absent: frozenset[str]

    @classmethod
    def of(cls, rulebook: Rulebook, findings: Findings) -> "_Known":
        unsure = frozenset(_with(findings, State.UNSURE))
        counted = unsure & rulebook.counts_as_present_when_unsure
        told = frozenset(_with(findings, State.PRESENT))
        return cls(told, told | counted, unsure - counted, frozenset(findings) - told - unsure)

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
    tier = _tier(rulebook, known)
    open_questions = _open_questions(rulebook, findings, known)
    denied = set(known.absent)
    reachable = _reachable(open_questions, denied)
    askable = _touched_by(reachable).difference(findings)
    for question in open_questions:
        raises = (each in askable and _could_raise(rulebook, known, tier, askable, each) for each in question.touches)
        if _is_due(question, known) and any(raises):
            yield question
            denied.update(each for each in question.touches if each not in findings)
            if len(still := _reachable(reachable, denied)) < len(reachable):
                reachable, askable = still, _touched_by(still).difference(findings)
            askable = askable.difference(denied)


def _open_questions(rulebook: Rulebook, findings: Findings, known: _Known) -> list[Question]:
    """Those with something left to settle. A list is not put to somebody who already told one of its signs."""
    told, settled = known.told, frozenset(findings)
    questions = [each for each in rulebook.questions if told.isdisjoint(each.touches) and not settled.issuperset(each.touches)]
    if any(rule.ends_triage and rule.met_by(known.present) for rule in _concerned(rulebook, known.present)):
        return [each for each in questions if each.danger_now]
    return questions


def _is_due(question: Question, known: _Known) -> bool:
    return not question.after or not known.present.isdisjoint(question.after)


def _reachable(questions: list[Question], denied: set[str]) -> list[Question]:
    """Those that are put to anybody, or after something that is not yet denied."""
    return [each for each in questions if not each.after or not denied.issuperset(each.after)]


def _touched_by(questions: Iterable[Question]) -> frozenset[str]:
    return frozenset().union(*(each.touches for each in questions))


def _tier(rulebook: Rulebook, known: _Known) -> Tier:
    ways = (way for finding in known.here for way in rulebook.ways_with.get(finding, ()))
    tiers = (known.tier_of(rule, combination) for rule, combination in ways if combination <= known.here)
    return max(tiers, default=Tier.SELF_CARE)


def _could_raise(rulebook: Rulebook, known: _Known, tier: Tier, askable: frozenset[str], finding: str) -> bool:
    """Whether a finding would lift the verdict above `tier`, in some company of askable findings that would not do so alone."""
    for rule, combination in rulebook.ways_with[finding]:
        if rule.tier > tier and (reached := known.tier_of(rule, combination)) > tier:
            company = combination - known.here
            if company <= askable and not _reaches(rulebook, known, company - {finding}, reached):
                return True
    return False


def _reaches(rulebook: Rulebook, known: _Known, company: frozenset[str], tier: Tier) -> bool:
    """Whether a tier higher than that of what is here is reached by some of the company together with what is here."""
    findings = company | known.here
    return any(
        rule.tier >= tier and combination <= findings and known.tier_of(rule, combination) >= tier
        for finding in company
        for rule, combination in rulebook.ways_with[finding]
    )
