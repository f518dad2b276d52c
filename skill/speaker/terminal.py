"""Talk to the skill in a terminal or through a pipe: a line is something said, a blank line is silence."""

import json
import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO

from skill.speaker import desk
from skill.speaker.session import DeskSpeaker, Turn

WIDTH = 96
HINT = 'The session is over. Say "Alexa, open Spine Check" to begin again.'


def talk(locale: str, *, has_screen: bool, as_json: bool) -> int:
    """Hold conversations until the input ends."""
    speaker = desk.speaker(locale, has_screen=has_screen)
    show = _print_json if as_json else _print_text
    prompt = "\nyou> " if sys.stdin.isatty() else ""
    if prompt:
        show(speaker.open_skill(), sys.stdout)
    for line in _lines(prompt):
        for turn in turns(speaker, line):
            show(turn, sys.stdout)
        if not speaker.in_session:
            print(HINT, file=sys.stderr)
    return 0


def turns(speaker: DeskSpeaker, line: str) -> Iterable[Turn]:
    """The turns that a line brings about. Before anything was said, any other line opens the skill first."""
    if not speaker.turns and not speaker.opens(line):
        yield speaker.open_skill()
    if line.strip():
        turn = speaker.hear(line)
        if turn is not None:
            yield turn
    elif speaker.in_session:
        yield speaker.silence()


def _lines(prompt: str) -> Iterable[str]:
    while True:
        print(prompt, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.rstrip("\n")


def _print_json(turn: Turn, out: TextIO) -> None:
    print(json.dumps(turn.as_json(), ensure_ascii=False), file=out, flush=True)


def _print_text(turn: Turn, out: TextIO) -> None:
    slots = ", ".join(f"{name}: {value}" for name, value in turn.heard["slots"].items())
    heard = f"{turn.heard['intent']} ({slots})" if slots else turn.heard["intent"]
    print(f"\n[{turn.turn}] {turn.said or '(nothing)'}   -> {heard}", file=out)
    print(textwrap.fill(turn.speech or "(nothing)", WIDTH, initial_indent="    ", subsequent_indent="    "), file=out)
    if turn.screen:
        print(f"    [screen] {_screen(turn.screen)}", file=out)
    if not turn.open:
        print("    (the microphone is closed)", file=out)
    out.flush()


def _screen(screen: dict[str, object]) -> str:
    buttons = screen.get("buttons")
    labels = [f"[{button['label']}]" for button in buttons] if isinstance(buttons, list) else []
    parts = [screen["progress"], screen["number"], screen["text"], screen["question"], " ".join(labels)]
    return " | ".join(str(part) for part in parts if part)
