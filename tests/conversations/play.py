"""Plays a conversation file through the desk speaker, the envelope and the real skill, and checks each turn.

A file is TOML: `about`, one sentence; optionally `locales` (all five otherwise) and `screen = true`; then [[turn]]s:
  say = "..." | silence = true | touch = "yes"      what the person does; of a button its label or answer
  intent, ask, question, tier, open                 what must come of it (question = "" or tier = "" for none)
  says = [...]  never = [...]                       what must and must not be heard, country words in braces filled in
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.content import library
from skill.speaker import desk
from skill.speaker.session import DeskSpeaker, Turn

HERE = Path(__file__).parent
ABSENT = ""


@dataclass(frozen=True)
class Script:
    """One conversation file."""

    name: str
    about: str
    locales: tuple[str, ...]
    has_screen: bool
    turns: tuple[Mapping[str, Any], ...]


def scripts() -> list[Script]:
    return [read(path) for path in sorted(HERE.glob("*.toml"))]


def read(path: Path) -> Script:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    locales = tuple(data.get("locales", library.LOCALES))
    return Script(path.stem, data["about"], locales, bool(data.get("screen")), tuple(data["turn"]))


def played(script: Script, locale: str) -> Iterator[tuple[Mapping[str, Any], Turn]]:
    """Each expected turn with the real one."""
    speaker = desk.speaker(locale, has_screen=script.has_screen)
    for expected in script.turns:
        yield expected, _act(speaker, expected)


def _act(speaker: DeskSpeaker, expected: Mapping[str, Any]) -> Turn:
    if "touch" in expected:
        screen = speaker.turns[-1].screen or {}
        button = next(button for button in screen["buttons"] if expected["touch"] in (button["label"], button["answer"]))
        return speaker.touch(["answer", button["answer"], button["kind"], button["id"]])
    turn = speaker.silence() if expected.get("silence") else speaker.hear(expected["say"])
    assert turn is not None, f"nobody listens to {expected['say']!r}: the conversation had ended"
    return turn


def faults(expected: Mapping[str, Any], turn: Turn, locale: str) -> list[str]:
    """What is not as the file says."""
    told = turn.as_json()
    found = [
        f"{key} is {actual!r}, not {expected[key]!r}"
        for key, actual in (
            ("intent", told["heard"]["intent"]),
            ("ask", told["ask"] or ABSENT),
            ("question", told["question"] or ABSENT),
            ("tier", told["tier"] or ABSENT),
            ("open", told["open"]),
        )
        if key in expected and expected[key] != actual
    ]
    heard = told["speech"].lower()
    found += [f"does not say {part!r}" for part in expected.get("says", ()) if _filled(part, locale) not in heard]
    found += [f"says {part!r}" for part in expected.get("never", ()) if _filled(part, locale) in heard]
    return found


def _filled(part: str, locale: str) -> str:
    return library.speaker(locale).fill(part).lower().rstrip(",")


def transcript(script: Script, locale: str) -> str:
    """The conversation as a clinician reads it."""
    lines = [f"{script.name} ({locale})", script.about, ""]
    for expected, turn in played(script, locale):
        person = "(touches " + expected["touch"] + ")" if "touch" in expected else turn.said or "(silence)"
        lines += [f"PERSON   {person}", f"SPEAKER  {turn.speech or '(nothing)'}"]
        if turn.as_json()["tier"]:
            lines.append(f"         [verdict: {turn.as_json()['tier']}]")
        lines.append("")
    return "\n".join(lines)
