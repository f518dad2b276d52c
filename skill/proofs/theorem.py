"""What a theorem is here: a claim, and a search of everything it speaks of for something that breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Subject = TypeVar("Subject")

SHOWN = 5
"""How many counterexamples are kept; one is enough to refute."""


@dataclass(frozen=True)
class Outcome:
    """What was searched, in one phrase, and what was found to break the claim: nothing, when it holds."""

    covered: str
    broken_by: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing breaks the claim."""
        return not self.broken_by


@dataclass(frozen=True)
class Theorem(Generic[Subject]):
    """A claim about one subject, such as a rulebook, and how it is searched."""

    id: str
    says: str
    search: Callable[[Subject], Outcome]


def outcome(covered: str, broken_by: Iterable[str]) -> Outcome:
    """An outcome with the first few counterexamples."""
    found = tuple(each for each, _ in zip(broken_by, range(SHOWN), strict=False))
    return Outcome(covered, found)
