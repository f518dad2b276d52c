"""A session as a device holds it: opening, silence, leaving, one-shots."""

import json

import pytest

from skill.alexa import limits
from skill.content import library
from skill.speaker import desk
from skill.speaker.session import DeskSpeaker, Turn


def speaker(locale: str = "en-US", *, has_screen: bool = False) -> DeskSpeaker:
    return desk.speaker(locale, has_screen=has_screen)


def heard(turn: Turn | None) -> str:
    assert turn is not None
    return str(turn.heard["intent"])


@pytest.mark.parametrize(
    "said", ["Alexa, open Spine Check", "open spine check", "hey alexa launch spine check", "Talk to Spine Check."]
)
def test_opened_by_its_name(said: str) -> None:
    """With or without the wake word."""
    one = speaker()
    assert heard(one.hear(said)) == "LaunchRequest"
    assert one.in_session


@pytest.mark.parametrize(
    ("said", "name", "ask"),
    [
        ("ask spine check for a lifting tip", "TipIntent", "gate"),
        ("Alexa, ask Spine Check about surgery", "SurgeryIntent", "gate"),
        ("tell spine check i can't pee", None, "again"),
        ("open spine check and help", "AMAZON.HelpIntent", "start"),
    ],
)
def test_one_shot_goes_straight_to_its_wish(said: str, name: str | None, ask: str) -> None:
    """The wish that follows the name is the first thing heard."""
    one = speaker()
    turn = one.hear(said)
    assert turn is not None
    assert name in (None, heard(turn))
    assert turn.request["session"]["new"] is True
    assert turn.as_json()["ask"] == ask


@pytest.mark.parametrize("said", ["yes", "i can't pee", "what's the weather", "alexa, stop"])
def test_nobody_listens_before_the_skill_is_called(said: str) -> None:
    """Without a session and without the name nothing happens."""
    one = speaker()
    assert one.hear(said) is None
    assert one.turns == []


def test_silence_is_reprompted_once_and_then_ends_the_session() -> None:
    """The first silence brings the reprompt, the second one the end, after which nobody listens."""
    one = speaker()
    opened = one.open_skill()
    first = one.silence()
    assert (first.speech, first.open, heard(first)) == (opened.reprompt, True, "silence")
    second = one.silence()
    assert (heard(second), second.speech, second.open) == ("SessionEndedRequest", "", False)
    assert second.request["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert not one.in_session
    assert one.hear("yes") is None


def test_speaking_after_a_silence_makes_up_for_it() -> None:
    """Only two silences in a row end a session."""
    one = speaker()
    one.open_skill()
    one.silence()
    one.hear("yes")
    assert heard(one.silence()) == "silence"
    assert one.in_session


@pytest.mark.parametrize("said", ["exit", "Quit.", "Alexa, exit"])
def test_exit_ends_the_session_at_once(said: str) -> None:
    """Alexa itself takes "exit": the skill only hears that the session is over."""
    one = speaker()
    one.open_skill()
    turn = one.hear(said)
    assert turn is not None
    assert turn.request["request"]["reason"] == "USER_INITIATED"
    assert turn.speech == ""
    assert not one.in_session


def test_stop_is_answered_and_closes() -> None:
    """The skill says its last words."""
    one = speaker()
    one.open_skill()
    turn = one.hear("stop")
    assert turn is not None
    assert turn.speech
    assert not turn.open
    assert not one.in_session


def test_opening_again_begins_afresh() -> None:
    """What was told in another session is forgotten, and the session has another id."""
    one = speaker()
    one.open_skill()
    one.hear("i can't pee")
    first = one.turns[-1].request["session"]["sessionId"]
    turn = one.hear("alexa open spine check")
    assert turn is not None
    assert turn.request["session"]["sessionId"] != first
    assert turn.request["session"]["attributes"] == {}
    assert turn.as_json()["tier"] is None


def test_attributes_go_back_as_they_came() -> None:
    """The skill gets its own attributes and nothing else."""
    one = speaker()
    one.open_skill()
    one.hear("yes")
    assert one.turns[1].request["session"]["attributes"] == one.turns[0].response["sessionAttributes"]


def test_elicited_words_arrive_whole_and_in_progress() -> None:
    """While the answer is elicited, what is said comes as text in its slot."""
    one = speaker()
    one.open_skill()
    one.hear("yes")
    turn = one.hear("No, not that I know of, my chest is fine")
    assert turn is not None
    assert turn.heard["intent"] == "AnswerIntent"
    assert "my chest is fine" in turn.heard["slots"]["words"]
    assert turn.request["request"]["dialogState"] == "IN_PROGRESS"


def test_touch_is_a_user_event() -> None:
    """A button's arguments arrive as the document sent them."""
    one = speaker(has_screen=True)
    one.open_skill()
    screen = one.turns[-1].screen
    assert screen is not None
    button = screen["buttons"][0]
    turn = one.touch(["answer", button["answer"], button["kind"], button["id"]])
    assert turn.request["request"]["type"] == "Alexa.Presentation.APL.UserEvent"
    assert turn.as_json()["question"] == "chest"


@pytest.mark.parametrize("locale", library.LOCALES)
def test_whole_check_in_every_locale(locale: str) -> None:
    """From opening to an all-clear, every response keeps Amazon's limits, and every turn is plain JSON."""
    one = speaker(locale, has_screen=True)
    one.open_skill()
    one.hear("yes")
    for _ in range(40):
        now = one.turns[-1].as_json()
        if now["tier"]:
            break
        one.hear("thirty" if now["question"] == "age" else "yes" if now["ask"] == "read-back" else "no")
    assert one.turns[-1].as_json()["tier"] == "self_care"
    for turn in one.turns:
        limits.check(turn.response)
        json.dumps(turn.as_json())
    assert len([turn for turn in one.turns if turn.as_json()["question"]]) == 24


def test_two_speakers_do_not_mix() -> None:
    """Two people at two devices hear what each would hear alone."""
    said = [["yes", "i can't pee", "yes"], ["a tip", "no", "another one"]]
    alone = []
    for lines in said:
        one = speaker()
        one.open_skill()
        alone.append([turn.speech for turn in map(one.hear, lines) if turn])
    both = [speaker(), speaker()]
    for one in both:
        one.open_skill()
    together: list[list[str]] = [[], []]
    for place in range(3):
        for who, one in enumerate(both):
            turn = one.hear(said[who][place])
            assert turn is not None
            together[who].append(turn.speech)
    assert together == alone


def test_what_was_misheard_is_heard_again() -> None:
    """The session goes back to where it was before, with the silences it had, and hears the right words."""
    one = speaker()
    one.open_skill()
    one.silence()
    before = one.turns[0].response["sessionAttributes"]
    one.hear("no")
    turn = one.hear_instead("yes")
    assert turn is not None
    assert (turn.turn, turn.request["session"]["attributes"], turn.as_json()["question"]) == (3, before, "chest")
    assert [each.said for each in one.turns] == ["open spine check", "", "yes"]


def test_misheard_stop_opens_the_session_again() -> None:
    """A "stop" that nobody said does not end the conversation for good."""
    one = speaker()
    one.open_skill()
    one.hear("stop")
    assert not one.in_session
    assert one.hear_instead("yes") is not None
    assert one.in_session


def test_nothing_is_corrected_where_nothing_was_said() -> None:
    """Neither before the beginning, nor the opening itself, nor a silence."""
    one = speaker()
    assert one.hear_instead("yes") is None
    one.open_skill()
    assert one.hear_instead("yes") is None
    one.silence()
    assert one.hear_instead("yes") is None
    assert len(one.turns) == 2
