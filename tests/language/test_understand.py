"""Sentences in which a danger sign must not be lost: tests/phrases/safety.jsonl.

`never`: answers that would be wrong. `findings`: for a finding the state or states it may be heard in, null for none.
`any`: one of these findings is present or unsure. `present`: something is present; `nopresent`, `nothing`: it is not.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from skill.content import library
from skill.dialogue.heard import Answer, Heard
from skill.rules import State

FILE = Path(__file__).parent.parent / "phrases" / "safety.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FIELDS = ("age", "request", "worse", "about_other")


def _heard(row: Mapping[str, Any]) -> Heard:
    return library.understanding().hear(row["text"], library.rulebook().question.get(row["asked"] or ""))


def _wrong(row: Mapping[str, Any]) -> list[str]:
    """The names of the expectations of a row that are not met."""
    heard = _heard(row)
    states = set(heard.findings.values())
    met: dict[str, Callable[[Any], bool]] = {
        "answer": lambda want: heard.answer == want,
        "never": lambda bad: _never(row, heard, bad),
        "findings": lambda want: all(_state_is(heard, finding, states) for finding, states in want.items()),
        "any": lambda want: any(heard.findings.get(each) in {State.PRESENT, State.UNSURE} for each in want),
        "present": lambda want: (State.PRESENT in states) is want,
        "nopresent": lambda want: (State.PRESENT not in states) is want,
        "nothing": lambda want: (not heard.findings and heard.answer is None) is want,
    }
    plain = [name for name in FIELDS if name in row and getattr(heard, name) != row[name]]
    return plain + [name for name, holds in met.items() if name in row and not holds(row[name])]


def _never(row: Mapping[str, Any], heard: Heard, bad: list[str]) -> bool:
    """Whether the answer is none of the wrong ones, and no sign asked about is absent where a no is wrong."""
    asked = library.rulebook().question.get(row["asked"] or "")
    touches = asked.touches if asked else ()
    absent = Answer.NO in bad and any(heard.findings.get(each) is State.ABSENT for each in touches)
    return heard.answer not in bad and not absent


def _state_is(heard: Heard, finding: str, states: list[str] | str | None) -> bool:
    got = heard.findings.get(finding)
    return got in states if isinstance(states, list) else got == states


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['asked']}-{row['text']}")
def test_a_danger_sign_is_not_lost(row: Mapping[str, Any]) -> None:
    """Every sentence is heard as its row says."""
    assert not _wrong(row), _heard(row)


def test_there_are_many() -> None:
    """The sentences named by reviewers, and as many like them."""
    assert len(ROWS) > 2000
