"""Plays every case and prints what was expected against what came: `python -m tests.cases.measure [locale]`.

The cases themselves, with what each was told, are written to build/cases.html as one table to read.
"""

import sys
from collections import Counter
from collections.abc import Sequence

from tests.cases import TIERS, Case, cases, page
from tests.person import consult

SHORT = {"self_care": "self", "appointment": "appt", "same_day": "today", "emergency_department": "ED", "ambulance": "ambul"}
Measured = tuple[Case, str]
"""A case and the tier that came of it."""


def measured(locale: str) -> list[Measured]:
    """Every case with the tier that came of it."""
    return [(case, consult(case, locale).tier) for case in cases()]


def under_triaged(results: Sequence[Measured]) -> list[Measured]:
    """Those told something less urgent than the evidence demands, or nothing at all, beyond the known gaps."""
    return [(case, got) for case, got in results if _urgency(got) < _urgency(case.gap or case.tier)]


def over_triaged(results: Sequence[Measured]) -> list[Measured]:
    """Those told something more urgent than the evidence demands."""
    return [(case, got) for case, got in results if _urgency(got) > _urgency(case.tier)]


def _urgency(tier: str) -> int:
    return TIERS.index(tier) if tier in TIERS else -1


def table(results: Sequence[Measured]) -> str:
    """The confusion table: a row for what was expected, a column for what came."""
    counts = Counter((case.tier, got) for case, got in results)
    columns = [*reversed(TIERS), ""]
    head = ["expected \\ got".ljust(22), *(SHORT.get(tier, "none").rjust(6) for tier in columns), "   all"]
    rows = [
        [tier.ljust(22), *(str(counts[tier, got] or ".").rjust(6) for got in columns), str(_all(counts, tier)).rjust(6)]
        for tier in reversed(TIERS)
    ]
    return "\n".join("".join(row) for row in [head, *rows])


def _all(counts: Counter[tuple[str, str]], tier: str) -> int:
    return sum(count for (expected, _), count in counts.items() if expected == tier)


def report(results: Sequence[Measured]) -> str:
    """The table, the counts, and every case where the two differ."""
    under, over = under_triaged(results), over_triaged(results)
    gaps = [(case, got) for case, got in results if case.gap and _urgency(case.gap) < _urgency(case.tier)]
    counts = f"{len(under)} under-triaged, {len(over)} over-triaged, {len(gaps)} known gaps"
    parts = [table(results), "", f"{len(results)} cases, {counts}"]
    for name, found in (("Under-triaged", under), ("Over-triaged", over), ("Known gaps, under-triaged by decision", gaps)):
        if found:
            parts += ["", f"{name}:", *(f"  {case.id}: {case.tier} by {case.source}; got {got or 'none'}" for case, got in found)]
    return "\n".join(parts)


def main(arguments: Sequence[str]) -> int:
    """Print the report; 1 when anybody is under-triaged."""
    results = measured(arguments[0] if arguments else "en-US")
    sys.stdout.write(report(results) + "\n")
    sys.stdout.write(f"The people, one by one: {page.write(results)}\n")
    return 1 if under_triaged(results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
