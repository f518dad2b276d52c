"""Rules in words, and the matrix of findings by tier."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from skill.rules import Rule, Rulebook, Tier

Parts = tuple[tuple[str, ...], ...]
"""A rule in words: one finding of each part, all parts together."""


def parts(rulebook: Rulebook, rule: Rule) -> tuple[Parts, ...]:
    """The ways of meeting a rule, as few as can be: "one of these, and one of those". Findings in the rulebook's order."""
    company: dict[frozenset[frozenset[str]], list[str]] = {}
    for finding in _in_order(rulebook, frozenset[str]().union(*rule.combinations)):
        others = frozenset(each - {finding} for each in rule.combinations if finding in each)
        company.setdefault(others, []).append(finding)
    groups = tuple(tuple(each) for each in company.values())
    if {frozenset(choice) for choice in product(*groups)} == set(rule.combinations):
        return (tuple(sorted(groups, key=len)),)
    return tuple(tuple((finding,) for finding in _in_order(rulebook, each)) for each in rule.combinations)


def _in_order(rulebook: Rulebook, findings: Iterable[str]) -> list[str]:
    wanted = set(findings)
    return [each for each in rulebook.findings if each in wanted]


@dataclass(frozen=True)
class Row:
    """What one finding leads to, by tier: the rules it meets alone, and those it meets in company."""

    finding: str
    alone: dict[Tier, list[str]]
    together: dict[Tier, list[str]]


def matrix(rulebook: Rulebook) -> list[Row]:
    """A row for each finding. Rules are named by id."""
    return [_row(rulebook, finding) for finding in rulebook.findings]


def _row(rulebook: Rulebook, finding: str) -> Row:
    row = Row(finding, {}, {})
    brought = frozenset(rulebook.told(finding))
    for rule in rulebook.rules:
        with_it = [each for each in rule.combinations if each & brought]
        if any(each <= brought for each in with_it):
            row.alone.setdefault(rule.tier, []).append(rule.id)
        elif with_it:
            row.together.setdefault(rule.tier, []).append(rule.id)
    return row
