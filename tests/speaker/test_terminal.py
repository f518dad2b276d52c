"""`python -m skill talk`, through a pipe."""

import json
from typing import Any

import pytest

from tests.support import run

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


def test_nothing_said_is_no_error() -> None:
    """An empty pipe ends at once."""
    assert talked("") == []


def test_odd_characters_do_no_harm() -> None:
    """Whatever characters are typed, each line gets an answer."""
    turns = talked('open spine check\n\u00e9\u00f1 \u2603 <b> & " \\ {words}\n\x00\x07\n' + "a" * 5000 + "\n")
    assert all(turn["open"] for turn in turns)
