"""From what is known to how urgent it is, and to what is worth asking next.

Rules hold positive combinations only, so a further finding, or an unsure one, can never lower a verdict.
An unsure finding whose question says `caution` lifts the verdict to `same_day` at most (clinical amendment 5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    """How urgent, and why: most urgent first, certain before cautious, then in the order of the rulebook.

    `settled` when no question could still raise it.
    """

    tier: Tier
    reasons: tuple[Reason, ...]
    settled: bool


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

    def and_also(self, findings: Combination) -> "_Known":
        """The same with more findings present."""
        return _Known(self.present | (findings - self.doubtful), self.doubtful, self.absent)

    def tier_of(self, rule: Rule, combination: Combination) -> Tier:
        """The tier a combination demands; doubt about a part of it caps it at caution."""
        return min(rule.tier, CAUTION) if combination & self.doubtful else rule.tier


def _with(findings: Findings, state: State) -> Iterator[str]:
    return (finding for finding, known in findings.items() if known is state)


def assess(rulebook: Rulebook, findings: Findings) -> Assessment:
    """The verdict on what is known, with its reasons."""
    reasons = tuple(_reasons(rulebook, findings))
    tier = reasons[0].tier if reasons else Tier.SELF_CARE
    return Assessment(tier, reasons, settled=next_question(rulebook, findings) is None)


def _reasons(rulebook: Rulebook, findings: Findings) -> list[Reason]:
    known = _Known.of(rulebook, findings)
    reasons = []
    for rule in rulebook.rules:
        certain = rule.met_by(known.present)
        met = certain or rule.met_by(known.present | known.doubtful)
        if met is None:
            continue
        doubted = [each for each in met if findings.get(each) is State.UNSURE]
        named = tuple(each for each in findings if each in (doubted or met))
        reasons.append(Reason(rule, known.tier_of(rule, met), named, cautious=bool(doubted)))
    return sorted(reasons, key=lambda reason: (-reason.tier, reason.cautious))


def next_question(rulebook: Rulebook, findings: Findings) -> Question | None:
    """The first question, in order of danger, whose answer could still raise the verdict."""
    return next(_useful(rulebook, findings), None)


def _useful(rulebook: Rulebook, findings: Findings) -> Iterator[Question]:
    known = _Known.of(rulebook, findings)
    tier = _tier(rulebook.rules, known)
    open_questions = [each for each in rulebook.questions if _is_open(each, findings)]
    if any(rule.ends_triage and rule.met_by(known.present) for rule in rulebook.rules):
        open_questions = [each for each in open_questions if each.danger_now]
    reachable = [each for each in open_questions if not each.after or not known.absent.issuperset(each.after)]
    askable = frozenset(finding for each in reachable for finding in each.touches if finding not in findings)
    useful = _could_raise(rulebook, known, tier, askable)
    return (each for each in reachable if useful & set(each.touches) and _is_due(each, known))


def _is_open(question: Question, findings: Findings) -> bool:
    """Whether it has something left to settle. A list is not put to somebody who already told one of its signs."""
    told = any(findings.get(each) is State.PRESENT for each in question.touches)
    return not told and any(each not in findings for each in question.touches)


def _is_due(question: Question, known: _Known) -> bool:
    return not question.after or not known.present.isdisjoint(question.after)


def _tier(rules: Iterable[Rule], known: _Known) -> Tier:
    here = known.present | known.doubtful
    tiers = (known.tier_of(rule, each) for rule in rules for each in rule.combinations if each <= here)
    return max(tiers, default=Tier.SELF_CARE)


def _could_raise(rulebook: Rulebook, known: _Known, tier: Tier, askable: frozenset[str]) -> frozenset[str]:
    """Askable findings that, in some company of other askable findings, would lift the verdict above `tier`."""
    reachable = known.present | known.doubtful | askable
    useful: set[str] = set()
    lifted: dict[Combination, Tier] = {}
    for rule in rulebook.rules:
        for combination in rule.combinations if rule.tier > tier else ():
            reached = known.tier_of(rule, combination)
            if combination <= reachable and reached > tier:
                for each in combination & askable:
                    company = combination - {each}
                    if company not in lifted:
                        lifted[company] = _tier_with(rulebook, known, tier, company)
                    if lifted[company] < reached:
                        useful.add(each)
    return frozenset(useful)


def _tier_with(rulebook: Rulebook, known: _Known, tier: Tier, more: Combination) -> Tier:
    """The tier once more findings are present: only a combination that holds one of them can have become met."""
    known = known.and_also(more)
    here = known.present | known.doubtful
    held = (each for finding in more for each in rulebook.held_in[finding])
    return max([tier, *(known.tier_of(rule, each) for rule, each in held if each <= here)])


def questions_left(rulebook: Rulebook, findings: Findings) -> list[Question]:
    """The questions that would follow if every answer were no."""
    known = dict(findings)
    asked = []
    while (question := next_question(rulebook, known)) is not None:
        asked.append(question)
        for finding, state in question.answered(State.ABSENT).items():
            known.setdefault(finding, state)
    return asked


def at_most(rulebook: Rulebook, findings: Findings) -> int:
    """How many questions can still follow if no answer is a yes: what "how many more?" is answered with."""
    return len(questions_left(rulebook, findings))
