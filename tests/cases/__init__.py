"""Short people for a clinician to read: what they have, and how urgent that is by the clinical evidence.

Each file holds [[case]] tables: `id`; `who`, the person in one sentence; `age`; `present` and `unsure`, the findings that are
true of them or that they cannot answer; `says`, what they open with, or nothing; `tier` and `destination` (a word that the
advice must hold, country words in braces), `why` and `source`: the row of the evidence table that demands it, and its publisher.
A known `gap` is the tier that is told instead. Where it is less urgent, docs/decisions/clinical.md says why, and a clinician
should look at it; where it is more urgent, words are heard as more than they mean.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TIERS = ("self_care", "appointment", "same_day", "emergency_department", "ambulance")
"""From the least urgent to the most."""


@dataclass(frozen=True)
class Case:
    """One person and what must come of it."""

    id: str
    who: str
    age: int
    present: tuple[str, ...]
    unsure: tuple[str, ...]
    says: str
    tier: str
    destination: str
    why: str
    source: str
    theme: str
    gap: str = ""


@cache
def cases() -> tuple[Case, ...]:
    """Every case, by file and then in the order written."""
    return tuple(case for path in sorted(HERE.glob("*.toml")) for case in _read(path))


def _read(path: Path) -> list[Case]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return [_case(path.stem, table) for table in tables]


def _case(theme: str, table: dict[str, Any]) -> Case:
    lists = {name: tuple(table[name]) for name in ("present", "unsure")}
    return Case(**{**table, **lists, "theme": theme})
