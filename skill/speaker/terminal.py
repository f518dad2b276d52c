"""Talk to the skill in a terminal or through a pipe: a line is something said, a blank line is silence."""

import contextlib
import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from skill.speaker import desk, paint, record
from skill.speaker.aloud import Aloud
from skill.speaker.session import DeskSpeaker, Turn
from skill.speaker.voice import NoVoice

HINT = 'The session is over. Say "Alexa, open Spine Check" to begin again.'


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for beside the conversation itself. `record`: a file to write it to when it ends."""

    has_screen: bool = False
    as_json: bool = False
    speak: bool = False
    record: Path | None = None


def talk(locale: str, wishes: Wishes) -> int:
    """Hold conversations until the input ends; returns the exit status."""
    speaker = desk.speaker(locale, has_screen=wishes.has_screen)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    try:
        aloud = Aloud(locale) if wishes.speak else None
    except NoVoice as missing:
        print(missing, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"There is no place for the speech: {error}", file=sys.stderr)
        return 2
    if wishes.record is None:
        _talk(speaker, wishes, aloud)
        return 0
    return _recorded(wishes.record, speaker, lambda: _talk(speaker, wishes, aloud))


def _talk(speaker: DeskSpeaker, wishes: Wishes, aloud: Aloud | None) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        _hold(speaker, wishes, aloud)


def _hold(speaker: DeskSpeaker, wishes: Wishes, aloud: Aloud | None) -> None:
    prompt = "\nyou> " if sys.stdin.isatty() else ""
    if prompt:
        _show(speaker.open_skill(), wishes, aloud)
    for line in _lines(prompt):
        for turn in turns(speaker, line):
            _show(turn, wishes, aloud)
        if not speaker.in_session:
            print(HINT, file=sys.stderr)


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


def _show(turn: Turn, wishes: Wishes, aloud: Aloud | None) -> None:
    brush = paint.colour if paint.wants_colour(sys.stdout) else paint.plain
    print(paint.as_line(turn) if wishes.as_json else paint.shown(turn, brush), flush=True)
    if aloud is not None and (file := aloud.speak(turn)):
        print(f"(not played here: it is in {file})", file=sys.stderr)


def _recorded(file: Path, speaker: DeskSpeaker, converse: Callable[[], None]) -> int:
    """Hold a conversation and write it down, however it ends. Where the file cannot be written, nothing is said."""
    is_new = not file.exists()
    try:
        file.open("a").close()
    except OSError as error:
        print(f"The conversation could not be recorded: {error}", file=sys.stderr)
        return 2
    if is_new:
        file.unlink()
    try:
        converse()
    finally:
        status = _write(file, speaker)
    return status


def _write(file: Path, speaker: DeskSpeaker) -> int:
    """A test case, or where the file's name ends in .json one for `ask dialog --replay`."""
    if not speaker.turns:
        print("Nothing was said, so nothing was recorded.", file=sys.stderr)
        return 0
    device = speaker.device
    if file.suffix == ".json":
        text = record.replay(speaker.turns, locale=device.locale)
    else:
        text = record.test_case(
            speaker.turns, about="Say here what this conversation shows.", locale=device.locale, screen=device.has_screen
        )
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"The conversation could not be recorded: {error}", file=sys.stderr)
        return 2
    print(f"The conversation, with everything that was said, is in {file}.", file=sys.stderr)
    return 0
