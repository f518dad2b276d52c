"""Where a conversation stands: small, versioned, and carried in the session alone.

Anything in it that is not ours, or of another version, starts a fresh conversation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from skill.dialogue.acts import Ask
from skill.rules import Rulebook, State, Tier

VERSION = 1
_LETTERS = {State.PRESENT: "p", State.ABSENT: "a", State.UNSURE: "u"}
_STATES = {letter: state for state, letter in _LETTERS.items()}


@dataclass
class Conversation:
    """What is known of the person, what was asked last, and what has been told.

    `verdict` is the tier advised and not taken back. `answered` lists questions in the order they were settled, `last` the
    findings of the latest answer; both serve going back and corrections. `pending` is what the person wanted when the gate
    question came up. `read_back` when the noes were confirmed.
    """

    findings: dict[str, State] = field(default_factory=dict)
    asked: Ask | None = None
    about_other: bool = False
    checking: bool = False
    verdict: Tier | None = None
    read_back: bool = False
    checked: bool = False
    answered: list[str] = field(default_factory=list)
    which: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    pending: str = ""
    tips: list[str] = field(default_factory=list)
    tip_topic: str = ""
    tip: str = ""
    piece: str = ""
    slow: bool = False
    turn: int = 0

    def to_json(self) -> dict[str, Any]:
        """Plain data for the session attributes."""
        asked = [self.asked.kind, self.asked.id, self.asked.again] if self.asked else None
        plain = {name: getattr(self, name) for name in _PLAIN}
        findings = {finding: _LETTERS[state] for finding, state in self.findings.items()}
        verdict = None if self.verdict is None else int(self.verdict)
        return {"v": VERSION, "findings": findings, "asked": asked, "verdict": verdict, **plain}

    @classmethod
    def from_json(cls, data: object, rulebook: Rulebook) -> "Conversation | None":
        """The conversation in session attributes, or None when they are not one of ours."""
        try:
            return cls._read(data, rulebook)
        except _NotOurs:
            return None

    @classmethod
    def _read(cls, data: object, rulebook: Rulebook) -> "Conversation":
        if not isinstance(data, Mapping) or data.get("v") != VERSION:
            raise _NotOurs
        findings = _expect(data.get("findings"), lambda value: isinstance(value, Mapping))
        known = {}
        for finding, letter in findings.items():
            if finding not in rulebook.findings or letter not in _STATES:
                raise _NotOurs
            known[finding] = _STATES[letter]
        verdict = data.get("verdict")
        if verdict is not None and (isinstance(verdict, bool) or verdict not in [int(tier) for tier in Tier]):
            raise _NotOurs
        plain = {name: _expect(data.get(name), check) for name, check in _PLAIN.items()}
        return cls(findings=known, asked=_ask(data.get("asked")), verdict=None if verdict is None else Tier(verdict), **plain)


class _NotOurs(ValueError):
    """Session attributes that this version of the skill did not write."""


def _expect(value: Any, check: Callable[[Any], bool]) -> Any:
    if not check(value):
        raise _NotOurs
    return list(value) if isinstance(value, list) else value


def _ask(value: Any) -> Ask | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 3:
        raise _NotOurs
    kind, name, again = value
    if not (isinstance(kind, str) and isinstance(name, str) and isinstance(again, bool)):
        raise _NotOurs
    return Ask(kind, name, again)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_PLAIN: Mapping[str, Callable[[Any], bool]] = {
    "about_other": _is_flag,
    "checking": _is_flag,
    "read_back": _is_flag,
    "checked": _is_flag,
    "answered": _is_ids,
    "which": _is_ids,
    "last": _is_ids,
    "old": _is_ids,
    "pending": _is_text,
    "tips": _is_ids,
    "tip_topic": _is_text,
    "tip": _is_text,
    "piece": _is_text,
    "slow": _is_flag,
    "turn": _is_count,
}
