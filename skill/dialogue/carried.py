"""A conversation as plain data for the session, and back. What is not ours, or of another version, is refused whole."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from skill.dialogue.acts import Ask
from skill.dialogue.check import CAUTIOUS_ADVICE, NO_REASON_ADVICE
from skill.dialogue.conversation import Conversation
from skill.dialogue.material import Material
from skill.rules import State, Tier

VERSION = 1
_LETTERS = {State.PRESENT: "p", State.ABSENT: "a", State.UNSURE: "u"}
_STATES = {letter: state for state, letter in _LETTERS.items()}
_TIERS = {int(tier): tier for tier in Tier}
_FLAGS = ("about_other", "checking", "read_back", "checked", "slow")
_QUESTIONS = ("answered", "which")
_FINDINGS = ("last", "old", "confirmed")
_TEXTS = ("hedged", "pending", "tip_topic", "tip", "piece")
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(_FLAGS, bool),
    **dict.fromkeys((*_QUESTIONS, *_FINDINGS, "tips"), list),
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(("v", "turn"), int),
}
_ASKS_ALONE = ("start", "menu", "crisis", "gate", "tip-more", "read-back", "fix")

Json = Mapping[str, Any]


class _NotOurs(ValueError):
    """Session attributes that this version of the skill did not write."""


def to_json(talk: Conversation) -> dict[str, Any]:
    """Plain data for the session attributes."""
    plain = {name: getattr(talk, name) for name in (*_FLAGS, *_QUESTIONS, *_FINDINGS, *_TEXTS, "tips", "turn")}
    return {
        "v": VERSION,
        "findings": {finding: _LETTERS[state] for finding, state in talk.findings.items()},
        "verdict": None if talk.verdict is None else int(talk.verdict),
        "asked": _ask_to_json(talk.asked),
        "paused": _ask_to_json(talk.paused),
        **plain,
    }


def from_json(data: object, material: Material) -> Conversation | None:
    """The conversation in session attributes, or None when they are not one of ours."""
    try:
        return _read(data, material)
    except _NotOurs:
        return None


def _read(data: object, material: Material) -> Conversation:
    if not isinstance(data, dict) or any(type(data.get(name)) is not kind for name, kind in _KINDS.items()):
        raise _NotOurs
    if data["v"] != VERSION or data["turn"] < 0:
        raise _NotOurs
    rulebook = material.rulebook
    plain: dict[str, Any] = {name: data[name] for name in (*_FLAGS, *_TEXTS, "turn")}
    plain |= {name: _ids(data[name], rulebook.question) for name in _QUESTIONS}
    plain |= {name: _ids(data[name], rulebook.findings) for name in _FINDINGS}
    return Conversation(
        findings=_findings(data, rulebook.findings),
        verdict=None if data.get("verdict") is None else _TIERS[_one_of(data["verdict"], int, _TIERS)],
        asked=_ask(data.get("asked"), material),
        paused=_ask(data.get("paused"), material),
        tips=_ids(data["tips"], material.all_tips),
        **plain,
    )


def _one_of(value: Any, kind: type, known: Collection[Any]) -> Any:
    if type(value) is not kind or value not in known:
        raise _NotOurs
    return value


def _ids(ids: list[str], known: Collection[str]) -> list[str]:
    if not _are_known(ids, known):
        raise _NotOurs
    return ids.copy()


def _findings(data: Json, known: Collection[str]) -> dict[str, State]:
    told = data.get("findings")
    if not isinstance(told, dict) or not _are_known(told, known) or not _are_known(told.values(), _STATES):
        raise _NotOurs
    return {finding: _STATES[letter] for finding, letter in told.items()}


def _are_known(values: Iterable[Any], known: Collection[str]) -> bool:
    try:
        return all(map(known.__contains__, values))
    except TypeError:  # what cannot be looked up at all, such as a list
        return False


def _ask(value: Any, material: Material) -> Ask | None:
    if value is None:
        return None
    if type(value) is not list or len(value) != 3:
        raise _NotOurs
    kind, name, again = value
    if type(kind) is not str or type(again) is not bool:
        raise _NotOurs
    return Ask(kind, _one_of(name, str, _asked_about(kind, material)), again)


def _asked_about(kind: str, material: Material) -> Collection[str]:
    """What a kind of question can be about."""
    rulebook = material.rulebook
    if kind in ("question", "which"):
        return rulebook.question
    if kind in ("new", "now", "doubt"):
        return rulebook.findings
    if kind in ("again", "offer-tip"):
        return {rule.advice for rule in rulebook.rules} | {CAUTIOUS_ADVICE, NO_REASON_ADVICE}
    if kind == "surgery-more":
        return {"", *material.chapters}
    return {""} if kind in _ASKS_ALONE else ()


def _ask_to_json(ask: Ask | None) -> list[Any] | None:
    return [ask.kind, ask.id, ask.again] if ask else None
