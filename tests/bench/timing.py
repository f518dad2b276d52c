"""Times things side by side: in turns, so that whatever else the machine does falls on all of them alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Bar:
    """What was to be reached: at most so much."""

    what: str
    most: float
    measured: float

    @property
    def row(self) -> tuple[object, ...]:
        """As a line of the summary."""
        return self.what, f"{self.most:,.3g}", f"{self.measured:,.3g}", "met" if self.measured <= self.most else "**missed**"


@dataclass(frozen=True)
class Report:
    """A part of the page, and the bars that it has to do with."""

    text: str
    bars: tuple[Bar, ...] = ()


def side_by_side(things: Mapping[str, Callable[[], object]], *, rounds: int, times: int) -> dict[str, float]:
    """The median seconds that each takes once, over `rounds` rounds of `times` calls each."""
    taken: dict[str, list[float]] = {name: [] for name in things}
    for thing in things.values():
        thing()
    for _ in range(rounds):
        for name, thing in things.items():
            start = perf_counter()
            for _ in range(times):
                thing()
            taken[name].append((perf_counter() - start) / times)
    return {name: median(each) for name, each in taken.items()}


def table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A table as Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
