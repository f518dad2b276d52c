"""How a turn looks in a terminal: in colour where that is wanted, plain everywhere else."""

import json
import os
import textwrap
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from skill.alexa import screen
from skill.content import library
from skill.dialogue.carried import from_json
from skill.rules import Tier
from skill.speaker.session import Turn

WIDTH = 96
_INDENT = "    "
_RESET = "\x1b[0m"
_SAID, _ASIDE, _PROGRESS, _EMERGENCY, _SOON, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[1;31m", "\x1b[33m", ""
_NO_CONTROL = dict.fromkeys((*range(32), 127, *range(128, 160)), "�")
"""What somebody typed must not steer the terminal when it is shown again."""
Paint = Callable[[str, str], str]


def wants_colour(out: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether it is a terminal whose user has not asked for none (https://no-color.org)."""
    return out.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def colour(style: str, text: str) -> str:
    """The text in a style of the terminal."""
    return f"{style}{text}{_RESET}" if style and text else text


def plain(_style: str, text: str) -> str:
    """The text as it is."""
    return text


def shown(turn: Turn, paint: Paint) -> str:
    """A turn for a person to read: what was said and understood, how far it is, and what the speaker says."""
    slots = ", ".join(f"{name}: {value}" for name, value in turn.heard["slots"].items())
    heard = f"{turn.heard['intent']} ({slots})" if slots else turn.heard["intent"]
    said = (turn.said or "(nothing)").translate(_NO_CONTROL)
    lines = ["", f"[{turn.turn}] {paint(_SAID, said)}   {paint(_ASIDE, '-> ' + heard.translate(_NO_CONTROL))}"]
    if told := progress(turn):
        lines.append(_INDENT + paint(_PROGRESS, told))
    lines += [_INDENT + paint(_style(turn), line) for line in textwrap.wrap(turn.speech or "(nothing)", WIDTH - len(_INDENT))]
    if turn.screen:
        lines.append(_INDENT + paint(_ASIDE, f"[screen] {_screen(turn.screen)}"))
    if not turn.open:
        lines.append(_INDENT + paint(_ASIDE, "(the microphone is closed)"))
    return "\n".join(lines)


def progress(turn: Turn) -> str:
    """Which question this is and of how many at most, from what the session carries; nothing where none is asked."""
    carried = (turn.response.get("sessionAttributes") or {}).get("talk")
    talk = from_json(carried, library.material())
    return screen.progress(talk, talk.asked) if talk is not None and turn.open else ""


def as_line(turn: Turn) -> str:
    """A turn for a program: one line of JSON."""
    return json.dumps(turn.as_json(), ensure_ascii=False)


def _style(turn: Turn) -> str:
    tier = turn.as_json()["tier"]
    if tier is None:
        return _PLAIN
    verdict = next(each for each in Tier if each.slug == tier)
    return _EMERGENCY if verdict.is_emergency else _SOON if verdict is Tier.SAME_DAY else _PLAIN


def _screen(data: Mapping[str, Any]) -> str:
    labels = " ".join(f"[{button['label']}]" for button in data.get("buttons") or ())
    parts = [data["number"], data["text"], data["question"], labels]
    return " | ".join(str(part) for part in parts if part)
