"""The vocabulary of triage: tiers, findings and their states, questions, rules, sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property


class Tier(IntEnum):
    """How urgent: a higher number is more urgent."""

    SELF_CARE = 0
    APPOINTMENT = 1
    SAME_DAY = 2
    EMERGENCY_DEPARTMENT = 3
    AMBULANCE = 4

    @property
    def slug(self) -> str:
        """The tier's name as the rulebook writes it, for example `same_day`."""
        return self.name.lower()

    @property
    def is_emergency(self) -> bool:
        """Whether the person must go now, so that no further question is asked."""
        return self >= Tier.EMERGENCY_DEPARTMENT


class State(StrEnum):
    """What is known of a finding. One that was never asked has no state."""

    PRESENT = "present"
    ABSENT = "absent"
    UNSURE = "unsure"


Findings = Mapping[str, State]
"""What is known of one person: finding id to state."""

Combination = frozenset[str]
"""Findings that together satisfy a rule."""


@dataclass(frozen=True)
class Source:
    """A piece of evidence. `mark` is V (read), S (read second hand) or UNVERIFIED."""

    id: str
    title: str
    publisher: str
    mark: str
    says: str
    url: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that can be true of a person. `at_least` and `below` are ages in years, for findings that follow from age.

    `implies` names findings that are then true too, `reopens` questions whose noes are then in doubt.
    """

    id: str
    means: str
    implies: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()
    at_least: int | None = None
    below: int | None = None

    @property
    def follows_from_age(self) -> bool:
        """Whether the age told decides it."""
        return self.at_least is not None or self.below is not None

    def state_at(self, age: int) -> State:
        """Present or absent at an age in years."""
        old_enough = self.at_least is None or age >= self.at_least
        young_enough = self.below is None or age < self.below
        return State.PRESENT if old_enough and young_enough else State.ABSENT


@dataclass(frozen=True)
class Question:
    """One question. A yes makes `settles` present; a no or an unsure settles `covers` as well.

    `after` names findings of which one must be present before it is asked.
    """

    id: str
    settles: tuple[str, ...]
    covers: tuple[str, ...]
    after: tuple[str, ...]
    unsure_counts_as_present: bool
    danger_now: bool
    asks_which: bool
    asks_age: bool
    sources: tuple[str, ...]

    @cached_property
    def touches(self) -> tuple[str, ...]:
        """Every finding that an answer can settle."""
        return self.settles + self.covers

    @cached_property
    def touched(self) -> frozenset[str]:
        """The same, to compare with what is known."""
        return frozenset(self.touches)

    def answered(self, state: State) -> dict[str, State]:
        """The findings that a yes (present), a no (absent) or an unsure settles."""
        touched = self.settles if state is State.PRESENT else self.touches
        return dict.fromkeys(touched, state)


@dataclass(frozen=True)
class Rule:
    """A positive combination of findings that demands a tier. `combinations` are its minimal ways of being met."""

    id: str
    row: str
    tier: Tier
    combinations: tuple[Combination, ...]
    advice: str
    sources: tuple[str, ...]
    decision: str
    ends_triage: bool

    def met_by(self, present: frozenset[str]) -> Combination | None:
        """The first combination that is wholly present, or None."""
        return next((each for each in self.combinations if each <= present), None)


@dataclass(frozen=True)
class Rulebook:
    """Everything that decides: loaded once, checked on loading, never changed."""

    version: str
    reviewed: str
    findings: Mapping[str, Finding]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    sources: Mapping[str, Source]

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def ways_with(self) -> Mapping[str, tuple[tuple[Rule, Combination], ...]]:
        """For each finding, the combinations that it is a part of, with their rules."""
        ways: dict[str, list[tuple[Rule, Combination]]] = {each: [] for each in self.findings}
        for rule in self.rules:
            for combination in rule.combinations:
                for finding in combination:
                    ways[finding].append((rule, combination))
        return {finding: tuple(each) for finding, each in ways.items()}

    @cached_property
    def enough(self) -> Mapping[Tier, frozenset[str]]:
        """For each tier, the findings of which one by itself demands a higher one."""
        alone = {finding: [rule.tier for rule, way in ways if len(way) == 1] for finding, ways in self.ways_with.items()}
        return {tier: frozenset(each for each, tiers in alone.items() if max(tiers, default=tier) > tier) for tier in Tier}

    @cached_property
    def rules_with(self) -> Mapping[str, tuple[int, ...]]:
        """For each finding, the places of the rules that it is a part of."""
        return {
            finding: tuple(place for place, rule in enumerate(self.rules) if any(finding in each for each in rule.combinations))
            for finding in self.findings
        }

    @cached_property
    def dangers(self) -> frozenset[str]:
        """The findings that questions about danger now are about."""
        return frozenset(finding for question in self.questions if question.danger_now for finding in question.touches)

    @cached_property
    def counts_as_present_when_unsure(self) -> frozenset[str]:
        """Findings whose question says that an unsure answer counts as present."""
        return frozenset(
            finding for question in self.questions if question.unsure_counts_as_present for finding in question.touches
        )

    @cached_property
    def question_for(self) -> Mapping[str, Question]:
        """For each finding, the question that puts it most directly: its own before a list that covers it."""
        asked: dict[str, Question] = {}
        for question in self.questions:
            asked.update({finding: question for finding in question.covers if finding not in asked})
        for question in self.questions:
            asked.update(dict.fromkeys(question.settles, question))
        return asked

    @cached_property
    def lists(self) -> tuple[Question, ...]:
        """Questions after a bare yes to which it is asked which sign it was."""
        return tuple(each for each in self.questions if each.asks_which)

    @cached_property
    def questions_about(self) -> Mapping[str, tuple[Question, ...]]:
        """For each finding, the questions whose answer can settle it."""
        return {finding: tuple(each for each in self.questions if finding in each.touches) for finding in self.findings}

    def told(self, finding: str) -> tuple[str, ...]:
        """The findings that are present once this one is."""
        return (finding, *self.findings[finding].implies)

    def told_by_age(self, age: int) -> dict[str, State]:
        """The findings that an age in years settles."""
        return {each.id: each.state_at(age) for each in self.findings.values() if each.follows_from_age}
