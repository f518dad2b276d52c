"""The demands of the published evidence, from their own file: what the rulebook is held against, never read by the skill."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Any

from skill.rules import Tier

FILE = Path(__file__).parents[2] / "tests" / "proofs" / "evidence.toml"
CAUTION = Tier.SAME_DAY

Signs = frozenset[str]


@dataclass(frozen=True)
class Demand:
    """Whoever has all of these signs must hear this tier or more; `row` of the evidence table says so."""

    row: str
    tier: Tier
    signs: Signs


@dataclass(frozen=True)
class Beyond:
    """Signs for which the rulebook asks more than the table does, and why."""

    tier: Tier
    any: Signs
    company: Signs
    why: str

    def groups(self) -> Iterator[Signs]:
        """Each group of signs that it speaks of."""
        for sign in sorted(self.any):
            yield from (
                (frozenset({sign, other}) for other in sorted(self.company)) if self.company else iter((frozenset({sign}),))
            )

    def covers(self, signs: Signs, tier: Tier) -> bool:
        """Whether it explains a combination that demands a tier."""
        rest = signs - self.any
        return tier <= self.tier and bool(signs & self.any) and rest <= self.company and bool(rest) == bool(self.company)


@dataclass(frozen=True)
class Evidence:
    """Everything the evidence file says. `lists` names what a bare yes to a list may stand for."""

    demands: tuple[Demand, ...]
    beyond: tuple[Beyond, ...]
    lists: Mapping[str, Signs]
    ages: Mapping[str, tuple[int, int]]
    reopens: Mapping[str, Signs]
    emergency_alone: Signs
    unsure_is_yes: Signs
    asked_of_children: Signs
    only_when_told: Signs
    most_questions: int
    most_when_all_is_well: int

    def demanded(self, present: Signs, doubtful: Signs = frozenset()) -> Tier:
        """What must be said to somebody who has these signs and is not sure of those."""
        sure = present | (doubtful & self.unsure_is_yes)
        perhaps = min(CAUTION, self._demanded(sure | doubtful))
        return max(self._demanded(sure), perhaps)

    def _demanded(self, present: Signs) -> Tier:
        """Each bare yes to a list stands for the lightest of its signs."""
        unnamed = [self.lists[each] for each in sorted(present) if each in self.lists]
        return min(self._of_named(present.union(chosen)) for chosen in product(*unnamed))

    def _of_named(self, present: Signs) -> Tier:
        found = (demand.tier for sign in present for demand in self._by_sign.get(sign, ()) if demand.signs <= present)
        return max(found, default=Tier.SELF_CARE)

    @cached_property
    def _by_sign(self) -> Mapping[str, tuple[Demand, ...]]:
        signs = {sign for demand in self.demands for sign in demand.signs}
        return {sign: tuple(each for each in self.demands if sign in each.signs) for sign in signs}


@cache
def evidence() -> Evidence:
    """The evidence file, read once. Raises FileNotFoundError where only the skill itself is installed."""
    return parse(tomllib.loads(FILE.read_text(encoding="utf-8")))


def parse(data: Mapping[str, Any]) -> Evidence:
    """The evidence in the file's data."""
    return Evidence(
        demands=tuple(each for row in data["demand"] for each in _demands(row)),
        beyond=tuple(
            Beyond(_tier(row), frozenset(row["any"]), frozenset(row.get("with", ())), row["why"]) for row in data["beyond"]
        ),
        lists={name: frozenset(signs) for name, signs in data["lists"].items()},
        ages={name: (low, high) for name, (low, high) in data["ages"].items()},
        reopens={name: frozenset(signs) for name, signs in data["reopens"].items()},
        emergency_alone=frozenset(data["emergency_alone"]),
        unsure_is_yes=frozenset(data["unsure_is_yes"]),
        asked_of_children=frozenset(data["asked_of_children"]),
        only_when_told=frozenset(data["only_when_told"]),
        most_questions=data["most_questions"],
        most_when_all_is_well=data["most_when_all_is_well"],
    )


def _demands(row: Mapping[str, Any]) -> Iterator[Demand]:
    groups: list[Iterable[str]] = [row[name] for name in ("any", "with", "and_with") if name in row]
    for signs in product(*groups):
        yield Demand(row["row"], _tier(row), frozenset(signs))


def _tier(row: Mapping[str, Any]) -> Tier:
    return Tier[row["tier"].upper()]
