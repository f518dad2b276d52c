"""`python -m skill talk`, through a pipe and in a terminal."""

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skill.content import library
from skill.rules import at_most
from skill.speaker import desk, terminal, voice
from skill.speaker.aloud import Aloud
from skill.speaker.session import Turn
from tests.conversations import play
from tests.support import ROOT, run

KEYS = {"turn", "said", "heard", "speech", "reprompt", "ssml", "card", "screen", "tier", "question", "ask", "open"}


def talked(told: str, *options: str) -> list[dict[str, Any]]:
    done = run("-m", "skill", "talk", "--json", *options, told=told)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def conversation() -> list[dict[str, Any]]:
    """Opens by itself, answers, says nothing once, tells an emergency sign, stops, and speaks to nobody."""
    return talked("yes\n\nno\ni can't pee\nstop\nyes\nAlexa, open spine check\n\n\n", "--locale", "en-GB", "--screen")


def test_each_turn_is_one_object_with_the_same_keys(conversation: list[dict[str, Any]]) -> None:
    """Every line is an object that programs can rely on."""
    assert all(set(turn) == KEYS for turn in conversation)
    assert [turn["turn"] for turn in conversation] == list(range(1, len(conversation) + 1))


def test_first_words_open_the_skill(conversation: list[dict[str, Any]]) -> None:
    """Whatever is said first, the skill is opened before it is heard."""
    assert [turn["heard"]["intent"] for turn in conversation[:2]] == ["LaunchRequest", "AMAZON.YesIntent"]


def test_blank_line_is_silence(conversation: list[dict[str, Any]]) -> None:
    """The reprompt is heard, and the second silence ends the session."""
    silence = conversation[2]
    assert silence["heard"]["intent"] == "silence"
    assert silence["speech"] == conversation[1]["reprompt"]
    assert [turn["heard"]["intent"] for turn in conversation[-3:]] == ["LaunchRequest", "silence", "SessionEndedRequest"]
    assert conversation[-1]["speech"] == ""


def test_emergency_is_told_with_card_screen_and_tier(conversation: list[dict[str, Any]]) -> None:
    """The verdict of the turn is in its object."""
    [verdict] = [turn for turn in conversation if turn["said"] == "i can't pee"]
    assert verdict["tier"] == "emergency_department"
    assert verdict["open"] is True
    assert "999" in verdict["speech"]
    assert verdict["card"]["title"]
    assert verdict["screen"]["number"] == "999"
    assert verdict["ssml"].startswith("<speak>")


def test_nobody_listens_after_the_end(conversation: list[dict[str, Any]]) -> None:
    """What is said after "stop" makes no turn."""
    said = [turn["said"] for turn in conversation]
    assert said.count("yes") == 1
    [stopped] = [turn for turn in conversation if turn["said"] == "stop"]
    assert stopped["open"] is False


def test_without_a_screen_there_is_none() -> None:
    """A device without a screen shows nothing."""
    assert all(turn["screen"] is None for turn in talked("yes\n"))


def test_plain_text_is_readable() -> None:
    """Without --json what is spoken is printed for a person."""
    done = run("-m", "skill", "talk", told="yes\nstop\n")
    assert done.returncode == 0
    assert "This is Spine Check." in " ".join(done.stdout.split())
    assert "(the microphone is closed)" in done.stdout
    assert "<speak>" not in done.stdout


def test_what_is_no_text_does_no_harm() -> None:
    """Bytes that are no UTF-8 are something said that was not understood."""
    done = subprocess.run(
        [sys.executable, "-m", "skill", "talk", "--json"],
        input=b"yes\n\xff\xfe\nstop\n",
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert len(done.stdout.splitlines()) == 4


@pytest.mark.parametrize("port", ["-3", "99999", "65536", "five", ""])
def test_what_is_no_port_is_refused(port: str) -> None:
    done = run("-m", "skill", "desk", f"--port={port}")
    assert done.returncode == 2
    assert "is not a port: 0 to 65535" in done.stderr


def test_nothing_said_is_no_error() -> None:
    """An empty pipe ends at once."""
    assert talked("") == []


def test_odd_characters_do_no_harm() -> None:
    """Whatever characters are typed, each line gets an answer."""
    turns = talked('open spine check\n\u00e9\u00f1 \u2603 <b> & " \\ {words}\n\x00\x07\n' + "a" * 5000 + "\n")
    assert all(turn["open"] for turn in turns)


def test_progress_is_computed_by_the_rules() -> None:
    """It counts up to as many questions as the rules can still ask."""
    done = run("-m", "skill", "talk", told="yes\nno\nno\nstop\n")
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("Question ")]
    most = at_most(library.rulebook(), {})
    assert lines == [f"Question {number} of at most {most}" for number in (1, 2, 3)]


def test_progress_is_told_only_with_a_question() -> None:
    """An emergency has no progress, nor has the end."""
    done = run("-m", "skill", "talk", told="yes\ni can't pee\nno\n")
    told = done.stdout.split("i can't pee")[-1]
    assert "Question" not in told


def test_a_pipe_gets_no_colour() -> None:
    """Escape sequences would spoil a file, and what was typed cannot bring its own."""
    done = run("-m", "skill", "talk", told="yes\n\x1b[31mno\x1b[0m\n")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "no-color", "dumb"],
)
def test_a_terminal_gets_colour_where_it_is_wanted(environment: dict[str, str], *, coloured: bool) -> None:
    """In a real terminal an emergency is red, unless its user asked for no colour."""
    shown = in_terminal(["-m", "skill", "talk"], "i can't pee\n", environment)
    assert "I'm worried about cauda equina" in " ".join(re.sub("\x1b[^m]*m", "", shown).split())
    assert ("\x1b[1;31m" in shown) is coloured
    assert ("\x1b[" in shown) is coloured


def in_terminal(arguments: list[str], typed: str, environment: dict[str, str]) -> str:
    """What a terminal shows of a command when this is typed and then the input ends."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    controller, terminal = pty.openpty()
    command = [sys.executable, *arguments]
    with subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, cwd=ROOT, env={**inherited, **environment}
    ) as process:
        os.close(terminal)
        os.write(controller, typed.encode() + b"\x04")
        shown = b""
        with contextlib.suppress(OSError):  # Linux tells the end of a terminal so
            while part := os.read(controller, 4096):
                shown += part
        assert process.wait() == 0
    os.close(controller)
    return shown.decode()


def test_speech_is_written_where_there_is_no_sound_device(tmp_path: Path) -> None:
    """Each turn's speech is a WAV file, named on the way."""
    turn = spoken_turn()
    aloud = Aloud("en-GB", tmp_path)
    aloud._player = None
    file = aloud.speak(turn)
    assert Path(file).read_bytes().startswith(b"RIFF")
    assert Path(file).name == "turn-001.wav"


@pytest.mark.parametrize(("status", "left"), [(0, 0), (1, 1)], ids=["plays", "has-no-device"])
def test_a_player_is_given_the_speech(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, left: int) -> None:
    """What was played is not left behind; what the player could not play is."""
    player = tmp_path / "paplay"
    player.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/heard.wav"\nexit {status}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    told = Aloud("en-GB", tmp_path / "speech").speak(spoken_turn())
    assert bool(told) is bool(left)
    assert len(list((tmp_path / "speech").iterdir())) == left
    assert (tmp_path / "heard.wav").read_bytes().startswith(b"RIFF")


def spoken_turn() -> Turn:
    return desk.speaker("en-GB").open_skill()


def test_without_the_voice_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`--speak` without the wheel is refused in words before anything is said."""
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    monkeypatch.setattr(voice, "engine", voice.Engine)
    assert terminal.talk("en-US", terminal.Wishes(speak=True)) == 2
    assert "espeakng-loader is not installed" in capsys.readouterr().err


def test_without_a_place_for_speech_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--speak` where the folder cannot be made is refused in words before anything is said."""
    (tmp_path / "build").write_text("a file")
    monkeypatch.chdir(tmp_path)
    assert terminal.talk("en-US", terminal.Wishes(speak=True)) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "no place for the speech" in told.err


def test_what_was_said_before_a_fault_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the conversation ends, it is written down."""
    file = tmp_path / "case.toml"
    lines = iter(["yes\n"])
    monkeypatch.setattr("sys.stdin.readline", lambda: next(lines))
    with pytest.raises(RuntimeError):
        terminal.talk("en-US", terminal.Wishes(record=file))
    assert 'say = "yes"' in file.read_text()


def test_a_conversation_is_recorded(tmp_path: Path) -> None:
    """`--record` writes a test case that holds."""
    file = tmp_path / "case.toml"
    done = run("-m", "skill", "talk", "--record", str(file), told="yes\nno\n\ni can't pee\nstop\n")
    assert str(file) in done.stderr
    script = play.read(file)
    assert [fault for expected, turn in play.played(script, "en-US") for fault in play.faults(expected, turn, "en-US")] == []
    assert len(script.turns) == 6


def test_a_conversation_is_recorded_for_replay(tmp_path: Path) -> None:
    """A name that ends in .json asks for the other form."""
    file = tmp_path / "replay.json"
    run("-m", "skill", "talk", "--record", str(file), told="yes\nstop\n")
    assert json.loads(file.read_text())["userInput"] == ["open spine check", "yes", "stop", ".quit"]


def test_a_recording_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Before anything is said."""
    done = run("-m", "skill", "talk", "--record", str(tmp_path / "no" / "case.toml"), told="yes\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "could not be recorded" in done.stderr
    assert "Traceback" not in done.stderr
