"""Writes down a conversation that was held: as a test case, and as a file that Amazon's own command line can hold again."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tomli_w

from skill.content import library
from skill.speaker.session import Turn

OWN_SKILL = "amzn1.ask.skill.your-own"
"""Stands for the id that Amazon gives to each developer's copy of the skill."""


def test_case(turns: Sequence[Turn], *, about: str, locale: str, screen: bool) -> str:
    """The conversation as a file for tests/conversations/: what the person did, and what came of it, turn by turn."""
    case: dict[str, Any] = {"about": about, "locales": [locale]}
    if screen:
        case["screen"] = True
    return tomli_w.dumps({**case, "turn": [_expected(turn) for turn in turns]})


def replay(turns: Iterable[Turn], *, locale: str, skill_id: str = OWN_SKILL) -> str:
    """The conversation as a file for `ask dialog --replay`, which knows only what is said: silences are left out."""
    said = [_encodable(words) for turn in turns for words in _spoken(turn)]
    file = {"skillId": skill_id, "locale": locale, "type": "text", "userInput": [*said, ".quit"]}
    return json.dumps(file, indent=2, ensure_ascii=False) + "\n"


def _expected(turn: Turn) -> dict[str, Any]:
    """A turn's entry. An absent value is expected to be absent: a test case writes that as an empty text."""
    told = turn.as_json()
    outcome = {name: told[name] or "" for name in ("ask", "question", "tier")}
    return {**_act(turn), **outcome, "open": turn.open}


def _act(turn: Turn) -> dict[str, Any]:
    if turn.said:
        return {"say": _encodable(turn.said)}
    touched = turn.heard.get("label") or _touched(turn)
    return {"touch": touched} if touched else {"silence": True}


def _spoken(turn: Turn) -> Iterator[str]:
    """The words of a turn; a touch in the words that its button stands for, which are understood where its label may not be."""
    if turn.said:
        yield turn.said
    elif touched := _touched(turn):
        yield str(library.lines()["screen"].get(touched, touched)).lower()


def _touched(turn: Turn) -> str:
    """The answer on the button that was touched, or nothing. Its arguments are "answer", which, and what about."""
    arguments: list[Any] = turn.heard.get("arguments") or []
    return str(arguments[1]) if len(arguments) > 1 else ""


def _encodable(said: str) -> str:
    """Without what a broken terminal put in, which no file can hold."""
    return said.encode(errors="replace").decode()
