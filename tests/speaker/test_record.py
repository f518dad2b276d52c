"""A conversation that was held becomes a test case, and a file for Amazon's command line."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.speaker import desk, record
from skill.speaker.session import DeskSpeaker
from tests.conversations import play


def held() -> DeskSpeaker:
    """Opens, touches, says nothing, tells a sign, stops; opens again and falls silent."""
    speaker = desk.speaker("en-GB", has_screen=True)
    speaker.open_skill()
    button = (speaker.turns[-1].screen or {})["buttons"][0]
    speaker.touch(["answer", button["answer"], button["kind"], button["id"]])
    speaker.silence()
    speaker.hear('no, but I "can\'t" pee \\ caf\u00e9')
    speaker.hear("stop")
    speaker.hear("Alexa, ask spine check for a lifting tip")
    speaker.silence()
    speaker.silence()
    return speaker


@pytest.fixture
def speaker() -> DeskSpeaker:
    return held()


def case(speaker: DeskSpeaker) -> str:
    return record.test_case(speaker.turns, about="A recording.", locale="en-GB", screen=True)


def test_a_recording_plays_as_a_test_case_without_a_fault(speaker: DeskSpeaker, tmp_path: Path) -> None:
    """What plays the test conversations finds everything as it was recorded."""
    file = tmp_path / "recorded.toml"
    file.write_text(case(speaker), encoding="utf-8")
    script = play.read(file)
    assert (script.about, script.locales, script.has_screen) == ("A recording.", ("en-GB",), True)
    assert [play.faults(expected, turn, "en-GB") for expected, turn in play.played(script, "en-GB")] == [[]] * len(speaker.turns)


def test_each_act_is_written_as_what_it_was(speaker: DeskSpeaker) -> None:
    """Said, touched, or silent."""
    turns = tomllib.loads(case(speaker))["turn"]
    acts = [next(key for key in turn if key in ("say", "touch", "silence")) for turn in turns]
    assert acts == ["say", "touch", "silence", "say", "say", "say", "silence", "silence"]
    assert turns[3]["tier"] == "emergency_department"
    assert turns[4]["open"] is False


def test_touch_is_recorded_with_the_words_on_the_button(tmp_path: Path) -> None:
    """Where they are others than yes and no; for Amazon's command line with the words that the button stands for."""
    speaker = desk.speaker("en-GB", has_screen=True)
    speaker.open_skill()
    speaker.hear("i can't pee")
    speaker.touch(["answer", "no", "again", (speaker.turns[-1].screen or {})["buttons"][1]["id"]])
    assert tomllib.loads(case(speaker))["turn"][2]["touch"] == "Close"
    assert json.loads(record.replay(speaker.turns, locale="en-GB"))["userInput"][2] == "no"
    file = tmp_path / "recorded.toml"
    file.write_text(case(speaker), encoding="utf-8")
    assert [play.faults(expected, turn, "en-GB") for expected, turn in play.played(play.read(file), "en-GB")] == [[]] * 3


def test_a_test_case_can_fail(speaker: DeskSpeaker, tmp_path: Path) -> None:
    """A recording that no longer holds is told."""
    file = tmp_path / "recorded.toml"
    file.write_text(case(speaker).replace("emergency_department", "self_care"), encoding="utf-8")
    faults = [fault for expected, turn in play.played(play.read(file), "en-GB") for fault in play.faults(expected, turn, "en-GB")]
    assert faults
    assert all("tier is 'emergency_department'" in fault for fault in faults)


def test_replay_says_the_same_in_words(speaker: DeskSpeaker) -> None:
    """A touch is said, a silence cannot be, and the last input leaves Amazon's dialog."""
    file = json.loads(record.replay(speaker.turns, locale="en-GB", skill_id="amzn1.ask.skill.1"))
    said = file.pop("userInput")
    assert file == {"skillId": "amzn1.ask.skill.1", "locale": "en-GB", "type": "text"}
    assert said[:2] == ["open spine check", "yes"]
    assert said[3:] == ["stop", "Alexa, ask spine check for a lifting tip", ".quit"]


@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=40).filter(str.strip))
def test_whatever_was_said_can_be_written_and_read_again(said: str) -> None:
    """Quotes, control characters, even half a character from a broken terminal."""
    speaker = desk.speaker("en-US")
    speaker.open_skill()
    turn = speaker.hear(said)
    assert turn is not None
    text = record.test_case(speaker.turns, about="", locale="en-US", screen=False)
    assert tomllib.loads(text.encode().decode())["turn"][1]["say"] == said.encode(errors="replace").decode()
    assert json.loads(record.replay(speaker.turns, locale="en-US").encode())["userInput"][1] != ""
